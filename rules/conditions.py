"""The small condition language of a policy, and two ways to weigh it.

A condition is a comparison such as `age_at_start >= minimum_age`, `ever_evicted is no` or `tenancy_kind in
private, university`; a list of conditions holds when every one does, a list under `any` when one does.
There is no "not" and no arithmetic. A fact that is absent satisfies no comparison at all, `is not`
included.

Knows how to read a condition, to evaluate it directly, and to write it for durable-rules, which sees only
whole numbers and words. Knows no policy and does not import the engine.
"""

import operator as op
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import prod
from typing import Any

from rules.vocabulary import FACTS, Fact, Value

ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {"<": op.lt, "<=": op.le, ">": op.gt, ">=": op.ge}
OPERATORS = (*ORDERS, "is not", "is", "not in", "in")
ABSENT_NUMBER = -(2**50)
"""What stands for an absent number or date in the engine: below anything a fact or a threshold can be."""
ABSENT_WORD = ""

_COMPARISON = re.compile(r"([a-z_]+) (<=|>=|<|>|is not|is|not in|in) ([a-z0-9_, -]+)")
_THREE_PARTS = re.compile(r"([a-z_]+) (\S+) (.+)")
_WRITTEN = {"<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
_YES_NO = {"yes": True, "no": False}

Thresholds = Mapping[str, int | date]
Test = Callable[[Mapping[str, Value]], bool]


class ConditionFault(ValueError):
    """A condition that cannot be read, said in one sentence."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact against a parameter by name, against zero, against yes or no, or against listed codes."""

    fact: str
    operator: str
    parameter: str | None = None
    words: tuple[str, ...] = ()

    def written(self) -> str:
        """The comparison as the policy writes it."""
        return f"{self.fact} {self.operator} {self.parameter or ', '.join(self.words)}"


@dataclass(frozen=True, slots=True)
class Every:
    """Holds when every part does."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Holds when at least one part does."""

    parts: tuple["Condition", ...]


Condition = Comparison | Every | Some


def read(text: str, units: Mapping[str, str]) -> Comparison:
    """The comparison written in one line. Raises ConditionFault.

    `units` gives each parameter's unit, empty where it could not be read.
    """
    found = _COMPARISON.fullmatch(text)
    if found is None and (other := _THREE_PARTS.fullmatch(text)) and other[2] not in OPERATORS:
        raise ConditionFault(f'unknown operator "{other[2]}" in "{text}": use {", ".join(OPERATORS)}')
    if found is None:
        raise ConditionFault(
            f'"{text}" is not a comparison of a fact, one of the operators {", ".join(OPERATORS)}, '
            "and what it is compared with"
        )
    name, operator, operand = found.groups()
    fact = FACTS.get(name)
    if fact is None:
        raise ConditionFault(f'unknown fact "{name}" in "{text}"')
    match fact.kind:
        case "yes_no" | "code":
            return Comparison(name, operator, words=_words(name, fact, operator, operand))
        case "text":
            raise ConditionFault(f'the fact "{name}" is a text for sentences and cannot be compared')
        case _:
            return _ordered(name, fact, operator, operand, units)


def _words(name: str, fact: Fact, operator: str, operand: str) -> tuple[str, ...]:
    allowed = ("yes", "no") if fact.kind == "yes_no" else fact.codes
    operators = ("is",) if fact.kind == "yes_no" else ("is", "is not", "in", "not in")
    words = tuple(part.strip() for part in operand.split(",")) if operator.endswith("in") else (operand,)
    if operator not in operators:
        raise ConditionFault(
            f'the operator "{operator}" does not suit "{name}": use {" or ".join(operators)}'
        )
    for word in words:
        if word not in allowed:
            raise ConditionFault(f'"{word}" is not a value of "{name}": use {", ".join(allowed)}')
    if len(set(words)) != len(words):
        raise ConditionFault(f'a value of "{name}" is listed twice in "{operand}"')
    return words


def _ordered(name: str, fact: Fact, operator: str, operand: str, units: Mapping[str, str]) -> Comparison:
    if operator not in ORDERS:
        raise ConditionFault(f'the operator "{operator}" does not suit "{name}": use {", ".join(ORDERS)}')
    if fact.unit == "percent" and operator not in ("<", ">="):
        raise ConditionFault(f'"{name}" is a percentage rounded down: only < and >= compare it exactly')
    if operand == "0" and fact.kind == "whole":
        return Comparison(name, operator, words=("0",))
    unit = units.get(operand)
    if unit is None:
        raise ConditionFault(
            f'"{operand}" is not a parameter of this policy (a threshold is a parameter, or 0)'
        )
    if unit not in (fact.unit, ""):
        raise ConditionFault(f'"{name}" is in {fact.unit} and the parameter "{operand}" in {unit}')
    return Comparison(name, operator, parameter=operand)


def comparisons(condition: Condition) -> Iterator[Comparison]:
    """Every comparison in the condition."""
    if isinstance(condition, Comparison):
        yield condition
    else:
        for part in condition.parts:
            yield from comparisons(part)


def direct(condition: Condition, thresholds: Thresholds) -> Test:
    """The condition as a plain test of derived facts."""
    if isinstance(condition, Comparison):
        return _compare(condition, thresholds)
    tests = tuple(direct(part, thresholds) for part in condition.parts)
    if len(tests) == 1:
        return tests[0]
    stops_at = isinstance(condition, Some)

    def test_parts(facts: Mapping[str, Value]) -> bool:
        for test in tests:
            if test(facts) is stops_at:
                return stops_at
        return not stops_at

    return test_parts


def _compare(comparison: Comparison, thresholds: Thresholds) -> Test:
    name = comparison.fact
    if comparison.operator in ORDERS:
        holds = ORDERS[comparison.operator]
        limit = thresholds[comparison.parameter] if comparison.parameter else 0
        return lambda facts: (value := facts[name]) is not None and holds(value, limit)
    wanted = frozenset(
        _YES_NO.get(word, word) if FACTS[name].kind == "yes_no" else word for word in comparison.words
    )
    if comparison.operator in ("is", "in"):
        return lambda facts: facts[name] in wanted
    return lambda facts: (value := facts[name]) is not None and value not in wanted


def alternatives(condition: Condition) -> int:
    """How many branches the condition has, counted without writing them out."""
    if isinstance(condition, Comparison):
        return len(condition.words) if condition.operator == "in" else 1
    counts = [alternatives(part) for part in condition.parts]
    return sum(counts) if isinstance(condition, Some) else prod(counts)


def branches(condition: Condition) -> tuple[tuple[Comparison, ...], ...]:
    """The condition as alternatives of plain conjunctions, with no `in` left: as flat as can be."""
    if isinstance(condition, Comparison):
        if condition.operator == "in":
            return tuple((Comparison(condition.fact, "is", words=(word,)),) for word in condition.words)
        return ((condition,),)
    parts = [branches(part) for part in condition.parts]
    if isinstance(condition, Some):
        return tuple(branch for part in parts for branch in part)
    return tuple(tuple(one for branch in choice for one in branch) for choice in product(*parts))


def for_engine(branch: tuple[Comparison, ...], thresholds: Thresholds) -> list[dict[str, object]]:
    """The conjunction as durable-rules terms over encoded facts."""
    return [term for comparison in branch for term in _terms(comparison, thresholds)]


def _terms(comparison: Comparison, thresholds: Thresholds) -> Iterator[dict[str, object]]:
    name = comparison.fact
    if comparison.operator in ORDERS:
        limit = thresholds[comparison.parameter] if comparison.parameter else 0
        number = limit.toordinal() if isinstance(limit, date) else limit
        yield {_WRITTEN[comparison.operator]: {name: number}}
        if comparison.operator in ("<", "<="):
            yield {"$gt": {name: ABSENT_NUMBER}}
    elif comparison.operator == "is":
        yield {name: comparison.words[0]}
    else:
        for word in (*comparison.words, ABSENT_WORD):
            yield {"$neq": {name: word}}


def encoder(name: str) -> Callable[[Value], int | str]:
    """How the fact is written for the engine: a whole number (a date as its ordinal) or a word.

    Absence is spelled out: a number below all others, or the empty word.
    """
    match FACTS[name].kind:
        case "yes_no":
            return lambda value: ABSENT_WORD if value is None else "yes" if value else "no"
        case "code":
            return lambda value: ABSENT_WORD if value is None else str(value)
        case "date":
            return lambda value: value.toordinal() if isinstance(value, date) else ABSENT_NUMBER
        case _:
            return lambda value: value if isinstance(value, int) else ABSENT_NUMBER
