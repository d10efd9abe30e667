"""The record held against its own rules."""
