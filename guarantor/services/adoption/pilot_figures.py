"""The pilot's figures for a page that is opened often: the counts now, the liability as it was last worked out.

The panel's page of paper (panel.py) works everything out afresh. Here the model's answer is kept for as long as no act
has changed the record and the day is the same; it is kept in this process alone.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guarantor.domain.refusals import NoProgramme
from guarantor.services.acting.office import Office
from guarantor.services.adoption import policies, programmes
from guarantor.services.adoption.panel import grounds
from guarantor.services.finance import exposure
from guarantor.services.forecasting import liability
from guarantor.storage import claim_files, pilot_counts, programme_files, record, turned_down_files
from guarantor.storage.engine import Session, reading

FEWEST_SHOWN = 5
"""A count of people below this, and above nought, could point at one of them; it is shown as fewer."""

_WORKED_OUT: dict[tuple[str, dt.date, str], tuple[dict[str, Any], dict[str, Any]]] = {}


@dataclass(frozen=True)
class PilotFigures:
    """What elected members see: counts of cases and sums of money, no case and no person.

    `outcomes`, `statuses` and `refusals` count people: None stands for a count too small to show.
    """

    on: dt.date
    programme: str
    policy: str
    places: int
    places_held: int
    budget_pence: int | None
    outcomes: Mapping[str, int | None]
    statuses: Mapping[str, int | None]
    refusals: Mapping[str, int | None]
    exceptions: int | None
    exposure: Mapping[str, Any]
    claims_accepted: int | None
    book: Mapping[str, Any]
    arrivals: Mapping[str, Any]


def figures(office: Office, on: dt.date) -> PilotFigures | None:
    """The pilot as it stands on a day; None before any programme was adopted."""
    with reading(office.engine) as session:
        try:
            programme = programmes.in_force(session, on)
        except NoProgramme:
            return None
        policy = policies.stored(session, programme.policy_fingerprint)
        titles = {criterion.id: criterion.title for criterion in policy.criteria}
        outcomes, statuses = pilot_counts.by_outcome(session), pilot_counts.by_status(session)
        refusals = _refusals(session)
        held = programme_files.places_held(session, programme.code)
        accepted, exceptions = (
            claim_files.how_many_accepted(session),
            turned_down_files.exceptions_made(session),
        )
        last = record.last(session)
    assert last is not None, "a database that was created has a journal"
    book, arrivals = _liability(
        office,
        on,
        last.hash,
        (policy.parameter("term_months"), policy.parameter("cap_months"), programme.budget_pence),
    )
    return PilotFigures(
        on=on,
        programme=programme.code,
        policy=policy.name,
        places=programme.places,
        places_held=held,
        budget_pence=programme.budget_pence,
        outcomes=_shown(outcomes),
        statuses=_shown(statuses),
        refusals=_shown({titles.get(name, name): count for name, count in refusals.most_common()}),
        exceptions=_enough(exceptions),
        exposure=exposure.exposure(office, on),
        claims_accepted=_enough(accepted),
        book=book,
        arrivals=arrivals,
    )


def _refusals(session: Session) -> Counter[str]:
    found: Counter[str] = Counter()
    for each in pilot_counts.records_of_declined(session):
        found.update(grounds(json.loads(each)))
    return found


def _liability(
    office: Office, on: dt.date, head: str, terms: tuple[int, int, int | None]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the model says of the guarantees in force and of the arrivals, kept while the journal's head is the same."""
    key = (office.engine.url.render_as_string(), on, head)
    if key not in _WORKED_OUT:
        term_months, cap_months, budget_pence = terms
        book = liability.answer(liability.Question(budget_pence=budget_pence), office, on)
        arrivals = liability.of_arrivals(on, term_months, cap_months, budget_pence)
        _WORKED_OUT.clear()
        _WORKED_OUT[key] = book, arrivals
    return _WORKED_OUT[key]


def _shown(counts: Mapping[str, int]) -> dict[str, int | None]:
    return {name: _enough(count) for name, count in counts.items() if count}


def _enough(count: int) -> int | None:
    return None if 0 < count < FEWEST_SHOWN else count
