"""Keeping what the record holds safe: backups made while others work, and their restoring into an empty place."""
