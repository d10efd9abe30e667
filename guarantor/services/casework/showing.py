"""Cases and guarantees as `show` and `list` answer them. Names reach only roles that may see them."""

import json
from typing import Any

from guarantor.domain.money import pounds
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.accounts import Account
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.services.adoption import judging, policies, programmes
from guarantor.services.casework import case_histories
from guarantor.services.claiming import claim_documents
from guarantor.services.guaranteeing import changes
from guarantor.services.guaranteeing.guarantees import ended_on
from guarantor.services.worktrays import worktray
from guarantor.storage import (
    case_files,
    change_files,
    claim_files,
    guarantee_files,
    officers,
    signature_files,
)
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.cases import (
    ApplicationFacts,
    Assessment,
    CaseDecision,
    Circumstances,
    Home,
    YoungPerson,
)
from guarantor.storage.tables.changes import Move
from guarantor.storage.tables.guarantees import Guarantee

_PERSON = ("name", "address", "phone", "email", "safe_contact", "language")


def case(office: Office, ref: str) -> dict[str, Any]:
    """One case, whole: status, people, home, decisions by the rules and by people, guarantees, histories, tasks."""
    day = business_day(office, None)
    with reading(office.engine) as session:
        case_files.held(session, ref)
        return {
            **_whole_case(session, ref),
            **case_histories.of_case(session, ref),
            "tasks": worktray.open_of_case(session, ref, day),
        }


def young_persons_name(office: Office, ref: str) -> str | None:
    """Whose case it is, None where the name was erased or never known. Raises NotFound."""
    with reading(office.engine) as session:
        case_files.held(session, ref)
        person = case_files.latest(session, YoungPerson, ref)
        return person.name if person else None


def todays_rules_would_say(office: Office, ref: str) -> dict[str, Any]:
    """What the policy in force on the business day says of the case's facts; stored nowhere.

    Raises NoProgramme where no policy is adopted by that day, WrongInput where the facts were erased.
    """
    day = business_day(office, None)
    with reading(office.engine) as session:
        case_files.held(session, ref)
        facts = case_files.latest(session, ApplicationFacts, ref)
        if facts is None or facts.document is None:
            raise WrongInput.at(
                "REF", f"expected a case whose facts are held, and those of {ref} were erased"
            )
        programme = programmes.in_force(session, day)
        policy = policies.stored(session, programme.policy_fingerprint)
    return judging.judge(judging.read(json.loads(facts.document)), policy, day).document()


def cases(office: Office) -> list[dict[str, Any]]:
    """Every case in the order they were opened."""
    with reading(office.engine) as session:
        return [_whole_case(session, ref) for ref in case_files.refs(session)]


def guarantee(office: Office, ref: str) -> dict[str, Any]:
    """One guarantee with its claims, signatures, papers and open tasks."""
    day = business_day(office, None)
    with reading(office.engine) as session:
        held = guarantee_files.held(session, ref)
        signed = signature_files.standing(session, ref)
        return {
            **_guarantee(session, held),
            "claims": [
                claim_documents.document(session, claim) for claim in claim_files.of_guarantee(session, ref)
            ],
            "signatures": [
                {"party": each.party, "name": each.name, "signed_on": each.signed_on.isoformat()}
                for each in signed
            ],
            "tasks": worktray.open_of_case(session, held.case_ref, day, ref),
            "move": _move(change_files.move_of(session, ref)),
            "changes": [changes.document(session, each) for each in change_files.changes(session, ref)],
            "pending_end": [
                {
                    "pending": f"P-{each.pending}",
                    "reason": each.reason_code,
                    "ended_on": each.ended_on.isoformat(),
                }
                for each in change_files.ends_waiting(session, ref)
            ],
        }


def guarantees(office: Office) -> list[dict[str, Any]]:
    """Every guarantee in the order of issue."""
    with reading(office.engine) as session:
        return [
            _guarantee(session, guarantee_files.held(session, ref)) for ref in guarantee_files.refs(session)
        ]


def paper(office: Office, ref: str, kind: str) -> bytes | None:
    """The bytes of a guarantee's paper as issued, or None where it was erased."""
    with reading(office.engine) as session:
        guarantee_files.held(session, ref)
        found = [each for each in guarantee_files.papers(session, ref) if each.kind == kind]
        return found[0].content_bytes if found else None


