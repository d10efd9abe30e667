"""Who is expected to come for a guarantee, month by month, from the forecast of care leavers.

Knows that a share of the stock is not a flow: arrivals a month = people in touch x the share that wants a
private tenancy / the mean stay in one, x applies x eligible x finds one. Every rate is an assumption of the basis.
Their number is Poisson, places are unlimited here. What the guarantees cost is for the engines.
"""

from calendar import month_name
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from risk.book import Arrival, Course, Exposure, Rents, book_of
from risk.cohort.forecast import Projection
from risk.cohort.private_rents import kent_private_rents_2024
from risk.cohort.rents import kent_rents_2019, spread
from risk.cohort.stock import projections
from risk.dated_basis import ArrivalRates, Basis
from risk.faults import WrongInput
from risk.years import months_to_end_of, year_label

FIRST_AGE, LAST_AGE = 18, 24
RENTS = {"kent_rents_2019": kent_rents_2019, "kent_private_rents_2024": kent_private_rents_2024}


@dataclass(frozen=True)
class Arrivals:
    """What may come from the month of `as_of` on, reported for `horizon_months`."""

    as_of: date
    horizon_months: int
    arrivals: tuple[Arrival, ...]

    @property
    def expected(self) -> float:
        """How many guarantees are expected in all."""
        return sum(arrival.expected for arrival in self.arrivals)

    def exposure(self) -> Exposure:
        """The arrivals alone, to an empty book."""
        return Exposure(book_of(self.as_of, ()), self.arrivals, self.horizon_months)


def expected_arrivals(
    basis: Basis, *, as_of: date, last_year: int, term_months: int, cap_months: int
) -> Arrivals:
    """Kent's forecast, or its counts aged on, turned into expected guarantees, from the month of `as_of` to the end
    of the financial year that begins in `last_year`.

    `term_months` and `cap_months` are the policy's. Raises WrongInput for months that the forecast does not reach.
    """
    horizon = months_to_end_of(as_of, last_year)
    if horizon < 1:
        raise WrongInput([f"last_year: {year_label(last_year)} is over before {as_of}."])
    rents = rents_of(basis.arrivals)
    expected: dict[Course, float] = defaultdict(float)
    # The last March lies between two counts, whichever month they are made in.
    for projection in projections(basis, last_year + 2):
        for month in range(horizon):
            for age, people in in_touch_by_age(projection, as_of, month, basis.arrivals).items():
                a_month = people * flow(basis.arrivals)
                for length, share in lengths(age, term_months):
                    course = Course(projection.group, month, length, cap_months)
                    expected[course] += a_month * share
    arrivals = tuple(Arrival(course, number, rents) for course, number in sorted(expected.items()) if number)
    return Arrivals(as_of, horizon, arrivals)


def rents_of(rates: ArrivalRates) -> Rents:
    """Monthly rents with their shares, from the list of rents that the basis names."""
    return spread(RENTS[rates.rents](), rates.shares_a_home)


def flow(rates: ArrivalRates) -> float:
    """Arrivals a month for each person in touch: wants / mean stay x applies x eligible x finds one."""
    return rates.wants_private / rates.mean_stay_months * rates.applies * rates.eligible * rates.finds_one


def in_touch_by_age(projection: Projection, as_of: date, month: int, rates: ArrivalRates) -> dict[int, float]:
    """People in touch aged 18 to 24 in a month of the run (0 is that of `as_of`), on a straight line between the
    counts of the projection. Of the band 17-18 the share that is 18 counts. Raises WrongInput before the first."""
    since = as_of.month - 1 + month
    year, calendar_month = as_of.year + since // 12, since % 12 + 1
    counted_in = projection.counted_in
    before = year if calendar_month >= counted_in else year - 1
    if before not in projection.people or before + 1 not in projection.people:
        first, last = (f"{month_name[counted_in]} {edge(projection.people)}" for edge in (min, max))
        raise WrongInput([f"as_of: the forecast runs from {first} to {last}, not to {year}."])
    along = (calendar_month - counted_in) % 12 / 12
    found = {}
    for age in range(FIRST_AGE, LAST_AGE + 1):
        earlier, later = (_in_touch(projection, counted, age, rates) for counted in (before, before + 1))
        found[age] = (1 - along) * earlier + along * later
    return found


def _in_touch(projection: Projection, year: int, age: int, rates: ArrivalRates) -> float:
    people, rate = projection.people[year], float(projection.in_touch_rate[year])
    if str(age) in people:
        return people[str(age)] * rate
    return people["17-18"] * rates.share_of_18 * rate


def lengths(age: int, term_months: int) -> list[tuple[int, float]]:
    """How many whole months a guarantee can run for someone of that age in years, with shares: the term or the
    months to the 25th birthday, whichever is less. Birthdays are spread evenly over the year; with less than
    one whole month left there is no guarantee, so that the shares of age 24 add up to eleven twelfths."""
    shares: dict[int, float] = defaultdict(float)
    for months_since_birthday in range(12):
        shares[min(term_months, 12 * (25 - age) - months_since_birthday - 1)] += 1 / 12
    return sorted((length, share) for length, share in shares.items() if length > 0)
