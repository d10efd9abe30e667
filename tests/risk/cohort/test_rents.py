"""Rents are the printed quantiles, by the month, and a spread of them keeps its mean."""

import pytest

from risk.cohort.rents import RentList, kent_rents_2019, read_rents, spread
from risk.faults import WrongInput

HEADER = "brma,rooms,n,p05,p10,p25,p30,p50,p75,p90,p95\n"


def listed(brma: str, rooms: str) -> RentList:
    return next(each for each in kent_rents_2019() if (each.brma, each.rooms) == (brma, rooms))


def test_eight_areas_are_listed_for_rooms_and_for_homes() -> None:
    assert len(kent_rents_2019()) == 16
    assert listed("Canterbury", "shared").lettings == 611


@pytest.mark.parametrize(
    ("quantile", "weekly"),
    [
        (0.05, 109.32),
        (0.4, (136.93 + 149.59) / 2),
        (0.5, 149.59),
        (0.95, 195.62),
        (0.0, 109.32),
        (1.0, 195.62),
    ],
)
def test_a_monthly_rent_is_the_weekly_one_by_52_over_12(quantile: float, weekly: float) -> None:
    assert listed("Canterbury", "1-bed").monthly_pence(quantile) == round(weekly * 100 * 52 / 12)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_spread_adds_up_and_keeps_the_mean_on_whole_steps(share: float) -> None:
    lists = kent_rents_2019()
    rents = spread(lists, share)
    assert sum(each for _, each in rents) == pytest.approx(1)
    assert all(pence % 2500 == 0 for pence, _ in rents)
    middles = [(part + 0.5) / 20 for part in range(20)]
    kind = {"shared": share, "1-bed": 1 - share}
    number = {rooms: sum(each.lettings for each in lists if each.rooms == rooms) for rooms in kind}
    mean = sum(
        kind[each.rooms] * each.lettings / number[each.rooms] * sum(map(each.monthly_pence, middles)) / 20
        for each in lists
    )
    assert sum(pence * each for pence, each in rents) == pytest.approx(mean)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "Ashford,shared,x,1,2,3,4,5,6,7,8",
            "r.csv, line 2: expected a whole number of lettings under n, not 'x'.",
        ),
        ("Ashford,shared,9,1,2,3,4,5,6,7,-8", "r.csv, line 2: expected pounds a week under p95, not '-8'."),
        ("Ashford,shared,9,1,2,3,4,5,6,7,6", "r.csv, line 2: expected quantiles that do not fall."),
        (
            "Ashford,castle,9,1,2,3,4,5,6,7,8",
            "r.csv, line 2: expected shared or 1-bed under rooms, not 'castle'.",
        ),
    ],
)
def test_a_bad_line_is_named_with_what_was_expected(line: str, says: str) -> None:
    with pytest.raises(WrongInput) as raised:
        read_rents(HEADER + line, "r.csv")
    assert says in raised.value.faults
