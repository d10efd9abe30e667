"""Decisions played through: what moves the cost most, and which limit keeps it within a sum."""
