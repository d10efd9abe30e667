"""Every address of the application with something real in its place, in a rehearsal where every kind of thing is."""

from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from tests.rehearsing import after
from tests.storage.full_use import in_full_use
from tests.web.entering import open_accounts

EXAMPLES: dict[str, Any] = {
    "case": "RG-0001",
    "guarantee": "RG-0001/1",
    "claim": "RG-0001/1/C1",
    "cost": "RG-0010/K1",
    "pending": 1,
    "task": 1,
    "change": 1,
    "batch": 1,
    "copy": 1,
    "proposal": 1,
    "saved": 1,
    "month": "2018-07",
    "paper": "22222222222222",
    "default": "guarantor.css",
}
"""For each kind of place in an address something that stands in the rehearsal of `everything`."""

NOT_THERE: dict[str, Any] = EXAMPLES | {
    "case": "RG-9999",
    "guarantee": "RG-0001/99",
    "claim": "RG-0001/1/C99",
    "cost": "RG-0001/K99",
    **dict.fromkeys(("pending", "task", "change", "batch", "copy", "proposal", "saved"), 9999),
    "month": "2031-01",
    "paper": "33333333333333",
    "default": "nothing-of-that-name",
}
"""The same kinds, and nothing that stands."""


@after(in_full_use)
def everything(rehearsal: Any) -> None:
    """Every table has rows, and everybody has an account."""
    open_accounts(rehearsal)


def addresses(app: Flask, method: str, examples: dict[str, Any] = EXAMPLES) -> list[tuple[Rule, str]]:
    """Each rule that answers a method, with an address of it."""
    to = app.url_map.bind("localhost")
    answering = [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]
    return [(rule, to.build(rule.endpoint, _values(rule, examples), method=method)) for rule in answering]


def _values(rule: Rule, examples: dict[str, Any]) -> dict[str, Any]:
    named = {argument: type(rule._converters[argument]).__name__ for argument in rule.arguments}
    kinds = {argument: kind.removesuffix("Converter").lower() for argument, kind in named.items()}
    return {argument: examples["default" if kind == "unicode" else kind] for argument, kind in kinds.items()}
