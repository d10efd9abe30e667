"""Sums by characteristic functions are the sums by plain convolution, on and off the lattice."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import gamma, norm

from risk.engines import portfolio
from risk.engines.factor import normal_axis
from risk.engines.portfolio import (
    Part,
    conditional_moments,
    inverted,
    lattice_length,
    lattice_step_pence,
    loss_law,
    reach_pence,
)
from risk.measures import LEVELS, LatticeLaw

Law = NDArray[np.float64]
ONE_NODE = np.ones(1)


def part(law: list[float], rent_pence: int, count: int = 0, expected: float = 0.0) -> Part:
    return Part(np.array([law]), rent_pence, count, expected)


def convolved(parts: list[Part], node: int, step_pence: int) -> Law:
    """The sum of the parts at one node by plain convolution, amounts split between lattice neighbours."""
    whole = np.ones(1)
    for each in parts:
        longest = each.law.shape[1] * each.rent_pence // step_pence + 2
        one = np.zeros(longest)
        for months, chance in enumerate(each.law[node]):
            below, rest = divmod(months * each.rent_pence, step_pence)
            one[below] += chance * (1 - rest / step_pence)
            one[below + 1] += chance * rest / step_pence
        for _ in range(each.count):
            whole = np.convolve(whole, one)
    return whole


def same(found: LatticeLaw, expected: Law) -> None:
    longest = max(len(found.probability), len(expected))
    padded = [np.pad(each, (0, longest - len(each))) for each in (found.probability, expected)]
    assert padded[0] == pytest.approx(padded[1], abs=1e-12)


laws = st.lists(st.floats(0.01, 1), min_size=1, max_size=5).map(lambda raw: [each / sum(raw) for each in raw])


@given(
    st.lists(st.tuples(laws, st.integers(1, 900), st.integers(1, 5)), min_size=1, max_size=4), st.integers(20, 200)
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_a_sum_is_the_plain_convolution_whatever_the_rents(
    drawn: list[tuple[list[float], int, int]], step: int
) -> None:
    parts = [part(law, rent, count) for law, rent, count in drawn]
    same(loss_law(parts, ONE_NODE, step), convolved(parts, 0, step))


@given(
    st.lists(st.tuples(laws, st.integers(1, 900), st.integers(1, 5)), min_size=1, max_size=4),
    st.integers(20, 200),
)
@settings(max_examples=40, deadline=None)
def test_splitting_between_lattice_amounts_keeps_the_mean(
    drawn: list[tuple[list[float], int, int]], step: int
) -> None:
    parts = [part(law, rent, count) for law, rent, count in drawn]
    mean, _ = conditional_moments(parts, 1)
    assert loss_law(parts, ONE_NODE, step).mean() == pytest.approx(mean[0])


def test_nodes_are_mixed_with_their_weights() -> None:
    law = np.array([[0.9, 0.1], [0.2, 0.8]])
    parts = [Part(law, 100, count=3)]
    expected = 0.7 * convolved(parts, 0, 100) + 0.3 * convolved(parts, 1, 100)
    same(loss_law(parts, np.array([0.7, 0.3]), 100), expected)


def test_blocks_of_nodes_and_frequencies_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(1)
    law = random.dirichlet(np.ones(7), size=40)
    weight = random.dirichlet(np.ones(40))
    parts = [Part(law, 45_000, count=5), Part(law, 55_500, count=2), Part(law, 61_000, expected=1.3)]
    whole = loss_law(parts, weight, 500)
    monkeypatch.setattr(portfolio, "MOST_NODES_AT_ONCE", 3)
    monkeypatch.setattr(portfolio, "FREQUENCIES_AT_ONCE", 7)
    assert loss_law(parts, weight, 500).probability == pytest.approx(whole.probability, abs=1e-15)


def test_nothing_to_pay_is_a_certain_nothing() -> None:
    for parts in ([], [part([1.0, 0.0], 45_000, count=3)], [part([1.0], 45_000, count=3)]):
        assert loss_law(parts, ONE_NODE, 5000).probability.tolist() == [1.0]


def test_compound_poisson_of_gammas_has_its_known_quantiles() -> None:
    # Poisson(10) of Gamma(2, 1), severities rounded to steps of a half.
    edges = np.concatenate([[0.0], np.arange(0.25, 60, 0.5)])
    severity = np.array([gamma.cdf(high, 2) - gamma.cdf(low, 2) for low, high in pairwise(edges)])
    found = loss_law([Part(severity[None, :], 50, expected=10.0)], ONE_NODE, 50)
    quantiles = [found.quantile(level) / 100 for level in (0.5, 0.9, 0.95, 0.99, 0.995)]
    assert quantiles == [19.5, 30.5, 34, 41, 43.5]


def test_a_poisson_number_of_uncertain_rate_is_the_negative_binomial() -> None:
    # r = 4, mean 2.5, Gamma(2, 850) rounded to steps of 25: aggregate, gemact and actuar have the same quantiles.
    edges = 25 * np.concatenate([[0.0], np.arange(0.5, 1200)])
    severity = np.diff(gamma.cdf(edges, 2, scale=850))
    axis = normal_axis(0.5)
    rate = gamma.ppf(norm.cdf(axis.value), 4, scale=1 / 4)
    law = np.tile(severity, (len(rate), 1))
    by_nodes = loss_law([Part(law, 2500, expected=2.5)], axis.weight, 2500, rate)
    function = (1 - 2.5 / 4 * (np.fft.rfft(severity, n=4096) - 1)) ** -4
    known = inverted(function, 4096, 2500)
    for law_found in (by_nodes, known):
        quantiles = [law_found.quantile(level) / 100 for level in LEVELS]
        assert quantiles == [3350, 7100, 11875, 16875, 18900]
    assert by_nodes.probability[:4096] == pytest.approx(known.probability, abs=1e-9)


def test_arrivals_of_one_law_at_several_rents_are_the_product_of_their_own_laws() -> None:
    law = np.array([[0.6, 0.3, 0.1]])
    apart = [loss_law([Part(law, rent, expected=2.0)], ONE_NODE, 100).probability for rent in (300, 700)]
    together = loss_law([Part(law, 300, expected=2.0), Part(law, 700, expected=2.0)], ONE_NODE, 100)
    expected = np.convolve(apart[0], apart[1])
    assert together.probability[:200] == pytest.approx(expected[:200], abs=1e-12)


def test_arrivals_of_several_laws_come_together_with_guarantees_that_are_held() -> None:
    coming = [part([0.5, 0.5], 300, expected=1.5), part([0.2, 0.3, 0.5], 300, expected=0.5)]
    held = [part([0.9, 0.1], 500, count=4)]
    alone = loss_law(coming, ONE_NODE, 100).probability
    expected = np.convolve(alone, convolved(held, 0, 100))
    assert loss_law(coming + held, ONE_NODE, 100).probability[:150] == pytest.approx(
        expected[:150], abs=1e-12
    )


def test_poisson_moments_are_lambda_times_the_laws_moments() -> None:
    mean, variance = conditional_moments([part([0.5, 0.3, 0.2], 1000, expected=3.0)], 1)
    assert mean[0] == pytest.approx(3 * 1000 * 0.7)
    assert variance[0] == pytest.approx(3 * 1000**2 * (0.3 + 0.2 * 4))


def test_a_rare_large_payment_does_not_wrap_round_to_small_amounts() -> None:
    # Twelve standard deviations of this law reach less than two payments; the third would come back as nothing.
    parts = [part([0.0, 1.0], 100_000, expected=0.01)]
    found = loss_law(parts, ONE_NODE, 100)
    rare = [np.exp(-0.01) * 0.01**n / np.prod(np.arange(1, n + 1)) for n in range(5)]
    assert [found.probability[1000 * n] for n in range(5)] == pytest.approx(rare, abs=1e-14)
    assert found.probability[1:1000].max() < 1e-14


def test_the_lattice_is_never_longer_than_all_payments_together() -> None:
    parts = [part([0.5, 0.0, 0.5], 45_000, count=3)]
    assert reach_pence(parts, ONE_NODE, 5000) == 270_000
    assert lattice_length(parts, ONE_NODE, 5000) >= 270_000 // 5000 + 1


def test_a_large_book_reaches_less_far_than_all_its_payments() -> None:
    parts = [part([0.98, 0.0, 0.02], 45_000, count=5000)]
    assert reach_pence(parts, ONE_NODE, 5000) < 0.2 * 5000 * 90_000


@pytest.mark.parametrize(
    ("rents", "most", "step"),
    [
        ((45_000, 55_000, 90_000), 9_900_000, 5_000),
        ((45_000,), 270_000, 45_000),
        ((45_001, 55_007), 9_900_000, 1_000),
        ((45_001, 55_007), 16_384, 1),
        ((45_001, 55_007), 16_385, 2),
        ((), 0, 100),
    ],
)
def test_the_engine_takes_the_widest_exact_lattice_or_a_fine_round_one(
    rents: tuple[int, ...], most: float, step: int
) -> None:
    assert lattice_step_pence(rents, most) == step
