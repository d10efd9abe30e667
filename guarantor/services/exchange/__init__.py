"""What comes in as a sheet and goes out as a file: imports, exports, the journal for an outside checker."""
