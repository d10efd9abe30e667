"""Exposure and balances against a second, plain calculation over the bare rows, on days before, between and after."""

import datetime as dt
from typing import Any

import pytest

from guarantor.domain.lifecycle import EndReason
from guarantor.domain.money import pounds
from guarantor.services.claiming import claims
from guarantor.services.data_protection import erasure
from guarantor.services.finance.balances import balances
from guarantor.services.finance.exposure import exposure, exposure_by
from guarantor.services.paying import payments
from guarantor.services.rent_record import rent
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.reckoning import exposure_by_hand
from tests.rehearsing import Rehearsal, Story, after
from tests.services import stories
from tests.services.stories import day, end_early

G = "RG-0001/1"
ALL = [
    Rehearsal.staff,
    stories.offered,
    stories.active,
    stories.charged,
    stories.lodged,
    stories.accepted,
    stories.paid,
    stories.ended,
]


def _agree(rehearsal: Rehearsal, on: str) -> None:
    expected = exposure_by_hand(rehearsal.url, on)
    found = exposure(rehearsal.office, day(on))
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize("story", ALL)
@pytest.mark.parametrize("on", ["2018-07-04", "2018-07-05", "2018-10-31", "2018-11-08", "2019-04-30"])
def test_exposure_equals_a_second_plain_calculation(begin: Begin, story: Story, on: str) -> None:
    _agree(begin(story), on)


@pytest.mark.parametrize(
    "on",
    [
        "2018-07-05",
        "2018-08-02",
        "2018-08-03",
        "2018-10-14",
        "2018-10-15",
        "2018-11-06",
        "2018-11-13",
        "2019-09-01",
    ],
)
def test_it_does_so_with_guarantees_in_every_state(begin: Begin, on: str) -> None:
    _agree(begin(_one_of_each), on)


def test_arrears_and_silence_are_those_of_the_rent_records_in_force(begin: Begin) -> None:
    rehearsal = begin(_one_of_each)
    on = day("2018-10-10")
    found = exposure(rehearsal.office, on)
    each = [rent.statement(rehearsal.office, f"RG-000{number}/1", on) for number in (1, 2, 3)]
    assert found["arrears"] == _sum(each, "arrears") == "1560.00"
    assert found["not_heard_of"] == _sum(each, "not_heard_of") == "520.00"
    assert found["in_arrears"] == 2


@pytest.mark.parametrize("story", ALL)
def test_what_is_debited_is_credited(begin: Begin, story: Story) -> None:
    signed = {"debit": 1, "credit": -1}
    rows = balances(begin(story).office)
    assert sum(signed[row["grows_on"]] * float(row["balance"]) for row in rows) == 0


@pytest.mark.parametrize("memorandum", [True, False])
def test_memorandum_accounts_and_the_councils_money_balance_apart(begin: Begin, memorandum: bool) -> None:
    signed = {"debit": 1, "credit": -1}
    rows = [row for row in balances(begin(stories.paid).office) if row["memorandum"] is memorandum]
    assert sum(signed[row["grows_on"]] * float(row["balance"]) for row in rows) == 0


