"""The rent record: what was charged, paid and never heard of; keys that make a repeated message one act."""

from typing import Any

import pytest

from guarantor.domain.dates import Month
from guarantor.domain.refusals import AlreadyCharged, KeyUsedBefore, WrongStatus
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.finance.balances import balances
from guarantor.services.rent_record import rent, rent_corrections
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.stories import day
from tests.watching import nothing_written, one_line, refused, transfers

G = "RG-0001/1"


def _charge(
    rehearsal: Rehearsal, due: str, amount_pence: int = 52_000, key: str | None = None
) -> dict[str, Any]:
    return rent.charge(rehearsal.office, rehearsal.cora, G, day(due), amount_pence, day(due), key)


def _pay(
    rehearsal: Rehearsal,
    received: str,
    amount_pence: int = 52_000,
    source: str = "tenant",
    key: str | None = None,
) -> dict[str, Any]:
    received_on = day(received)
    return rent.pay(rehearsal.office, rehearsal.cora, G, received_on, amount_pence, source, received_on, key)


def _state(rehearsal: Rehearsal, month: str, says: str, on: str = "2018-12-01") -> dict[str, Any]:
    asked = Month.read(month, "month")
    return rent.state(rehearsal.office, rehearsal.cora, G, asked, says, day(on))  # type: ignore[arg-type]


def _on(rehearsal: Rehearsal, on: str) -> dict[str, Any]:
    return rent.statement(rehearsal.office, G, day(on))


def _sums(statement: dict[str, Any]) -> tuple[str, str, str, str, int]:
    return (
        statement["charged"],
        statement["paid"],
        statement["arrears"],
        statement["not_heard_of"],
        statement["days"],
    )


def test_rent_that_nobody_has_spoken_of_is_neither_arrears_nor_paid(begin: Begin) -> None:
    statement = _on(begin(stories.charged), "2018-11-05")
    assert _sums(statement) == ("2080.00", "0.00", "0.00", "2080.00", 0)
    assert [each["heard_of"] for each in statement["charges"]] == [False] * 4


