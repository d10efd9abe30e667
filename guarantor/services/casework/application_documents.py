"""The document of `case add` as a case holds it, whole, and by whom and when each answer in it was last changed."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guarantor.domain.money import pounds
from guarantor.domain.refusals import NotApprovable
from guarantor.storage import application_history
from guarantor.storage.application_history import Revision
from guarantor.storage.engine import Session
from guarantor.storage.tables.cases import ApplicationFacts, Circumstances, Home, YoungPerson

_PERSON = ("name", "address", "phone", "email", "safe_contact", "language")
_BLOCKS = frozenset({"person", "readiness", "money", "tenancy", "young_person", "property", "landlord"})


@dataclass(frozen=True)
class Changed:
    """Who changed an answer last, by officer number, and when."""

    officer: int
    at: dt.datetime


@dataclass(frozen=True)
class Known:
    """What is known of a case: its document, each answer's last change by path, and how often it was written down."""

    document: dict[str, Any]
    changed: Mapping[str, Changed]
    version: int


def known(session: Session, ref: str) -> Known:
    """What a case holds. Raises NotApprovable where the facts were erased."""
    revisions = application_history.revisions(session, ref)
    answers: dict[str, Any] = {}
    changed: dict[str, Changed] = {}
    document: dict[str, Any] = {}
    for revision in revisions:
        document = document_of(revision, ref)
        now = answers_of(document)
        for path in now.keys() | answers.keys():
            if now.get(path) != answers.get(path):
                changed[path] = Changed(revision.facts.recorded_by, revision.facts.recorded_at)
        answers = now
    return Known(document, changed, len(revisions))


def answers_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The answers in a document by path, such as "tenancy.rent_share"; those not known are left out."""
    found: dict[str, Any] = {}
    for name, value in document.items():
        inner = value if isinstance(value, Mapping) else None
        if inner is None:
            found[name] = value
        else:
            found |= {f"{name}.{part}": each for part, each in inner.items()}
    return {path: value for path, value in found.items() if value is not None}


def with_answers(document: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The document with some of its answers replaced, each named by path."""
    changed = {name: dict(value) if isinstance(value, Mapping) else value for name, value in document.items()}
    for path, value in answers.items():
        block, _, name = path.rpartition(".")
        if block:
            assert block in _BLOCKS, f"{block} is no block of the document"
            changed[block] = {**(changed.get(block) or {}), name: value}
        else:
            changed[name] = value
    return changed


def document_of(revision: Revision, ref: str) -> dict[str, Any]:
    if revision.facts.document is None:
        raise NotApprovable(ref, "erased", "its facts are no longer held")
    return {**_facts(revision.facts), **_around(revision.person, revision.home, revision.circumstances)}


def _facts(row: ApplicationFacts) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(row.document or "{}")
    return facts


def _around(person: YoungPerson, home: Home, around: Circumstances) -> dict[str, Any]:
    agreed_on = around.young_person_agreed_on
    return {
        "young_person": {name: getattr(person, name) for name in _PERSON},
        "property": {
            "address": home.address,
            "postcode": home.postcode,
            "joint": around.joint,
            "licence": around.licence,
        },
        "landlord": {
            "name": home.landlord_name,
            "address": home.landlord_address,
            "email": home.landlord_email,
            "agent": home.agent,
            "payee": home.payee,
        },
        "deposit": _pounds(around.deposit_pence),
        "rent_in_advance": _pounds(around.rent_in_advance_pence),
        "accommodation_before": around.accommodation_before,
        "would_otherwise": around.would_otherwise,
        "personal_adviser": person.personal_adviser,
        "young_persons_view": person.view,
        "young_person_agreed_on": None if agreed_on is None else agreed_on.isoformat(),
    }


def _pounds(pence: int | None) -> str | None:
    return None if pence is None else pounds(pence)
