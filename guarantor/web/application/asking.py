"""The form of one part of the application: made from its questions, read back into answers."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from flask import request

from guarantor.services.casework import odd_values
from guarantor.services.casework.odd_values import Odd
from guarantor.web.application.questions import Answers, Part, Question
from guarantor.web.forms import Form

KEPT = "keep"


class PartForm(Form):
    """A part's questions. Made by `form_of`."""

    part: Part
    on: dt.date

    def validate(self, extra_validators: Any = None) -> bool:
        """What each field says of itself, then what each question says of its answer."""
        readable = super().validate(extra_validators)
        for question in self.part.questions:
            says = question.fault(self, self.on) if not self[question.name].errors else None
            if says is not None:
                self[question.name].errors = [says]
                readable = False
        return readable

    def answers(self) -> dict[str, Any]:
        """What was typed, by path. Only for a form that could be read."""
        return {question.path: question.answer(self) for question in self.part.questions}


def form_of(part: Part, answers: Answers, on: dt.date) -> PartForm:
    """The form of a part as it stands; what is not known is suggested where there is a usual answer."""
    fields: dict[str, Any] = {}
    shown: dict[str, Any] = {}
    for question in part.questions:
        fields |= question.fields()
        shown |= question.shown_at_first(_or_suggested(question, answers))
    kind = type("FormOfPart", (PartForm,), {**fields, "part": part, "on": on})
    form = kind(version=_version(part, answers), **shown)
    assert isinstance(form, PartForm)
    return form


def changed(answers: Mapping[str, Any], before: Answers) -> dict[str, Any]:
    """Those of the answers that are not what stood before."""
    return {path: answer for path, answer in answers.items() if answer != before.get(path)}


def odd_still(part: Part, before: Answers, typed: Mapping[str, Any], on: dt.date) -> list[Odd]:
    """What is odd in a part as typed and was not kept by the person who typed it."""
    now = {path: answer for path, answer in {**before, **typed}.items() if answer is not None}
    kept = set(request.form.getlist(KEPT))
    return [
        odd
        for odd in odd_values.odd_in(now, on)
        if set(odd.paths) & set(changed(typed, before)) & set(part.paths) and odd.code not in kept
    ]


def _or_suggested(question: Question, answers: Answers) -> Any:
    answer = answers.get(question.path)
    return question.suggested if answer is None else answer


def _version(part: Part, answers: Answers) -> str:
    """Changes when an answer of this part does, and not when somebody saves another one."""
    held = json.dumps([answers.get(path) for path in part.paths])
    return hashlib.sha256(held.encode()).hexdigest()[:16]
