"""Moments straight from the chain are those of the law, and few followed nodes tell those between."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from risk.assumptions import Assumptions
from risk.book import Arrival, Cell, Course, Exposure, Opening, book_of
from risk.engines import moments
from risk.engines.conditional import parts_at, static
from risk.engines.exact import exact_law
from risk.engines.factor import Rule, grid, point
from risk.engines.moments import moments_at
from risk.engines.portfolio import conditional_moments, loss_law
from risk.engines.surface import interpolation, surfaces
from risk.years import Window, windows

Changed = Callable[..., Assumptions]


@pytest.fixture(scope="module")
def varied() -> Exposure:
    """Guarantees of several starts, caps and standings, and arrivals to them."""
    cells = [
        Cell(Course("citizen", 0, 12, 6), 45_000, 3),
        Cell(Course("uasc", 3, 14, 5, (Opening(1, 2, 0.4), Opening(0, 2, 0.6))), 61_300, 2),
        Cell(Course("citizen", 5, 6, 3, (Opening(2, 0),)), 80_000, 4),
    ]
    coming = (
        Arrival(Course("uasc", 2, 12, 6), 1.7, ((50_000, 0.5), (72_000, 0.5))),
        Arrival(Course("citizen", 9, 12, 6), 0.6, ((50_000, 1.0),)),
    )
    return Exposure(book_of(date(2018, 6, 1), cells), coming, 20)


def test_they_are_the_moments_of_the_exact_law(varied: Exposure, with_changes: Changed) -> None:
    at, assumed = static(point(0.2)), with_changes(call_at_expiry=True)
    reported = [Window("whole", 0, 20), *windows(varied.book.as_of, 20)]
    found = moments_at(at, varied, assumed, reported, correlation=0.1)
    for each, parts in zip(found, parts_at(at, varied, assumed, reported, correlation=0.1), strict=True):
        law = loss_law(parts, np.ones(1), 100)
        amounts = 100.0 * np.arange(len(law.probability))
        assert each.mean[0] == pytest.approx(law.mean())
        assert each.variance[0] == pytest.approx(law.sd() ** 2)
        assert each.third[0] == pytest.approx(law.probability @ (amounts - law.mean()) ** 3)


def test_blocks_of_nodes_change_nothing(
    varied: Exposure, worked: Assumptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = static(grid(6.5, 222.5, Rule(1.0)).every())
    (whole,) = moments_at(at, varied, worked, [Window("whole", 0, 20)], correlation=0.1)
    monkeypatch.setattr(moments, "NODES_AT_ONCE", 7)
    (blocks,) = moments_at(at, varied, worked, [Window("whole", 0, 20)], correlation=0.1)
    assert blocks.third == pytest.approx(whole.third, rel=1e-12)


def test_arrivals_may_be_expected_in_multiples(varied: Exposure, worked: Assumptions) -> None:
    at, window = static(grid(6.5, 222.5, Rule(4.0)).every()), Window("whole", 0, 20)
    times = np.linspace(0, 2, at.nodes)
    (found,) = moments_at(at, varied, worked, [window], correlation=0.1, times_expected=times)
    (parts,) = parts_at(at, varied, worked, [window], correlation=0.1)
    mean, variance = conditional_moments(parts, at.nodes, times)
    assert found.mean == pytest.approx(mean)
    assert found.variance == pytest.approx(variance)
    one = slice(at.nodes - 1, at.nodes)
    law = loss_law([*parts], np.eye(at.nodes)[-1], 5000, times)
    assert law.mean() == pytest.approx(float(mean[one][0]), rel=1e-6)


@pytest.mark.parametrize("theta_step", [None, 0.25])
@pytest.mark.parametrize("correlation", [0.1, 0.7])
def test_between_followed_nodes_the_surface_is_the_chain(
    varied: Exposure, with_changes: Changed, theta_step: float | None, correlation: float
) -> None:
    assumed, window = with_changes(correlation=correlation), Window("whole", 0, 20)
    rule = Rule(np.sqrt(1 - correlation) / 6, theta_step=theta_step)
    fine = Rule(0.041, theta_step=None if theta_step is None else 0.21)
    finer = grid(6.5, 222.5, fine)
    (surface,) = surfaces(varied, assumed, rule, [window])
    (followed,) = moments_at(static(finer.every()), varied, assumed, [window], correlation=correlation)
    read, matters = surface.moments(finer), finer.every().weight > 1e-12
    assert read.mean[matters] == pytest.approx(followed.mean[matters], rel=1e-5)
    assert read.variance[matters] == pytest.approx(followed.variance[matters], rel=1e-5)
    assert read.third[matters] == pytest.approx(followed.third[matters], rel=1e-3)


def test_interpolation_is_exact_for_polynomials_and_at_the_nodes() -> None:
    places, wanted = np.linspace(0, 1, 20), np.linspace(0, 1, 77)
    assert interpolation(20, 77) @ places**7 == pytest.approx(wanted**7)
    assert interpolation(20, 20) == pytest.approx(np.eye(20))
    assert interpolation(3, 5) @ np.array([0.0, 1.0, 4.0]) == pytest.approx([0, 0.25, 1, 2.25, 4])
    assert interpolation(1, 1) == pytest.approx(1)


def test_exact_law_and_surface_have_one_mean(varied: Exposure, worked: Assumptions) -> None:
    rule = Rule(0.16)
    (surface,) = surfaces(varied, worked, rule, [Window("whole", 0, 20)])
    at = grid(6.5, 222.5, rule)
    mean = at.every().weight @ surface.moments(at).mean
    assert exact_law(varied, worked, rule, 5000).mean() == pytest.approx(mean, rel=1e-9)
