"""A claim on one page: its lines beside the rent record, papers, days, decision and payments, and what is next."""

import datetime as dt
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import MAY_SEE, Act, View, may
from guarantor.domain.claim_evidence import NEEDED
from guarantor.services.casework import timelines
from guarantor.services.claiming import claim_beside, claim_documents, deciders
from guarantor.services.claiming.claim_beside import Beside
from guarantor.services.rent_record import rent
from guarantor.web.acts_told import told
from guarantor.web.desk import Desk, desk
from guarantor.web.pages.claims.room import address_of, month_in_words, pages, time_left
from guarantor.web.showing import day, show

PAPERS = {
    "tenancy_agreement": "Tenancy agreement",
    "rent_schedule": "Rent schedule: what fell due and what was paid",
    "tenant_told": "Proof that the tenant was told of the arrears",
    "other": "Anything else",
}
"""The papers of a claim in words, by their codes."""


@pages.page("/claims/<claim:ref>", sees=View.MONEY)
def claim(ref: str) -> ResponseReturnValue:
    """The claim as it stands. Names and free text stand there for those alone who may see cases."""
    at = desk()
    words = bool(at.person.roles & MAY_SEE[View.CASES])
    held = claim_documents.shown(at.office, ref, words=words)
    beside = claim_beside.beside(at.office, at.person, ref)
    return show(
        "claims/claim.html",
        title=f"Claim {ref}",
        caption=", ".join(filter(None, (beside.case_ref, beside.young_person))),
        back=url_for("claims.claims"),
        ref=ref,
        claim=held,
        beside=beside,
        next=_next(at, ref, held, beside),
        lines=_lines(held, charges(at, beside.guarantee_ref)),
        papers=_papers(held),
        record_papers=may(at.person.roles, Act.RECORD_EVIDENCE),
        offered=_offered(at, ref, held, beside),
        history_entries=[
            (each.on, each.by or "by itself", told(each), each.words)
            for each in timelines.of_claim(at.office, ref, words=words)
        ],
        case_page=address_of("cases.case", ref=beside.case_ref) if words else None,
        guarantee_page=address_of("guarantees.guarantee", ref=beside.guarantee_ref) if words else None,
        letters_page=address_of("case_letters.letters", ref=beside.case_ref) if words else None,
        finance=bool(at.person.roles & MAY_SEE[View.PAYEES]),
        month_in_words=month_in_words,
        on=at.on,
    )


def charges(at: Desk, guarantee_ref: str) -> dict[str, dict[str, Any]]:
    """What fell due in each month and what of it is unpaid, as the rent record stands, by the month's code."""
    by_month: dict[str, dict[str, Any]] = {}
    for each in rent.statement(at.office, guarantee_ref, at.on, everything=True)["charges"]:
        found = by_month.setdefault(
            each["due_on"][:7], {"due_on": [], "amount_pence": 0, "unpaid_pence": 0, "heard_of": True}
        )
        found["due_on"].append(each["due_on"])
        found["amount_pence"] += _pence(each["amount"])
        found["unpaid_pence"] += _pence(each["unpaid"])
        found["heard_of"] = found["heard_of"] and each["heard_of"]
    return by_month


def _pence(amount: str) -> int:
    return int(amount.replace(".", ""))


