"""The council's papers: content in, a tagged PDF out.

Knows clauses, layout and PDF. Knows no rules, no money model, no database, no clock and no setting: every
date, sum and name arrives in a content (`letters.content`).
"""
