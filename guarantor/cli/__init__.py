"""The command line, one module a noun: turns words into calls of the services, and errors into words and codes."""
