"""Figures of the law on missed rent in England that an early warning states, each from its first day to its last.

Knows what a statute says and when. Knows no wording: the clauses that state a figure have its placeholder.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Statutory:
    """One figure as a letter says it, in force from its first day to its last, both included.

    `is_of_court` marks those that only a formal warning states.
    """

    placeholder: str
    says: str
    from_on: date
    until_on: date | None
    source: str
    is_of_court: bool = False


FIGURES = (
    Statutory(
        "court_after",
        "2 months",
        date(2018, 6, 1),
        date(2026, 4, 30),
        "Housing Act 1988, schedule 2, ground 8, for rent that is paid by the month",
        is_of_court=True,
    ),
    Statutory(
        "court_after",
        "3 months",
        date(2026, 5, 1),
        None,
        "Housing Act 1988, schedule 2, ground 8, as amended by the Renters' Rights Act 2025 from 1 May 2026",
        is_of_court=True,
    ),
    Statutory(
        "court_notice",
        "4 weeks",
        date(2026, 5, 1),
        None,
        "Housing Act 1988, section 8, as amended by the Renters' Rights Act 2025 from 1 May 2026",
        is_of_court=True,
    ),
    Statutory(
        "interest_after",
        "14 days",
        date(2019, 6, 1),
        None,
        "Tenant Fees Act 2019, schedule 1, paragraph 4",
    ),
    Statutory(
        "no_fees_since",
        "1 June 2019",
        date(2019, 6, 1),
        date(2020, 5, 31),
        "Tenant Fees Act 2019, section 30: until 1 June 2020 only tenancies from that day on are covered",
    ),
)


def on_missed_rent(on: date, *, formal: bool) -> dict[str, str]:
    """The figures in force on a day by placeholder: all for a formal warning, else those that a gentle one states."""
    return {
        figure.placeholder: figure.says
        for figure in FIGURES
        if figure.from_on <= on <= (figure.until_on or date.max) and (formal or not figure.is_of_court)
    }
