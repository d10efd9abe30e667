"""The waiting list: approved cases for which no place is free, in the order of their decisions.

A case joins when it is decided and could not be issued at once, when somebody says so, or when the daily run finds it
without a place. It leaves by itself once it is guaranteed, withdrawn or weighed again. A case that an approver let
others pass stays on the list and keeps nobody waiting.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from guarantor.domain import practice
from guarantor.domain.access import Act
from guarantor.domain.lifecycle import CaseStatus
from guarantor.domain.refusals import AlreadyDone, NeedNotWait, NoPlaceFree, OthersWaitFirst, WrongStatus
from guarantor.domain.task_kinds import TaskKind
from guarantor.domain.working_days import working_days_after
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office, Person
from guarantor.services.worktrays.tasks import close_task, open_task
from guarantor.storage import case_files, change_files, programme_files, task_files, waiting_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.cases import Assessment, CaseDecision
from guarantor.storage.tables.programmes import Programme
from guarantor.storage.tables.turned_down import LetPass, Waiting
from guarantor.storage.waiting_files import Approved


@dataclass(frozen=True)
class Turn:
    """How near an approved case is to a place: the places free, who comes before it, its number on the list."""

    programme: Programme
    free: int
    ahead: tuple[str, ...]
    position: int | None

    @property
    def has_come(self) -> bool:
        """Whether a place is left once those before it have theirs."""
        return len(self.ahead) < self.free


def turn(session: Session, ref: str, programme: Programme) -> Turn:
    """Where an approved case stands in the order of decision, whether or not it is on the list.

    Those before it are the ones on the list; if it is on the list itself, also those that were decided before it
    and have not joined yet.
    """
    queue = [each for each in _queue(session) if each.policy_fingerprint == programme.policy_fingerprint]
    line = [each.ref for each in queue if each.waiting is not None]
    before = queue[: [each.ref for each in queue].index(ref)]
    ahead = [each.ref for each in before if not each.passed and (each.waiting is not None or ref in line)]
    return Turn(
        programme=programme,
        free=programme_files.places_free(session, programme.code),
        ahead=tuple(ahead),
        position=line.index(ref) + 1 if ref in line else None,
    )


def check_turn(session: Session, ref: str, programme: Programme) -> None:
    """Raise unless the case's turn for a place has come: NoPlaceFree, or OthersWaitFirst with those before it."""
    now = turn(session, ref, programme)
    if now.free == 0:
        raise NoPlaceFree(programme.code, programme.places, now.position)
    if not now.has_come:
        raise OthersWaitFirst(ref, now.ahead, now.free)


def join_if_it_must(act: Doing, ref: str) -> bool:
    """Put an approved case on the list, inside an act, where its turn has not come. Answers whether it joined."""
    programme = _programme(act.session, ref, act.on)
    if programme is None or turn(act.session, ref, programme).has_come:
        return False
    _join(act, ref)
    return True


