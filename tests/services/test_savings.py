"""The savings ledger: dated prices split the weeks, and what has no price is counted and never taken as nothing."""

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.case_document import TABLE_4
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.finance import savings
from guarantor.services.finance.savings import cost
from guarantor.storage.tables.finance import AccommodationPrice
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day
from tests.watching import refused

BEFORE, OTHERWISE = "Independent housing - KCC", "Foyers"
DAYS = st.dates(dt.date(2018, 1, 1), dt.date(2018, 12, 31))


def price(
    rehearsal: Rehearsal, category: str, weekly_pence: int | None, from_on: str, source: str = "invoices"
) -> dict[str, Any]:
    """Fay sets a price."""
    return savings.set_price(
        rehearsal.office, rehearsal.fay, category, weekly_pence, day(from_on), source, day("2018-12-01")
    )


def row(rehearsal: Rehearsal, on: str) -> dict[str, Any]:
    """The one guarantee's line on a day."""
    (found,) = savings.savings(rehearsal.office, day(on))["guarantees"]
    return dict(found)


def totals(rehearsal: Rehearsal, on: str, name: str = "otherwise") -> dict[str, Any]:
    """The totals of one side on a day."""
    return dict(savings.savings(rehearsal.office, day(on))["totals"][name])


def test_a_case_without_a_price_is_not_priced_and_counted_and_not_nothing(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    found = row(rehearsal, "2018-12-01")
    assert (found["otherwise_cost"], found["otherwise_is"], found["balance"]) == (None, "not priced", None)
    counted = totals(rehearsal, "2018-12-01")
    assert (counted["priced"], counted["not_priced"], counted["not_recorded"]) == (0, 1, 0)
    assert (counted["guarantees_cost"], counted["guarantees_cost_of_all"]) == ("0.00", "1040.00")


def test_a_price_counts_for_the_days_of_the_tenancy_so_far_beside_what_the_guarantee_cost(
    begin: Begin,
) -> None:
    rehearsal = begin(stories.paid)
    price(rehearsal, OTHERWISE, 21_000, "2018-04-01")
    found = row(rehearsal, "2018-11-20")
    # 1 August to 20 November are 112 days, sixteen weeks of £210.00.
    assert (found["days"], found["weeks"], found["otherwise_cost"]) == (112, "16.0", "3360.00")
    assert (found["guarantee_cost"], found["balance"]) == ("1040.00", "2320.00")
    assert found["before_is"] == "not priced"
    assert totals(rehearsal, "2018-11-20")["balance"] == "2320.00"


def test_a_change_of_price_splits_the_weeks_by_its_day(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    price(rehearsal, OTHERWISE, 7_000, "2018-04-01")
    price(rehearsal, OTHERWISE, 14_000, "2018-08-15")
    assert row(rehearsal, "2018-08-14")["otherwise_cost"] == "140.00"
    assert row(rehearsal, "2018-08-15")["otherwise_cost"] == "160.00"
    assert row(rehearsal, "2018-08-28")["otherwise_cost"] == "420.00"


def test_of_two_prices_from_one_day_the_later_entry_counts(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    price(rehearsal, OTHERWISE, 7_000, "2018-04-01")
    price(rehearsal, OTHERWISE, 70, "2018-04-01", "corrected")
    assert row(rehearsal, "2018-08-07")["otherwise_cost"] == "0.70"


def test_a_price_of_nothing_is_a_price_and_a_gap_in_the_list_is_none(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    price(rehearsal, OTHERWISE, 0, "2018-08-01")
    price(rehearsal, OTHERWISE, None, "2018-09-01")
    assert row(rehearsal, "2018-08-31")["otherwise_cost"] == "0.00"
    assert row(rehearsal, "2018-09-01")["otherwise_is"] == "not priced"


def test_a_price_that_begins_after_the_first_day_leaves_the_case_not_priced(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    price(rehearsal, OTHERWISE, 7_000, "2018-08-02")
    assert row(rehearsal, "2018-08-10")["otherwise_is"] == "not priced"


def test_weeks_end_with_the_guarantee(begin: Begin) -> None:
    rehearsal = begin(stories.ended)
    price(rehearsal, OTHERWISE, 7_000, "2018-04-01")
    assert row(rehearsal, "2018-10-14")["days"] == 75
    assert [row(rehearsal, on)["days"] for on in ("2018-10-15", "2018-10-16", "2019-04-30")] == [76, 76, 76]
    assert row(begin(stories.active), "2020-04-30")["days"] == 365


def test_an_offer_that_not_everybody_has_signed_saves_nothing_yet(begin: Begin) -> None:
    assert savings.savings(begin(stories.offered).office, day("2018-08-10"))["guarantees"] == []
    before_the_start = row(begin(stories.active), "2018-07-20")
    assert (before_the_start["days"], before_the_start["otherwise_is"]) == (0, "not priced")


def test_where_nobody_wrote_down_where_they_would_have_lived_it_is_not_recorded(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    rehearsal.active_guarantee(changes={"would_otherwise": None})
    assert row(rehearsal, "2018-09-01")["otherwise_is"] == "not recorded"
    counted = totals(rehearsal, "2018-09-01")
    assert (counted["priced"], counted["not_priced"], counted["not_recorded"]) == (0, 0, 1)


def test_the_price_list_shows_every_category_of_table_4_as_of_a_day(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    price(rehearsal, OTHERWISE, 18_050, "2018-04-01", "Commissioning, 2018")
    listed = {each["category"]: each for each in savings.prices(rehearsal.office, day("2018-04-01"))}
    assert list(listed) == list(TABLE_4)
    assert listed[OTHERWISE] == {
        "category": OTHERWISE,
        "weekly": "180.50",
        "from": "2018-04-01",
        "source": "Commissioning, 2018",
    }
    assert listed[BEFORE]["weekly"] == "not priced"
    assert {each["weekly"] for each in savings.prices(rehearsal.office, day("2018-03-31"))} == {"not priced"}


@pytest.mark.parametrize(
    ("category", "source"),
    [("A tent", "invoices"), (OTHERWISE, " "), (OTHERWISE, "x" * 301), (OTHERWISE, "a\0b")],
)
def test_a_price_is_of_table_4_and_says_where_it_comes_from(begin: Begin, category: str, source: str) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, WrongInput):
        price(rehearsal, category, 100, "2018-04-01", source)


PRICES = st.lists(st.tuples(DAYS, st.none() | st.integers(0, 90_000)), max_size=5)


@given(PRICES, DAYS, st.integers(0, 200))
def test_a_cost_is_that_of_its_days_one_by_one(
    dated: list[tuple[dt.date, int | None]], first_on: dt.date, further: int
) -> None:
    rows = [
        AccommodationPrice(category="c", from_on=on, weekly_pence=pence)
        for on, pence in sorted(dated, key=_day)
    ]
    days = [first_on + dt.timedelta(days=number) for number in range(further + 1)]
    weekly = [next((each.weekly_pence for each in reversed(rows) if each.from_on <= on), None) for on in days]
    found = cost({"c": rows}, "c", days[0], days[-1])
    if None in weekly:
        assert (found.pence, found.says) == (None, "not priced")
    else:
        exactly = Fraction(sum(pence or 0 for pence in weekly), 7)
        assert found.pence == int(exactly + Fraction(1, 2))


def _day(dated: tuple[dt.date, int | None]) -> dt.date:
    return dated[0]
