"""What a case went through besides its decision, as `case show` answers it: waiting, reviews, complaints, costs."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from guarantor.services.casework import costs, in_principle
from guarantor.services.casework.waiting import position as place_on_the_list
from guarantor.storage import cost_files, turned_down_files, waiting_files
from guarantor.storage.engine import Session
from guarantor.storage.officers import names
from guarantor.storage.tables.cases import CaseDecision
from guarantor.storage.tables.turned_down import LetPass, Waiting


def of_case(session: Session, ref: str) -> dict[str, Any]:
    """Every history of a case, oldest first, each entry with its dates and who wrote it down."""
    return {
        "in_principle_until": _iso(in_principle.last_day(session, ref)),
        **read(session, ref, names(session)),
    }


def read(session: Session, ref: str, known: Mapping[int, str]) -> dict[str, Any]:
    """The histories of `of_case` as lists; `known` are the officers' names by number."""
    there = turned_down_files.there(session, ref)
    waited = waiting_files.of_case(session, ref) if there.waiting else []
    return {
        "waiting": [_waiting(session, waiting, passed, known) for waiting, passed in waited],
        "withdrawals": _withdrawals(session, ref, known) if there.withdrawals else [],
        "reviews": _reviews(session, ref, known) if there.reviews else [],
        "complaints": _complaints(session, ref, known) if there.complaints else [],
        "exceptions": _exceptions(session, ref, known) if there.exceptions else [],
        "costs": [
            costs.document(session, each)
            for each in (cost_files.of_case(session, ref) if there.costs else [])
        ],
    }


def _withdrawals(session: Session, ref: str, known: Mapping[int, str]) -> list[dict[str, Any]]:
    return [
        {"withdrawn_on": each.withdrawn_on.isoformat(), "by": known[each.officer], "reason": each.reason}
        for each in turned_down_files.withdrawals(session, ref)
    ]


def _waiting(
    session: Session, waiting: Waiting, passed: LetPass | None, known: Mapping[int, str]
) -> dict[str, Any]:
    decision = session.get(CaseDecision, waiting.decision)
    assert decision is not None, "a case waits on a decision"
    return {
        "decided_on": decision.decided_on.isoformat(),
        "joined_on": waiting.joined_on.isoformat(),
        "position": place_on_the_list(session, waiting),
        "passed_on": _iso(passed.passed_on if passed else None),
        "passed_by": known[passed.officer] if passed else None,
        "passed_because": passed.reason if passed else None,
    }


def _reviews(session: Session, ref: str, known: Mapping[int, str]) -> list[dict[str, Any]]:
    return [
        {
            "asked_on": review.asked_on.isoformat(),
            "due_on": review.due_on.isoformat(),
            "grounds": review.grounds,
            "outcome": found.outcome if found else None,
            "reviewed_on": _iso(found.reviewed_on if found else None),
            "reviewed_by": known[found.reviewed_by] if found else None,
            "reason": found.reason if found else None,
        }
        for review, found in turned_down_files.reviews(session, ref)
    ]


def _complaints(session: Session, ref: str, known: Mapping[int, str]) -> list[dict[str, Any]]:
    return [
        {
            "complaint": number,
            "stage": complaint.stage,
            "received_on": complaint.received_on.isoformat(),
            "due_on": complaint.due_on.isoformat(),
            "about": complaint.about,
            "outcome": answered.outcome if answered else None,
            "answered_on": _iso(answered.answered_on if answered else None),
            "answered_by": known[answered.officer] if answered else None,
            "answer": answered.answer if answered else None,
        }
        for number, (complaint, answered) in enumerate(turned_down_files.complaints(session, ref), 1)
    ]


def _exceptions(session: Session, ref: str, known: Mapping[int, str]) -> list[dict[str, Any]]:
    found = []
    for proposed, confirmed in turned_down_files.exceptions(session, ref):
        decision = session.get(CaseDecision, confirmed.decision) if confirmed else None
        found.append(
            {
                "pending": f"P-{proposed.pending}",
                "criteria": json.loads(proposed.criteria),
                "accepts": json.loads(proposed.accepts),
                "reason": proposed.reason,
                "proposed_on": proposed.proposed_on.isoformat(),
                "proposed_by": known[proposed.proposed_by],
                "decided_on": _iso(decision.decided_on if decision else None),
                "decided_by": known[decision.decided_by] if decision else None,
            }
        )
    return found


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
