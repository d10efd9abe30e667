"""Letters about a decision: yes, yes once there is a home, no and why, no longer no, not yet, and the waiting list.

Knows what each letter is told and which clauses that switches on. Does not know who decided, nor any wording.
"""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from letters import assembly, formats
from letters.content import Address, Content, Line, Positive, Pounds
from letters.document import Block, Document, Table
from letters.kinds import Edition
from letters.notices import advice
from letters.notices.advice import NoticeWithHelp
from letters.notices.letter import letter
from letters.notices.order import check_order, check_sum_above_zero

_TO_YOU = {
    "the young person": "you",
    "the personal adviser": "your personal adviser",
    "the landlord or agent": "your landlord or agent",
    "the 18plus accommodation team": "our accommodation team",
    "the finance team": "our finance team",
}
"""How a letter to a young person calls those whom officers call so; anybody else is called as given."""
_ASK_US = "ask us"
Sentences = Annotated[tuple[Line, ...], Field(min_length=1)]


class ApprovalContent(NoticeWithHelp):
    """The council will stand guarantor. `conditions` are what the approver noted, in sentences."""

    home: Address
    rent_share: Pounds
    cap: Pounds
    starts_on: date
    ends_on: date
    months: Positive
    issue_by: date | None = None
    conditions: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _stands(self) -> Self:
        check_sum_above_zero(self, "rent_share", "cap")
        check_order(self, "starts_on", "ends_on")
        check_order(self, "made_on", "ends_on")
        check_order(self, "made_on", "issue_by")
        check_order(self, "issue_by", "ends_on")
        return self


