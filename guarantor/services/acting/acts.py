"""One act: one transaction, one journal line, one responsible person. Every change goes through `doing`."""

import datetime as dt
import hashlib
import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from guarantor.domain.access import MAY, NOT_IN_THE_PAST_WHEN_LIVE, SAYS_WHAT_WAS_SEEN, Act, may
from guarantor.domain.refusals import CaseIsRestricted, DateInThePast, KeyUsedBefore, NotPermitted
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.transfer import Posting
from guarantor.services.acting import closed_cases
from guarantor.services.acting.office import Office, Person
from guarantor.storage import new_rows, officers, record, recorded_rows
from guarantor.storage.engine import Session, acting
from guarantor.storage.tables.base import Erasable, Table
from guarantor.storage.tables.changes import LateEntry
from guarantor.storage.tables.ledger import KeyedAct
from guarantor.storage.tables.people import DatabaseMark

SYSTEM = "system"
_log = logging.getLogger("guarantor.acts")
_CASE_IN_SUBJECT = re.compile(r"RG-\d{4,}")
Row = TypeVar("Row", bound=Table)


@dataclass
class Doing:
    """An act under way. What it adds, posts and notes is kept together or not at all.

    `answered` is the answer that the same key was given before; the act then does nothing but give it again.
    `afterwards` is what is done outside the database once the act is kept, and not where it is not.
    """

    session: Session
    office: Office
    person: Person | None
    act: Act
    on: dt.date
    at: dt.datetime
    answered: dict[str, Any] | None = None
    answer: dict[str, Any] | None = None
    details: dict[str, Any] = field(default_factory=dict)
    postings: list[Posting] = field(default_factory=list)
    afterwards: list[Callable[[], object]] = field(default_factory=list)
    _subject: str = ""
    _closed: frozenset[str] | None = None

    @property
    def subject(self) -> str:
        """What the journal's line says the act is about. Setting it raises as `admit`."""
        return self._subject

    @subject.setter
    def subject(self, about: str) -> None:
        self.admit({"subject": about})
        self._subject = about

    def admit(self, content: Mapping[str, Any]) -> None:
        """Raise CaseIsRestricted where what the act is about names a case that is closed to the person."""
        cases = closed_cases.cases_in(content)
        if self.person is None or not cases:
            return
        if self._closed is None:
            self._closed = closed_cases.closed_to(self.session, self.person)
        shut = sorted(cases & self._closed)
        if shut:
            raise CaseIsRestricted(shut[0])

    @property
    def number(self) -> int:
        """The acting officer's number."""
        assert self.person is not None, "this act is a person's"
        return self.person.number

    def add(self, row: Row) -> Row:
        """Store a row; the journal line names it, with a digest of it and one of its erasable content."""
        new_rows.write(self.session, row)
        if row.__tablename__ not in recorded_rows.OUTSIDE:
            label = recorded_rows.label(row)
            self.details.setdefault("rows", {})[label] = recorded_rows.row_digest(row)
            if isinstance(row, Erasable):
                self.details.setdefault("digests", {})[label] = row.digest()
        return row

    def post(self, postings: Sequence[Posting]) -> None:
        """Ask the ledger for transfers; they are written as the act ends."""
        self.postings.extend(postings)

    def note(self, **codes: Any) -> None:
        """Add codes and references to the journal line; never a name or free text."""
        self.details.update(codes)

    def answered_before(self, key: str, act: Act, content: Mapping[str, Any]) -> dict[str, Any] | None:
        """What the same key with the same content was answered, or None where the key is free.

        An import asks for each of its rows, holding no lock for each: where another act takes the key in between,
        the database refuses the second. Raises KeyUsedBefore where the key stands for something else.
        """
        return _answer_before(self.session, key, act, _content_digest(content))

    def keep_key(self, key: str, act: Act, content: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        """Let the key stand for what was done, as if it had been an act of its own."""
        digest = _content_digest(content)
        self.add(KeyedAct(key=key, act=act, content_digest=digest, answer=json.dumps(answer)))


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

    With a `key`, `content` is what the act was asked to do: the same key with the same content is the same act. The
    references in it are what the act is about, known before anything is said of it.
    Raises NotPermitted unless the person's roles, read afresh, allow the act, DateInThePast where a live
    database takes the act only on its day, WrongInput for a day that has not come yet where the act says what was
    seen, and where a live database takes a reason for an earlier day and none is given, KeyUsedBefore where the key
    stands for something else, and CaseIsRestricted where the content, the subject or what is proposed names a case
    that is closed to the person.
    """
    with acting(office.engine) as session:
        if person is not None:
            person = _checked(session, person, act)
        late = _is_late(session, office, person, act, on)
        under_way = Doing(session, office, person, act, on, office.now())
        under_way.admit(content or {})
        if key is not None:
            record.lock_key(session, key)
            under_way.answered = under_way.answered_before(key, act, content or {})
        yield under_way
        if under_way.answered is not None:
            return
        assert under_way.subject, "an act has a subject"
        if late:
            _keep_late_reason(under_way)
        if key is not None:
            under_way.keep_key(key, act, content or {}, under_way.answer or {})
        _append(under_way, key)
    for each in under_way.afterwards:
        each()
    # Whoever watches the service sees that it was done and about what; who did it and how stands in the journal.
    _log.info("act", extra={"event": "act", "act": act, "about": under_way.subject})


def _append(done: Doing, key: str | None) -> None:
    person = done.person
    record.append(
        done.session,
        done.postings,
        at=done.at,
        actor=person.number if person else None,
        via=person.via if person else SYSTEM,
        act=done.act,
        subject=done.subject,
        details={**done.details, "on": done.on.isoformat()},
        key=key,
    )


def _answer_before(session: Session, key: str, act: Act, digest: str) -> dict[str, Any] | None:
    held = record.keyed_act(session, key)
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


def _checked(session: Session, person: Person, act: Act) -> Person:
    """The person with the roles they hold now. Raises NotPermitted."""
    roles = officers.roles(session, person.number)
    if not may(roles, act):
        raise NotPermitted(person.name, act, sorted(MAY.get(act, ())))
    return replace(person, roles=roles)


def _check_has_come(mark: DatabaseMark, office: Office, on: dt.date) -> None:
    """Raise WrongInput for a day after the business date: nobody has seen yet what has not happened."""
    stored = mark.business_on
    latest = stored or office.today()
    if on > latest:
        which = "the business date" if stored else "today"
        raise WrongInput.at("--on", f"expected {latest.isoformat()}, {which}, or an earlier day")


def _is_late(session: Session, office: Office, person: Person | None, act: Act, on: dt.date) -> bool:
    """Whether a person dates the act on an earlier day than today in a live database, which takes a reason."""
    if person is None or (on >= office.today() and act not in SAYS_WHAT_WAS_SEEN):
        return False
    mark = officers.mark(session)
    if act in SAYS_WHAT_WAS_SEEN:
        _check_has_come(mark, office, on)
    if on >= office.today() or mark.kind != "live":
        return False
    if act in NOT_IN_THE_PAST_WHEN_LIVE:
        raise DateInThePast(act, on, office.today())
    if not (person.late_reason and person.late_reason.strip()):
        raise WrongInput.at("--why", f"expected the reason why this is dated {on.isoformat()} and not today")
    return True


def _keep_late_reason(act: Doing) -> None:
    assert act.person is not None, "only a person is late"
    case = _CASE_IN_SUBJECT.match(act.subject)
    act.add(
        LateEntry(
            case_ref=case[0] if case else None,
            act=act.act,
            subject=act.subject,
            dated_on=act.on,
            reason=(act.person.late_reason or "").strip(),
            officer=act.number,
            recorded_at=act.at,
        )
    )
