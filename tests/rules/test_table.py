"""The criteria table read a second time, in plain Python that shares nothing with the rules, over random people.

The reading below is written from the scheme's table alone; the values are drawn close to its boundaries.
"""

import calendar
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.decide import assess
from rules.facts import WrongInput, read_application
from rules.local_housing_allowance import weekly_rates
from rules.policy import shipped

Document = dict[str, Any]


def later(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def whole_years(born: date, day: date) -> int:
    years = 0
    if day < born:
        return -1
    while birthday(born, years + 1) <= day:
        years += 1
    return years


def day_of(text: str) -> date:
    return date.fromisoformat(text)


class Table:
    """The table's columns "met", "refer", "not_met" and "facts needed", one method and one entry a criterion."""

    def __init__(self, document: Document, today: date, policy: str) -> None:
        self.document, self.today, self.policy = document, today, policy
        self.person, self.tenancy = document["person"], document["tenancy"]
        self.law_of_2026 = policy == "kent-proposed-2026"
        self.maximum = 2 if self.law_of_2026 else 1
        born, starts = self.person["date_of_birth"], self.tenancy["starts_on"]
        self.years = whole_years(day_of(born), day_of(starts)) if born and starts else None
        self.must_ask = self.law_of_2026 and self.years is not None and 21 <= self.years < 25

    def read(self) -> dict[str, tuple[str, list[str]]]:
        """Result and missing facts of each criterion, in the table's order."""
        table = {}
        for criterion, needed in self.needed().items():
            missing = [name for name in needed if look_up(self.document, name) is None]
            table[criterion] = ("unknown", missing) if missing else (getattr(self, criterion)(), [])
        return table

    def needed(self) -> dict[str, list[str]]:
        person, tenancy = self.person, self.tenancy
        previous = person["previous_guarantees"]
        at_limit = previous is not None and previous >= self.maximum
        limited = ["person.right_to_rent_expires_on", "tenancy.starts_on"]
        near_home = tenancy["area"] in ("kent", "medway")
        needed = {
            "care_leaver": ["person.leaving_care_status", "person.responsible_authority"],
            "age": ["person.date_of_birth", "tenancy.starts_on"]
            + ["person.support_requested_on"] * self.must_ask,
            "in_touch": ["person.last_contact_on"],
            "pathway_plan": ["person.pathway_plan_reviewed_on"],
            "ready": [
                f"readiness.{skill}" for skill in ("budgeting", "cooking", "home_care", "asks_for_help")
            ],
            "activity": ["activity"],
            "tenancy_kind": ["tenancy.kind"],
            "area": ["tenancy.area"],
            "affordability": ["money.monthly_income", "tenancy.rent_share"],
            "rent_level": ["tenancy.area", "tenancy.rent_share", "tenancy.starts_on"]
            + ["tenancy.brma", "tenancy.rooms"] * near_home,
            "housing_debt": ["person.current_rent_arrears", "person.evicted_on"],
            "earlier_guarantees": ["person.previous_guarantees"] + ["person.previous_calls"] * at_limit,
            "right_to_rent": [
                "person.right_to_rent",
                *(limited if person["right_to_rent"] == "limited" else []),
            ],
        }
        return needed | ({"pilot_window": []} if self.policy == "kent-pilot" else {})

    def care_leaver(self) -> str:
        status = self.person["leaving_care_status"]
        if self.person["responsible_authority"].strip().lower() != "kent" or status == "none":
            return "not_met"
        return "met" if status in ("relevant", "former_relevant") else "refer"

    def age(self) -> str:
        assert self.years is not None
        if not 18 <= self.years < 25:
            return "not_met"
        if self.must_ask and self.person["support_requested_on"] == "never":
            return "refer"
        last = birthday(day_of(self.person["date_of_birth"]), 25)
        return "met" if later(day_of(self.tenancy["starts_on"]), 1) <= last else "refer"

    def in_touch(self) -> str:
        contact = self.person["last_contact_on"]
        return "met" if contact != "never" and self.today - day_of(contact) <= timedelta(days=56) else "refer"

    def pathway_plan(self) -> str:
        review = self.person["pathway_plan_reviewed_on"]
        return "met" if review != "never" and later(day_of(review), 6) >= self.today else "refer"

    def ready(self) -> str:
        if all(self.document["readiness"].values()):
            return "met"
        return "refer" if self.policy == "devon-like" else "not_met"

    def activity(self) -> str:
        return "refer" if self.document["activity"] == "none" else "met"

    def tenancy_kind(self) -> str:
        return "met" if self.tenancy["kind"] in ("private", "university") else "not_met"

    def area(self) -> str:
        return "met" if self.tenancy["area"] == "kent" else "refer"

    def affordability(self) -> str:
        earned, share = Decimal(self.document["money"]["monthly_income"]), Decimal(self.tenancy["rent_share"])
        if 2 * earned >= 5 * share:
            return "met"
        return "refer" if earned >= share else "not_met"

    def rent_level(self) -> str:
        if self.tenancy["area"] in ("london", "elsewhere"):
            return "refer"
        first = day_of(self.tenancy["starts_on"])
        year = first.year - (first < date(first.year, 4, 1))
        home = (f"{year}/{(year + 1) % 100:02}", self.tenancy["brma"], self.tenancy["rooms"])
        weekly = weekly_rates().get(home)
        if weekly is None:
            return "refer"
        return "met" if 12 * Decimal(self.tenancy["rent_share"]) <= 52 * Decimal(weekly) / 100 else "refer"

    def housing_debt(self) -> str:
        evicted = self.person["evicted_on"]
        if evicted != "never" and later(day_of(evicted), 24) > self.today:
            return "refer" if self.law_of_2026 else "not_met"
        return "refer" if Decimal(self.person["current_rent_arrears"]) > 0 else "met"

    def earlier_guarantees(self) -> str:
        if self.person["previous_guarantees"] < self.maximum:
            return "met"
        return "refer" if self.person["previous_calls"] == 0 else "not_met"

    def right_to_rent(self) -> str:
        right = self.person["right_to_rent"]
        if right != "limited":
            return "met" if right == "unlimited" else "not_met"
        lasts_until = day_of(self.person["right_to_rent_expires_on"])
        return "met" if lasts_until >= later(day_of(self.tenancy["starts_on"]), 12) else "refer"

    def pilot_window(self) -> str:
        return "met" if self.today <= date(2019, 5, 31) else "not_met"


def look_up(document: Document, name: str) -> Any:
    section, _, field = name.rpartition(".")
    return (document[section] if section else document)[field]


def read_the_offer(document: Document) -> dict[str, Any] | None:
    starts, born = day_of(document["tenancy"]["starts_on"]), day_of(document["person"]["date_of_birth"])
    months = max((n for n in range(13) if later(starts, n) <= birthday(born, 25)), default=0)
    if months == 0:
        return None
    cap = 6 * Decimal(document["tenancy"]["rent_share"])
    ends = later(starts, months) - timedelta(days=1)
    return {"months": months, "cap": f"{cap:.2f}", "ends_on": ends.isoformat()}


@pytest.mark.parametrize("policy", ["kent-pilot", "devon-like", "kent-proposed-2026"])
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_every_decision_is_what_the_table_says(
    policy: str, people: st.SearchStrategy[tuple[Document, date]], data: st.DataObject
) -> None:
    document, today = data.draw(people)
    decision = assess(read_application(document), shipped(policy), today, as_if_in_force=True).document()
    table = Table(document, today, policy).read()
    results = [result for result, _ in table.values()]
    missing = list(dict.fromkeys(name for _, names in table.values() for name in names))
    outcome = (
        "ineligible"
        if "not_met" in results
        else "incomplete"
        if "unknown" in results
        else "refer"
        if "refer" in results
        else "eligible"
    )
    assert [(one["criterion"], one["result"]) for one in decision["findings"]] == [
        (criterion, result) for criterion, (result, _) in table.items()
    ]
    assert decision["missing"] == missing
    assert decision["outcome"] == outcome
    in_principle = (
        "not_met" not in results and bool(missing) and all(n.startswith("tenancy.") for n in missing)
    )
    assert decision["in_principle"] is in_principle
    assert decision["offer"] == (read_the_offer(document) if outcome in ("eligible", "refer") else None)


@given(st.sampled_from(["kent-pilot", "devon-like"]), st.dates(date(2000, 1, 1), date(2018, 5, 31)))
@settings(max_examples=20, deadline=None)
def test_a_day_before_the_policy_is_in_force_is_refused(policy: str, day: date) -> None:
    with pytest.raises(WrongInput, match="assessed_on"):
        assess(read_application({"reference": "TEST-1"}), shipped(policy), day)
