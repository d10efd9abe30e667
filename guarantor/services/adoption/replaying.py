"""One policy against another over many cases: who changes and by which criterion, the places, and what it would cost.

Judged as if each policy were in force; nothing is stored. Both sides are costed by the engine that suits, fast enough
to be waited for, on the same basis and from the same first month, so that swapping the policies flips the sign of
every difference.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from guarantor import clock
from guarantor.domain.wrong_input import Fault, WrongInput
from guarantor.services.acting.closed_cases import closed_to
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import judging, known_policies, policies
from guarantor.services.forecasting.bases import basis_on
from guarantor.storage import case_files
from guarantor.storage.engine import reading
from guarantor.storage.tables.cases import ApplicationFacts
from risk.book import Book, Cell, Course, Exposure, Opening, book_of
from risk.evidence import NOTHING_SEEN
from risk.liability import quick_law
from risk.measures import figures
from rules.decide import Offer
from rules.facts import Application
from rules.policy import Policy
from rules.replay import Judged, Replay, replay

FIGURES = ("mean", "sd", "p50", "p95", "p99_5")
_LEVELS = {"p50": 0.5, "p95": 0.95, "p99_5": 0.995}
SEED = 1


@dataclass(frozen=True)
class Dated:
    """An application and the day to judge it on."""

    application: Application
    on: dt.date


def of_documents(documents: Iterable[object], on: dt.date | None, today: dt.date) -> list[Dated]:
    """Applications from documents of `assess`; each is judged on its own day, else `on`, else today.

    Raises WrongInput with every fault, each naming the application by its place.
    """
    dated, faults = [], list[Fault]()
    for place, document in enumerate(documents, start=1):
        try:
            application = judging.read(document)
        except WrongInput as error:
            faults += [Fault(f.field, f"application {place}: {f.says}") for f in error.faults]
        else:
            dated.append(Dated(application, application.assessed_on or on or today))
    if faults:
        raise WrongInput(faults)
    return dated


def of_stored_cases(office: Office, today: dt.date, person: Person | None = None) -> list[Dated]:
    """Every stored case that is not erased, under its own reference, on the day of its last assessment.

    For a person: without the cases that are closed to them.
    """
    dated = []
    with reading(office.engine) as session:
        closed = frozenset() if person is None else closed_to(session, person)
        for ref in [each for each in case_files.refs(session) if each not in closed]:
            facts = case_files.latest(session, ApplicationFacts, ref)
            if facts is None or facts.document is None:
                continue
            assessment = case_files.latest_assessment(session, ref)
            application = judging.read(json.loads(facts.document)).model_copy(update={"reference": ref})
            dated.append(Dated(application, assessment.assessed_on if assessment else today))
    return dated


def compare(dated: Sequence[Dated], from_key: str, to_key: str, office: Office | None = None) -> Replay:
    """Every application judged by both policies; without an office, by policies that come with the program.

    Raises WrongInput for an unknown policy or a day that is wrong.
    """
    before, after = (
        policies.shipped(key, field) if office is None else known_policies.policy(office, key, field)
        for key, field in ((from_key, "--from"), (to_key, "--to"))
    )
    with judging.faults_in_one_form():
        return replay(((each.application, each.on) for each in dated), before, after)


def titles(found: Replay) -> dict[str, str]:
    """The title of every criterion of either policy, by its id."""
    return {
        each.id: each.title for policy in (found.from_policy, found.to_policy) for each in policy.criteria
    }


def document(found: Replay) -> dict[str, Any]:
    """The document of `guarantor replay`: changes, counts, cases that cannot be told, places, liability."""
    began = clock.stopwatch()
    first_on = _first_month(found.judged)
    sides = {
        "from": _side(found, "from", found.from_policy, first_on),
        "to": _side(found, "to", found.to_policy, first_on),
    }
    return {
        **found.document(),
        "places": {side: costed["places"] for side, costed in sides.items()},
        "liability": {
            **{side: costed["liability"] for side, costed in sides.items()},
            "difference": {
                kind: {
                    name: round(
                        sides["to"]["liability"][kind][name] - sides["from"]["liability"][kind][name], 2
                    )
                    for name in ("guarantees", *FIGURES)
                }
                for kind in ("eligible", "eligible_and_refer")
            },
            "basis": basis_on(first_on).name,
            "seed": SEED,
        },
        "seconds": round(clock.stopwatch() - began, 3),
    }


def public(found: Replay) -> dict[str, Any]:
    """The counts without references, small numbers hidden by the new policy's own limit."""
    return found.public_document(found.to_policy.parameter("hide_numbers_below"))


def _side(found: Replay, side: Literal["from", "to"], policy: Policy, first_on: dt.date) -> dict[str, Any]:
    place = 0 if side == "from" else 1
    places = policy.parameter_if_any("places")
    in_order = sorted(found.judged, key=lambda one: (one.assessed_on, one.reference))
    eligible = [one for one in in_order if one.outcomes[place] == "eligible" and one.offers[place]]
    approvable = [
        one for one in in_order if one.outcomes[place] in ("eligible", "refer") and one.offers[place]
    ]
    return {
        "places": {
            "places": places,
            "eligible": len(eligible),
            "eligible_and_refer": len(approvable),
            "without_a_place": 0 if places is None else max(len(eligible) - places, 0),
        },
        "liability": {
            "eligible": _cost(eligible[:places], place, first_on),
            "eligible_and_refer": _cost(approvable[:places], place, first_on),
        },
    }


def _cost(judged: Sequence[Judged], place: int, first_on: dt.date) -> dict[str, float]:
    return dict(_costed(_book(judged, place, first_on), first_on))


@lru_cache(maxsize=16)
def _costed(book: Book, first_on: dt.date) -> Mapping[str, float]:
    """Two policies often offer the same: what the same book costs on the same basis is worked out once."""
    exposure = Exposure(book, (), book.months, NOTHING_SEEN)
    law, _, _ = quick_law(exposure, basis_on(first_on).assumptions, seed=SEED)
    total = figures(law)
    found = {"mean": total.mean, "sd": total.sd}
    found |= {name: total.quantiles[level] for name, level in _LEVELS.items()}
    return {"guarantees": book.guarantees, **{name: round(found[name], 2) for name in FIGURES}}


def _book(judged: Sequence[Judged], place: int, first_on: dt.date) -> Book:
    return book_of(first_on, [_cell(one, one.offers[place], first_on) for one in judged])


def _cell(one: Judged, offer: Offer | None, first_on: dt.date) -> Cell:
    assert offer is not None, "only offers are costed"
    assert one.starts_on is not None, "an offer has a start"
    assert one.rent_share_pence is not None, "an offer has a share"
    months_on = (one.starts_on.year - first_on.year) * 12 + one.starts_on.month - first_on.month
    cap_months = offer.cap_pence // one.rent_share_pence
    course = Course(
        "uasc" if one.group == "uasc" else "citizen", months_on, offer.months, cap_months, (Opening(0, 0),)
    )
    return Cell(course, one.rent_share_pence, 1)


def _first_month(judged: Iterable[Judged]) -> dt.date:
    starts = [one.starts_on for one in judged if one.starts_on is not None and any(one.offers)]
    return min(starts, default=dt.date(2018, 6, 1)).replace(day=1)
