"""Legal and advice costs of a case: proposed with a reason, approved within a limit, paid by somebody else.

The limit counts what was approved of the same kind for the same case. Costs above it are proposed as such, and then
it is the approver's confirmation that allows them.
"""

import datetime as dt
from typing import Any

from guarantor.domain import practice
from guarantor.domain.access import Act
from guarantor.domain.money import pounds
from guarantor.domain.refusals import CostNotPayable, CostOverLimit, SamePerson
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.postings import cost_approved, cost_paid
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.acts_of_two import propose
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import policies, programmes
from guarantor.storage import case_files, cost_files
from guarantor.storage.cost_files import Cost
from guarantor.storage.engine import Session, reading
from guarantor.storage.officers import names
from guarantor.storage.tables.people import PendingAct
from guarantor.storage.tables.turned_down import CaseCost, CostPayment

KINDS = ("legal", "advice")


def propose_cost(
    office: Office,
    person: Person,
    ref: str,
    kind: str,
    amount_pence: int,
    reason: str,
    on: dt.date,
    *,
    over_limit: bool = False,
    key: str | None = None,
) -> dict[str, Any]:
    """Propose that the council pays a cost of the case, incurred by a day. An approver confirms it.

    Answers with the pending act's number and the cost's reference. Raises CostOverLimit unless it is within the
    limit or proposed as over it, WrongInput for an unknown kind or an empty reason.
    """
    if kind not in KINDS:
        raise WrongInput.at("--kind", f"expected {' or '.join(KINDS)}, not {kind!r}")
    if not reason.strip():
        raise WrongInput.at("--reason", "expected what the cost is for")
    content = {"ref": ref, "kind": kind, "amount_pence": amount_pence, "over_limit": over_limit, "on": on}
    with doing(office, person, Act.PROPOSE_COST, on, key=key, content=content) as act:
        if act.answered is not None:
            return act.answered
        case_files.held(act.session, ref, to_change=True)
        if not over_limit:
            _check_limit(act, ref, kind, amount_pence)
        cost = f"{ref}/K{len(cost_files.of_case(act.session, ref)) + 1}"
        answer = propose(act, {"cost": cost, "amount_pence": amount_pence, "over_limit": over_limit})
        act.add(
            CaseCost(
                ref=cost,
                case_ref=ref,
                kind=kind,
                amount_pence=amount_pence,
                incurred_on=on,
                reason=reason.strip(),
                pending=int(answer["pending"][2:]),
                proposed_by=act.number,
                recorded_at=act.at,
            )
        )
        act.note(cost=cost, over_limit=over_limit)
        act.answer = {**answer, "cost": cost, "over_limit": over_limit}
        return act.answer


def approve(act: Doing, pending: PendingAct, content: dict[str, Any]) -> dict[str, Any]:
    """Complete a confirmed cost: the council owes it.

    Raises CostOverLimit where others were approved meanwhile and it was not proposed as over the limit.
    """
    cost = cost_files.proposed(act.session, pending.number)
    case_files.held(act.session, cost.case_ref, to_change=True)
    not_before(act, cost.incurred_on, "incurred")
    if not content["over_limit"]:
        _check_limit(act, cost.case_ref, cost.kind, cost.amount_pence, besides=cost.ref)
    deeds = case_files.guarantees(act.session, cost.case_ref)
    act.post(cost_approved(cost.ref, deeds[-1].ref if deeds else None, cost.amount_pence, act.on))
    act.note(cost=cost.ref, over_limit=content["over_limit"])
    return {"cost": cost.ref, "approved": pounds(cost.amount_pence), "over_limit": content["over_limit"]}


