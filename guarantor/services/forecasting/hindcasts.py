"""What the model would have forecast at the ends of past months, on the book and the record of each, against claims.

Each forecast looks so many months ahead, and the next begins where it ended, so that no month is scored twice. The
record is that of today: an entry typed late is taken to have been there on its own date.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from guarantor.domain.dates import plus_months
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.postings import Kind
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.services.forecasting.bases import basis_on
from guarantor.services.forecasting.evidence import ledger_evidence
from guarantor.services.forecasting.liability import ledger_book, standing
from guarantor.storage import guarantee_records
from guarantor.storage.engine import Session, reading
from guarantor.storage.guarantee_records import GuaranteeRecord
from risk.book import Exposure
from risk.explorations.scorecard import Past, scorecard
from risk.liability import DEFAULT_SEED, law_of

LONGEST_AHEAD = 12
MOST_FORECASTS = 60

Progress = Callable[[int, int], None]


def hindcast(
    office: Office, on: dt.date | None = None, months: int = 3, progress: Progress | None = None
) -> dict[str, Any]:
    """Forecasts of `months` each since the first guarantee, scored: coverage, where outcomes fell, bias.

    Of one forecast: the claims accepted in its months on guarantees that stood when it was made. `runs` is empty,
    with no figure, where no such months are over yet. Raises WrongInput for months out of range.
    """
    if not 1 <= months <= LONGEST_AHEAD:
        raise WrongInput.at("--months", f"expected a whole number of months from 1 to {LONGEST_AHEAD}")
    day = business_day(office, on)
    with reading(office.engine) as session:
        records = guarantee_records.every(session)
        starts = _made_on(records, day, months)
        past = []
        for done, (made_on, until) in enumerate(starts, start=1):
            past.append(_past(session, records, made_on, until, months))
            if progress:
                progress(done, len(starts))
    head = {
        "on": day.isoformat(),
        "months": months,
        "says": (
            f"The model on the book of each day against the claims accepted in the {months} months after it, on the "
            "same guarantees. Years share their bad luck, so that few forecasts say little."
        ),
    }
    if not past:
        return head | {"runs": [], "coverage": []}
    found = scorecard(past, seed=DEFAULT_SEED).document()
    return head | found | {"runs": list(found["runs"]), "coverage": list(found["coverage"])}


def _made_on(records: Sequence[GuaranteeRecord], day: dt.date, months: int) -> list[tuple[dt.date, dt.date]]:
    """(day a forecast is made at, its last day), both ends of months; the latest ones where there are very many."""
    first = min((each.guarantee.starts_on for each in records), default=day)
    found = []
    begins = plus_months(first.replace(day=1), 1)
    while plus_months(begins, months) - dt.timedelta(days=1) <= day:
        after = plus_months(begins, months)
        found.append((begins - dt.timedelta(days=1), after - dt.timedelta(days=1)))
        begins = after
    return found[-MOST_FORECASTS:]


def _past(
    session: Session, records: Sequence[GuaranteeRecord], made_on: dt.date, until: dt.date, months: int
) -> Past:
    book = ledger_book(session, made_on, records=records)
    exposure = Exposure(book, (), months, ledger_evidence(session, made_on, records=records))
    came = sum(_accepted(each, until) - _accepted(each, made_on) for each in standing(records, made_on))
    return Past(made_on.isoformat(), law_of(exposure, basis_on(made_on).assumptions), came)


def _accepted(record: GuaranteeRecord, day: dt.date) -> int:
    """What was accepted of its claims and not undone, in pence, up to the close of a day."""
    signs = {Kind.CLAIM_ACCEPTED: 1, Kind.CLAIM_UNDONE: -1}
    return sum(
        signs[Kind(each.kind)] * each.amount_pence
        for each in record.transfers
        if each.kind in signs and each.happened_on <= day
    )
