"""What needs somebody: tasks, reviews, warnings due, and the daily run that opens them."""
