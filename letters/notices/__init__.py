"""Letters to young people and landlords: a typed content for each kind, and the letter made of it.

Each module holds the contents of some kinds and their builders; `letters.notices.registry` finds them by kind.
"""
