"""The pages, a module for each noun. Every module here that names its Pages `pages` is found by itself."""
