"""How much of the rent a guarantee covers: from which day to which, and how high under the deed's rent ceiling.

Knows nothing of claims.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from guarantor.domain.dates import Month, plus_months
from guarantor.domain.money import spoken
from guarantor.ledger.arrears import Arrears, ChargeState
from guarantor.ledger.rent_periods import days_of_period, within_monthly


@dataclass(frozen=True)
class Terms:
    """The terms of one guarantee that a claim is checked against; the numbers come from its policy.

    `ceiling_pence` is the highest monthly share that the guarantee follows; None where the policy sets no limit.
    `later_ceilings` are those that consented rent rises brought, each with the day from which it holds, in order.
    `periods_per_year` says how the let's rent falls due: 12 monthly, 13 four-weekly, 52 weekly, None in termly
    instalments. The charges of one period of a regular let are held together against the ceiling for a period: those
    of a calendar month, or those less than seven or 28 days after the first of a period. Instalments differ in
    length, so those of a year of the tenancy are held together against the ceilings of its twelve months. Either way
    in order of day: the charge that passes the ceiling counts in part, later ones not at all.
    """

    starts_on: dt.date
    deed_on: dt.date
    ends_on: dt.date
    share_pence: int
    call_after_months: int
    report_days: int
    window_days: int
    tenancy_ended: bool
    ceiling_pence: int | None = None
    periods_per_year: int | None = 12
    later_ceilings: tuple[tuple[dt.date, int], ...] = ()

    def ceiling_on(self, day: dt.date) -> int | None:
        """The highest monthly share that the guarantee follows on a day, in pence."""
        later = [pence for from_on, pence in self.later_ceilings if from_on <= day]
        return later[-1] if later and self.ceiling_pence is not None else self.ceiling_pence


def covered_unpaid(month: Month, terms: Terms, rent: Arrears) -> int:
    """The pence unpaid of a month's charges that the guarantee covers, under the deed's rent ceiling."""
    return sum(
        unpaid_of(charge, pence)
        for charge, pence in rent_followed(rent, terms)
        if charge.month == month and is_covered(charge.due_on, terms)
    )


def rent_followed(rent: Arrears, terms: Terms) -> list[tuple[ChargeState, int]]:
    """Each charge with the pence of it that the guarantee follows under the deed's rent ceiling."""
    if terms.ceiling_pence is None:
        return [(charge, charge.amount_pence) for charge in rent.charges]
    if terms.periods_per_year is not None:
        return _followed_by_period(rent, terms, terms.periods_per_year)
    left: dict[int, int] = {}
    followed = []
    for charge in rent.charges:
        year = _year_of_tenancy(charge.due_on, terms.starts_on)
        left_pence = left[year] if year in left else _year_pence(terms, year)
        followed.append((charge, min(charge.amount_pence, left_pence)))
        left[year] = left_pence - followed[-1][1]
    return followed


def _followed_by_period(rent: Arrears, terms: Terms, periods: int) -> list[tuple[ChargeState, int]]:
    """As `rent_followed`, of a regular let: each charge finds what the earlier ones of its period have left."""
    days = days_of_period(periods)
    used = Counter[dt.date]()
    first_on = dt.date.min
    followed = []
    for charge in rent.charges:
        if days is None:
            first_on = charge.due_on.replace(day=1)
        elif (charge.due_on - first_on).days >= days:
            first_on = charge.due_on
        left_pence = max(within_monthly(_ceiling(terms, charge.due_on), periods) - used[first_on], 0)
        followed.append((charge, min(charge.amount_pence, left_pence)))
        used[first_on] += followed[-1][1]
    return followed


def _ceiling(terms: Terms, day: dt.date) -> int:
    ceiling_pence = terms.ceiling_on(day)
    assert ceiling_pence is not None, "asked only where the policy sets a limit"
    return ceiling_pence


def _year_pence(terms: Terms, year: int) -> int:
    """The ceilings of the twelve months of a year of the tenancy together, each as on the month's first day."""
    first = 12 * year
    return sum(_ceiling(terms, plus_months(terms.starts_on, month)) for month in range(first, first + 12))


def _year_of_tenancy(day: dt.date, starts_on: dt.date) -> int:
    """How many whole years of the tenancy have passed on a day; negative before its start."""
    years = day.year - starts_on.year
    return years if day >= plus_months(starts_on, 12 * years) else years - 1


def unpaid_of(charge: ChargeState, followed_pence: int) -> int:
    """What is unpaid of a charge as if it were no higher than what the guarantee follows."""
    return max(followed_pence - (charge.amount_pence - charge.unpaid_pence), 0)


def ceiling_note(terms: Terms, due_on: dt.date) -> str:
    """What a line says whose rent is above the ceiling on a day."""
    if terms.periods_per_year is None:
        year_pence = _year_pence(terms, _year_of_tenancy(due_on, terms.starts_on))
        return f"the guarantee follows the rent of a year up to {spoken(year_pence)} only"
    ceiling = spoken(_ceiling(terms, due_on))
    return f"the guarantee follows the rent up to {ceiling} a month only"


def is_covered(due_on: dt.date, terms: Terms) -> bool:
    """Due after the first month, from the later of tenancy's start and deed, and before the guarantee's end."""
    first = max(plus_months(terms.starts_on, 1), terms.deed_on)
    return first <= due_on <= terms.ends_on
