"""`guarantor assess`: one application or many, by object, array, lines or stream, and no database opened."""

import json
from collections.abc import Iterable
from typing import Any

import pytest

from tests.commanding import Ran, Run, Written
from tests.rehearsing import APPLICATION

ON = ("--on", "2018-07-02")
BARE = {
    name: APPLICATION[name] for name in ("reference", "person", "readiness", "activity", "money", "tenancy")
}
ORDER = (
    "care_leaver age in_touch pathway_plan ready activity tenancy_kind area affordability rent_level housing_debt "
    "earlier_guarantees right_to_rent pilot_window"
)


def _numbered(number: int, **changes: Any) -> dict[str, Any]:
    return {**BARE, "reference": f"A-{number}", **changes}


def _as_lines(documents: Iterable[object]) -> str:
    return "".join((each if isinstance(each, str) else json.dumps(each)) + "\n" for each in documents)


def _decided(text: str) -> list[tuple[str, str]]:
    return [(each["reference"], each["outcome"]) for each in map(json.loads, text.splitlines())]


# ---- one


def test_an_object_in_is_an_object_out(run: Run, written: Written) -> None:
    ran = run("assess", written(APPLICATION), *ON, "--json")
    assert (ran.code, ran.err) == (0, "")
    found = ran.json()
    assert list(found) == [
        "reference",
        "policy",
        "policy_fingerprint",
        "assessed_on",
        "outcome",
        "in_principle",
        "findings",
        "missing",
        "offer",
        "would_change",
    ]
    assert (found["reference"], found["policy"], found["assessed_on"]) == (
        "RG-0001",
        "kent-pilot",
        "2018-07-02",
    )
    assert found["policy_fingerprint"].startswith("sha256:")
    assert (found["outcome"], found["in_principle"], found["missing"]) == ("eligible", False, [])
    assert found["offer"] == {"months": 12, "cap": "3120.00", "ends_on": "2019-07-31"}
    assert [each["criterion"] for each in found["findings"]] == ORDER.split()
    assert all(
        {"criterion", "result", "reason", "source", "facts"} == set(each) for each in found["findings"]
    )


def test_the_case_blocks_beside_the_application_change_nothing(run: Run, written: Written) -> None:
    with_them = run("assess", written(APPLICATION), *ON, "--json").json()
    assert run("assess", written(BARE), *ON, "--json").json() == with_them


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "eligible"),
        ({"activity": "none"}, "refer"),
        ({"activity": None}, "incomplete"),
        ({"readiness": {**BARE["readiness"], "cooking": False}}, "ineligible"),
        ({"person": None, "readiness": None, "money": None, "tenancy": None}, "incomplete"),
    ],
)
def test_every_outcome_leaves_with_0(
    run: Run, written: Written, changes: dict[str, Any], outcome: str
) -> None:
    ran = run("assess", written({**BARE, **changes}), *ON, "--json")
    assert (ran.code, ran.json()["outcome"]) == (0, outcome)


def test_only_the_reference_is_needed(run: Run) -> None:
    found = run("assess", "-", *ON, "--json", stdin='{"reference": "x"}').json()
    assert (found["outcome"], found["offer"]) == ("incomplete", None)
    assert found["missing"][:2] == ["person.leaving_care_status", "person.responsible_authority"]


def test_a_home_still_to_be_found_is_in_principle(run: Run, written: Written) -> None:
    found = run("assess", written({**BARE, "tenancy": None}), *ON, "--json").json()
    assert (found["outcome"], found["in_principle"]) == ("incomplete", True)
    assert all(field.startswith("tenancy.") for field in found["missing"])


def test_what_would_make_it_a_yes_can_be_set(run: Run, written: Written) -> None:
    home = {**BARE["tenancy"], "rent_share": "540.00", "monthly_rent": "540.00"}
    dear = {**BARE, "tenancy": home, "money": {"monthly_income": "1400.00"}}
    (change,) = run("assess", written(dear), *ON, "--json").json()["would_change"]
    assert (change["criterion"], change["set"]) == ("rent_level", {"tenancy.rent_share": "536.72"})
    dear["tenancy"]["rent_share"] = change["set"]["tenancy.rent_share"]
    assert run("assess", written(dear), *ON, "--json").json()["outcome"] == "eligible"


