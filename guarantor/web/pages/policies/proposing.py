"""Other thresholds proposed: which ones, their values with a source each, from when and why. Read, and taken back.

Conditions and wording are no part of it: they stay as the reviewed file has them.
"""

from typing import Any, ClassVar

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.services.adoption import policies_shown, proposals
from guarantor.services.adoption.proposals import NewValue, Settable, SourceKind
from guarantor.web import fields
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.pages.policies.room import choices, chosen, in_force_now, pages
from guarantor.web.showing import done, show

_SOURCES = (
    (SourceKind.MINUTE, "A minute"),
    (SourceKind.OFFICER, "An officer"),
    (SourceKind.ASSUMPTION, "Nobody yet: an assumption"),
)


class Proposal(Form):
    """From when and why; the fields of each chosen parameter are added by `_form`."""

    called: ClassVar[dict[str, str]] = {"--reason": "why"}
    from_on = fields.day("In force from which day?", needed="Enter the day")
    why = fields.words(
        "Why?", hint="Name no young person: everybody who works here may read this", needed="Say why"
    )


class Withdrawal(Form):
    """Why it is taken back."""

    called: ClassVar[dict[str, str]] = {"--reason": "why"}
    why = fields.words("Why is it withdrawn?", needed="Say why")


@pages.page("/policies/propose", does=Act.PROPOSE_POLICY, methods=("GET",))
def choose_changes() -> ResponseReturnValue:
    """Which policy, and which of its thresholds would change."""
    at = desk()
    key = chosen(request.args.get("policy", ""), in_force_now())
    return show(
        "policies/choose_changes.html",
        title="Propose other thresholds",
        back=url_for("policies.listing"),
        choices=choices(),
        key=key,
        basis=proposals.basis(at.office, key),
    )


@pages.page("/policies/propose/values", does=Act.PROPOSE_POLICY)
def propose() -> ResponseReturnValue:
    """The new values with their sources, from when and why."""
    at = desk()
    key = chosen(request.args.get("policy", ""), in_force_now())
    basis = proposals.basis(at.office, key)
    asked = set(request.args.getlist("change"))
    settable = [each for each in basis.parameters if each.parameter in asked]
    form = _form(settable, max(at.on, basis.in_force_from))
    if form.sent():
        values = [_new(form, each) for each in settable]
        answer = proposals.propose(
            at.office, at.person, key, values, form.from_on.data, str(form.why.data), at.on
        )
        number = answer["proposal"]
        return done(f"{number} is proposed", url_for("policies.proposal", number=number))
    return show(
        "policies/propose.html",
        title="New values, from when and why",
        caption=dict(choices())[key],
        back=url_for("policies.choose_changes", policy=key),
        form=form,
        settable=settable,
        basis=basis,
    )


@pages.page("/policies/proposals/<proposal:number>", sees=View.PROGRAMMES)
def proposal(number: int) -> ResponseReturnValue:
    """A proposal: what it changes, who proposed it, when and why, and the whole policy in words."""
    at = desk()
    found = proposals.shown(at.office, number)
    stands = found["state"] == "proposed"
    return show(
        "policies/proposal.html",
        title=f"{found['proposal']}: {found['policy']} with other thresholds",
        back=url_for("policies.listing"),
        found=found,
        policy=policies_shown.in_words(at.office, found["proposal"]),
        may_withdraw=stands and may(at.person.roles, Act.WITHDRAW_POLICY),
        may_adopt=stands and may(at.person.roles, Act.PROPOSE_PROGRAMME),
    )


@pages.page("/policies/proposals/<proposal:number>/withdraw", does=Act.WITHDRAW_POLICY)
def withdraw(number: int) -> ResponseReturnValue:
    """Take a proposal back."""
    at = desk()
    form = Withdrawal()
    if form.sent():
        proposals.withdraw(at.office, at.person, number, str(form.why.data), at.on)
        return done(f"PP-{number} is withdrawn", url_for("policies.proposal", number=number))
    return show(
        "policies/withdraw.html",
        title="Withdraw the proposal",
        caption=f"PP-{number}",
        back=url_for("policies.proposal", number=number),
        form=form,
    )


def _form(settable: list[Settable], from_on: Any) -> Any:
    made: dict[str, Any] = {}
    called = dict(Proposal.called)
    shown: dict[str, Any] = {"from_on": from_on}
    for each in settable:
        value, source, paper = (f"{part}_{each.parameter}" for part in ("value", "source", "paper"))
        made[value] = _value(each)
        made[source] = fields.one_of(
            "What does it rest on?", _SOURCES, needed=f"Choose what “{each.about}” rests on"
        )
        made[paper] = fields.line(
            "Which minute or officer?", hint="Such as Corporate Parenting Panel, 22 January 2019, item 5"
        )
        called |= {each.parameter: value, f"source of {each.parameter}": paper}
        shown[value] = each.typed
    return type("FormOfProposal", (Proposal,), {**made, "called": called})(**shown)


def _value(each: Settable) -> Any:
    needed = f"Enter a value for “{each.about}”"
    if each.choices:
        return fields.one_of(
            "New value", [(choice, choice.capitalize()) for choice in each.choices], needed=needed
        )
    says = f"{each.expected[:1].upper()}{each.expected[1:]}"
    return fields.line("New value", hint=says, needed=needed, width=10, spellcheck=False)


def _new(form: Any, each: Settable) -> NewValue:
    source = form[f"source_{each.parameter}"].data
    return NewValue(
        each.parameter,
        str(form[f"value_{each.parameter}"].data),
        SourceKind(source) if source else None,
        form[f"paper_{each.parameter}"].data or "",
    )
