"""Acts as a case's timeline tells them: one plain sentence for each, made of codes. It knows no names and no words."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.money import pounds
from guarantor.services.casework.timelines import Entry
from guarantor.web.showing import KENT, money, plain

_PLAIN: Mapping[str, str] = {
    Act.ADD_CASE: "Case opened",
    Act.IMPORT_APPLICATIONS: "Case opened by an import",
    Act.ADD_NOTE: "Note",
    Act.STORE_EVIDENCE: "Evidence file stored",
    Act.SUBMIT_CASE: "Application handed in",
    Act.REVISE_CASE: "Application corrected",
    Act.LAPSE_APPROVAL: "Approval in principle lapsed",
    Act.WITHDRAW_CASE: "Application withdrawn",
    Act.JOIN_WAITING: "Put on the waiting list",
    Act.SKIP_WAITING: "Others may pass it on the waiting list",
    Act.ASK_FOR_REVIEW: "Review of the refusal asked for",
    Act.RECORD_COMPLAINT: "Complaint received",
    Act.PROPOSE_EXCEPTION: "Exception proposed",
    Act.CONFIRM_EXCEPTION: "Exception confirmed: approved",
    Act.PROPOSE_COST: "Cost proposed",
    Act.CONFIRM_COST: "Cost approved",
    Act.PAY_COST: "Cost paid",
    Act.IMPORT_STATEMENTS: "Rent written down by an import",
    Act.PROPOSE_END: "Early end proposed",
    Act.CONFIRM_END: "Early end confirmed",
    Act.ASK_FOR_TRANSFER: "New deed asked for: the young person moves",
    Act.OPEN_CHANGE: "Change opened for review",
    Act.PAUSE_WARNINGS: "Early warnings rest",
    Act.CORRECT_RENT: "Rent entry corrected",
    Act.STATE_DEPOSIT: "Deposit stated",
    Act.LODGE_CLAIM: "Claim lodged",
    Act.PAY_CLAIM: "Claim paid",
    Act.DISPUTE_CLAIM: "Claim's decision disputed",
    Act.PROPOSE_CLAIM_CORRECTION: "Undoing an acceptance proposed",
    Act.CONFIRM_CLAIM_CORRECTION: "Acceptance undone",
    Act.REWORD_REASON: "Reason put in words that the landlord may read",
    Act.PROPOSE_PAYEE: "Bank details entered",
    Act.CONFIRM_PAYEE: "Bank details confirmed",
    Act.RECORD_RETURNED_PAYMENT: "Payment came back",
    Act.AGREE_RECOVERY_PLAN: "Plan to pay back agreed",
    Act.RECORD_RECOVERY: "Paid back",
    Act.GRANT_BREATHING_SPACE: "Breathing space granted",
    Act.PROPOSE_WRITE_OFF: "Write-off proposed",
    Act.CONFIRM_WRITE_OFF: "Written off",
    Act.STORE_EXECUTED_COPY: "Signed copy stored",
    Act.COMPARE_EXECUTED_COPY: "Signed copy compared and confirmed",
    Act.TAKE_BACK_EXECUTED_COPY: "Signed copy taken back",
    Act.RELEASE_COMMITMENT: "What can no longer be called is released",
    Act.ISSUE_GUARANTEE: "Guarantee issued",
    Act.CHARGE_RENT: "Rent fell due",
    Act.RECORD_RENT_PAYMENT: "Rent paid",
    Act.ERASE_PERSON: "Personal data erased",
    Act.ANSWER_ACCESS_REQUEST: "Copy of what is held given out",
    Act.REAPPLY_ERASURES: "Erased again after a restore",
    Act.PUT_HOLD: "Legal hold put",
    Act.LIFT_HOLD: "Legal hold lifted",
}

_OF_CODES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    Act.ASSESS_CASE: lambda codes: f"Assessed: {_code(codes, 'outcome')}",
    Act.DECIDE_CASE: lambda codes: f"Decided: {_code(codes, 'decision')}",
    Act.REVIEW_REFUSAL: lambda codes: f"Refusal reviewed: {_code(codes, 'outcome')}",
    Act.ANSWER_COMPLAINT: lambda codes: f"Complaint answered: {_code(codes, 'outcome')}",
    Act.RECORD_GATE_ITEM: lambda codes: f"Seen before issue: {_code(codes, 'item')}",
    Act.RECORD_SIGNATURE: lambda codes: f"Deed signed: {_code(codes, 'party')}",
    Act.CORRECT_SIGNATURE: lambda codes: f"Signature put right: {_code(codes, 'party')}",
    Act.END_GUARANTEE: lambda codes: f"Guarantee ended: {_code(codes, 'reason')}",
    Act.DECIDE_CHANGE: lambda codes: f"Change decided: {_code(codes, 'decision')}",
    Act.RECORD_SILENCE: lambda codes: f"Nothing heard of the rent of {codes.get('month', '')}",
    Act.RECORD_MISSED_RENT: lambda codes: f"Rent of {codes.get('month', '')} reported missed",
    Act.RECORD_EVIDENCE: lambda codes: f"Evidence seen: {_code(codes, 'item')}",
    Act.DECIDE_CLAIM: lambda codes: f"Claim decided: {_code(codes, 'outcome')}",
    Act.ANSWER_DISPUTE: lambda codes: f"Dispute answered: {_code(codes, 'outcome')}",
    Act.ISSUE_LETTER: lambda codes: f"Letter made: {_code(codes, 'kind')}",
    Act.RECORD_DISPATCH: lambda codes: f"Paper sent: {_code(codes, 'how')}",
    Act.RECORD_RETURNED_LETTER: lambda codes: f"Paper came back: {_code(codes, 'reason')}",
    Act.WITHDRAW_PAPER: lambda codes: f"Paper withdrawn: {_code(codes, 'reason')}",
    Act.RESTRICT_CASE: lambda codes: f"Who may see the case: {_code(codes, 'step')}",
}
_OF_TASKS = {
    Act.OPEN_TASK: "Task opened",
    Act.ASSIGN_TASK: "Task given to somebody",
    Act.CLOSE_TASK: "Task closed",
}


def told(entry: Entry) -> str:
    """What an entry of a timeline says, with its sum and what it is about; an unknown act by its own name."""
    if entry.first_entry:
        said = "Application entered"
    elif entry.act in _OF_TASKS:
        said = f"{_OF_TASKS[Act(entry.act)]}: {_lower(entry.task)}"
    elif entry.act in _OF_CODES:
        said = _OF_CODES[entry.act](entry.codes)
    else:
        said = _PLAIN.get(entry.act, plain(entry.act))
    amount = "" if entry.amount_pence is None else f", {money(pounds(entry.amount_pence))}"
    about = "" if entry.about.startswith("P-") or "/" not in entry.about else f" ({entry.about})"
    return f"{said}{amount}{about}"


def dated(entry: Entry) -> dt.date | dt.datetime:
    """When an entry happened: to the minute where it was written down on the day it is dated on, else that day."""
    return entry.at if entry.at.astimezone(KENT).date() == entry.on else entry.on


def _code(codes: Mapping[str, Any], name: str) -> str:
    return _lower(codes.get(name))


def _lower(code: object) -> str:
    return str(code or "").replace("_", " ").replace("-", " ")
