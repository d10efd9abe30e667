"""References in addresses: RG-0001/1/C1 stands there as RG-0001-1-C1, since a slash parts an address.

A rule such as "/guarantees/<guarantee:ref>" gives the view the reference itself, and url_for takes it. An address
with anything else in that place is not found. Whatever names a case this way is watched by the gate (see gate.py).
"""

import re
from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.routing import BaseConverter

from guarantor.domain.dates import Month

_CASE = re.compile(r"RG-\d{4,}")
_HIGHEST = 2**31 - 1


class _Reference(BaseConverter):
    """A reference with dashes for its slashes."""

    part_isolating = True

    def to_python(self, value: str) -> str:
        first, *rest = value.split("-")[1:]
        return "/".join([f"RG-{first}", *rest])

    def to_url(self, value: str) -> str:
        return value.replace("/", "-")


class CaseConverter(_Reference):
    """A case: RG-0001."""

    regex = r"RG-\d{4,9}"


class GuaranteeConverter(_Reference):
    """A guarantee: RG-0001/1, in addresses RG-0001-1."""

    regex = r"RG-\d{4,9}-[1-9]\d{0,3}"


class ClaimConverter(_Reference):
    """A claim: RG-0001/1/C1, in addresses RG-0001-1-C1."""

    regex = r"RG-\d{4,9}-[1-9]\d{0,3}-C[1-9]\d{0,3}"


class CostConverter(_Reference):
    """A case's cost: RG-0001/K1, in addresses RG-0001-K1."""

    regex = r"RG-\d{4,9}-K[1-9]\d{0,3}"


class _Numbered(BaseConverter):
    """A number behind a letter or two; the view gets the number."""

    letter = ""

    def to_python(self, value: str) -> int:
        return int(value.removeprefix(f"{self.letter}-"))

    def to_url(self, value: Any) -> str:
        return f"{self.letter}-{str(value).removeprefix(f'{self.letter}-')}"


class PendingConverter(_Numbered):
    """An act that waits for its second person: P-12."""

    letter, regex = "P", r"P-[1-9]\d{0,8}"


class TaskConverter(_Numbered):
    """A task: T-3."""

    letter, regex = "T", r"T-[1-9]\d{0,8}"


class ChangeConverter(_Numbered):
    """A change to a guarantee: CH-1."""

    letter, regex = "CH", r"CH-[1-9]\d{0,8}"


class BatchConverter(_Numbered):
    """A payment batch: B-1."""

    letter, regex = "B", r"B-[1-9]\d{0,8}"


class CopyConverter(_Numbered):
    """A signed copy: SC-3."""

    letter, regex = "SC", r"SC-[1-9]\d{0,8}"


class ProposalConverter(_Numbered):
    """A proposed policy: PP-1."""

    letter, regex = "PP", r"PP-[1-9]\d{0,8}"


class SavedConverter(_Numbered):
    """A saved forecast: SF-1."""

    letter, regex = "SF", r"SF-[1-9]\d{0,8}"


class MonthConverter(BaseConverter):
    """A month: 2018-09. The view gets a Month."""

    regex = r"(?!0000)\d{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> Month:
        return Month.read(value, "month")


class PaperConverter(BaseConverter):
    """The code printed on a paper, without its dashes."""

    regex = r"[2-9A-HJKMNP-Z]{14}"


CONVERTERS: dict[str, type[BaseConverter]] = {
    "case": CaseConverter,
    "guarantee": GuaranteeConverter,
    "claim": ClaimConverter,
    "cost": CostConverter,
    "pending": PendingConverter,
    "task": TaskConverter,
    "change": ChangeConverter,
    "batch": BatchConverter,
    "copy": CopyConverter,
    "proposal": ProposalConverter,
    "saved": SavedConverter,
    "month": MonthConverter,
    "paper": PaperConverter,
}


def teach(app: Flask) -> None:
    """Let the application's rules use these references."""
    app.url_map.converters.update(CONVERTERS)


def row_number(text: str) -> int:
    """The number of a row in an address's query, for `request.args.get(..., type=row_number)`.

    Raises ValueError for one that no row can have, which a database would not even look for.
    """
    number = int(text)
    if not 0 < number <= _HIGHEST:
        raise ValueError(text)
    return number


def case_of(arguments: Mapping[str, Any]) -> str | None:
    """The case that an address names, by itself or by something of it; None where it names none."""
    for value in arguments.values():
        found = _CASE.match(value) if isinstance(value, str) else None
        if found:
            return found[0]
    return None