def wait(office: Office, person: Person, ref: str, on: dt.date) -> dict[str, Any]:
    """Put an approved case on the waiting list now. Answers with its number on it.

    Raises WrongStatus unless it is approved, AlreadyDone where it waits, NeedNotWait where it could be issued.
    """
    with doing(office, person, Act.JOIN_WAITING, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        decision = _approval_to_wait_on(act, ref)
        if waiting_files.on_decision(act.session, decision.id) is not None:
            raise AlreadyDone(f"{ref} is on the waiting list")
        programme = _programme(act.session, ref, on)
        assert programme is not None, "a case that may wait is not moving, and was assessed by a programme"
        before = turn(act.session, ref, programme)
        if before.has_come:
            raise NeedNotWait(ref, programme.code, before.free)
        _join(act, ref)
        return {"ref": ref, "position": turn(act.session, ref, programme).position}


def let_pass(office: Office, person: Person, ref: str, reason: str, on: dt.date) -> dict[str, Any]:
    """Let the cases behind this one pass it, for a reason; it stays on the list.

    Raises WrongStatus unless it waits, AlreadyDone where it was let pass before, WrongInput for an empty reason.
    """
    if not reason.strip():
        raise WrongInput.at("--reason", "expected the reason why others may pass")
    with doing(office, person, Act.SKIP_WAITING, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        waiting = waiting_files.on_decision(act.session, _approval_to_wait_on(act, ref).id)
        if waiting is None:
            raise WrongStatus(ref, "not on the waiting list", ["waiting"])
        if act.session.get(LetPass, waiting.id) is not None:
            raise AlreadyDone(f"Others may pass {ref} already")
        not_before(act, waiting.joined_on, "put on the waiting list")
        act.add(
            LetPass(
                waiting=waiting.id,
                reason=reason.strip(),
                passed_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        close_task(act, _basis(waiting), "not_needed")
        return {"ref": ref, "let_pass": True}


def join_those_waiting(office: Office, on: dt.date) -> list[dict[str, Any]]:
    """Put every approved case without a place on the list, and tell whose turn has come by a task.

    Each is an act of its own, dated on the day of the run. Answers with what was done.
    """
    with reading(office.engine) as session:
        refs = [each.ref for each in _queue(session) if each.waiting is None]
    joined = [{"ref": ref, "waiting": True} for ref in refs if _join_if_still_due(office, ref, on)]
    with reading(office.engine) as session:
        turns = [each.ref for each in _whose_turn_has_come(session, on)]
    told = [{"ref": ref, "task": TaskKind.PLACE_FREE} for ref in turns if _tell(office, ref, on)]
    return [*joined, *told]


def listed(office: Office, on: dt.date | None = None) -> list[dict[str, Any]]:
    """Who waits for a place, in order of decision, with the position in the programme and the days since then."""
    day = business_day(office, on)
    found: list[dict[str, Any]] = []
    programmes: dict[str, Programme | None] = {}
    numbers: Counter[str] = Counter()
    with reading(office.engine) as session:
        for each in _queue(session):
            if each.waiting is None:
                continue
            version = each.policy_fingerprint
            numbers[version] += 1
            if version not in programmes:
                programmes[version] = programme_files.of_version(session, version, day)
            programme = programmes[version]
            if programme is not None:
                found.append(
                    {
                        "ref": each.ref,
                        "position": numbers[version],
                        "programme": programme.code,
                        "decided_on": each.decision.decided_on.isoformat(),
                        "joined_on": each.waiting.joined_on.isoformat(),
                        "days": (day - each.decision.decided_on).days,
                        "let_pass": each.passed,
                    }
                )
    return found


def position(session: Session, waiting: Waiting) -> int | None:
    """The case's number on its programme's list, from 1, or None where it waits no more."""
    return _position(_queue(session), waiting)


def _position(queue: list[Approved], waiting: Waiting) -> int | None:
    line = [each for each in queue if each.waiting is not None]
    own = [each for each in line if each.decision.id == waiting.decision]
    if not own:
        return None
    return [each for each in line if each.policy_fingerprint == own[0].policy_fingerprint].index(own[0]) + 1


def _queue(session: Session) -> list[Approved]:
    """Every approved case that has no place, in the order of decision; one that moves keeps the place it has."""
    moving = change_files.cases_with_moves(session)
    queue = waiting_files.approved(session)
    return [each for each in queue if each.ref not in moving or not _has_its_place(session, each.ref)]


def _has_its_place(session: Session, ref: str) -> bool:
    """Whether a move brings its place along.

    A programme that gives places out again has freed that of a new deed which nobody signed.
    """
    move = change_files.move_under_way(session, ref)
    return move is not None and programme_files.place_of(session, move.guarantee_ref) is not None


def _join_if_still_due(office: Office, ref: str, on: dt.date) -> bool:
    with reading(office.engine) as session:
        if not _is_due_to_join(session, ref, on):
            return False
    with doing(office, None, Act.JOIN_WAITING, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        # Looked at again inside the act: it may have been issued, or put on the list, meanwhile.
        if _is_due_to_join(act.session, ref, on):
            _join(act, ref)
        return True


def _is_due_to_join(session: Session, ref: str, on: dt.date) -> bool:
    """Whether the case has no place, is not on the list, and its turn has not come."""
    found = [each for each in _queue(session) if each.ref == ref and each.waiting is None]
    if not found or found[0].decision.decided_on > on:
        return False
    programme = _programme(session, ref, on)
    return programme is not None and not turn(session, ref, programme).has_come


def _whose_turn_has_come(session: Session, on: dt.date) -> list[Approved]:
    """The cases on the list whose turn for a free place has come, without those that others may pass."""
    waiting = [each for each in _queue(session) if each.waiting is not None and not each.passed]
    return [
        each
        for each in waiting
        if (programme := programme_files.of_version(session, each.policy_fingerprint, on)) is not None
        and turn(session, each.ref, programme).has_come
    ]


def _tell(office: Office, ref: str, on: dt.date) -> bool:
    with reading(office.engine) as session:
        waiting = waiting_files.on_decision(session, _approval(session, ref).id)
        assert waiting is not None, "whose turn has come is on the list"
        if waiting.joined_on > on or task_files.by_basis(session, _basis(waiting)) is not None:
            return False
    with doing(office, None, Act.OPEN_TASK, on) as act:
        act.subject = case_files.held(act.session, ref).ref
        due_on = working_days_after(on, practice.figure("place_free_working_days").value)
        return open_task(act, TaskKind.PLACE_FREE, _basis(waiting), due_on, case_ref=ref)


def _join(act: Doing, ref: str) -> None:
    act.add(
        Waiting(
            case_ref=ref,
            decision=_approval(act.session, ref).id,
            joined_on=act.on,
            officer=act.person.number if act.person else None,
            recorded_at=act.at,
        )
    )
    act.note(waiting=True)


def _approval_to_wait_on(act: Doing, ref: str) -> CaseDecision:
    status = case_files.status(act.session, ref)
    if status is not CaseStatus.APPROVED:
        raise WrongStatus(ref, status, [CaseStatus.APPROVED])
    if _has_its_place(act.session, ref):
        raise WrongStatus(ref, "moving with the place it has", ["without a place"])
    decision = _approval(act.session, ref)
    not_before(act, decision.decided_on, "approved")
    return decision


def _approval(session: Session, ref: str) -> CaseDecision:
    decision = case_files.latest(session, CaseDecision, ref)
    assert decision is not None, "an approved case has a decision"
    return decision


def _programme(session: Session, ref: str, on: dt.date) -> Programme | None:
    """The programme whose places the approved case waits for; None after a move that brings its place along."""
    if _has_its_place(session, ref):
        return None
    assessment = session.get(Assessment, _approval(session, ref).assessment)
    assert assessment is not None, "a decision stands on an assessment"
    return programme_files.of_version(session, assessment.policy_fingerprint, on)


def _basis(waiting: Waiting) -> str:
    return f"place free {waiting.case_ref} {waiting.decision}"
