"""What must always hold, numbered: each module tests some of it, docs/invariants.md lists all of it."""
