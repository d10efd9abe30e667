"""Two evaluators weigh every criterion; a decision stands only where they agree."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.conditions import ConditionFault, branches, direct, read
from rules.decide import Decision
from rules.derive import Derived
from rules.engine import Engine
from rules.policy import shipped, shipped_names
from rules.vocabulary import FACTS, FIELDS, Value
from rules.weigh import EvaluatorsDisagree, Scales, scales_for

UNITS = {
    "end_age": "years",
    "in_touch_days": "days",
    "pilot_ends_on": "date",
    "least_income_percent": "percent",
}


def any_value(name: str, thresholds: dict[str, Any]) -> st.SearchStrategy[Value]:
    fact = FACTS[name]
    if fact.kind == "yes_no":
        return st.sampled_from([None, True, False])
    if fact.kind == "code":
        return st.sampled_from([None, *fact.codes])
    if fact.kind == "text":
        return st.none()
    if fact.kind == "date":
        days = st.dates(date(1900, 1, 1), date(2200, 1, 1))
        limits = [limit for limit in thresholds.values() if isinstance(limit, date)]
        near = [limit + timedelta(days=apart) for limit in limits for apart in (-1, 0, 1)]
        return st.none() | days | (st.sampled_from(near) if near else days)
    limits = [limit for limit in thresholds.values() if not isinstance(limit, date)]
    close = [limit + apart for limit in (*limits, 0) for apart in (-1, 0, 1)]
    return st.none() | st.sampled_from(close) | st.integers(-(10**12), 10**12)


@pytest.mark.parametrize("name", shipped_names())
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_both_evaluators_agree_on_random_facts_possible_or_not(name: str, data: st.DataObject) -> None:
    policy = shipped(name)
    values = {fact: data.draw(any_value(fact, dict(policy.thresholds))) for fact in FACTS}
    missing = frozenset(data.draw(st.sets(st.sampled_from(sorted(FIELDS)), max_size=4)))
    findings = scales_for(policy).weigh(Derived(values, missing))
    assert [one.criterion for one in findings] == [criterion.id for criterion in policy.criteria]


@pytest.mark.parametrize("criterion", [one.id for one in shipped("kent-pilot").criteria])
def test_a_disagreement_is_an_error_that_names_the_criterion(
    criterion: str, judge: Callable[..., Decision], monkeypatch: pytest.MonkeyPatch
) -> None:
    fired = Engine.fired
    monkeypatch.setattr(
        Engine,
        "fired",
        lambda self, facts: [name for name in fired(self, facts) if not name.startswith(criterion + "/")],
    )
    with pytest.raises(EvaluatorsDisagree, match=criterion) as disagreement:
        judge({"tenancy.rent_share": "500.00"})
    assert disagreement.value.criterion == criterion


def test_an_engine_that_stays_silent_meets_no_criterion(
    judge: Callable[..., Decision], monkeypatch: pytest.MonkeyPatch
) -> None:
    last = {criterion.id: criterion.cases[-1].result for criterion in shipped("kent-pilot").criteria}
    assert "met" not in last.values()
    monkeypatch.setattr(Engine, "fired", lambda self, facts: [])
    with pytest.raises(EvaluatorsDisagree):
        judge({})


def test_scales_are_built_once_for_a_version() -> None:
    assert scales_for(shipped("kent-pilot")) is scales_for(shipped("kent-pilot"))
    assert isinstance(scales_for(shipped("kent-pilot")), Scales)


@pytest.mark.parametrize(
    ("text", "facts", "holds"),
    [
        ("age_at_start < end_age", {"age_at_start": 24}, True),
        ("age_at_start < end_age", {"age_at_start": 25}, False),
        ("age_at_start <= end_age", {"age_at_start": 25}, True),
        ("age_at_start > end_age", {"age_at_start": 25}, False),
        ("age_at_start >= end_age", {"age_at_start": 25}, True),
        ("assessed_on <= pilot_ends_on", {"assessed_on": date(2019, 5, 31)}, True),
        ("assessed_on <= pilot_ends_on", {"assessed_on": date(2019, 6, 1)}, False),
        ("current_rent_arrears > 0", {"current_rent_arrears": 1}, True),
        ("current_rent_arrears > 0", {"current_rent_arrears": 0}, False),
        ("budgeting is yes", {"budgeting": True}, True),
        ("budgeting is no", {"budgeting": True}, False),
        ("area in kent, medway", {"area": "medway"}, True),
        ("area in kent, medway", {"area": "london"}, False),
        ("area not in kent, medway", {"area": "london"}, True),
        ("area is not kent", {"area": "london"}, True),
        ("area is not kent", {"area": "kent"}, False),
    ],
)
def test_each_operator_holds_where_it_should(text: str, facts: dict[str, Value], holds: bool) -> None:
    thresholds = {"end_age": 25, "in_touch_days": 56, "pilot_ends_on": date(2019, 5, 31)}
    assert direct(read(text, UNITS), thresholds)(facts) is holds


@pytest.mark.parametrize(
    "text",
    [
        "age_at_start < end_age",
        "age_at_start >= end_age",
        "budgeting is no",
        "area is not kent",
        "area not in kent",
    ],
)
def test_an_absent_fact_satisfies_no_comparison(text: str) -> None:
    name = text.partition(" ")[0]
    assert direct(read(text, UNITS), {"end_age": 25})({name: None}) is False


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("shoe_size < end_age", "unknown fact"),
        ("age_at_start == end_age", "unknown operator"),
        ("age_at_start is end_age", "does not suit"),
        ("age_at_start < 25", "not a parameter"),
        ("age_at_start < in_touch_days", "in years"),
        ("budgeting is true", "not a value"),
        ("budgeting in yes, no", "does not suit"),
        ("area is dover", "not a value"),
        ("area in kent, kent", "twice"),
        ("lha_home is kent", "cannot be compared"),
        ("income_percent_of_rent > least_income_percent", "rounded down"),
        ("", "not a comparison"),
    ],
)
def test_a_condition_that_cannot_be_read_says_why(text: str, says: str) -> None:
    with pytest.raises(ConditionFault, match=says):
        read(text, UNITS)


def test_alternatives_become_flat_branches() -> None:
    assert [len(branch) for branch in branches(read("area in kent, medway, london", UNITS))] == [1, 1, 1]
