"""The kinds of answer a form takes, each with its label, hint and error as GOV.UK components show them.

A field reads what was typed and says in one sentence what was expected; whether the answer is right for the case is
for the service. An empty answer is None, never an empty string.
"""

import datetime as dt
from collections.abc import Sequence
from math import nan
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovCharacterCount,
    GovCheckboxesInput,
    GovCheckboxInput,
    GovDateInput,
    GovFileInput,
    GovPasswordInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Field, FileField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Optional

from guarantor.domain.money import pence
from guarantor.domain.wrong_input import WrongInput

Choices = Sequence[tuple[str, str]]


class DayField(Field):
    """A date in three boxes: day, month, year. `data` is a date or None."""

    widget = GovDateInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the three boxes. Raises ValueError with what was expected."""
        self.data: dt.date | None = None
        self.raw_data = [*valuelist, "", "", ""][:3]
        typed = [each.strip() for each in self.raw_data]
        if not any(typed):
            return
        try:
            day, month, year = (int(each) for each in typed)
            self.data = dt.date(year, month, day)
        except (ValueError, OverflowError):
            raise ValueError(_wrong(self.label.text, "must be a real date, such as 27 3 2018")) from None

    def _value(self) -> str:
        return self.data.isoformat() if self.data else ""


class PoundsField(StringField):
    """A sum in pounds as people write it; `pence` is the sum in whole pence, or None."""

    widget = GovTextInput()

    @property
    def pence(self) -> int | None:
        """The sum in whole pence."""
        return None if not self.data else pence(self.data, str(self.label.text))

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a sum, with or without its pound sign and commas. Raises ValueError with what was expected."""
        self.data = (valuelist[0] if valuelist else "").strip().lstrip("£").replace(",", "").strip() or None
        if self.data:
            try:
                pence(self.data, "sum")
            except WrongInput:
                self.data, typed = valuelist[0], None
                raise ValueError(
                    _wrong(self.label.text, "must be a sum in pounds, such as 520 or 520.50")
                ) from typed


class LineField(StringField):
    """One line of text without the blanks around it; None where nothing was typed."""

    widget = GovTextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the line."""
        self.data = (valuelist[0].strip() if valuelist else "") or None


class NumberField(StringField):
    """A number with or without decimals, between two others. `number` is it, or None where nothing was typed."""

    widget = GovTextInput()
    low: float
    high: float

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number. Raises ValueError with what was expected."""
        self.data = (valuelist[0] if valuelist else "").strip().rstrip("%").replace(",", "").strip() or None
        if self.data is None:
            return
        try:
            found = float(self.data)
        except ValueError:
            found = nan
        if not self.low <= found <= self.high:
            raise ValueError(
                f"{self.label.text} must be a number from {self.low:g} to {self.high:,g}, such as {self.low:g}"
            )

    @property
    def number(self) -> float | None:
        """The number typed."""
        return float(self.data) if self.data else None


class WordsField(LineField):
    """Several lines of text."""

    widget = GovTextArea()


class CountedWordsField(LineField):
    """Several lines of text with a count of the characters left."""

    widget = GovCharacterCount()


class SecretField(StringField):
    """A password or a code: never shown again."""

    widget = GovPasswordInput()


class UploadField(FileField):
    """A file; `data` is werkzeug's FileStorage, or None."""

    widget = GovFileInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the file. What stands under its name and is none, as a bent or made-up request sends, is no file."""
        given = [each for each in valuelist if isinstance(each, FileStorage) and each.filename]
        self.data = given[0] if given else None


class RadiosField(RadioField):
    """One of a few choices, all in sight."""

    widget = GovRadioInput()


class ListField(SelectField):
    """One of many choices, in a list."""

    widget = GovSelect()


class BoxesField(SelectMultipleField):
    """Any of some choices."""

    widget = GovCheckboxesInput()


class TickField(BooleanField):
    """One box to tick."""

    widget = GovCheckboxInput()


def line(
    label: str, *, hint: str = "", needed: str = "", width: int | None = None, **shown: Any
) -> LineField:
    """One line of text. `needed` is the sentence where it is missing; empty: it may be. `width` in characters."""
    return LineField(label, _needed(needed), render_kw={"params": _params(hint, width=width, **shown)})


def words(
    label: str, *, hint: str = "", needed: str = "", rows: int = 4, at_most: int | None = None
) -> LineField:
    """Free text; with `at_most` the characters left are counted."""
    kind = WordsField if at_most is None else CountedWordsField
    params = {**_params(hint), "rows": rows} | ({} if at_most is None else {"maxlength": at_most})
    return kind(label, _needed(needed), render_kw={"params": params})


def day(label: str, *, hint: str = "For example, 27 3 2018", needed: str = "") -> DayField:
    """A date. The field's `data` is a date or None."""
    return DayField(
        label, _needed(needed), render_kw={"params": {**_params(hint), "fieldset": legend(label)}}
    )


