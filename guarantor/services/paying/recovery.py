"""Paying back what the council paid, where the policy asks for it: plans, money that comes back, breathing space.

Money from a landlord who was paid too much is taken under every policy, since it repays no help. Money from a young
person is taken only where the policy asks for repayment: where it asks for none, none is taken, so that nobody is
made to feel that it was asked for after all.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal

from guarantor.domain import practice
from guarantor.domain.access import Act
from guarantor.domain.money import pounds, spoken
from guarantor.domain.refusals import AlreadyDone, MoreThanIsLeft, NotRecoverable
from guarantor.domain.task_kinds import TaskKind
from guarantor.domain.working_days import working_days_after
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.instalments import InstalmentState, Promise, Space, check_plan, states
from guarantor.ledger.postings import Kind, recovered, recovery_agreed
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import policies
from guarantor.services.worktrays.tasks import open_task
from guarantor.storage import claim_files, guarantee_files, recovery_files, task_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.claims import Claim
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.recovery import BreathingSpace, Instalment, RecoveryPlan

Payer = Literal["landlord", "young_person"]


def agree_plan(
    office: Office, person: Person, claim_ref: str, promises: Sequence[Promise], on: dt.date
) -> dict[str, Any]:
    """Agree with the young person by when what was paid on the claim is paid back; it replaces an earlier plan.

    Raises NotRecoverable where the policy asks for none, or nothing is left; AlreadyDone where the plan stands as
    it is; WrongInput where the instalments are not all that is left, or one lies before the plan.
    """
    ordered = check_plan(promises, on, "--instalment")
    with doing(office, person, Act.AGREE_RECOVERY_PLAN, on) as act:
        claim, guarantee = _held(act, claim_ref)
        _check_asked_for(act.session, guarantee, claim_ref)
        not_before(act, _paid_on(act.session, claim), "paid")
        earlier = recovery_files.plan(act.session, claim_ref)
        if earlier is not None:
            not_before(act, earlier.agreed_on, "agreed last")
        if earlier is not None and _promises(act.session, earlier) == ordered:
            raise AlreadyDone(f"{claim_ref} has this plan since {earlier.agreed_on.isoformat()}")
        left_pence = not_paid_back_pence(act.session, claim_ref)
        if left_pence == 0:
            raise NotRecoverable(claim_ref, "nothing of it is left to pay back")
        promised_pence = sum(each.amount_pence for each in ordered)
        if promised_pence != left_pence:
            raise WrongInput.at(
                "--instalment",
                f"expected instalments of {spoken(left_pence)} in all, which is left, not {spoken(promised_pence)}",
            )
        _store_plan(act, claim_ref, ordered)
        added_pence = left_pence - recovery_files.recoverable_pence(act.session, claim_ref)
        if added_pence:
            act.post(recovery_agreed(guarantee.ref, claim_ref, added_pence, on))
        return {
            "claim": claim_ref,
            "recoverable": pounds(left_pence),
            "instalments": [
                {"due_on": each.due_on.isoformat(), "amount": pounds(each.amount_pence)} for each in ordered
            ],
        }


def recover(
    office: Office,
    person: Person,
    claim_ref: str,
    amount_pence: int,
    payer: Payer,
    on: dt.date,
    key: str | None,
) -> dict[str, Any]:
    """Record money that came back on a paid claim; as much less is to be paid back under a plan.

    Raises NotRecoverable where the claim is not paid, or money comes from a young person whom the policy does not
    ask; MoreThanIsLeft for more than was paid and has not come back.
    """
    content = {"claim": claim_ref, "amount_pence": amount_pence, "from": payer, "on": on}
    with doing(office, person, Act.RECORD_RECOVERY, on, key=key, content=content) as act:
        if act.answered is not None:
            return act.answered
        claim, guarantee = _held(act, claim_ref)
        not_before(act, _paid_on(act.session, claim), "paid")
        if payer == "young_person":
            _check_asked_for(act.session, guarantee, claim_ref)
        back_pence = recovery_files.moved(act.session, Kind.RECOVERED, claim_ref)
        out_pence = _paid_pence(act.session, claim_ref) - back_pence
        if amount_pence > out_pence:
            raise MoreThanIsLeft(claim_ref, amount_pence, out_pence)
        of_the_plan_pence = min(amount_pence, recovery_files.recoverable_pence(act.session, claim_ref))
        act.post(recovered(guarantee.ref, claim_ref, amount_pence, of_the_plan_pence, on, payer))
        act.answer = {
            "claim": claim_ref,
            "recovered": pounds(amount_pence),
            "from": payer,
            "paid_back": pounds(back_pence + amount_pence),
            "not_paid_back": pounds(out_pence - amount_pence),
        }
        return act.answer


def grant_breathing_space(
    office: Office,
    person: Person,
    claim_ref: str,
    from_on: dt.date,
    until_on: dt.date,
    reason: str,
    on: dt.date,
) -> dict[str, Any]:
    """Ask for no instalment between two days, both included. What falls due in between is asked for afterwards.

    Raises NotRecoverable where no plan asks for anything, WrongInput for days in the wrong order or no reason.
    """
    if until_on < from_on:
        raise WrongInput.at("--until", f"expected {from_on.isoformat()} or later, the first day")
    if not reason.strip():
        raise WrongInput.at("--reason", "expected why no instalment is asked for")
    with doing(office, person, Act.GRANT_BREATHING_SPACE, on) as act:
        _held(act, claim_ref)
        if recovery_files.recoverable_pence(act.session, claim_ref) == 0:
            raise NotRecoverable(claim_ref, "no plan asks for anything")
        act.add(
            BreathingSpace(
                claim_ref=claim_ref,
                from_on=from_on,
                until_on=until_on,
                reason=reason.strip(),
                officer=act.number,
                recorded_at=act.at,
            )
        )
        act.note(from_on=from_on.isoformat(), until_on=until_on.isoformat())
        return {"claim": claim_ref, "from": from_on.isoformat(), "until": until_on.isoformat()}


def note_missed(office: Office, on: dt.date) -> list[dict[str, Any]]:
    """Open a task for each instalment that is missed on a day, an act for each; answers with what was opened.

    Run again it opens nothing twice, and a missed day is caught up. A task is dated on the first day on which the
    instalment was missed. Within a breathing space, and while the claim's payment has come back, there is none.
    """
    with reading(office.engine) as session:
        missed = [
            (claim_ref, basis, state)
            for claim_ref in recovery_files.planned_claims(session)
            for basis, state in _missed(session, claim_ref, on)
        ]
    opened = [_open_missed(office, *each) for each in missed]
    return [each for each in opened if each is not None]


def plan_states(session: Session, claim_ref: str, on: dt.date) -> list[InstalmentState]:
    """The plan that counts on a day, instalment by instalment; empty where there is none."""
    plan = recovery_files.plan(session, claim_ref, on)
    if plan is None:
        return []
    promises = _promises(session, plan)
    left_pence = recovery_files.recoverable_pence(session, claim_ref, on)
    met_pence = sum(each.amount_pence for each in promises) - left_pence
    given = recovery_files.breathing_spaces(session, claim_ref)
    return states(promises, met_pence, [Space(each.from_on, each.until_on) for each in given], on)


def asks_for_repayment(session: Session, guarantee: Guarantee) -> bool:
    """Whether the guarantee's own policy asks the young person to pay back what the council paid."""
    return policies.stored(session, guarantee.policy_fingerprint).choice("repayment") != "none"


