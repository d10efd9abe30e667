"""Entries of the rent record put right, and what stands afterwards."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guarantor.domain.dates import Month
from guarantor.domain.refusals import AlreadyDone, KeyUsedBefore, NotCorrectable
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.finance.balances import balances
from guarantor.services.rent_record import rent, rent_corrections
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.stories import day
from tests.watching import asked, nothing_written, one_line, refused, transfers

G = "RG-0001/1"


def _correct(
    rehearsal: Rehearsal, number: int, pence: int, reason: str = "typed_wrong", key: str | None = None
) -> dict[str, Any]:
    return rent_corrections.correct(
        rehearsal.office, rehearsal.cora, G, number, pence, reason, day("2018-12-01"), key
    )


def _pay(rehearsal: Rehearsal, received: str, pence: int, month: str | None = None) -> int:
    """A payment, and the number of its transfer."""
    named = Month.read(month, "month") if month else None
    rent.pay(rehearsal.office, rehearsal.cora, G, day(received), pence, "tenant", day(received), None, named)
    return int(transfers(rehearsal.url)[-1]["id"])


def _statement(rehearsal: Rehearsal, on: str = "2018-12-01") -> dict[str, Any]:
    return rent.statement(rehearsal.office, G, day(on))


def _sums(rehearsal: Rehearsal) -> tuple[str, str, str]:
    shown = _statement(rehearsal)
    return shown["charged"], shown["paid"], shown["arrears"]


def test_too_high_is_turned_round_by_the_difference_on_the_entrys_own_day(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    number = _pay(rehearsal, "2018-09-05", 60_000)
    with one_line(rehearsal.url) as added:
        answer = _correct(rehearsal, number, 52_000)
    assert (answer["was"], answer["is"], answer["dated"]) == ("600.00", "520.00", "2018-09-05")
    (correction,) = asked(
        rehearsal.url,
        "SELECT debit, credit, amount_pence, happened_on, corrects, reason_code FROM transfer "
        "WHERE kind = 'rent_corrected'",
    )
    assert correction == ("rent_due", "rent_received", 8_000, "2018-09-05", number, "typed_wrong")
    assert added[0].details["reason"] == "typed_wrong"
    assert _sums(rehearsal) == ("2080.00", "520.00", "0.00")


def test_too_low_is_voided_and_entered_anew_in_the_same_act(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    number = _pay(rehearsal, "2018-09-05", 25_000)
    with one_line(rehearsal.url) as added:
        _correct(rehearsal, number, 52_000)
    assert len(added[0].details["transfers"]) == 2
    assert transfers(rehearsal.url)[-1]["happened_on"] == "2018-09-05"
    assert _sums(rehearsal) == ("2080.00", "520.00", "0.00")
    entry, again = [each for each in rent_corrections.entries(rehearsal.office, G) if each["says"] == "paid"]
    assert (entry["struck"], entry["stands"], again["struck"], again["stands"]) == (
        True,
        "0.00",
        False,
        "520.00",
    )


def test_an_entry_that_is_made_void_is_as_if_it_had_never_been(begin: Begin) -> None:
    rehearsal, untouched = begin(stories.charged), begin(stories.charged)
    number = _pay(rehearsal, "2018-08-01", 52_000)
    _correct(rehearsal, number, 0, "bounced")
    assert _statement(rehearsal) == _statement(untouched)
    assert _books(rehearsal) == _books(untouched)


def test_a_charge_is_corrected_too(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    number = transfers(rehearsal.url)[-1]["id"]
    _correct(rehearsal, number, 50_000)
    assert _statement(rehearsal)["charges"][-1]["amount"] == "500.00"
    _correct(rehearsal, number, 0, "wrong_month")
    assert len(_statement(rehearsal)["charges"]) == 3


def test_a_corrected_entry_is_corrected_again_and_the_amounts_net(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    number = _pay(rehearsal, "2018-09-05", 60_000)
    _correct(rehearsal, number, 52_000)
    _correct(rehearsal, number, 10_000)
    assert _sums(rehearsal)[1] == "100.00"
    with refused(rehearsal.url, AlreadyDone):
        _correct(rehearsal, number, 10_000)


def test_a_correction_is_not_itself_corrected(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    number = _pay(rehearsal, "2018-09-05", 60_000)
    _correct(rehearsal, number, 52_000)
    with refused(rehearsal.url, NotCorrectable) as caught:
        _correct(rehearsal, number + 1, 1_000)
    assert f"correct {number} again" in str(caught.value)


def test_only_this_guarantees_charges_and_payments_are_corrected(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    (committed,) = [each["id"] for each in transfers(rehearsal.url) if each["kind"] == "commitment_made"]
    for number in (committed, 999):
        with refused(rehearsal.url, NotCorrectable):
            _correct(rehearsal, number, 1_000)


def test_a_reason_is_one_of_the_list(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    with refused(rehearsal.url, WrongInput) as caught:
        _correct(rehearsal, 2, 1_000, "because")
    assert "--reason" in str(caught.value)


def test_the_same_key_corrects_once(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    number = _pay(rehearsal, "2018-09-05", 60_000)
    first = _correct(rehearsal, number, 52_000, key="k1")
    with nothing_written(rehearsal.url):
        assert _correct(rehearsal, number, 52_000, key="k1") == first
    with refused(rehearsal.url, KeyUsedBefore):
        _correct(rehearsal, number, 51_000, key="k1")


def test_a_payment_for_a_month_meets_it_before_older_rent(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    _pay(rehearsal, "2018-10-02", 52_000, "2018-10")
    shown = _statement(rehearsal)
    assert [each["unpaid"] for each in shown["charges"]] == ["520.00", "520.00", "0.00", "520.00"]
    assert shown["payments"] == [
        {"received_on": "2018-10-02", "amount": "520.00", "from": "tenant", "for": "2018-10"}
    ]


def test_a_month_before_the_tenancy_cannot_be_paid_for(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    with refused(rehearsal.url, WrongInput) as caught:
        _pay(rehearsal, "2018-10-02", 52_000, "2018-07")
    assert "--for" in str(caught.value)


RIGHT = st.lists(
    st.tuples(st.dates(day("2018-08-01"), day("2018-11-30")), st.integers(1, 90_000)), min_size=1, max_size=5
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RIGHT, st.lists(st.integers(0, 90_000), min_size=5, max_size=5), st.randoms(use_true_random=False))
def test_any_order_with_corrections_leaves_the_state_of_right_entries_in_order(
    begin: Begin, right: list[tuple[Any, int]], wrong: list[int], chance: Any
) -> None:
    in_order, anyhow = begin(stories.charged), begin(stories.charged)
    for received_on, pence in sorted(right):
        _pay(in_order, received_on.isoformat(), pence)
    shuffled = [(*entry, typed) for entry, typed in zip(right, wrong, strict=False)]
    chance.shuffle(shuffled)
    for received_on, pence, typed in shuffled:
        number = _pay(anyhow, received_on.isoformat(), typed or pence)
        if typed and typed != pence:
            _correct(anyhow, number, pence)
    for on in ("2018-09-15", "2018-11-30"):
        expected, found = _statement(in_order, on), _statement(anyhow, on)
        expected.pop("payments"), found.pop("payments")
        assert found == expected
    assert _books(anyhow) == _books(in_order)


@after(stories.charged)
def _paid_wrongly(rehearsal: Rehearsal) -> None:
    _pay(rehearsal, "2018-09-05", 60_000)


def test_the_database_lets_no_correction_take_more_than_its_entry(begin: Begin) -> None:
    rehearsal = begin(_paid_wrongly)
    entry = transfers(rehearsal.url)[-1]
    insert = (
        "INSERT INTO transfer (id, debit, credit, amount_pence, happened_on, recorded_at, kind, guarantee_ref, "
        "corrects) VALUES ({}, 'rent_due', 'rent_received', {}, '2018-09-05', '2018-12-01 09:00:00.000000', "
        "'rent_corrected', '{}', {})"
    )
    with (
        pytest.raises(Exception, match="correction takes no more"),
        rehearsal.office.engine.begin() as connection,
    ):
        connection.exec_driver_sql(insert.format(entry["id"] + 1, 60_001, G, entry["id"]))


def _books(rehearsal: Rehearsal) -> dict[str, str]:
    return {row["account"]: row["balance"] for row in balances(rehearsal.office)}
