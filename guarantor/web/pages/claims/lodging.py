"""Lodging a claim for a landlord: a sum for each unpaid month, checked before it is lodged."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.domain.dates import Month
from guarantor.domain.money import pounds, spoken
from guarantor.services.claiming import claims
from guarantor.services.claiming.preparing import Prepared, UnpaidMonth, prepared
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.pages.claims.room import month_in_words, pages
from guarantor.web.showing import day, done, show


class Lodging(Dated):
    """A landlord's claim. The sums of the months stand in fields of their own, `sum_2018_09`."""

    called = {"--late-reason": "late_reason", "--why": "why_late"}  # noqa: RUF012 - declared as a mapping by Form
    on = fields.day("When did the claim reach us?", needed="Enter the day on which the claim reached us")
    other_month = fields.line("Another month", hint="Year and month, for example 2018-09", width=10)
    other_sum = fields.pounds("Sum claimed for it")
    late_reason = fields.words(
        "Good reason for a late report, if there is one",
        hint="What the landlord told us. Leave it empty where nothing was late",
        rows=3,
    )


@pages.page("/guarantees/<guarantee:ref>/claims/new", does=Act.LODGE_CLAIM)
def lodge(ref: str) -> ResponseReturnValue:
    """The months that the rent record holds unpaid, their sums to be changed, and what the checks say of them.

    What is lodged has been seen with its checks: where a sum or the day was changed and a check has something to say
    that was not on the page, the page is shown once more.
    """
    at = desk()
    held = prepared(at.office, ref, at.on)
    form = _form(held)
    sent = form.sent()
    if sent and _is_readable(form, held):
        sums, lodged_on = _sums(form, held), form.on.data
        if not sums:
            form.refusals.append("Enter a sum for at least one month")
        else:
            again = prepared(at.office, ref, lodged_on, sums)
            if _said(again) <= set((form.seen_checks.data or "").split()):
                answer = claims.lodge(
                    at.office, at.person, ref, sums, lodged_on, form.once_key, form.late_reason.data
                )
                to = url_for("claims.claim", ref=answer["claim"])
                return done(f"{answer['claim']} is lodged. Record the papers that came with it", to)
            held = again
    return _shown(ref, held, form, asked_again=sent and not form.refusals)


def _shown(ref: str, held: Prepared, form: Any, *, asked_again: bool) -> ResponseReturnValue:
    return show(
        "claims/lodge.html",
        title="Check the claim" if asked_again else "Lodge a landlord’s claim",
        caption=f"Guarantee {ref}",
        back=url_for("claims.claims"),
        form=form,
        held=held,
        seen=" ".join(sorted(_said(held))),
        months=[(form[_name(each.month)], each) for each in held.months],
        asked_again=asked_again,
        month_in_words=month_in_words,
    )


def _form(held: Prepared) -> Any:
    """The form with a field for each unpaid month, filled with what would pass."""
    made: dict[str, Any] = {"seen_checks": fields.line("Checks seen")}
    for each in held.months:
        made[_name(each.month)] = fields.pounds(month_in_words(each.month), hint=_hint(each))
    kind = type("LodgingOfMonths", (Lodging,), made)
    return kind(**{_name(month): pounds(pence) for month, pence in held.suggested.items()})


def _name(month: Month) -> str:
    return f"sum_{month}".replace("-", "_")


def _hint(each: UnpaidMonth) -> str:
    """What the rent record says of the month."""
    fell_due = " and ".join(day(due_on) for due_on in each.due_on)
    said = f"{spoken(each.charged_pence)} fell due on {fell_due}; {spoken(each.unpaid_pence)} is unpaid"
    if each.left_pence < each.unpaid_pence:
        said += f", of which {spoken(each.unpaid_pence - each.left_pence)} is accepted on another claim"
    return said if each.heard_of else f"{said}. Nobody has reported it missed before this claim"


def _is_readable(form: Any, held: Prepared) -> bool:
    """Whether month and sum of the other month belong together; else the form says what is missing."""
    month, other_sum = form["other_month"], form["other_sum"]
    if other_sum.data and not month.data:
        month.errors = ["Enter the month of the other sum, such as 2018-09"]
    elif month.data and not other_sum.data:
        other_sum.errors = ["Enter the sum claimed for the other month"]
    elif month.data and Month.read(month.data, "other_month") in {each.month for each in held.months}:
        month.errors = ["This month stands above: enter its sum there"]
    return not month.errors and not other_sum.errors


def _sums(form: Any, held: Prepared) -> dict[Month, int]:
    """What is claimed, in pence by month; a month left empty is not claimed."""
    sums = {each.month: form[_name(each.month)].pence or 0 for each in held.months}
    if form["other_month"].data:
        sums[Month.read(form["other_month"].data, "other_month")] = form["other_sum"].pence or 0
    return {month: pence for month, pence in sums.items() if pence}


def _said(held: Prepared) -> set[str]:
    """Each line of which a check says something, in short: by this the page knows what has been seen."""
    lines = [*(each.check for each in held.months if each.check), *held.others]
    return {
        f"{line.month}={line.claimed_pence}:{len(line.failed)}.{len(line.notes)}"
        for line in lines
        if line.failed or line.notes
    }
