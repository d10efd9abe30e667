"""A young person moves: the guarantee goes on under a new deed, on the same place, for what is left of it.

A move is asked for with the new home; the case then takes the ordinary way to an approval, and the issue hands over
place, months and cap. What the record shows to be due on the home before is kept back there.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.case_document import AroundTheApplication
from guarantor.domain.dates import Month, plus_months
from guarantor.domain.guarantee_changes import MoveReason, months_left
from guarantor.domain.lifecycle import CaseStatus, EndReason, GuaranteeStatus, check_follows
from guarantor.domain.money import pounds
from guarantor.domain.refusals import MoveUnderWay, NoCapLeft, NoMonthsLeft, NotApprovable, WrongStatus
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.accounts import Account
from guarantor.ledger.arrears import arrears
from guarantor.ledger.postings import commitment_released, guarantee_issued
from guarantor.services import cases, judging
from guarantor.services.acts import Doing, doing, not_before
from guarantor.services.guarantees import end_due, end_guarantee
from guarantor.services.office import Office, Person
from guarantor.storage import (
    case_files,
    change_files,
    claim_files,
    guarantee_files,
    payee_files,
    programme_files,
    rent_files,
)
from guarantor.storage.engine import Session
from guarantor.storage.tables.cases import ApplicationFacts, Circumstances, Home, YoungPerson
from guarantor.storage.tables.changes import Move, MovedGuarantee
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.programmes import Programme
from rules.decide import Offer
from rules.facts import Application


@dataclass(frozen=True)
class Moving:
    """A move that the issue completes: the guarantee it leaves, its programme, and the first approval's day."""

    move: Move
    guarantee: Guarantee
    programme: Programme
    first_approved_on: dt.date


