"""Balances carried forward: every answer is the one that all transfers give, whatever was recorded when."""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert

from guarantor.domain import practice
from guarantor.domain.dates import Month
from guarantor.services.acting.office import Office
from guarantor.services.finance import periods
from guarantor.services.finance.balances import balances
from guarantor.services.finance.exposure import exposure
from guarantor.services.paying import payments
from guarantor.services.proof import checking
from guarantor.services.proof.invariants import periods as invariant
from guarantor.services.rent_record import rent, rent_corrections
from guarantor.services.worktrays import daily
from guarantor.storage import period_files, record
from guarantor.storage.engine import reading
from guarantor.storage.tables.base import Table
from rules.policy import shipped
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.claiming import C, G
from tests.services.histories import (
    BEGAN_AT,
    COMMON,
    DAYS,
    EVENTS,
    GUARANTEES,
    LAST_ON,
    PENCE,
    History,
    office_of,
    without_guards,
)
from tests.services.stories import day
from tests.storage.conftest import outside

LATE_DAYS = st.just(LAST_ON) | DAYS
MOMENTS = st.none() | st.integers(0, 40).map(lambda hours: BEGAN_AT + dt.timedelta(hours=hours))
MONTHS = [Month(2018, month) for month in range(7, 13)]
LISTS = ("carried_from", "charges", "payments", "stages")


Closes = list[tuple[int, dt.date]]
"""After which row of a history balances are carried forward, and on which day."""


@st.composite
def carried_histories(draw: st.DrawFn) -> tuple[History, Closes]:
    """What is recorded in the order of its days but for one event in twelve, and carried forward in between."""
    history, closes = History(draw), []
    refs = GUARANTEES[: draw(st.integers(1, 3))]
    for ref in refs:
        history.issue(ref)
        history.step(ref, "active", history.issued_on[ref])
    for month in MONTHS:
        for _ in range(draw(st.integers(1, 6))):
            history.at += dt.timedelta(hours=1)
            on = (
                draw(DAYS)
                if draw(st.integers(0, 11)) == 11
                else draw(st.dates(month.first_on, month.last_on))
            )
            ref = draw(st.sampled_from(refs))
            event = EVENTS[draw(st.sampled_from([*EVENTS, *COMMON]))]
            event(history, ref, max(on, history.issued_on[ref]), draw(PENCE))
        if draw(st.booleans()):
            closes.append((len(history.rows), month.last_on + dt.timedelta(days=draw(st.integers(0, 20)))))
    return history, closes


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every table, no guard, and the one policy that a history's guarantees follow."""
    file = tmp_path_factory.mktemp("periods") / "empty.db"
    without_guards(file)
    policy = shipped("kent-pilot")
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(
            insert(Table.metadata.tables["policy_version"]).values(
                fingerprint="",
                name=policy.name,
                in_force_from=policy.in_force_from,
                text=policy.resolved_text,
                stored_at=BEGAN_AT,
            )
        )
    engine.dispose()
    return file


@contextmanager
def told(history: History, empty: Path, closes: Closes | None = None) -> Iterator[Office]:
    """An office whose record is this history, balances carried forward in between."""
    file = empty.with_name("plain.db" if closes is None else "carried.db")
    shutil.copyfile(empty, file)
    engine = create_engine(f"sqlite:///{file}")
    office = office_of(engine)
    due = sorted((min(place, len(history.rows)), on) for place, on in closes or [])
    try:
        for place in range(len(history.rows) + 1):
            while due and due[0][0] == place:
                periods.close(office, due.pop(0)[1])
            if place < len(history.rows):
                table, values = history.rows[place]
                with engine.begin() as connection:
                    connection.execute(insert(Table.metadata.tables[table]).values(**values))
        yield office
    finally:
        engine.dispose()


def without(document: dict[str, Any], *names: str) -> dict[str, Any]:
    """The document but for some of its fields."""
    return {name: value for name, value in document.items() if name not in names}


def from_a_close(whole: dict[str, Any], at_close: dict[str, Any], on: str) -> dict[str, Any]:
    """What a statement lists from a close on, picked out of the whole lists of the day and of the close."""
    charges = list(whole["charges"])
    for place in reversed(range(len(at_close["charges"]))):
        if at_close["charges"][place]["unpaid"] == "0.00":
            del charges[place]
    at_first = {"from": on, "stage": at_close["stage"], "arrears": at_close["arrears"]}
    stages = [] if at_close["stage"] == "clear" else [at_first]
    return {
        "carried_from": on,
        "charges": charges,
        "payments": [each for each in whole["payments"] if each["received_on"] > on],
        "stages": [*stages, *(each for each in whole["stages"] if each["from"] > on)],
    }


@settings(max_examples=30)
@given(carried_histories(), LATE_DAYS, MOMENTS)
def test_exposure_and_balances_are_the_same_however_often_they_are_carried_forward(
    empty: Path, told_and_carried: tuple[History, Closes], on: dt.date, known_at: dt.datetime | None
) -> None:
    history, closes = told_and_carried
    with told(history, empty) as plain, told(history, empty, closes) as carried:
        assert exposure(carried, on, known_at) == exposure(plain, on, known_at)
        assert balances(carried, on, known_at) == balances(plain, on, known_at)
        assert balances(carried, None, known_at) == balances(plain, None, known_at)


