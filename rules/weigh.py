"""The scales of one policy version: every criterion weighed twice, by durable-rules and directly.

A finding stands only where both evaluators give the same case; a disagreement is an error that names the
criterion. Knows how criteria become rules and how verdicts become findings; when their words are written is
`findings`. Knows nothing of outcomes and offers.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from rules.conditions import Test, branches, comparisons, direct, encoder, for_engine
from rules.derive import Derived
from rules.engine import Engine
from rules.findings import Finding, Ruling, Shown
from rules.pounds import pounds
from rules.provisions import Criterion, Policy, Result
from rules.vocabulary import FACTS, Value

UNKNOWN = -1
"""The verdict that comes before every case: a needed fact is missing."""

MOST_VERSIONS_HELD = 32
_MISSING, _KNOWN = "missing", "known"


class EvaluatorsDisagree(RuntimeError):
    """The two evaluators came to different cases of a criterion, so no decision may be made."""

    def __init__(self, criterion: str, policy: str) -> None:
        self.criterion = criterion
        super().__init__(
            f"the two evaluators disagree on the criterion {criterion} of {policy}: no decision is made"
        )


class _Balance:
    """One criterion made ready: tests for the direct evaluator, and a ruling for each verdict."""

    def __init__(self, criterion: Criterion, policy: Policy) -> None:
        thresholds = policy.thresholds
        self.criterion = criterion
        self.last = len(criterion.cases) - 1
        self._only_if = [(direct(need.when, thresholds), need.needs) for need in criterion.needs_if]
        self._tests: list[Test] = [
            direct(case.when, thresholds) for case in criterion.cases if case.when is not None
        ]
        self._may_need = frozenset(criterion.needs).union(*(need.needs for need in criterion.needs_if))
        self._shown = [
            (name, _plain_writer(name), frozenset(FACTS[name].needs) - frozenset(criterion.needs))
            for name in criterion.shows
        ]
        self.rulings = {
            place: self._ruling(case.result, case.says.with_parameters(policy.written))
            for place, case in enumerate(criterion.cases)
        }
        self.rulings[UNKNOWN] = self._ruling("unknown", None)

    def _ruling(self, result: Result, says: Callable[[Mapping[str, Value]], str] | None) -> Ruling:
        return Ruling(self.criterion.id, result, self.criterion.source, says, self._facts)

    def missing(self, derived: Derived) -> tuple[str, ...]:
        """The fields this criterion needs here that are not known, each once."""
        if self._may_need.isdisjoint(derived.missing):
            return ()
        return tuple(field for field in self._needed(derived.values) if field in derived.missing)

    def _needed(self, values: Mapping[str, Value]) -> tuple[str, ...]:
        """The fields this criterion needs here, each once."""
        needed = self.criterion.needs
        for holds, fields in self._only_if:
            if holds(values):
                needed += tuple(field for field in fields if field not in needed)
        return needed

    def verdict(self, derived: Derived, missing: tuple[str, ...]) -> int:
        """The direct evaluator's verdict: the place of the first case that holds, or UNKNOWN."""
        if missing:
            return UNKNOWN
        values = derived.values
        for place, test in enumerate(self._tests):
            if test(values):
                return place
        return self.last

    def _facts(self, values: Mapping[str, Value]) -> Shown:
        """The facts to show: those that are known and come from fields needed here."""
        needed = self._needed(values)
        return {
            name: write(value)
            for name, write, only_if in self._shown
            if (value := values[name]) is not None and (not only_if or only_if.issubset(needed))
        }


def _plain_writer(name: str) -> Callable[[Any], int | str | bool]:
    """How a fact is written in a finding's facts: sums as pounds, days in ISO form, the rest as it is."""
    if FACTS[name].unit == "pounds":
        return pounds
    return date.isoformat if FACTS[name].kind == "date" else _as_it_is


def _as_it_is(value: int | str | bool) -> int | str | bool:
    return value


