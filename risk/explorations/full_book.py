"""A scheme with every place taken on its first day: what a limit is weighed on.

Knows how places are shared out over groups and rents. Who really comes is for arrivals.
"""

from datetime import date

from risk.book import Book, Cell, Course, Rents, book_of
from risk.explorations.cap_finder import Option
from risk.groups import GROUPS

# Middles of five equal parts of the lettings: enough to keep the spread of rents.
PARTS = (0.1, 0.3, 0.5, 0.7, 0.9)


def full_book(as_of: date, option: Option, rents: Rents) -> Book:
    """`option.places` guarantees, the groups by turns and the rents at five evenly spaced quantiles by turns."""
    at = [rent_at(rents, part) for part in PARTS]
    cells = [
        Cell(Course(GROUPS[place % len(GROUPS)], 0, option.months, option.cap_months), at[place % len(at)], 1)
        for place in range(option.places)
    ]
    return book_of(as_of, cells)


def rent_at(rents: Rents, level: float) -> int:
    """The rent in pence at which the cumulative share of lettings reaches a level."""
    upto = 0.0
    for rent_pence, share in sorted(rents):
        upto += share
        if upto >= level - 1e-12:
            return rent_pence
    return max(rent_pence for rent_pence, _ in rents)