@settings(max_examples=30)
@given(carried_histories(), LATE_DAYS)
def test_a_statement_is_the_same_and_lists_what_was_open_at_the_close_and_what_came_later(
    empty: Path, told_and_carried: tuple[History, Closes], on: dt.date
) -> None:
    history, closes = told_and_carried
    with told(history, empty) as plain, told(history, empty, closes) as carried:
        for ref in history.issued_on:
            whole, found = rent.statement(plain, ref, on), rent.statement(carried, ref, on)
            assert without(found, *LISTS) == without(whole, *LISTS)
            assert rent.statement(carried, ref, on, everything=True) == whole
            if found["carried_from"] is None:
                assert found == whole
            else:
                at_close = rent.statement(plain, ref, dt.date.fromisoformat(found["carried_from"]))
                assert {name: found[name] for name in LISTS} == from_a_close(
                    whole, at_close, found["carried_from"]
                )


@settings(max_examples=25)
@given(carried_histories())
def test_what_was_carried_forward_is_found_again_in_the_transfers(
    empty: Path, told_and_carried: tuple[History, Closes]
) -> None:
    history, closes = told_and_carried
    with told(history, empty, closes) as office:
        assert findings(office) == []


def findings(office: Office) -> list[str]:
    """What invariant 22 finds."""
    with reading(office.engine) as session:
        transfers = {each.id: each for each in record.transfers(session)}
        return [each.says for each in invariant.carried_forward(session, transfers)]


@after(stories.charged)
def carried(rehearsal: Rehearsal) -> None:
    """September was paid, October was not, and balances are carried forward to the end of October 2018."""
    pay_rent(rehearsal, "2018-08-02", "2018-09-03")
    periods.close(rehearsal.office, day("2018-11-01"))


def pay_rent(rehearsal: Rehearsal, *days: str, pence: int = 52_000) -> None:
    """The tenant paid on these days."""
    for on in map(day, days):
        rent.pay(rehearsal.office, rehearsal.cora, G, on, pence, "tenant", on, None)


def statement(rehearsal: Rehearsal, on: str = "2018-11-10") -> dict[str, Any]:
    """The statement of RG-0001/1."""
    return rent.statement(rehearsal.office, G, day(on))


def test_a_statement_says_from_which_day_it_is_carried_and_all_of_it_can_be_asked_for(begin: Begin) -> None:
    rehearsal = begin(carried)
    found = statement(rehearsal)
    assert found["carried_from"] == "2018-10-31"
    assert [each["due_on"] for each in found["charges"]] == ["2018-10-01", "2018-11-01"]
    assert (found["charged"], found["paid"], found["not_heard_of"]) == ("2080.00", "1040.00", "1040.00")
    whole = rent.statement(rehearsal.office, G, day("2018-11-10"), everything=True)
    assert whole["carried_from"] is None
    assert len(whole["charges"]) == 4


@pytest.mark.parametrize(("on", "carried_from"), [("2018-10-30", None), ("2018-10-31", "2018-10-31")])
def test_a_day_before_the_close_is_worked_out_from_the_beginning(
    begin: Begin, on: str, carried_from: str | None
) -> None:
    assert statement(begin(carried), on)["carried_from"] == carried_from


@pytest.mark.parametrize(
    ("late_on", "carried_from"),
    [("2018-11-01", "2018-10-31"), ("2018-10-31", "2018-09-30"), ("2018-08-01", None)],
)
def test_what_is_recorded_late_is_worked_out_from_a_period_before_its_day(
    begin: Begin, late_on: str, carried_from: str | None
) -> None:
    rehearsal = begin(charged_and_carried_twice)
    pay_rent(rehearsal, late_on, pence=100)
    found = statement(rehearsal)
    assert (found["carried_from"], found["paid"]) == (carried_from, "1.00")


@after(stories.charged)
def charged_and_carried_twice(rehearsal: Rehearsal) -> None:
    """Nothing was paid; carried forward to the end of September and to the end of October 2018."""
    periods.close(rehearsal.office, day("2018-10-01"))
    rehearsal.charge(G, "2018-12-01")
    periods.close(rehearsal.office, day("2018-11-01"))


def test_a_corrected_entry_counts_as_if_it_had_been_right_from_the_start(begin: Begin) -> None:
    rehearsal = begin(carried)
    first_charge = 2
    rent_corrections.correct(
        rehearsal.office, rehearsal.cora, G, first_charge, 50_000, "typed_wrong", day("2018-11-05")
    )
    found = statement(rehearsal)
    assert (found["carried_from"], found["charged"]) == (None, "2060.00")


