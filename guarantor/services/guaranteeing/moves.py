"""A young person moves: the guarantee goes on under a new deed, on the same place, for what is left of it.

A move is asked for with the new home; the case then takes the ordinary way to an approval, and the issue hands over
place, months and cap. What the record shows to be due on the home before is kept back there. Where nobody signs the
new deed, place and cap wait for another move of the same guarantee: it was signed once.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.case_document import AroundTheApplication
from guarantor.domain.guarantee_changes import MoveReason
from guarantor.domain.lifecycle import CaseStatus, EndReason, GuaranteeStatus, check_follows
from guarantor.domain.money import pounds
from guarantor.domain.refusals import MoveUnderWay, WrongStatus
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.accounts import Account
from guarantor.ledger.postings import commitment_released, guarantee_issued
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import judging
from guarantor.services.casework import application_documents, cases
from guarantor.services.guaranteeing.guarantees import end_due, end_guarantee
from guarantor.services.guaranteeing.left_to_move import checked_months, checked_split, last_day, notes
from guarantor.storage import (
    application_history,
    case_files,
    change_files,
    guarantee_files,
    payee_files,
    programme_files,
)
from guarantor.storage.tables.changes import Move, MovedGuarantee
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.programmes import Place, Programme
from rules.decide import Offer
from rules.facts import Application


@dataclass(frozen=True)
class Moving:
    """A move that the issue completes: the guarantee it leaves, its programme, and the first approval's day.

    `lapsed` is true where that guarantee is itself a new deed that nobody signed. Its place is there, but for a
    programme that gives places out again; what it had committed was released.
    """

    move: Move
    guarantee: Guarantee
    programme: Programme
    first_approved_on: dt.date
    lapsed: bool
    place: Place | None


def ask(
    office: Office,
    person: Person,
    ref: str,
    given: object,
    on: dt.date,
    because: MoveReason = MoveReason.MOVE,
    keep_pence: int | None = None,
) -> dict[str, Any]:
    """Ask for a new deed for a new home. `given` is a document of `case add`; blocks that it lacks stay as they are.

    The case is submitted again with the new home. `keep_pence` is kept back for rent due before the move; without
    it, what the record shows. The answer's `notes` say where the new deed ends sooner or more is kept than asked.
    Where the guarantee moved before and nobody signed its new deed, it moves on from that one. Raises WrongStatus
    unless it is active or such a deed, MoveUnderWay, NoMonthsLeft, NoCapLeft, NotApprovable where the facts were
    erased, WrongInput with every fault in the document, or to keep something of a deed that nobody signed.
    """
    with doing(office, person, Act.ASK_FOR_TRANSFER, on) as act:
        case = case_files.held(act.session, guarantee_files.held(act.session, ref).case_ref, to_change=True)
        leaves = change_files.deed_to_leave(act.session, ref)
        act.subject = leaves
        guarantee = guarantee_files.held(act.session, leaves, to_change=True)
        not_before(act, guarantee.issued_on, "issued")
        _check_can_move(act, guarantee)
        if keep_pence is not None and change_files.lapsed_after_a_move(act.session, leaves):
            raise WrongInput.at("--keep", f"expected none: nobody signed {leaves}, so no rent is due on it")
        application, around = _new_home(act, case.ref, given)
        starts_on = application.tenancy.starts_on
        if starts_on is None:
            raise WrongInput.at("tenancy.starts_on", "expected the day on which the new tenancy starts")
        months = checked_months(guarantee, starts_on)
        divided = checked_split(act.session, guarantee, starts_on, on, keep_pence)
        move = _store_move(act, guarantee, because, starts_on, keep_pence)
        cases.add_documents(act, case.ref, application, around)
        cases.step(act, case.ref, CaseStatus.SUBMITTED)
        act.note(move=move.id, reason=because)
        ends_on = last_day(starts_on, months)
        return {
            "guarantee_ref": leaves,
            "ref": case.ref,
            "status": CaseStatus.SUBMITTED,
            "moves_on": starts_on.isoformat(),
            "months_left": months,
            "cap_left": pounds(divided.moves_pence),
            "kept": pounds(divided.kept_pence),
            "ends_by": ends_on.isoformat(),
            "notes": notes(guarantee, ends_on, keep_pence, divided.kept_pence),
        }


def _store_move(
    act: Doing, guarantee: Guarantee, because: MoveReason, starts_on: dt.date, keep_pence: int | None
) -> Move:
    """Keep the move; what the gate and the payees held before it belongs to the home before."""
    return act.add(
        Move(
            guarantee_ref=guarantee.ref,
            reason_code=because,
            moves_on=starts_on,
            reserve_pence=keep_pence,
            gate_records_before=len(case_files.gate_records(act.session, guarantee.case_ref)),
            payees_before=len(payee_files.entered(act.session, guarantee.case_ref)),
            steps_before=len(case_files.steps(act.session, guarantee.case_ref)),
            asked_on=act.on,
            officer=act.number,
            recorded_at=act.at,
        )
    )


def moving(act: Doing, case_ref: str) -> Moving | None:
    """The move that issuing a guarantee on this case completes, its programme and guarantee held still, or None."""
    move = change_files.move_under_way(act.session, case_ref)
    if move is None:
        return None
    code = guarantee_files.held(act.session, move.guarantee_ref).programme
    programme = act.session.get_one(Programme, code, with_for_update=True)
    guarantee = guarantee_files.held(act.session, move.guarantee_ref, to_change=True)
    _check_goes_on(act, guarantee)
    return Moving(
        move,
        guarantee,
        programme,
        change_files.first_approved_on(act.session, guarantee.ref),
        change_files.lapsed_after_a_move(act.session, guarantee.ref),
        programme_files.place_of(act.session, guarantee.ref),
    )


def what_is_left(act: Doing, moving: Moving, offer: Offer, application: Application) -> Offer:
    """The offer for the new home: no more months than are left, and the cap that moves.

    Raises NoMonthsLeft or NoCapLeft.
    """
    starts_on = application.tenancy.starts_on
    assert starts_on is not None, "an offer has a start"
    months = min(offer.months, checked_months(moving.guarantee, starts_on))
    divided = checked_split(act.session, moving.guarantee, starts_on, act.on, moving.move.reserve_pence)
    return Offer(months, divided.moves_pence, last_day(starts_on, months))


def hand_over(act: Doing, moving: Moving, new: Guarantee) -> dict[str, Any]:
    """End the guarantee that the move leaves, and give its place and the cap that moves to the new one.

    The old deed covers rent up to the day before the new tenancy starts. One that lapsed unsigned is over and has
    given its cap back already.
    """
    old = moving.guarantee
    kept_pence = 0
    if not moving.lapsed:
        kept_pence = guarantee_files.balance(act.session, Account.COMMITMENT, old.ref) - new.cap_pence
        signed_on = guarantee_files.last_step(act.session, old.ref).happened_on
        ends_on = max(new.starts_on - dt.timedelta(days=1), signed_on)
        end_guarantee(act, old, EndReason.TRANSFERRED, ends_on)
    act.subject = new.case_ref
    act.add(MovedGuarantee(guarantee_ref=new.ref, from_ref=old.ref, move=moving.move.id))
    if moving.place is not None:
        moving.place.guarantee_ref = new.ref
        act.note(place=moving.place.number)
    act.session.flush()
    act.note(moved_from=old.ref)
    # The release comes first: the new deed covers no more than the old one has given up.
    if not moving.lapsed:
        act.post(commitment_released(old.ref, new.cap_pence, act.on, EndReason.TRANSFERRED))
    act.post(guarantee_issued(new.ref, new.cap_pence, act.on))
    return {
        "moved_from": old.ref,
        "kept": pounds(kept_pence),
        "notes": notes(old, new.ends_on, moving.move.reserve_pence, kept_pence),
    }


def _check_can_move(act: Doing, guarantee: Guarantee) -> None:
    _check_goes_on(act, guarantee)
    move = change_files.move_waits(act.session, guarantee.case_ref)
    if move is not None:
        raise MoveUnderWay(guarantee.ref, move.asked_on)
    check_follows(
        guarantee.case_ref, case_files.status(act.session, guarantee.case_ref), CaseStatus.SUBMITTED
    )


def _check_goes_on(act: Doing, guarantee: Guarantee) -> None:
    """Raise unless the guarantee is active, by its status and by its own dates, or lapsed unsigned after a move."""
    if change_files.lapsed_after_a_move(act.session, guarantee.ref):
        _check_lapsed_goes_on(act, guarantee)
        return
    status = guarantee_files.status(act.session, guarantee.ref)
    due = end_due(act.session, guarantee, act.on)
    if status is not GuaranteeStatus.ACTIVE or due is not None:
        is_ = status if due is None else f"over since {due[1].isoformat()}, {due[0]}"
        raise WrongStatus(guarantee.ref, is_, [GuaranteeStatus.ACTIVE])


def _check_lapsed_goes_on(act: Doing, lapsed: Guarantee) -> None:
    """Raise where the term of a deed that nobody signed is over, or another deed came after it."""
    not_before(act, guarantee_files.last_step(act.session, lapsed.ref).happened_on, "over unsigned")
    newest = case_files.guarantees(act.session, lapsed.case_ref)[-1].ref
    if newest != lapsed.ref:
        raise WrongStatus(
            lapsed.ref, f"an offer that lapsed, with {newest} after it", [GuaranteeStatus.ACTIVE]
        )
    if act.on > lapsed.ends_on:
        over_on = lapsed.ends_on + dt.timedelta(days=1)
        raise WrongStatus(
            lapsed.ref, f"an offer whose term is over since {over_on.isoformat()}", [GuaranteeStatus.ACTIVE]
        )


def _new_home(act: Doing, case_ref: str, given: object) -> tuple[Application, AroundTheApplication]:
    """The document whole: what was given, and for the blocks that it lacks what the case holds."""
    named = judging.document_of(given)
    held = application_documents.document_of(
        application_history.revisions(act.session, case_ref)[-1], case_ref
    )
    return cases.read_whole({**held, **_present(named)}, act.on)


def _present(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value is not None}