def _lines(held: dict[str, Any], charged: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Each line with what the rent record holds of its month; None where nothing fell due."""
    return [{**line, "rent": charged.get(line["month"])} for line in held["lines"]]


def _papers(held: dict[str, Any]) -> list[dict[str, Any]]:
    """Every paper that is needed or was seen: what was seen, when, and whether it is missing."""
    rows = []
    for item, title in PAPERS.items():
        seen = [each for each in held["evidence"] if each["item"] == item]
        if seen or item in NEEDED:
            rows.append({"item": item, "title": title, "seen": seen, "missing": not seen})
    return rows


def _next(at: Desk, ref: str, held: dict[str, Any], beside: Beside) -> dict[str, Any]:
    """What comes next and whose it is: a sentence, and the step where it is this person's."""
    if held["status"] == "lodged":
        return _next_decision(at, ref, held)
    if held["dispute"] and held["dispute"]["open"]:
        by = dt.date.fromisoformat(held["dispute"]["answer_by"])
        says = f"The landlord disputes the decision. Another approver answers by {day(by)} ({time_left(at.on, by)})."
        step = _step(at, Act.ANSWER_DISPUTE, says, "Answer the dispute", url_for("claims.answer", ref=ref))
        return _unless(step, deciders.answer_left_to_another(at.office, at.person, ref), "answers")
    if beside.owed_pence:
        says = f"Finance pays by {day(beside.pay_by)} ({time_left(at.on, beside.pay_by)})."
        if beside.batch:
            says += f" It was handed to accounts payable in {beside.batch}."
        elif not beside.payee_confirmed:
            says += " No bank details are confirmed for this home yet."
        step = _step(at, Act.PAY_CLAIM, says, "Record the payment", url_for("finance.pay", ref=ref))
        decided = held["decision"]["decided_by"] == at.person.name
        return _unless(step, "decided it" if decided else None, "pays")
    return {"says": _settled(held), "text": "", "href": None, "not_yours": None}


def _settled(held: dict[str, Any]) -> str:
    if held["status"] == "paid":
        return f"Paid on {day(held['paid_on'])} as {held['reference']}."
    if held["status"] == "undone":
        return f"Its acceptance was undone. It was taken up again as {', '.join(held['reopened_as'])}."
    return "Nothing is left to pay."


def _next_decision(at: Desk, ref: str, held: dict[str, Any]) -> dict[str, Any]:
    receipt = held["receipt"]
    by = dt.date.fromisoformat(receipt["decide_by"]) if receipt else None
    says = "An approver decides the claim"
    says += f" by {day(by)} ({time_left(at.on, by)})." if by else "."
    step = _step(at, Act.DECIDE_CLAIM, says, "Decide the claim", url_for("claims.decide", ref=ref))
    return _unless(step, deciders.left_to_another(at.office, at.person, ref), "decides")


def _unless(step: dict[str, Any], did: str | None, does: str) -> dict[str, Any]:
    """The step; whoever did something before that another person must follow is told so instead."""
    if did is None or step["href"] is None:
        return step
    return {**step, "href": None, "not_yours": f"You {did}, so another person {does}."}


def _step(at: Desk, act: Act, says: str, text: str, href: str) -> dict[str, Any]:
    return {
        "says": says,
        "text": text,
        "href": href if may(at.person.roles, act) else None,
        "not_yours": None,
    }


def _offered(at: Desk, ref: str, held: dict[str, Any], beside: Beside) -> list[tuple[str, str]]:
    """What else the person can do on the claim as it stands."""
    decided, paid = held["decision"] is not None, held["status"] == "paid"
    stands = decided and held["status"] not in ("undone", "rejected", "paid")
    offered = [
        (Act.RECORD_EVIDENCE, held["status"] == "lodged", "Record a paper", "claims.evidence"),
        (
            Act.DISPUTE_CLAIM,
            bool(beside.dispute_by and beside.dispute_by >= at.on),
            "Record the landlord’s dispute",
            "claims.dispute",
        ),
        (
            Act.REWORD_REASON,
            decided and bool(held["decision"].get("not_for_landlords")),
            "Reword the reason",
            "claims.reword",
        ),
        (
            Act.PROPOSE_CLAIM_CORRECTION,
            stands and not beside.waiting,
            "Undo the acceptance",
            "claims.undo",
        ),
        (Act.RECORD_RETURNED_PAYMENT, paid, "The payment came back", "finance.came_back"),
        (Act.RECORD_RECOVERY, paid, "What is paid back", "finance.recovery_of"),
        (Act.PROPOSE_PAYEE, True, "Bank details", "finance.payee"),
    ]
    return [
        (text, url_for(endpoint, ref=beside.case_ref if endpoint == "finance.payee" else ref))
        for act, can, text, endpoint in offered
        if can and may(at.person.roles, act)
    ]
