"""Deciding a claim line by line, beside the rent record, by another person than the one who lodged it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.domain.dates import Month
from guarantor.domain.money import pence, spoken
from guarantor.services.claiming import claim_beside, claim_documents, claims, deciders
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.pages.claims.claim import PAPERS, charges
from guarantor.web.pages.claims.room import heading, month_in_words, pages, time_left
from guarantor.web.showing import done, money, show


class Decision(Dated):
    """What is accepted of a claim. Each line that can be accepted has fields of its own, `says_2018_09`, `part_...`."""

    reason = fields.words(
        "Why is not all of it accepted?",
        hint="The landlord is told this for each line that is not accepted in full: "
        "nothing that tells of the tenant’s age or background. Leave it empty where all of it is accepted",
    )
    on = fields.day("Date of the decision", needed="Enter the date of the decision")


@pages.page("/claims/<claim:ref>/decide", does=Act.DECIDE_CLAIM)
def decide(ref: str) -> ResponseReturnValue:
    """Each line with its checks; what passes can be accepted, whole or in part."""
    at = desk()
    held = claim_documents.shown(at.office, ref)
    beside = claim_beside.beside(at.office, at.person, ref)
    lines = held["lines"] if held["status"] == "lodged" else []
    form = _form(lines, version=f"{len(held['evidence'])} {beside.cap_left_pence} {held['status']}")
    if form.sent() and _readable(form, lines):
        made = claims.decide(at.office, at.person, ref, _accepts(form, lines), form.reason.data, form.on.data)
        return done(_says(ref, made), url_for("claims.claim", ref=ref))
    return show(
        "claims/decide.html",
        title="Decide the claim",
        form=form,
        ref=ref,
        claim=held,
        held=beside,
        did=deciders.left_to_another(at.office, at.person, ref),
        lines=_rows(form, lines, charges(at, beside.guarantee_ref)),
        missing=[PAPERS[each] for each in held["evidence_missing"]],
        left=time_left(at.on, _decide_by(held)),
        month_in_words=month_in_words,
        payable_pence=sum(pence(line["payable"], "payable") for line in lines),
        claimed_pence=sum(pence(line["claimed"], "claimed") for line in lines),
        **heading(ref, beside),
    )


def _decide_by(held: Mapping[str, Any]) -> dt.date | None:
    return dt.date.fromisoformat(held["receipt"]["decide_by"]) if held["receipt"] else None


def _form(lines: list[dict[str, Any]], version: str) -> Any:
    """The form with the choices of each line that something can be accepted of."""
    made: dict[str, Any] = {}
    for line in lines:
        choices = _choices(line, lines)
        if choices:
            month = line["month"]
            words = month_in_words(month)
            made[_name("says", month)] = fields.one_of(
                f"What do you decide for {words}?", choices, needed=f"Choose what you decide for {words}"
            )
            if any(value == "part" for value, _ in choices):
                made[_name("part", month)] = fields.pounds(f"Part accepted for {words}")
    return type("DecisionOfLines", (Decision,), made)(version=version)


def _choices(line: dict[str, Any], lines: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """What can be decided on a line; nothing where it failed its checks, since it can only be rejected."""
    payable_pence = pence(line["payable"], "payable")
    if payable_pence:
        whole = pence(line["claimed"], "claimed") == payable_pence + pence(line["deposit"], "deposit")
        accept = f"Accept {spoken(payable_pence)}" + ("" if whole else ", which is all that may be paid")
        return [("all", accept), ("part", "Accept part of it"), ("none", "Reject")]
    if pence(line["deposit"], "deposit") and not any(pence(each["payable"], "payable") for each in lines):
        return [("deposit", "The deposit meets it, and the council pays nothing"), ("none", "Reject")]
    return []


def _readable(form: Form, lines: list[dict[str, Any]]) -> bool:
    """Whether each part that is accepted says how much, and a reason stands where not all is accepted."""
    for line in lines:
        says, part = (_field(form, kind, line["month"]) for kind in ("says", "part"))
        if says is not None and says.data == "part" and not (part and part.pence):
            part.errors = [f"Enter how much you accept for {month_in_words(line['month'])}"]
            return False
    return True


def _accepts(form: Form, lines: list[dict[str, Any]]) -> dict[Month, int]:
    """The pence accepted by month, as `claims.decide` takes them; a rejected line is not in it."""
    accepts: dict[Month, int] = {}
    for line in lines:
        says = _field(form, "says", line["month"])
        month = Month.read(line["month"], "month")
        if says is None or says.data == "none":
            continue
        if says.data == "all":
            accepts[month] = pence(line["payable"], "payable")
        elif says.data == "deposit":
            accepts[month] = 0
        else:
            accepts[month] = _field(form, "part", line["month"]).pence
    return accepts


def _rows(
    form: Form, lines: list[dict[str, Any]], charged: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    return [
        {
            **line,
            "rent": charged.get(line["month"]),
            "says": _field(form, "says", line["month"]),
            "part": _field(form, "part", line["month"]),
        }
        for line in lines
    ]


def _field(form: Form, kind: str, month: str) -> Any:
    return form._fields.get(_name(kind, month))


def _name(kind: str, month: str) -> str:
    return f"{kind}_{month}".replace("-", "_")


def _says(ref: str, made: Mapping[str, Any]) -> str:
    if made["outcome"] == "rejected":
        return f"{ref} is rejected. The landlord is told by letter"
    accepted = "accepted" if made["outcome"] == "accepted" else "accepted in part"
    kept = (
        "" if made["of_the_deposit"] == "0.00" else f", and the deposit meets {money(made['of_the_deposit'])}"
    )
    return f"{ref} is {accepted}: {money(made['accepted'])} is to be paid{kept}"
