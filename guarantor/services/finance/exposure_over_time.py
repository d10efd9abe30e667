"""The exposure of a day beside the months before it, whole and in parts: all of it from one consistent look.

A closed month shows what was kept when it was closed, so that no chart ever tells another story than the close. What
was recorded late shows from the first month that was still open.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

from guarantor.domain.dates import Month
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.waterfall import months
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.services.finance.exposure import PARTS, Stand, exposure_document, exposure_rows, stand
from guarantor.storage import finance_files, sums
from guarantor.storage.engine import Session, reading
from guarantor.storage.known import ALL

MOST_MONTHS = 60
_SHOWN_MONTHS = 12


def over_time(
    office: Office,
    parts: Sequence[str] = (),
    first: Month | None = None,
    last: Month | None = None,
    on: dt.date | None = None,
) -> dict[str, Any]:
    """The exposure at the end of the last month, or on the day where that comes first; each month's from the first to
    it; and the rows of each part.

    Answers with `on`, `now`, `months` and `by`. Shown are at most twelve months where none is named first, none of them
    before anything is dated. Raises WrongInput for months in the wrong order, after the day or too many, and for a part
    that there is not.
    """
    day = business_day(office, on)
    last = last or Month.of(day)
    if unknown := [part for part in parts if part not in PARTS]:
        raise WrongInput.at("--by", f"expected one of {', '.join(PARTS)}, not {unknown[0]!r}")
    if last > Month.of(day):
        raise WrongInput.at("--until", f"expected {Month.of(day)} or earlier")
    with reading(office.engine) as session:
        listed = _months(first or _known(session, last)[-_SHOWN_MONTHS:][0], last)
        standing = stand(session, min(last.last_on, day), ALL)
        return {
            "on": standing.on.isoformat(),
            "now": exposure_document(standing),
            "months": list(_each_month(session, listed, day, standing)),
            "by": {part: exposure_rows(session, standing, part) for part in parts},
        }


def _each_month(
    session: Session, listed: Sequence[Month], day: dt.date, at_last: Stand
) -> Iterable[dict[str, Any]]:
    kept = {each.month: each.document for each in finance_files.closes(session)}
    for month in listed:
        closed = str(month) in kept and month.last_on <= day
        if closed:
            found = json.loads(kept[str(month)])["exposure"]
        elif month == listed[-1]:
            found = exposure_document(at_last)
        else:
            found = exposure_document(stand(session, month.last_on, ALL))
        yield {"month": str(month), "closed": closed, **found}


def _months(first: Month, last: Month) -> list[Month]:
    if last < first:
        raise WrongInput.at("--until", f"expected {first} or later, the month of --from")
    if _number(last) - _number(first) >= MOST_MONTHS:
        raise WrongInput.at("--from", f"expected at most {MOST_MONTHS} months up to {last}")
    return months(first, last)


def known_months(office: Office, on: dt.date | None = None) -> list[Month]:
    """The months from the first in which anything is dated to the day's; that one alone where nothing is."""
    last = Month.of(business_day(office, on))
    with reading(office.engine) as session:
        return _known(session, last)


def _known(session: Session, last: Month) -> list[Month]:
    first_on = sums.first_day(session)
    return months(min(Month.of(first_on), last) if first_on else last, last)


def _number(month: Month) -> int:
    return month.year * 12 + month.month - 1
