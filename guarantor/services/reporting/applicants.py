"""Who applied and what became of it, one entry for each young person, for counting only.

Knows age and group, the only characteristics that are held, and what a declined case was declined for. No name and no
reference leaves this module.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from guarantor.domain.lifecycle import CaseStatus, EndReason
from guarantor.storage import guarantee_files, pilot_counts
from guarantor.storage.engine import Session
from guarantor.storage.tables.guarantees import Guarantee
from rules.months import age_on

NOT_KNOWN = "not known"
NOT_WEIGHED = "not_weighed"
Became = Literal["given", "declined", "other"]
AGES = ((18, "under 18"), (21, "18 to 20"), (25, "21 to 24"))
OLDEST = "25 and over"


@dataclass(frozen=True)
class Applicant:
    """One application. `became` is what it came to by the day: a guarantee given, declined, or neither (yet).

    `guarantees` are those given, oldest first; an offer that lapsed unsigned gave none.
    """

    outcome: str
    status: CaseStatus
    became: Became
    grounds: tuple[str, ...]
    group: str
    age: str
    guarantees: tuple[Guarantee, ...]


def applicants(session: Session, on: dt.date) -> Iterator[Applicant]:
    """Every application made by a day, as it stood at its close."""
    given = _given(session, on)
    for case in pilot_counts.cases_on(session, on):
        facts = json.loads(case.facts) if case.facts else {}
        guarantees = tuple(given.get(case.ref, ()))
        declined = case.status is CaseStatus.DECLINED
        yield Applicant(
            outcome=case.outcome or NOT_WEIGHED,
            status=case.status,
            became="given" if guarantees else "declined" if declined else "other",
            grounds=tuple(grounds(json.loads(case.weighing))) if declined and case.weighing else (),
            group=(facts.get("person") or {}).get("group") or NOT_KNOWN,
            age=_age(facts),
            guarantees=guarantees,
        )


def grounds(weighing: Mapping[str, Any]) -> list[str]:
    """The criteria that a declined case did not meet; where it met all, those that a person judged against it."""
    of_result = {
        result: [each["criterion"] for each in weighing["findings"] if each["result"] == result]
        for result in ("not_met", "refer")
    }
    return of_result["not_met"] or of_result["refer"]


def _given(session: Session, on: dt.date) -> dict[str, list[Guarantee]]:
    given: dict[str, list[Guarantee]] = {}
    for guarantee in guarantee_files.every(session):
        if guarantee.issued_on <= on and not _lapsed(session, guarantee.ref, on):
            given.setdefault(guarantee.case_ref, []).append(guarantee)
    return given


def _lapsed(session: Session, ref: str, on: dt.date) -> bool:
    return any(
        step.reason_code == EndReason.OFFER_LAPSED and step.happened_on <= on
        for step in guarantee_files.steps(session, ref)
    )


def _age(facts: Mapping[str, Any]) -> str:
    """The band of the age on the tenancy's first day, as the rules weigh it."""
    born_on = (facts.get("person") or {}).get("date_of_birth")
    starts_on = (facts.get("tenancy") or {}).get("starts_on")
    if not born_on or not starts_on:
        return NOT_KNOWN
    age = age_on(dt.date.fromisoformat(born_on), dt.date.fromisoformat(starts_on))
    return next((band for below, band in AGES if age < below), OLDEST)
