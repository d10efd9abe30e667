"""Other thresholds from another day: read within their range, laid over the policy, and nothing else changed."""

import datetime as dt
import json

import pytest

from rules import policy as rules_policy
from rules import proposals
from rules.policy import Policy
from rules.proposals import Changed

PILOT = rules_policy.shipped("kent-pilot")
FROM_ON = dt.date(2019, 6, 1)
EVERY = [
    (policy.name, name)
    for policy in map(rules_policy.shipped, rules_policy.shipped_names())
    for name in policy.parameters
]


def made(policy: Policy, *changes: Changed, from_on: dt.date = FROM_ON) -> Policy:
    return rules_policy.load(proposals.proposed_text(policy, changes, from_on))


@pytest.mark.parametrize(("policy", "name"), EVERY)
def test_every_value_is_read_again_as_it_is_typed(policy: str, name: str) -> None:
    held = rules_policy.shipped(policy)
    parameter, value = held.parameters[name], held.values[name]
    assert proposals.setting(parameter, proposals.typed(parameter, value)) == value


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("in_touch_days", "7", 7),
        ("in_touch_days", "365", 365),
        ("in_touch_days", " 42 ", 42),
        ("advice_cost_limit", "£1,000", 100_000),
        ("advice_cost_limit", "2000.00", 200_000),
        ("pilot_ends_on", "2018-06-01", dt.date(2018, 6, 1)),
        ("pilot_ends_on", "2020-12-31", dt.date(2020, 12, 31)),
        ("covers_deposit", "yes", True),
        ("repayment", "instalments", "instalments"),
    ],
)
def test_a_value_within_its_range_is_read(name: str, text: str, value: object) -> None:
    assert proposals.setting(PILOT.parameters[name], text) == value


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("in_touch_days", "6", "a whole number of days from 7 to 365"),
        ("in_touch_days", "366", "a whole number of days from 7 to 365"),
        ("in_touch_days", "forty", "a whole number of days from 7 to 365"),
        ("in_touch_days", "-7", "a whole number of days from 7 to 365"),
        ("in_touch_days", "", "a whole number of days from 7 to 365"),
        ("advice_cost_limit", "2000.01", "a sum in pounds from 0.00 to 2000.00"),
        ("pilot_ends_on", "2018-05-31", "a date from 2018-06-01 to 2020-12-31"),
        ("pilot_ends_on", "2021-01-01", "a date from 2018-06-01 to 2020-12-31"),
        ("covers_deposit", "true", "yes or no"),
        ("repayment", "all", "none or instalments"),
    ],
)
def test_a_value_outside_its_range_is_refused_with_what_was_expected(
    name: str, text: str, expected: str
) -> None:
    with pytest.raises(ValueError, match=f"expected {expected}"):
        proposals.setting(PILOT.parameters[name], text)


def test_the_changed_value_stands_from_the_day_and_cites_its_paper() -> None:
    policy = made(PILOT, Changed("in_touch_days", 42, "Minute: Panel, 22 January 2019"))
    assert policy.in_force_from == FROM_ON
    assert policy.status == "proposed"
    assert policy.values["in_touch_days"] == 42
    assert policy.parameters["in_touch_days"].source == "[N1]"
    assert policy.sources["N1"] == "Minute: Panel, 22 January 2019"
    assert not policy.parameters["in_touch_days"].is_assumption


def test_a_value_that_rests_on_no_paper_is_an_assumption() -> None:
    policy = made(PILOT, Changed("end_age", 24, None))
    assert not PILOT.parameters["end_age"].is_assumption
    assert policy.parameters["end_age"].is_assumption


def test_the_same_paper_is_listed_once_and_another_under_another_mark() -> None:
    policy = made(
        PILOT,
        Changed("in_touch_days", 42, "Minute: one"),
        Changed("eviction_months", 12, "Minute: one"),
        Changed("cap_months", 5, "Officer: two"),
    )
    assert {mark: words for mark, words in policy.sources.items() if mark not in PILOT.sources} == {
        "N1": "Minute: one",
        "N2": "Officer: two",
    }


def test_a_criterion_says_where_its_changed_threshold_comes_from() -> None:
    policy = made(PILOT, Changed("in_touch_days", 42, "Minute: one"))
    assert policy.criterion("in_touch").source.endswith("; 42 days from 1 June 2019: [N1]")
    assert policy.criterion("pathway_plan").source == PILOT.criterion("pathway_plan").source


@pytest.mark.parametrize("name", rules_policy.shipped_names())
def test_conditions_and_wording_stay_and_every_other_parameter_too(name: str) -> None:
    before = rules_policy.shipped(name)
    after = made(before, Changed("in_touch_days", 42, None), from_on=dt.date(2027, 1, 1))
    old, new = json.loads(before.resolved_text), json.loads(after.resolved_text)
    for each in (*old["criteria"], *new["criteria"]):
        del each["source"]
    assert new["criteria"] == old["criteria"]
    del old["parameters"]["in_touch_days"], new["parameters"]["in_touch_days"]
    assert new["parameters"] == old["parameters"]


def dated_pilot() -> Policy:
    """The pilot with 56 days at first, 70 from July 2019 and 84 from 2020."""
    content = json.loads(PILOT.resolved_text)
    days = content["parameters"]["in_touch_days"]
    del days["value"]
    days["values"] = [
        {"from": "2018-06-01", "value": 56},
        {"from": "2019-07-01", "value": 70},
        {"from": "2020-01-01", "value": 84},
    ]
    return rules_policy.load(json.dumps(content))


@pytest.mark.parametrize(
    ("from_on", "values"),
    [
        ("2018-01-01", [("2018-01-01", 56), ("2019-07-01", 70), ("2020-01-01", 84)]),
        ("2019-06-30", [("2019-06-30", 56), ("2019-07-01", 70), ("2020-01-01", 84)]),
        ("2019-07-01", [("2019-07-01", 70), ("2020-01-01", 84)]),
        ("2020-01-01", [("2020-01-01", 84)]),
        ("2021-01-01", [("2021-01-01", 84)]),
    ],
)
def test_what_the_policy_says_of_later_days_stays(from_on: str, values: list[tuple[str, int]]) -> None:
    after = made(dated_pilot(), Changed("cap_months", 5, None), from_on=dt.date.fromisoformat(from_on))
    assert [
        (each.from_on.isoformat(), each.value) for each in after.parameters["in_touch_days"].values
    ] == values


def test_a_changed_value_takes_the_place_of_the_later_ones_too() -> None:
    after = made(dated_pilot(), Changed("in_touch_days", 42, None))
    assert [each.value for each in after.parameters["in_touch_days"].values] == [42]
