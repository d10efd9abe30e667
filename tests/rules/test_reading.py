"""Strict reading of an application: every fault at once, each a sentence that names its field."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.decide import assess
from rules.facts import Fault, WrongInput, read_application
from rules.policy import shipped

Vary = Callable[[dict[str, Any]], dict[str, Any]]
MONEY = ("money.monthly_income", "tenancy.monthly_rent", "tenancy.rent_share", "person.current_rent_arrears")
DATES = ("person.date_of_birth", "person.right_to_rent_expires_on", "tenancy.starts_on", "assessed_on")
DATES_OR_NEVER = (
    "person.last_contact_on",
    "person.pathway_plan_reviewed_on",
    "person.support_requested_on",
    "person.evicted_on",
)
COUNTS = ("person.previous_guarantees", "person.previous_calls")
SKILLS = tuple(f"readiness.{skill}" for skill in ("budgeting", "cooking", "home_care", "asks_for_help"))
CODES = (
    "person.group",
    "person.leaving_care_status",
    "person.right_to_rent",
    "activity",
    "tenancy.kind",
    "tenancy.area",
    "tenancy.rooms",
)


def faults(document: object, **how: Any) -> dict[str, str]:
    with pytest.raises(WrongInput) as wrong:
        read_application(document, **how)
    return {fault.field: fault.says for fault in wrong.value.faults}


@pytest.mark.parametrize("field", MONEY)
@pytest.mark.parametrize(
    "value", [520, 520.5, "-1", "1.234", "1,000", "£520", " 520", "", "1e3", "٣", True, "nan", {}]
)
def test_money_is_pounds_as_text_and_nothing_else(vary: Vary, field: str, value: object) -> None:
    says = faults(vary({field: value}))[field]
    assert says.startswith(f"{field} must be pounds written as text")


@pytest.mark.parametrize(
    ("text", "pence"), [("520", 52000), ("520.5", 52050), ("520.05", 52005), ("0", 0), ("0.00", 0)]
)
def test_money_is_kept_in_whole_pence(vary: Vary, text: str, pence: int) -> None:
    assert read_application(vary({"money.monthly_income": text})).money.monthly_income_pence == pence


def test_a_sum_of_ten_million_is_read_and_a_penny_more_is_refused(vary: Vary) -> None:
    assert read_application(vary({"money.monthly_income": "10000000.00"})).money.monthly_income_pence == 10**9
    assert "ten million" in faults(vary({"money.monthly_income": "10000000.01"}))["money.monthly_income"]
    assert "money.monthly_income" in faults(vary({"money.monthly_income": "9" * 400}))


@pytest.mark.parametrize("field", [*DATES, *DATES_OR_NEVER])
@pytest.mark.parametrize(
    "value",
    [
        "2018-02-30",
        "2018-7-1",
        "20180701",
        "2018-07-01T00:00:00",
        20180701,
        "1899-12-31",
        "2201-01-01",
        "",
        True,
    ],
)
def test_a_date_is_a_real_day_in_iso_form(vary: Vary, field: str, value: object) -> None:
    assert faults(vary({field: value}))[field].startswith(f"{field} must be a da")


@pytest.mark.parametrize("field", DATES_OR_NEVER)
def test_four_dates_may_be_never(vary: Vary, field: str) -> None:
    assert (
        read_application(vary({field: "never"})).document()["person"][field.removeprefix("person.")]
        == "never"
    )


@pytest.mark.parametrize("field", DATES)
def test_no_other_date_may_be_never(vary: Vary, field: str) -> None:
    assert field in faults(vary({field: "never"}))


@pytest.mark.parametrize("field", COUNTS)
@pytest.mark.parametrize("value", [-1, 1.0, "1", True, 1001, 10**40])
def test_a_count_is_a_whole_number(vary: Vary, field: str, value: object) -> None:
    assert "whole number from 0 to 1000" in faults(vary({field: value}))[field]


@pytest.mark.parametrize("field", SKILLS)
@pytest.mark.parametrize("value", [0, 1, "true", "yes", 1.0])
def test_a_skill_is_strictly_true_or_false(vary: Vary, field: str, value: object) -> None:
    assert faults(vary({field: value}))[field].startswith(f"{field} must be true or false")


@pytest.mark.parametrize("field", CODES)
@pytest.mark.parametrize("value", ["Private", "", 3, False, ["kent"]])
def test_a_code_is_one_of_its_words(vary: Vary, field: str, value: object) -> None:
    assert faults(vary({field: value}))[field].startswith(f"{field} must be ")


@pytest.mark.parametrize("section", ["person", "readiness", "money", "tenancy"])
def test_a_section_is_an_object_or_null(vary: Vary, section: str) -> None:
    assert section in faults(vary({section: ["something"]}))
    assert read_application(vary({section: None})) == read_application(
        {name: part for name, part in vary({}).items() if name != section}
    )


@pytest.mark.parametrize("field", ["nickname", "person.nickname", "tenancy.furnished"])
def test_an_unknown_field_is_refused_by_name(vary: Vary, field: str) -> None:
    assert faults(vary({field: "x"})) == {field: f"{field} is not a field of an application."}


@pytest.mark.parametrize("document", [None, 3, "text", [], [{}]])
def test_an_application_is_an_object(document: object) -> None:
    assert "application must be an object" in faults(document)["application"]


@pytest.mark.parametrize("reference", [None, "", "  ", 7, "x" * 101, "a\nb"])
def test_a_reference_must_be_given(vary: Vary, reference: object) -> None:
    assert "reference" in faults(vary({"reference": reference}))


def test_everything_but_the_reference_may_be_missing() -> None:
    nothing = read_application({"reference": "TEST-1"})
    assert nothing.person.date_of_birth is None
    assert nothing.tenancy.rent_share_pence is None


def test_the_blocks_of_a_stored_case_are_accepted_and_not_used(vary: Vary) -> None:
    blocks = (
        "young_person property landlord deposit rent_in_advance accommodation_before would_otherwise "
        "personal_adviser young_persons_view"
    )
    with_blocks = vary({block: {"name": "Synthetic Person"} for block in blocks.split()})
    assert read_application(with_blocks) == read_application(vary({}))


def test_a_rent_share_is_above_zero_and_within_the_rent(vary: Vary) -> None:
    assert "above zero" in faults(vary({"tenancy.rent_share": "0.00"}))["tenancy.rent_share"]
    says = faults(vary({"tenancy.rent_share": "520.01"}))["tenancy.rent_share"]
    assert says == "tenancy.rent_share must be at most tenancy.monthly_rent, which is 520.00, not 520.01."
    assert read_application(vary({"tenancy.rent_share": "0.01"})).tenancy.rent_share_pence == 1


@pytest.mark.parametrize("area", ["kent", "medway"])
def test_in_kent_and_medway_the_market_area_is_one_of_eight(vary: Vary, area: str) -> None:
    assert "Canterbury" in faults(vary({"tenancy.area": area, "tenancy.brma": "Kent"}))["tenancy.brma"]


@pytest.mark.parametrize("area", ["london", "elsewhere", None])
def test_elsewhere_any_market_area_is_read(vary: Vary, area: str | None) -> None:
    application = read_application(vary({"tenancy.area": area, "tenancy.brma": "Inner North London"}))
    assert application.tenancy.brma == "Inner North London"


@pytest.mark.parametrize("field", ["person.date_of_birth", *DATES_OR_NEVER])
def test_nothing_past_lies_after_the_assessment(vary: Vary, field: str) -> None:
    on_the_day, the_day_after = vary({field: "2018-07-02"}), vary({field: "2018-07-03"})
    day = date(2018, 7, 2)
    assert assess(read_application(on_the_day), shipped("kent-pilot"), day).assessed_on == day
    with pytest.raises(
        WrongInput, match=f"{field} must not be after the assessment on 2018-07-02, not 2018-07-03"
    ):
        assess(read_application(the_day_after), shipped("kent-pilot"), day)
    assert field in faults(the_day_after, assessed_on=day)
    assert field in faults({**the_day_after, "assessed_on": "2018-07-02"}, assessed_on=date(2030, 1, 1))


def test_every_fault_is_told_at_once(vary: Vary) -> None:
    changes = {
        "reference": None,
        "person.date_of_birth": "1999",
        "money": 3,
        "tenancy.rent_share": "600",
        "x": 1,
    }
    assert set(faults(vary(changes))) == {
        "reference",
        "person.date_of_birth",
        "money",
        "tenancy.rent_share",
        "x",
    }


def test_a_document_read_and_written_reads_the_same(vary: Vary) -> None:
    application = read_application(vary({"person.evicted_on": "never", "assessed_on": "2018-07-02"}))
    assert read_application(json.loads(json.dumps(application.document()))) == application


def test_the_ledgers_own_history_is_added(vary: Vary) -> None:
    before = read_application(vary({"person.previous_guarantees": 1, "person.previous_calls": 2}))
    person = before.with_ledger_history(1, 3).person
    assert (person.previous_guarantees, person.previous_calls) == (2, 5)
    none_known = read_application(vary({"person.previous_guarantees": None})).with_ledger_history(1, 0).person
    assert (none_known.previous_guarantees, none_known.previous_calls) == (None, None)
    never_before = read_application(vary({})).with_ledger_history(1, 2).person
    assert (never_before.previous_guarantees, never_before.previous_calls) == (1, 2)


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["never", "2018-07-02"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(
    field=st.sampled_from(
        [*MONEY, *DATES, *DATES_OR_NEVER, *COUNTS, *SKILLS, *CODES, "person", "tenancy", "x"]
    ),
    value=anything,
)
def test_whatever_is_written_is_judged_or_refused_in_words(vary: Vary, field: str, value: object) -> None:
    told: tuple[Fault, ...] = ()
    try:
        application = read_application(vary({field: value}))
        assess(application, shipped("kent-pilot"), date(2018, 7, 2))
    except WrongInput as wrong:
        told = wrong.faults
    section = field.partition(".")[0]
    assert all(fault.field.startswith(section) and "\n" not in fault.says for fault in told)
    assert all(fault.says.startswith(fault.field) for fault in told)
