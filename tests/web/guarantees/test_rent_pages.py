"""Rent in its pages: set up with a check, paid, missed, not heard of, put right, and its arrears in pounds and days."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from guarantor.services.rent_record import rent
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.web.entering import sent
from tests.web.guarantees.working import at_work_on, boxes, in_force
from tests.web.on_both import on_both

ClientOf = Callable[[str], FlaskClient]
RENT = "/guarantees/RG-0001-1/rent"
MONTHLY = f"{RENT}/schedule/check?every=month&amount=520.00&first=2018-08-01&until=2019-07-31"

PAID_ON = dt.date(2018, 9, 3)


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A guarantee in force on 1 October 2018, no rent entered."""
    return begin(in_force)


@pytest.fixture
def cora(client_of: ClientOf) -> FlaskClient:
    """A caseworker signed in."""
    return client_of("cora")


def held(rehearsal: Rehearsal) -> dict[str, object]:
    """The rent record."""
    return rent.statement(rehearsal.office, "RG-0001/1", None)


def test_a_let_is_shown_charge_by_charge_before_it_is_recorded(
    cora: FlaskClient, rehearsal: Rehearsal
) -> None:
    form = {
        "every": "month",
        "amount": "520",
        "first": boxes("2018-08-01"),
        "until": boxes("2019-07-31"),
    }
    came = sent(cora, f"{RENT}/schedule", form)
    assert came.status_code == 303
    shown = cora.get(came.location).text
    assert "£6,240.00" in shown
    assert "1 July 2019" in shown
    assert held(rehearsal)["charged"] == "0.00"
    came = sent(cora, came.location, {"on": boxes("2018-10-01")})
    assert came.location == RENT
    assert held(rehearsal)["charged"] == "1560.00"


@pytest.mark.parametrize(("until", "status"), [("2018-08-01", 303), ("2018-07-31", 422)])
def test_a_let_ends_on_its_first_day_or_later(cora: FlaskClient, until: str, status: int) -> None:
    form = {"every": "week", "amount": "120", "first": boxes("2018-08-01"), "until": boxes(until)}
    assert sent(cora, f"{RENT}/schedule", form).status_code == status


