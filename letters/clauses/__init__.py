"""The clause book: one clause per Markdown file, in a folder for the papers it was written for.

A package only so that the clauses are installed with the code.
"""
