"""The smallest change to an application that would meet one criterion, found by trying.

Knows which fields may be changed and which values of each are worth trying: those beside the thresholds that the
criterion compares with. A birth date, care status, authority, eviction, past guarantee or right to rent is never
changed. Knows no sentence; a remedy is only proposed, `explain` weighs it again from the document up.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any, get_args

from rules.conditions import comparisons
from rules.derive import Derived, derive
from rules.facts import KENT_AND_MEDWAY, Application
from rules.local_housing_allowance import market_areas
from rules.months import add_months, birthday, whole_months
from rules.provisions import Criterion, Policy
from rules.vocabulary import Activity, Area, Letting, Rooms

Remedy = Mapping[str, Any]
"""Values by field, as the application holds them: pence, days, words, true; None takes a value away."""

MOST_CHANGED = 4
MOST_TRIES = 2000

_BEFORE_THE_RENT = (
    "tenancy.area",
    "tenancy.brma",
    "tenancy.rooms",
    "tenancy.starts_on",
    "money.monthly_income",
)
"""Fields on which the rent share worth trying depends, so they are changed first."""
_ONLY_WITH_THE_AREA = {"tenancy.brma", "tenancy.rooms"}
_IN_PENCE = {"tenancy.rent_share", "money.monthly_income", "person.current_rent_arrears"}


@dataclass(frozen=True, slots=True)
class Situation:
    """One criterion of one policy version, weighed on a day."""

    criterion: Criterion
    policy: Policy
    assessed_on: date
    decided_on: date | None
    meets: Callable[[Derived], bool]

    def derive(self, application: Application) -> Derived:
        """The application's facts on that day."""
        end_age = self.policy.parameter("end_age")
        return derive(application, self.assessed_on, end_age, decided_on=self.decided_on)

    def thresholds_of(self, *facts: str) -> list[int]:
        """The whole numbers that the criterion compares these facts with, smallest first."""
        conditions = [case.when for case in self.criterion.cases if case.when is not None]
        compared = {
            one.parameter for condition in conditions for one in comparisons(condition) if one.fact in facts
        }
        return sorted(self.policy.parameter(name) for name in compared if name is not None)

    def compares(self, *facts: str) -> bool:
        """Whether any condition of the criterion reads one of these facts."""
        conditions = [case.when for case in self.criterion.cases if case.when is not None]
        return any(one.fact in facts for condition in conditions for one in comparisons(condition))


def remedies(application: Application, situation: Situation) -> Iterator[Remedy]:
    """Changes that meet the criterion: of as few fields as possible, and for each choice of fields the smallest.

    The search ends after MOST_TRIES applications weighed, whatever a policy asks.
    """
    needed = {
        *situation.criterion.needs,
        *(field for one in situation.criterion.needs_if for field in one.needs),
    }
    fields = [field for field in _WORTH_TRYING if field in needed]
    tries = 0
    for size in range(1, min(MOST_CHANGED, len(fields)) + 1):
        found = False
        for chosen in combinations(fields, size):
            if "tenancy.area" not in chosen and _ONLY_WITH_THE_AREA & set(chosen):
                continue
            for changed, remedy in _changed(application, situation, _in_order(chosen), {}):
                tries += 1
                if tries > MOST_TRIES:
                    return
                if situation.meets(situation.derive(changed)):
                    found = True
                    yield remedy
                    break
        if found:
            return


def _in_order(fields: tuple[str, ...]) -> tuple[str, ...]:
    first = [field for field in _BEFORE_THE_RENT if field in fields]
    return (*first, *(field for field in fields if field not in first))


def _changed(
    application: Application, situation: Situation, fields: tuple[str, ...], remedy: Remedy
) -> Iterator[tuple[Application, Remedy]]:
    """The application with every combination of values worth trying, the smallest changes first."""
    if not fields:
        yield application, remedy
        return
    for value in _WORTH_TRYING[fields[0]](application, situation):
        change = _consistent(fields[0], value, application)
        yield from _changed(with_changes(application, change), situation, fields[1:], {**remedy, **change})


def _consistent(field: str, value: object, application: Application) -> Remedy:
    """The change, and with a move into Kent or Medway an end to a market area that is not there."""
    brma = application.tenancy.brma
    if (
        field == "tenancy.area"
        and value in KENT_AND_MEDWAY
        and brma is not None
        and brma not in market_areas()
    ):
        return {field: value, "tenancy.brma": None}
    return {field: value}


