"""Questions of an application: the field that asks each, what it writes into the document, and how an answer is shown.

An answer is what the document holds at the question's path: text, pounds as text, a whole number, true or false, a day
in ISO form or "never". Knows no page and asks no service.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from guarantor.domain.money import pence, pounds
from guarantor.ledger.rent_periods import PERIODS_PER_YEAR, Every, monthly_share_pence
from guarantor.web import fields
from guarantor.web.fields import Choices
from guarantor.web.showing import day, money

Kind = Literal[
    "line", "words", "address", "day", "day_or_never", "sum", "rent", "count", "choice", "list", "yes_no"
]
Answers = Mapping[str, Any]

RENT_PERIOD = "rent_period"
"""The field that says how often the rents of a form fall due."""
_PERIODS = {Every.MONTH: "Every month", Every.WEEK: "Every week", Every.FOUR_WEEKS: "Every four weeks"}
YES_NO = [("yes", "Yes"), ("no", "No"), ("", "Not known yet")]
_HOW_A_MONTH = (
    "Type the rent as the agreement states it. It is kept by the month: a week's rent times 52, or four weeks' rent "
    "times 13, divided by 12"
)
_COUNT = re.compile(r"[0-9]{1,4}")
_PERSONAL: dict[str, Any] = {"autocomplete": "off", "spellcheck": False}


@dataclass(frozen=True)
class Question:
    """One question. `asks` is its label; `short` names it in lists and sentences.

    `needed` says when a part is not done without it: always, or where the other answers make it count. `never` is the
    text beside the box that says it never happened. `past` days lie no later than the business day. A rent is typed as
    it is quoted, by the week, four weeks or month, and answered as what it comes to in a month.
    """

    path: str
    kind: Kind
    asks: str
    short: str
    hint: str = ""
    choices: Choices = ()
    needed: Callable[[Answers], bool] = lambda _answers: True
    never: str = ""
    past: bool = False
    suggested: str | None = None

    @property
    def name(self) -> str:
        """The field's name: the path with lines for its dots."""
        return self.path.replace(".", "_")

    def fields(self) -> dict[str, Any]:
        """The form's fields for it by name; a day that may never have been has two."""
        made = {self.name: self._field()}
        if self.kind == "day_or_never":
            made[f"{self.name}_never"] = fields.tick(self.never)
        if self.kind == "rent":
            made[RENT_PERIOD] = fields.one_of(
                "How often does the rent fall due?", list(_PERIODS.items()), hint=_HOW_A_MONTH, inline=True
            )
        return made

    def _field(self) -> Any:
        return _FIELDS[self.kind](self)

    def shown_at_first(self, answer: Any) -> dict[str, Any]:
        """What the fields hold when they are shown with an answer, or with None."""
        if self.kind == "rent":
            return {self.name: answer, RENT_PERIOD: Every.MONTH}
        if answer is None:
            return {}
        if self.kind in ("day", "day_or_never"):
            if answer == "never":
                return {f"{self.name}_never": True}
            return {self.name: dt.date.fromisoformat(answer)}
        if self.kind == "yes_no":
            return {self.name: "yes" if answer else "no"}
        return {self.name: str(answer)}

    def answer(self, form: Any) -> Any:
        """The answer as the document writes it, None where it is not known."""
        if self.kind == "day_or_never" and form[f"{self.name}_never"].data:
            return "never"
        data = form[self.name].data
        if self.kind == "rent" and data:
            return pounds(monthly_share_pence(pence(data, "sum"), _periods_a_year(form)))
        return None if not data else _WRITTEN.get(self.kind, str)(data)

    def turned_into_a_month(self, form: Any) -> str:
        """What a rent that was typed by the week or four weeks comes to, in a sentence; empty for any other answer."""
        every = form[RENT_PERIOD].data if self.kind == "rent" else None
        typed = form[self.name]
        # What none of the choices is, as a made-up request sends it, is said to be wrong beside the field.
        if not typed.data or typed.errors or every not in set(_PERIODS) - {Every.MONTH}:
            return ""
        how = _PERIODS[Every(every)].lower()
        return (
            f"{self.short}: {money(typed.data)} {how} is kept as {money(self.answer(form))} a month "
            f"({_periods_a_year(form)} times a year, divided by 12)"
        )

    def fault(self, form: Any, on: dt.date) -> str | None:
        """What is wrong with what was typed, beyond what the field itself says."""
        field = form[self.name]
        if self.kind == "count" and field.data is not None and not _COUNT.fullmatch(field.data):
            return f"{self.short} must be a whole number, such as 0 or 1"
        if self.kind == "day_or_never" and field.data and form[f"{self.name}_never"].data:
            return f"{self.short}: give the day or tick “{self.never}”, not both"
        if self.past and field.data and field.data > on:
            return f"{self.short} must be today or earlier"
        return None

    def said(self, answer: Any) -> str:
        """The answer in words."""
        if answer is None:
            return ""
        if answer == "never":
            return self.never
        if self.kind in ("choice", "list"):
            return dict(self.choices).get(answer, str(answer))
        return _SAID.get(self.kind, str)(answer)