def pay(office: Office, person: Person, ref: str, reference: str, on: dt.date) -> dict[str, Any]:
    """Pay an approved cost. The reference is the key: sent twice, it is one payment.

    Raises SamePerson for whoever approved it, CostNotPayable, KeyUsedBefore where the reference paid another cost.
    """
    reference = reference.strip()
    if not 1 <= len(reference) <= 100:
        raise WrongInput.at("--reference", "expected the payment's reference, 1 to 100 characters")
    key, content = f"cost payment {reference}", {"cost": ref}
    with doing(office, person, Act.PAY_COST, on, key=key, content=content) as act:
        if act.answered is not None:
            return act.answered
        cost = cost_files.held(act.session, ref, to_change=True)
        act.subject = ref
        approved_by, guarantee = _payable(act, cost)
        act.add(
            CostPayment(
                cost_ref=ref,
                reference=reference,
                paid_on=on,
                approved_by=approved_by,
                paid_by=act.number,
                recorded_at=act.at,
            )
        )
        act.post(cost_paid(ref, guarantee, cost.held.amount_pence, on))
        act.answer = {"cost": ref, "paid": pounds(cost.held.amount_pence), "reference": reference}
        return act.answer


def listed(office: Office) -> list[dict[str, Any]]:
    """Every cost with its status and sums, without the reason: finance reads it too."""
    with reading(office.engine) as session:
        return [_without_reason(session, each) for each in cost_files.every(session)]


def of_case(office: Office, ref: str) -> list[dict[str, Any]]:
    """The costs of one case, as `listed` has them. Raises NotFound."""
    with reading(office.engine) as session:
        case_files.held(session, ref)
        return [_without_reason(session, each) for each in cost_files.of_case(session, ref)]


def _without_reason(session: Session, cost: Cost) -> dict[str, Any]:
    return {name: value for name, value in document(session, cost).items() if name != "reason"}


def document(session: Session, cost: Cost) -> dict[str, Any]:
    """A cost as JSON: what for, who proposed, approved and paid it, and when."""
    known = names(session)
    approved_by = cost.pending.confirmed_by
    return {
        "cost": cost.held.ref,
        "ref": cost.held.case_ref,
        "kind": cost.held.kind,
        "amount": pounds(cost.held.amount_pence),
        "status": cost.status,
        "incurred_on": cost.held.incurred_on.isoformat(),
        "reason": cost.held.reason,
        "pending": f"P-{cost.held.pending}",
        "proposed_by": known[cost.held.proposed_by],
        "approved_by": None if approved_by is None else known[approved_by],
        "approved_on": cost.approval.happened_on.isoformat() if cost.approval else None,
        "paid_by": known[cost.payment.paid_by] if cost.payment else None,
        "paid_on": cost.payment.paid_on.isoformat() if cost.payment else None,
        "reference": cost.payment.reference if cost.payment else None,
    }


def _check_limit(act: Doing, ref: str, kind: str, amount_pence: int, besides: str | None = None) -> None:
    before_pence = cost_files.approved_pence(act.session, ref, kind, besides)
    limit_pence = _limit_pence(act, ref, kind)
    if before_pence + amount_pence > limit_pence:
        raise CostOverLimit(ref, kind, limit_pence, before_pence, amount_pence)


def _limit_pence(act: Doing, ref: str, kind: str) -> int:
    """The policy's limit for advice, by which the case was assessed or else is in force; practice's for the rest."""
    if kind != "advice":
        return practice.figure("legal_cost_limit").value
    assessment = case_files.latest_assessment(act.session, ref)
    fingerprint = (
        assessment.policy_fingerprint
        if assessment
        else programmes.in_force(act.session, act.on).policy_fingerprint
    )
    return policies.stored(act.session, fingerprint).parameter("advice_cost_limit")


def _payable(act: Doing, cost: Cost) -> tuple[int, str | None]:
    """Who approved the cost, and the guarantee it stands beside. Raises unless the acting officer may pay it now."""
    if cost.payment is not None:
        paid = f"it was paid on {cost.payment.paid_on.isoformat()} as {cost.payment.reference}"
        raise CostNotPayable(cost.held.ref, paid)
    approved_by = cost.pending.confirmed_by
    if cost.approval is None or approved_by is None:
        raise CostNotPayable(cost.held.ref, "nobody has approved it")
    not_before(act, cost.approval.happened_on, "approved")
    if approved_by == act.number:
        raise SamePerson(names(act.session)[act.number], f"pay {cost.held.ref}", "approved it")
    return approved_by, cost.approval.guarantee_ref
