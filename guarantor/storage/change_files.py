"""What happened to guarantees after issue: proposed ends, changes under review, and moves with what they led to."""

import datetime as dt

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from guarantor.domain.lifecycle import CaseStatus, EndReason, GuaranteeStatus
from guarantor.domain.wrong_input import NotFound
from guarantor.storage import case_files, guarantee_files
from guarantor.storage.tables.cases import CaseDecision
from guarantor.storage.tables.changes import (
    GuaranteeChange,
    GuaranteeChangeDecision,
    Move,
    MovedGuarantee,
    ProposedEnd,
)
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.people import PendingAct
from guarantor.storage.tables.programmes import Programme

# Every check of a claim's lines asks this.
_CHANGES, _DECIDED = GuaranteeChange.__table__.c, GuaranteeChangeDecision.__table__.c
_CONSENTED = (
    select(_DECIDED.from_on, _DECIDED.share_pence)
    .where(
        _CHANGES.id == _DECIDED.change,
        _CHANGES.guarantee_ref == bindparam("ref"),
        _DECIDED.share_pence.is_not(None),
    )
    .order_by(_DECIDED.from_on, _DECIDED.change)
)
_LED_NOWHERE = Move.id.not_in(select(MovedGuarantee.move))
_LAST_MOVE = (
    select(Move)
    .join(Guarantee, Guarantee.ref == Move.guarantee_ref)
    .where(Guarantee.case_ref == bindparam("ref"), _LED_NOWHERE)
    .order_by(Move.id.desc())
    .limit(1)
)
_CASES_WITH_MOVES = (
    select(Guarantee.case_ref).join(Move, Move.guarantee_ref == Guarantee.ref).where(_LED_NOWHERE)
)
_FELL_THROUGH = (CaseStatus.DECLINED, CaseStatus.LAPSED, CaseStatus.WITHDRAWN)


def proposed_end(session: Session, pending: int) -> ProposedEnd:
    """The early end that waits, or waited, under this number."""
    return session.get_one(ProposedEnd, pending)


def ends_waiting(session: Session, ref: str) -> list[ProposedEnd]:
    """The guarantee's proposed ends that nobody has confirmed, in order."""
    return list(session.scalars(_proposed(ref).where(PendingAct.confirmed_by.is_(None))))


def notice_given(session: Session, ref: str) -> ProposedEnd | None:
    """The council's notice that two people have given, the one that runs out first; None where there is none."""
    given = _proposed(ref).where(
        PendingAct.confirmed_by.is_not(None), ProposedEnd.reason_code == "council_notice"
    )
    return session.scalars(given.order_by(None).order_by(ProposedEnd.ended_on).limit(1)).first()


def _proposed(ref: str) -> Select[ProposedEnd]:
    asked = select(ProposedEnd).join(PendingAct, PendingAct.number == ProposedEnd.pending)
    return asked.where(ProposedEnd.guarantee_ref == ref).order_by(ProposedEnd.pending)


def change(session: Session, number: int) -> GuaranteeChange:
    """A change under review. Raises NotFound."""
    found = session.get(GuaranteeChange, number)
    if found is None:
        raise NotFound("CHANGE", "a change", f"CH-{number}")
    return found


def changes(session: Session, ref: str | None = None) -> list[GuaranteeChange]:
    """The changes of a guarantee, or of all, in the order they were opened."""
    asked = select(GuaranteeChange).order_by(GuaranteeChange.id)
    if ref is not None:
        asked = asked.where(GuaranteeChange.guarantee_ref == ref)
    return list(session.scalars(asked))


def change_decision(session: Session, number: int) -> GuaranteeChangeDecision | None:
    """What was decided of a change, or None while it is open."""
    return session.get(GuaranteeChangeDecision, number)


def consented_from(session: Session, ref: str) -> dt.date | None:
    """The day from which the latest consented share of a guarantee counts; None where the first one does."""
    asked = (
        select(func.max(GuaranteeChangeDecision.from_on))
        .join(GuaranteeChange, GuaranteeChange.id == GuaranteeChangeDecision.change)
        .where(GuaranteeChange.guarantee_ref == ref)
    )
    return session.scalar(asked)


def consented_shares(session: Session, ref: str) -> list[tuple[dt.date, int]]:
    """The shares that consents to a higher rent brought, each with the day from which it counts, in order."""
    return [(from_on, share_pence) for from_on, share_pence in session.execute(_CONSENTED, {"ref": ref})]


