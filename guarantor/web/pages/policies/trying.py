"""Any facts tried against any policy, every finding in words beside them. Nothing is stored and nobody is named.

Whoever may see cases can begin with the facts of one; everybody else begins with those of an example.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import MAY_SEE, View
from guarantor.domain.references import case_ref
from guarantor.services.adoption import trying
from guarantor.web import fields
from guarantor.web.application.asking import PartForm
from guarantor.web.application.parts import PARTS
from guarantor.web.application.questions import Part
from guarantor.web.desk import desk
from guarantor.web.pages.policies.room import choices, chosen, in_force_now, pages
from guarantor.web.showing import show


def _groups() -> list[tuple[str, Part]]:
    """The questions that rules read, under the titles of their parts. What is not known stays open here."""
    read = set(trying.paths())
    found = []
    for part in PARTS:
        asked = [dataclasses.replace(each, suggested=None) for each in part.questions if each.path in read]
        if asked:
            found.append((part.title, dataclasses.replace(part, questions=tuple(asked))))
    return found


GROUPS = _groups()
FACTS = Part("facts", "Facts", [question for _, part in GROUPS for question in part.questions])


class Facts(PartForm):
    """The facts, the policy and the day; the questions' fields are added by `_form`."""

    called: ClassVar[Mapping[str, str]] = {"assessed_on": "judged_on"}
    part = FACTS
    on = dt.date.max
    policy = fields.one_of_many("By which policy?", [], needed="Choose a policy")
    judged_on = fields.day("Judged on which day?", needed="Enter the day")


@pages.page("/policies/try", sees=View.PROGRAMMES, methods=("GET", "POST"))
def try_facts() -> ResponseReturnValue:
    """Facts of nobody, to change at will."""
    at = desk()
    asked = request.args.get("case", "").strip().upper()
    if asked and at.person.roles & MAY_SEE[View.CASES]:
        ref = case_ref(asked, "case")
        return redirect(url_for("policies.try_case", ref=ref, policy=request.args.get("policy")), 303)
    return _show(trying.example(at.on), None)


@pages.page("/policies/try/<case:ref>", sees=View.CASES, methods=("GET", "POST"))
def try_case(ref: str) -> ResponseReturnValue:
    """The facts of a case, to change at will; the case stays as it is."""
    return _show(trying.of_case(desk().office, ref), ref)


def _show(facts: Mapping[str, Any], ref: str | None) -> ResponseReturnValue:
    at = desk()
    form = _form(facts, chosen(request.args.get("policy", ""), in_force_now()), at.on)
    tried = None
    if form.sent():
        tried = trying.judge(at.office, form.policy.data, _known(form.answers()), form.judged_on.data)
    elif request.method == "GET":
        tried = trying.judge(at.office, form.policy.data, facts, at.on)
    return show(
        "policies/try.html",
        title="Try a policy on any facts",
        back=url_for("policies.listing"),
        form=form,
        groups=GROUPS,
        tried=tried,
        ref=ref,
        sees_cases=bool(at.person.roles & MAY_SEE[View.CASES]),
    )


def _form(facts: Mapping[str, Any], policy: str, on: dt.date) -> Any:
    made: dict[str, Any] = {}
    shown: dict[str, Any] = {"policy": policy, "judged_on": on}
    for question in FACTS.questions:
        made |= question.fields()
        shown |= question.shown_at_first(facts.get(question.path))
    form = type("FormOfFacts", (Facts,), made)(**shown)
    form.policy.choices = choices()
    return form


def _known(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {path: answer for path, answer in answers.items() if answer is not None}
