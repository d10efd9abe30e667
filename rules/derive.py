"""Facts computed from facts: ages, months, days, the rent beside Local Housing Allowance.

Knows the arithmetic, exact in days, calendar months and whole pence. Knows no threshold: the one parameter it
reads is the age at which a guarantee must end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rules.facts import Application, Person, Readiness, Tenancy
from rules.local_housing_allowance import weekly_rates
from rules.months import age_on, birthday, financial_year, months_begun, whole_months
from rules.reading import NEVER, Never
from rules.vocabulary import FACTS, FIELDS, HOMES, Value
from rules.wording import listed

_SKILLS = ("budgeting", "cooking", "home_care", "asks_for_help")
_NOTHING: Mapping[str, Value] = dict.fromkeys(FACTS)


@dataclass(frozen=True, slots=True)
class Derived:
    """The facts of one application on one day, and the fields that are missing."""

    values: Mapping[str, Value]
    missing: frozenset[str]


def derive(
    application: Application, assessed_on: date, end_age: int, *, decided_on: date | None = None
) -> Derived:
    """Every fact of the vocabulary for one application, assessed on the day.

    `end_age` is the birthday, in years, that no guarantee may pass. The fact `assessed_on` is the day that brought
    the case to its decision: `decided_on` where a decided case is weighed again.
    """
    values = dict(_NOTHING)
    values["assessed_on"] = decided_on or assessed_on
    values["activity"] = application.activity
    _history(values, application.person, assessed_on)
    _ages(values, application, end_age)
    _readiness(values, application.readiness)
    _affordability(values, application.money.monthly_income_pence, application.tenancy.rent_share_pence)
    _home(values, application.tenancy)
    return Derived(values, _missing(application))


def _history(values: dict[str, Value], person: Person, assessed_on: date) -> None:
    """What the person's record says, and how long ago each event was on the day of the assessment."""
    values["leaving_care_status"] = person.leaving_care_status
    if person.responsible_authority is not None:
        values["responsible_authority"] = person.responsible_authority.strip()
        values["kent_is_responsible"] = person.responsible_authority.strip().casefold() == "kent"
    values["current_rent_arrears"] = person.current_rent_arrears_pence
    values["previous_guarantees"] = person.previous_guarantees
    values["previous_calls"] = person.previous_calls
    values["right_to_rent"] = person.right_to_rent
    values["right_to_rent_expires_on"] = person.right_to_rent_expires_on
    contact = _event(values, "ever_in_touch", "last_contact_on", person.last_contact_on)
    if contact is not None:
        values["days_since_contact"] = (assessed_on - contact).days
    review = _event(values, "plan_ever_reviewed", "pathway_plan_reviewed_on", person.pathway_plan_reviewed_on)
    if review is not None:
        values["months_since_plan_review"] = months_begun(review, assessed_on)
    eviction = _event(values, "ever_evicted", "evicted_on", person.evicted_on)
    if eviction is not None:
        values["months_since_eviction"] = whole_months(eviction, assessed_on)
    _event(values, "ever_asked_for_support", "support_requested_on", person.support_requested_on)


def _event(values: dict[str, Value], ever: str, on: str, known: date | Never | None) -> date | None:
    """Record whether the event ever happened and when; the day, if there is one."""
    if known is None:
        return None
    if known == NEVER:
        values[ever] = False
        return None
    values[ever] = True
    values[on] = known
    return known


def _ages(values: dict[str, Value], application: Application, end_age: int) -> None:
    """Ages and months counted from the first day of the tenancy."""
    born_on, starts_on = application.person.date_of_birth, application.tenancy.starts_on
    if starts_on is None:
        return
    values["starts_on"] = starts_on
    values["financial_year"] = financial_year(starts_on)
    if born_on is not None:
        values["age_at_start"] = age_on(born_on, starts_on)
        values["months_to_end_age"] = whole_months(starts_on, birthday(born_on, end_age))
    expires_on = application.person.right_to_rent_expires_on
    if expires_on is not None:
        values["right_to_rent_months"] = whole_months(starts_on, expires_on)


