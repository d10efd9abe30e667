"""How people come in: accounts, passwords and codes, sessions, restricted cases, and who looked at what."""
