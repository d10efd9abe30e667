"""Balances, exposure and waterfall of random histories against calculators that share nothing with them."""

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guarantor.domain.dates import Month
from guarantor.ledger.accounts import Account
from guarantor.services.acting.office import Office
from guarantor.services.finance.balances import balances
from guarantor.services.finance.exposure import PARTS, exposure, exposure_by
from guarantor.services.finance.waterfall import waterfall_document
from tests.reckoning import balances_by_hand, exposure_by_hand
from tests.services.histories import (
    BEGAN_AT,
    DAYS,
    FIRST_ON,
    GUARANTEES,
    LAST_ON,
    History,
    histories,
    office_of,
    without_guards,
    written,
)

MOMENTS = st.none() | st.integers(0, 40).map(lambda hours: BEGAN_AT + dt.timedelta(hours=hours))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every table and no guard."""
    file = tmp_path_factory.mktemp("histories") / "empty.db"
    without_guards(file)
    return file


@contextmanager
def told(history: History, empty: Path) -> Iterator[tuple[Office, str]]:
    """An office whose record is this history, and the address of its database."""
    file = empty.with_name("told.db")
    shutil.copyfile(empty, file)
    engine = written(history, file)
    try:
        yield office_of(engine), f"sqlite:///{file}"
    finally:
        engine.dispose()


def _credited(rows: list[dict[str, str]]) -> dict[str, Decimal]:
    """Credits less debits of each account that has any."""
    signs = {"credit": 1, "debit": -1}
    found = {row["account"]: Decimal(row["balance"]) * signs[row["grows_on"]] for row in rows}
    return {account: pounds for account, pounds in found.items() if pounds}


def _in_pounds(moved: Counter[str]) -> dict[str, Decimal]:
    return {account: Decimal(pence) / 100 for account, pence in moved.items() if pence}


@settings(max_examples=40)
@given(histories(), DAYS, MOMENTS, st.none() | st.sampled_from(GUARANTEES))
def test_balances_are_those_of_the_transfers_one_by_one_on_any_day_as_known_at_any_moment(
    empty: Path, history: History, on: dt.date, known_at: dt.datetime | None, ref: str | None
) -> None:
    with told(history, empty) as (office, url):
        if ref not in {values.get("ref") for table, values in history.rows if table == "guarantee"}:
            ref = None
        found = balances(office, on, known_at, ref)
        assert [row["account"] for row in found] == list(Account)
        assert _credited(found) == _in_pounds(balances_by_hand(url, on.isoformat(), known_at, ref))


@settings(max_examples=8)
@given(histories())
def test_balances_agree_on_every_day_and_moment_at_which_anything_happened(
    empty: Path, history: History
) -> None:
    with told(history, empty) as (office, url):
        days = sorted({each.happened_on for each in history.transfers})
        moments = sorted({each.recorded_at for each in history.transfers})
        for on in days:
            for known_at in moments:
                expected = _in_pounds(balances_by_hand(url, on.isoformat(), known_at))
                assert _credited(balances(office, on, known_at)) == expected


@settings(max_examples=60)
@given(histories(), DAYS, MOMENTS)
def test_two_calculators_of_the_exposure_agree(
    empty: Path, history: History, on: dt.date, known_at: dt.datetime | None
) -> None:
    with told(history, empty) as (office, url):
        assert exposure(office, on, known_at) == exposure_by_hand(url, on.isoformat(), known_at)


@settings(max_examples=30)
@given(histories(), DAYS)
def test_what_is_guaranteed_and_not_used_remains_and_the_parts_make_the_whole(
    empty: Path, history: History, on: dt.date
) -> None:
    with told(history, empty) as (office, _):
        whole = exposure(office, on)
        for part in PARTS:
            rows = exposure_by(office, part, on)["rows"]
            for name in ("guaranteed", "used", "arrears", "not_heard_of"):
                assert sum(Decimal(row[name]) for row in rows) == Decimal(whole[name])
            for name in ("in_force", "offered", "in_arrears"):
                assert sum(row[name] for row in rows) == whole[name]
            remaining = sum(Decimal(row["remaining"]) for row in rows)
            assert remaining == Decimal(whole["remaining_in_force"])
        three = ("in_force", "offered", "ended")
        assert sum(Decimal(whole[f"remaining_{name}"]) for name in three) == Decimal(whole["remaining"])
        words = whole["rent"].values()
        assert sum(word["guarantees"] for word in words) == whole["in_force"]


@settings(max_examples=40)
@given(histories())
def test_the_waterfall_closes_each_month_with_the_balances_of_its_last_day_as_known_then(
    empty: Path, history: History
) -> None:
    closed = {month: at for month, _, at in history.closed}
    first, last = Month.of(FIRST_ON), Month.of(LAST_ON)
    with told(history, empty) as (office, url):
        found = waterfall_document(office, first, last, LAST_ON)["months"]
        for each in found:
            month = Month.read(each["month"], "month")
            held = balances_by_hand(url, month.last_on.isoformat(), closed.get(month))
            cost = -(held["guarantee_expense"] + held["scheme_costs"] + held["recoveries"])
            assert _pence(each["commitment"]["closing"]) == held["commitment"]
            assert _pence(each["cost"]["closing"]) == cost
            assert _pence(each["cash"]["closing"]) == held["bank"]
            assert each["closed"] is (month in closed)
            for name in ("commitment", "cost", "cash"):
                lines = [_pence(pounds) for line, pounds in each[name].items() if line != "closing"]
                assert sum(lines) == _pence(each[name]["closing"])


def _pence(pounds: str) -> int:
    return int(Decimal(pounds) * 100)
