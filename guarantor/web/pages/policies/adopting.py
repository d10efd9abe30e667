"""A policy adopted from a date: proposed by one approver with the minute, confirmed by another.

The policy in force on a case's day decides it. What was decided before stays as it was decided.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting import confirming
from guarantor.services.adoption import policies_shown, programmes
from guarantor.services.adoption.programmes import Adoption
from guarantor.web import fields
from guarantor.web.desk import desk, office
from guarantor.web.forms import Form
from guarantor.web.pages.policies.room import choices, pages
from guarantor.web.showing import done, show


class ProposedAdoption(Form):
    """What the minute decided."""

    called: ClassVar[Mapping[str, str]] = {"--from": "from_on"}
    policy = fields.one_of_many("Which policy?", [("", "Choose one")], needed="Choose a policy")
    from_on = fields.day("From which day?", needed="Enter the day")
    places = fields.whole(
        "How many guarantees may the programme hold?",
        hint="Its own places. A programme that runs already keeps its places for the cases decided under it",
        needed="Enter the number of places",
    )
    ceiling = fields.pounds("The most that may be committed", hint="Leave it empty where the minute set none")
    budget = fields.pounds(
        "Budget for claims of a financial year", hint="Leave it empty where the minute set none"
    )
    minute = fields.line(
        "The minute that decided it",
        hint="Such as Corporate Parenting Panel, 22 March 2018, item 6",
        needed="Enter the minute’s reference",
    )


@pages.page("/policies/adopt", does=Act.PROPOSE_PROGRAMME)
def adopt() -> ResponseReturnValue:
    """Propose that a policy is adopted."""
    at = desk()
    form = ProposedAdoption(policy=request.args.get("policy", ""))
    form.policy.choices = [("", "Choose one"), *choices()]
    if form.sent():
        assert form.from_on.data is not None, "the form asked for it"
        adoption = Adoption(
            policy=str(form.policy.data),
            places=_whole(form.places.data),
            from_on=form.from_on.data,
            minute=str(form.minute.data),
            ceiling_pence=form.ceiling.pence,
            budget_pence=form.budget.pence,
        )
        pending = programmes.propose_adoption(at.office, at.person, adoption)["pending"]
        return done(
            f"{pending} is proposed. Another approver confirms it",
            url_for("policies.adoption", number=pending),
        )
    return show(
        "policies/adopt.html",
        title="Propose an adoption",
        back=url_for("policies.listing"),
        form=form,
        programmes=programmes.shown(at.office),
    )


@pages.page("/policies/adoptions/<pending:number>", sees=View.PROGRAMMES)
def adoption(number: int) -> ResponseReturnValue:
    """An adoption that waits, whole, beside what it would take the place of."""
    at = desk()
    found = _waiting(number)
    return show(
        "policies/adoption.html",
        title="An adoption that waits",
        caption=found["pending"],
        back=url_for("policies.listing"),
        act=found,
        own=found["proposed_by"] == at.person.name,
        may_confirm=may(at.person.roles, Act.CONFIRM_PROGRAMME),
        **_compared(found["content"]),
    )


@pages.page("/policies/adoptions/<pending:number>/confirm", does=Act.CONFIRM_PROGRAMME, methods=("POST",))
def confirm_adoption(number: int) -> ResponseReturnValue:
    """Confirm an adoption as the second approver."""
    at = desk()
    adopted = confirming.confirm(at.office, at.person, number, on=at.on)
    says = f"{adopted['programme']} is adopted with {adopted['places']} places"
    return done(says, url_for("policies.listing"))


def _waiting(number: int) -> dict[str, Any]:
    for each in confirming.waiting(office()):
        if each["pending"] == f"P-{number}" and each["act"] == Act.PROPOSE_PROGRAMME:
            return each
    raise NotFound("PENDING", "an adoption that waits", f"P-{number}")


def _compared(content: dict[str, Any]) -> dict[str, Any]:
    """The policy as it would be adopted, and what it has otherwise than the one in force on that day."""
    from_on = dt.date.fromisoformat(content["from_on"])
    told = policies_shown.in_words(office(), content["policy"])
    return {
        "policy": told,
        "changed_since": told["fingerprint"] != content["fingerprint"],
        "beside": programmes.beside(office(), content["policy"], from_on),
    }


def _whole(text: str | None) -> int:
    if text is None or not (text.isascii() and text.isdigit() and len(text) < 10):
        raise WrongInput.at("--places", "expected a whole number")
    return int(text)
