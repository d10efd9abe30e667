"""Complaints about a case: received at a stage, answered by a day."""

from typing import ClassVar

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.services.casework import complaints, showing
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.case_caption import caption
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.showing import day, done, plain, show

pages = Pages("complaints", __name__)


class Received(Dated):
    """What is complained of, at which stage, and when it came."""

    about = fields.words(
        "What is the complaint about?", hint="In their own words", needed="Say what it is about"
    )
    stage = fields.one_of(
        "At which stage?",
        [("1", "First: answered by the team"), ("2", "Second: investigated"), ("3", "Third: a panel")],
        needed="Choose the stage",
    )


class Answer(Dated):
    """How a complaint was answered."""

    called: ClassVar[dict[str, str]] = {**Dated.called, "--complaint": "number"}
    number = fields.one_of("Which complaint?", [], needed="Choose the complaint")
    outcome = fields.one_of(
        "What is found?",
        [(each, plain(each)) for each in complaints.OUTCOMES],
        needed="Choose what is found",
    )
    answer = fields.words("What was answered?", needed="Say what was answered")


@pages.page("/cases/<case:ref>/complaint", does=Act.RECORD_COMPLAINT)
def record(ref: str) -> ResponseReturnValue:
    """Write a complaint down."""
    at = desk()
    form = Received(stage="1")
    if form.sent():
        answer = complaints.complain(
            at.office, at.person, ref, form.about.data or "", form.on.data or at.on, int(form.stage.data)
        )
        return done(
            f"Complaint {answer['complaint']} is recorded. It is answered by {day(answer['due_on'])}",
            url_for("cases.case", ref=ref),
        )
    return show(
        "cases/complaint.html",
        title="Record a complaint",
        caption=caption(ref),
        back=url_for("cases.case", ref=ref),
        form=form,
        ref=ref,
    )


@pages.page("/cases/<case:ref>/complaint/answer", does=Act.ANSWER_COMPLAINT)
def answer(ref: str) -> ResponseReturnValue:
    """Answer a complaint that waits for it."""
    at = desk()
    waiting = [each for each in showing.case(at.office, ref)["complaints"] if each["outcome"] is None]
    form = Answer(number=str(waiting[0]["complaint"]) if len(waiting) == 1 else None)
    form.number.choices = {
        str(each["complaint"]): f"Number {each['complaint']}, due {day(each['due_on'])}: {each['about']}"
        for each in waiting
    }
    if form.sent():
        complaints.answer(
            at.office,
            at.person,
            ref,
            form.outcome.data,
            form.answer.data or "",
            form.on.data or at.on,
            int(form.number.data),
        )
        return done(f"Complaint {form.number.data} is answered", url_for("cases.case", ref=ref))
    return show(
        "cases/answer_complaint.html",
        title="Answer a complaint",
        caption=caption(ref),
        back=url_for("cases.case", ref=ref),
        form=form,
        ref=ref,
    )
