"""Policies: what loads, what is refused and on which line, how they stand by date, and how they read in words."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.decide import assess
from rules.describe import describe, diff
from rules.facts import read_application
from rules.policy import (
    BeforeFirstVersion,
    UnknownPolicy,
    WrongPolicy,
    check,
    load,
    shipped,
    shipped_names,
    shipped_text,
)
from rules.terms import TERMS

PILOT = shipped_text("kent-pilot")
BY_DATE = """    values:
      - {from: 2018-06-01, value: 56}
      - {from: 2019-01-01, value: 42}
"""


def dated(first: str, second: str) -> str:
    return PILOT.replace("    value: 56\n", f"    values:\n      - {{{first}}}\n      - {{{second}}}\n")


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_policy_is_sound(name: str) -> None:
    assert check(shipped_text(name)) == ()
    assert shipped(name).name == name


def test_three_policies_are_shipped() -> None:
    assert shipped_names() == ("devon-like", "kent-pilot", "kent-proposed-2026")
    with pytest.raises(UnknownPolicy, match="no policy is called"):
        shipped_text("../rules")


def test_the_policies_differ_where_the_scheme_says_and_nowhere_else() -> None:
    pilot, devon, proposed = (shipped(name) for name in ("kent-pilot", "devon-like", "kent-proposed-2026"))
    changed = {name for name in pilot.values if devon.values.get(name) != pilot.values[name]}
    assert changed == {"covers_deposit", "places", "pilot_ends_on"}
    changed = {name for name in pilot.values if proposed.values.get(name) != pilot.values[name]}
    assert changed == {"maximum_guarantees", "pilot_ends_on"}
    assert [one.id for one in devon.criteria] == [one.id for one in proposed.criteria]
    assert [one.id for one in pilot.criteria] == [one.id for one in devon.criteria] + ["pilot_window"]
    assert (pilot.status, devon.status, proposed.status) == ("adopted", "comparison", "proposed")


def test_what_is_taken_from_another_policy_is_marked_as_an_assumption() -> None:
    devon = shipped("devon-like")
    assert not devon.parameters["covers_deposit"].is_assumption
    assert all(one.is_assumption for name, one in devon.parameters.items() if name != "covers_deposit")
    assert all("assumption" in criterion.source for criterion in devon.criteria)


@pytest.mark.parametrize("name", shipped_names())
def test_every_parameter_has_a_unit_a_source_an_owner_and_stands_in_its_range(name: str) -> None:
    for parameter in shipped(name).parameters.values():
        assert parameter.about
        assert parameter.owner
        assert "[" in parameter.source or parameter.is_assumption
        assert parameter.lowest is not None or parameter.unit in ("yes_no", "choice")


def test_parameters_are_read_by_name_and_kind() -> None:
    pilot, devon = shipped("kent-pilot"), shipped("devon-like")
    assert pilot.parameter("cap_months") == 6
    assert pilot.parameter("advice_cost_limit") == 25000
    assert pilot.parameter_if_any("places") == 25
    assert devon.parameter_if_any("places") is None
    assert pilot.switch("covers_deposit") is False
    assert devon.switch("covers_deposit") is True
    assert pilot.choice("repayment") == "none"
    for read, name in [
        (pilot.parameter, "reuse_places"),
        (pilot.switch, "cap_months"),
        (pilot.choice, "cap_months"),
    ]:
        with pytest.raises(TypeError):
            read(name)
    with pytest.raises(KeyError):
        pilot.parameter("no_such_name")
    assert set(TERMS) - set(pilot.parameters) == set()


def test_a_fingerprint_covers_the_content_and_not_the_layout() -> None:
    pilot = shipped("kent-pilot")
    assert load("# another comment\n" + PILOT).fingerprint == pilot.fingerprint
    assert load(PILOT.replace("value: 56", "value: 55")).fingerprint != pilot.fingerprint
    assert (
        load(PILOT.replace("within {in_touch_days}.", "in {in_touch_days}.", 1)).fingerprint
        != pilot.fingerprint
    )
    assert len({shipped(name).fingerprint for name in shipped_names()}) == 3


@pytest.mark.parametrize("name", shipped_names())
def test_the_resolved_text_reads_to_the_same_policy_without_any_other_file(name: str) -> None:
    policy = shipped(name)
    again = load(policy.resolved_text)
    assert again.fingerprint == policy.fingerprint
    assert again == policy
    assert "based_on" not in policy.resolved_text


def test_a_value_stands_from_its_date_and_asking_before_the_first_is_an_error() -> None:
    policy = load(PILOT.replace("    value: 56\n", BY_DATE))
    assert policy.versions == (date(2018, 6, 1), date(2019, 1, 1))
    assert policy.on(date(2018, 12, 31)).parameter("in_touch_days") == 56
    assert policy.on(date(2019, 1, 1)).parameter("in_touch_days") == 42
    with pytest.raises(BeforeFirstVersion, match="2018-06-01"):
        policy.on(date(2018, 5, 31))
    contact = {"reference": "TEST-1", "person": {"last_contact_on": "2018-12-01"}}
    for day, result in [
        (date(2018, 12, 31), "met"),
        (date(2019, 1, 12), "met"),
        (date(2019, 1, 13), "refer"),
    ]:
        findings = assess(read_application(contact), policy, day).findings
        assert {one.criterion: one.result for one in findings}["in_touch"] == result


FAULTS = yaml.safe_load((Path(__file__).parent / "planted_faults.yaml").read_text(encoding="utf-8"))


def with_fault(fault: dict[str, Any], text: str = PILOT) -> str:
    """The text with the fault's passages replaced; each must stand once in it."""
    for passage in [fault, *([fault["and"]] if "and" in fault else [])]:
        assert text.count(passage["old"]) == 1, f"{passage['old']!r} must stand once in the text"
        text = text.replace(passage["old"], passage["new"])
    return text


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["says"])
def test_a_planted_fault_is_found_with_its_line(fault: dict[str, Any]) -> None:
    text = with_fault(fault)
    told = check(text)
    found = [one for one in told if fault["says"] in one.says]
    assert found, [str(one) for one in told]
    line = PILOT[: PILOT.index(fault["old"])].count("\n") + 1
    assert all(abs(one.line - line) <= 25 or one.line == 1 for one in found)
    if fault.get("alone"):
        assert len(told) == 1, [str(one) for one in told]
    with pytest.raises(WrongPolicy, match="line "):
        load(text)


