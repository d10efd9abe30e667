"""The whole path on SQLite and on PostgreSQL alike, from an application to an erased person."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from guarantor.domain.access import Role
from guarantor.domain.dates import Month
from guarantor.domain.refusals import AlreadyDone, KeyUsedBefore, NoPlaceFree, SamePerson
from guarantor.services.acting.office import Person
from guarantor.services.casework import showing
from guarantor.services.data_protection import erasure
from guarantor.services.finance import month_close
from guarantor.services.finance.balances import balances
from guarantor.services.finance.exposure import exposure, exposure_by
from guarantor.services.finance.waterfall import waterfall_document
from guarantor.services.paying import payments
from guarantor.services.rent_record import rent
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.databases import KINDS
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.claiming import C, G
from tests.services.stories import day, issue

JULY = Month(2018, 7)


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Both kinds."""
    return str(request.param)


def test_a_claim_is_paid_and_every_sum_is_right(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    shown = showing.guarantee(rehearsal.office, G)
    assert (shown["status"], shown["paid"], shown["remaining"]) == ("active", "1040.00", "2080.00")
    held = {row["account"]: row["balance"] for row in balances(rehearsal.office)}
    assert (held["commitment"], held["claims_payable"]) == ("2080.00", "0.00")
    assert exposure(rehearsal.office, day("2018-11-30"))["remaining"] == "2080.00"
    assert rent.statement(rehearsal.office, G, day("2018-11-30"))["met_by_council"] == "1040.00"


def test_the_same_acts_are_refused(begin: Begin) -> None:
    rehearsal = begin(_one_place_and_a_paid_claim)
    office = rehearsal.office
    with pytest.raises(NoPlaceFree):
        issue(rehearsal, "RG-0002")
    assert payments.pay(office, rehearsal.fay, C, "BACS-1", day("2018-11-10"))["paid"] == "1040.00"
    rehearsal.charge(G, "2018-11-01", "2018-12-01")
    second = rehearsal.accepted_claim(G, {"2018-11": 52_000, "2018-12": 52_000}, on="2018-12-05")
    with pytest.raises(KeyUsedBefore):
        payments.pay(office, rehearsal.fay, second, "BACS-1", day("2018-12-10"))
    stories.given_role(rehearsal, rehearsal.ann, Role.FINANCE)
    with pytest.raises(SamePerson):
        payments.pay(office, rehearsal.ann, second, "BACS-2", day("2018-12-10"))


def test_the_days_pass_and_the_person_is_erased(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    done = daily.run(rehearsal.office, day("2019-09-01"))
    besides_tasks = [each for each in done if "task" not in each]
    assert besides_tasks == [
        {"guarantee_ref": G, "ended": "term_reached"},
        {"guarantee_ref": G, "released": True},
    ]
    assert daily.run(rehearsal.office, day("2019-09-01")) == []
    assert erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", day("2026-01-01"))["erased"] > 5
    assert set(showing.case(rehearsal.office, "RG-0001")["young_person"].values()) == {None}


def test_a_month_is_closed_once_whoever_closes_it_at_once_and_stays_as_it_was_printed(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    rehearsal.clock.instant += dt.timedelta(hours=1)

    def close(person: Person) -> str:
        try:
            return str(month_close.close(rehearsal.office, person, JULY, day("2018-08-01"))["month"])
        except AlreadyDone:
            return "closed before"

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(close, [rehearsal.fay, rehearsal.finn])) == ["2018-07", "closed before"]
    printed = month_close.closed(rehearsal.office, JULY)
    known_at = rehearsal.clock.instant
    rehearsal.clock.instant += dt.timedelta(hours=1)
    stories.end_early(rehearsal, G, "2018-07-20")
    assert month_close.closed(rehearsal.office, JULY) == printed
    assert month_close.recheck(rehearsal.office, JULY)["same"]
    on = day("2018-07-31")
    assert exposure(rehearsal.office, on)["in_force"] == 0
    assert exposure(rehearsal.office, on, known_at)["in_force"] == 1
    assert exposure_by(rehearsal.office, "age", on, known_at)["rows"][0]["age"] == "19"
    (july,) = waterfall_document(rehearsal.office, JULY, JULY)["months"]
    assert (july["closed"], july["commitment"]["closing"]) == (True, "3120.00")


@after(stories.hired)
def _one_place_and_a_paid_claim(rehearsal: Rehearsal) -> None:
    rehearsal.adopt(places=1)
    rehearsal.active_guarantee()
    rehearsal.approved_case("RG-0002")
    rehearsal.charge(G, "2018-09-01", "2018-10-01")
    rehearsal.paid_claim(G, stories.SEPTEMBER_AND_OCTOBER)
