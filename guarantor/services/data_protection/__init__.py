"""How long what is held of people is kept, what stops that, and how it goes."""
