"""Papers on their way: sent how and where, and what came back.

A letter to a young person goes only where it is safe: to the address on record, unless the word on safe contact names
another way, or a note on it stands there, which a person has to read first.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.correspondence import ReturnReason, SentHow
from guarantor.domain.refusals import AlreadyDone, NoSafePlace
from guarantor.domain.task_kinds import TaskKind
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.worktrays.tasks import open_task
from guarantor.storage import case_files, letter_files
from guarantor.storage.engine import Session
from guarantor.storage.letter_files import Issued
from guarantor.storage.tables.cases import Home, YoungPerson
from guarantor.storage.tables.letters import Dispatch, ReturnedLetter
from letters.kinds import KINDS, Reader

HandOver = Callable[[str, str, str, bytes], None]
"""Given a paper's code, what it is about, where it goes and its file."""

_BY_POST = frozenset({SentHow.POST, SentHow.SIGNED_FOR})
# What a single word on safe contact allows; anything longer is a note that a person reads.
_SAFE = {
    "letter": _BY_POST,
    "post": _BY_POST,
    "email": frozenset({SentHow.EMAIL}),
    "phone": frozenset[SentHow](),
    "text": frozenset[SentHow](),
}


@dataclass(frozen=True)
class Destination:
    """Where a paper can go. Without `place` it cannot, and `why_not` says why in one sentence."""

    place: str | None
    why_not: str | None = None


def destination(session: Session, paper: Issued, how: SentHow) -> Destination:
    """Where a paper goes by a way of sending, as the record stands."""
    if how is SentHow.BY_HAND:
        return Destination("by hand")
    if KINDS[paper.kind].reader is Reader.LANDLORD:
        return _to_landlord(case_files.latest(session, Home, paper.case_ref), how)
    return _to_young_person(case_files.latest(session, YoungPerson, paper.case_ref), how)


@dataclass(frozen=True)
class OnRecord:
    """What is held of the reader of a paper: the address, the email address, and a note on safe contact.

    `note` is None for a landlord, and where a word in place of a note says how the young person is safely reached.
    """

    address: str | None = None
    email: str | None = None
    note: str | None = None


def on_record(session: Session, paper: Issued) -> OnRecord:
    """Where a paper's reader lives and reads, safe or not, for the person who has to weigh it."""
    if KINDS[paper.kind].reader is Reader.LANDLORD:
        home = case_files.latest(session, Home, paper.case_ref)
        return OnRecord(home.landlord_address, home.landlord_email) if home else OnRecord()
    person = case_files.latest(session, YoungPerson, paper.case_ref)
    if person is None:
        return OnRecord()
    said = (person.safe_contact or "").strip()
    return OnRecord(person.address, person.email, said if said and said.casefold() not in _SAFE else None)


def send(
    office: Office, person: Person, code: str, how: SentHow, on: dt.date, sent_to: str | None = None
) -> dict[str, Any]:
    """Record that a paper went out. Without `sent_to` it went to the place on record.

    Raises NotFound, AlreadyDone for a paper that was withdrawn, and WrongInput where no place is on record, where a
    note on safe contact asks a person to say the place, or for a day before it was made.
    """
    with doing(office, person, Act.RECORD_DISPATCH, on) as act:
        paper = _standing(act, code)
        found = destination(act.session, paper, how)
        place = sent_to or found.place
        if place is None:
            raise WrongInput.at("--to", f"expected where it was sent, because {found.why_not}")
        return _record(act, paper, how, place)


def send_first(
    office: Office, person: Person, code: str, how: SentHow, on: dt.date, hand_over: HandOver
) -> dict[str, Any]:
    """Hand a paper over that was never sent, and record it, in one act: nobody is handed it who may not send it.

    It is handed over before it stands as sent, so that what is recorded was handed over; after a stop in between it is
    handed over once more. Raises as `send`, NoSafePlace, and AlreadyDone for a paper that was sent before.
    """
    with doing(office, person, Act.RECORD_DISPATCH, on) as act:
        paper = _standing(act, code)
        if letter_files.dispatches(act.session, [code]):
            raise AlreadyDone(f"The {paper.kind} {code} was sent before")
        found = destination(act.session, paper, how)
        if found.place is None:
            raise NoSafePlace(str(found.why_not))
        content = letter_files.content(act.session, code)
        if content is None:
            raise NotFound("CODE", "a paper that is still held", code)
        hand_over(code, paper.about, found.place, content)
        return _record(act, paper, how, found.place)


