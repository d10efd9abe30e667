"""One act: one transaction, one journal line, one responsible person. Every change goes through `doing`."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from guarantor.domain.access import MAY, NOT_IN_THE_PAST_WHEN_LIVE, Act, may
from guarantor.domain.refusals import DateInThePast, KeyUsedBefore, NotPermitted
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.transfer import Posting
from guarantor.services.office import Office, Person
from guarantor.storage import officers, record
from guarantor.storage.engine import Session, acting
from guarantor.storage.tables.base import Erasable, Table
from guarantor.storage.tables.ledger import KeyedAct

SYSTEM = "system"
Row = TypeVar("Row", bound=Table)


@dataclass
class Doing:
    """An act under way. What it adds, posts and notes is kept together or not at all.

    `answered` is the answer that the same key was given before; the act then does nothing but give it again.
    """

    session: Session
    office: Office
    person: Person | None
    act: Act
    on: dt.date
    at: dt.datetime
    subject: str = ""
    answered: dict[str, Any] | None = None
    answer: dict[str, Any] | None = None
    details: dict[str, Any] = field(default_factory=dict)
    postings: list[Posting] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The acting officer's number."""
        assert self.person is not None, "this act is a person's"
        return self.person.number

    def add(self, row: Row) -> Row:
        """Store a row, and the digest of its erasable content in the journal."""
        self.session.add(row)
        self.session.flush()
        if isinstance(row, Erasable):
            key = ",".join(str(value) for value in row.__mapper__.primary_key_from_instance(row))
            self.details.setdefault("digests", {})[f"{row.__tablename__}:{key}"] = row.digest()
        return row

    def post(self, postings: Sequence[Posting]) -> None:
        """Ask the ledger for transfers; they are written as the act ends."""
        self.postings.extend(postings)

    def note(self, **codes: Any) -> None:
        """Add codes and references to the journal line; never a name or free text."""
        self.details.update(codes)


@contextmanager
def doing(
    office: Office,
    person: Person | None,
    act: Act,
    on: dt.date,
    *,
    key: str | None = None,
    content: Mapping[str, Any] | None = None,
) -> Iterator[Doing]:
    """Begin an act as a person, or as the system where `person` is None.

    With a `key`, `content` is what the act was asked to do: the same key with the same content is the same act.
    Raises NotPermitted unless the person's roles, read afresh, allow the act, DateInThePast where a live
    database takes the act only on its day, and KeyUsedBefore where the key stands for something else.
    """
    with acting(office.engine) as session:
        if person is not None:
            _check_person(session, person, act)
        _check_day(session, office, act, on)
        under_way = Doing(session, office, person, act, on, office.now())
        digest = _content_digest(content or {})
        if key is not None:
            under_way.answered = _answer_before(session, key, act, digest)
        yield under_way
        if under_way.answered is not None:
            return
        assert under_way.subject, "an act has a subject"
        if key is not None:
            answer = json.dumps(under_way.answer)
            session.add(KeyedAct(key=key, act=act, content_digest=digest, answer=answer))
        record.append(
            session,
            under_way.postings,
            at=under_way.at,
            actor=person.number if person else None,
            via=person.via if person else SYSTEM,
            act=act,
            subject=under_way.subject,
            details={**under_way.details, "on": on.isoformat()},
            key=key,
        )


def _answer_before(session: Session, key: str, act: Act, digest: str) -> dict[str, Any] | None:
    record.lock_key(session, key)
    held = session.get(KeyedAct, key)
    if held is None:
        return None
    if held.act != act or held.content_digest != digest:
        raise KeyUsedBefore(key)
    answer: dict[str, Any] = json.loads(held.answer)
    return answer


def not_before(act: Doing, day: dt.date, what: str) -> None:
    """Raise WrongInput where the act is dated before the day of what it stands on."""
    if act.on < day:
        raise WrongInput.at("--on", f"expected {day.isoformat()} or later, when it was {what}")


def _content_digest(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def _check_person(session: Session, person: Person, act: Act) -> None:
    if not may(officers.roles(session, person.number), act):
        raise NotPermitted(person.name, act, sorted(MAY.get(act, ())))


def _check_day(session: Session, office: Office, act: Act, on: dt.date) -> None:
    live = officers.mark(session).kind == "live"
    if live and act in NOT_IN_THE_PAST_WHEN_LIVE and on < office.today():
        raise DateInThePast(act, on, office.today())
