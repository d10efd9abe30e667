"""Dates in an order that can be, and sums above zero: what every letter's content asks of its own fields.

Knows how such a fault is said: the field, and what was expected of it. Knows no kind of letter.
"""

from letters.content import Content


def check_order(content: Content, earlier: str, later: str) -> None:
    """Raise ValueError where the date in `later` lies before the one in `earlier`; a date that is None passes."""
    first, last = getattr(content, earlier), getattr(content, later)
    if first is not None and last is not None and last < first:
        raise ValueError(f"expected {later} no earlier than {earlier}, {first}, got {last}")


def check_sum_above_zero(content: Content, *fields: str) -> None:
    """Raise ValueError naming the first of the fields whose sum is nothing."""
    for field in fields:
        if not getattr(content, field):
            raise ValueError(f"expected {field} above zero")
