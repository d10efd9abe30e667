"""What would make it a yes: the smallest change, said in a sentence, and true when it is tried from outside."""

import copy
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import remedies
from rules.decide import Decision, assess
from rules.facts import read_application
from rules.policy import shipped, shipped_names

Document = dict[str, Any]
Judge = Callable[..., Decision]
NEVER_SET = (
    "person.date_of_birth",
    "person.leaving_care_status",
    "person.responsible_authority",
    "person.evicted_on",
    "person.previous_guarantees",
    "person.previous_calls",
    "person.right_to_rent",
    "person.right_to_rent_expires_on",
)


@pytest.fixture(scope="session")
def change(judge: Judge) -> Callable[..., dict[str, Any]]:
    """The change told for one criterion, as the decision's document holds it."""

    def change(criterion: str, changes: dict[str, Any], *where: Any, **how: Any) -> dict[str, Any]:
        told = judge(changes, *where, **how).document()["would_change"]
        return next(one for one in told if one["criterion"] == criterion)

    return change


@pytest.mark.parametrize("policy", shipped_names())
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_every_change_told_holds_when_it_is_applied_from_outside(
    policy: str, people: st.SearchStrategy[tuple[Document, date]], data: st.DataObject
) -> None:
    document, today = data.draw(people)
    decision = assess(read_application(document), shipped(policy), today, as_if_in_force=True).document()
    results = {one["criterion"]: one["result"] for one in decision["findings"]}
    told = [one["criterion"] for one in decision["would_change"]]
    assert told == [criterion for criterion, result in results.items() if result in ("refer", "not_met")]
    for change in json.loads(json.dumps(decision["would_change"])):
        assert change["says"].endswith(".")
        assert not set(change.get("set", {})) & set(NEVER_SET)
        if "set" in change:
            changed = copy.deepcopy(document)
            for field, value in change["set"].items():
                section, _, name = field.rpartition(".")
                (changed[section] if section else changed)[name] = value
            again = assess(read_application(changed), shipped(policy), today, as_if_in_force=True)
            assert {one.criterion: one.result for one in again.findings}[change["criterion"]] == "met"


@pytest.mark.parametrize(
    ("criterion", "changes", "to_set"),
    [
        (
            "rent_level",
            {"tenancy.rent_share": "536.73", "tenancy.monthly_rent": None},
            {"tenancy.rent_share": "536.72"},
        ),
        ("affordability", {"money.monthly_income": "1299.99"}, {"tenancy.rent_share": "519.99"}),
        ("affordability", {"money.monthly_income": "0.00"}, {"money.monthly_income": "1300.00"}),
        ("ready", {"readiness.cooking": False}, {"readiness.cooking": True}),
        (
            "ready",
            {"readiness.cooking": False, "readiness.home_care": False},
            {"readiness.cooking": True, "readiness.home_care": True},
        ),
        ("activity", {"activity": "none"}, {"activity": "employment"}),
        ("tenancy_kind", {"tenancy.kind": "lodging"}, {"tenancy.kind": "private"}),
        ("area", {"tenancy.area": "medway"}, {"tenancy.area": "kent"}),
        ("in_touch", {"person.last_contact_on": "never"}, {"person.last_contact_on": "2018-07-02"}),
        (
            "pathway_plan",
            {"person.pathway_plan_reviewed_on": "2018-01-01"},
            {"person.pathway_plan_reviewed_on": "2018-07-02"},
        ),
        ("housing_debt", {"person.current_rent_arrears": "0.01"}, {"person.current_rent_arrears": "0.00"}),
        ("age", {"person.date_of_birth": "2000-08-02"}, {"tenancy.starts_on": "2018-08-02"}),
        ("age", {"person.date_of_birth": "1993-08-31"}, {"tenancy.starts_on": "2018-07-31"}),
        (
            "right_to_rent",
            {"person.right_to_rent": "limited", "person.right_to_rent_expires_on": "2019-07-31"},
            {"tenancy.starts_on": "2018-07-31"},
        ),
    ],
)
def test_the_smallest_change_reaches_the_threshold_and_no_further(
    change: Callable[..., dict[str, Any]], criterion: str, changes: dict[str, Any], to_set: dict[str, Any]
) -> None:
    assert change(criterion, changes)["set"] == to_set


