"""Monte Carlo: guarantees played month by month, as a person would play them, in blocks of keyed streams."""
