"""A finding's words are written when they are read, and are the same whenever, wherever and by whomever."""

import copy
import gc
import pickle
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.decide import Decision, assess
from rules.derive import Derived, derive
from rules.facts import read_application
from rules.findings import Finding, Ruling
from rules.policy import load, shipped, shipped_names, shipped_text
from rules.weigh import scales_for

Document = dict[str, Any]
People = st.SearchStrategy[tuple[Document, date]]
THE_SIX = ("criterion", "result", "reason", "source", "facts", "missing")


def words(findings: tuple[Finding, ...]) -> list[tuple[Any, ...]]:
    return [tuple(getattr(finding, name) for name in THE_SIX) for finding in findings]


def sent(value: Any) -> Any:
    """The value as another process would get it."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301  # these are our own bytes


def a_finding(**other: Any) -> Finding:
    """A finding about nobody, with one of the six or more given."""
    six = {
        "criterion": "age",
        "result": "met",
        "reason": "The tenancy starts at age 19.",
        "source": "[2]",
        "facts": {"age_at_start": 19},
        "missing": (),
    } | other
    ruling = Ruling(
        six["criterion"], six["result"], six["source"], lambda _: six["reason"], lambda _: six["facts"]
    )
    return Finding(ruling, {}, six["missing"])


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_words_read_late_and_in_another_thread_are_those_read_at_once(
    people: People, data: st.DataObject
) -> None:
    document, today = data.draw(people)
    name = data.draw(st.sampled_from(shipped_names()))

    def findings() -> tuple[Finding, ...]:
        return assess(read_application(document), shipped(name), today, as_if_in_force=True).findings

    at_once = words(findings())
    late = findings()
    other, its_day = data.draw(people)
    assess(read_application(other), shipped(name), its_day, as_if_in_force=True).document()
    scales_for.cache_clear()
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(words, late).result() == at_once
    assert words(late) == at_once


def test_words_stand_when_the_facts_they_came_from_are_changed(vary: Callable[..., Document]) -> None:
    policy = shipped("kent-pilot")
    derived = derive(read_application(vary({})), date(2018, 7, 2), policy.parameter("end_age"))
    values = dict(derived.values)
    findings = scales_for(policy).weigh(Derived(values, derived.missing))
    at_once = words(findings)
    values.update(dict.fromkeys(values))
    assert words(findings) == at_once


def test_a_kept_finding_keeps_no_engine(judge: Callable[..., Decision]) -> None:
    policy = load(shipped_text("kent-pilot").replace("value: 56", "value: 54"))
    engine = weakref.ref(scales_for(policy))
    finding = assess(judge({}).application, policy, date(2018, 7, 2)).findings[0]
    scales_for.cache_clear()
    gc.collect()
    assert engine() is None
    assert finding.reason


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_findings_on_the_same_facts_are_equal_and_survive_copying_and_pickling(
    people: People, data: st.DataObject
) -> None:
    document, today = data.draw(people)
    decision, again = (
        assess(read_application(document), shipped("kent-pilot"), today, as_if_in_force=True)
        for _ in range(2)
    )
    assert decision.findings == again.findings
    assert [*map(hash, decision.findings)] == [*map(hash, again.findings)]
    for copied in (sent(decision), copy.deepcopy(decision)):
        assert copied == decision
        assert words(copied.findings) == words(decision.findings)
        assert sent(copied) == decision


@pytest.mark.parametrize(
    "other",
    [
        {"criterion": "ready"},
        {"result": "refer"},
        {"reason": "The tenancy starts at age 20."},
        {"source": "[3]"},
        {"facts": {"age_at_start": 20}},
        {"missing": ("tenancy.starts_on",)},
    ],
)
def test_a_finding_that_differs_in_one_of_the_six_is_another(other: dict[str, Any]) -> None:
    assert a_finding() == a_finding()
    assert a_finding() != a_finding(**other)


def test_a_finding_is_equal_to_nothing_but_a_finding() -> None:
    assert a_finding() != words((a_finding(),))[0]


@pytest.mark.parametrize("name", [*THE_SIX, "anything_else"])
def test_nothing_of_a_finding_can_be_set(judge: Callable[..., Decision], name: str) -> None:
    finding = judge({}).findings[0]
    with pytest.raises(AttributeError):
        setattr(finding, name, "met")


def test_what_a_reader_does_with_the_facts_changes_no_finding(judge: Callable[..., Decision]) -> None:
    finding = judge({}).findings[1]
    for one in (finding, sent(finding)):
        facts: Any = one.facts
        facts["age_at_start"] = 99
        assert one.facts["age_at_start"] == 19


def test_a_finding_shows_its_words_where_a_test_or_a_log_prints_it() -> None:
    assert repr(a_finding()) == (
        "Finding('age', 'met', 'The tenancy starts at age 19.', '[2]', {'age_at_start': 19}, ())"
    )
