"""Plans to pay back, where the policy asks for it: instalments, a breathing space, and writing off by two."""

import datetime as dt
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.domain.dates import plus_months
from guarantor.domain.money import pence, spoken
from guarantor.ledger.instalments import Promise
from guarantor.services.paying import plans_proposed, recovery, recovery_documents, write_offs
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.pages.finance.room import pages
from guarantor.web.showing import done, money, show


class Plan(Dated):
    """A plan of equal instalments, a month apart."""

    called = {"--instalment": "how_many", "--why": "why_late"}  # noqa: RUF012 - declared as a mapping by Form
    how_many = fields.whole(
        "In how many monthly instalments?",
        hint="They are equal; what cannot be shared out evenly comes with the first",
        needed="Enter how many instalments",
    )
    first_on = fields.day("When is the first one due?", needed="Enter the day on which the first one is due")
    on = fields.day(
        "When was it agreed with the young person?", needed="Enter the day on which it was agreed"
    )


class Space(Dated):
    """Days in which nothing is asked for."""

    called = {"--until": "until_on", "--reason": "reason", "--why": "why_late"}  # noqa: RUF012 - as by Form
    from_on = fields.day("First day", needed="Enter the first day")
    until_on = fields.day("Last day", needed="Enter the last day")
    reason = fields.words("Why?", needed="Say why", rows=2)
    on = fields.day("When was it agreed?", needed="Enter the day on which it was agreed")


class Off(Dated):
    """What is asked for no longer."""

    amount = fields.pounds("How much is written off?", needed="Enter how much is written off")
    reason = fields.words("Why?", needed="Say why", rows=3)
    on = fields.day("Date", needed="Enter the date")


@pages.page("/finance/recovery/<claim:ref>/plan", does=Act.AGREE_RECOVERY_PLAN)
def plan(ref: str) -> ResponseReturnValue:
    """Agree a plan for all that is left; it replaces an earlier one."""
    at = desk()
    left_pence = plans_proposed.left_to_promise(at.office, ref)
    form: Any = Plan(how_many="12", first_on=plus_months(at.on, 1))
    if form.sent() and _is_whole(form.how_many):
        promises = _equal(left_pence, int(form.how_many.data), form.first_on.data)
        made = recovery.agree_plan(at.office, at.person, ref, promises, form.on.data)
        says = (
            f"The plan is agreed: {len(made['instalments'])} instalments, {money(made['recoverable'])} in all"
        )
        return done(says, url_for("finance.recovery_of", ref=ref))
    return show(
        "finance/form.html",
        title="Agree a plan",
        caption=f"Claim {ref}",
        back=url_for("finance.recovery_of", ref=ref),
        form=form,
        shown=("how_many", "first_on", "on", "why_late"),
        says=f"{spoken(left_pence)} is left to pay back. A plan shares all of it out.",
        button="Agree the plan",
    )


@pages.page("/finance/recovery/<claim:ref>/breathing-space", does=Act.GRANT_BREATHING_SPACE)
def breathing_space(ref: str) -> ResponseReturnValue:
    """Ask for no instalment between two days."""
    at = desk()
    form: Any = Space(from_on=at.on)
    if form.sent():
        recovery.grant_breathing_space(
            at.office, at.person, ref, form.from_on.data, form.until_on.data, form.reason.data, form.on.data
        )
        says = "Nothing is asked for in these days; what falls due in them is asked for afterwards"
        return done(says, url_for("finance.recovery_of", ref=ref))
    return show(
        "finance/form.html",
        title="Give a breathing space",
        caption=f"Claim {ref}",
        back=url_for("finance.recovery_of", ref=ref),
        form=form,
        shown=("from_on", "until_on", "reason", "on", "why_late"),
        says="No instalment is asked for from the first day to the last, both included.",
        button="Give the breathing space",
    )


@pages.page("/finance/recovery/<claim:ref>/write-off", does=Act.PROPOSE_WRITE_OFF)
def write_off(ref: str) -> ResponseReturnValue:
    """Propose to ask for some of it no longer; another finance officer confirms."""
    at = desk()
    left = recovery_documents.shown(at.office, ref, at.on)["left"]
    form: Any = Off(amount=left)
    if form.sent():
        proposed = write_offs.propose_write_off(
            at.office, at.person, ref, form.amount.pence, form.reason.data, form.on.data
        )
        says = f"Proposed as {proposed['pending']}. Nothing changes until another finance officer confirms it"
        return done(says, url_for("finance.recovery_of", ref=ref))
    return show(
        "finance/form.html",
        title="Write off",
        caption=f"Claim {ref}",
        back=url_for("finance.recovery_of", ref=ref),
        form=form,
        shown=("amount", "reason", "on", "why_late"),
        says=f"A plan still asks for {spoken(pence(left, 'left'))}. Another finance officer confirms the write-off.",
        button="Propose it",
    )


def _is_whole(field: Any) -> bool:
    """Whether a number of instalments was typed; else the field says what was expected."""
    said = field.data or ""
    if said.isdecimal() and said.isascii() and 1 <= int(said) <= 120:
        return True
    field.errors = ["Enter a whole number of instalments from 1 to 120"]
    return False


def _equal(left_pence: int, how_many: int, first_on: dt.date) -> list[Promise]:
    """Equal instalments a month apart; the first takes what is over."""
    each_pence, over_pence = divmod(left_pence, how_many)
    sums = [each_pence + over_pence, *[each_pence] * (how_many - 1)]
    return [
        Promise(plus_months(first_on, number), amount_pence)
        for number, amount_pence in enumerate(sums)
        if amount_pence
    ]
