"""A landlord's claim: lodged by line and checked, decided by another person. Payment is in payments."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from guarantor.domain import claim_evidence
from guarantor.domain.access import Act, Role
from guarantor.domain.claim_evidence import EvidenceItem
from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import EndReason, GuaranteeStatus
from guarantor.domain.money import pounds
from guarantor.domain.refusals import (
    AlreadyDecided,
    ClaimExceedsCap,
    LineNotPayable,
    SamePerson,
    WrongStatus,
)
from guarantor.domain.task_kinds import TaskKind
from guarantor.domain.working_days import working_days_after
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.accounts import Account
from guarantor.ledger.claim_lines import LineCheck
from guarantor.ledger.postings import claim_accepted
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import policies
from guarantor.services.claiming import claim_documents
from guarantor.services.claiming.claim_checks import check
from guarantor.services.claiming.deciders import what_they_did
from guarantor.services.correspondence import discreet
from guarantor.services.guaranteeing.guarantees import end_guarantee
from guarantor.services.paying import payments
from guarantor.services.worktrays.tasks import close_task, open_task
from guarantor.storage import claim_chains, claim_files, guarantee_files
from guarantor.storage.officers import names
from guarantor.storage.tables.claims import AcceptedLine, Claim, ClaimDecision, ClaimLine
from guarantor.storage.tables.disputes import ClaimEvidence, ClaimReceipt
from guarantor.storage.tables.guarantees import Guarantee


def lodge(
    office: Office,
    person: Person,
    ref: str,
    lines: Mapping[Month, int],
    on: dt.date,
    key: str | None,
    late_reason: str | None = None,
) -> dict[str, Any]:
    """Lodge a landlord's claim: pence by month. Each line is checked at once; failing lines are kept too.

    `late_reason` says why the landlord reported late, where there is a good reason. Answers with the receipt: who
    decides, and by when. Raises WrongStatus unless the guarantee was in force, WrongInput where no line is given or
    the day is before the last of the three signed the deed.
    """
    if not lines:
        raise WrongInput.at("--line", "expected at least one line such as 2018-09=520.00")
    by_month = {str(month): pence for month, pence in lines.items()}
    content: dict[str, Any] = {"ref": ref, "lines": by_month, "on": on}
    late_reason = (late_reason or "").strip() or None
    if late_reason is not None:
        # The words stand in a row that can be erased; the key's digest only knows that there were some.
        content["late"] = True
    with doing(office, person, Act.LODGE_CLAIM, on, key=key, content=content) as act:
        if act.answered is not None:
            return act.answered
        guarantee = guarantee_files.held(act.session, ref, to_change=True)
        _check_in_force(act, guarantee)
        claim = enter_claim(act, guarantee, lines, act.number, late_reason)
        act.subject = claim.ref
        # Read once, for check and answer; the claim takes up no other, and nothing has been seen for it yet.
        receipt = claim_chains.receipt(act.session, claim.ref)
        checks = check(act.session, claim, chain=[claim])
        act.answer = {
            "claim": claim.ref,
            "claimed": pounds(sum(lines.values())),
            "payable": pounds(sum(line.payable_pence for line in checks)),
            "receipt": claim_documents.receipt_document(receipt),
            "evidence_missing": claim_evidence.missing([]),
            "lines": [claim_documents.line_document(line) for line in checks],
        }
        return act.answer


def enter_claim(
    act: Doing, guarantee: Guarantee, lines: Mapping[Month, int], lodged_by: int, late_reason: str | None
) -> Claim:
    """Write a claim down with its receipt, and open the task of whoever decides it."""
    number = claim_files.last_number(act.session, guarantee.ref) + 1
    claim = act.add(
        Claim(
            ref=f"{guarantee.ref}/C{number}",
            guarantee_ref=guarantee.ref,
            number=number,
            lodged_on=act.on,
            lodged_by=lodged_by,
            recorded_at=act.at,
        )
    )
    for month, claimed_pence in sorted(lines.items()):
        act.add(ClaimLine(claim_ref=claim.ref, month=str(month), claimed_pence=claimed_pence))
    policy = policies.stored(act.session, guarantee.policy_fingerprint)
    decide_by_on = working_days_after(act.on, policy.parameter("decide_within_working_days"))
    act.add(
        ClaimReceipt(
            claim_ref=claim.ref,
            owner_role=Role.APPROVER,
            decide_by_on=decide_by_on,
            late_reason=late_reason,
            recorded_at=act.at,
        )
    )
    _open_task(act, guarantee, TaskKind.DECIDE_CLAIM, claim.ref, f"decide {claim.ref}", decide_by_on)
    return claim


def record_evidence(
    office: Office, person: Person, claim_ref: str, item: EvidenceItem, evidence: str, on: dt.date
) -> dict[str, Any]:
    """Record that a paper of the claim was seen. Answers with what is still missing.

    Raises WrongInput where it is not said what was seen, or for a day before the lodging.
    """
    if not evidence.strip():
        raise WrongInput.at("--evidence", "expected what was seen, and where it is kept")
    with doing(office, person, Act.RECORD_EVIDENCE, on) as act:
        claim = claim_files.held(act.session, claim_ref)
        act.subject = claim_ref
        not_before(act, claim.lodged_on, "lodged")
        act.add(
            ClaimEvidence(
                claim_ref=claim_ref,
                item=item,
                evidence=evidence.strip(),
                seen_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        act.note(item=item)
        missing = claim_documents.evidence_missing(act.session, claim)
        return {"claim": claim_ref, "item": item, "evidence_missing": missing}


def decide(
    office: Office,
    person: Person,
    claim_ref: str,
    accepts: Mapping[Month, int],
    reason: str | None,
    on: dt.date,
) -> dict[str, Any]:
    """Accept a claim's lines in whole or part, or reject it where `accepts` is empty (with the reason).

    The lines are checked again in the transaction. Unless all is rejected, the landlord keeps of the deposit what it
    meets of the accepted lines and of those that it meets whole; where it meets every line, one is accepted with 0.
    Raises SamePerson for whoever lodged it, or decided before what it takes up; AlreadyDecided, LineNotPayable,
    ClaimExceedsCap; WrongInput for an unknown line, a missing reason or words that the landlord may not read.
    """
    discreet.check("--reason", reason)
    with doing(office, person, Act.DECIDE_CLAIM, on) as act:
        claim = claim_files.held(act.session, claim_ref)
        guarantee = guarantee_files.held(act.session, claim.guarantee_ref, to_change=True)
        act.subject = claim_ref
        chain = claim_chains.chain(act.session, claim)
        _check_decider(act, claim, chain)
        not_before(act, claim.lodged_on, "lodged")
        total_pence = sum(accepts.values())
        left_pence = guarantee_files.balance(act.session, Account.COMMITMENT, guarantee.ref)
        claimed = claim_files.claimed(act.session, claim_ref)
        checks = _checked(act, chain, claimed, accepts, left_pence)
        of_the_deposit = {line.month: line.deposit_pence for line in checks if line.deposit_pence}
        outcome = _outcome(claimed, accepts, of_the_deposit)
        if outcome != "accepted" and not (reason and reason.strip()):
            raise WrongInput.at("--reason", "expected the reason why not all of it is accepted")
        missing = claim_documents.evidence_missing(act.session, claim, chain)
        _store_decision(act, claim, outcome, accepts, reason)
        act.note(outcome=outcome, evidence_missing=missing)
        act.post(claim_accepted(guarantee.ref, claim_ref, total_pence, on, of_the_deposit))
        if total_pence:
            due_on = payments.due_from(act.session, guarantee, on)
            _open_task(act, guarantee, TaskKind.PAY_CLAIM, claim_ref, f"pay {claim_ref} 1", due_on)
        uses_up = 0 < total_pence == left_pence
        if uses_up and guarantee_files.status(act.session, guarantee.ref) is GuaranteeStatus.ACTIVE:
            end_guarantee(act, guarantee, EndReason.CAP_USED_UP)
            act.subject = claim_ref
        return {
            "claim": claim_ref,
            "outcome": outcome,
            "accepted": pounds(total_pence),
            "of_the_deposit": pounds(sum(of_the_deposit.values())),
            "evidence_missing": missing,
        }


def _check_in_force(act: Doing, guarantee: Guarantee) -> None:
    deed_on = guarantee_files.deed_on(act.session, guarantee.ref)
    if deed_on is None:
        status = guarantee_files.status(act.session, guarantee.ref)
        raise WrongStatus(guarantee.ref, status, [GuaranteeStatus.ACTIVE])
    not_before(act, deed_on, "signed by all three")


def _check_decider(act: Doing, claim: Claim, chain: Sequence[Claim]) -> None:
    decision = act.session.get(ClaimDecision, claim.ref)
    if decision is not None:
        raise AlreadyDecided(claim.ref, decision.outcome)
    if (did := what_they_did(act.session, claim, chain, act.number)) is not None:
        raise SamePerson(names(act.session)[act.number], f"decide {claim.ref}", did)


def _checked(
    act: Doing,
    chain: Sequence[Claim],
    claimed: Mapping[Month, int],
    accepts: Mapping[Month, int],
    left_pence: int,
) -> list[LineCheck]:
    """The checks of the lines that are accepted, each within what it allows, and of those the deposit meets whole."""
    claim = chain[-1]
    unknown = accepts.keys() - claimed.keys()
    if unknown:
        raise WrongInput.at("--accept", f"expected a line of {claim.ref}, and {min(unknown)} is none")
    total_pence = sum(accepts.values())
    if total_pence > left_pence:
        raise ClaimExceedsCap(claim.guarantee_ref, total_pence, left_pence)
    if not accepts:
        return []
    every = check(act.session, claim, claimed, chain)
    met_whole = {line.month for line in every if line.deposit_pence and not line.payable_pence}
    taken = accepts.keys() | met_whole
    some = {month: pence for month, pence in claimed.items() if month in taken}
    checks = every if some == claimed else check(act.session, claim, some, chain)
    for line in checks:
        asked_pence = accepts.get(line.month, 0)
        if asked_pence > line.payable_pence:
            raise LineNotPayable(claim.ref, str(line.month), asked_pence, line.payable_pence, line.failed)
        if asked_pence == 0 and line.deposit_pence == 0:
            raise WrongInput.at(
                f"--accept {line.month}", "expected an amount above zero, since the deposit meets none of it"
            )
    return checks


def _outcome(
    claimed: Mapping[Month, int], accepts: Mapping[Month, int], of_the_deposit: Mapping[Month, int]
) -> str:
    if not accepts:
        return "rejected"
    whole = all(
        accepts.get(month, 0) + of_the_deposit.get(month, 0) == pence for month, pence in claimed.items()
    )
    return "accepted" if whole else "part_accepted"


def _store_decision(
    act: Doing, claim: Claim, outcome: str, accepts: Mapping[Month, int], reason: str | None
) -> None:
    act.add(
        ClaimDecision(
            claim_ref=claim.ref,
            outcome=outcome,
            reason=reason.strip() if reason else None,
            decided_on=act.on,
            lodged_by=claim.lodged_by,
            decided_by=act.number,
            recorded_at=act.at,
        )
    )
    for month, accepted_pence in sorted(accepts.items()):
        if accepted_pence:
            act.add(AcceptedLine(claim_ref=claim.ref, month=str(month), accepted_pence=accepted_pence))
    close_task(act, f"decide {claim.ref}")


def _open_task(
    act: Doing, guarantee: Guarantee, kind: TaskKind, claim_ref: str, basis: str, due_on: dt.date
) -> None:
    open_task(
        act,
        kind,
        basis,
        due_on,
        case_ref=guarantee.case_ref,
        guarantee_ref=guarantee.ref,
        claim_ref=claim_ref,
    )
