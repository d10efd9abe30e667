"""Changes that may discharge the council or enlarge its liability: opened for review, decided by another person.

No change ends a guarantee or alters its terms by itself. Consent to a higher rent alone has terms: a new share from a
day on, and what it adds to the cap.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.dates import plus_months
from guarantor.domain.guarantee_changes import ChangeDecision, ChangeKind
from guarantor.domain.lifecycle import GuaranteeStatus
from guarantor.domain.money import pounds, spoken
from guarantor.domain.practice import figure
from guarantor.domain.refusals import AlreadyDone, CeilingPassed, SamePerson, WrongStatus
from guarantor.domain.task_kinds import TaskKind
from guarantor.domain.working_days import working_days_after
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.arrears import Charge
from guarantor.ledger.postings import cap_raised
from guarantor.ledger.rent_periods import PERIODS_PER_YEAR, Every, within_monthly
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import policies
from guarantor.services.correspondence import discreet
from guarantor.services.guaranteeing.guarantees import end_due
from guarantor.services.worktrays import tasks
from guarantor.storage import change_files, guarantee_files, rent_files, rewordings
from guarantor.storage.engine import Session, reading
from guarantor.storage.officers import names
from guarantor.storage.tables.changes import GuaranteeChange, GuaranteeChangeDecision
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.programmes import Programme


@dataclass(frozen=True)
class NewShare:
    """The monthly share that the council consents to follow, in pence, and from which day."""

    share_pence: int
    from_on: dt.date


def open_change(
    office: Office, person: Person, ref: str, kind: ChangeKind, detail: str, on: dt.date
) -> dict[str, Any]:
    """Open a review of a change, with a task for an approver. The guarantee stands as it was.

    Raises WrongStatus where the guarantee is over, WrongInput for an empty detail or a day before the issue.
    """
    if not detail.strip():
        raise WrongInput.at("--detail", "expected a few words on what has changed")
    with doing(office, person, Act.OPEN_CHANGE, on) as act:
        guarantee = guarantee_files.held(act.session, ref, to_change=True)
        act.subject = ref
        not_before(act, guarantee.issued_on, "issued")
        _check_stands(act, guarantee)
        opened = _open(act, guarantee, kind, detail.strip())
        return document(act.session, opened)


def open_if_above_ceiling(
    act: Doing, guarantee: Guarantee, amount_pence: int, due_on: dt.date, every: Every | None = None
) -> None:
    """Within the act that charges rent, once the charge is posted: open a review where it is above the ceiling.

    Each rise opens one. `every` is how often the rent falls due; without it, as the charges so far say. A weekly rent
    is held against the ceiling for its own period, instalments of a term together with those of the year before
    against twelve times the ceiling.
    """
    ceiling_pence = ceiling(act.session, guarantee, due_on)
    periods = PERIODS_PER_YEAR[every or rent_files.let(act.session, guarantee.ref)]
    if periods is not None and amount_pence <= within_monthly(ceiling_pence, periods):
        return
    if guarantee_files.status(act.session, guarantee.ref) is GuaranteeStatus.ENDED:
        return
    charges = list(rent_files.rent_record(act.session, guarantee.ref, act.postings).charges)
    if periods is None:
        year = [each for each in charges if plus_months(due_on, -12) < each.due_on <= due_on]
        if sum(each.amount_pence for each in year) <= 12 * ceiling_pence:
            return
    charges.remove(Charge(due_on, amount_pence))
    highest_pence = max((each.amount_pence for each in charges), default=0)
    if _reviewed(act.session, guarantee.ref, new=amount_pence > highest_pence):
        return
    detail = (
        f"Rent of {spoken(amount_pence)} fell due on {due_on.isoformat()}; the guarantee follows a share of up to "
        f"{spoken(ceiling_pence)} a month."
    )
    _open(act, guarantee, ChangeKind.RENT_ABOVE_CEILING, detail)


def ceiling(session: Session, guarantee: Guarantee, day: dt.date) -> int:
    """The highest monthly share that the guarantee follows on a day, in pence, rounded down.

    The policy's percentage of the starting share, or of the share that the council has consented to since.
    """
    policy = policies.stored(session, guarantee.policy_fingerprint)
    share_pence = guarantee_files.share_pence(session, guarantee, day)
    return share_pence * policy.parameter("rent_ceiling_percent") // 100


def decide(
    office: Office,
    person: Person,
    number: int,
    decision: ChangeDecision,
    reason: str,
    on: dt.date,
    *,
    legal_advice: str | None = None,
    consent: NewShare | None = None,
) -> dict[str, Any]:
    """Decide a change as another person than the one who opened it. `consent` goes with consent to a higher rent.

    The cap then grows by the rise times the policy's months. Raises AlreadyDone, SamePerson, WrongStatus once the
    guarantee is over, CeilingPassed, WrongInput for an empty reason, for terms that the decision cannot have, or for
    words that the landlord may not read, where a higher rent is refused: the letter quotes that reason.
    """
    if not reason.strip():
        raise WrongInput.at("--reason", "expected the reason for the decision")
    with doing(office, person, Act.DECIDE_CHANGE, on) as act:
        change = change_files.change(act.session, number)
        programme = _programme_held_still(act.session, change.guarantee_ref)
        guarantee = guarantee_files.held(act.session, change.guarantee_ref, to_change=True)
        act.subject = guarantee.ref
        _check_decider(act, change)
        _check_stands(act, guarantee)
        _check_terms(act.session, guarantee, change, decision, consent)
        if change.kind == ChangeKind.RENT_ABOVE_CEILING and decision is ChangeDecision.NOT_CONSENTED:
            discreet.check("--reason", reason)
        added_pence = _added_cap(act.session, guarantee, consent)
        _check_ceiling(act.session, programme, added_pence)
        given = GuaranteeChangeDecision(
            change=change.id,
            decision=decision,
            legal_advice=(legal_advice or "").strip() or None,
            reason=reason.strip(),
            decided_on=on,
            opened_by=change.officer,
            decided_by=act.number,
            recorded_at=act.at,
        )
        if consent:
            given.share_pence, given.from_on = consent.share_pence, consent.from_on
            given.added_cap_pence = added_pence
        act.add(given)
        act.note(change=f"CH-{change.id}", decision=decision)
        act.post(cap_raised(guarantee.ref, added_pence, on))
        tasks.close_task(act, _basis(change))
        return document(act.session, change)


def listed(office: Office, ref: str | None = None) -> list[dict[str, Any]]:
    """The changes of a guarantee, or of all, in the order they were opened. Raises NotFound."""
    with reading(office.engine) as session:
        if ref is not None:
            guarantee_files.held(session, ref)
        return [document(session, each) for each in change_files.changes(session, ref)]


def document(session: Session, change: GuaranteeChange) -> dict[str, Any]:
    """A change as JSON, with what was decided of it."""
    decided = change_files.change_decision(session, change.id)
    reworded = rewordings.of_change(session, change.id) if decided else []
    return {
        "change": f"CH-{change.id}",
        "guarantee_ref": change.guarantee_ref,
        "kind": change.kind,
        "detail": change.detail,
        "opened_on": change.opened_on.isoformat(),
        "opened_by": names(session)[change.officer],
        "due_on": change.due_on.isoformat(),
        "decision": decided.decision if decided else None,
        "reason": rewordings.reason(decided, reworded) if decided else None,
        **({"reason_before": decided.reason} if decided and reworded else {}),
        "legal_advice": decided.legal_advice if decided else None,
        "decided_on": decided.decided_on.isoformat() if decided else None,
        "decided_by": names(session)[decided.decided_by] if decided else None,
        "share": pounds(decided.share_pence) if decided and decided.share_pence is not None else None,
        "from_on": decided.from_on.isoformat() if decided and decided.from_on is not None else None,
        "added_cap": pounds(decided.added_cap_pence)
        if decided and decided.added_cap_pence is not None
        else None,
    }


def _open(act: Doing, guarantee: Guarantee, kind: ChangeKind, detail: str) -> GuaranteeChange:
    due_on = working_days_after(act.on, figure("change_review_working_days").value)
    change = act.add(
        GuaranteeChange(
            guarantee_ref=guarantee.ref,
            kind=kind,
            detail=detail,
            opened_on=act.on,
            due_on=due_on,
            officer=act.number,
            recorded_at=act.at,
        )
    )
    act.note(change=f"CH-{change.id}", kind=kind)
    tasks.open_task(
        act,
        TaskKind.CHANGE,
        _basis(change),
        due_on,
        case_ref=guarantee.case_ref,
        guarantee_ref=guarantee.ref,
    )
    return change


def _basis(change: GuaranteeChange) -> str:
    return f"change CH-{change.id}"


def _reviewed(session: Session, ref: str, *, new: bool) -> bool:
    """Whether a rent above the ceiling is under review, or was and is no `new` rise since."""
    reviewed = [
        change_files.change_decision(session, each.id)
        for each in change_files.changes(session, ref)
        if each.kind == ChangeKind.RENT_ABOVE_CEILING
    ]
    return None in reviewed or bool(reviewed and not new)


def _check_stands(act: Doing, guarantee: Guarantee) -> None:
    """Raise where the guarantee is over, by its status or by its own dates."""
    status = guarantee_files.status(act.session, guarantee.ref)
    due = end_due(act.session, guarantee, act.on)
    if status is GuaranteeStatus.ENDED or due is not None:
        is_ = status if due is None else f"over since {due[1].isoformat()}, {due[0]}"
        raise WrongStatus(guarantee.ref, is_, [GuaranteeStatus.OFFERED, GuaranteeStatus.ACTIVE])


def _check_decider(act: Doing, change: GuaranteeChange) -> None:
    if change_files.change_decision(act.session, change.id) is not None:
        raise AlreadyDone(f"CH-{change.id} was decided before")
    if change.officer == act.number:
        raise SamePerson(names(act.session)[act.number], f"decide CH-{change.id}", "opened it")
    not_before(act, change.opened_on, "opened")


def _check_terms(
    session: Session,
    guarantee: Guarantee,
    change: GuaranteeChange,
    decision: ChangeDecision,
    consent: NewShare | None,
) -> None:
    """Raise WrongInput unless consent to a higher rent, and nothing else, names a higher share from a day on."""
    needed = change.kind == ChangeKind.RENT_ABOVE_CEILING and decision is ChangeDecision.CONSENTED
    if needed and consent is None:
        raise WrongInput.at(
            "--share", "expected the new monthly share and --from, the day from which it counts"
        )
    if consent is None:
        return
    if not needed:
        raise WrongInput.at("--share", "expected no share but with consent to a rent above the ceiling")
    earliest_on = change_files.consented_from(session, guarantee.ref) or guarantee.starts_on
    if not earliest_on <= consent.from_on <= guarantee.ends_on:
        raise WrongInput.at(
            "--from", f"expected {earliest_on.isoformat()} to {guarantee.ends_on.isoformat()}"
        )
    share_pence = guarantee_files.share_pence(session, guarantee, guarantee.ends_on)
    if consent.share_pence <= share_pence:
        raise WrongInput.at("--share", f"expected more than the share so far, {spoken(share_pence)}")


def _added_cap(session: Session, guarantee: Guarantee, consent: NewShare | None) -> int:
    if consent is None:
        return 0
    policy = policies.stored(session, guarantee.policy_fingerprint)
    share_pence = guarantee_files.share_pence(session, guarantee, guarantee.ends_on)
    return (consent.share_pence - share_pence) * policy.parameter("cap_months")


def _programme_held_still(session: Session, ref: str) -> Programme:
    """The guarantee's programme. Held before the guarantee, as at issue, so that neither waits for the other."""
    code = guarantee_files.held(session, ref).programme
    return session.get_one(Programme, code, with_for_update=True)


def _check_ceiling(session: Session, programme: Programme, added_pence: int) -> None:
    if programme.ceiling_pence is not None and added_pence:
        committed = guarantee_files.committed(session, programme.code)
        if committed + added_pence > programme.ceiling_pence:
            raise CeilingPassed(programme.ceiling_pence, committed, added_pence)
