"""Nodes are as fine as the book's own spread asks for, and two runs that differ are told apart."""

from collections.abc import Callable

import numpy as np
import pytest

from risk.assumptions import Assumptions
from risk.book import Book, Exposure
from risk.engines.factor import first_rule
from risk.engines.fineness import compared, fitted_rule
from risk.measures import LatticeLaw
from risk.years import Window

Changed = Callable[..., Assumptions]
Alike = Callable[..., Exposure]
YEAR = Window("whole", 0, 12)
LAW = LatticeLaw(100, np.full(10_000, 1e-4))


def moved(steps: int) -> LatticeLaw:
    return LatticeLaw(100, np.concatenate([np.zeros(steps), LAW.probability]))


def test_a_small_book_is_content_with_the_first_rule(worked_book: Book, worked: Assumptions) -> None:
    assert fitted_rule(Exposure(worked_book, (), 12), worked, YEAR) == first_rule(0.1)


def test_the_larger_the_book_the_finer_the_steps_in_z(one: Alike, worked: Assumptions) -> None:
    steps = [fitted_rule(one(count=count), worked, YEAR).z_step for count in (25, 250, 2500)]
    assert steps[0] is not None
    assert steps[1] is not None
    assert steps[2] is not None
    assert steps[0] > steps[1] > steps[2]
    # The spread given Z grows like the root of the number, its distance like the number.
    assert steps[1] / steps[2] == pytest.approx(np.sqrt(10), rel=0.15)


def test_with_next_to_no_shock_theta_is_what_must_be_fine(one: Alike, with_changes: Changed) -> None:
    exposure = one(count=2500)
    assert fitted_rule(exposure, with_changes(correlation=0.005), YEAR).theta_step is not None
    assert fitted_rule(exposure, with_changes(correlation=0.1), YEAR).theta_step is None


def test_without_a_shock_there_is_no_step_in_z(one: Alike, with_changes: Changed) -> None:
    assert fitted_rule(one(), with_changes(correlation=0.0), YEAR).z_step is None


def test_a_book_without_any_spread_asks_for_nothing(one: Alike, worked: Assumptions) -> None:
    assert fitted_rule(one(cap_months=0), worked, YEAR) == first_rule(0.1)


def test_the_same_laws_are_near_enough() -> None:
    assert compared([LAW], [LAW], 100).near_enough


def test_one_step_is_near_enough_for_a_quantile_but_not_for_a_mean_beyond_its_share() -> None:
    # A step is a fifty-hundredth of this mean, twice the share that a mean may move by.
    assert not compared([LAW], [moved(1)], 100).near_enough
    far = LatticeLaw(100, np.concatenate([np.zeros(90_000), LAW.probability]))
    assert compared([far], [LatticeLaw(100, np.concatenate([np.zeros(1), far.probability]))], 100).near_enough


def test_a_law_that_moved_is_told_with_how_far() -> None:
    found = compared([LAW, LAW], [LAW, moved(20)], 100)
    assert not found.near_enough
    assert "£20.00" in found.says
