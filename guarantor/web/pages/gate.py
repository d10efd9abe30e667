"""The gate before issue: a checklist of what must be seen, each item recorded on a page of its own, and the limits."""

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.lifecycle import CaseStatus, GateItem
from guarantor.domain.wrong_input import NotFound
from guarantor.services.casework import cases, terms_wished
from guarantor.services.guaranteeing import before_issue
from guarantor.services.guaranteeing.before_issue import BeforeIssue
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.dated import Dated
from guarantor.web.desk import Desk, desk
from guarantor.web.showing import done, show

pages = Pages("gate", __name__)

ITEMS: dict[GateItem, tuple[str, str]] = {
    GateItem.TERMS_ACCEPTED: (
        "The landlord accepts the terms",
        "Who said so, when and how. For example: Ms Example by email on 4 July, after reading the wording of the deed",
    ),
    GateItem.TENANCY_AGREEMENT: (
        "The tenancy agreement is seen",
        "Its date, its parties, the rent and the first day. They must be those of the application",
    ),
    GateItem.LANDLORD_CHECKED: (
        "The landlord is checked",
        "Who they are, that the home is theirs to let, and that they are not related to the tenant",
    ),
    GateItem.CERTIFICATES: (
        "Safety certificates and licence are seen",
        "Each that the law asks of this home on this day, with its date: gas, electrics, energy, licence",
    ),
    GateItem.PAYEE: (
        "The payee is named",
        "Who would be paid, the landlord or an agent. Finance enters and confirms the bank details",
    ),
    GateItem.ADVICE: (
        "Independent advice was offered",
        "To the young person: when, by whom, and what they wished. Shelter, Centrepoint and Citizens Advice are free",
    ),
}
"""What each item is called, and what to write down of it."""

FACTS = {
    "young_person.name": "the young person’s name",
    "property.address": "the address of the home",
    "property.postcode": "the postcode of the home",
    "landlord.name": "the landlord’s name",
    "landlord.address": "the landlord’s address",
    "tenancy.monthly_rent": "the rent of the whole home",
}
"""The facts that a deed cannot be without, in words."""


class Evidence(Dated):
    """What was seen, and when."""

    evidence = fields.words("What did you see?", needed="Say what you saw", rows=3)


class Terms(Dated):
    """What the landlord said to the terms: accepted, or what they ask for and by when it is to be settled."""

    called = {**Dated.called, "--asks": "evidence", "--due": "settled_by"}  # noqa: RUF012 - as Form
    accepts = fields.one_of(
        "Does the landlord accept the terms?",
        [("yes", "Yes, as they stand"), ("no", "No, or only with changes")],
        needed="Say whether the landlord accepts the terms",
    )
    evidence = fields.words(
        "What did they say?",
        hint="Who, when and how; and what they ask for",
        needed="Say what they said",
        rows=3,
    )
    settled_by = fields.day("By when should it be settled?", hint="Only where they do not accept")

    def answers_agree(self) -> bool:
        """Whether there is a day for what is not accepted; else the field asks for it."""
        if self.accepts.data == "no" and self.settled_by.data is None:
            self.settled_by.errors = ["Enter the day by which it should be settled"]
        return not self.settled_by.errors


@pages.page("/cases/<case:ref>/issue", sees=View.CASES)
def checklist(ref: str) -> ResponseReturnValue:
    """Everything that must be there before the issue, and what still stands in the way."""
    at = desk()
    held = before_issue.of_case(at.office, at.person, ref, at.on)
    open_ = held.status not in (CaseStatus.GUARANTEED, CaseStatus.WITHDRAWN)
    return show(
        "gate/checklist.html",
        title="Before the guarantee is issued",
        caption=_caption(ref, held),
        back=url_for("cases.case", ref=ref),
        ref=ref,
        held=held,
        items=ITEMS,
        facts_missing=[FACTS[each] for each in held.lacking if each in FACTS],
        records=open_ and may(at.person.roles, Act.RECORD_GATE_ITEM),
        issues=may(at.person.roles, Act.ISSUE_GUARANTEE),
    )


@pages.page("/cases/<case:ref>/issue/<item>", does=Act.RECORD_GATE_ITEM)
def record(ref: str, item: str) -> ResponseReturnValue:
    """Record one item: what was seen, by whoever is signed in, on which day."""
    at = desk()
    if item not in set(GateItem):
        raise NotFound("ITEM", "an item of the gate", item)
    which = GateItem(item)
    held = before_issue.of_case(at.office, at.person, ref, at.on)
    if which is GateItem.TERMS_ACCEPTED:
        return _terms(ref, at, held)
    form = Evidence()
    if form.sent():
        evidence = form.evidence.data or ""
        cases.record_gate_item(at.office, at.person, ref, which, evidence, form.on.data or at.on)
        return done(f"{ITEMS[which][0]}: recorded. {_what_is_left(held, which)}", _list(ref))
    return show(
        "gate/item.html",
        title=ITEMS[which][0],
        caption=_caption(ref, held),
        back=_list(ref),
        form=form,
        ref=ref,
        hint=ITEMS[which][1],
        seen=held.items[which],
    )


def _terms(ref: str, at: Desk, held: BeforeIssue) -> ResponseReturnValue:
    """The landlord's answer to the terms; what they ask for waits for somebody and is no acceptance."""
    item, form = GateItem.TERMS_ACCEPTED, Terms()
    if form.sent() and form.answers_agree():
        said, on = form.evidence.data or "", form.on.data or at.on
        if form.accepts.data == "yes":
            cases.record_gate_item(at.office, at.person, ref, item, said, on)
            return done(f"{ITEMS[item][0]}: recorded. {_what_is_left(held, item)}", _list(ref))
        settled_by = form.settled_by.data
        assert settled_by is not None, "the form asks for it"
        task = terms_wished.wish(at.office, at.person, ref, said, settled_by, on)["task"]
        return done(f"The terms are not accepted. {task} waits on the worktray until they are", _list(ref))
    return show(
        "gate/terms.html",
        title="Does the landlord accept the terms?",
        caption=_caption(ref, held),
        back=_list(ref),
        form=form,
        ref=ref,
        held=held,
        hint=ITEMS[item][1],
        seen=held.items[item],
    )


def _list(ref: str) -> str:
    return url_for("gate.checklist", ref=ref)


def _caption(ref: str, held: BeforeIssue) -> str:
    return f"{ref}, {held.young_person}" if held.young_person else ref


def _what_is_left(held: BeforeIssue, just_now: GateItem) -> str:
    """What comes next, once an item is recorded."""
    left = [ITEMS[each][0] for each, seen in held.items.items() if not seen and each is not just_now]
    return f"Next: {left[0][0].lower()}{left[0][1:]}" if left else "Every item of the gate is recorded"
