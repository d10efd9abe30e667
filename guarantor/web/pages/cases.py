"""A case on one page: who, where, how it stands, what comes next and whose that is; and its whole timeline.

Shows what services answer and leads to the acts, which have pages of their own.
"""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import MAY_SEE, Act, View, may
from guarantor.domain.lifecycle import MAY_FOLLOW, CaseStatus, GuaranteeStatus
from guarantor.services.casework import overviews, timelines
from guarantor.services.casework.next_steps import Standing
from guarantor.web import leading
from guarantor.web.access import Pages
from guarantor.web.acts_told import dated, told
from guarantor.web.case_caption import caption
from guarantor.web.desk import Desk, desk
from guarantor.web.showing import pages_of, show

pages = Pages("cases", __name__)

LATEST = 8
"""How many entries of the timeline the case's own page shows."""

_LEADS_TO = {
    Act.SUBMIT_CASE: ("Go on with the application", "applications.parts"),
    Act.ASSESS_CASE: ("Assess", "case_decisions.assess"),
    Act.DECIDE_CASE: ("Decide", "case_decisions.decide"),
    Act.REVISE_CASE: ("Correct the facts", "case_facts.facts"),
    Act.REVIEW_REFUSAL: ("Review the refusal", "refusals.outcome"),
    Act.RECORD_GATE_ITEM: ("Record what was seen", "gate.checklist"),
    Act.ISSUE_GUARANTEE: ("Issue the guarantee", "issuing.issue"),
}
"""Where the next step is taken; the pages of a guarantee are reached from the guarantee."""

_ENTERED_AT = {
    CaseStatus.APPROVED_IN_PRINCIPLE: ("Enter the home", "application_parts.home"),
    CaseStatus.ASSESSED: ("Complete the facts", "applications.parts"),
}
"""Where facts are still to come, their way in; elsewhere the facts as they stand come first."""


@pages.page("/cases/<case:ref>", sees=View.CASES)
def case(ref: str) -> ResponseReturnValue:
    """The case as it stands."""
    at = desk()
    found = overviews.overview(at.office, at.person, ref, at.on, latest=LATEST)
    held, standing = found.case, found.standing
    return show(
        "cases/case.html",
        title=held["young_person"]["name"] or "Name not held",
        caption=ref,
        back=url_for("case_list.cases"),
        ref=ref,
        case=held,
        standing=standing,
        next_step=_next_step(at, standing, ref),
        not_yours=_not_yours(standing),
        offered=_offered(at, standing, held),
        papers=found.papers,
        restricted=found.restricted,
        hold=found.hold,
        waiting=found.waiting,
        latest=found.latest,
        titles=found.titles,
        age=found.age,
        told=told,
        dated=dated,
        stale=held["outcome"] is not None and standing.status in (CaseStatus.DRAFT, CaseStatus.SUBMITTED),
        sees_looks=bool(MAY_SEE[View.LOOKS] & at.person.roles),
        leads=lambda address: leading.to(address, at.person.roles),
    )


@pages.page("/cases/<case:ref>/timeline", sees=View.CASES)
def timeline(ref: str) -> ResponseReturnValue:
    """Everything that was done, by whom and when."""
    at = desk()
    found = timelines.timeline(at.office, ref, request.args.get("page", 1, type=int))
    return show(
        "cases/timeline.html",
        title="Timeline",
        caption=caption(ref),
        back=url_for("cases.case", ref=ref),
        timeline=found,
        told=told,
        dated=dated,
        listing=pages_of("page", found.page, found.pages),
    )


def _next_step(at: Desk, standing: Standing, ref: str) -> tuple[str, str] | None:
    """The next step as a button; None where it is not this person's or leads nowhere."""
    act = standing.next.act
    if act not in _LEADS_TO or not may(at.person.roles, act) or _not_yours(standing):
        return None
    text, endpoint = (
        _ENTERED_AT.get(standing.status, _LEADS_TO[act]) if act is Act.REVISE_CASE else _LEADS_TO[act]
    )
    return text, url_for(endpoint, ref=ref)


def _not_yours(standing: Standing) -> str | None:
    """Why the next step is another's, for whoever may not take it."""
    return {Act.DECIDE_CASE: standing.not_decide, Act.REVIEW_REFUSAL: standing.not_review}.get(
        standing.next.act or Act.ADD_CASE
    )


def _offered(at: Desk, standing: Standing, held: dict[str, Any]) -> list[tuple[str, str]]:
    """What the person can do on the case as it stands, each with its address."""
    ref, status = held["ref"], standing.status
    after = MAY_FOLLOW[status]
    declined, approved = status is CaseStatus.DECLINED, status is CaseStatus.APPROVED
    open_review = any(each["outcome"] is None for each in held["reviews"])
    reviewable = declined and (not held["reviews"] or held["reviews"][-1]["outcome"] == "overturned")
    waits = any(each["position"] for each in held["waiting"])
    stands = any(each["status"] != GuaranteeStatus.ENDED for each in held["guarantees"])
    unanswered = any(each["outcome"] is None for each in held["complaints"])
    acts: list[tuple[Act | None, bool, str, str]] = [
        (Act.ASSESS_CASE, CaseStatus.ASSESSED in after, "Assess", "case_decisions.assess"),
        (Act.DECIDE_CASE, status is CaseStatus.ASSESSED, "Decide", "case_decisions.decide"),
        (
            Act.PROPOSE_EXCEPTION,
            status is CaseStatus.ASSESSED and held["outcome"] == "ineligible",
            "Propose an exception",
            "case_decisions.exception",
        ),
        (
            Act.REVISE_CASE,
            CaseStatus.SUBMITTED in after and not stands,
            "Correct the facts",
            "case_facts.facts",
        ),
        (Act.SUBMIT_CASE, status is CaseStatus.WITHDRAWN, "Take it up again", "applications.submit"),
        (Act.ASK_FOR_REVIEW, reviewable, "Ask for a review of the refusal", "refusals.ask"),
        (Act.REVIEW_REFUSAL, declined and open_review, "Record the review", "refusals.outcome"),
        (Act.JOIN_WAITING, approved and not waits, "Put on the waiting list", "waiting_list.join"),
        (Act.SKIP_WAITING, approved and waits, "Let others pass", "waiting_list.let_pass"),
        # To look at them takes no act: whoever does something on the case sees its files.
        (None, True, "Evidence files", "evidence_files.files"),
        (Act.ISSUE_LETTER, True, "Letters and papers", "case_letters.letters"),
        (Act.ADD_NOTE, True, "Write a note", "case_notes.note"),
        (Act.OPEN_TASK, True, "Open a task", "tasks.open_for_case"),
        (Act.RECORD_COMPLAINT, True, "Record a complaint", "complaints.record"),
        (Act.ANSWER_COMPLAINT, unanswered, "Answer a complaint", "complaints.answer"),
        (Act.PROPOSE_COST, True, "Propose a cost", "costs.propose"),
        (Act.RESTRICT_CASE, True, "Who may see this case", "case_access.access"),
        (Act.ANSWER_ACCESS_REQUEST, True, "Copy of what is held", "access_request.copy"),
        (Act.WITHDRAW_CASE, CaseStatus.WITHDRAWN in after, "Withdraw", "case_decisions.withdraw"),
    ]
    offered = [
        (text, url_for(endpoint, ref=ref))
        for act, can, text, endpoint in acts
        if can and (act is None or may(at.person.roles, act))
    ]
    return offered if any(may(at.person.roles, act) for act, can, *_ in acts if act and can) else []