def not_paid_back_pence(session: Session, claim_ref: str) -> int:
    """What was paid on a claim and has neither come back nor been written off, in pence."""
    gone = (Kind.RECOVERED, Kind.WRITTEN_OFF)
    back_pence = sum(recovery_files.moved(session, kind, claim_ref) for kind in gone)
    return max(_paid_pence(session, claim_ref) - back_pence, 0)


def _held(act: Doing, claim_ref: str) -> tuple[Claim, Guarantee]:
    claim = claim_files.held(act.session, claim_ref)
    act.subject = claim_ref
    return claim, guarantee_files.held(act.session, claim.guarantee_ref, to_change=True)


def _check_asked_for(session: Session, guarantee: Guarantee, claim_ref: str) -> None:
    if not asks_for_repayment(session, guarantee):
        raise NotRecoverable(claim_ref, "its policy asks for no repayment by the young person")


def _paid_pence(session: Session, claim_ref: str) -> int:
    payment = claim_files.payment(session, claim_ref)
    return payment.amount_pence if payment else 0


def _paid_on(session: Session, claim: Claim) -> dt.date:
    payment = claim_files.payment(session, claim.ref)
    if payment is None:
        raise NotRecoverable(claim.ref, "nothing is paid on it")
    return payment.paid_on


def _promises(session: Session, plan: RecoveryPlan) -> list[Promise]:
    held = recovery_files.instalments(session, plan.id)
    return [Promise(each.due_on, each.amount_pence) for each in held]


def _store_plan(act: Doing, claim_ref: str, ordered: Sequence[Promise]) -> None:
    plan = act.add(
        RecoveryPlan(claim_ref=claim_ref, agreed_on=act.on, officer=act.number, recorded_at=act.at)
    )
    for number, promise in enumerate(ordered, start=1):
        act.add(
            Instalment(plan=plan.id, number=number, due_on=promise.due_on, amount_pence=promise.amount_pence)
        )
    act.note(plan=plan.id, instalments=len(ordered))


def _missed(session: Session, claim_ref: str, on: dt.date) -> list[tuple[str, InstalmentState]]:
    """The instalments missed on a day for which no task was opened, each with the basis of its task."""
    plan = recovery_files.plan(session, claim_ref, on)
    if plan is None or claim_files.payment(session, claim_ref) is None:
        return []
    missed = [
        (f"instalment {claim_ref} {plan.id}/{state.number}", state)
        for state in plan_states(session, claim_ref, on)
        if state.missed
    ]
    return [(basis, state) for basis, state in missed if task_files.by_basis(session, basis) is None]


class _Overtaken(Exception):
    """Another run opened the task meanwhile: the act is left without a trace."""


def _open_missed(office: Office, claim_ref: str, basis: str, state: InstalmentState) -> dict[str, Any] | None:
    try:
        with doing(office, None, Act.OPEN_TASK, state.asked_on + dt.timedelta(days=1)) as act:
            _, guarantee = _held(act, claim_ref)
            is_new = open_task(
                act,
                TaskKind.MISSED_INSTALMENT,
                basis,
                working_days_after(act.on, practice.figure("missed_instalment_working_days").value),
                case_ref=guarantee.case_ref,
                guarantee_ref=guarantee.ref,
                claim_ref=claim_ref,
            )
            if not is_new:
                raise _Overtaken
    except _Overtaken:
        return None
    return {"claim": claim_ref, "missed_instalment": state.number, "due_on": state.due_on.isoformat()}
