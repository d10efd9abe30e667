"""What the tests of the rules share: a synthetic applicant who is eligible, and short ways to vary and judge one.

Every person here is invented.
"""

import copy
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st

from rules.decide import Decision, assess
from rules.facts import read_application
from rules.findings import Finding
from rules.months import add_months
from rules.policy import shipped
from rules.pounds import pounds

Document = dict[str, Any]

_ELIGIBLE: Document = {
    "reference": "TEST-1",
    "person": {
        "date_of_birth": "1999-03-14",
        "group": "citizen",
        "leaving_care_status": "former_relevant",
        "responsible_authority": "Kent",
        "last_contact_on": "2018-06-20",
        "pathway_plan_reviewed_on": "2018-03-01",
        "support_requested_on": None,
        "right_to_rent": "unlimited",
        "right_to_rent_expires_on": None,
        "previous_guarantees": 0,
        "previous_calls": None,
        "evicted_on": "never",
        "current_rent_arrears": "0.00",
    },
    "readiness": {"budgeting": True, "cooking": True, "home_care": True, "asks_for_help": True},
    "activity": "employment",
    "money": {"monthly_income": "1300.00"},
    "tenancy": {
        "kind": "private",
        "starts_on": "2018-08-01",
        "monthly_rent": "520.00",
        "rent_share": "520.00",
        "brma": "Canterbury",
        "area": "kent",
        "rooms": "1-bed",
    },
}


def _vary(changes: Mapping[str, Any]) -> Document:
    document = copy.deepcopy(_ELIGIBLE)
    for path, value in changes.items():
        section, _, name = path.rpartition(".")
        (document[section] if section else document)[name] = value
    return document


@pytest.fixture(scope="session")
def vary() -> Callable[[Mapping[str, Any]], Document]:
    """The eligible applicant's document with some fields set, named like "tenancy.starts_on"."""
    return _vary


@pytest.fixture(scope="session")
def judge() -> Callable[..., Decision]:
    """The decision on the eligible applicant with some fields set."""

    def judge(
        changes: Mapping[str, Any], policy: str = "kent-pilot", on: date = date(2018, 7, 2), **how: Any
    ) -> Decision:
        return assess(read_application(_vary(changes)), shipped(policy), on, **how)

    return judge


@pytest.fixture(scope="session")
def finding(judge: Callable[..., Decision]) -> Callable[..., Finding]:
    """One criterion's finding on the eligible applicant with some fields set."""

    def finding(criterion: str, changes: Mapping[str, Any], *where: Any, **how: Any) -> Finding:
        decision = judge(changes, *where, **how)
        return next(one for one in decision.findings if one.criterion == criterion)

    return finding


def near(*days: date) -> st.SearchStrategy[str]:
    return st.builds(
        lambda day, apart: (day + timedelta(days=apart)).isoformat(),
        st.sampled_from(days),
        st.sampled_from((-31, -2, -1, 0, 1, 2, 31)),
    )


def perhaps(values: st.SearchStrategy[Any], missing: int) -> st.SearchStrategy[Any]:
    """The values, or now and then nothing (one in `missing`)."""
    return st.integers(1, missing).flatmap(lambda draw: st.none() if draw == 1 else values)


TODAYS = [date(2018, 6, 1), date(2018, 8, 31), date(2019, 2, 28), date(2019, 5, 31), date(2019, 6, 1)]
STARTS = [date(2018, 8, 31), date(2020, 2, 29)]
SHARES = [50000, 53672, 53673, 37396, 58656, 1]


def _homes(
    starts: date, share: int, often: Callable[..., st.SearchStrategy[Any]]
) -> dict[str, st.SearchStrategy[Any]]:
    """What each field of the tenancy is drawn from."""
    return {
        "kind": often("private", "university", "social", "supported", "lodging"),
        "starts_on": st.just(starts.isoformat()),
        "monthly_rent": st.just(pounds(share + 1000)),
        "rent_share": st.just(pounds(share)),
        "area": often("kent", "medway", "london", "elsewhere"),
        "brma": st.sampled_from(["Canterbury", "Thanet", "Medway & Swale"]),
        "rooms": st.sampled_from(["shared", "1-bed", "2-bed"]),
    }


@st.composite
def _people(draw: st.DrawFn) -> tuple[Document, date]:
    """An application drawn around every boundary of the table, and the day of its assessment."""
    today = draw(st.sampled_from(TODAYS))
    rare, plain = draw(st.sampled_from((3, 40, 10**6))), draw(st.sampled_from((1, 10, 100)))
    starts = draw(st.dates(today, today + timedelta(days=400)) | st.sampled_from(STARTS))
    share = draw(st.sampled_from(SHARES) | st.integers(20000, 90000))

    def some(values: st.SearchStrategy[Any]) -> Any:
        return draw(perhaps(values, rare))

    def often(good: Any, *others: Any) -> st.SearchStrategy[Any]:
        return st.sampled_from([good] * plain + list(others))

    def event(good: date, *boundaries: date) -> st.SearchStrategy[str]:
        close = near(*boundaries).filter(lambda text: date.fromisoformat(text) <= today) | st.just("never")
        return st.integers(0, plain).flatmap(lambda draw: close if draw == 0 else st.just(good.isoformat()))

    age = draw(st.sampled_from([18, 21, 25]))
    births = (
        near(add_months(starts, -12 * age))
        | st.dates(date(1993, 6, 1), date(2000, 6, 1)).map(str)
        | st.just("1996-02-29")
    )
    incomes = [share - 1, share, 5 * share // 2 - 1, 5 * share // 2, 5 * share // 2 + 1]
    flags = st.sampled_from([True] * plain + [False])
    document = {
        "reference": "TEST-1",
        "person": {
            "date_of_birth": some(births.filter(lambda text: date.fromisoformat(text) <= today)),
            "leaving_care_status": some(
                often("relevant", "former_relevant", "eligible", "qualifying", "none")
            ),
            "responsible_authority": some(often("Kent", " KENT ", "kent", "Medway", "Kent County")),
            "last_contact_on": some(event(today, today - timedelta(days=56), today)),
            "pathway_plan_reviewed_on": some(event(today, add_months(today, -6), today)),
            "support_requested_on": some(event(today, today)),
            "right_to_rent": some(often("unlimited", "limited", "none") | st.just("limited")),
            "right_to_rent_expires_on": some(near(add_months(starts, 12), starts)),
            "previous_guarantees": some(often(0, 1, 2, 3)),
            "previous_calls": some(often(0, 1)),
            "evicted_on": some(st.just("never") | event(add_months(today, -30), add_months(today, -24))),
            "current_rent_arrears": some(often("0.00", "0.01", "250")),
        },
        "readiness": {name: some(flags) for name in ("budgeting", "cooking", "home_care", "asks_for_help")},
        "activity": some(often("education", "employment", "apprenticeship", "training", "none")),
        "money": {"monthly_income": some(often(3 * share, *incomes).map(pounds))},
        "tenancy": {name: some(values) for name, values in _homes(starts, share, often).items()},
    }
    return document, today


@pytest.fixture(scope="session")
def people() -> st.SearchStrategy[tuple[Document, date]]:
    """Applications drawn around every boundary of the table, each with the day of its assessment."""
    return _people()
