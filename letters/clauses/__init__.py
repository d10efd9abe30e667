"""The clause book: one clause per Markdown file, read by `letters.clausebook`.

A package only so that the clauses are installed with the code.
"""
