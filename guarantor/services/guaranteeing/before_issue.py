"""What an approved case still needs before its guarantee is issued, as the issue itself would find it on a day.

Reads and changes nothing: the issue asks it all again in its own transaction. Says who may issue, and why another must.
"""

import datetime as dt
import json
from dataclasses import dataclass

from guarantor.domain.lifecycle import CaseStatus, GateItem
from guarantor.domain.refusals import NoPlaceFree, OthersWaitFirst, Refused
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import judging, policies
from guarantor.services.casework import places_freed, terms_wished, waiting
from guarantor.services.casework.cases import known_application
from guarantor.services.casework.places_freed import PlacesFreed
from guarantor.services.casework.terms_wished import Wished
from guarantor.services.correspondence import offers
from guarantor.services.correspondence.offers import Offered
from guarantor.services.guaranteeing import gate
from guarantor.services.guaranteeing.gate import Room
from guarantor.storage import case_files, change_files, officers, programme_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.cases import Assessment, CaseDecision, YoungPerson
from guarantor.storage.tables.changes import Move
from guarantor.storage.tables.programmes import Programme


@dataclass(frozen=True)
class Seen:
    """That an item was seen: on which day, recorded by whom, and what."""

    on: dt.date
    by: str
    evidence: str | None


@dataclass(frozen=True)
class Places:
    """The programme's places: how many, how many are free, which cases come first; kept where a move brings its own.

    `freed` says how places come free; None where none is needed.
    """

    programme: str
    of_all: int
    free: int
    ahead: tuple[str, ...]
    position: int | None
    brought: bool
    freed: PlacesFreed | None = None


@dataclass(frozen=True)
class BeforeIssue:
    """Where a case stands before its issue.

    `items` has every item of the gate, each with what was recorded, the latest last; `wished` what the landlord asks
    to have changed in the terms, while that is open. `lacking` names what is not on
    record, `in_the_way` says in sentences what else forbids the issue on the day, `not_yours` why another person must
    do it. `terms`, `places` and `room` are None where they cannot be worked out, which `in_the_way` then says.
    """

    status: CaseStatus
    young_person: str | None
    items: dict[GateItem, tuple[Seen, ...]]
    wished: Wished | None
    lacking: tuple[str, ...]
    in_the_way: tuple[str, ...]
    not_yours: str | None
    terms: Offered | None
    places: Places | None
    room: Room | None
    moved_from: str | None
    guarantees: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether an approver who did not prepare the case can issue."""
        return self.status is CaseStatus.APPROVED and not self.lacking and not self.in_the_way


def of_case(office: Office, person: Person, ref: str, on: dt.date) -> BeforeIssue:
    """Where a case stands before its issue on a day. Raises NotFound, NotApprovable where its facts were erased."""
    with reading(office.engine) as session:
        case_files.held(session, ref)
        status = case_files.status(session, ref)
        move = change_files.move_under_way(session, ref)
        approval = case_files.latest(session, CaseDecision, ref) if status is CaseStatus.APPROVED else None
        found: list[str] = []
        programme = _programme(session, approval, move, on) if approval else None
        if approval and programme is None:
            found.append("No programme has adopted the policy that the case was assessed by.")
        terms = _terms(session, approval, on, found) if approval else None
        places = room = None
        if approval and programme:
            _judged(session, ref, approval, programme, move, on, found)
            places = _places(session, ref, programme, move, found)
            room = _room(session, programme, terms, on, found) if not places.brought else None
        person_named = case_files.latest(session, YoungPerson, ref)
        return BeforeIssue(
            status=status,
            young_person=person_named.name if person_named else None,
            items=_items(session, ref, move),
            wished=terms_wished.standing(session, ref),
            lacking=tuple(gate.lacking(session, ref, move)),
            in_the_way=tuple(found),
            not_yours=_not_yours(session, person, ref),
            terms=terms,
            places=places,
            room=room,
            moved_from=move.guarantee_ref if move else None,
            guarantees=tuple(each.ref for each in case_files.guarantees(session, ref)),
        )


def _items(session: Session, ref: str, move: Move | None) -> dict[GateItem, tuple[Seen, ...]]:
    """Every item of the gate with what was recorded of it for the home of now."""
    names = officers.names(session)
    records = case_files.gate_records(session, ref)[move.gate_records_before if move else 0 :]
    return {
        item: tuple(
            Seen(each.seen_on, names[each.officer], each.evidence) for each in records if each.item == item
        )
        for item in GateItem
    }


def _programme(session: Session, approval: CaseDecision, move: Move | None, on: dt.date) -> Programme | None:
    """The programme on whose places and limits the case would be issued."""
    carried = change_files.carried_on(session, approval.case_ref) if move else None
    if carried is not None:
        return carried[0]
    assessment = session.get_one(Assessment, approval.assessment)
    return programme_files.of_version(session, assessment.policy_fingerprint, on)


def _terms(session: Session, approval: CaseDecision, on: dt.date, found: list[str]) -> Offered | None:
    try:
        terms = offers.of_approval(session, approval, on)
    except (Refused, WrongInput) as error:
        found.append(str(error))
        return None
    if on > terms.ends_on:
        found.append(f"The period that could be guaranteed ended on {terms.ends_on.isoformat()}.")
    return terms


def _judged(
    session: Session,
    ref: str,
    approval: CaseDecision,
    programme: Programme,
    move: Move | None,
    on: dt.date,
    found: list[str],
) -> None:
    """Weigh the case again by the day, as the issue will."""
    approved_on = change_files.first_approved_on(session, move.guarantee_ref) if move else approval.decided_on
    policy = policies.stored(session, programme.policy_fingerprint)
    try:
        decision = judging.judge(known_application(session, ref), policy, on, decided_on=approved_on)
        accepted = json.loads(approval.accepts)
        gate.check_findings(ref, decision, accepted, gate.excepted(session, approval))
    except (Refused, WrongInput) as error:
        found.append(str(error))


def _places(session: Session, ref: str, programme: Programme, move: Move | None, found: list[str]) -> Places:
    if move is not None and programme_files.place_of(session, move.guarantee_ref) is not None:
        return Places(programme.code, programme.places, 0, (), None, brought=True)
    turn = waiting.turn(session, ref, programme)
    try:
        waiting.check_turn(session, ref, programme)
    except (NoPlaceFree, OthersWaitFirst) as error:
        found.append(str(error))
    return Places(
        programme.code,
        programme.places,
        turn.free,
        turn.ahead,
        turn.position,
        brought=False,
        freed=places_freed.of_programme(session, programme),
    )


def _room(
    session: Session, programme: Programme, terms: Offered | None, on: dt.date, found: list[str]
) -> Room:
    room = gate.room(session, programme, on)
    try:
        gate.check_room(room, terms.cap_pence if terms else 0)
    except Refused as error:
        found.append(str(error))
    return room


def _not_yours(session: Session, person: Person, ref: str) -> str | None:
    if person.number in case_files.preparers(session, ref):
        return "You prepared this case, so another approver issues the guarantee."
    if person.number in {record.officer for record in case_files.gate_records(session, ref)}:
        return "You recorded what was seen, so another approver issues the guarantee."
    return None
