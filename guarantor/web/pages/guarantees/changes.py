"""Changes that may discharge the council or enlarge its liability: reported, and decided by another person."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.guarantee_changes import ChangeDecision, ChangeKind
from guarantor.domain.wrong_input import NotFound
from guarantor.services.acting.office import Office
from guarantor.services.guaranteeing import changes, looking_at
from guarantor.services.guaranteeing.changes import NewShare
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.pages.guarantees.room import CHANGES, DECISIONS, heading, pages
from guarantor.web.showing import done, show


class Change(Dated):
    """What has changed."""

    kind = fields.one_of("What has changed?", list(CHANGES.items()), needed="Choose what has changed")
    detail = fields.words("What is known of it?", needed="Say what has changed")


class Decision(Dated):
    """What is decided of a change, and why; with consent to a higher rent its new terms."""

    called = {**Dated.called, "--from": "from_on"}  # noqa: RUF012 - declared as a mapping by Form
    decision = fields.one_of("What do you decide?", list(DECISIONS.items()), needed="Choose what you decide")
    legal_advice = fields.words("What did the lawyer advise, and when?", rows=3)
    reason = fields.words("Why?", needed="Say why", rows=3)
    share = fields.pounds("New monthly share", hint="Only with consent to a higher rent")
    from_on = fields.day("From which day?", hint="Only with consent to a higher rent")


@pages.page("/guarantees/<guarantee:ref>/changes/new", does=Act.OPEN_CHANGE)
def change(ref: str) -> ResponseReturnValue:
    """Open a review of a change; the guarantee stands as it was."""
    at = desk()
    around = looking_at.around(at.office, at.person, ref, at.on)
    form = Change()
    if form.sent():
        kind, detail = ChangeKind(form.kind.data), form.detail.data or ""
        opened = changes.open_change(at.office, at.person, ref, kind, detail, form.on.data or at.on)
        number = opened["change"]
        return done(
            f"{number} is open. An approver other than you decides it",
            url_for("guarantees.shown_change", ref=ref, number=number),
        )
    return show(
        "guarantees/change.html",
        title="Report a change",
        **heading(ref, around),
        form=form,
        ref=ref,
        around=around,
    )


@pages.page("/guarantees/<guarantee:ref>/changes/<change:number>", sees=View.CASES)
def shown_change(ref: str, number: int) -> ResponseReturnValue:
    """A change with its decision, or who decides it."""
    at = desk()
    around = looking_at.around(at.office, at.person, ref, at.on)
    found = _of(at.office, ref, number)
    decides = may(at.person.roles, Act.DECIDE_CHANGE) and found["decision"] is None
    return show(
        "guarantees/shown_change.html",
        title=f"Change {found['change']}",
        **heading(ref, around),
        ref=ref,
        number=number,
        change=found,
        kinds=CHANGES,
        decisions=DECISIONS,
        decides=decides,
        own=found["opened_by"] == at.person.name,
    )


@pages.page("/guarantees/<guarantee:ref>/changes/<change:number>/decide", does=Act.DECIDE_CHANGE)
def decide_change(ref: str, number: int) -> ResponseReturnValue:
    """Decide a change that another person opened."""
    at = desk()
    around = looking_at.around(at.office, at.person, ref, at.on)
    found = _of(at.office, ref, number)
    form = Decision(version=found["decision"])
    higher_rent = found["kind"] == ChangeKind.RENT_ABOVE_CEILING
    if not higher_rent:
        del form.share, form.from_on
    if form.sent():
        consent = _consent(form) if higher_rent else None
        changes.decide(
            at.office,
            at.person,
            number,
            ChangeDecision(form.decision.data),
            form.reason.data or "",
            form.on.data or at.on,
            legal_advice=form.legal_advice.data,
            consent=consent,
        )
        return done(
            f"{found['change']} is decided", url_for("guarantees.shown_change", ref=ref, number=number)
        )
    return show(
        "guarantees/decide_change.html",
        title=f"Decide change {found['change']}",
        **heading(ref, around),
        form=form,
        ref=ref,
        number=number,
        change=found,
        kinds=CHANGES,
        around=around,
        own=found["opened_by"] == at.person.name,
    )


def _of(office: Office, ref: str, number: int) -> dict[str, Any]:
    """A change of this guarantee. Raises NotFound, also for one of another."""
    found = [each for each in changes.listed(office, ref) if each["change"] == f"CH-{number}"]
    if not found:
        raise NotFound("CHANGE", "a change of this guarantee", f"CH-{number}")
    return found[0]


def _consent(form: Decision) -> NewShare | None:
    """The new terms, where any were given; the service says which decision needs them."""
    share_pence, from_on = form.share.pence, form.from_on.data
    if share_pence is None or from_on is None:
        return None
    return NewShare(share_pence, from_on)
