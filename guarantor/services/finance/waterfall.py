"""The waterfall month to month: commitment, cost and cash, each closing the opening of the next."""

import datetime as dt
from typing import Any

from guarantor.domain.dates import Month, financial_year_start
from guarantor.domain.money import pounds
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.waterfall import Fall, MonthFall, waterfall
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.storage import finance_files, sums
from guarantor.storage.engine import Session, reading
from guarantor.storage.known import ALL, Known
from guarantor.storage.tables.finance import MonthClose

MOST_MONTHS = 600


def waterfall_document(
    office: Office, first: Month | None = None, last: Month | None = None, on: dt.date | None = None
) -> dict[str, Any]:
    """Every month from the first to the last: by default those of the day's financial year up to the day's month.

    What is dated after the day is left out. Raises WrongInput where the last month comes before the first.
    """
    day = business_day(office, on)
    last = last or Month.of(day)
    first = first or min(Month.of(financial_year_start(day)), last)
    if last < first:
        raise WrongInput.at("--until", f"expected {first} or later, the month of --from")
    if (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS:
        raise WrongInput.at("--from", f"expected at most {MOST_MONTHS} months up to {last}")
    with reading(office.engine) as session:
        closes = finance_files.closes(session)
        months = falls(session, closes, first, last, day, ALL)
    return {"on": day.isoformat(), "months": [month_document(each) for each in months]}


def falls(
    session: Session, closes: list[MonthClose], first: Month, last: Month, on: dt.date, known: Known
) -> list[MonthFall]:
    """The months of the waterfall, of what was known, with these months closed by then."""
    moved = sums.movements(session, on, known, [each.through_transfer for each in closes])
    return waterfall(moved, [Month.read(each.month, "month") for each in closes], first, last)


def month_document(fall: MonthFall) -> dict[str, Any]:
    """A month as JSON. Each movement has its sign: opening and movements make the closing."""
    return {
        "month": str(fall.month),
        "closed": fall.closed,
        "commitment": _lines(fall.commitment),
        "cost": _lines(fall.cost),
        "cash": _lines(fall.cash),
    }


def _lines(fall: Fall) -> dict[str, str]:
    moved = {name: pounds(pence) for name, pence in fall.movements.items()}
    return {"opening": pounds(fall.opening_pence), **moved, "closing": pounds(fall.closing_pence)}
