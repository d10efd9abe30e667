"""A basis starts from the printed forecasts or from counts, and ages both on alike."""

from datetime import date

import pytest

from risk.cohort.arrivals import expected_arrivals, in_touch_by_age
from risk.cohort.forecast import aged_on, moved_up
from risk.cohort.printed import kent_counts, kent_forecasts
from risk.cohort.stock import projections
from risk.dated_basis import Basis, basis_of
from risk.faults import WrongInput

OLD, NEW = basis_of("2018-06"), basis_of("2026-11")


def everybody(basis: Basis, year: int, age: str, until: int = 2030, entrants: float | None = None) -> int:
    return sum(each.people[year][age] for each in projections(basis, until, entrants))


def counting(**changes: object) -> Basis:
    counted = NEW.arrivals.counted
    assert counted is not None
    rates = NEW.arrivals.model_copy(update={"counted": counted.model_copy(update=changes)})
    return Basis(NEW.name, NEW.in_force_from, NEW.assumptions, rates, NEW.entries)


def test_the_basis_of_2018_starts_from_the_printed_forecasts() -> None:
    assert projections(OLD, 2030) == tuple(aged_on(forecast, 2030) for forecast in kent_forecasts())


def test_the_basis_of_2026_starts_from_the_counts_of_march_2025() -> None:
    assert everybody(NEW, 2025, "17-18") == kent_counts()["suitability", "17-18", 2025] == 519
    assert sum(everybody(NEW, 2025, age) for age in ("19", "20", "21")) == 1191
    assert {each.counted_in for each in projections(NEW, 2025)} == {3}


def test_older_ages_are_those_counted_at_19_to_21_before_and_never_those_who_asked_for_support() -> None:
    # 1,171 of March 2022 are 22 to 24 in March 2025, and a third of 1,174 of March 2021 is 25.
    assert [everybody(NEW, 2025, age) for age in ("22", "23", "24", "25")] == [391, 390, 390, 391]
    assert ("supported", "22", 2024) in kent_counts()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 1.0])
def test_the_groups_share_everybody_and_lose_nobody(share: float) -> None:
    citizen, uasc = projections(counting(uasc=share), 2025)
    both = {age: citizen.people[2025][age] + uasc.people[2025][age] for age in citizen.people[2025]}
    assert both == {age: everybody(NEW, 2025, age) for age in both}
    assert sum(uasc.people[2025].values()) == pytest.approx(share * sum(both.values()), abs=4)


def test_of_the_band_of_two_ages_only_those_of_18_turn_19() -> None:
    assert everybody(NEW, 2026, "19") == pytest.approx(0.75 * 519, abs=1)
    assert everybody(NEW, 2026, "20") == everybody(NEW, 2025, "19")
    assert everybody(NEW, 2029, "17-18") == 519


def test_as_many_turn_19_as_there_are_of_each_age_already() -> None:
    assert everybody(NEW, 2026, "19") == pytest.approx(1191 / 3, rel=0.03)


@pytest.mark.parametrize("basis", [OLD, NEW], ids=["2018-06", "2026-11"])
@pytest.mark.parametrize("entrants", [0.7, 1.0, 2.0])
def test_a_variant_multiplies_those_who_enter_after_the_last_known_year_alone(
    basis: Basis, entrants: float
) -> None:
    youngest = "17-18"
    held, varied = projections(basis, 2030), projections(basis, 2030, entrants)
    for one, other in zip(held, varied, strict=True):
        known = one.known_to
        first = next(iter(one.people[known]))
        assert {year: one.people[year] for year in range(min(one.people), known + 1)} == {
            year: other.people[year] for year in range(min(one.people), known + 1)
        }
        assert other.people[known + 1][first] == round(entrants * one.people[known][first])
        assert other.people[known + 1]["19"] == one.people[known + 1]["19"]
    assert youngest in held[0].people[2030]


def test_a_band_moves_up_whole_and_those_of_25_leave() -> None:
    before = {"18": 10, "19": 9, "20": 8, "21": 7, "22": 6, "23": 5, "24": 4, "25": 3}
    after = moved_up(before, 12.4)
    assert list(after.values()) == [12, 10, 9, 8, 7, 6, 5, 4]
    assert moved_up(before, 10, 0.5)["19"] == 5


@pytest.mark.parametrize("until", [2024, 2101])
def test_a_year_before_the_count_or_too_late_is_refused(until: int) -> None:
    with pytest.raises(WrongInput, match=f"until should be a year from 2025 to 2100, not {until}"):
        projections(NEW, until)


def test_a_march_that_is_not_counted_is_refused() -> None:
    with pytest.raises(WrongInput, match="no count of ages 17-18 is kept for March 2026"):
        projections(counting(march=2026), 2030)


def test_in_march_the_stock_is_the_count_itself() -> None:
    citizen, _ = projections(NEW, 2030)
    found = in_touch_by_age(citizen, date(2025, 3, 31), 0, NEW.arrivals)
    assert found[20] == pytest.approx(citizen.people[2025]["20"] * 0.91)
    half_a_year_on = in_touch_by_age(citizen, date(2025, 3, 31), 6, NEW.arrivals)
    between = (citizen.people[2025]["19"] + citizen.people[2026]["19"]) / 2
    assert half_a_year_on[19] == pytest.approx(between * 0.91)


def test_a_month_before_the_count_is_refused_by_its_own_month() -> None:
    citizen, _ = projections(NEW, 2030)
    with pytest.raises(WrongInput, match="the forecast runs from March 2025 to March 2030, not to 2025"):
        in_touch_by_age(citizen, date(2025, 2, 28), 0, NEW.arrivals)


@pytest.mark.parametrize("as_of", [date(2026, 11, 1), date(2027, 3, 1), date(2027, 4, 1)])
def test_arrivals_reach_the_end_of_march_whatever_month_is_counted_in(as_of: date) -> None:
    coming = expected_arrivals(NEW, as_of=as_of, last_year=2027, term_months=12, cap_months=6)
    assert max(each.course.starts_in_months for each in coming.arrivals) == coming.horizon_months - 1


def test_the_variant_reaches_the_arrivals() -> None:
    def coming(times: float) -> float:
        entry = NEW.entries["appraisal.entrants_after_last_known"].model_copy(update={"value": times})
        entries = NEW.entries | {"appraisal.entrants_after_last_known": entry}
        basis = Basis(NEW.name, NEW.in_force_from, NEW.assumptions, NEW.arrivals, entries)
        return expected_arrivals(
            basis, as_of=date(2026, 11, 1), last_year=2029, term_months=12, cap_months=6
        ).expected

    assert coming(0.7) < coming(1.0) < coming(2.0)
