"""Who is there to begin with: the people a basis starts from, aged on year by year.

Knows the two beginnings that a basis may name: the forecasts printed in 2018, and the counts of care leavers of a
later March with what must be assumed to read them by age and group. How a band ages is for forecast.py.
"""

from decimal import Decimal

from risk.cohort.forecast import LATEST_UNTIL, Projection, aged_on, moved_up
from risk.cohort.printed import kent_counts, kent_forecasts
from risk.dated_basis import Basis, Counted
from risk.faults import WrongInput
from risk.groups import GROUPS, Group

MARCH = 3
YOUNGEST = "17-18"
COUNTED_TOGETHER = (19, 20, 21)
# Tables that count everybody, the newer one first; the third counts only those who asked for support.
OF_ALL = ("suitability", "in_touch")
ENTRANTS = "appraisal.entrants_after_last_known"


def projections(basis: Basis, until: int, entrants: float | None = None) -> tuple[Projection, ...]:
    """The people of each group to the year `until`, as the basis starts them. `entrants` is the multiple of the last
    known value at which they are held, the basis's own where it is None. Raises WrongInput."""
    times = float(basis.entries[ENTRANTS].value) if entrants is None else entrants
    counted = basis.arrivals.counted
    if counted is None:
        return tuple(aged_on(forecast, until, times) for forecast in kent_forecasts())
    if not counted.march <= until <= LATEST_UNTIL:
        raise WrongInput([f"until should be a year from {counted.march} to {LATEST_UNTIL}, not {until}."])
    stock = _stock(counted.march)
    return tuple(
        _counts_aged_on(
            group, _of_group(stock, group, counted), counted, until, basis.arrivals.share_of_18, times
        )
        for group in GROUPS
    )


def _counts_aged_on(
    group: Group, stock: dict[str, int], counted: Counted, until: int, share_of_18: float, times: float
) -> Projection:
    people = {counted.march: stock}
    # The youngest band spans two ages, so that only those of 18 turn 19.
    for year in range(counted.march + 1, until + 1):
        people[year] = moved_up(people[year - 1], times * stock[YOUNGEST], share_of_18)
    rate = dict.fromkeys(people, Decimal(str(counted.in_touch)))
    return Projection(group, people, rate, known_to=counted.march, counted_in=MARCH)


def _of_group(stock: dict[str, int], group: Group, counted: Counted) -> dict[str, int]:
    uasc = {age: round(people * counted.uasc) for age, people in stock.items()}
    return uasc if group == "uasc" else {age: people - uasc[age] for age, people in stock.items()}


def _stock(march: int) -> dict[str, int]:
    """Everybody by age on 31 March: those of 19 to 21 evenly, older ones as counted at 19 to 21 and aged on whole."""
    stock = {YOUNGEST: _count(YOUNGEST, march)} | _by_age(_count("19-21", march))
    before, long_before = (_by_age(_count("19-21", march - since)) for since in (3, 4))
    return stock | {"22": before["19"], "23": before["20"], "24": before["21"], "25": long_before["21"]}


def _by_age(people: int) -> dict[str, int]:
    """A count of 19-21 on its three ages, evenly; what is left over goes to the younger ones."""
    each, over = divmod(people, len(COUNTED_TOGETHER))
    return {str(age): each + (place < over) for place, age in enumerate(COUNTED_TOGETHER)}


def _count(ages: str, march: int) -> int:
    for base in OF_ALL:
        if (base, ages, march) in kent_counts():
            return kent_counts()[base, ages, march]
    raise WrongInput([f"arrivals.counted.march: no count of ages {ages} is kept for March {march}."])