def test_a_home_outside_kent_would_be_met_by_one_in_a_named_rental_area(
    change: Callable[..., dict[str, Any]],
) -> None:
    far = {"tenancy.area": "london", "tenancy.brma": "Inner North London"}
    assert change("rent_level", far)["set"] == {"tenancy.area": "kent", "tenancy.brma": "High Weald"}
    dear = far | {"tenancy.rent_share": "900.00", "tenancy.monthly_rent": None}
    assert change("rent_level", dear) == {
        "criterion": "rent_level",
        "says": "This would be met by a home in Kent, such as the High Weald rental area, "
        "and a rent share of £586.56 or less.",
        "set": {"tenancy.area": "kent", "tenancy.brma": "High Weald", "tenancy.rent_share": "586.56"},
    }


def test_a_market_area_of_elsewhere_is_taken_away_with_the_area(
    change: Callable[..., dict[str, Any]],
) -> None:
    far = {"tenancy.area": "london", "tenancy.brma": "Inner North London"}
    assert change("area", far)["set"] == {"tenancy.area": "kent", "tenancy.brma": None}


@pytest.mark.parametrize(
    ("criterion", "changes"),
    [
        ("care_leaver", {"person.leaving_care_status": "qualifying"}),
        ("care_leaver", {"person.responsible_authority": "Medway"}),
        ("age", {"person.date_of_birth": "1993-07-15"}),
        ("housing_debt", {"person.evicted_on": "2018-06-01"}),
        ("earlier_guarantees", {"person.previous_guarantees": 1, "person.previous_calls": 0}),
        ("right_to_rent", {"person.right_to_rent": "none"}),
        (
            "right_to_rent",
            {"person.right_to_rent": "limited", "person.right_to_rent_expires_on": "2018-09-01"},
        ),
        ("rent_level", {"tenancy.starts_on": "2029-01-01"}),
    ],
)
def test_where_nothing_that_may_be_set_helps_the_sentence_says_what_a_person_can_do(
    change: Callable[..., dict[str, Any]], criterion: str, changes: dict[str, Any]
) -> None:
    told = change(criterion, changes)
    assert "set" not in told
    assert told["says"] == shipped("kent-pilot").criterion(criterion).what_helps.text.replace(
        "{eviction_months}", "24 months"
    )


def test_a_day_after_the_pilot_cannot_be_set_back(change: Callable[..., dict[str, Any]]) -> None:
    late = {"person.last_contact_on": "2019-06-01", "person.pathway_plan_reviewed_on": "2019-06-01"}
    assert "set" not in change("pilot_window", late, on=date(2019, 6, 1))


def test_two_changes_are_told_together_where_one_is_not_enough(change: Callable[..., dict[str, Any]]) -> None:
    told = change(
        "age",
        {
            "person.date_of_birth": "2001-07-20",
            "tenancy.starts_on": "2026-07-10",
            "person.support_requested_on": "never",
        },
        "kent-proposed-2026",
        date(2026, 6, 10),
    )
    assert told["set"] == {"tenancy.starts_on": "2026-06-20", "person.support_requested_on": "2026-06-10"}
    assert told["says"] == "This would be met by a first day on 20 June 2026 and asking for support now."


def test_either_way_is_told_where_one_of_two_changes_would_do(change: Callable[..., dict[str, Any]]) -> None:
    assert change("affordability", {"money.monthly_income": "1000.00"})["says"] == (
        "This would be met by a rent share of £400.00 or less, or by an income of £1,300.00 a month or more."
    )


def test_a_search_that_asks_too_much_ends(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remedies, "MOST_TRIES", 0)
    told = judge({"activity": "none"}).document()["would_change"]
    assert told
    assert not any("set" in one for one in told)


def test_what_is_met_or_not_known_has_no_change(judge: Judge) -> None:
    assert judge({"tenancy.rent_share": "500.00", "activity": None}).document()["would_change"] == []
