"""A synthetic county on Kent's real figures, played through the same services as real cases. No real person in it."""
