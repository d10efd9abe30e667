"""Places, ceiling and yearly budget: reached and not passed."""

import datetime as dt

import pytest

from guarantor.domain.refusals import (
    BudgetUsedUp,
    CeilingPassed,
    NoPlaceFree,
)
from guarantor.services.adoption import programmes
from guarantor.services.adoption.programmes import Adoption
from guarantor.services.casework import showing
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.stories import approve, day, issue
from tests.watching import asked, refused

CAP_PENCE = 312_000


# ---- places


def test_the_last_place_is_given_and_no_more(begin: Begin) -> None:
    rehearsal = begin(_two_places_three_approved)
    assert issue(rehearsal, "RG-0001")["guarantee_ref"] == "RG-0001/1"
    assert issue(rehearsal, "RG-0002")["guarantee_ref"] == "RG-0002/1"
    with refused(rehearsal.url, NoPlaceFree) as caught:
        issue(rehearsal, "RG-0003")
    assert "2 places" in str(caught.value)
    assert showing.case(rehearsal.office, "RG-0003")["status"] == "approved"


def test_an_offer_that_lapsed_gives_its_place_to_the_next(begin: Begin) -> None:
    rehearsal = begin(_two_places_three_approved)
    issue(rehearsal, "RG-0001")
    issue(rehearsal, "RG-0002")
    daily.run(rehearsal.office, day("2018-08-03"))
    assert issue(rehearsal, "RG-0003", on="2018-08-03")["guarantee_ref"] == "RG-0003/1"


def test_a_guarantee_that_ended_keeps_its_place(begin: Begin) -> None:
    rehearsal = begin(_two_places_three_approved)
    issue(rehearsal, "RG-0001")
    issue(rehearsal, "RG-0002")
    rehearsal.ended_early("RG-0001/1", "2018-07-20")
    with refused(rehearsal.url, NoPlaceFree):
        issue(rehearsal, "RG-0003", on="2018-07-21")


def test_a_programme_that_is_not_in_force_yet_gives_no_place(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    next_year = Adoption("kent-pilot", 5, dt.date(2019, 1, 1), "Panel, 6 December 2018, item 4")
    rehearsal.confirmed(
        programmes.propose_adoption(rehearsal.office, rehearsal.ann, next_year), rehearsal.abe
    )
    issue(rehearsal)
    held = asked(rehearsal.url, "SELECT programme FROM place WHERE guarantee_ref = 'RG-0001/1'")
    assert held == [("kent-pilot-1",)]


# ---- ceiling


@pytest.mark.parametrize(
    ("ceiling_pence", "fit"),
    [(CAP_PENCE - 1, 0), (CAP_PENCE, 1), (2 * CAP_PENCE - 1, 1), (2 * CAP_PENCE, 2)],
)
def test_remaining_caps_may_reach_the_ceiling_and_not_pass_it(
    begin: Begin, ceiling_pence: int, fit: int
) -> None:
    rehearsal = begin(stories.hired)
    rehearsal.adopt(places=3, ceiling_pence=ceiling_pence)
    refs = ("RG-0001", "RG-0002", "RG-0003")
    for ref in refs:
        rehearsal.approved_case(ref)
    for ref in refs[:fit]:
        issue(rehearsal, ref)
    with refused(rehearsal.url, CeilingPassed) as caught:
        issue(rehearsal, refs[fit])
    assert caught.value == CeilingPassed(ceiling_pence, fit * CAP_PENCE, CAP_PENCE)


def test_what_was_called_or_released_makes_room_under_the_ceiling(begin: Begin) -> None:
    rehearsal = begin(_ceiling_of_one_cap_with_a_claim_accepted)
    with refused(rehearsal.url, CeilingPassed) as caught:
        issue(rehearsal, "RG-0002", on="2018-11-05")
    assert isinstance(caught.value, CeilingPassed)
    assert caught.value.committed_pence == CAP_PENCE - 104_000
    assert issue(rehearsal, "RG-0003", on="2018-11-05")["cap"] == "1039.98"


def test_another_programmes_caps_do_not_count_under_the_ceiling(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    rehearsal.adopt(places=1, ceiling_pence=CAP_PENCE)
    rehearsal.approved_case("RG-0002")
    assert issue(rehearsal, "RG-0002")["cap"] == "3120.00"


# ---- budget


@pytest.mark.parametrize(
    ("on", "budget_pence", "stops"),
    [
        ("2019-03-31", 104_000, False),
        ("2019-03-31", 103_999, True),
        ("2019-04-01", 103_999, False),
    ],
)
def test_accepted_claims_of_the_financial_year_may_reach_the_budget_and_not_pass_it(
    begin: Begin, on: str, budget_pence: int, stops: bool
) -> None:
    rehearsal = begin(stories.hired)
    rehearsal.adopt(places=3, budget_pence=budget_pence)
    rehearsal.active_guarantee("RG-0002")
    rehearsal.charge("RG-0002/1", "2018-09-01", "2018-10-01")
    rehearsal.accepted_claim("RG-0002/1", stories.SEPTEMBER_AND_OCTOBER)
    approve(rehearsal, {"tenancy.starts_on": "2018-12-01"}, "in_touch", "pathway_plan")
    if not stops:
        assert issue(rehearsal, on=on)["cap"] == "3120.00"
        return
    with refused(rehearsal.url, BudgetUsedUp) as caught:
        issue(rehearsal, on=on)
    assert caught.value == BudgetUsedUp(103_999, 104_000, "2018/19")


@after(stories.hired)
def _two_places_three_approved(rehearsal: Rehearsal) -> None:
    rehearsal.adopt(places=2)
    for ref in ("RG-0001", "RG-0002", "RG-0003"):
        rehearsal.approved_case(ref)


@after(stories.hired)
def _ceiling_of_one_cap_with_a_claim_accepted(rehearsal: Rehearsal) -> None:
    rehearsal.adopt(places=3, ceiling_pence=CAP_PENCE)
    rehearsal.active_guarantee("RG-0001")
    rehearsal.charge("RG-0001/1", "2018-09-01", "2018-10-01")
    rehearsal.accepted_claim("RG-0001/1", stories.SEPTEMBER_AND_OCTOBER)
    for ref, share in {"RG-0002": "173.34", "RG-0003": "173.33"}.items():
        changes = {"tenancy.starts_on": "2018-12-01", "tenancy.rent_share": share}
        approve(rehearsal, changes, "in_touch", "pathway_plan", ref=ref)
