"""Months closed: in order, when they are over, with a clean ledger, and the same for ever after."""

import datetime as dt
import hashlib
import json
from typing import Any

import pytest
from sqlalchemy import create_engine

from guarantor.domain.dates import Month
from guarantor.domain.refusals import AlreadyDone, LedgerNotClean, MonthNotOver, MonthOutOfOrder
from guarantor.domain.wrong_input import NotFound
from guarantor.services.data_protection import erasure
from guarantor.services.finance import month_close
from guarantor.services.finance.waterfall import waterfall_document
from guarantor.services.proof.checking import check_ledger, verify_journal
from guarantor.storage.engine import reading
from guarantor.storage.known import known_through
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day
from tests.watching import journal, nothing_written, refused

G = "RG-0001/1"
JULY, AUGUST, NOVEMBER = Month(2018, 7), Month(2018, 8), Month(2018, 11)


def close(rehearsal: Rehearsal, month: Month, on: str | None = None) -> dict[str, Any]:
    """Fay closes a month, by default on the day after its last; an hour passes before and after."""
    rehearsal.clock.instant += dt.timedelta(hours=1)
    closed_on = day(on) if on else month.last_on + dt.timedelta(days=1)
    answer = month_close.close(rehearsal.office, rehearsal.fay, month, closed_on)
    rehearsal.clock.instant += dt.timedelta(hours=1)
    return answer


def close_until(rehearsal: Rehearsal, last: Month) -> None:
    """Every month from July 2018 is closed."""
    month = JULY
    while month <= last:
        close(rehearsal, month)
        month = month.following()


def kept(rehearsal: Rehearsal, month: Month) -> dict[str, Any]:
    """What was kept of a month."""
    document: dict[str, Any] = json.loads(month_close.closed(rehearsal.office, month))
    return document


def fall(rehearsal: Rehearsal, month: Month) -> dict[str, Any]:
    """A month of the waterfall as it is told now."""
    (told,) = waterfall_document(rehearsal.office, month, month, day("2019-04-30"))["months"]
    return dict(told)


def test_a_month_is_not_closed_on_its_last_day_and_is_on_the_day_after(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, MonthNotOver) as caught:
        close(rehearsal, JULY, "2018-07-31")
    assert str(caught.value) == "2018-07 is not over on 2018-07-31, so it cannot be closed."
    assert close(rehearsal, JULY, "2018-08-01")["month"] == "2018-07"


def test_a_live_database_closes_no_month_that_is_not_over_by_its_own_clock(begin: Begin) -> None:
    rehearsal = begin(stories.live)
    with refused(rehearsal.url, MonthNotOver):
        month_close.close(rehearsal.office, rehearsal.fay, Month(2019, 4), day("2019-05-01"))


@pytest.mark.parametrize("month", [Month(2018, 6), AUGUST])
def test_the_first_month_to_close_is_that_of_the_first_entry(begin: Begin, month: Month) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, MonthOutOfOrder) as caught:
        close(rehearsal, month, "2019-04-30")
    assert "the next month to close is 2018-07" in str(caught.value)


