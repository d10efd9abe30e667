"""Beside a claim's decision: papers seen, the dispute and its answer, a reason reworded, an acceptance undone."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.domain.claim_evidence import EvidenceItem
from guarantor.services.claiming import (
    claim_beside,
    claim_corrections,
    claim_documents,
    claims,
    deciders,
    disputes,
)
from guarantor.services.correspondence import rewording
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.pages.claims.claim import PAPERS
from guarantor.web.pages.claims.room import heading, pages
from guarantor.web.showing import done, money, show


class Seen(Dated):
    """A paper of the claim that somebody has seen."""

    item = fields.one_of("Which paper?", list(PAPERS.items()), needed="Choose which paper")
    evidence = fields.words(
        "What did you see, and where is it kept?",
        hint="For example: agreement signed on 1 August 2018, in the case folder",
        needed="Say what you saw and where it is kept",
        rows=3,
    )
    on = fields.day("When was it seen?", needed="Enter the day on which it was seen")


class Disputed(Dated):
    """The landlord does not agree."""

    reason = fields.words(
        "Why does the landlord not agree?",
        hint="In their own words where you can",
        needed="Say why the landlord does not agree",
    )
    on = fields.day("When did they tell us?", needed="Enter the day on which they told us")


class Answered(Dated):
    """What is answered to the dispute."""

    called = {"OUTCOME": "outcome", "--why": "why_late"}  # noqa: RUF012 - declared as a mapping by Form
    outcome = fields.one_of(
        "What do you answer?",
        [
            ("stands", "The decision stands"),
            ("reopened", "The claim is taken up again, and another approver decides what it left open"),
        ],
        needed="Choose what you answer",
    )
    reason = fields.words(
        "Why?",
        hint="The landlord is told this: nothing that tells of the tenant’s age or background",
        needed="Say why; the landlord is told",
    )
    on = fields.day("Date of the answer", needed="Enter the date of the answer")


class Reworded(Dated):
    """The reason of the decision in other words."""

    reason = fields.words(
        "What is the landlord told?",
        hint="The same reason, without anything that tells of the tenant’s age or background",
        needed="Enter the reason in words that the landlord may read",
    )
    on = fields.day("Date", needed="Enter the date")


class Undone(Dated):
    """The acceptance was wrong."""

    reason = fields.words("Why was the acceptance wrong?", needed="Say why the acceptance was wrong")
    on = fields.day("Date", needed="Enter the date")


@pages.page("/claims/<claim:ref>/evidence", does=Act.RECORD_EVIDENCE)
def evidence(ref: str) -> ResponseReturnValue:
    """Record that a paper was seen; the next one that is missing is offered at once."""
    at = desk()
    missing = claim_documents.shown(at.office, ref)["evidence_missing"]
    wanted = request.args.get("item", missing[0] if missing else "other")
    form: Any = Seen(item=wanted if wanted in PAPERS else "other")
    if form.sent():
        item = EvidenceItem(form.item.data)
        seen = claims.record_evidence(at.office, at.person, ref, item, form.evidence.data, form.on.data)
        still = seen["evidence_missing"]
        if still:
            says = f"{PAPERS[item]}: recorded. Still missing: {', '.join(PAPERS[each].lower() for each in still)}"
        else:
            says = f"{PAPERS[item]}: recorded. Every paper that the claim needs has been seen"
        return done(says, url_for("claims.claim", ref=ref))
    held = claim_beside.beside(at.office, at.person, ref)
    return show("claims/evidence.html", title="Record a paper of the claim", form=form, **heading(ref, held))


@pages.page("/claims/<claim:ref>/dispute", does=Act.DISPUTE_CLAIM)
def dispute(ref: str) -> ResponseReturnValue:
    """Record for the landlord that they do not agree."""
    at = desk()
    form: Any = Disputed()
    if form.sent():
        raised = disputes.dispute(at.office, at.person, ref, form.reason.data, form.on.data)
        says = f"The dispute of {money(raised['disputed'])} is recorded. Another approver answers it"
        return done(says, url_for("claims.claim", ref=ref))
    held = claim_beside.beside(at.office, at.person, ref)
    return show(
        "claims/dispute.html",
        title="Record the landlord’s dispute",
        form=form,
        held=held,
        **heading(ref, held),
    )


@pages.page("/claims/<claim:ref>/answer", does=Act.ANSWER_DISPUTE)
def answer(ref: str) -> ResponseReturnValue:
    """Answer the dispute, by another approver than the one who decided."""
    at = desk()
    form: Any = Answered()
    if form.sent():
        given = disputes.answer(at.office, at.person, ref, form.outcome.data, form.reason.data, form.on.data)
        again = given["reopened_as"]
        says = f"The claim is taken up again as {again}" if again else "The decision stands"
        return done(says, url_for("claims.claim", ref=again or ref))
    held = claim_beside.beside(at.office, at.person, ref)
    return show(
        "claims/answer.html",
        title="Answer the landlord’s dispute",
        form=form,
        claim=claim_documents.shown(at.office, ref),
        did=deciders.answer_left_to_another(at.office, at.person, ref),
        **heading(ref, held),
    )


@pages.page("/claims/<claim:ref>/reword", does=Act.REWORD_REASON)
def reword(ref: str) -> ResponseReturnValue:
    """Put the reason of the decision in words that the landlord may read."""
    at = desk()
    form: Any = Reworded()
    if form.sent():
        rewording.reword_claim(at.office, at.person, ref, form.reason.data, form.on.data)
        return done("The reason is reworded. The letter can be made now", url_for("claims.claim", ref=ref))
    held = claim_beside.beside(at.office, at.person, ref)
    return show(
        "claims/reword.html",
        title="Reword the reason",
        form=form,
        decision=claim_documents.shown(at.office, ref)["decision"],
        **heading(ref, held),
    )


@pages.page("/claims/<claim:ref>/undo", does=Act.PROPOSE_CLAIM_CORRECTION)
def undo(ref: str) -> ResponseReturnValue:
    """Propose to undo an acceptance; another approver confirms."""
    at = desk()
    form: Any = Undone()
    if form.sent():
        proposed = claim_corrections.propose_undo(at.office, at.person, ref, form.reason.data, form.on.data)
        says = f"Proposed as {proposed['pending']}. Nothing changes until another approver confirms it"
        return done(says, url_for("claims.claim", ref=ref))
    held = claim_beside.beside(at.office, at.person, ref)
    return show("claims/undo.html", title="Undo the acceptance", form=form, held=held, **heading(ref, held))
