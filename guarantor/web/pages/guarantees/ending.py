"""How a guarantee ends before its time: proposed here, confirmed on the page of what waits for a second person."""

from collections.abc import Iterable

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, may
from guarantor.domain.lifecycle import FOLLOWS_FROM_THE_RECORD, TAKES_TWO, EndReason
from guarantor.services.guaranteeing import ending, looking_at
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.pages.guarantees.room import ENDS, heading, pages
from guarantor.web.showing import done, show


class End(Dated):
    """Why it ends, when, and what shows it."""

    reason = fields.one_of("Why does it end?", [], needed="Choose why it ends")
    ended = fields.day(
        "When did it end?",
        hint="Leave empty for today. For the council’s notice, the day on which it runs out",
    )
    evidence = fields.words("What shows it?", hint="For example the landlord’s letter of 3 March", rows=3)


@pages.page("/guarantees/<guarantee:ref>/end", does=(Act.PROPOSE_END, Act.END_GUARANTEE))
def end(ref: str) -> ResponseReturnValue:
    """Propose an early end; what follows from the record an approver writes down at once."""
    at = desk()
    around = looking_at.around(at.office, at.person, ref, at.on)
    alone = may(at.person.roles, Act.END_GUARANTEE) and around.not_end is None
    form = End()
    reasons = [*_in_order(TAKES_TWO), *(_in_order(FOLLOWS_FROM_THE_RECORD) if alone else [])]
    form.reason.choices = [(reason, _text(reason, around.notice_days)) for reason in reasons]
    if form.sent():
        answer = ending.end(
            at.office,
            at.person,
            ref,
            EndReason(form.reason.data),
            form.on.data or at.on,
            ended_on=form.ended.data,
            evidence=form.evidence.data,
        )
        pending = answer.get("pending")
        says = f"Proposed as {pending}. An approver other than you confirms it" if pending else "It has ended"
        return done(says, url_for("guarantees.guarantee", ref=ref))
    return show(
        "guarantees/end.html",
        title="End the guarantee",
        **heading(ref, around),
        form=form,
        ref=ref,
        around=around,
        ended=around.not_end == "It has ended.",
    )


def _in_order(reasons: Iterable[EndReason]) -> list[EndReason]:
    return [reason for reason in EndReason if reason in set(reasons)]


def _text(reason: EndReason, notice_days: int | None) -> str:
    """A reason in words, and how many people it takes."""
    if reason is EndReason.COUNCIL_NOTICE:
        term = f", at least {notice_days} days" if notice_days else "; this deed gives it none"
        return f"{ENDS[reason]}{term}"
    if reason in FOLLOWS_FROM_THE_RECORD:
        return f"{ENDS[reason]} (as the record shows; takes effect at once)"
    return ENDS[reason]