class ApprovalInPrincipleContent(NoticeWithHelp):
    """A first yes. `still_needed` names what only a home can tell, as in "the rent share"."""

    lapses_on: date
    still_needed: Annotated[tuple[Line, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _stands(self) -> Self:
        check_order(self, "made_on", "lapses_on")
        return self


class RefusalContent(NoticeWithHelp):
    """No for now. `reasons` and `would_change` are sentences of the assessment, `words` those of whoever decided.

    `review_by` is the last day to ask for a review; `review_asked_on` and `reviewed_on` are the days of one that was
    asked for, and of its answer. Without `would_change` the letter says what to do instead.
    """

    reasons: tuple[Line, ...] = ()
    words: Sentences
    would_change: tuple[Line, ...] = ()
    review_by: date
    review_asked_on: date | None = None
    reviewed_on: date | None = None
    review_answer_working_days: Positive
    complaint_answer_working_days: Positive
    policy: Line
    decided_on: date

    @model_validator(mode="after")
    def _stands(self) -> Self:
        check_order(self, "decided_on", "made_on")
        check_order(self, "made_on", "review_by")
        check_order(self, "decided_on", "review_asked_on")
        check_order(self, "review_asked_on", "reviewed_on")
        check_order(self, "review_asked_on", "made_on")
        check_order(self, "reviewed_on", "made_on")
        if self.reviewed_on is not None and self.review_asked_on is None:
            raise ValueError("expected review_asked_on where reviewed_on is told")
        return self


class RefusalReviewedContent(NoticeWithHelp):
    """Another officer looked at a refusal. `upheld`: the refusal stands. `we_ring_by`: a call promised by then."""

    decision_on: date
    upheld: bool
    reasons: Sentences
    we_ring_by: date | None = None

    @model_validator(mode="after")
    def _stands(self) -> Self:
        check_order(self, "decision_on", "made_on")
        check_order(self, "made_on", "we_ring_by")
        return self


class Wanted(Content):
    """Something the council needs to know, and who usually has it."""

    what: Line
    who_holds: Line | None = None


class MoreInformationContent(NoticeWithHelp):
    """What is missing before anybody can decide, and by when it is wanted."""

    wanted: Annotated[tuple[Wanted, ...], Field(min_length=1)]
    by_on: date | None = None

    @model_validator(mode="after")
    def _stands(self) -> Self:
        check_order(self, "made_on", "by_on")
        return self


class WaitingListContent(NoticeWithHelp):
    """Approved, but every place is taken. `ahead` wait before; `we_ring_by`: a call promised by then."""

    approved_on: date
    ahead: Annotated[int, Field(ge=0)]
    places: Positive
    we_ring_by: date | None = None

    @model_validator(mode="after")
    def _stands(self) -> Self:
        check_order(self, "approved_on", "made_on")
        check_order(self, "made_on", "we_ring_by")
        return self


def approval(content: ApprovalContent, edition: Edition = Edition.STANDARD) -> Document:
    """The letter that says yes. Raises as `letter` does."""
    values = {
        "home": content.home,
        "rent_share": formats.money(content.rent_share),
        "months": formats.count(content.months, "month"),
        "starts_on": formats.day(content.starts_on),
        "ends_on": formats.day(content.ends_on),
        "cap": formats.money(content.cap),
    }
    if content.issue_by is not None:
        values["issue_by"] = formats.day(content.issue_by)
    after: dict[str, list[Block]] = {}
    if edition is not Edition.EASY_READ:
        after["approval-offer"] = [_offer(content)]
    if content.conditions:
        after["approval-conditions"] = [assembly.bullets(content.conditions)]
    is_late = content.starts_on <= content.made_on
    switches = {
        "conditions_noted": bool(content.conditions),
        "day_set": content.issue_by is not None,
        "start_to_come": content.issue_by is None and not is_late,
        "start_over": content.issue_by is None and is_late,
    }
    return letter(
        "approval",
        content,
        advice.parts(content, values, chosen=switches, after=after, edition=edition),
        edition,
    )


def approval_in_principle(
    content: ApprovalInPrincipleContent, edition: Edition = Edition.STANDARD
) -> Document:
    """The letter that says yes to a home not found yet. Raises as `letter` does."""
    parts = advice.parts(
        content,
        {"lapses_on": formats.day(content.lapses_on)},
        after={"principle-needed": [assembly.bullets(content.still_needed)]},
    )
    return letter("approval-in-principle", content, parts, edition)


def refusal(content: RefusalContent, edition: Edition = Edition.STANDARD) -> Document:
    """The letter that says no, why, what would make it a yes, and what to do about it. Raises as `letter` does."""
    values = {
        "decided_on": formats.day(content.decided_on),
        "policy": content.policy,
        "complaint_answer": formats.count(content.complaint_answer_working_days, "working day"),
        **_review_values(content),
    }
    after: dict[str, list[Block]] = {"refusal-words": [assembly.bullets(content.words)]}
    if content.reasons:
        after["refusal-reasons"] = [assembly.bullets(content.reasons)]
    if content.would_change:
        after["refusal-would-change"] = [assembly.bullets(content.would_change)]
    parts = advice.parts(
        content,
        values,
        chosen={
            "rules_found": bool(content.reasons),
            "change_known": bool(content.would_change),
            "review_open": content.review_asked_on is None,
            "review_asked": content.review_asked_on is not None and content.reviewed_on is None,
            "review_done": content.reviewed_on is not None,
        },
        after=after,
        complain="refusal-complain",
    )
    return letter("refusal", content, parts, edition)


def refusal_reviewed(content: RefusalReviewedContent, edition: Edition = Edition.STANDARD) -> Document:
    """The letter on a refusal looked at again. Raises as `letter` does."""
    values = {"decision_on": formats.day(content.decision_on)}
    after = {"reviewed-reasons": [assembly.bullets(content.reasons)]}
    parts = advice.parts(
        content, values, chosen={"upheld": content.upheld}, after=after, ring_by=content.we_ring_by
    )
    return letter("refusal-reviewed", content, parts, edition)


def more_information(content: MoreInformationContent, edition: Edition = Edition.STANDARD) -> Document:
    """The letter that asks for what is missing. Raises as `letter` does."""
    rows = tuple((_capital(wanted.what), _capital(_holder(wanted))) for wanted in content.wanted)
    table = Table(
        "What we need",
        ("What we need", "Who may have it"),
        rows,
        (0.5, 0.5),
        row_heads=True,
        show_caption=False,
    )
    values = {} if content.by_on is None else {"by_on": formats.day(content.by_on)}
    parts = advice.parts(
        content, values, chosen={"day_set": content.by_on is not None}, after={"more-wanted": [table]}
    )
    return letter("more-information", content, parts, edition)


def waiting_list(content: WaitingListContent, edition: Edition = Edition.STANDARD) -> Document:
    """The letter that says yes, once a place is free. Raises as `letter` does."""
    values = {
        "approved_on": formats.day(content.approved_on),
        "places": formats.count(content.places, "place"),
    }
    if content.ahead:
        values["ahead"] = formats.count(content.ahead, "person", "people")
    parts = advice.parts(
        content, values, chosen={"next_in_line": content.ahead == 0}, ring_by=content.we_ring_by
    )
    return letter("waiting-list", content, parts, edition)


def _review_values(content: RefusalContent) -> dict[str, str]:
    """What the clause on a review says: of one that can be asked for, was asked for, or was answered."""
    if content.reviewed_on is not None:
        return {"reviewed_on": formats.day(content.reviewed_on)}
    if content.review_asked_on is not None:
        return {"review_asked_on": formats.day(content.review_asked_on)}
    return {
        "review_by": formats.day(content.review_by),
        "review_answer": formats.count(content.review_answer_working_days, "working day"),
    }


def _offer(content: ApprovalContent) -> Table:
    return advice.facts(
        "What we promise",
        ("Your home", content.home),
        ("Your share of the rent", f"{formats.money(content.rent_share)} a month"),
        ("Our promise starts on", formats.day(content.starts_on)),
        ("Our promise ends on", formats.day(content.ends_on)),
        ("The most we will pay", formats.money(content.cap)),
    )


def _holder(wanted: Wanted) -> str:
    if wanted.who_holds is None:
        return _ASK_US
    return _TO_YOU.get(wanted.who_holds, wanted.who_holds)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
