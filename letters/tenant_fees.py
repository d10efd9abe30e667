"""The most that a landlord may take as a tenancy deposit, as the law says on a day.

Knows the limits of the Tenant Fees Act 2019, England: dated figures, for the council's lawyer to confirm. Knows no
paper and no tenancy but its rent.
"""

from datetime import date
from decimal import ROUND_FLOOR, Decimal

SOURCE = "Tenant Fees Act 2019, Schedule 1, paragraph 2"
IN_FORCE_FROM = date(2019, 6, 1)
_HIGH_RENT_A_YEAR = Decimal(50_000)
_WEEKS = 5
_WEEKS_AT_A_HIGH_RENT = 6
_PENNY = Decimal("0.01")


def highest_deposit(monthly_rent: Decimal, on: date) -> tuple[int, Decimal] | None:
    """Weeks of the whole home's rent and their sum in pounds, rounded down; None before there was a limit.

    `monthly_rent` in pounds. A week's rent is the year's over 52; from 50,000 pounds a year the limit is higher.
    """
    if on < IN_FORCE_FROM:
        return None
    yearly = monthly_rent * 12
    weeks = _WEEKS if yearly < _HIGH_RENT_A_YEAR else _WEEKS_AT_A_HIGH_RENT
    return weeks, (yearly * weeks / 52).quantize(_PENNY, rounding=ROUND_FLOOR)