@pytest.mark.parametrize(
    ("says", "text"),
    [
        ("unordered dates", dated("from: 2018-06-01, value: 56", "from: 2018-01-01, value: 42")),
        (
            "unordered dates",
            dated("from: 2018-06-01, until: 2018-05-01, value: 56", "from: 2019-01-01, value: 42"),
        ),
        (
            "overlapping dates",
            dated("from: 2018-06-01, until: 2019-01-01, value: 56", "from: 2019-01-01, value: 42"),
        ),
        (
            "days without a value before",
            dated("from: 2018-06-01, until: 2018-12-30, value: 56", "from: 2019-01-01, value: 42"),
        ),
        (
            "days without a value after",
            dated("from: 2018-06-01, value: 56", "from: 2019-01-01, until: 2019-06-30, value: 42"),
        ),
        (
            "restates a value without change",
            dated("from: 2018-06-01, value: 56", "from: 2019-01-01, value: 56"),
        ),
        (
            "no value on the policy's first day",
            dated("from: 2018-07-01, value: 56", "from: 2019-01-01, value: 42"),
        ),
        ("out of its range", dated("from: 2018-06-01, value: 56", "from: 2019-01-01, value: 1")),
        ("restates a value", shipped_text("kent-proposed-2026").replace("    value: 2\n", "    value: 1\n")),
        (
            "cannot be left out",
            shipped_text("devon-like").replace("[pilot_window]", "[pilot_window, shoe_size]"),
        ),
        (
            "not a policy to be based on",
            shipped_text("devon-like").replace("based_on: kent-pilot", "based_on: kent"),
        ),
        (
            "itself based on another",
            shipped_text("devon-like").replace("based_on: kent-pilot", "based_on: devon-like"),
        ),
    ],
)
def test_dates_and_inheritance_are_checked_too(says: str, text: str) -> None:
    assert any(says in fault.says for fault in check(text)), [str(fault) for fault in check(text)]


