"""Forms: what was typed, what was wrong with it, and sending it once.

A view makes its form on GET and on POST alike and asks `form.sent()`. Where a service then refuses, the application
runs the same view again with the refusal in hand (see app.py): `sent()` is False that time, the form holds what was
typed, and the error summary says what is wrong. A view catches neither.
"""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from flask import g, request
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import FileField
from wtforms import Form as WTForm

from guarantor.domain.wrong_input import Fault
from guarantor.web.fields import DayField

CHANGED = "seen"
ONCE = "once"


class Form(WTForm):
    """A form of the pages.

    `called` maps a service's name of a field, such as "--note", to the form's, where that is not plainly the same
    word: "--call-back" finds the field `call_back` by itself.
    """

    called: ClassVar[Mapping[str, str]] = {}

    def __init__(self, version: object = None, **values: Any) -> None:
        """`values` fill the form at first; `version` tells whether what it shows has changed meanwhile."""
        super().__init__(self._given(values), **values)
        self.refusals: list[str] = []
        self.version = "" if version is None else str(version)
        self._was_sent: bool | None = None
        g.form = self

    def _given(self, _at_first: Mapping[str, Any]) -> Any:
        return CombinedMultiDict((request.files, request.form)) if request.method == "POST" else None

    def process(self, formdata: Any = None, *more: Any, **values: Any) -> None:
        """Read what was sent. A file under the name of a field of text, as only a made-up request sends it, is none."""
        if isinstance(formdata, CombinedMultiDict):
            taken = [each for each in request.files.items(multi=True) if self._takes_files(each[0])]
            formdata = CombinedMultiDict((MultiDict(taken), request.form))
        super().process(formdata, *more, **values)

    def _takes_files(self, name: str) -> bool:
        return isinstance(self._fields.get(name), FileField)

    def sent(self) -> bool:
        """Whether the form was sent and every field could be read; else it is shown, with what was wrong.

        However often a view asks, what was wrong is said once.
        """
        if self._was_sent is None:
            self._was_sent = self._is_sent()
        return self._was_sent

    def _is_sent(self) -> bool:
        if request.method != "POST":
            return False
        if "refused" in g:
            self._say_refused()
            return False
        readable = self.validate()
        if CHANGED in request.form and request.form[CHANGED] != self.version:
            self.refusals.append(
                "Somebody changed this since you opened it. What stands now is shown here, and what you "
                "wrote is kept: look at both, then send it again"
            )
            return False
        return bool(readable)

    @property
    def once_key(self) -> str | None:
        """A key for a money act: the same sending of the form is the same act."""
        given = request.form.get(ONCE)
        return None if given is None else f"form {given}"

    @property
    def faults(self) -> list[dict[str, str]]:
        """Every error with the place it leads to, for the error summary."""
        found = [{"text": says, "href": "#main-content"} for says in self.refusals]
        for field in self:
            if field.errors:
                place = f"{field.name}-day" if isinstance(field, DayField) else field.id
                found.append({"text": str(field.errors[0]), "href": f"#{place}"})
        return found

    def _say_refused(self) -> None:
        self.validate()
        for fault in g.refused:
            field = self._named(fault.field)
            says = fault.says.removeprefix(f"{fault.field}: ")
            if field is None:
                self.refusals.append(fault.says)
            else:
                field.errors = [*field.errors, said_of(field.label.text, says).rstrip(".")]

    def _named(self, name: str) -> Any:
        plain = name.lstrip("-").replace("-", "_").replace(".", "_").lower()
        for each in (self.called.get(name), plain, plain.rpartition("_")[2]):
            if each and each in self._fields:
                return self._fields[each]
        return None


class Question(Form):
    """A form whose answers stand in the address: it changes nothing, so that it can be kept as a link.

    It is always asked, with what fills it at first where the address says nothing. Nothing about a person belongs into
    one: addresses are kept in logs and histories.
    """

    def _given(self, at_first: Mapping[str, Any]) -> Any:
        return MultiDict({**at_first, **request.args.to_dict()}) if request.args else None

    def _is_sent(self) -> bool:
        if "refused" in g:
            self._say_refused()
            return False
        return bool(self.validate()) if request.args else True


def said_of(label: str, says: str) -> str:
    """What is wrong with the answer under a label: after a colon, or as a sentence where the label is a question."""
    return f"{label} {says[:1].upper()}{says[1:]}" if label.endswith("?") else f"{label}: {says}"


def refused(faults: Iterable[Fault]) -> None:
    """Let the form of this request say these faults when its view runs again."""
    g.refused = tuple(faults)