class Scales:
    """One policy version ready to weigh applications; use it from any thread."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy.name
        self._balances = [_Balance(criterion, policy) for criterion in policy.criteria]
        self._verdict_of: dict[str, tuple[int, int]] = {}
        rules: dict[str, list[dict[str, object]]] = {}
        compared: set[str] = set()
        asked: set[str] = set()
        for at, criterion in enumerate(policy.criteria):
            for verdict, name, terms in _rules(criterion, policy):
                rules[name] = terms
                self._verdict_of[name] = (at, verdict)
            conditions = [case.when for case in criterion.cases if case.when is not None]
            conditions += [need.when for need in criterion.needs_if]
            compared |= {one.fact for condition in conditions for one in comparisons(condition)}
            asked |= set(criterion.needs).union(*(need.needs for need in criterion.needs_if))
        self._encoders = [(name, encoder(name)) for name in sorted(compared)]
        self._flags = {field: _flag(field) for field in sorted(asked)}
        self._all_known = dict.fromkeys(self._flags.values(), _KNOWN)
        words = {"yes_no", "code"}
        schema: dict[str, type] = {
            name: str if FACTS[name].kind in words else int for name in sorted(compared)
        }
        self._engine = Engine(rules, schema | dict.fromkeys(self._all_known, str))

    def weigh(self, derived: Derived) -> tuple[Finding, ...]:
        """A finding for each criterion, in the policy's order. Raises EvaluatorsDisagree."""
        by_engine = self._by_engine(derived)
        values = dict(derived.values)  # the findings' own: nobody can change what they will say
        findings = []
        for balance, engine_says in zip(self._balances, by_engine, strict=True):
            missing = balance.missing(derived)
            verdict = balance.verdict(derived, missing)
            if verdict != engine_says:
                raise EvaluatorsDisagree(balance.criterion.id, self._policy)
            findings.append(Finding(balance.rulings[verdict], values, missing))
        return tuple(findings)

    def result_of(self, criterion: str, derived: Derived) -> Result:
        """One criterion's result by the direct evaluator alone: for a search whose end is weighed by both."""
        balance = next(one for one in self._balances if one.criterion.id == criterion)
        return balance.rulings[balance.verdict(derived, balance.missing(derived))].result

    def _by_engine(self, derived: Derived) -> list[int]:
        """Each criterion's verdict by durable-rules: the first case that fired, or the last, without a rule."""
        values = derived.values
        facts = {name: encode(values[name]) for name, encode in self._encoders} | self._all_known
        facts |= {self._flags[field]: _MISSING for field in derived.missing if field in self._flags}
        verdicts = [balance.last for balance in self._balances]
        for name in self._engine.fired(facts):
            at, verdict = self._verdict_of[name]
            verdicts[at] = min(verdicts[at], verdict)
        return verdicts


def _rules(criterion: Criterion, policy: Policy) -> list[tuple[int, str, list[dict[str, object]]]]:
    """The criterion's rules as (verdict, name, terms): for each missing field and each branch of a case."""
    thresholds = policy.thresholds
    rules: list[tuple[int, str, list[dict[str, object]]]] = [
        (UNKNOWN, f"{criterion.id}/{field}", [{_flag(field): _MISSING}]) for field in criterion.needs
    ]
    for need in criterion.needs_if:
        for branch in branches(need.when):
            terms = for_engine(branch, thresholds)
            for field in need.needs:
                name = f"{criterion.id}/{field}/if{len(rules)}"
                rules.append((UNKNOWN, name, [*terms, {_flag(field): _MISSING}]))
    for place, case in enumerate(criterion.cases):
        for branch in branches(case.when) if case.when else ():
            rules.append((place, f"{criterion.id}/{place}/{len(rules)}", for_engine(branch, thresholds)))
    return rules


def _flag(field: str) -> str:
    return f"has_{field.replace('.', '_')}"


@lru_cache(maxsize=MOST_VERSIONS_HELD)
def scales_for(policy: Policy) -> Scales:
    """The scales of the version at which the policy stands, built once and kept for the next application."""
    return Scales(policy)