def test_months_are_closed_one_after_the_other_and_once(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    close(rehearsal, JULY)
    with refused(rehearsal.url, AlreadyDone):
        close(rehearsal, JULY)
    with refused(rehearsal.url, MonthOutOfOrder):
        close(rehearsal, Month(2018, 9))
    close(rehearsal, AUGUST)
    assert [each["month"] for each in month_close.closed_months(rehearsal.office)] == ["2018-07", "2018-08"]


def test_nothing_is_closed_in_a_ledger_without_an_entry(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    with refused(rehearsal.url, MonthOutOfOrder) as caught:
        close(rehearsal, JULY)
    assert "the ledger has no entry yet" in str(caught.value)


def test_a_ledger_whose_check_finds_something_is_not_closed(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    with create_engine(rehearsal.url).begin() as outside:
        outside.exec_driver_sql(
            "INSERT INTO transfer (id, debit, credit, amount_pence, happened_on, recorded_at, kind, guarantee_ref) "
            "VALUES (2, 'rent_due', 'rent_charged', 1, '2018-08-01', '2018-08-01 09:00:00', 'rent_charged', ?)",
            (G,),
        )
    assert len(check_ledger(rehearsal.office)) == 1
    with refused(rehearsal.url, LedgerNotClean) as caught:
        close(rehearsal, JULY)
    assert "finds 1 thing that does not hold" in str(caught.value)


def test_a_closed_month_prints_the_same_whatever_is_backdated_or_erased_since(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    close_until(rehearsal, NOVEMBER)
    printed = {month: month_close.closed(rehearsal.office, month) for month in (JULY, NOVEMBER)}
    rehearsal.paid_claim(G, stories.SEPTEMBER_AND_OCTOBER)
    rehearsal.charge(G, "2018-08-15")
    stories.end_early(rehearsal, G, "2018-11-20")
    erasure.erase_person(rehearsal.office, rehearsal.bo, "RG-0001", day("2026-01-01"))
    for month, text in printed.items():
        assert month_close.closed(rehearsal.office, month) == text
        found = month_close.recheck(rehearsal.office, month)
        assert (found["same"], found["differs"]) == (True, [])


def test_what_was_recorded_after_a_close_shows_as_a_correction_of_the_next_month(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    close_until(rehearsal, NOVEMBER)
    before = fall(rehearsal, NOVEMBER)
    rehearsal.paid_claim(G, stories.SEPTEMBER_AND_OCTOBER)
    assert fall(rehearsal, NOVEMBER) == before
    december = fall(rehearsal, Month(2018, 12))
    assert december["commitment"]["corrections"] == "-1040.00"
    assert december["cost"]["corrections"] == december["cash"]["corrections"] == "1040.00"
    assert december["cost"]["calls"] == "0.00"
    close(rehearsal, Month(2018, 12))
    assert kept(rehearsal, Month(2018, 12))["waterfall"] == {**december, "closed": True}


def test_what_was_recorded_before_the_close_is_no_correction_however_late(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    close_until(rehearsal, NOVEMBER)
    november = kept(rehearsal, NOVEMBER)["waterfall"]
    assert (november["cost"]["calls"], november["cost"]["corrections"]) == ("1040.00", "0.00")


def test_exposure_waterfall_and_balances_of_a_close_are_of_one_moment(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    close_until(rehearsal, NOVEMBER)
    document = kept(rehearsal, NOVEMBER)
    held = {row["account"]: row["balance"] for row in document["balances"]}
    assert document["exposure"]["remaining"] == document["waterfall"]["commitment"]["closing"]
    assert held["commitment"] == document["exposure"]["remaining"] == "2080.00"
    assert held["guarantee_expense"] == document["waterfall"]["cost"]["closing"] == "1040.00"
    assert document["budget"]["programmes"][0]["years"][0]["accepted"] == "1040.00"
    assert document["forecast"]["basis"]["assumptions"] > 0
    assert "age" not in document["exposure_by"]


def test_the_head_that_a_close_prints_covers_the_sha256_of_what_was_kept(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    answer = close(rehearsal, JULY)
    text = month_close.closed(rehearsal.office, JULY)
    (line,) = [each for each in journal(rehearsal.url) if each.act == "close_month"]
    assert answer["sha256"] == hashlib.sha256(text.encode()).hexdigest() == line.details["sha256"]
    assert answer["journal_head"]["seq"] == line.seq
    assert json.loads(text)["journal"]["seq"] == line.seq - 1


def test_recheck_names_what_the_ledger_as_known_then_says_otherwise(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    close(rehearsal, JULY)
    _bend(rehearsal, '"guaranteed": "3120.00"', '"guaranteed": "3121.00"')
    found = month_close.recheck(rehearsal.office, JULY)
    assert found["differs"][0] == "sha256"
    assert found["differs"][1] == "exposure.guaranteed: 3121.00 kept, 3120.00 by the ledger as known then"
    assert not found["same"]
    assert [each.invariant for each in check_ledger(rehearsal.office)] == [23]
    assert verify_journal(rehearsal.office) != []
    _bend(rehearsal, '"guaranteed": "3121.00"', '"guaranteed": "3120.00"')
    assert month_close.recheck(rehearsal.office, JULY)["same"]


def test_an_act_that_had_begun_before_a_close_and_ended_after_it_was_not_known_to_it(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    began_at = rehearsal.clock.instant
    close(rehearsal, JULY)
    closed_at = began_at + dt.timedelta(hours=1)
    rehearsal.clock.instant = began_at + dt.timedelta(minutes=1)
    stories.end_early(rehearsal, G, "2018-07-20")
    assert month_close.recheck(rehearsal.office, JULY)["same"]
    line = next(each.seq for each in journal(rehearsal.url) if each.act == "close_month")
    with reading(rehearsal.office.engine) as session:
        assert rehearsal.clock.instant in known_through(session, closed_at, 1, line).not_yet


@pytest.mark.parametrize("read", [month_close.closed, month_close.recheck])
def test_an_open_month_has_nothing_kept(begin: Begin, read: Any) -> None:
    rehearsal = begin(stories.active)
    with nothing_written(rehearsal.url), pytest.raises(NotFound):
        read(rehearsal.office, JULY)


def _bend(rehearsal: Rehearsal, old: str, new: str) -> None:
    """Change a figure of what was kept, past the guards."""
    with create_engine(rehearsal.url).begin() as outside:
        (guard,) = outside.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'month_close_no_update'"
        ).one()
        outside.exec_driver_sql("DROP TRIGGER month_close_no_update")
        outside.exec_driver_sql("UPDATE month_close SET document = replace(document, ?, ?)", (old, new))
        outside.exec_driver_sql(guard)