def test_the_day_in_the_document_goes_before_the_day_asked_for(run: Run, written: Written) -> None:
    file = written({**BARE, "assessed_on": "2018-07-01"})
    assert run("assess", file, *ON, "--json").json()["assessed_on"] == "2018-07-01"


@pytest.mark.parametrize(
    ("policy", "on", "code"),
    [
        ("kent-pilot", "2018-07-02", 0),
        ("devon-like", "2018-07-02", 0),
        ("kent-proposed-2026", "2026-05-01", 0),
        ("kent-proposed-2026", "2026-04-30", 2),
        ("kent-pilots", "2018-07-02", 2),
    ],
)
def test_any_policy_that_comes_with_the_program_is_asked(
    run: Run, written: Written, policy: str, on: str, code: int
) -> None:
    ran = run("assess", written(BARE), "--policy", policy, "--on", on, "--json")
    assert ran.code == code
    if code:
        assert ran.out == ""
        assert len(ran.sentences) == 1
    else:
        assert ran.json()["policy"] == policy


# ---- many


def test_an_array_in_is_an_array_out(run: Run, written: Written) -> None:
    ran = run("assess", written([_numbered(1), _numbered(2, activity="none")]), *ON, "--json")
    assert [(each["reference"], each["outcome"]) for each in ran.json()] == [
        ("A-1", "eligible"),
        ("A-2", "refer"),
    ]


def test_an_empty_array_in_is_an_empty_array_out(run: Run) -> None:
    ran = run("assess", "-", *ON, "--json", stdin="[]")
    assert (ran.code, ran.json()) == (0, [])


@pytest.mark.parametrize("name", ["many.jsonl", "many.json", "-"])
def test_several_lines_in_are_an_array_out(run: Run, written: Written, name: str) -> None:
    text = _as_lines([_numbered(1), "", _numbered(2)])
    file = "-" if name == "-" else written(text, name)
    assert [each["reference"] for each in run("assess", file, *ON, "--json", stdin=text).json()] == [
        "A-1",
        "A-2",
    ]


def test_a_file_named_jsonl_with_one_line_is_an_array_too(run: Run, written: Written) -> None:
    assert len(run("assess", written(_as_lines([BARE]), "one.jsonl"), *ON, "--json").json()) == 1


def test_one_fault_among_many_is_named_by_its_place_and_nothing_is_answered(
    run: Run, written: Written
) -> None:
    wrong = _numbered(2, activity="sport")
    ran = run("assess", written([_numbered(1), wrong, _numbered(3)]), *ON, "--json")
    assert (ran.code, ran.out) == (2, "")
    (sentence,) = ran.sentences
    assert "2" in sentence
    assert "activity" in sentence


# ---- a stream

THREE = [_numbered(1), _numbered(2, activity="sport"), _numbered(3)]
BROKEN = [_numbered(1), '{"reference": ', _numbered(3)]


def test_lines_come_out_as_lines(run: Run, written: Written) -> None:
    ran = run("assess", written(_as_lines([_numbered(n) for n in range(1, 6)])), *ON, "--jsonl")
    assert (ran.code, ran.err) == (0, "")
    assert _decided(ran.out) == [(f"A-{n}", "eligible") for n in range(1, 6)]


@pytest.mark.parametrize("documents", [THREE, BROKEN], ids=["wrong field", "no JSON"])
def test_a_bad_line_stops_the_stream_by_its_number_with_the_lines_before_it_out(
    run: Run, documents: list[object]
) -> None:
    ran = run("assess", "-", *ON, "--jsonl", stdin=_as_lines(documents))
    assert ran.code == 2
    assert _decided(ran.out) == [("A-1", "eligible")]
    assert "line 2" in ran.err


