"""The parameters of a policy file: type, unit, range, source, owner, and values by date.

Knows what each unit's value looks like. Which parameters a policy must state is `soundness`.
"""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from rules.pounds import pence
from rules.provisions import Dated, Limit, Parameter, Setting, number
from rules.sections import Section, as_day, is_name
from rules.sheet import Cell, SheetFault
from rules.terms import UNITS

_UNDATED = ("yes_no", "choice")
_MOST = {
    "years": 150,
    "months": 1200,
    "days": 36_525,
    "working_days": 36_525,
    "percent": 100_000,
    "guarantees": 1000,
    "calls": 1000,
    "places": 1_000_000,
    "people": 1_000_000,
}
"""The largest number in each unit: beyond sense, and well within what dates and counts can hold."""


def read_parameters(
    cells: Mapping[str, Cell],
    in_force_from: date | None,
    sources: Mapping[str, str],
    faults: list[SheetFault],
) -> tuple[dict[str, Parameter], dict[str, str]]:
    """The parameters that read well, and the unit of every one: empty where even that is not known."""
    found = {name: _parameter(name, cell, in_force_from, sources, faults) for name, cell in cells.items()}
    units = {name: str(cell.named()["unit"].value) for name, cell in cells.items() if "unit" in cell.named()}
    return (
        {name: parameter for name, parameter in found.items() if parameter is not None},
        {name: units[name] if units.get(name) in UNITS else "" for name in cells},
    )


def _parameter(
    name: str, cell: Cell, in_force_from: date | None, sources: Mapping[str, str], faults: list[SheetFault]
) -> Parameter | None:
    section = Section(cell, f'the parameter "{name}"', faults)
    if not is_name(name, "_"):
        section.fault(cell.line, "needs a name of small letters and underscores")
    unit = section.one_of("unit", UNITS)
    limits = {"yes_no": (), "choice": ("choices",)}.get(unit or "", ("range",))
    dated = "values" if "values" in cell.named() else "value"
    section.refuse_unknown(("about", "unit", dated, "source", "owner", *limits))
    choices = tuple(str(choice.value) for choice in section.cells("choices"))
    values = _dated_values(section, cell, unit, choices, in_force_from)
    lowest, highest = _range(section, cell, unit)
    for line, one in values:
        if _outside(one.value, lowest, highest):
            section.fault(line, "has a threshold out of its range")
    source, about, owner = section.source(sources), section.text("about"), section.text("owner")
    if unit is None or not values or source is None:
        return None
    dated_values = tuple(one for _, one in values)
    return Parameter(
        name, about or "", unit, dated_values, source, owner or "", lowest, highest, choices, cell.line
    )


def _dated_values(
    section: Section, cell: Cell, unit: str | None, choices: tuple[str, ...], in_force_from: date | None
) -> list[tuple[int, Dated]]:
    """One value from the policy's first day, or several by date; each with its line."""
    if unit is None:
        return []
    if "values" not in cell.named():
        only = cell.named().get("value")
        value = _setting(section, only, unit, choices) if only else None
        return [] if only is None or value is None else [(only.line, Dated(in_force_from or date.min, value))]
    dated = []
    for part in section.cells("values"):
        inner = section.inner(part, "a value of")
        inner.refuse_unknown(("from", "value"), ("until",))
        from_on, until_on = inner.day("from"), inner.day("until")
        value = _setting(section, part.named()["value"], unit, choices) if "value" in part.named() else None
        if from_on is not None and value is not None:
            dated.append((part.line, Dated(from_on, value, until_on)))
    _refuse_disorder(section, dated, in_force_from)
    return dated


def _refuse_disorder(section: Section, dated: list[tuple[int, Dated]], in_force_from: date | None) -> None:
    """Values must follow each other by date, without a gap, an overlap or a restatement."""
    for line, one in dated[:1]:
        if in_force_from is not None and one.from_on > in_force_from:
            section.fault(line, "has no value on the policy's first day")
    for line, one in dated:
        if one.until_on is not None and one.until_on < one.from_on:
            section.fault(line, "has unordered dates: it ends before it starts")
    for (_, before), (line, after) in pairwise(dated):
        if after.from_on <= before.from_on:
            section.fault(line, "has unordered dates: each value must start after the one before")
        elif before.until_on is not None and before.until_on >= after.from_on:
            section.fault(line, "has overlapping dates: it starts before the one before it ends")
        elif before.until_on is not None and (after.from_on - before.until_on).days > 1:
            section.fault(line, "leaves days without a value before this one")
        if after.value == before.value:
            section.fault(line, "restates a value without change")
    for line, one in dated[-1:]:
        if one.until_on is not None:
            section.fault(line, "leaves days without a value after this one")


def _setting(section: Section, cell: Cell, unit: str, choices: tuple[str, ...]) -> Setting | None:
    """The value in the form its unit asks for; a fault where it has another."""
    value = cell.value
    found: Setting | None
    match unit:
        case "yes_no":
            found, expected = value if isinstance(value, bool) else None, "true or false"
        case "choice":
            listed = isinstance(value, str) and value in choices
            found, expected = str(value) if listed else None, f"one of {', '.join(choices)}"
        case "date":
            found, expected = as_day(cell), "a date like 2018-06-01"
        case "pounds":
            found, expected = _sum(value), 'a sum in quotes like "250.00"'
        case _:
            whole = value if isinstance(value, int) and not isinstance(value, bool) else -1
            found = whole if 0 <= whole <= _MOST[unit] else None
            expected = f"a whole number of {unit.replace('_', ' ')} from 0 to {_MOST[unit]}"
    if found is None:
        section.fault(cell.line, f"has a value of the wrong type or unit: it must be {expected}")
    return found


def _sum(value: object) -> int | None:
    try:
        return pence(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _range(section: Section, cell: Cell, unit: str | None) -> tuple[Limit | None, Limit | None]:
    """The lowest and highest value that may be set."""
    if unit is None or unit in _UNDATED or "range" not in cell.named():
        return None, None
    line = cell.named()["range"].line
    ends = section.cells("range")
    if len(ends) != 2:
        section.fault(line, "needs a lowest and a highest value as its range")
        return None, None
    lowest, highest = (_setting(section, end, unit, ()) for end in ends)
    if isinstance(lowest, str) or isinstance(highest, str) or lowest is None or highest is None:
        return None, None
    if number(lowest) > number(highest):
        section.fault(line, "has a range whose lowest is above its highest")
    return lowest, highest


def _outside(value: Setting, lowest: Limit | None, highest: Limit | None) -> bool:
    if lowest is None or highest is None or isinstance(value, str):
        return False
    return not number(lowest) <= number(value) <= number(highest)
