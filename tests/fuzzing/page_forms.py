"""What a page asks for: its forms and their fields, read from the page itself, and the names its view looks up.

Nothing is listed by hand: a form that is added tomorrow is attacked tomorrow.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict


@dataclass
class Box:
    """A field of a form: its name, what it is, its value and the choices it offers."""

    name: str
    kind: str
    value: str = ""
    id: str = ""
    inputmode: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class PageForm:
    """A form of a page: where it is sent, how, and its boxes in their order."""

    method: str
    action: str
    boxes: list[Box] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._form: PageForm | None = None
        self._select: Box | None = None
        self._written: Box | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = PageForm(given.get("method", "get").lower(), given.get("action", ""))
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "input" and given.get("name"):
            self._input(given)
        elif tag == "button" and given.get("name"):
            self._add(Box(given["name"], "hidden", given.get("value", "")))
        elif tag == "textarea":
            self._written = self._add(Box(given.get("name", ""), "textarea"))
        elif tag == "select":
            self._select = self._add(Box(given.get("name", ""), "select"))
        elif tag == "option" and self._select is not None:
            self._select.choices.append(given.get("value", ""))
            if "selected" in given:
                self._select.value = given.get("value", "")

    def _input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        value = given.get("value", "")
        same = next((each for each in self._form.boxes if each.name == given["name"]), None)  # type: ignore[union-attr]
        if kind in ("radio", "checkbox") and same is not None:
            same.choices.append(value)
            return
        box = self._add(Box(given["name"], kind, value, given.get("id", ""), given.get("inputmode", "")))
        if kind in ("radio", "checkbox"):
            box.choices.append(value)

    def _add(self, box: Box) -> Box:
        assert self._form is not None
        self._form.boxes.append(box)
        return box

    def handle_data(self, data: str) -> None:
        if self._written is not None:
            self._written.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._written = None
        elif tag == "select":
            self._select = None


def forms_in(page: str) -> list[PageForm]:
    """Every form of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


asked: set[str] = set()
"""The names that views have looked up in an address or a form since this was last cleared."""


class _Recording(ImmutableMultiDict[Any, Any]):
    """What came with a request; remembers which names were looked up."""

    def __getitem__(self, key: Any) -> Any:
        asked.add(key)
        return super().__getitem__(key)

    def get(self, key: Any, *more: Any, **named: Any) -> Any:
        asked.add(key)
        return super().get(key, *more, **named)

    def getlist(self, key: Any, *more: Any, **named: Any) -> Any:
        asked.add(key)
        return super().getlist(key, *more, **named)

    def __contains__(self, key: Any) -> bool:
        asked.add(str(key))
        return super().__contains__(key)


class _RecordingRequest(Request):
    parameter_storage_class = _Recording  # type: ignore[assignment]


def listen(app: Flask) -> None:
    """Let the application remember which names its views look up."""
    app.request_class = _RecordingRequest
