"""The ways to the law of what a book and the arrivals to it will cost."""
