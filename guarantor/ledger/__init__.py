"""What money moves when, what the journal says of it, what follows from both. Values, no database."""
