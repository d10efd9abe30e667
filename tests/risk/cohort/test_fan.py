"""The fan is the expected arrivals, widened by what is not known."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from risk.cohort.arrivals import expected_arrivals
from risk.cohort.fan import LEVELS, Fan, fan
from risk.cohort.rates import arrival_log_sd
from risk.cohort.stock import ENTRANTS
from risk.dated_basis import UNCERTAIN, Basis, basis_of
from risk.faults import WrongInput

OLD, NEW = basis_of("2018-06"), basis_of("2026-11")


def certain(basis: Basis) -> Basis:
    """The basis with nothing left open: weights as good as certainty, entrants at one value."""
    entries = dict(basis.entries)
    for rate in UNCERTAIN:
        entry = entries[f"arrivals.{rate}"]
        assert entry.weight is not None
        heavy = entry.weight.model_copy(update={"number": 1e9})
        entries[f"arrivals.{rate}"] = entry.model_copy(update={"weight": heavy})
    entries[ENTRANTS] = entries[ENTRANTS].model_copy(update={"range": (1.0, 1.0)})
    return replace(basis, entries=entries)


def drawn(basis: Basis, last_year: int = 2030, **changes: Any) -> Fan:
    settings: dict[str, Any] = {
        "as_of": date(2026, 11, 1),
        "last_year": last_year,
        "term_months": 12,
        "seed": 7,
    } | changes
    return fan(basis, **settings)


@pytest.mark.parametrize(
    ("basis", "as_of", "last_year"), [(OLD, date(2018, 6, 1), 2021), (NEW, date(2026, 11, 1), 2030)]
)
def test_with_everything_as_assumed_the_years_add_up_to_the_expected_arrivals(
    basis: Basis, as_of: date, last_year: int
) -> None:
    found = fan(basis, as_of=as_of, last_year=last_year, term_months=12, seed=1, draws=2)
    expected = expected_arrivals(basis, as_of=as_of, last_year=last_year, term_months=12, cap_months=6)
    assumed = sum(each.arrivals for each in found.variants if each.times == 1.0)
    assert assumed == pytest.approx(expected.expected, rel=1e-12)


@pytest.mark.parametrize(("last_year", "last_month", "term"), [(2026, 4, 12), (2027, 16, 12), (2027, 16, 24)])
def test_guarantees_that_run_in_march_are_those_begun_and_neither_over_nor_left(
    last_year: int, last_month: int, term: int
) -> None:
    found = [each for each in drawn(NEW, draws=2, term_months=term).variants if each.times == 1.0]
    coming = expected_arrivals(
        NEW, as_of=date(2026, 11, 1), last_year=last_year, term_months=term, cap_months=6
    )
    by_hand = sum(
        arrival.expected * (1 - 0.03) ** (last_month - arrival.course.starts_in_months)
        for arrival in coming.arrivals
        if arrival.course.starts_in_months + arrival.course.months > last_month
    )
    assert found[last_year - 2026].running == pytest.approx(by_hand, rel=1e-12)


def test_where_nothing_is_open_only_poisson_is_left() -> None:
    found = drawn(certain(NEW), draws=20_000, errors=())
    assumed = {each.year: each for each in found.variants}
    for year in found.years:
        known = assumed[year.year]
        assert list(year.in_touch.quantiles.values()) == pytest.approx([known.in_touch] * len(LEVELS))
        assert year.arrivals.mean == pytest.approx(known.arrivals, rel=0.01)
        random = np.random.default_rng(3).poisson(known.arrivals, 200_000)
        for level in (0.05, 0.5, 0.95):
            assert abs(year.arrivals.quantiles[level] - np.quantile(random, level)) <= 1


def test_the_rates_alone_spread_arrivals_as_their_log_sd_says() -> None:
    basis = replace(NEW, entries=NEW.entries | {ENTRANTS: certain(NEW).entries[ENTRANTS]})
    year = drawn(basis, draws=40_000, errors=()).years[1]
    mean, s = year.arrivals.mean, arrival_log_sd(NEW)
    random = np.random.default_rng(5)
    number = random.poisson(mean * np.exp(s * random.standard_normal(200_000) - s**2 / 2))
    for level in (0.25, 0.5, 0.75, 0.95):
        assert year.arrivals.quantiles[level] == pytest.approx(np.quantile(number, level), rel=0.12)


def test_past_errors_and_variants_each_widen_the_fan_and_more_so_later() -> None:
    def width(found: Fan, year: int) -> float:
        quantiles = found.years[year].in_touch.quantiles
        return quantiles[0.95] - quantiles[0.05]

    narrow, with_errors, with_variants, with_both = (
        drawn(certain(NEW), errors=()),
        drawn(certain(NEW)),
        drawn(NEW, errors=()),
        drawn(NEW),
    )
    for year in (2, 4):
        assert width(narrow, year) == pytest.approx(0, abs=1e-9)
        assert 0 < width(with_errors, year) < width(with_both, year)
        assert 0 < width(with_variants, year) < width(with_both, year)
    assert width(with_both, 1) < width(with_both, 4)


def test_those_who_were_counted_are_certain() -> None:
    # In March 2019 everybody of 19 and more, and nearly everybody else, was there in November 2017.
    first = fan(OLD, as_of=date(2018, 6, 1), last_year=2018, term_months=12, seed=1).years[0].in_touch
    assert first.quantiles[0.95] / first.quantiles[0.05] < 1.02


def test_more_entrants_are_never_fewer_guarantees() -> None:
    found = drawn(NEW).variants
    for low, high in pairwise((0.7, 1.0, 2.0)):
        below, above = ([each for each in found if each.times == times] for times in (low, high))
        for one, other in zip(below, above, strict=True):
            assert one.in_touch < other.in_touch
            assert one.arrivals < other.arrivals
            assert one.running < other.running


def test_the_same_seed_gives_the_same_fan_and_another_another() -> None:
    assert drawn(NEW) == drawn(NEW)
    assert drawn(NEW, seed=8).years != drawn(NEW).years


def test_the_document_is_told_by_year_with_its_levels_and_the_bias_by_lead() -> None:
    document = drawn(NEW).document()
    assert document["years"][0]["year"] == "2026/27"
    assert list(document["years"][0]["arrivals"]["quantiles"]) == [str(level) for level in LEVELS]
    assert [each["error_percent"] for each in document["bias_by_lead"]] == [1.0, 1.9, -22.2]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"draws": 1}, "draws should be from 2"),
        ({"last_year": 2025}, "2025/26 is over before 2026-11-01"),
        ({"as_of": date(2025, 2, 1)}, "the forecast begins in 2025, after 2025-02-01"),
    ],
)
def test_what_cannot_be_drawn_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(WrongInput, match=says):
        drawn(NEW, **changes)