def move_under_way(session: Session, case_ref: str) -> Move | None:
    """The case's move that has led to no new guarantee yet, while the guarantee it leaves can go on.

    A move whose application was turned down, lapsed or withdrawn stays under way while that guarantee is active: the
    same case may come back with another home. From a deed that nobody signed another move must be asked for, since
    nothing stands that the case would have to go on from.
    """
    move = session.scalars(_LAST_MOVE, {"ref": case_ref}).first()
    if move is None:
        return None
    if guarantee_files.status(session, move.guarantee_ref) is GuaranteeStatus.ACTIVE:
        return move
    since = case_files.steps(session, case_ref)[move.steps_before :]
    fell_through = any(step.status in _FELL_THROUGH for step in since)
    return move if lapsed_after_a_move(session, move.guarantee_ref) and not fell_through else None


def cases_with_moves(session: Session) -> frozenset[str]:
    """The cases of which a move has led to no new guarantee, whether or not it is still under way."""
    return frozenset(session.scalars(_CASES_WITH_MOVES))


def move_of(session: Session, ref: str) -> Move | None:
    """The move under way that leaves this guarantee."""
    move = move_under_way(session, guarantee_files.held(session, ref).case_ref)
    return move if move is not None and move.guarantee_ref == ref else None


def move_waits(session: Session, case_ref: str) -> Move | None:
    """As `move_under_way`, but not one whose application was turned down, lapsed or withdrawn."""
    move = move_under_way(session, case_ref)
    return None if case_files.status(session, case_ref) in _FELL_THROUGH else move


def moved_to(session: Session, ref: str) -> str | None:
    """The guarantee that followed this one after a move."""
    return session.scalar(select(MovedGuarantee.guarantee_ref).where(MovedGuarantee.from_ref == ref))


def moved_from(session: Session, ref: str) -> str | None:
    """The guarantee that this one followed after a move."""
    return session.scalar(select(MovedGuarantee.from_ref).where(MovedGuarantee.guarantee_ref == ref))


def lapsed_after_a_move(session: Session, ref: str) -> bool:
    """Whether this is a new deed after a move that lapsed unsigned: the guarantee it followed can go on elsewhere."""
    last = guarantee_files.last_step(session, ref)
    return last.reason_code == EndReason.OFFER_LAPSED and moved_from(session, ref) is not None


def deed_to_leave(session: Session, ref: str) -> str:
    """The deed that a move of this guarantee would leave: the last that followed it if that lapsed, else itself."""
    last = ref
    while (later := moved_to(session, last)) is not None:
        last = later
    return last if lapsed_after_a_move(session, last) else ref


def given_and_called(session: Session, case_ref: str) -> tuple[int, int]:
    """How many guarantees a case was given, and on how many of all its deeds a claim was accepted and stands.

    Deeds that moves join are one guarantee, given where any of them was signed, though the last of them lapsed;
    not counted while a move under way carries it on. An offer that nobody signed was none.
    """
    deeds = [guarantee.ref for guarantee in case_files.guarantees(session, case_ref)]
    signed = [ref for ref in deeds if guarantee_files.was_active(session, ref)]
    called = [ref for ref in signed if guarantee_files.accepted_pence(session, ref)]
    move = move_under_way(session, case_ref)
    last = [ref for ref in deeds if moved_to(session, ref) is None]
    ended = [ref for ref in last if move is None or ref != move.guarantee_ref]
    given = [ref for ref in ended if any(each in signed for each in before_the_move(session, ref))]
    return len(given), len(called)


def before_the_move(session: Session, ref: str) -> list[str]:
    """The guarantee and all that it followed by moves, the newest first: one guarantee to the young person."""
    chain = [ref]
    while (earlier := moved_from(session, chain[-1])) is not None:
        chain.append(earlier)
    return chain


def first_approved_on(session: Session, ref: str) -> dt.date:
    """The day of the approval on which the first guarantee of a chain of moves was issued."""
    first = session.get_one(Guarantee, before_the_move(session, ref)[-1])
    return session.get_one(CaseDecision, first.decision).decided_on


def carried_on(session: Session, case_ref: str) -> tuple[Programme, dt.date] | None:
    """What a move under way carries on: the programme, and the day of the first approval. None where none is."""
    move = move_under_way(session, case_ref)
    if move is None:
        return None
    guarantee = session.get_one(Guarantee, move.guarantee_ref)
    return session.get_one(Programme, guarantee.programme), first_approved_on(session, guarantee.ref)
