"""The rents of 2024-25 have quantiles from a median and a spread, and no other shape than the older list."""

from math import exp

import pytest

from risk.cohort.private_rents import kent_private_rents_2024, read_private_rents
from risk.cohort.rents import QUANTILES, RentList, kent_rents_2019, spread
from risk.faults import WrongInput

HEADER = "brma,rooms,median_weekly_rent,log_sd,rents\n"


def listed(brma: str, rooms: str) -> RentList:
    return next(each for each in kent_private_rents_2024() if (each.brma, each.rooms) == (brma, rooms))


def test_the_same_eight_areas_are_listed_as_in_the_older_list() -> None:
    def of(lists: tuple[RentList, ...]) -> list[tuple[str, str]]:
        return [(each.brma, each.rooms) for each in lists]

    assert of(kent_private_rents_2024()) == of(kent_rents_2019())


def test_the_median_is_the_printed_one_and_one_sd_up_is_e_to_the_spread() -> None:
    (made_up,) = read_private_rents(HEADER + "Ashford,shared,100,0.2,9", "r.csv")
    weekly = dict(zip(QUANTILES, made_up.weekly, strict=True))
    assert weekly["p50"] == pytest.approx(100)
    assert weekly["p95"] == pytest.approx(100 * exp(0.2 * 1.6448536))
    assert weekly["p05"] * weekly["p95"] == pytest.approx(100**2)


def test_a_monthly_rent_is_the_weekly_one_by_52_over_12() -> None:
    assert listed("Thanet", "1-bed").monthly_pence(0.5) == round(167.07 * 100 * 52 / 12)


def test_rents_have_risen_since_the_older_list_and_their_shares_add_up() -> None:
    old, new = (spread(lists, 0.5) for lists in (kent_rents_2019(), kent_private_rents_2024()))
    assert sum(share for _, share in new) == pytest.approx(1)
    assert sum(pence * share for pence, share in new) > sum(pence * share for pence, share in old)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Ashford,shared,0,0.1,9", "expected pounds a week above 0 under median_weekly_rent, not '0'."),
        ("Ashford,shared,nan,0.1,9", "expected pounds a week above 0 under median_weekly_rent, not 'nan'."),
        ("Ashford,shared,9,-0.1,9", "expected a standard deviation above 0 under log_sd, not '-0.1'."),
        ("Ashford,shared,9,0.1,x", "expected a whole number of rents under rents, not 'x'."),
        ("Ashford,castle,9,0.1,9", "expected shared or 1-bed under rooms, not 'castle'."),
    ],
)  # fmt: skip
def test_a_bad_line_is_named_with_what_was_expected(line: str, says: str) -> None:
    with pytest.raises(WrongInput) as raised:
        read_private_rents(HEADER + line, "r.csv")
    assert raised.value.faults == (f"r.csv, line 2: {says}",)
