"""A policy with other thresholds from another day on: the text that a proposal would make of it.

Only parameters and the policy's first day can be proposed. Conditions and wording stay as the reviewed file has them.
Knows no proposer and no storage; whether the outcome is sound is for whoever loads the text.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.conditions import comparisons
from rules.pounds import pence, pounds
from rules.provisions import ASSUMPTION, Criterion, Parameter, Policy, Setting, number
from rules.reach import conditions_of
from rules.reading import day
from rules.sheet import canonical
from rules.wording import day_in_words

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Changed:
    """A parameter's new value, and the paper that says so; None where nobody but the proposer does."""

    parameter: str
    value: Setting
    paper: str | None


def setting(parameter: Parameter, text: str) -> Setting:
    """A value of the parameter as people write it: 42, 250.00, 2019-05-31, yes, instalments.

    Raises ValueError with what was expected, the parameter's range within it.
    """
    value = _read(parameter.unit, text.strip())
    allowed = value in parameter.choices if parameter.choices else _within(parameter, value)
    if value is None or not allowed:
        raise ValueError(f"expected {expected(parameter)}, not {text.strip()!r}")
    return value


def expected(parameter: Parameter) -> str:
    """What the parameter may be set to, in words: "a whole number of days from 7 to 365"."""
    if parameter.choices:
        return " or ".join(parameter.choices)
    if parameter.unit == "yes_no":
        return f"{YES} or {NO}"
    ends = [_typed(each) if parameter.unit != "pounds" else pounds(number(each)) for each in _ends(parameter)]
    reach = f" from {ends[0]} to {ends[1]}" if ends else ""
    match parameter.unit:
        case "date":
            return f"a date{reach}"
        case "pounds":
            return f"a sum in pounds{reach}"
        case _:
            return f"a whole number of {parameter.unit.replace('_', ' ')}{reach}"


def typed(parameter: Parameter, value: Setting) -> str:
    """The value as it is typed, and read again by `setting`."""
    if isinstance(value, bool):
        return YES if value else NO
    if parameter.unit == "pounds" and isinstance(value, int):
        return pounds(value)
    return _typed(value)


def proposed_text(policy: Policy, changes: Sequence[Changed], from_on: date) -> str:
    """The policy as it stands on a day, with the changes, in force from that day on: a text that `load` reads.

    What the policy says of later days stays, except of the parameters that are changed.
    """
    content: dict[str, Any] = json.loads(policy.resolved_text)
    content |= {"status": "proposed", "in_force_from": from_on.isoformat()}
    for written in content["parameters"].values():
        if "values" in written:
            _begin(written, from_on)
    for change in changes:
        parameter, written = policy.parameters[change.parameter], content["parameters"][change.parameter]
        written.pop("values", None)
        written["value"] = _written(parameter, change.value)
        written["source"] = _cited(content["sources"], change.paper)
        said = f"{parameter.written(change.value)} from {day_in_words(from_on)}: {written['source']}"
        for criterion in content["criteria"]:
            if change.parameter in _compared(policy.criterion(criterion["id"])):
                criterion["source"] = f"{criterion['source']}; {said}"
    return canonical(content)


def _compared(criterion: Criterion) -> set[str | None]:
    """The parameters that the criterion compares with: its source names their values."""
    return {one.parameter for condition in conditions_of(criterion) for one in comparisons(condition)}


def _begin(written: dict[str, Any], from_on: date) -> None:
    """Let a parameter's dated values begin on a day with the one that stands on it."""
    dated = [{"from": each["from"], "value": each["value"]} for each in written.pop("values")]
    standing = [each for each in dated if each["from"] <= from_on.isoformat()][-1:] or dated[:1]
    later = [each for each in dated if each["from"] > from_on.isoformat() and each not in standing]
    if later:
        written["values"] = [{**standing[0], "from": from_on.isoformat()}, *later]
    else:
        written["value"] = standing[0]["value"]


def _cited(sources: dict[str, str], paper: str | None) -> str:
    """The source of a changed value: the paper's mark, under which it is listed; an assumption where there is none."""
    if paper is None:
        return ASSUMPTION
    mark = next((name for name, words in sources.items() if words == paper), None)
    if mark is None:
        mark = next(name for name in (f"N{each}" for each in range(1, 1000)) if name not in sources)
        sources[mark] = paper
    return f"[{mark}]"


def _read(unit: str, text: str) -> Setting | None:
    try:
        match unit:
            case "yes_no":
                return {YES: True, NO: False}.get(text)
            case "choice":
                return text
            case "date":
                return day(text)
            case "pounds":
                return pence(text.removeprefix("£").replace(",", ""))
            case _:
                return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    except ValueError:
        return None


def _within(parameter: Parameter, value: Setting | None) -> bool:
    ends = _ends(parameter)
    if not ends or value is None or isinstance(value, str):
        return True
    return number(ends[0]) <= number(value) <= number(ends[1])


def _ends(parameter: Parameter) -> list[int | date]:
    return [each for each in (parameter.lowest, parameter.highest) if each is not None]


def _typed(value: Setting) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _written(parameter: Parameter, value: Setting) -> object:
    """The value as a policy file has it."""
    if parameter.unit == "pounds" and isinstance(value, int):
        return pounds(value)
    return value.isoformat() if isinstance(value, date) else value
