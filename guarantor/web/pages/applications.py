"""An application from its start to its submission: who applies, the list of its parts, the answers checked, submitted.

The parts themselves are in application_parts.py.
"""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.lifecycle import CaseStatus
from guarantor.services.casework import applications, cases, duplicates, odd_values
from guarantor.services.casework import evidence_files as evidence
from guarantor.services.casework.application_documents import answers_of
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.application.asking import form_of
from guarantor.web.application.parts import BY_PATH, GROUPS, PERSON
from guarantor.web.application.progress import progress
from guarantor.web.desk import Desk, desk
from guarantor.web.forms import Form
from guarantor.web.showing import done, show

pages = Pages("applications", __name__)


class SomebodyElse(Form):
    """The caseworker's word on people who are alike."""

    decided = fields.tick("None of these is the same person: start a new application")


class Submission(Form):
    """Handing the application in has nothing to fill in."""


@pages.page("/cases/new", does=Act.ADD_CASE)
def new() -> ResponseReturnValue:
    """Start an application: who applies; first whether somebody like that is known."""
    at = desk()
    decision = SomebodyElse()
    form = form_of(PERSON, {}, at.on)
    alike, unclear = [], []
    if form.sent():
        answers = form.answers()
        if not answers["young_person.name"]:
            form["young_person_name"].errors = ["Enter the young person's name"]
        else:
            unclear = odd_values.odd_in({k: v for k, v in answers.items() if v is not None}, at.on)
            alike = duplicates.alike(
                at.office,
                at.person,
                answers["young_person.name"],
                form["person_date_of_birth"].data,
                answers["young_person.address"],
            )
            if decision.decided.data or not (alike or unclear):
                ref = applications.start(at.office, at.person, answers, at.on)["ref"]
                return done(f"{ref} is opened as a draft", url_for("applications.parts", ref=ref))
    return show(
        "applications/new.html",
        title="Start an application",
        back=url_for("case_list.cases"),
        form=form,
        decision=decision,
        alike=alike,
        unclear=unclear,
        questions=PERSON.questions,
    )


@pages.page("/cases/<case:ref>/application", sees=View.CASES)
def parts(ref: str) -> ResponseReturnValue:
    """The parts of the application as a list of tasks."""
    at = desk()
    standing = applications.held(at.office, ref)
    found = {each.part.code: each for each in progress(standing)}
    return show(
        "applications/parts.html",
        title=_name(standing) or "Name not held",
        caption=f"{ref}, application",
        back=url_for("cases.case", ref=ref),
        ref=ref,
        standing=standing,
        groups=[(heading, [found[part.code] for part in parts]) for heading, parts in GROUPS],
        finished=sum(1 for each in found.values() if each.state == "done"),
        of_all=len(found),
        weighed=applications.weigh(at.office, ref, {}, at.on),
        files=len(evidence.of_case(at.office, ref)),
        **_may(at, standing),
    )


@pages.page("/cases/<case:ref>/application/answers", sees=View.CASES)
def answers(ref: str) -> ResponseReturnValue:
    """Every answer, to read or to print."""
    at = desk()
    standing = applications.held(at.office, ref)
    return show(
        "applications/answers.html",
        title="Answers",
        caption=_caption(standing),
        back=url_for("applications.parts", ref=ref),
        form=None,
        **_checked(at, standing),
    )


@pages.page("/cases/<case:ref>/application/submit", does=Act.SUBMIT_CASE)
def submit(ref: str) -> ResponseReturnValue:
    """The answers checked, and handed in."""
    at = desk()
    standing = applications.held(at.office, ref)
    form = Submission(version=standing.version)
    if form.sent():
        cases.submit(at.office, at.person, ref, at.on)
        return done(f"{ref} is submitted", url_for("applications.submitted", ref=ref))
    return show(
        "applications/answers.html",
        title="Check the answers",
        caption=_caption(standing),
        back=url_for("applications.parts", ref=ref),
        form=form,
        **_checked(at, standing),
    )


@pages.page("/cases/<case:ref>/application/submitted", sees=View.CASES)
def submitted(ref: str) -> ResponseReturnValue:
    """What happens next."""
    at = desk()
    standing = applications.held(at.office, ref)
    return show(
        "applications/submitted.html",
        title="What happens next",
        caption=_caption(standing),
        back=url_for("cases.case", ref=ref),
        ref=ref,
        status=standing.status,
        may_assess=may(at.person.roles, Act.ASSESS_CASE) and standing.status is CaseStatus.SUBMITTED,
    )


def _name(standing: applications.Standing) -> str | None:
    name = answers_of(standing.document).get("young_person.name")
    return None if name is None else str(name)


def _caption(standing: applications.Standing) -> str:
    return ", ".join(each for each in (standing.ref, _name(standing)) if each)


def _may(at: Desk, standing: applications.Standing) -> dict[str, Any]:
    draft = standing.status is CaseStatus.DRAFT
    return {
        "draft": draft,
        "may_change": may(at.person.roles, Act.REVISE_CASE),
        "may_assess": standing.status is CaseStatus.SUBMITTED and may(at.person.roles, Act.ASSESS_CASE),
        "may_submit": draft and may(at.person.roles, Act.SUBMIT_CASE),
    }


def _checked(at: Desk, standing: applications.Standing) -> dict[str, Any]:
    """Everything that the answers are checked by."""
    given = answers_of(standing.document)
    found = {each.part.code: each for each in progress(standing)}
    weighed = applications.weigh(at.office, standing.ref, {}, at.on)
    missing = weighed.decision["missing"] if weighed.decision else []
    return {
        "ref": standing.ref,
        "standing": standing,
        "answers": given,
        "groups": [(heading, [found[part.code] for part in parts]) for heading, parts in GROUPS],
        "weighed": weighed,
        "missing": [BY_PATH[path].short for path in missing if path in BY_PATH],
        "odd": odd_values.odd_in(given, at.on),
        "alike": duplicates.of_case(at.office, at.person, standing.ref),
        **_may(at, standing),
    }