def test_every_fault_of_a_file_is_told_at_once_and_in_the_order_of_lines() -> None:
    together = [fault for fault in FAULTS if fault.get("together")]
    text = PILOT
    for fault in together:
        text = with_fault(fault, text)
    told = check(text)
    assert [one.line for one in told] == sorted(one.line for one in told)
    assert [fault["says"] for fault in together if not any(fault["says"] in one.says for one in told)] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "policy",
        "a: b: c",
        "a: &x 1\nb: *x",
        "a: !!python/object:os.system {}",
        "\t",
        "a: [",
        "x" * 200_001,
        "a: " + "[" * 60,
    ],
)
def test_what_is_no_sheet_at_all_is_refused_with_a_line(text: str) -> None:
    told = check(text)
    assert told
    assert all(fault.line >= 1 for fault in told)


lines = st.sampled_from(PILOT.splitlines())


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, PILOT.count("\n") - 1),
    st.sampled_from(["", "x", "  - a", "value: 1", "[", "cases:", "    when: 3"]) | lines,
)
def test_a_file_with_any_line_changed_is_sound_or_refused_in_words(at: int, line: str) -> None:
    all_lines = PILOT.splitlines()
    all_lines[at] = line
    for fault in check("\n".join(all_lines)):
        assert fault.says
        assert "\n" not in fault.says


def test_a_policy_reads_in_plain_words_with_its_assumptions_marked() -> None:
    text = describe(shipped("kent-pilot"))
    assert "Met: when the time since the last contact is at most 56 days." in text
    assert "otherwise, when the income as a percentage of the rent share is at least 100%" in text
    assert (
        "The most the council pays on one guarantee, in months of the rent share: 6 months. ASSUMPTION."
        in text
    )
    assert "25. Source: [P18] 3.1." in text
    for criterion in shipped("kent-pilot").criteria:
        assert f"{criterion.title} ({criterion.id})" in text
    assert all(parameter.about in text for parameter in shipped("kent-pilot").parameters.values())


def test_a_policy_with_dated_values_says_them_all() -> None:
    text = describe(load(PILOT.replace("    value: 56\n", BY_DATE)))
    assert "56 days from 1 June 2018; 42 days from 1 January 2019" in text
    assert "As it stands from 1 June 2018." in text


def test_the_difference_of_two_policies_is_said_in_words() -> None:
    pilot, devon, proposed = (shipped(name) for name in ("kent-pilot", "devon-like", "kent-proposed-2026"))
    assert diff(pilot, pilot) == ()
    told = diff(pilot, proposed)
    assert "In force from: 1 June 2018 becomes 1 May 2026." in told
    assert (
        "How many times the council stands as guarantor for one person: 1 guarantee becomes 2 guarantees. ASSUMPTION."
        in told
    )
    assert "Within the pilot is no longer asked." in told
    assert any("now needs day support was asked for if" in one for one in told)
    assert "Ready to run a home, not met: in every other case becomes never." in diff(pilot, devon)
    assert "Within the pilot is a new criterion." in diff(devon, pilot)


def test_a_changed_threshold_changes_what_is_said_of_the_criterion() -> None:
    told = diff(shipped("kent-pilot"), load(PILOT.replace("value: 56", "value: 70")))
    assert told == (
        "Longest time since the last contact that counts as in touch: 56 days becomes 70 days. ASSUMPTION.",
        (
            "In touch with the service, met: when the time since the last contact is at most 56 days becomes "
            "when the time since the last contact is at most 70 days."
        ),
    )
