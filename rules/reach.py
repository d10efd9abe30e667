"""Whether a criterion can come out each way, found by trying.

Every combination of values beside its thresholds is weighed, in every version of the policy. Facts that cannot stand
together are kept apart only where the vocabulary says so, so what is called unreachable is. Knows no application.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product

from rules.conditions import Condition, comparisons, direct
from rules.provisions import Case, Criterion, Limit, Policy
from rules.sheet import SheetFault
from rules.vocabulary import FACTS, Value

MOST_COMBINATIONS = 20_000


def conditions_of(criterion: Criterion) -> Iterator[Condition]:
    """Every condition of the criterion, those on which fields are needed included."""
    yield from (case.when for case in criterion.cases if case.when is not None)
    yield from (need.when for need in criterion.needs_if)


def outcomes(criterion: Criterion, policy: Policy) -> Iterator[SheetFault]:
    """A criterion must be able to come out both ways, and each case must be reachable, in every version."""
    conditional = [case.when is not None for case in criterion.cases]
    if not conditional or conditional[-1] or not all(conditional[:-1]):  # told by soundness
        return
    for version in policy.versions:
        reached = _reached(criterion, policy.on(version).thresholds)
        if reached is None:
            yield SheetFault(criterion.line, f'"{criterion.id}" reads too many facts at once to be checked')
            return
        results = {case.result for case in reached}
        if "met" not in results:
            yield SheetFault(criterion.line, f'"{criterion.id}" can never be met')
        if not results & {"refer", "not_met"}:
            yield SheetFault(criterion.line, f'"{criterion.id}" can never be refused or referred')
        for case in criterion.cases:
            if case not in reached:
                yield SheetFault(case.line, f'a case of "{criterion.id}" can never be reached')


def _reached(criterion: Criterion, thresholds: Mapping[str, Limit]) -> list[Case] | None:
    """The cases that some combination of facts reaches; None where there are too many to try."""
    names = {one.fact for condition in conditions_of(criterion) for one in comparisons(condition)}
    names |= {FACTS[name].given for name in names if FACTS[name].given}
    spread = {name: _values_beside_thresholds(name, criterion, thresholds) for name in sorted(names)}
    size = 1
    for values in spread.values():
        size *= len(values)
    if size > MOST_COMBINATIONS:
        return None
    tests = [(case, direct(case.when, thresholds) if case.when else None) for case in criterion.cases]
    needs = [
        (direct(need.when, thresholds), set(need.needs) - set(criterion.needs)) for need in criterion.needs_if
    ]
    reached = []
    for choice in product(*spread.values()):
        facts = dict(zip(spread, choice, strict=True))
        only_if = {field: test(facts) for test, fields in needs for field in fields}
        possible = {name: None if _absent(name, facts, only_if) else value for name, value in facts.items()}
        case = next(case for case, test in tests if test is None or test(possible))
        if case not in reached:
            reached.append(case)
    return reached


def _absent(name: str, facts: Mapping[str, Value], only_if: Mapping[str, bool]) -> bool:
    """Whether the fact has no meaning here: never happened, or comes from a field that is not asked for."""
    fact = FACTS[name]
    return (fact.given != "" and facts[fact.given] is False) or any(
        not only_if.get(field, True) for field in fact.needs
    )


def _values_beside_thresholds(
    name: str, criterion: Criterion, thresholds: Mapping[str, Limit]
) -> Sequence[Value]:
    """The values worth trying: every code, or each threshold with its neighbours."""
    fact = FACTS[name]
    if fact.kind == "yes_no":
        return [True, False]
    if fact.kind == "code":
        return list(fact.codes)
    compared = [
        one for condition in conditions_of(criterion) for one in comparisons(condition) if one.fact == name
    ]
    limits = [thresholds[one.parameter] if one.parameter else 0 for one in compared]
    if fact.kind == "date":
        days = [limit for limit in limits if isinstance(limit, date)]
        return sorted({day + timedelta(days=apart) for day in days for apart in (-1, 0, 1)})
    numbers = [limit for limit in limits if isinstance(limit, int)]
    beside = {number + apart for number in numbers for apart in (-1, 0, 1)}
    return sorted(number for number in beside if fact.least is None or number >= fact.least) or [0]