@dataclass(frozen=True)
class Split:
    """What may still be called on a guarantee, in pence, and how much of it stays for rent due before a move."""

    left_pence: int
    owed_pence: int
    kept_pence: int

    @property
    def moves_pence(self) -> int:
        """The cap of the new deed."""
        return self.left_pence - self.kept_pence


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
    it, what the record shows. Raises WrongStatus unless the guarantee is active, MoveUnderWay, NoMonthsLeft,
    NoCapLeft, NotApprovable where the facts were erased, WrongInput with every fault in the document.
    """
    with doing(office, person, Act.ASK_FOR_TRANSFER, on) as act:
        case = case_files.held(act.session, guarantee_files.held(act.session, ref).case_ref, to_change=True)
        guarantee = guarantee_files.held(act.session, ref, to_change=True)
        not_before(act, guarantee.issued_on, "issued")
        _check_can_move(act, guarantee)
        application, around = _new_home(act, case.ref, given)
        starts_on = application.tenancy.starts_on
        if starts_on is None:
            raise WrongInput.at("tenancy.starts_on", "expected the day on which the new tenancy starts")
        months = _months_left(guarantee, starts_on)
        divided = _checked_split(act, guarantee, starts_on, keep_pence)
        move = _store_move(act, guarantee, because, starts_on, keep_pence)
        cases.add_documents(act, case.ref, application, around)
        cases.step(act, case.ref, CaseStatus.SUBMITTED)
        act.subject = ref
        act.note(move=move.id, reason=because)
        return {
            "guarantee_ref": ref,
            "ref": case.ref,
            "status": CaseStatus.SUBMITTED,
            "moves_on": starts_on.isoformat(),
            "months_left": months,
            "cap_left": pounds(divided.moves_pence),
            "kept": pounds(divided.kept_pence),
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
    _check_active(act, guarantee)
    approved_on = change_files.first_approved_on(act.session, guarantee.ref)
    return Moving(move, guarantee, programme, approved_on)


def what_is_left(act: Doing, moving: Moving, offer: Offer, application: Application) -> Offer:
    """The offer for the new home: no more months than are left, and the cap that moves.

    Raises NoMonthsLeft or NoCapLeft.
    """
    starts_on = application.tenancy.starts_on
    assert starts_on is not None, "an offer has a start"
    months = min(offer.months, _months_left(moving.guarantee, starts_on))
    divided = _checked_split(act, moving.guarantee, starts_on, moving.move.reserve_pence)
    ends_on = plus_months(starts_on, months) - dt.timedelta(days=1)
    return Offer(months, divided.moves_pence, ends_on)


def hand_over(act: Doing, moving: Moving, new: Guarantee) -> dict[str, Any]:
    """End the guarantee that the move leaves, and give its place and the cap that moves to the new one.

    The old deed covers rent up to the day before the new tenancy starts.
    """
    old = moving.guarantee
    kept_pence = guarantee_files.balance(act.session, Account.COMMITMENT, old.ref) - new.cap_pence
    signed_on = guarantee_files.last_step(act.session, old.ref).happened_on
    end_guarantee(act, old, EndReason.TRANSFERRED, max(new.starts_on - dt.timedelta(days=1), signed_on))
    act.subject = new.case_ref
    act.add(MovedGuarantee(guarantee_ref=new.ref, from_ref=old.ref, move=moving.move.id))
    place = programme_files.place_of(act.session, old.ref)
    assert place is not None, "an active guarantee holds a place"
    place.guarantee_ref = new.ref
    act.session.flush()
    act.note(place=place.number, moved_from=old.ref)
    # The release comes first: the new deed covers no more than the old one has given up.
    act.post(commitment_released(old.ref, new.cap_pence, act.on, EndReason.TRANSFERRED))
    act.post(guarantee_issued(new.ref, new.cap_pence, act.on))
    return {"moved_from": old.ref, "kept": pounds(kept_pence)}


def split(
    session: Session, guarantee: Guarantee, moves_on: dt.date, on: dt.date, reserve_pence: int | None
) -> Split:
    """How what is left of the cap is divided by a move, as the record stands on a day.

    Kept is what is in arrears and not accepted yet, what is not heard of, and rent that falls due before the move;
    or what an officer asked for, but never less than is owed nor more than is left.
    """
    left_pence = guarantee_files.balance(session, Account.COMMITMENT, guarantee.ref)
    before = moves_on - dt.timedelta(days=1)
    rent = arrears(rent_files.rent_record(session, guarantee.ref), before)
    accepted_pence = sum(claim_files.accepted_unpaid(session, guarantee.ref).values())
    owed_pence = max(rent.arrears_pence - accepted_pence, 0)
    shown_pence = (
        rent.arrears_pence
        + rent.not_heard_of_pence
        - accepted_pence
        + _to_come(session, guarantee, before, on)
    )
    wanted_pence = shown_pence if reserve_pence is None else reserve_pence
    return Split(left_pence, owed_pence, min(max(wanted_pence, owed_pence), left_pence))


def _to_come(session: Session, guarantee: Guarantee, until: dt.date, on: dt.date) -> int:
    """The shares that fall due from a day on and before the move, in months in which nothing is charged yet."""
    charged = {Month.of(each.due_on) for each in rent_files.rent_record(session, guarantee.ref).charges}
    due = (plus_months(guarantee.starts_on, month) for month in range(1, guarantee.months))
    to_come = [day for day in due if on <= day <= until and Month.of(day) not in charged]
    return sum(guarantee_files.share_pence(session, guarantee, day) for day in to_come)


def _checked_split(act: Doing, guarantee: Guarantee, moves_on: dt.date, reserve_pence: int | None) -> Split:
    divided = split(act.session, guarantee, moves_on, act.on, reserve_pence)
    if divided.moves_pence <= 0:
        raise NoCapLeft(guarantee.ref, divided.left_pence, divided.kept_pence)
    return divided


def _months_left(guarantee: Guarantee, starts_on: dt.date) -> int:
    months = months_left(guarantee.starts_on, guarantee.months, starts_on)
    if months == 0:
        raise NoMonthsLeft(guarantee.ref, starts_on)
    return months


def _check_can_move(act: Doing, guarantee: Guarantee) -> None:
    _check_active(act, guarantee)
    move = change_files.move_waits(act.session, guarantee.case_ref)
    if move is not None:
        raise MoveUnderWay(guarantee.ref, move.asked_on)
    check_follows(
        guarantee.case_ref, case_files.status(act.session, guarantee.case_ref), CaseStatus.SUBMITTED
    )


def _check_active(act: Doing, guarantee: Guarantee) -> None:
    """Raise unless the guarantee is active, by its status and by its own dates."""
    status = guarantee_files.status(act.session, guarantee.ref)
    due = end_due(act.session, guarantee, act.on)
    if status is not GuaranteeStatus.ACTIVE or due is not None:
        is_ = status if due is None else f"over since {due[1].isoformat()}, {due[0]}"
        raise WrongStatus(guarantee.ref, is_, [GuaranteeStatus.ACTIVE])


def _new_home(act: Doing, case_ref: str, given: object) -> tuple[Application, AroundTheApplication]:
    """The document whole: what was given, and for the blocks that it lacks what the case holds."""
    facts = case_files.latest(act.session, ApplicationFacts, case_ref)
    if facts is None or facts.document is None:
        raise NotApprovable(case_ref, "erased", "its facts are no longer held")
    named = judging.document_of(given)
    held = {**json.loads(facts.document), **_around(act.session, case_ref)}
    return cases.read_whole({**held, **_present(named)}, act.on)


def _present(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value is not None}


def _around(session: Session, case_ref: str) -> dict[str, Any]:
    """The blocks beside the application as the case holds them, in the form of the document."""
    person = case_files.latest(session, YoungPerson, case_ref)
    home = case_files.latest(session, Home, case_ref)
    around = case_files.latest(session, Circumstances, case_ref)
    assert person is not None, "a case has a row for its young person"
    assert home is not None, "a case has a row for its home"
    assert around is not None, "a case has a row for its circumstances"
    named = ("name", "address", "phone", "email", "safe_contact", "language")
    return {
        "young_person": {name: getattr(person, name) for name in named},
        "property": {"address": home.address, "postcode": home.postcode},
        "landlord": {
            "name": home.landlord_name,
            "address": home.landlord_address,
            "email": home.landlord_email,
            "agent": home.agent,
            "payee": home.payee,
        },
        "deposit": None if around.deposit_pence is None else pounds(around.deposit_pence),
        "rent_in_advance": (
            None if around.rent_in_advance_pence is None else pounds(around.rent_in_advance_pence)
        ),
        "accommodation_before": around.accommodation_before,
        "would_otherwise": around.would_otherwise,
        "personal_adviser": person.personal_adviser,
        "young_persons_view": person.view,
    }
