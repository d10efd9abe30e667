"""A policy in plain words, and the difference between two.

Knows how conditions, thresholds and sources are said to someone who does not read the files. Knows no application.
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from rules.conditions import Comparison, Condition, Every
from rules.provisions import Criterion, Parameter, Policy, Result
from rules.vocabulary import FACT_WORDS, FACTS, FIELDS, YES_NO_WORDS
from rules.wording import code_in_words, day_in_words, listed

_RESULT_WORDS: Mapping[Result, str] = {"met": "Met", "refer": "A person judges", "not_met": "Not met"}
_ORDER_WORDS = {"<": "under", "<=": "at most", ">": "over", ">=": "at least"}
_DATE_WORDS = {"<": "before", "<=": "on or before", ">": "after", ">=": "on or after"}


def describe(policy: Policy) -> str:
    """The whole policy, as it stands at its version, as lines of plain text; assumptions are marked."""
    return "\n".join(_lines(policy))


def criterion_in_words(criterion: Criterion, policy: Policy) -> tuple[str, ...]:
    """When a criterion is met, left to a person and not met, and what must be known: a sentence each."""
    return tuple(line.strip() for line in list(_criterion_lines(criterion, policy))[1:-1])


def _lines(policy: Policy) -> Iterator[str]:
    yield policy.title
    yield f"Policy {policy.name}, {policy.status}, in force from {day_in_words(policy.in_force_from)}."
    if len(policy.versions) > 1:
        yield f"As it stands from {day_in_words(policy.version_from)}."
    yield f"Fingerprint {policy.fingerprint}."
    yield ""
    yield "CRITERIA"
    for criterion in policy.criteria:
        yield ""
        yield from _criterion_lines(criterion, policy)
    yield ""
    yield "THRESHOLDS AND TERMS"
    for parameter in policy.parameters.values():
        yield _parameter_line(parameter, policy)
    yield ""
    yield "SOURCES"
    yield from (f"[{name}] {words}" for name, words in policy.sources.items())


def _criterion_lines(criterion: Criterion, policy: Policy) -> Iterator[str]:
    yield f"{criterion.title} ({criterion.id})"
    for place, case in enumerate(criterion.cases):
        if case.when is None:
            when = "in every other case"
        else:
            when = f"{'otherwise, ' if place else ''}when {_said(case.when, policy.written)}"
        yield f"  {_RESULT_WORDS[case.result]}: {when}."
    yield f"  Needs: {'; '.join(_needs(criterion, policy)) or 'only the day of the assessment'}."
    yield f"  Source: {criterion.source}."


def _needs(criterion: Criterion, policy: Policy) -> list[str]:
    needs = [FIELDS[field].words for field in criterion.needs]
    needs += [
        f"{listed([FIELDS[field].words for field in one.needs])} if {_said(one.when, policy.written)}"
        for one in criterion.needs_if
    ]
    return needs


def _parameter_line(parameter: Parameter, policy: Policy) -> str:
    mark = " ASSUMPTION." if parameter.is_assumption else ""
    values = policy.written[parameter.name]
    if len(parameter.values) > 1:
        by_date = (
            f"{parameter.written(one.value)} from {day_in_words(one.from_on)}" for one in parameter.values
        )
        values = "; ".join(by_date)
    return f"{parameter.about}: {values}.{mark} Source: {parameter.source}. Owner: {parameter.owner}."


def _said(condition: Condition, written: Mapping[str, str]) -> str:
    if isinstance(condition, Comparison):
        return _comparison(condition, written)
    said = [_said(part, written) for part in condition.parts]
    if isinstance(condition, Every):
        return " and ".join(said)
    return f"either {' or '.join(said)}"


def _comparison(comparison: Comparison, written: Mapping[str, str]) -> str:
    fact = FACTS[comparison.fact]
    if fact.kind == "yes_no":
        yes, no = YES_NO_WORDS[comparison.fact]
        return yes if comparison.words == ("yes",) else no
    words = FACT_WORDS[comparison.fact]
    if fact.kind == "code":
        codes = " or ".join(code_in_words(word) for word in comparison.words)
        return f"{words} is {'not ' if 'not' in comparison.operator else ''}{codes}"
    limit = written[comparison.parameter] if comparison.parameter else "zero"
    order = _DATE_WORDS if fact.kind == "date" else _ORDER_WORDS
    return f"{words} is {order[comparison.operator]} {limit}"


def diff(before: Policy, after: Policy) -> tuple[str, ...]:
    """What the second policy has otherwise than the first, one sentence each; none where they say the same."""
    return tuple(
        chain(
            _head_changes(before, after),
            _parameter_changes(before, after),
            *(_criterion_changes(id_, before, after) for id_ in _ids(before, after)),
        )
    )


def _ids(before: Policy, after: Policy) -> list[str]:
    return list(dict.fromkeys(criterion.id for policy in (before, after) for criterion in policy.criteria))


def _head_changes(before: Policy, after: Policy) -> Iterator[str]:
    if before.in_force_from != after.in_force_from:
        days = day_in_words(before.in_force_from), day_in_words(after.in_force_from)
        yield f"In force from: {days[0]} becomes {days[1]}."
    if before.status != after.status:
        yield f"Status: {before.status} becomes {after.status}."


def _parameter_changes(before: Policy, after: Policy) -> Iterator[str]:
    for name in dict.fromkeys([*before.parameters, *after.parameters]):
        old, new = before.parameters.get(name), after.parameters.get(name)
        if new is None:
            yield f"{before.parameters[name].about}: {before.written[name]} is no longer stated."
        elif old is None:
            yield f"{new.about}: {after.written[name]} is new.{_mark(new)}"
        elif before.values[name] != after.values[name]:
            yield f"{new.about}: {before.written[name]} becomes {after.written[name]}.{_mark(new)}"


def _mark(parameter: Parameter) -> str:
    return " ASSUMPTION." if parameter.is_assumption else ""


def _criterion_changes(id_: str, before: Policy, after: Policy) -> Iterator[str]:
    old = next((one for one in before.criteria if one.id == id_), None)
    new = next((one for one in after.criteria if one.id == id_), None)
    if old is None or new is None:
        gone_or_new = (old, "is no longer asked") if old else (new, "is a new criterion")
        assert gone_or_new[0] is not None, "an id comes from one of the two"
        yield f"{gone_or_new[0].title} {gone_or_new[1]}."
        return
    needed, needs = _needs(old, before), _needs(new, after)
    yield from (f"{new.title}: no longer needs {one}." for one in needed if one not in needs)
    yield from (f"{new.title}: now needs {one}." for one in needs if one not in needed)
    for result, words in _RESULT_WORDS.items():
        was, now = _ways(old, before, result), _ways(new, after, result)
        if was != now:
            yield f"{new.title}, {words.lower()}: {was} becomes {now}."


def _ways(criterion: Criterion, policy: Policy, result: Result) -> str:
    """When the criterion comes to the result, in words."""
    ways = [
        f"when {_said(case.when, policy.written)}" if case.when else "in every other case"
        for case in criterion.cases
        if case.result == result
    ]
    return "; or ".join(ways) or "never"