def _record(act: Doing, paper: Issued, how: SentHow, place: str) -> dict[str, Any]:
    row = act.add(
        Dispatch(
            case_ref=paper.case_ref,
            code=paper.code,
            how=how,
            sent_to=place,
            sent_on=act.on,
            officer=act.number,
            recorded_at=act.at,
        )
    )
    act.note(sent=paper.code, how=how)
    return {
        "dispatch": row.id,
        "code": paper.code,
        "kind": paper.kind,
        "how": how,
        "sent_on": act.on.isoformat(),
    }


def came_back(office: Office, person: Person, code: str, reason: ReturnReason, on: dt.date) -> dict[str, Any]:
    """Record that the last sending of a paper came back; a task asks for a new address.

    Raises NotFound for a paper that was never sent, AlreadyDone where that was recorded, WrongInput for a day before
    it was sent.
    """
    with doing(office, person, Act.RECORD_RETURNED_LETTER, on) as act:
        sent = letter_files.dispatches(act.session, [code])
        paper = letter_files.by_code(act.session, code)
        if paper is None or not sent:
            raise NotFound("CODE", "a paper that was sent", code)
        last, returned = sent[-1]
        act.subject = paper.about
        not_before(act, last.sent_on, "sent")
        if returned is not None:
            raise AlreadyDone(f"That the {paper.kind} {code} came back was recorded before")
        act.add(
            ReturnedLetter(
                dispatch=last.id,
                reason_code=reason,
                returned_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        open_task(
            act,
            TaskKind.FIND_ADDRESS,
            f"letter returned {last.id}",
            on,
            case_ref=paper.case_ref,
            guarantee_ref=paper.guarantee_ref,
            claim_ref=paper.claim_ref,
        )
        act.note(returned=code, reason=reason)
        return {"code": code, "kind": paper.kind, "returned_on": on.isoformat(), "reason": reason}


def _standing(act: Doing, code: str) -> Issued:
    paper = letter_files.by_code(act.session, code)
    if paper is None:
        raise NotFound("CODE", "a paper", code)
    act.subject = paper.about
    # Whoever sends the same paper at the same moment waits here.
    case_files.held(act.session, paper.case_ref, to_change=True)
    not_before(act, paper.made_on, "made")
    if letter_files.withdrawal(act.session, code) is not None:
        raise AlreadyDone(f"The {paper.kind} {code} was withdrawn")
    return paper


def _to_landlord(home: Home | None, how: SentHow) -> Destination:
    if home is None or home.erased_at is not None:
        return Destination(None, "nothing is held of the landlord")
    if how is SentHow.EMAIL:
        return Destination(home.landlord_email, "no email address of the landlord is on record")
    return Destination(home.landlord_address, "no address of the landlord is on record")


def _to_young_person(person: YoungPerson | None, how: SentHow) -> Destination:
    if person is None or person.erased_at is not None:
        return Destination(None, "nothing is held of the young person")
    if (why_not := _unsafe(person.safe_contact, how)) is not None:
        return Destination(None, why_not)
    if how is SentHow.EMAIL:
        return Destination(person.email, "no email address of the young person is on record")
    return Destination(person.address, "no address of the young person is on record")


def _unsafe(safe_contact: str | None, how: SentHow) -> str | None:
    """Why the young person cannot be reached that way, None where it is safe or nothing is said."""
    if not safe_contact:
        return None
    allowed = _SAFE.get(safe_contact.strip().casefold())
    if allowed is None:
        return f"a note on safe contact has to be read first: {safe_contact}"
    return None if how in allowed else f"the young person is safely reached by {safe_contact.strip()} only"
