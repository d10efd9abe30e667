"""A mixture of shifted gammas has the quantiles and tail means of its parts, also of one without spread or skew."""

import numpy as np
import pytest
from scipy.stats import pearson3

from risk.engines.gammas import SMALL_SKEW, MixedGammas, mixed_gammas
from risk.engines.moments import Moments
from risk.measures import LEVELS


def mixed(*nodes: tuple[float, float, float, float]) -> MixedGammas:
    """Nodes of weight, mean, sd and skew."""
    return MixedGammas(*np.array(nodes, dtype=float).T)


@pytest.mark.parametrize(
    "skew", [-2, -0.5, -1.01 * SMALL_SKEW, -SMALL_SKEW, 0, SMALL_SKEW, 1.01 * SMALL_SKEW, 0.5, 8]
)
def test_one_node_is_the_pearson_law_of_its_moments(skew: float) -> None:
    law, known = mixed((1, 1e7, 1e6, skew)), pearson3(skew, 1e7, 1e6)
    for level in LEVELS:
        above = known.ppf(level + (1 - level) * (np.arange(20_000) + 0.5) / 20_000)
        assert law.quantile(level) == pytest.approx(known.ppf(level), rel=1e-5)
        assert law.tail_mean(level) == pytest.approx(above.mean(), rel=1e-4)
    assert law.chance_above(11_000_000) == pytest.approx(known.sf(1.1e7), abs=1e-5)
    assert (law.mean(), law.sd()) == (1e7, 1e6)


def test_nodes_are_mixed_with_their_weights() -> None:
    law = mixed((0.3, 1e7, 1e6, 0.5), (0.7, 3e7, 2e6, -0.2))
    x = law.quantile(0.2)
    assert 0.3 * pearson3(0.5, 1e7, 1e6).cdf(x) + 0.7 * pearson3(-0.2, 3e7, 2e6).cdf(x) == pytest.approx(0.2)
    assert law.sd() == pytest.approx(np.sqrt(0.3 * 1e12 + 0.7 * 4e12 + 0.3 * 0.7 * 4e14))


def test_a_node_without_spread_is_a_certain_amount() -> None:
    law = mixed_gammas(Moments(np.array([5000.0]), np.zeros(1), np.zeros(1)), np.ones(1))
    assert law.quantile(0.5) == pytest.approx(5000, abs=0.5)
    assert law.tail_mean(0.5) == pytest.approx(5000, abs=0.5)
    assert (law.chance_above(4999), law.chance_above(5000), law.chance_above(5001)) == (1, 0, 0)


def test_the_rounding_of_a_variance_is_no_spread() -> None:
    law = mixed_gammas(Moments(np.array([1e9]), np.array([1e-3]), np.array([-1e6])), np.ones(1))
    assert law.sd() == 0
    assert law.quantile(0.995) == pytest.approx(1e9, rel=1e-8)


def test_nothing_to_pay_is_a_certain_nothing() -> None:
    law = mixed_gammas(Moments(np.zeros(2), np.zeros(2), np.zeros(2)), np.full(2, 0.5))
    assert [law.quantile(level) for level in LEVELS] == [0] * len(LEVELS)
    assert (law.chance_above(0), law.tail_mean(0.95)) == (0, 0)


def test_no_quantile_is_below_zero() -> None:
    law = mixed((1, 100, 1000, 0.1))
    assert law.quantile(0.01) == 0
    assert law.quantile(0.95) > 0


def test_an_atom_is_split_by_the_tail_mean() -> None:
    law = mixed((0.97, 0, 0, 0), (0.03, 100_000, 0, 0))
    assert law.quantile(0.95) == 0
    assert law.tail_mean(0.95) == pytest.approx(0.03 / 0.05 * 100_000)