def test_a_payment_that_came_back_is_owed_again(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    periods.close(rehearsal.office, day("2018-12-01"))
    assert statement(rehearsal, "2018-12-10")["met_by_council"] == "1040.00"
    payments.returned(rehearsal.office, rehearsal.fay, C, "account_closed", day("2018-12-05"), None)
    found = statement(rehearsal, "2018-12-10")
    assert (found["met_by_council"], found["arrears"]) == ("0.00", "1040.00")


def test_what_was_known_before_the_period_is_known_without_it(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    before = rehearsal.clock.now()
    rehearsal.clock.instant = before + dt.timedelta(hours=1)
    pay_rent(rehearsal, "2018-08-02")
    periods.close(rehearsal.office, day("2018-11-01"))
    known_then = exposure(rehearsal.office, day("2018-11-10"), before)
    assert known_then["not_heard_of"] == "2080.00"
    assert exposure(rehearsal.office, day("2018-11-10"))["not_heard_of"] == "1560.00"


def test_nothing_new_makes_no_new_period(begin: Begin) -> None:
    rehearsal = begin(carried)
    first = {"period": 1, "through": "2018-10-31", "through_transfer": 7, "new": False}
    assert periods.close(rehearsal.office, day("2018-12-01")) == first
    rehearsal.charge(G, "2018-12-01")
    assert periods.close(rehearsal.office, day("2018-10-01")) == first
    second = {"period": 2, "through": "2018-11-30", "through_transfer": 8, "new": True}
    assert periods.close(rehearsal.office, day("2018-12-01")) == second


@pytest.mark.parametrize(("enough", "made"), [(4, True), (5, True), (6, False)])
def test_the_daily_run_carries_forward_once_enough_transfers_have_come(
    begin: Begin, monkeypatch: pytest.MonkeyPatch, enough: int, made: bool
) -> None:
    rehearsal = begin(stories.charged)
    figures = practice.figures()
    lowered = figures["period_transfers"].model_copy(update={"value": enough})
    monkeypatch.setattr(practice, "figures", lambda: {**figures, "period_transfers": lowered})
    done = daily.run(rehearsal.office, day("2018-11-10"))
    assert any("period" in each for each in done) is made
    assert not any("period" in each for each in daily.run(rehearsal.office, day("2018-11-10")))


def test_a_period_that_another_one_overtook_is_not_kept(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsal = begin(stories.charged)
    stored = periods._stored
    first_come: list[dict[str, Any]] = []

    def overtaken(office: Office, summed: periods.Summed, on: dt.date) -> dict[str, Any]:
        first_come.append(stored(office, summed, on))
        return stored(office, summed, on)

    monkeypatch.setattr(periods, "_stored", overtaken)
    answer = periods.close(rehearsal.office, day("2018-11-01"))
    assert answer == {**first_come[0], "new": False}
    with reading(rehearsal.office.engine) as session:
        assert len(period_files.every(session)) == 1


SLIPPED_IN = (
    "INSERT INTO transfer SELECT 0, debit, credit, 1, happened_on, recorded_at, kind, guarantee_ref, claim_ref, "
    "reason_code, corrects, NULL FROM transfer WHERE id = 2"
)
BENT: dict[str, tuple[str, str]] = {
    "an account": (
        "UPDATE period_account SET debit_pence = debit_pence + 1 WHERE account = 'rent_due'",
        "carries rent_due with £1,560.01 debited",
    ),
    "a missing account": ("DELETE FROM period_account WHERE account = 'commitment'", "carries commitment"),
    "a guarantee": (
        "UPDATE period_guarantee SET document = replace(document, '52000', '51999')",
        "carries RG-0001/1 otherwise",
    ),
    "a missing guarantee": ("DELETE FROM period_guarantee", "carries RG-0001/1 otherwise"),
    "a later end": ("UPDATE period SET through_transfer = 99", "ends after the last transfer"),
    "a number left out": ("UPDATE period SET number = 2", "where period 1 belongs"),
    "a transfer gone": ("DELETE FROM transfer WHERE kind = 'rent_paid'", "carries RG-0001/1 otherwise"),
    "a transfer slipped in": (
        SLIPPED_IN,
        "carries rent_due with £1,560.00 debited",
    ),
}


@pytest.mark.parametrize("bent", BENT)
def test_the_check_finds_what_is_carried_forward_wrongly(begin: Begin, bent: str) -> None:
    statement_, says = BENT[bent]
    rehearsal = begin(carried)
    assert findings(rehearsal.office) == []
    with outside(rehearsal.url) as client:
        client.leave_none()
        client.run(statement_)
    assert any(says in each for each in findings(rehearsal.office))
    assert 22 in {each.invariant for each in checking.check_ledger(rehearsal.office)}


def test_a_period_that_ends_before_the_one_before_it_is_found(begin: Begin) -> None:
    rehearsal = begin(charged_and_carried_twice)
    with outside(rehearsal.url) as client:
        client.leave_none()
        client.run("UPDATE period SET through_on = '2018-08-31' WHERE number = 2")
    assert "Period 2 ends before the one before it." in findings(rehearsal.office)