@dataclass(frozen=True)
class Part:
    """A part of the application, which has a page of its own. `code` stands in the page's address.

    `who` usually knows the answers. `after` is a part without which this one has nothing to say yet.
    """

    code: str
    title: str
    questions: Sequence[Question]
    who: str = "the personal adviser"
    intro: str = ""
    after: str | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of its answers."""
        return tuple(question.path for question in self.questions)

    def missing(self, answers: Answers) -> list[Question]:
        """The questions that the part is not done without."""
        return [each for each in self.questions if answers.get(each.path) is None and each.needed(answers)]

    def known(self, answers: Answers) -> list[Question]:
        """The questions that are answered."""
        return [each for each in self.questions if answers.get(each.path) is not None]


def never_needed(_answers: Answers) -> bool:
    """For a question that may stay open."""
    return False


def _periods_a_year(form: Any) -> int:
    periods = PERIODS_PER_YEAR[Every(form[RENT_PERIOD].data or Every.MONTH)]
    assert periods is not None, "no term is offered"
    return periods


def _on_one_line(text: str) -> str:
    lines = (line.strip(" ,") for line in text.splitlines())
    return ", ".join(line for line in lines if line)


_WRITTEN: dict[Kind, Callable[[Any], Any]] = {
    "day": dt.date.isoformat,
    "day_or_never": dt.date.isoformat,
    "count": int,
    "yes_no": lambda said: said == "yes",
    "address": _on_one_line,
    "sum": lambda given: pounds(pence(given, "sum")),
}
_SAID: dict[Kind, Callable[[Any], str]] = {
    "day": day,
    "day_or_never": day,
    "sum": money,
    "rent": money,
    "yes_no": lambda answer: "Yes" if answer else "No",
}


def _choice(question: Question) -> Any:
    choices = [*question.choices, ("", "Not known yet")]
    return fields.one_of(question.asks, choices, hint=question.hint)


def _yes_no(question: Question) -> Any:
    return fields.one_of(question.asks, YES_NO, hint=question.hint, inline=True)


def _listed(question: Question) -> Any:
    return fields.one_of_many(question.asks, [("", "Not known yet"), *question.choices], hint=question.hint)


def _day(question: Question) -> Any:
    return fields.day(question.asks, hint=question.hint or "For example, 27 3 2018")


_FIELDS: dict[Kind, Callable[[Question], Any]] = {
    "line": lambda question: fields.line(question.asks, hint=question.hint, **_PERSONAL),
    "words": lambda question: fields.words(question.asks, hint=question.hint, rows=6),
    "address": lambda question: fields.words(question.asks, hint=question.hint, rows=3),
    "day": _day,
    "day_or_never": _day,
    "sum": lambda question: fields.pounds(question.asks, hint=question.hint),
    "rent": lambda question: fields.pounds(question.asks, hint=question.hint),
    "count": lambda question: fields.whole(question.asks, hint=question.hint),
    "choice": _choice,
    "list": _listed,
    "yes_no": _yes_no,
}