def test_balances_on_a_day_leave_out_what_happened_later(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    payable = {
        on: {row["account"]: row["balance"] for row in balances(rehearsal.office, day(on))}["claims_payable"]
        for on in ("2018-11-04", "2018-11-05", "2018-11-09", "2018-11-10")
    }
    assert payable == {
        "2018-11-04": "0.00",
        "2018-11-05": "1040.00",
        "2018-11-09": "1040.00",
        "2018-11-10": "0.00",
    }


def test_balances_as_known_at_an_instant_leave_out_what_was_recorded_later(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    known_at = rehearsal.clock.instant
    rehearsal.clock.instant = known_at + dt.timedelta(days=1)
    rehearsal.charge(G, "2018-08-01")
    rows = {row["account"]: row["balance"] for row in balances(rehearsal.office, None, known_at)}
    assert (rows["commitment"], rows["rent_due"]) == ("3120.00", "0.00")
    rows = {
        row["account"]: row["balance"] for row in balances(rehearsal.office, None, rehearsal.clock.instant)
    }
    assert rows["rent_due"] == "520.00"


def test_an_offer_is_counted_apart_until_the_last_of_the_three_has_signed(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    told = {on: exposure(rehearsal.office, day(on)) for on in ("2018-07-04", "2018-07-05", "2018-07-06")}
    counted = [(each["guarantees"], each["offered"], each["in_force"]) for each in told.values()]
    assert counted == [(0, 0, 0), (1, 1, 0), (1, 0, 1)]
    offered, active = told["2018-07-05"], told["2018-07-06"]
    assert (offered["guaranteed"], offered["remaining_offered"]) == ("0.00", "3120.00")
    assert (active["guaranteed"], active["remaining_offered"]) == ("3120.00", "0.00")
    assert offered["remaining"] == active["remaining"] == "3120.00"


def test_what_is_known_of_the_rent_goes_from_silence_to_arrears_and_to_confirmed(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    office, on = rehearsal.office, day("2018-09-20")

    def word() -> str:
        rent_of = exposure(office, on)["rent"]
        (found,) = [name for name, each in rent_of.items() if each["guarantees"]]
        return str(found)

    assert word() == "nothing_due"
    rehearsal.charge(G, "2018-09-01")
    assert word() == "not_heard_of"
    (september,) = stories.lines({"2018-09": 0})
    rent.state(office, rehearsal.cora, G, september, "missed", day("2018-09-10"))
    assert word() == "in_arrears"
    rent.pay(office, rehearsal.cora, G, day("2018-09-15"), 51_999, "tenant", day("2018-09-15"), None)
    assert word() == "in_arrears"
    rent.pay(office, rehearsal.cora, G, day("2018-09-20"), 1, "benefit", day("2018-09-20"), None)
    assert word() == "confirmed"
    assert exposure(office, on)["rent"]["confirmed"]["rent"] == "520.00"


@pytest.mark.parametrize(("on", "age"), [("2019-03-13", "19"), ("2019-03-14", "20")])
def test_the_age_is_that_of_the_day(begin: Begin, on: str, age: str) -> None:
    (row,) = exposure_by(begin(stories.active).office, "age", day(on))["rows"]
    assert (row["age"], row["in_force"]) == (age, 1)


def test_after_an_erasure_nobody_knows_the_age(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    stories.end_early(rehearsal, G, "2018-10-15")
    erasure.erase_person(rehearsal.office, rehearsal.bo, "RG-0001", day("2026-01-01"))
    (row,) = exposure_by(rehearsal.office, "age", day("2018-09-01"))["rows"]
    assert row["age"] == "not known"


@pytest.mark.parametrize(
    ("starts_on", "quarter"),
    [("2018-07-02", "2019/20 Q2"), ("2018-07-01", "2019/20 Q1"), ("2018-04-02", "2019/20 Q1")],
)
def test_the_expiry_is_the_quarter_of_the_financial_year_in_which_the_term_ends(
    begin: Begin, starts_on: str, quarter: str
) -> None:
    rehearsal = begin(Rehearsal.staff)
    rehearsal.active_guarantee(changes={"tenancy.starts_on": starts_on})
    (row,) = exposure_by(rehearsal.office, "expiry", day("2018-08-01"))["rows"]
    assert row["expiry"] == quarter


def test_the_councils_payment_is_not_there_before_its_day(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    before, after = (rent.statement(rehearsal.office, G, day(on)) for on in ("2018-11-09", "2018-11-10"))
    assert (before["met_by_council"], after["met_by_council"]) == ("0.00", "1040.00")
    assert [each["unpaid"] for each in before["charges"]] == ["520.00"] * 4
    assert [each["unpaid"] for each in after["charges"]] == ["520.00", "0.00", "0.00", "520.00"]


def _sum(statements: list[dict[str, Any]], name: str) -> str:
    return pounds(sum(round(float(each[name]) * 100) for each in statements))


@after(Rehearsal.staff)
def _one_of_each(rehearsal: Rehearsal) -> None:
    """RG-0001 with a claim paid, RG-0002 in arrears, RG-0003 silent then ended, RG-0004 lapsed, RG-0005 released."""
    office = rehearsal.office
    for ref in ("RG-0001", "RG-0002", "RG-0003"):
        rehearsal.active_guarantee(ref)
    rehearsal.offered_guarantee("RG-0004")
    rehearsal.offered_guarantee("RG-0005")
    rehearsal.ended_early("RG-0005/1", "2018-07-20", EndReason.RELEASED_BY_LANDLORD)
    daily.run(office, day("2018-08-03"))
    rehearsal.charge(G, "2018-09-01", "2018-10-01")
    rehearsal.charge("RG-0002/1", "2018-09-01", "2018-10-01")
    rehearsal.charge("RG-0003/1", "2018-10-01")
    for month in stories.lines({"2018-09": 0}):
        rent.state(office, rehearsal.cora, "RG-0002/1", month, "missed", day("2018-09-10"))
    rent.pay(
        office, rehearsal.cora, "RG-0002/1", day("2018-10-02"), 52_000, "tenant", day("2018-10-02"), None
    )
    for month in stories.lines({"2018-10": 0}):
        rent.state(office, rehearsal.cora, "RG-0002/1", month, "missed", day("2018-10-08"))
    claim = rehearsal.lodged_claim(G, stories.SEPTEMBER_AND_OCTOBER)
    part = stories.lines({"2018-09": 52_000, "2018-10": 30_000})
    claims.decide(office, rehearsal.ann, claim, part, "in part", day("2018-11-06"))
    payments.pay(office, rehearsal.fay, claim, "BACS-1", day("2018-11-20"))
    end_early(rehearsal, "RG-0003/1", "2018-10-15")
    daily.run(office, day("2018-11-13"))
