"""A policy's criteria as expressions, in the words that zen-engine and rule-engine have in common.

Knows the policy's conditions and how `and`, `or`, `in` and `? :` are written. Facts are flat: numbers, words and
switches, with absence spelled out as the rules do for their own engine.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date

from rules.conditions import ABSENT_NUMBER, ABSENT_WORD, Comparison, Condition, Every, comparisons, encoder
from rules.derive import Derived
from rules.provisions import Criterion, Policy

FlatFacts = Mapping[str, int | str | bool]

NEVER = "false"


def in_one(criterion: Criterion, policy: Policy) -> str:
    """The criterion as one expression whose value is its result."""
    expression = json.dumps(criterion.cases[-1].result)
    for case in reversed(criterion.cases):
        if case.when is not None:
            expression = f"({when(case.when, policy)}) ? {json.dumps(case.result)} : ({expression})"
    missing = unknown(criterion, policy)
    return expression if missing == NEVER else f'({missing}) ? "unknown" : ({expression})'


def unknown(criterion: Criterion, policy: Policy) -> str:
    """The expression that holds where a field the criterion needs is missing."""
    missing = [f"not {_known(field)}" for field in criterion.needs]
    missing += [
        f"({when(need.when, policy)} and not {_known(field)})"
        for need in criterion.needs_if
        for field in need.needs
    ]
    return " or ".join(missing) or NEVER


def when(condition: Condition, policy: Policy) -> str:
    """The condition as an expression."""
    if isinstance(condition, Comparison):
        return _compare(condition, policy)
    joined = " and " if isinstance(condition, Every) else " or "
    return f"({joined.join(when(part, policy) for part in condition.parts)})"


def _compare(comparison: Comparison, policy: Policy) -> str:
    fact, operator, words = comparison.fact, comparison.operator, json.dumps([*comparison.words])
    match operator:
        case "is":
            return f"{fact} == {json.dumps(comparison.words[0])}"
        case "in":
            return f"{fact} in {words}"
        case "is not" | "not in":
            absent = json.dumps(ABSENT_WORD)
            return f"({fact} != {absent} and not ({fact} in {words}))"
        case _:
            limit = policy.thresholds[comparison.parameter] if comparison.parameter else 0
            number = limit.toordinal() if isinstance(limit, date) else limit
            there = f"{fact} > {ABSENT_NUMBER} and " if operator.startswith("<") else ""
            return f"({there}{fact} {operator} {number})"


def flat_facts(policy: Policy) -> Callable[[Derived], FlatFacts]:
    """How derived facts are written for these expressions."""
    conditions = [case.when for one in policy.criteria for case in one.cases if case.when is not None]
    conditions += [need.when for one in policy.criteria for need in one.needs_if]
    compared = sorted({one.fact for condition in conditions for one in comparisons(condition)})
    encoders = [(name, encoder(name)) for name in compared]
    asked = {field for one in policy.criteria for field in one.needs}
    asked |= {field for one in policy.criteria for need in one.needs_if for field in need.needs}

    def write(derived: Derived) -> FlatFacts:
        known = {_known(field): field not in derived.missing for field in asked}
        return {name: encode(derived.values[name]) for name, encode in encoders} | known

    return write


def _known(field: str) -> str:
    return f"known_{field.replace('.', '_')}"