def with_changes(application: Application, changes: Remedy) -> Application:
    """The application with some fields changed; the values are taken as they are."""
    for field, value in changes.items():
        name = f"{field}_pence" if field in _IN_PENCE else field
        section, _, part = name.rpartition(".")
        if section:
            value = getattr(application, section).model_copy(update={part: value})  # noqa: PLW2901
        application = application.model_copy(update={section or part: value})
    return application


def _rent_shares(application: Application, situation: Situation) -> list[int]:
    """Smaller shares: floor(100 x income / limit) for each limit, and the monthly allowance; largest first."""
    share, income = application.tenancy.rent_share_pence, application.money.monthly_income_pence
    shares = []
    if income is not None:
        shares += [100 * income // limit for limit in situation.thresholds_of("income_percent_of_rent")]
    if situation.compares("rent_above_lha", "rent_above_lha_yearly"):
        allowance = situation.derive(application).values["lha_monthly"]
        shares += [allowance] if isinstance(allowance, int) else []
    return sorted({one for one in shares if share is not None and 1 <= one < share}, reverse=True)


def _incomes(application: Application, situation: Situation) -> list[int]:
    """Larger incomes: ceil(limit x share / 100) for each limit; smallest first."""
    share, income = application.tenancy.rent_share_pence, application.money.monthly_income_pence
    if share is None or income is None:
        return []
    limits = situation.thresholds_of("income_percent_of_rent")
    return sorted(one for one in {-(-limit * share // 100) for limit in limits} if one > income)


def _starts(application: Application, situation: Situation) -> list[date]:
    """First days on a birthday that counts, or early enough for the months that must be left; nearest first.

    No first day before the assessment is proposed, unless the tenancy began even earlier.
    """
    born_on, starts_on = application.person.date_of_birth, application.tenancy.starts_on
    expires_on = application.person.right_to_rent_expires_on
    if starts_on is None:
        return []
    days = []
    if born_on is not None:
        last = birthday(born_on, situation.policy.parameter("end_age"))
        days += [birthday(born_on, age) for age in situation.thresholds_of("age_at_start")]
        days += [_latest_start(last, months) for months in situation.thresholds_of("months_to_end_age")]
    if expires_on is not None:
        days += [
            _latest_start(expires_on, months) for months in situation.thresholds_of("right_to_rent_months")
        ]
    earliest = min(situation.assessed_on, starts_on)
    possible = {day for day in days if day >= earliest and day != starts_on}
    return sorted(possible, key=lambda day: (abs(day - starts_on), day))


def _latest_start(last: date, months: int) -> date:
    """The latest day from which so many whole months end by the last day."""
    day = add_months(last, -months)
    while whole_months(day + timedelta(days=1), last) >= months:
        day += timedelta(days=1)
    return day


def _market_areas(application: Application, situation: Situation) -> list[str]:
    """The rental market areas, those with the highest allowance for such a home first."""

    def allowance(brma: str) -> int:
        there = with_changes(application, {"tenancy.brma": brma})
        held = situation.derive(there).values["lha_monthly"]
        return held if isinstance(held, int) else 0

    return sorted(market_areas(), key=allowance, reverse=True)


def _today(_application: Application, situation: Situation) -> list[date]:
    return [situation.assessed_on]


def _yes(_application: Application, _situation: Situation) -> list[bool]:
    return [True]


def _any_of(*values: object) -> Callable[[Application, Situation], list[Any]]:
    return lambda _application, _situation: list(values)


_WORTH_TRYING: Mapping[str, Callable[[Application, Situation], list[Any]]] = {
    "tenancy.rent_share": _rent_shares,
    "money.monthly_income": _incomes,
    "person.current_rent_arrears": _any_of(0),
    "tenancy.kind": _any_of(*get_args(Letting)),
    "tenancy.area": _any_of(*get_args(Area)),
    "tenancy.starts_on": _starts,
    "activity": _any_of(*get_args(Activity)),
    "readiness.budgeting": _yes,
    "readiness.cooking": _yes,
    "readiness.home_care": _yes,
    "readiness.asks_for_help": _yes,
    "person.last_contact_on": _today,
    "person.pathway_plan_reviewed_on": _today,
    "person.support_requested_on": _today,
    "tenancy.brma": _market_areas,
    "tenancy.rooms": _any_of(*get_args(Rooms)),
}
"""The fields that may be changed, each with the values that could meet a criterion, the smallest change first. Of
two changes equally small the one of the field named first is taken."""
