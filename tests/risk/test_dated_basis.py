"""The basis of June 2018 is the one that risk-model.md sets out, and says of each value what it is."""

from datetime import date
from importlib.resources import files

import pytest

from risk.assumptions import YearlyAr1
from risk.dated_basis import basis_in_force, basis_of, kept, read_basis
from risk.faults import WrongInput

TEXT = (files("risk") / "basis" / "2018-06.yaml").read_text(encoding="utf-8")


def test_the_values_are_those_of_the_paper() -> None:
    assumed = basis_of("2018-06").assumptions
    assert (assumed.first_miss.alpha, assumed.first_miss.beta) == (1, 79)
    assert (assumed.multiplier("citizen"), assumed.multiplier("uasc")) == (1, 1)
    assert (assumed.repeat_miss, assumed.cure_share, assumed.after_call_miss) == (0.35, 0.5, "repeat_miss")
    assert (assumed.ends("uasc"), assumed.ends_after_call("citizen")) == (0.03, 0.06)
    assert (assumed.correlation, assumed.factor) == (0.10, "static")


@pytest.mark.parametrize("basis", ["2018-06", "2026-11"])
def test_every_value_names_unit_source_and_owner_and_each_rate_its_range(basis: str) -> None:
    for name, entry in basis_of(basis).entries.items():
        assert entry.unit, name
        assert entry.source, name
        assert entry.owner == "finance", name
        if isinstance(entry.value, float) and not name.startswith(("first_miss.group", "appraisal.discount")):
            assert entry.range is not None, name


def test_the_file_says_that_the_factor_waits_for_its_engine() -> None:
    assert "until the Sobol engine exists" in basis_of("2018-06").entries["factor"].why


def test_the_basis_of_2026_moves_the_shock_by_year_and_keeps_every_other_rate() -> None:
    old, new = basis_of("2018-06").assumptions, basis_of("2026-11").assumptions
    assert basis_of("2026-11").in_force_from == date(2026, 11, 1)
    assert new.factor == YearlyAr1(yearly_ar1=0.5)
    assert new.model_copy(update={"factor": "static"}) == old


@pytest.mark.parametrize("name", ["2018-06", "2026-11"])
def test_mean_stay_and_tenancy_end_are_one_assumption_said_twice(name: str) -> None:
    basis = basis_of(name)
    assert basis.arrivals.mean_stay_months == pytest.approx(1 / basis.assumptions.ends("citizen"), abs=0.5)


def test_what_is_not_priced_is_never_zero() -> None:
    entries = basis_of("2018-06").entries
    assert {
        entries[f"appraisal.{name}"].value
        for name in ("legal_and_advice", "administration", "other_accommodation")
    } == {"not priced"}


@pytest.mark.parametrize(
    ("line", "instead", "says"),
    [
        ("range: [0.25, 0.50]", "range: [0.40, 0.50]", "repeat_miss should lie in its own range [0.4, 0.5], not 0.35."),
        ("weight: 10 people\n    owner: finance\n", "weight: 10 people\n", "arrivals.applies.owner is missing."),
        ("  value: 0.10\n", "  value: 1.10\n", "correlation should lie in its own range [0.03, 0.2], not 1.1."),
        ("in_force_from: 2018-06-01", "in_force_from: soon", "in_force_from should be a valid date"),
        ("appraisal:\n", "odd: 3\nappraisal:\n", "odd should say its unit, source, range and owner."),
        ("weight: 12 people", "weight: 12", "arrivals.finds_one.weight should be a whole number of something"),
        ("weight: 12 people", "weight: 0 people", "arrivals.finds_one.weight should be a whole number of something"),
        ("    weight: 12 people\n", "", "arrivals.finds_one should be uncertain: not 0 or 1"),
        ("value: 0.6\n", "value: 1.0\n", "arrivals.eligible should lie in its own range [0.3, 0.9], not 1.0."),
        ("0.8\n    unit: share of those a", "1.0\n    unit: share of those a", "arrivals.finds_one should be unc"),
        ("value: repeat_miss", "value: sometimes", "after_call_miss should lie in its own range"),
        ("  applies:\n", "  aplies:\n", "arrivals.aplies is not a field of this document."),
        ('basis: "2018-06"', "", "basis is missing."),
    ],
)  # fmt: skip
def test_a_basis_with_a_fault_is_refused_with_its_field(line: str, instead: str, says: str) -> None:
    assert line in TEXT
    with pytest.raises(WrongInput) as raised:
        read_basis(TEXT.replace(line, instead, 1), "b.yaml")
    assert any(fault.startswith(f"b.yaml: {says}") for fault in raised.value.faults), raised.value.faults


@pytest.mark.parametrize("name", ["2017-01", "../secret", "", "2018-06.yaml"])
def test_a_basis_that_is_not_kept_is_refused(name: str) -> None:
    with pytest.raises(WrongInput, match="no basis is called"):
        basis_of(name)


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2010, 1, 1), "2018-06"),
        (date(2018, 6, 1), "2018-06"),
        (date(2026, 10, 31), "2018-06"),
        (date(2026, 11, 1), "2026-11"),
        (date(2040, 1, 1), "2026-11"),
    ],
)
def test_the_latest_basis_in_force_counts_and_before_the_first_the_first(on: date, name: str) -> None:
    assert basis_in_force(on).name == name


def test_every_file_of_a_basis_is_kept_in_the_order_of_their_days() -> None:
    assert [basis.name for basis in kept()] == ["2018-06", "2026-11"]
