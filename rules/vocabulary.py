"""The words a policy may use: the fields of an application and the facts derived from them.

Knows each field's plain name and who usually holds it, and each fact's kind, unit, fields and codes. Knows no
threshold and computes nothing: `derive` gives the facts their values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

Value = int | bool | str | date | None
"""Of a fact: None where a field it needs is missing, or where it has no meaning (days since a contact never
had).
"""

Group = Literal["citizen", "uasc"]
LeavingCareStatus = Literal["eligible", "relevant", "former_relevant", "qualifying", "none"]
RightToRent = Literal["unlimited", "limited", "none"]
Activity = Literal["employment", "apprenticeship", "education", "training", "none"]
Letting = Literal["private", "university", "social", "supported", "lodging"]
Area = Literal["kent", "medway", "london", "elsewhere"]
Rooms = Literal["shared", "1-bed", "2-bed"]

HOMES: Mapping[str, str] = {
    "shared": "a room in a shared home",
    "1-bed": "one bedroom",
    "2-bed": "two bedrooms",
}

Kind = Literal["whole", "yes_no", "code", "date", "text"]
"""whole: an integer in the fact's unit (sums in pence). code: one of listed words. text: for sentences only,
never compared.
"""


@dataclass(frozen=True, slots=True)
class FieldWords:
    """A field of the application in plain words, and who usually holds what it asks for."""

    words: str
    holder: str


ADVISER = "the personal adviser"
YOUNG_PERSON = "the young person"
LANDLORD = "the landlord or agent"
TEAM = "the 18plus accommodation team"
FINANCE = "the finance team"

FIELDS: Mapping[str, FieldWords] = {
    "person.date_of_birth": FieldWords("date of birth", ADVISER),
    "person.leaving_care_status": FieldWords("leaving care status", ADVISER),
    "person.responsible_authority": FieldWords("responsible council", ADVISER),
    "person.last_contact_on": FieldWords("day of the last contact", ADVISER),
    "person.pathway_plan_reviewed_on": FieldWords("day of the last pathway plan review", ADVISER),
    "person.support_requested_on": FieldWords("day support was asked for", ADVISER),
    "person.right_to_rent": FieldWords("right to rent", YOUNG_PERSON),
    "person.right_to_rent_expires_on": FieldWords("last day of the right to rent", YOUNG_PERSON),
    "person.previous_guarantees": FieldWords("number of earlier guarantees", TEAM),
    "person.previous_calls": FieldWords("number of earlier calls", FINANCE),
    "person.evicted_on": FieldWords("day of any eviction", ADVISER),
    "person.current_rent_arrears": FieldWords("rent owed now", YOUNG_PERSON),
    "readiness.budgeting": FieldWords("budgeting", ADVISER),
    "readiness.cooking": FieldWords("cooking", ADVISER),
    "readiness.home_care": FieldWords("looking after a home", ADVISER),
    "readiness.asks_for_help": FieldWords("asking for help", ADVISER),
    "activity": FieldWords("work or learning", ADVISER),
    "money.monthly_income": FieldWords("income a month", YOUNG_PERSON),
    "tenancy.kind": FieldWords("kind of letting", LANDLORD),
    "tenancy.starts_on": FieldWords("first day of the tenancy", LANDLORD),
    "tenancy.rent_share": FieldWords("rent share", LANDLORD),
    "tenancy.area": FieldWords("area of the home", LANDLORD),
    "tenancy.brma": FieldWords("rental market area", LANDLORD),
    "tenancy.rooms": FieldWords("number of rooms", LANDLORD),
}
"""The fields a criterion may need, in the order of the input document."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that conditions compare and sentences show, derived from the named fields."""

    kind: Kind
    needs: tuple[str, ...]
    unit: str = ""
    codes: tuple[str, ...] = ()
    least: int | None = 0
    given: str = ""


def _whole(unit: str, *needs: str, least: int | None = 0, given: str = "") -> Fact:
    return Fact("whole", needs, unit, least=least, given=given)


def _yes_no(*needs: str) -> Fact:
    return Fact("yes_no", needs)


def _code(needs: str, words: Any) -> Fact:
    return Fact("code", (needs,), codes=get_args(words))


def _date(*needs: str, given: str = "") -> Fact:
    return Fact("date", needs, "date", given=given)


def _text(*needs: str) -> Fact:
    return Fact("text", needs)


_BORN, _STARTS = "person.date_of_birth", "tenancy.starts_on"
_CONTACT, _PLAN, _EVICTED = "person.last_contact_on", "person.pathway_plan_reviewed_on", "person.evicted_on"
_SUPPORT, _EXPIRES = "person.support_requested_on", "person.right_to_rent_expires_on"
_READY = ("readiness.budgeting", "readiness.cooking", "readiness.home_care", "readiness.asks_for_help")
_INCOME, _SHARE = "money.monthly_income", "tenancy.rent_share"
_HOME = ("tenancy.brma", "tenancy.rooms", _STARTS)

