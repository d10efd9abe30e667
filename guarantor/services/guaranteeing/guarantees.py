"""A guarantee's life after issue: signed by all three, ended, and what can no longer be called released.

Says what has become of a guarantee; who may end one, and when, is for services/ending.py.
"""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.guarantee_changes import months_left
from guarantor.domain.lifecycle import EndReason, GuaranteeStatus, Party
from guarantor.domain.refusals import AlreadyDone, WrongStatus
from guarantor.ledger.accounts import Account
from guarantor.ledger.postings import commitment_released
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import policies
from guarantor.storage import case_files, change_files, guarantee_files, programme_files
from guarantor.storage.engine import Session
from guarantor.storage.guarantee_files import Step
from guarantor.storage.tables.cases import Home, YoungPerson
from guarantor.storage.tables.guarantees import Guarantee, GuaranteeStatusRow, Signature
from guarantor.storage.tables.programmes import Programme


def sign(
    office: Office,
    person: Person,
    ref: str,
    party: Party,
    on: dt.date,
    *,
    name: str | None = None,
    capacity: str | None = None,
    witness: str | None = None,
    how: str | None = None,
) -> dict[str, Any]:
    """Record that a party signed: who, in what capacity, when, before whom, how. The third makes it active.

    Without a name the party's own is taken. Raises WrongStatus unless offered, AlreadyDone for a party that
    signed, WrongInput for a day before the issue.
    """
    with doing(office, person, Act.RECORD_SIGNATURE, on) as act:
        guarantee = guarantee_files.held(act.session, ref, to_change=True)
        act.subject = ref
        signed = _signed_so_far(act, guarantee, party)
        act.add(
            Signature(
                guarantee_ref=ref,
                party=party,
                name=name or _own_name(act, guarantee, party),
                capacity=capacity or party.value,
                witness=witness,
                how=how or "on paper",
                signed_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        act.note(party=party)
        status = GuaranteeStatus.OFFERED
        if {*signed, party} == set(Party):
            status = GuaranteeStatus.ACTIVE
            # Signatures may be recorded in another order than they were made: the deed is of the day of the last.
            guarantee_step(act, ref, status, on=max(*signed.values(), on))
            act.note(status=status)
        return {"guarantee_ref": ref, "party": party, "status": status}


def _signed_so_far(act: Doing, guarantee: Guarantee, party: Party) -> dict[str, dt.date]:
    """Who has signed, and when. Raises unless this party may still sign on the day of the act."""
    ref = guarantee.ref
    signed = guarantee_files.signed_on(act.session, ref)
    if party in signed:
        raise AlreadyDone(f"The signature of the {party} on {ref} was recorded before")
    status = guarantee_files.status(act.session, ref)
    if status is not GuaranteeStatus.OFFERED:
        raise WrongStatus(ref, status, [GuaranteeStatus.OFFERED])
    if end_due(act.session, guarantee, act.on) is not None:
        # By the deed's own words the offer has lapsed, though the daily run has not come by yet.
        raise WrongStatus(ref, "a lapsed offer", [GuaranteeStatus.OFFERED])
    not_before(act, guarantee.issued_on, "issued")
    return signed


def end_due(session: Session, guarantee: Guarantee, on: dt.date) -> tuple[EndReason, dt.date] | None:
    """Why and since which day the record itself says that the guarantee is over, or None while it stands.

    The council's notice counts from the day it runs out, once two people have given it.
    """
    status = guarantee_files.status(session, guarantee.ref)
    if status is GuaranteeStatus.OFFERED:
        policy = policies.stored(session, guarantee.policy_fingerprint)
        over_on = guarantee.issued_on + dt.timedelta(days=policy.parameter("offer_lapses_after_days") + 1)
        return (EndReason.OFFER_LAPSED, over_on) if on >= over_on else None
    if status is GuaranteeStatus.ENDED:
        return None
    notice = change_files.notice_given(session, guarantee.ref)
    if notice is not None and notice.ended_on <= min(on, guarantee.ends_on):
        return EndReason.COUNCIL_NOTICE, notice.ended_on
    over_on = guarantee.ends_on + dt.timedelta(days=1)
    if on < over_on:
        return None
    return EndReason.TERM_REACHED if _whole_term(session, guarantee) else EndReason.BIRTHDAY_25, over_on


def _whole_term(session: Session, guarantee: Guarantee) -> bool:
    """Whether it was issued for all the months there were, and not for those up to the last birthday."""
    before = change_files.moved_from(session, guarantee.ref)
    if before is None:
        term_months = policies.stored(session, guarantee.policy_fingerprint).parameter("term_months")
        return guarantee.months == term_months
    earlier = guarantee_files.held(session, before)
    there_were = months_left(earlier.starts_on, earlier.months, guarantee.starts_on)
    return guarantee.months == there_were and _whole_term(session, earlier)


def guarantee_step(
    act: Doing, ref: str, status: GuaranteeStatus, reason: str | None = None, on: dt.date | None = None
) -> None:
    """Add a status to the guarantee's history, as of the act's day where no other is given."""
    act.add(
        GuaranteeStatusRow(
            guarantee_ref=ref,
            status=status,
            reason_code=reason,
            happened_on=on or act.on,
            officer=act.person.number if act.person else None,
            recorded_at=act.at,
        )
    )


def end_guarantee(act: Doing, guarantee: Guarantee, reason: EndReason, on: dt.date | None = None) -> None:
    """Write the end down, as of the act's day where no other is given.

    An offer that lapsed can never be claimed on, and gives its place back unless it follows a signed guarantee: what
    was signed once has used the place. After a move the place goes with it.
    """
    act.subject = guarantee.ref
    status = guarantee_files.status(act.session, guarantee.ref)
    if status is GuaranteeStatus.ENDED:
        raise WrongStatus(guarantee.ref, status, [GuaranteeStatus.OFFERED, GuaranteeStatus.ACTIVE])
    if reason is EndReason.OFFER_LAPSED and status is not GuaranteeStatus.OFFERED:
        raise WrongStatus(guarantee.ref, status, [GuaranteeStatus.OFFERED])
    guarantee_step(act, guarantee.ref, GuaranteeStatus.ENDED, reason, on)
    act.note(status=GuaranteeStatus.ENDED, reason=reason)
    programme = act.session.get(Programme, guarantee.programme)
    assert programme is not None, "a guarantee has a programme"
    if status is GuaranteeStatus.OFFERED:
        # Not all had signed, so nothing was promised: all of it is released at once.
        release(act, guarantee, reason, on)
    first = change_files.moved_from(act.session, guarantee.ref) is None
    lapsed = reason is EndReason.OFFER_LAPSED and first
    if lapsed or (programme.reuse_places and reason is not EndReason.TRANSFERRED):
        _free_place(act, guarantee.ref)


def release(act: Doing, guarantee: Guarantee, reason: str, on: dt.date | None = None) -> None:
    """Release what was not called, as of the act's day where no other is given."""
    left = guarantee_files.balance(act.session, Account.COMMITMENT, guarantee.ref)
    act.post(commitment_released(guarantee.ref, left, on or act.on, reason))


def ended_on(session: Session, guarantee: Guarantee) -> dt.date | None:
    """The day the guarantee ended, or None while it stands."""
    last = guarantee_files.last_step(session, guarantee.ref)
    return last.happened_on if last.status == GuaranteeStatus.ENDED else None


def covered_until(session: Session, guarantee: Guarantee) -> dt.date:
    """The last day whose rent is covered, by the guarantee's latest step. As `covered_by`."""
    return covered_by(guarantee_files.last_step(session, guarantee.ref), guarantee)


def covered_by(last: Step, guarantee: Guarantee) -> dt.date:
    """The last day whose rent is covered where this is the latest step: that of an early end, else that of the term.

    An end because the cap was used up shortens nothing. Nothing can be called after it in any case, and where the
    acceptance that used the cap up is undone, the deed goes on binding the council.
    """
    if last.status != GuaranteeStatus.ENDED or last.reason_code == EndReason.CAP_USED_UP:
        return guarantee.ends_on
    return min(last.happened_on, guarantee.ends_on)


def claimable_until(session: Session, guarantee: Guarantee) -> dt.date:
    """The last day a claim can be lodged: the window after the guarantee's end, early or at its term."""
    policy = policies.stored(session, guarantee.policy_fingerprint)
    window = dt.timedelta(days=policy.parameter("claim_window_days"))
    return covered_until(session, guarantee) + window


def _own_name(act: Doing, guarantee: Guarantee, party: Party) -> str | None:
    if party is Party.COUNCIL:
        return act.office.settings.council_name
    if party is Party.LANDLORD:
        home = case_files.latest(act.session, Home, guarantee.case_ref)
        return home.landlord_name if home else None
    young_person = case_files.latest(act.session, YoungPerson, guarantee.case_ref)
    return young_person.name if young_person else None


def _free_place(act: Doing, ref: str) -> None:
    place = programme_files.place_of(act.session, ref)
    if place is not None:
        place.guarantee_ref = None
        act.note(place_freed=place.number)
