"""Entrants vary within the range of the basis, and past errors are told by lead."""

from dataclasses import replace

import numpy as np
import pytest

from risk.cohort.forecast import Score
from risk.cohort.stock import ENTRANTS
from risk.cohort.variants import Variants, bias_by_lead, log_sd_at, variants
from risk.dated_basis import basis_of
from risk.faults import WrongInput

BASIS = basis_of("2026-11")


def test_the_variants_are_the_ends_of_the_range_and_the_value() -> None:
    assert variants(BASIS) == Variants(0.7, 1.0, 2.0)


def test_a_range_that_reaches_nought_is_refused() -> None:
    entry = BASIS.entries[ENTRANTS].model_copy(update={"range": (0.0, 2.0)})
    with pytest.raises(WrongInput, match="should have a range above 0, not from 0"):
        variants(replace(BASIS, entries=BASIS.entries | {ENTRANTS: entry}))


def test_draws_keep_to_the_ends_and_are_likeliest_at_what_is_assumed() -> None:
    found = Variants(0.7, 1.0, 2.0).drawn(np.array([0.0, 1.0]))
    assert found == pytest.approx([0.7, 2.0])
    uniforms = (np.arange(100_000) + 0.5) / 100_000
    drawn = Variants(0.7, 1.0, 2.0).drawn(uniforms)
    assert np.all(np.diff(drawn) > 0)
    # The chance of a draw below the peak is the share of the log range below it.
    assert (drawn < 1).mean() == pytest.approx(np.log(1 / 0.7) / np.log(2 / 0.7), abs=1e-4)
    assert np.log(drawn).mean() == pytest.approx(np.log([0.7, 1.0, 2.0]).mean(), abs=1e-4)


@pytest.mark.parametrize("ends", [(1.0, 1.0, 1.0), (1.0, 1.0, 2.0), (0.7, 1.0, 1.0)])
def test_a_peak_at_an_end_and_no_range_at_all_are_drawn_too(ends: tuple[float, float, float]) -> None:
    drawn = Variants(*ends).drawn(np.linspace(0, 1, 11))
    assert np.all((drawn >= ends[0] - 1e-12) & (drawn <= ends[2] + 1e-12))


def test_the_errors_are_those_at_two_three_and_four_years() -> None:
    found = bias_by_lead()
    assert [(each.lead_years, each.error_percent) for each in found] == [(2, 1.0), (3, 1.9), (4, -22.2)]
    assert found[2].log_error == pytest.approx(np.log(1171 / 911))


@pytest.mark.parametrize(
    ("lead", "of"), [(-1, None), (0, None), (1, 2), (2, 2), (3, 3), (4, 4), (5, 4), (12, 4)]
)
def test_a_lead_without_a_score_takes_the_nearest_shorter_one(lead: int, of: int | None) -> None:
    errors = {each.lead_years: abs(each.log_error) for each in bias_by_lead()}
    assert log_sd_at(lead, bias_by_lead()) == (0.0 if of is None else errors[of])


def test_a_forecast_that_was_right_leaves_nothing_uncertain() -> None:
    assert log_sd_at(3, bias_by_lead([Score(2020, "19-21", 100, 100, 3)])) == 0.0
