"""The pages of an application's parts, one for each, and the note that a part waits for somebody.

Beside the questions stands what the rules say of the answers so far. An odd answer is asked about once; whoever says
that it is right keeps it.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import ClassVar

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.domain.lifecycle import CaseStatus
from guarantor.services.casework import applications
from guarantor.services.casework.application_documents import answers_of
from guarantor.services.casework.applications import Standing
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.application.asking import changed, form_of, odd_still
from guarantor.web.application.parts import BY_CODE, PARTS
from guarantor.web.application.progress import open_after, progress
from guarantor.web.application.questions import Part
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.showing import done, plain, show

pages = Pages("application_parts", __name__)

_ASKED_FOR_DAYS = 7


class Asked(Form):
    """Whom somebody asked, for what, and by when."""

    called: ClassVar[Mapping[str, str]] = {"--due": "due_on"}
    part = fields.one_of_many(
        "Which part waits?",
        [("", "Choose one"), *((part.code, part.title) for part in PARTS)],
        needed="Choose the part that waits",
    )
    note = fields.words(
        "Whom did you ask, and for what?",
        rows=3,
        needed="Say whom you asked, and for what",
    )
    due_on = fields.day("By when?", needed="Enter the day by which you look again")


def _page_of(part: Part) -> Callable[[str], ResponseReturnValue]:
    def view(ref: str) -> ResponseReturnValue:
        return _show_part(ref, part)

    view.__name__ = part.code.replace("-", "_")
    view.__doc__ = f"{part.title}: asked, weighed on the way, saved."
    return view


for _part in PARTS:
    pages.page(f"/cases/<case:ref>/application/{_part.code}", does=Act.REVISE_CASE)(_page_of(_part))


def address_of(ref: str, part: Part) -> str:
    """Where a part's page is."""
    return url_for(f"application_parts.{part.code.replace('-', '_')}", ref=ref)


@pages.page("/cases/<case:ref>/application/waits", does=Act.OPEN_TASK)
def waits(ref: str) -> ResponseReturnValue:
    """Note that a part waits for somebody, as a task with a day."""
    at = desk()
    part = BY_CODE.get(request.args.get("part", ""))
    form = Asked(
        part=part.code if part else "",
        note=f"{part.title}: asked {part.who}" if part else "",
        due_on=at.on + dt.timedelta(days=_ASKED_FOR_DAYS),
    )
    if form.sent():
        note, due_on = form.note.data or "", form.due_on.data or at.on
        applications.ask_for(at.office, at.person, ref, form.part.data, note, due_on, at.on)
        says = f"“{BY_CODE[form.part.data].title}” waits for an answer; the task is on the worktray"
        return done(says, url_for("applications.parts", ref=ref))
    return show(
        "applications/waits.html",
        title="Waiting for somebody",
        caption=f"{ref}, application",
        back=url_for("applications.parts", ref=ref),
        form=form,
    )


def _show_part(ref: str, part: Part) -> ResponseReturnValue:
    at = desk()
    standing = applications.held(at.office, ref)
    before = answers_of(standing.document)
    form = form_of(part, before, at.on)
    typed: dict[str, object] = {}
    odd = []
    if form.sent():
        typed = form.answers()
        only_looking = request.form.get("then") == "look"
        odd = [] if only_looking else odd_still(part, before, typed, at.on)
        if not odd and not only_looking:
            told = [each.turned_into_a_month(form) for each in part.questions]
            return _save(standing, part, changed(typed, before), told)
    place = PARTS.index(part)
    return show(
        "applications/part.html",
        title=f"Look twice: {part.title}" if odd else part.title,
        caption=", ".join(each for each in (ref, before.get("young_person.name")) if each),
        back=address_of(ref, PARTS[place - 1]) if place else url_for("applications.parts", ref=ref),
        form=form,
        ref=ref,
        part=part,
        place=place + 1,
        of_all=len(PARTS),
        before=before,
        odd=odd,
        looked=bool(typed),
        standing=standing,
        beyond_draft=None if standing.status is CaseStatus.DRAFT else plain(standing.status),
        weighed=applications.weigh(at.office, ref, typed, at.on),
    )


def _save(standing: Standing, part: Part, answers: dict[str, object], told: list[str]) -> ResponseReturnValue:
    """Save what changed, say what is told of it, and go on to where the person wants to go."""
    at = desk()
    ref = standing.ref
    if answers:
        held = {**answers_of(standing.document), **answers}
        completes = None if part.missing(held) else part.code
        status = applications.save(at.office, at.person, ref, answers, at.on, completes=completes)["status"]
        for says in filter(None, told):
            flash(says, "success")
        if status != standing.status:
            flash(f"Saved. {ref} is {plain(status).lower()} and waits for an assessment", "success")
    if request.args.get("from") == "answers":
        answers_page = "submit" if standing.status is CaseStatus.DRAFT else "answers"
        return redirect(url_for(f"applications.{answers_page}", ref=ref), 303)
    following = open_after(progress(applications.held(at.office, ref)), part)
    if request.form.get("then") == "list" or following is None:
        return redirect(url_for("applications.parts", ref=ref), 303)
    return redirect(address_of(ref, following), 303)