def _readiness(values: dict[str, Value], readiness: Readiness) -> None:
    skills = {skill: getattr(readiness, skill) for skill in _SKILLS}
    values.update(skills)
    lacking = [FIELDS[f"readiness.{skill}"].words for skill, able in skills.items() if able is False]
    if lacking and None not in skills.values():
        values["not_ready_for"] = listed(lacking)


def _affordability(values: dict[str, Value], income: int | None, share: int | None) -> None:
    """Income as a whole percentage of the rent share, rounded down.

    For a whole limit p, floor(100 x income / share) >= p exactly where 100 x income >= p x share, so a
    comparison with `>=` or `<` loses nothing by the rounding.
    """
    values["monthly_income"] = income
    values["rent_share"] = share
    if income is not None and share:
        values["income_percent_of_rent"] = 100 * income // share


def _home(values: dict[str, Value], tenancy: Tenancy) -> None:
    """The rent share beside Local Housing Allowance.

    12 x share - 52 x weekly rate decides, in pence a year. The monthly allowance for sentences is
    floor(52 x weekly / 12): a share in whole pence is above the one exactly where it is above the other.
    """
    values["tenancy_kind"] = tenancy.kind
    values["area"] = tenancy.area
    if tenancy.brma is None or tenancy.rooms is None or tenancy.starts_on is None:
        return
    year = financial_year(tenancy.starts_on)
    values["lha_home"] = f"{HOMES[tenancy.rooms]} in {tenancy.brma}"
    weekly = weekly_rates().get((year, tenancy.brma, tenancy.rooms))
    values["lha_held"] = weekly is not None
    if weekly is None:
        return
    values["lha_monthly"] = 52 * weekly // 12
    shared = weekly_rates().get((year, tenancy.brma, "shared"))
    values["lha_shared_monthly"] = None if shared is None else 52 * shared // 12
    if tenancy.rent_share_pence is not None:
        values["rent_above_lha"] = tenancy.rent_share_pence - 52 * weekly // 12
        values["rent_above_lha_yearly"] = 12 * tenancy.rent_share_pence - 52 * weekly


def _missing(application: Application) -> frozenset[str]:
    """The fields a criterion may need that are not known yet."""
    person, readiness, tenancy = application.person, application.readiness, application.tenancy
    known = {
        "person.date_of_birth": person.date_of_birth,
        "person.leaving_care_status": person.leaving_care_status,
        "person.responsible_authority": person.responsible_authority,
        "person.last_contact_on": person.last_contact_on,
        "person.pathway_plan_reviewed_on": person.pathway_plan_reviewed_on,
        "person.support_requested_on": person.support_requested_on,
        "person.right_to_rent": person.right_to_rent,
        "person.right_to_rent_expires_on": person.right_to_rent_expires_on,
        "person.previous_guarantees": person.previous_guarantees,
        "person.previous_calls": person.previous_calls,
        "person.evicted_on": person.evicted_on,
        "person.current_rent_arrears": person.current_rent_arrears_pence,
        "readiness.budgeting": readiness.budgeting,
        "readiness.cooking": readiness.cooking,
        "readiness.home_care": readiness.home_care,
        "readiness.asks_for_help": readiness.asks_for_help,
        "activity": application.activity,
        "money.monthly_income": application.money.monthly_income_pence,
        "tenancy.kind": tenancy.kind,
        "tenancy.starts_on": tenancy.starts_on,
        "tenancy.rent_share": tenancy.rent_share_pence,
        "tenancy.area": tenancy.area,
        "tenancy.brma": tenancy.brma,
        "tenancy.rooms": tenancy.rooms,
    }
    return frozenset(field for field, value in known.items() if value is None)
