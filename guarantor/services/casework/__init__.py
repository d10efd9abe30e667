"""An application from its first draft to a decision, and what follows a decision besides a guarantee."""
