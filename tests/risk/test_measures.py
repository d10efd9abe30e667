"""Quantiles, tail means and standard errors follow their stated conventions to the letter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from risk.measures import LEVELS, LatticeLaw, Sample, figures, standard_errors

FOUR = LatticeLaw(100, np.array([0.5, 0.3, 0.15, 0.05]))  # £0, £1, £2, £3


def sample(*pence: int) -> Sample:
    return Sample(np.sort(np.array(pence, dtype=np.int64)))


def test_mean_and_spread_of_a_law_by_hand() -> None:
    assert FOUR.mean() == pytest.approx(75)
    assert FOUR.sd() == pytest.approx(np.sqrt(0.3 + 0.15 * 4 + 0.05 * 9 - 0.75**2) * 100)


@pytest.mark.parametrize(
    ("level", "quantile"),
    [(0.49, 0), (0.5, 0), (0.51, 100), (0.8, 100), (0.81, 200), (0.95, 200), (0.951, 300)],
)
def test_a_quantile_is_the_smallest_amount_that_reaches_the_level(level: float, quantile: float) -> None:
    assert FOUR.quantile(level) == quantile


def test_a_level_missed_by_rounding_alone_counts_as_reached() -> None:
    assert LatticeLaw(100, np.array([0.95 - 1e-13, 0.05 + 1e-13])).quantile(0.95) == 0
    assert LatticeLaw(100, np.array([0.95 - 1e-11, 0.05 + 1e-11])).quantile(0.95) == 100


def test_a_tail_mean_is_the_average_quantile_above_with_the_atom_split() -> None:
    # Above 0.7 lie a tenth at £1 (of its atom of three tenths), 0.15 at £2 and 0.05 at £3.
    assert FOUR.tail_mean(0.7) == pytest.approx((0.1 * 100 + 0.15 * 200 + 0.05 * 300) / 0.3)
    assert FOUR.tail_mean(0.95) == pytest.approx(300)


def test_over_budget_means_strictly_more() -> None:
    assert FOUR.chance_above(99) == pytest.approx(0.5)
    assert FOUR.chance_above(100) == pytest.approx(0.2)
    assert FOUR.chance_above(300) == 0
    assert sample(0, 0, 100, 200).chance_above(100) == 0.25
    assert sample(0, 0, 100, 200).chance_above(99) == 0.5


@given(st.lists(st.integers(0, 12), min_size=1, max_size=60), st.sampled_from(LEVELS))
@settings(max_examples=80, deadline=None)
def test_a_sample_and_the_law_of_its_frequencies_have_the_same_figures(
    amounts: list[int], level: float
) -> None:
    drawn = sample(*(100 * amount for amount in amounts))
    law = LatticeLaw(100, np.bincount(amounts) / len(amounts))
    assert drawn.mean() == pytest.approx(law.mean())
    assert drawn.quantile(level) == law.quantile(level)
    assert drawn.tail_mean(level) == pytest.approx(law.tail_mean(level), abs=1e-6)


def test_figures_are_pounds() -> None:
    made = figures(FOUR)
    assert made.mean == pytest.approx(0.75)
    assert made.quantiles == {0.5: 0.0, 0.8: 1.0, 0.95: 2.0, 0.99: 3.0, 0.995: 3.0}


def test_standard_errors_are_the_spread_of_repeated_samples() -> None:
    random = np.random.default_rng(3)
    samples = [Sample(np.sort((random.gamma(2.0, size=4000) * 1e5).astype(np.int64))) for _ in range(200)]
    for level in (0.5, 0.95):
        stated = np.mean([each.quantile_error(level) for each in samples])
        assert stated == pytest.approx(np.std([each.quantile(level) for each in samples]), rel=0.2)
        stated = np.mean([each.tail_mean_error(level) for each in samples])
        assert stated == pytest.approx(np.std([each.tail_mean(level) for each in samples]), rel=0.2)
    assert np.mean([each.mean_error() for each in samples]) == pytest.approx(
        np.std([each.mean() for each in samples]), rel=0.2
    )
    assert np.mean([each.sd_error() for each in samples]) == pytest.approx(
        np.std([each.sd() for each in samples]), rel=0.2
    )


def test_a_sample_without_variety_has_no_standard_error() -> None:
    errors = standard_errors(sample(500, 500, 500))
    assert (errors.mean, errors.sd, errors.quantiles[0.95]) == (0, 0, 0)
