"""A guarantee's life after issue: signed by all three, ended, and what can no longer be called released."""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.lifecycle import FOLLOWS_FROM_THE_RECORD, EndReason, GuaranteeStatus, Party
from guarantor.domain.refusals import AlreadyDone, EndContradicted, WrongStatus
from guarantor.ledger.accounts import Account
from guarantor.ledger.postings import commitment_released
from guarantor.services import policies
from guarantor.services.acts import Doing, doing, not_before
from guarantor.services.decisions import refuse_preparers
from guarantor.services.issuing import guarantee_step
from guarantor.services.office import Office, Person
from guarantor.storage import case_files, guarantee_files, programme_files
from guarantor.storage.engine import Session
from guarantor.storage.tables.cases import Home, YoungPerson
from guarantor.storage.tables.guarantees import Guarantee, Signature
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
        if signed | {party} == set(Party):
            status = GuaranteeStatus.ACTIVE
            guarantee_step(act, ref, status)
            act.note(status=status)
        return {"guarantee_ref": ref, "party": party, "status": status}


def _signed_so_far(act: Doing, guarantee: Guarantee, party: Party) -> set[str]:
    """Who has signed. Raises unless this party may still sign on the day of the act."""
    ref = guarantee.ref
    signed = {signature.party for signature in guarantee_files.signatures(act.session, ref)}
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


def end(office: Office, person: Person, ref: str, reason: EndReason, on: dt.date) -> dict[str, Any]:
    """End a guarantee. Sums due before it stay claimable until the claim window closes.

    Raises SamePerson for whoever prepared the case, WrongStatus where it ended before, EndContradicted for a reason
    that the record does not bear, WrongInput for a day before the issue.
    """
    with doing(office, person, Act.END_GUARANTEE, on) as act:
        guarantee = guarantee_files.held(act.session, ref, to_change=True)
        refuse_preparers(act, guarantee.case_ref, f"end {ref}; case")
        not_before(act, guarantee.issued_on, "issued")
        _check_reason(act, guarantee, reason)
        end_guarantee(act, guarantee, reason)
        return {"guarantee_ref": ref, "status": GuaranteeStatus.ENDED, "reason": reason}


def end_due(session: Session, guarantee: Guarantee, on: dt.date) -> tuple[EndReason, dt.date] | None:
    """Why and since which day the record itself says that the guarantee is over, or None while it stands."""
    status = guarantee_files.status(session, guarantee.ref)
    policy = policies.stored(session, guarantee.policy_fingerprint)
    if status is GuaranteeStatus.OFFERED:
        over_on = guarantee.issued_on + dt.timedelta(days=policy.parameter("offer_lapses_after_days") + 1)
        return (EndReason.OFFER_LAPSED, over_on) if on >= over_on else None
    over_on = guarantee.ends_on + dt.timedelta(days=1)
    if status is GuaranteeStatus.ACTIVE and on >= over_on:
        whole_term = guarantee.months == policy.parameter("term_months")
        return EndReason.TERM_REACHED if whole_term else EndReason.BIRTHDAY_25, over_on
    return None


def _check_reason(act: Doing, guarantee: Guarantee, reason: EndReason) -> None:
    """Raise EndContradicted where the reason follows from the record and the record does not bear it."""
    if reason is EndReason.CAP_USED_UP:
        borne = guarantee_files.balance(act.session, Account.COMMITMENT, guarantee.ref) == 0
    else:
        due = end_due(act.session, guarantee, act.on)
        borne = due is not None and due[0] is reason
    if reason in FOLLOWS_FROM_THE_RECORD and not borne:
        raise EndContradicted(guarantee.ref, reason)


def end_guarantee(act: Doing, guarantee: Guarantee, reason: EndReason) -> None:
    """Write the end down; an offer that lapsed gives its place back and can never be claimed on."""
    act.subject = guarantee.ref
    status = guarantee_files.status(act.session, guarantee.ref)
    if status is GuaranteeStatus.ENDED:
        raise WrongStatus(guarantee.ref, status, [GuaranteeStatus.OFFERED, GuaranteeStatus.ACTIVE])
    if reason is EndReason.OFFER_LAPSED and status is not GuaranteeStatus.OFFERED:
        raise WrongStatus(guarantee.ref, status, [GuaranteeStatus.OFFERED])
    guarantee_step(act, guarantee.ref, GuaranteeStatus.ENDED, reason)
    act.note(status=GuaranteeStatus.ENDED, reason=reason)
    programme = act.session.get(Programme, guarantee.programme)
    assert programme is not None, "a guarantee has a programme"
    if status is GuaranteeStatus.OFFERED:
        # Nobody signed, so nothing was promised: all of it is released at once.
        release(act, guarantee, reason)
    if reason is EndReason.OFFER_LAPSED or programme.reuse_places:
        _free_place(act, guarantee.ref)


def release(act: Doing, guarantee: Guarantee, reason: str) -> None:
    """Release what was not called."""
    left = guarantee_files.balance(act.session, Account.COMMITMENT, guarantee.ref)
    act.post(commitment_released(guarantee.ref, left, act.on, reason))


def ended_on(session: Session, guarantee: Guarantee) -> dt.date | None:
    """The day the guarantee ended, or None while it stands."""
    last = guarantee_files.last_step(session, guarantee.ref)
    return last.happened_on if last.status == GuaranteeStatus.ENDED else None


def claimable_until(session: Session, guarantee: Guarantee) -> dt.date:
    """The last day a claim can be lodged: the window after the guarantee's end, early or at its term."""
    policy = policies.stored(session, guarantee.policy_fingerprint)
    last_covered_on = min(ended_on(session, guarantee) or guarantee.ends_on, guarantee.ends_on)
    return last_covered_on + dt.timedelta(days=policy.parameter("claim_window_days"))


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