def pounds(label: str, *, hint: str = "", needed: str = "") -> PoundsField:
    """A sum of money. The field's `pence` is the sum in whole pence."""
    params = {**_params(hint, width=10), "prefix": {"text": "£"}, "inputmode": "decimal", "spellcheck": False}
    return PoundsField(label, _needed(needed), render_kw={"params": params})


def number(label: str, low: float, high: float, *, hint: str = "", suffix: str = "") -> NumberField:
    """A number from `low` to `high`; the field's `number` is it. `suffix` is its unit, shown behind the box."""
    params = {**_params(hint, width=5), "inputmode": "decimal", "spellcheck": False}
    if suffix:
        params["suffix"] = {"text": suffix}
    kind = type("BoundedField", (NumberField,), {"low": low, "high": high})
    made: NumberField = kind(label, [Optional()], render_kw={"params": params})
    return made


def whole(label: str, *, hint: str = "", needed: str = "", width: int = 4) -> LineField:
    """A whole number as text with a keypad for figures; the service says which numbers will do."""
    return line(label, hint=hint, needed=needed, width=width, inputmode="numeric", spellcheck=False)


def one_of(
    label: str, choices: Choices, *, hint: str = "", needed: str = "", inline: bool = False
) -> RadiosField:
    """One of up to seven choices, each a value and its text."""
    params = {**_params(hint), "fieldset": legend(label)}
    if inline:
        params["classes"] = "govuk-radios--inline"
    return RadiosField(label, _chosen(needed), choices=dict(choices), render_kw={"params": params})


def one_of_many(label: str, choices: Choices, *, hint: str = "", needed: str = "") -> ListField:
    """One of many choices. Begin them with ("", "Choose one") where one is needed."""
    return ListField(label, _chosen(needed), choices=dict(choices), render_kw={"params": _params(hint)})


def some_of(label: str, choices: Choices, *, hint: str = "", needed: str = "") -> BoxesField:
    """Any of some choices; `data` is the list of values."""
    params = {**_params(hint), "fieldset": legend(label)}
    return BoxesField(label, _needed(needed), choices=dict(choices), render_kw={"params": params})


def tick(label: str, *, hint: str = "", needed: str = "") -> TickField:
    """One box; `data` is True where it is ticked."""
    return TickField(label, _needed(needed), render_kw={"params": _params(hint)})


def secret(
    label: str, *, hint: str = "", needed: str = "", autocomplete: str = "current-password"
) -> SecretField:
    """A password. `autocomplete` is what a password manager goes by."""
    return SecretField(
        label, _chosen(needed), render_kw={"params": {**_params(hint), "autocomplete": autocomplete}}
    )


def upload(label: str, *, hint: str = "", needed: str = "") -> UploadField:
    """A file; the form's tag needs enctype="multipart/form-data", which the macro `form` writes with files=true."""
    return UploadField(label, _needed(needed), render_kw={"params": _params(hint)})


def legend(label: str) -> dict[str, Any]:
    """The heading of a group of boxes."""
    return {"legend": {"text": label, "classes": "govuk-fieldset__legend--s"}}


def _wrong(label: str, says: str) -> str:
    """What is wrong under a label: "Date must be ...", or "When was it? This must be ..." under a question."""
    return f"{label} This {says}" if label.endswith("?") else f"{label} {says}"


def _needed(sentence: str) -> list[Any]:
    return [DataRequired(sentence)] if sentence else [Optional()]


def _chosen(sentence: str) -> list[Any]:
    return [InputRequired(sentence)] if sentence else [Optional()]


def _params(hint: str, *, width: int | None = None, **shown: Any) -> dict[str, Any]:
    params: dict[str, Any] = {"label": {"classes": "govuk-label--s"}, **shown}
    if hint:
        params["hint"] = {"text": hint}
    if width is not None:
        params["classes"] = (
            f"govuk-input--width-{next(size for size in (2, 3, 4, 5, 10, 20, 30) if size >= width)}"
        )
    return params
