"""A refusal is looked at again: the young person asks, and another approver than the one who decided reviews it."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.services.casework import findings, next_steps, refusal_reviews, showing
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.case_caption import caption
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.showing import day, done, show

pages = Pages("refusals", __name__)


class Asked(Dated):
    """Why the young person asks for a review, and when."""

    reason = fields.words(
        "Why do they ask for a review?", hint="In their own words", needed="Say why they ask"
    )


class Outcome(Form):
    """What the reviewing approver finds."""

    outcome = fields.one_of(
        "What do you find?",
        [
            ("upheld", "The refusal stands"),
            ("overturned", "The refusal is overturned, and the case is decided anew"),
        ],
        needed="Choose what you find",
    )
    reason = fields.words("Why?", hint="The young person may read this", needed="Say why")


@pages.page("/cases/<case:ref>/review", does=Act.ASK_FOR_REVIEW)
def ask(ref: str) -> ResponseReturnValue:
    """Write down that the young person asks for a review."""
    at = desk()
    form = Asked()
    if form.sent():
        answer = refusal_reviews.ask(at.office, at.person, ref, form.reason.data or "", form.on.data or at.on)
        return done(
            f"The review is asked for. Another approver reviews it by {day(answer['due_on'])}",
            url_for("cases.case", ref=ref),
        )
    return show(
        "cases/ask_for_review.html",
        title="Ask for a review of the refusal",
        caption=caption(ref),
        back=url_for("cases.case", ref=ref),
        form=form,
        ref=ref,
    )


@pages.page("/cases/<case:ref>/review/outcome", does=Act.REVIEW_REFUSAL)
def outcome(ref: str) -> ResponseReturnValue:
    """Uphold or overturn the refusal, which nobody undoes: what follows is shown before it is recorded."""
    at = desk()
    form = Outcome()
    step = request.form.get("step")
    if form.sent() and step is None:
        return show(
            "cases/review_checked.html",
            title="Check before you record it",
            caption=caption(ref),
            back=url_for("refusals.outcome", ref=ref),
            form=form,
            ref=ref,
            standing=next_steps.of_case(at.office, at.person, ref),
        )
    if form.sent() and step == "record":
        answer = refusal_reviews.review(
            at.office, at.person, ref, form.outcome.data, form.reason.data or "", at.on
        )
        again = answer["outcome"] == "overturned"
        next_says = "The case waits for a new decision. " if again else ""
        return done(
            f"The refusal is {answer['outcome']}. {next_says}Next: the letter that says so",
            url_for("case_letters.letters", ref=ref),
        )
    held = showing.case(at.office, ref)
    return show(
        "cases/review_refusal.html",
        title="Review the refusal",
        caption=caption(ref),
        back=url_for("cases.case", ref=ref),
        form=form,
        ref=ref,
        case=held,
        titles=findings.titles(at.office, ref),
        standing=next_steps.of_case(at.office, at.person, ref),
        review=next((each for each in held["reviews"] if each["outcome"] is None), None),
    )
