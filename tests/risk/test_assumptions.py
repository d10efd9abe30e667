"""Assumptions are read in both forms, and every fault is said at once with its field."""

from collections.abc import Callable
from decimal import Decimal
from importlib.resources import files

import pytest
import yaml

from risk.assumptions import Assumptions, YearlyAr1, read_assumptions
from risk.dated_basis import basis_of
from risk.faults import WrongInput


@pytest.fixture
def faults(worked_text: str) -> Callable[..., tuple[str, ...]]:
    """What is said of the worked example's file after a replacement in its text."""

    def said(line: str, instead: str) -> tuple[str, ...]:
        assert line in worked_text
        with pytest.raises(WrongInput) as raised:
            read_assumptions(worked_text.replace(line, instead), "a.yaml")
        return raised.value.faults

    return said


def test_the_plain_form_of_the_contract_is_read(worked: Assumptions) -> None:
    assert (worked.first_miss.alpha, worked.first_miss.beta) == (6.5, 222.5)
    assert worked.multiplier("uasc") == 1.2
    assert worked.ends("uasc") == 0.04
    assert worked.lattice_pence == 5000


def test_what_is_left_out_takes_the_defaults_of_the_contract() -> None:
    bare = read_assumptions(
        "first_miss: {alpha: 1, beta: 79}\nrepeat_miss: 0.35\ncure_share: 0.5\n"
        "tenancy_end: {citizen: 0.03, uasc: 0.04}\ncall_after_months: 2\ncorrelation: 0.1\n",
        "a.yaml",
    )
    assert bare.after_call_miss == "first_miss"
    assert bare.ends_after_call("uasc") == 0.04
    assert bare.call_at_expiry is False
    assert bare.factor == "static"
    assert bare.lattice_pence is None
    assert bare.multiplier("uasc") == 1.0


def test_a_value_written_with_unit_source_range_and_owner_is_the_same_value(worked_text: str) -> None:
    annotated = worked_text.replace(
        "repeat_miss: 0.35",
        "repeat_miss: {value: 0.35, unit: chance, source: assumption, range: [0.25, 0.5], owner: finance}",
    )
    assert read_assumptions(annotated, "a.yaml") == read_assumptions(worked_text, "a.yaml")


def test_a_basis_file_can_be_given_as_assumptions() -> None:
    text = (files("risk") / "basis" / "2018-06.yaml").read_text(encoding="utf-8")
    assert read_assumptions(text, "2018-06.yaml") == basis_of("2018-06").assumptions


@pytest.mark.parametrize(
    ("given", "read"),
    [("first_miss", "first_miss"), ("repeat_miss", "repeat_miss"), ("0", 0.0), ("0.4", 0.4), ("1", 1.0)],
)
def test_after_a_call_a_rate_is_named_or_given(worked_text: str, given: str, read: object) -> None:
    text = worked_text.replace("after_call_miss: first_miss", f"after_call_miss: {given}")
    assert read_assumptions(text, "a.yaml").after_call_miss == read


@pytest.mark.parametrize("phi", ["0", "0.6", "1"])
def test_a_yearly_factor_is_read(worked_text: str, phi: str) -> None:
    text = worked_text.replace("factor: static", f"factor: {{yearly_ar1: {phi}}}")
    assert read_assumptions(text, "a.yaml").factor == YearlyAr1(yearly_ar1=float(phi))


@pytest.mark.parametrize("written", ["1e-6", "1.0e-06", "0.000001", "1E-6"])
def test_a_number_may_be_written_with_an_exponent(worked_text: str, written: str) -> None:
    text = worked_text.replace("correlation: 0.10", f"correlation: {written}")
    assert read_assumptions(text, "a.yaml").correlation == 1e-6


@pytest.mark.parametrize(
    ("lattice", "pence"), [("50", 5000), ("0.5", 50), ('"12.50"', 1250), ("0.01", 1), ("null", None)]
)
def test_a_lattice_is_pounds_and_pence(worked_text: str, lattice: str, pence: int | None) -> None:
    text = worked_text.replace("lattice: 50", f"lattice: {lattice}")
    assert read_assumptions(text, "a.yaml").lattice_pence == pence


