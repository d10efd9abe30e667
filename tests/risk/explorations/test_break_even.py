"""Break-even: how rarely a tenancy may spare another home and still pay."""

import pytest

from risk.explorations.break_even import break_even


def test_one_in_n_is_the_cost_over_what_all_would_spare() -> None:
    found = break_even(cost_pounds=5_200.0, guarantees=10, months=12, weekly_pounds=100.0)
    assert found.share == pytest.approx(0.1)
    assert found.one_in == 10
    assert found.says == "Pays for itself if at least 1 in 10 would otherwise have cost £100.00 a week."


@pytest.mark.parametrize(("cost", "pays"), [(51_999.0, True), (52_000.0, True), (52_001.0, False)])
def test_what_costs_more_than_all_would_spare_does_not_pay(cost: float, pays: bool) -> None:
    assert (break_even(cost, 10, 12, 100.0).one_in == 1) is pays


def test_what_costs_nothing_pays_whatever_is_spared() -> None:
    assert break_even(0.0, 10, 12, 100.0).share == 0.0
