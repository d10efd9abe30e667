"""What a machine makes of the guides under docs/: the pictures, the table of settings, the lawyer's checklist.

Outside the program: nothing of it is installed, and nothing of the program knows it.
"""