@pytest.mark.parametrize("documents", [THREE, BROKEN], ids=["wrong field", "no JSON"])
def test_a_bad_line_is_passed_over_and_counted_where_that_was_asked_for(
    run: Run, documents: list[object]
) -> None:
    ran = run("assess", "-", *ON, "--jsonl", "--accept-good-rows", stdin=_as_lines(documents))
    assert ran.code == 2
    assert _decided(ran.out) == [("A-1", "eligible"), ("A-3", "eligible")]
    assert "line 2" in ran.err
    assert "1" in ran.err.splitlines()[-1]


def test_blank_lines_count_and_are_not_judged(run: Run) -> None:
    ran = run("assess", "-", *ON, "--jsonl", stdin=_as_lines(["", _numbered(1), "", "{"]))
    assert _decided(ran.out) == [("A-1", "eligible")]
    assert "line 4" in ran.err


def test_good_rows_alone_leave_with_0(run: Run) -> None:
    ran = run("assess", "-", *ON, "--jsonl", "--accept-good-rows", stdin=_as_lines([BARE]))
    assert (ran.code, ran.err) == (0, "")


def test_an_empty_stream_is_no_fault(run: Run) -> None:
    assert run("assess", "-", *ON, "--jsonl", stdin="") == Ran(0, "", "")


# ---- wrong input


@pytest.mark.parametrize(
    "options", [["--json", "--jsonl"], ["--accept-good-rows"], ["--accept-good-rows", "--json"]]
)
def test_options_that_contradict_each_other_are_named(run: Run, written: Written, options: list[str]) -> None:
    ran = run("assess", written(BARE), *options)
    assert (ran.code, ran.out) == (2, "")
    assert any(option in ran.err for option in options)


AFTER = "2018-07-03"
WRONG: list[tuple[str, object]] = [
    ("person.date_of_birth", AFTER),
    ("person.last_contact_on", AFTER),
    ("person.pathway_plan_reviewed_on", AFTER),
    ("person.support_requested_on", AFTER),
    ("person.evicted_on", AFTER),
    ("person.date_of_birth", "1999-3-14"),
    ("person.right_to_rent_expires_on", "never"),
    ("person.previous_calls", 0.5),
    ("person.previous_guarantees", True),
    ("person.shoe_size", 42),
    ("readiness.budgeting", "true"),
    ("activity", "Employment"),
    ("money.monthly_income", 1300.0),
    ("money.monthly_income", "-0.01"),
    ("tenancy.rent_share", "0.00"),
    ("tenancy.rent_share", "520.01"),
    ("tenancy.brma", "Greater London"),
    ("tenancy.starts_on", "1 August 2018"),
    ("tenancy.rooms", "3-bed"),
    ("assessed_on", "soon"),
    ("reference", None),
    ("shoe_size", 42),
]


@pytest.mark.parametrize(("field", "value"), WRONG, ids=[f"{field}={value!r}" for field, value in WRONG])
def test_wrong_input_is_named_with_its_field(run: Run, written: Written, field: str, value: object) -> None:
    document = json.loads(json.dumps(BARE))
    *section, name = field.split(".")
    (document[section[0]] if section else document)[name] = value
    ran = run("assess", written(document), *ON, "--json")
    assert (ran.code, ran.out) == (2, "")
    (sentence,) = ran.sentences
    assert field in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    "text", ["", "{", "[{]", "nonsense", '{"reference": "a", "reference": "b"}', "7", "null"]
)
def test_what_is_no_application_at_all_is_wrong_input(run: Run, text: str) -> None:
    ran = run("assess", "-", *ON, "--json", stdin=text)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.sentences) == 1


@pytest.mark.parametrize("options", [[], ["--jsonl"]])
def test_a_file_that_is_not_there_is_named(run: Run, options: list[str]) -> None:
    ran = run("assess", "missing.json", *ON, *options)
    assert (ran.code, ran.out) == (2, "")
    assert "missing.json" in ran.err
