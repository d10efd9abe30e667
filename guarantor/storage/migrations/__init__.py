"""How the database came to be as it is, one step a version; each step holds its own statements and never changes."""
