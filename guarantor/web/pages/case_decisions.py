"""The acts that carry a case from one status to the next: assessed, decided, excepted, withdrawn."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, may
from guarantor.services.casework import (
    cases,
    deciding,
    decisions,
    duplicates,
    exceptions,
    findings,
    next_steps,
    showing,
    withdrawing,
)
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.application.parts import BY_PATH
from guarantor.web.case_caption import caption
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.showing import done, plain, show

pages = Pages("case_decisions", __name__)


_DECISIONS = (
    ("approve", "Approve"),
    ("approve-in-principle", "Approve in principle, until a home is found"),
    ("decline", "Decline"),
)


class Decision(Form):
    """What the approver decides, which findings they accept by name, and why."""

    decision = fields.one_of("What do you decide?", _DECISIONS, needed="Choose what you decide")
    accepts = fields.some_of(
        "Which findings do you accept?",
        [],
        hint="To approve, tick every finding that a person must judge. Each stands by name in the decision.",
    )
    reason = fields.words(
        "Why?",
        hint="The young person may read this. A refusal says what would make it a yes.",
        needed="Say why",
    )


class ProposedException(Form):
    """The unmet findings set aside and those accepted, each by name, and why."""

    called: ClassVar[dict[str, str]] = {"--except": "excepts"}
    excepts = fields.some_of("Which unmet findings do you set aside?", [], needed="Tick the findings")
    accepts = fields.some_of("Which findings to be judged do you accept?", [])
    reason = fields.words("Why is this an exception?", needed="Say why")


class Withdrawn(Dated):
    """Why the application is withdrawn, and when."""

    because = fields.one_of(
        "Why is it withdrawn?",
        [
            ("wish", "The young person does not want it any more"),
            ("twice", "It was entered twice"),
            ("mistake", "It was entered by mistake"),
        ],
        needed="Choose why it is withdrawn",
    )
    twin = fields.line(
        "If it was entered twice: which case goes on?", hint="Its reference, such as RG-0001", width=10
    )
    reason = fields.words("What is there to say about it?", hint="In the young person’s words if you can")


@pages.page("/cases/<case:ref>/assess", does=Act.ASSESS_CASE)
def assess(ref: str) -> ResponseReturnValue:
    """Weigh the case by the policy in force."""
    at = desk()
    form = Dated()
    if form.sent():
        found = cases.assess(at.office, at.person, ref, form.on.data or at.on)
        return done(
            f"{ref} was assessed: {plain(found['outcome']).lower()}",
            url_for("cases.case", ref=ref, _anchor="findings"),
        )
    today = showing.case(at.office, ref)
    return _page("cases/assess.html", ref, "Assess the case", form, case=today)


@pages.page("/cases/<case:ref>/decide", does=Act.DECIDE_CASE)
def decide(ref: str) -> ResponseReturnValue:
    """Approve, approve in principle or decline, as somebody who did not prepare the case."""
    at = desk()
    held = showing.case(at.office, ref)
    titles = findings.titles(at.office, ref)
    form = Decision(version=_version(held))
    form.accepts.choices = _named(held, "refer", titles)
    if form.sent():
        named = form.accepts.data or []
        answer = decisions.decide(
            at.office, at.person, ref, form.decision.data, form.reason.data or "", named, at.on
        )
        joined = ". No place is free, so it is on the waiting list" if answer.get("waiting") else ""
        return done(
            f"{ref} is {plain(answer['status']).lower()}{joined}. Next: the letter",
            url_for("case_letters.letters", ref=ref),
        )
    before = deciding.before_deciding(at.office, at.person, ref, at.on)
    # Read with every choice, so that one which no longer bears is refused in words; shown with those that do.
    form.decision.choices = {name: says for name, says in _DECISIONS if name in before.borne}
    return _page(
        "cases/decide.html",
        ref,
        "Decide the case",
        form,
        case=before.found.case,
        standing=before.found.standing,
        titles=titles,
        age=before.found.age,
        files=before.files,
        full=before.full,
        missing=[BY_PATH[path].asks if path in BY_PATH else path for path in before.missing],
        corrects=may(at.person.roles, Act.REVISE_CASE),
        alike=duplicates.of_case(at.office, at.person, ref),
    )


@pages.page("/cases/<case:ref>/exception", does=Act.PROPOSE_EXCEPTION)
def exception(ref: str) -> ResponseReturnValue:
    """Propose to approve an ineligible case; another approver confirms."""
    at = desk()
    held = showing.case(at.office, ref)
    form = ProposedException(version=_version(held))
    titles = findings.titles(at.office, ref)
    form.excepts.choices = _named(held, "not_met", titles)
    form.accepts.choices = _named(held, "refer", titles)
    if form.sent():
        named = form.excepts.data or []
        answer = exceptions.propose_exception(
            at.office, at.person, ref, named, form.accepts.data or [], form.reason.data or "", at.on
        )
        return done(
            f"{answer['pending']} waits for another approver to confirm the exception",
            url_for("cases.case", ref=ref),
        )
    standing = next_steps.of_case(at.office, at.person, ref)
    never = [titles.get(name, plain(name)) for name in form.excepts.choices if name in exceptions.NEVER]
    return _page(
        "cases/exception.html", ref, "Propose an exception", form, case=held, standing=standing, never=never
    )


@pages.page("/cases/<case:ref>/withdraw", does=Act.WITHDRAW_CASE)
def withdraw(ref: str) -> ResponseReturnValue:
    """Withdraw the application at the young person's wish, or close a case that was entered twice or by mistake."""
    at = desk()
    form: Any = Withdrawn()
    if form.sent() and _says_why(form):
        on, words = form.on.data or at.on, form.reason.data or ""
        if form.because.data == "twice":
            twin = form.twin.data.upper()
            withdrawing.withdraw_as_twin(at.office, at.person, ref, twin, words, on)
        else:
            reason = f"Entered by mistake. {words}" if form.because.data == "mistake" else words
            withdrawing.withdraw(at.office, at.person, ref, reason, on)
        return done(f"{ref} is withdrawn. It can be taken up again", url_for("cases.case", ref=ref))
    return _page("cases/withdraw.html", ref, "Withdraw the application", form)


def _says_why(form: Any) -> bool:
    """Whether what the chosen reason needs was said; what lacks is told beside its field."""
    if form.because.data == "twice" and not form.twin.data:
        form.twin.errors = ["Enter the reference of the case that goes on"]
    if form.because.data == "wish" and not form.reason.data:
        form.reason.errors = ["Say what the young person told you"]
    return not (form.twin.errors or form.reason.errors)


def _page(template: str, ref: str, title: str, form: Form, **more: Any) -> ResponseReturnValue:
    return show(
        template,
        title=title,
        caption=caption(ref),
        back=url_for("cases.case", ref=ref),
        form=form,
        ref=ref,
        **more,
    )


def _version(held: dict[str, Any]) -> str:
    """Changes whenever the case is assessed, decided or moves on."""
    return f"{held['status']} {len(held['assessments'])} {len(held['reviews'])}"


def _named(held: dict[str, Any], result: str, titles: Mapping[str, str]) -> dict[str, str]:
    """The latest findings with a result, each with its title and reason, to be ticked by name."""
    found = (held["assessment"] or {}).get("findings", [])
    return {
        each["criterion"]: f"{titles.get(each['criterion'], plain(each['criterion']))}: {each['reason']}"
        for each in found
        if each["result"] == result
    }
