"""Financial years (April to March) and where the months of a run fall in them.

Month 1 of a run is the month of `as_of`, whatever the day. Knows nothing of money.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Window:
    """The months of a run that fall in one financial year: from `first` up to but not including `after`,
    counted from 0 for the month of `as_of`."""

    year: str
    first: int
    after: int


def financial_year(on: date) -> int:
    """The calendar year in which the financial year of a day began: 2018 for 31 March 2019."""
    return on.year if on.month >= 4 else on.year - 1


def year_label(began: int) -> str:
    """A financial year as it is written: 2018/19."""
    return f"{began}/{(began + 1) % 100:02d}"


def months_to_end_of(as_of: date, began: int) -> int:
    """How many months run from the month of `as_of` to March at the end of the financial year that began then."""
    return (began + 1 - as_of.year) * 12 + 3 - as_of.month + 1


def windows(as_of: date, horizon_months: int) -> tuple[Window, ...]:
    """The financial years that `horizon_months` months from `as_of` touch, in order, the last one cut short."""
    found: list[Window] = []
    began, first = financial_year(as_of), 0
    while first < horizon_months:
        after = min(months_to_end_of(as_of, began), horizon_months)
        found.append(Window(year_label(began), first, after))
        began, first = began + 1, after
    return tuple(found)