def test_what_falls_due_later_is_not_in_the_statement_of_the_day(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    assert _on(rehearsal, "2018-09-30")["charged"] == "1040.00"
    assert _on(rehearsal, "2018-10-01")["charged"] == "1560.00"


def test_a_payment_meets_the_oldest_charge_first(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    _pay(rehearsal, "2018-09-05", 60_000)
    statement = _on(rehearsal, "2018-09-05")
    assert _sums(statement) == ("1040.00", "600.00", "440.00", "0.00", 4)
    assert [each["unpaid"] for each in statement["charges"]] == ["0.00", "440.00"]


def test_a_backdated_payment_corrects_everything_after_it(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    _state(rehearsal, "2018-08", "missed")
    assert _on(rehearsal, "2018-08-31")["days"] == 30
    _pay(rehearsal, "2018-08-01")
    assert _sums(_on(rehearsal, "2018-08-31")) == ("520.00", "520.00", "0.00", "0.00", 0)


def test_a_reported_miss_is_arrears_from_the_day_it_fell_due(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    _pay(rehearsal, "2018-08-01")
    _state(rehearsal, "2018-09", "missed", "2018-09-10")
    assert _sums(_on(rehearsal, "2018-09-11")) == ("1040.00", "520.00", "520.00", "0.00", 10)


def test_a_silent_month_is_stated_and_stays_apart(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    with one_line(rehearsal.url):
        said = _state(rehearsal, "2018-09", "silent")
    assert said == {"guarantee_ref": G, "month": "2018-09", "says": "silent"}
    statement = _on(rehearsal, "2018-11-05")
    assert statement["silent_months"] == ["2018-09"]
    assert (statement["arrears"], statement["not_heard_of"]) == ("0.00", "2080.00")


def test_an_overpayment_waits_for_the_next_charge(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    _pay(rehearsal, "2018-08-01", 78_000)
    assert _sums(_on(rehearsal, "2018-08-15")) == ("520.00", "780.00", "0.00", "0.00", 0)
    assert _on(rehearsal, "2018-09-15")["arrears"] == "260.00"


def test_rent_is_memorandum_and_never_the_councils_money(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    _pay(rehearsal, "2018-08-01")
    held = {row["account"]: row["balance"] for row in balances(rehearsal.office)}
    assert (held["rent_due"], held["rent_charged"], held["rent_received"]) == ("1560.00", "2080.00", "520.00")
    assert (held["bank"], held["claims_payable"], held["guarantee_expense"]) == ("0.00", "0.00", "0.00")


@pytest.mark.parametrize("source", ["tenant", "benefit"])
def test_a_payment_says_where_it_came_from(begin: Begin, source: str) -> None:
    rehearsal = begin(stories.charged)
    assert _pay(rehearsal, "2018-08-01", source=source)["paid"] == "520.00"
    assert transfers(rehearsal.url)[-1]["kind"] == "rent_paid"


@pytest.mark.parametrize("source", ["", "council", "Tenant"])
def test_a_payment_from_anywhere_else_is_wrong_input(begin: Begin, source: str) -> None:
    rehearsal = begin(stories.charged)
    with refused(rehearsal.url, WrongInput) as caught:
        _pay(rehearsal, "2018-08-01", source=source)
    assert "--from" in str(caught.value)


# ---- keys


def test_without_a_key_each_payment_is_a_new_one(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    for _ in range(2):
        with one_line(rehearsal.url):
            _pay(rehearsal, "2018-09-01")
    assert _sums(_on(rehearsal, "2018-09-02")) == ("1040.00", "1040.00", "0.00", "0.00", 0)


def test_the_same_key_with_the_same_content_is_the_same_act(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    charged = _charge(rehearsal, "2018-09-01", key="k1")
    paid = _pay(rehearsal, "2018-09-01", key="k2")
    with nothing_written(rehearsal.url):
        assert _charge(rehearsal, "2018-09-01", key="k1") == charged
        assert _pay(rehearsal, "2018-09-01", key="k2") == paid


@pytest.mark.parametrize(
    ("due", "amount_pence"), [("2018-09-01", 52_001), ("2018-09-02", 52_000), ("2018-10-01", 1)]
)
def test_the_same_key_with_other_content_is_refused(begin: Begin, due: str, amount_pence: int) -> None:
    rehearsal = begin(stories.active)
    _charge(rehearsal, "2018-09-01", key="k1")
    with refused(rehearsal.url, KeyUsedBefore):
        _charge(rehearsal, due, amount_pence, key="k1")


def test_a_key_of_one_act_does_not_serve_another(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    _charge(rehearsal, "2018-09-01", key="k1")
    with refused(rehearsal.url, KeyUsedBefore):
        _pay(rehearsal, "2018-09-01", key="k1")


def test_a_payment_from_another_source_is_other_content(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    _pay(rehearsal, "2018-08-01", key="k1")
    with refused(rehearsal.url, KeyUsedBefore):
        _pay(rehearsal, "2018-08-01", source="benefit", key="k1")


def test_a_key_of_a_refused_act_is_free(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, WrongInput):
        _charge(rehearsal, "2018-07-31", key="k1")
    assert _charge(rehearsal, "2018-08-01", key="k1")["due_on"] == "2018-08-01"


# ---- refusals


def test_rent_is_charged_from_the_tenancys_first_day(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, WrongInput) as caught:
        _charge(rehearsal, "2018-07-31")
    assert "--due" in str(caught.value)
    assert _charge(rehearsal, "2018-08-01")["charged"] == "520.00"


@pytest.mark.parametrize("amount_pence", [52_000, 1])
def test_a_day_is_charged_once(begin: Begin, amount_pence: int) -> None:
    rehearsal = begin(stories.charged)
    with refused(rehearsal.url, AlreadyCharged) as caught:
        _charge(rehearsal, "2018-09-01", amount_pence, key="another")
    assert "was charged before on 2018-09-01; correct what was charged" in str(caught.value)
    with one_line(rehearsal.url):
        _charge(rehearsal, "2018-09-02", amount_pence)


def test_a_day_whose_charge_was_made_void_is_charged_anew_and_the_void_one_stays_void(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    office, cora = rehearsal.office, rehearsal.cora
    _charge(rehearsal, "2018-09-01", 25_000)
    (entry,) = rent_corrections.entries(office, G)

    def correct(pence: int) -> None:
        rent_corrections.correct(office, cora, G, entry["transfer"], pence, "typed_wrong", day("2018-09-05"))

    correct(0)
    _charge(rehearsal, "2018-09-01")
    with refused(rehearsal.url, AlreadyCharged):
        correct(25_000)
    assert _on(rehearsal, "2018-09-05")["charged"] == "520.00"


@pytest.mark.parametrize(
    ("received", "on", "possible"),
    [
        ("2018-07-31", "2018-09-05", False),
        ("2018-08-01", "2018-09-05", True),
        ("2018-09-05", "2018-09-05", True),
        ("2018-09-06", "2018-09-05", False),
    ],
)
def test_a_payment_was_received_in_the_tenancy_and_by_the_day_of_its_entry(
    begin: Begin, received: str, on: str, possible: bool
) -> None:
    rehearsal = begin(stories.charged)

    def pay() -> dict[str, Any]:
        return rent.pay(rehearsal.office, rehearsal.cora, G, day(received), 52_000, "tenant", day(on), None)

    if possible:
        assert pay()["received_on"] == received
    else:
        with refused(rehearsal.url, WrongInput) as caught:
            pay()
        assert str(caught.value).startswith("--received: expected 2018-0")


@pytest.mark.parametrize("says", ["silent", "missed"])
def test_no_statement_is_of_a_month_after_its_own(begin: Begin, says: str) -> None:
    rehearsal = begin(stories.charged)
    with refused(rehearsal.url, WrongInput) as caught:
        _state(rehearsal, "2018-12", says, "2018-11-30")
    assert str(caught.value).startswith("--month: expected 2018-11 or earlier")
    assert _state(rehearsal, "2018-11", says, "2018-11-01")["month"] == "2018-11"


def test_rent_may_be_charged_before_it_falls_due(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    on = day("2018-08-01")
    assert rent.charge(rehearsal.office, rehearsal.cora, G, day("2018-12-01"), 52_000, on, None)


@pytest.mark.parametrize("says", ["silent", "missed"])
def test_a_statement_is_of_a_month_from_the_tenancys_first(begin: Begin, says: str) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, WrongInput) as caught:
        _state(rehearsal, "2018-07", says)
    assert "--month" in str(caught.value)
    assert _state(rehearsal, "2018-08", says)["month"] == "2018-08"


def test_after_a_lapsed_offer_there_is_no_rent_record(begin: Begin) -> None:
    rehearsal = begin(_lapsed)
    with refused(rehearsal.url, WrongStatus):
        _charge(rehearsal, "2018-08-01")
    with refused(rehearsal.url, WrongStatus):
        _pay(rehearsal, "2018-08-01")
    with refused(rehearsal.url, WrongStatus):
        _state(rehearsal, "2018-08", "silent")


def test_an_ended_guarantee_still_takes_what_arrives_late(begin: Begin) -> None:
    rehearsal = begin(stories.ended)
    assert _charge(rehearsal, "2018-10-01")["charged"] == "520.00"
    assert _pay(rehearsal, "2018-10-20")["paid"] == "520.00"


def test_a_guarantee_that_was_not_issued_has_no_rent_record(rehearsal: Rehearsal) -> None:
    with refused(rehearsal.url, NotFound):
        _charge(rehearsal, "2018-08-01")
    with refused(rehearsal.url, NotFound):
        _on(rehearsal, "2018-08-01")


def test_a_statement_without_a_day_is_of_the_rehearsals_business_date(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    assert rent.statement(rehearsal.office, G, None)["on"] == "2019-04-30"


@after(stories.offered)
def _lapsed(rehearsal: Rehearsal) -> None:
    daily.run(rehearsal.office, day("2018-08-03"))
