"""Arrivals are a flow from the forecast, month by month, and what they cost is what the chain says they cost."""

from datetime import date

import numpy as np
import pytest

from risk.assumptions import Assumptions
from risk.book import Arrival, Book, Cell, Course, Exposure, book_of
from risk.cohort.arrivals import Arrivals, expected_arrivals, flow, in_touch_by_age, lengths
from risk.cohort.forecast import aged_on
from risk.cohort.printed import kent_forecasts
from risk.dated_basis import basis_of
from risk.engines.exact import exact_run
from risk.faults import WrongInput
from risk.liability import liability

BASIS = basis_of("2018-06")
JUNE = date(2018, 6, 1)


def coming(as_of: date = JUNE, last_year: int = 2018, term_months: int = 12) -> Arrivals:
    return expected_arrivals(BASIS, as_of=as_of, last_year=last_year, term_months=term_months, cap_months=6)


def test_with_the_basis_about_nineteen_come_in_the_pilots_first_ten_months() -> None:
    # Kent reported 19 tenancies by April 2019, ten to eleven months after the start.
    assert 15 < coming().expected < 22


def test_the_horizon_is_the_end_of_the_last_financial_year() -> None:
    assert coming().horizon_months == 10
    assert coming(last_year=2020).horizon_months == 34
    assert coming(as_of=date(2019, 3, 31)).horizon_months == 1


def test_a_flow_is_the_stock_that_wants_over_the_mean_stay() -> None:
    rates = BASIS.arrivals
    assert flow(rates) == pytest.approx(0.104 / 33 * 0.8 * 0.6 * 0.8)
    assert flow(rates.model_copy(update={"mean_stay_months": 66.0})) == pytest.approx(flow(rates) / 2)
    assert flow(rates.model_copy(update={"applies": 0.0})) == 0


def test_in_november_the_stock_is_the_forecasts_own() -> None:
    _, uasc = kent_forecasts()
    found = in_touch_by_age(aged_on(uasc), date(2018, 11, 30), 0, BASIS.arrivals)
    assert found[19] == pytest.approx(369 * 0.85)
    assert list(found) == [18, 19, 20, 21, 22, 23, 24]


def test_between_novembers_the_stock_lies_on_a_straight_line() -> None:
    _, uasc = kent_forecasts()
    found = in_touch_by_age(aged_on(uasc), date(2018, 11, 1), 3, BASIS.arrivals)
    assert found[19] == pytest.approx((0.75 * 369 + 0.25 * 181) * 0.85)
    october = in_touch_by_age(aged_on(uasc), date(2018, 10, 1), 0, BASIS.arrivals)
    assert october[19] == pytest.approx((292 / 12 + 369 * 11 / 12) * 0.85)


def test_of_the_band_of_17_and_18_the_assumed_share_is_18() -> None:
    citizen, _ = kent_forecasts()
    found = in_touch_by_age(aged_on(citizen), date(2018, 11, 1), 0, BASIS.arrivals)
    assert found[18] == pytest.approx(175 * 0.5 * 0.907)


@pytest.mark.parametrize("as_of", [date(2017, 10, 31), date(2031, 1, 1)])
def test_a_month_that_the_forecast_does_not_reach_is_refused(as_of: date) -> None:
    _, uasc = kent_forecasts()
    with pytest.raises(WrongInput, match="the forecast runs from November 2017 to November 2030"):
        in_touch_by_age(aged_on(uasc, 2030), as_of, 0, BASIS.arrivals)


def test_a_last_year_that_is_over_is_refused() -> None:
    with pytest.raises(WrongInput, match="2017/18 is over before 2018-06-01"):
        coming(last_year=2017)


def test_up_to_23_the_term_decides_and_at_24_the_birthday() -> None:
    assert lengths(23, 12) == [(12, pytest.approx(1))]
    assert lengths(24, 12) == [(months, pytest.approx(1 / 12)) for months in range(1, 12)]
    assert lengths(24, 6) == [
        *((months, pytest.approx(1 / 12)) for months in range(1, 6)),
        (6, pytest.approx(0.5)),
    ]


def test_at_23_a_longer_term_ends_with_the_birthday() -> None:
    assert lengths(23, 24) == [(months, pytest.approx(1 / 12)) for months in range(12, 24)]


def test_the_expected_cost_is_the_sum_of_each_arrivals_own() -> None:
    found = coming(term_months=3)
    run = exact_run(found.exposure(), BASIS.assumptions)
    by_hand = 0.0
    for arrival in found.arrivals:
        alone = Exposure(book_of(JUNE, [Cell(arrival.course, 100_00, 1)]), (), found.horizon_months)
        mean_months = exact_run(alone, BASIS.assumptions).chain_mean_pence / 100_00
        by_hand += arrival.expected * mean_months * sum(pence * share for pence, share in arrival.rents)
    assert run.total.mean() == pytest.approx(by_hand, rel=1e-4)
    assert run.settled


def test_an_arrival_in_a_poisson_number_is_the_mixture_of_books_of_every_size(worked: Assumptions) -> None:
    course = Course("uasc", 1, 8, 4)
    arrivals = Arrivals(JUNE, 9, (Arrival(course, 1.5, ((50_000, 1.0),)),))
    found = exact_run(arrivals.exposure(), worked).total.probability[:500]
    expected, chance = np.zeros(500), np.exp(-1.5)
    for number in range(16):
        cells = [Cell(course, 50_000, number)] if number else []
        law = exact_run(Exposure(book_of(JUNE, cells), (), 9), worked).total.probability[:500]
        expected[: len(law)] += chance * law
        chance *= 1.5 / (number + 1)
    assert found == pytest.approx(expected, abs=1e-8)


def test_arrivals_and_the_present_book_share_their_shock(worked_book: Book, worked: Assumptions) -> None:
    course = Course("citizen", 0, 12, 6)
    arrivals = Arrivals(JUNE, 12, (Arrival(course, 10.0, ((50_000, 1.0),)),))
    book, extra = liability(worked_book, worked), liability(book_of(JUNE, ()), worked, arrivals=arrivals)
    both = liability(worked_book, worked, arrivals=arrivals)
    assert both.total.mean == pytest.approx(book.total.mean + extra.total.mean, rel=1e-6)
    # Were they independent the variances would add; a common shock and a common rate make the sum wider.
    assert both.total.sd > 1.1 * np.hypot(book.total.sd, extra.total.sd)
    assert both.maximum_exposure is None