def _whole_case(session: Session, ref: str) -> dict[str, Any]:
    person = case_files.latest(session, YoungPerson, ref)
    circumstances = case_files.latest(session, Circumstances, ref)
    assessment = case_files.latest_assessment(session, ref)
    decision = case_files.latest(session, CaseDecision, ref)
    return {
        "ref": ref,
        "status": case_files.status(session, ref),
        "outcome": assessment.outcome if assessment else None,
        "young_person": {name: getattr(person, name) if person else None for name in _PERSON},
        "property": _property(case_files.latest(session, Home, ref)),
        "landlord": _landlord(session, ref),
        "joint": circumstances.joint if circumstances else None,
        "licence": circumstances.licence if circumstances else None,
        "accommodation_before": circumstances.accommodation_before if circumstances else None,
        "would_otherwise": circumstances.would_otherwise if circumstances else None,
        "assessment": json.loads(assessment.record) if assessment and assessment.record else None,
        "assessments": [_assessment(session, each) for each in case_files.assessments(session, ref)],
        "decision": {
            "decision": decision.decision,
            "decided_on": decision.decided_on.isoformat(),
            "accepts": json.loads(decision.accepts),
            "reason": decision.reason,
        }
        if decision
        else None,
        "gate": [
            {"item": record.item, "seen_on": record.seen_on.isoformat(), "evidence": record.evidence}
            for record in case_files.gate_records(session, ref)
        ],
        "guarantees": [_guarantee(session, each) for each in case_files.guarantees(session, ref)],
    }


def _assessment(session: Session, held: Assessment) -> dict[str, Any]:
    """A decision of the rules exactly as it was made: on which day, for which purpose, by whom."""
    return {
        "purpose": held.purpose,
        "assessed_on": held.assessed_on.isoformat(),
        "by": officers.names(session)[held.officer],
        "recorded_at": held.recorded_at.isoformat(),
        "policy_fingerprint": held.policy_fingerprint,
        "outcome": held.outcome,
        "record": json.loads(held.record) if held.record else None,
    }


def _guarantee(session: Session, held: Guarantee) -> dict[str, Any]:
    last = guarantee_files.last_step(session, held.ref)
    ended = ended_on(session, held)
    return {
        "guarantee_ref": held.ref,
        "ref": held.case_ref,
        "status": last.status,
        "reason": last.reason_code,
        "issued_on": held.issued_on.isoformat(),
        "starts_on": held.starts_on.isoformat(),
        "ends_on": held.ends_on.isoformat(),
        "ended_on": ended.isoformat() if ended else None,
        "months": held.months,
        "share": pounds(guarantee_files.share_pence(session, held, held.ends_on)),
        "cap": pounds(guarantee_files.cap_pence(session, held)),
        "accepted": pounds(guarantee_files.accepted_pence(session, held.ref)),
        "paid": pounds(guarantee_files.paid_pence(session, held.ref)),
        "remaining": pounds(guarantee_files.balance(session, Account.COMMITMENT, held.ref)),
        "moved_from": change_files.moved_from(session, held.ref),
        "moved_to": change_files.moved_to(session, held.ref),
        "property": _property(case_files.as_issued(session, Home, held)),
        "documents": [
            {"kind": paper.kind, "code": paper.code, "sha256": paper.sha256, "status": "issued"}
            for paper in guarantee_files.papers(session, held.ref)
        ],
    }


def _move(move: Move | None) -> dict[str, Any] | None:
    """A move that has led to no new guarantee yet."""
    if move is None:
        return None
    return {
        "because": move.reason_code,
        "asked_on": move.asked_on.isoformat(),
        "moves_on": move.moves_on.isoformat(),
        "keep": None if move.reserve_pence is None else pounds(move.reserve_pence),
    }


def _property(home: Home | None) -> dict[str, str | None]:
    return {"address": home.address if home else None, "postcode": home.postcode if home else None}


def _landlord(session: Session, ref: str) -> dict[str, str | None]:
    home = case_files.latest(session, Home, ref)
    return {
        "name": home.landlord_name if home else None,
        "address": home.landlord_address if home else None,
        "email": home.landlord_email if home else None,
        "agent": home.agent if home else None,
        "payee": home.payee if home else None,
    }