@pytest.mark.parametrize(
    ("line", "instead", "field"),
    [
        ("correlation: 0.10", "correlation: -0.01", "correlation"),
        ("correlation: 0.10", "correlation: 0.96", "correlation"),
        ("correlation: 0.10", "correlation: .nan", "correlation"),
        ("correlation: 0.10", "correlation: '0.1'", "correlation"),
        ("correlation: 0.10", "correlation: true", "correlation"),
        ("correlation: 0.10", "", "correlation"),
        ("alpha: 6.5", "alpha: 0", "first_miss.alpha"),
        ("beta: 222.5", "beta: -1", "first_miss.beta"),
        ("beta: 222.5", "beta: .inf", "first_miss.beta"),
        ("uasc: 1.2", "uasc: -1", "first_miss.group_multiplier.uasc"),
        ("repeat_miss: 0.35", "repeat_miss: 1.01", "repeat_miss"),
        ("cure_share: 0.5", "cure_share: -0.1", "cure_share"),
        ("tenancy_end: {citizen: 0.03, uasc: 0.04}", "tenancy_end: {citizen: 0.03}", "tenancy_end.uasc"),
        ("tenancy_end: {citizen: 0.03, uasc: 0.04}", "tenancy_end: 0.03", "tenancy_end"),
        ("call_after_months: 2", "call_after_months: 0", "call_after_months"),
        ("call_after_months: 2", "call_after_months: 2.0", "call_after_months"),
        ("call_at_expiry: false", "call_at_expiry: 0", "call_at_expiry"),
        ("after_call_miss: first_miss", "after_call_miss: never", "after_call_miss"),
        ("after_call_miss: first_miss", "after_call_miss: 1.1", "after_call_miss"),
        ("after_call_miss: first_miss", "after_call_miss: true", "after_call_miss"),
        ("factor: static", "factor: {yearly_ar1: 1.1}", "factor"),
        ("factor: static", "factor: {yearly_ar1: 0.5, other: 1}", "factor"),
        ("factor: static", "factor: moving", "factor"),
        ("lattice: 50", "lattice: 0", "lattice"),
        ("lattice: 50", "lattice: 0.005", "lattice"),
        ("lattice: 50", "lattice: x", "lattice"),
        ("lattice: 50", "latice: 50", "latice"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_one_sentence_that_names_its_field(
    faults: Callable[..., tuple[str, ...]], line: str, instead: str, field: str
) -> None:
    (said,) = faults(line, instead)
    assert said.startswith(f"a.yaml: {field} ")
    assert said.endswith(".")


def test_all_faults_are_said_at_once() -> None:
    with pytest.raises(WrongInput) as raised:
        read_assumptions("correlation: 2\nrepeat_miss: 2\nfirst_miss: {alpha: 1}\nodd: 1", "a.yaml")
    fields = [fault.split()[1] for fault in raised.value.faults]
    assert fields == [
        "first_miss.beta", "repeat_miss", "cure_share", "tenancy_end", "call_after_months", "correlation", "odd",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [1", "a.yaml, line 1: expected YAML, but "),
        ("a: 1\nb: 2\na: 3", "a.yaml, line 3: expected YAML, but a is given twice."),
        ("- 1\n- 2", "a.yaml: expected a mapping of names to values, not list."),
        ("", "a.yaml: expected a mapping of names to values, not NoneType."),
        ("value: 3", "a.yaml: "),
        ("1: 2", "a.yaml: "),
        ("? [a]\n: 1", "a.yaml, line 1: expected YAML, but found unhashable key."),
        ("a: \x00", "a.yaml: expected YAML text."),
    ],
)
def test_text_that_is_no_mapping_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(WrongInput) as raised:
        read_assumptions(text, "a.yaml")
    assert raised.value.faults[0].startswith(says)


def test_reading_what_was_written_gives_the_same(worked: Assumptions) -> None:
    tree = worked.model_dump()
    tree["lattice"] = float(worked.lattice or Decimal(0))
    assert read_assumptions(yaml.safe_dump(tree), "a.yaml") == worked