FACTS: Mapping[str, Fact] = {
    "assessed_on": _date(),
    "leaving_care_status": _code("person.leaving_care_status", LeavingCareStatus),
    "responsible_authority": _text("person.responsible_authority"),
    "kent_is_responsible": _yes_no("person.responsible_authority"),
    "starts_on": _date(_STARTS),
    "age_at_start": _whole("years", _BORN, _STARTS, least=None),
    "months_to_end_age": _whole("months", _BORN, _STARTS, least=None),
    "ever_in_touch": _yes_no(_CONTACT),
    "last_contact_on": _date(_CONTACT, given="ever_in_touch"),
    "days_since_contact": _whole("days", _CONTACT, given="ever_in_touch"),
    "plan_ever_reviewed": _yes_no(_PLAN),
    "pathway_plan_reviewed_on": _date(_PLAN, given="plan_ever_reviewed"),
    "months_since_plan_review": _whole("months", _PLAN, given="plan_ever_reviewed"),
    "ever_asked_for_support": _yes_no(_SUPPORT),
    "support_requested_on": _date(_SUPPORT, given="ever_asked_for_support"),
    "budgeting": _yes_no(_READY[0]),
    "cooking": _yes_no(_READY[1]),
    "home_care": _yes_no(_READY[2]),
    "asks_for_help": _yes_no(_READY[3]),
    "not_ready_for": _text(*_READY),
    "activity": _code("activity", Activity),
    "tenancy_kind": _code("tenancy.kind", Letting),
    "area": _code("tenancy.area", Area),
    "monthly_income": _whole("pounds", _INCOME),
    "rent_share": _whole("pounds", _SHARE, least=1),
    "income_percent_of_rent": _whole("percent", _INCOME, _SHARE),
    "lha_held": _yes_no(*_HOME),
    "lha_monthly": _whole("pounds", *_HOME, given="lha_held"),
    "lha_shared_monthly": _whole("pounds", *_HOME, given="lha_held"),
    "lha_home": _text(*_HOME),
    "financial_year": _text(_STARTS),
    "rent_above_lha": _whole("pounds", _SHARE, *_HOME, least=None, given="lha_held"),
    "rent_above_lha_yearly": _whole("pounds", _SHARE, *_HOME, least=None, given="lha_held"),
    "current_rent_arrears": _whole("pounds", "person.current_rent_arrears"),
    "ever_evicted": _yes_no(_EVICTED),
    "evicted_on": _date(_EVICTED, given="ever_evicted"),
    "months_since_eviction": _whole("months", _EVICTED, given="ever_evicted"),
    "previous_guarantees": _whole("guarantees", "person.previous_guarantees"),
    "previous_calls": _whole("calls", "person.previous_calls"),
    "right_to_rent": _code("person.right_to_rent", RightToRent),
    "right_to_rent_expires_on": _date(_EXPIRES),
    "right_to_rent_months": _whole("months", _EXPIRES, _STARTS, least=None),
}
"""Every fact a policy may use. `least` is the smallest value it can have (None: it may be negative); `given`
names the yes-or-no fact without which it has no meaning.
"""

FACT_WORDS: Mapping[str, str] = {
    "assessed_on": "the day of the assessment",
    "leaving_care_status": "the leaving care status",
    "starts_on": "the tenancy's first day",
    "age_at_start": "the age on the tenancy's first day",
    "months_to_end_age": "the time from the first day to the last birthday that counts",
    "last_contact_on": "the day of the last contact",
    "days_since_contact": "the time since the last contact",
    "pathway_plan_reviewed_on": "the day of the last pathway plan review",
    "months_since_plan_review": "the time since the last pathway plan review, a month begun counted whole,",
    "support_requested_on": "the day support was asked for",
    "activity": "work or learning",
    "tenancy_kind": "the letting",
    "area": "the area of the home",
    "monthly_income": "the income a month",
    "rent_share": "the rent share",
    "income_percent_of_rent": "the income as a percentage of the rent share",
    "lha_monthly": "the Local Housing Allowance a month",
    "lha_shared_monthly": "the Local Housing Allowance a month for a room in a shared home",
    "rent_above_lha": "the rent share less the Local Housing Allowance, a month,",
    "rent_above_lha_yearly": "the rent share less the Local Housing Allowance, over a year,",
    "current_rent_arrears": "the rent owed now",
    "evicted_on": "the day of the eviction",
    "months_since_eviction": "the time since the eviction, in whole months,",
    "previous_guarantees": "the number of earlier guarantees",
    "previous_calls": "the number of calls on earlier guarantees",
    "right_to_rent": "the right to rent",
    "right_to_rent_expires_on": "the last day of the right to rent",
    "right_to_rent_months": "the time from the tenancy's first day to the end of the right to rent",
}
"""Every fact that is compared by size or by code, in words that can begin a sentence."""

YES_NO_WORDS: Mapping[str, tuple[str, str]] = {
    "kent_is_responsible": ("Kent is responsible", "another council is responsible"),
    "ever_in_touch": ("there was ever a contact", "there was never a contact"),
    "plan_ever_reviewed": ("the pathway plan was ever reviewed", "the pathway plan was never reviewed"),
    "ever_asked_for_support": ("support was asked for", "support was never asked for"),
    "budgeting": ("the young person can budget", "the young person cannot budget yet"),
    "cooking": ("the young person can cook", "the young person cannot cook yet"),
    "home_care": ("the young person can look after a home", "the young person cannot look after a home yet"),
    "asks_for_help": ("the young person asks for help", "the young person does not ask for help yet"),
    "lha_held": ("a Local Housing Allowance is held", "no Local Housing Allowance is held"),
    "ever_evicted": ("there was ever an eviction", "there was never an eviction"),
}
"""Every yes-or-no fact in words, for yes and for no."""