def test_instalments_of_a_term_need_both_day_and_sum(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    one = {
        "due_1": boxes("2018-10-01"),
        "amount_1": "1500",
        "due_2": boxes("2019-01-07"),
        "on": boxes("2018-10-01"),
    }
    came = sent(cora, f"{RENT}/instalments", one)
    assert came.status_code == 422
    assert "Expected the sum of this instalment" in came.text
    assert sent(cora, f"{RENT}/instalments", {**one, "amount_2": "1500"}).status_code == 303
    assert held(rehearsal)["every"] == "term"


def test_a_missed_month_is_shown_in_pounds_and_days(cora: FlaskClient) -> None:
    sent(cora, MONTHLY, {"on": boxes("2018-10-01")})
    came = sent(cora, f"{RENT}/missed", {"month": "2018-08", "on": boxes("2018-10-01")})
    assert came.status_code == 303
    page = cora.get(RENT).text
    assert "£520.00 is in arrears, 61 days" in page
    assert "<strong>£520.00</strong> in arrears, 61 days" in page
    assert "Formal warning" in page
    assert "early-warning+RG-0001/1" in page or "early-warning%20RG-0001/1" in page


def test_the_month_that_is_offered_is_the_oldest_nobody_spoke_of(cora: FlaskClient) -> None:
    sent(cora, MONTHLY, {"on": boxes("2018-10-01")})
    sent(cora, f"{RENT}/missed", {"month": "2018-08", "on": boxes("2018-10-01")})
    page = cora.get(f"{RENT}/silent").text
    assert '<option value="2018-09" selected>September 2018' in page


def test_a_month_that_is_paid_by_the_record_is_missed_only_where_that_is_said_again(
    cora: FlaskClient, rehearsal: Rehearsal
) -> None:
    sent(cora, MONTHLY, {"on": boxes("2018-10-01")})
    rent.pay(rehearsal.office, rehearsal.cora, "RG-0001/1", PAID_ON, 52_000, "tenant", PAID_ON, None)
    august, september = ({"month": month, "on": boxes("2018-10-01")} for month in ("2018-08", "2018-09"))
    asked = sent(cora, f"{RENT}/missed", august)
    assert asked.status_code != 303
    assert "By the record the rent of August 2018 is paid" in asked.text
    assert "It was reported missed all the same" in asked.text
    assert sent(cora, f"{RENT}/missed", {**august, "all_the_same": "y"}).status_code == 303
    assert sent(cora, f"{RENT}/missed", september).status_code == 303


def test_a_month_paid_in_part_is_missed_without_another_question(
    cora: FlaskClient, rehearsal: Rehearsal
) -> None:
    sent(cora, MONTHLY, {"on": boxes("2018-10-01")})
    rent.pay(rehearsal.office, rehearsal.cora, "RG-0001/1", PAID_ON, 51_999, "tenant", PAID_ON, None)
    august = {"month": "2018-08", "on": boxes("2018-10-01")}
    assert sent(cora, f"{RENT}/missed", august).status_code == 303


def test_silence_is_no_arrears(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    sent(cora, MONTHLY, {"on": boxes("2018-10-01")})
    sent(cora, f"{RENT}/silent", {"month": "2018-08", "on": boxes("2018-10-01")})
    assert held(rehearsal)["arrears"] == "0.00"
    assert held(rehearsal)["silent_months"] == ["2018-08"]


@on_both
def test_a_payment_clears_what_was_missed_and_undoing_it_brings_the_arrears_back(
    cora: FlaskClient, rehearsal: Rehearsal
) -> None:
    sent(cora, MONTHLY, {"on": boxes("2018-10-01")})
    sent(cora, f"{RENT}/missed", {"month": "2018-08", "on": boxes("2018-10-01")})
    paid = {
        "amount": "520.00",
        "received": boxes("2018-10-01"),
        "source": "tenant",
        "month": "",
        "on": boxes("2018-10-01"),
    }
    assert sent(cora, f"{RENT}/pay", paid).status_code == 303
    page = cora.get(RENT).text
    assert "Nothing is in arrears" in page
    entry = max(re.findall(r"/rent/correct/(\d+)\?void=1", page), key=int)
    undone = sent(
        cora, f"{RENT}/correct/{entry}", {"amount": "0", "reason": "bounced", "on": boxes("2018-10-01")}
    )
    assert undone.status_code == 303
    assert "The entry is void" in cora.get(RENT).text
    assert held(rehearsal)["arrears"] == "520.00"


def test_sending_a_payment_twice_pays_once(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    sent(cora, MONTHLY, {"on": boxes("2018-10-01")})
    page = cora.get(f"{RENT}/pay").text
    once = page.split('name="once" value="')[1].split('"')[0]
    paid = {
        "amount": "100",
        "received": boxes("2018-10-01"),
        "source": "tenant",
        "month": "",
        "on": boxes("2018-10-01"),
    }
    for _ in range(2):
        sent(cora, f"{RENT}/pay", {**paid, "once": once})
    assert held(rehearsal)["paid"] == "100.00"


def test_an_entry_of_another_guarantee_cannot_be_put_right_here(cora: FlaskClient) -> None:
    assert cora.get(f"{RENT}/correct/1").status_code == 404
    assert cora.get(f"{RENT}/correct/moon").status_code == 404


def test_warnings_rest_between_two_days_and_the_page_says_so(cora: FlaskClient) -> None:
    form = {
        "first": boxes("2018-10-01"),
        "until": boxes("2018-10-14"),
        "reason": "A death in the family",
        "on": boxes("2018-10-01"),
    }
    assert sent(cora, f"{RENT}/pause", form).status_code == 303
    page = cora.get(RENT).text
    assert "Early warnings rest until 14 October 2018" in page
    assert "Early warnings rest today" in page
    assert "A death in the family" in page


@pytest.mark.parametrize(("today", "rests"), [("2018-10-14", True), ("2018-10-15", False)])
def test_the_rest_ends_with_its_last_day(
    cora: FlaskClient, rehearsal: Rehearsal, today: str, rests: bool
) -> None:
    form = {
        "first": boxes("2018-10-01"),
        "until": boxes("2018-10-14"),
        "reason": "ill",
        "on": boxes("2018-10-01"),
    }
    sent(cora, f"{RENT}/pause", form)
    at_work_on(rehearsal, today)
    assert ("Early warnings rest today" in cora.get(RENT).text) is rests


def test_the_deposit_is_stated_with_what_shows_it(cora: FlaskClient) -> None:
    form = {"available": "150", "evidence": "The scheme's statement", "on": boxes("2018-10-01")}
    assert sent(cora, f"{RENT}/deposit", form).status_code == 303
    assert "£150.00 of the deposit is there for rent" in cora.get(RENT).text


def test_finance_sees_the_sums_and_neither_name_nor_reason(cora: FlaskClient, client_of: ClientOf) -> None:
    form = {
        "first": boxes("2018-10-01"),
        "until": boxes("2018-10-14"),
        "reason": "ill",
        "on": boxes("2018-10-01"),
    }
    sent(cora, f"{RENT}/pause", form)
    page = client_of("fay").get(RENT)
    assert page.status_code == 200
    assert "Tam" not in page.text
    assert "ill<" not in page.text
    assert f"{RENT}/pay" not in page.text
    assert client_of("fay").get("/guarantees/RG-0001-1").status_code == 403


def test_an_auditor_reads_and_is_offered_nothing(client_of: ClientOf) -> None:
    page = client_of("aude").get(RENT).text
    assert "Record a payment" not in page
    assert "Tam Synthetic" in page


@pytest.mark.parametrize(
    "page", ["charge", "pay", "missed", "silent", "pause", "deposit", "schedule", "instalments"]
)
def test_every_form_is_shown_without_what_a_rehearsal_does_not_ask(cora: FlaskClient, page: str) -> None:
    shown = cora.get(f"{RENT}/{page}")
    assert shown.status_code == 200
    assert ">None<" not in "".join(shown.text.split())
    assert "None\n" not in shown.text
