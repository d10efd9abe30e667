"""The scheme's own words as values: money, dates, references, roles, statuses, refusals. No storage."""
