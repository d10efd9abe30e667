"""Stages of arrears on every boundary, and their history."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given

from guarantor.domain.dates import Month
from guarantor.ledger.arrears import Charge, CouncilPayment, DepositPayment, Payment, RentRecord, arrears
from guarantor.ledger.stages import Stage, StageStep, history, stage
from tests.ledger.conftest import ANY_RECORDS, DAYS, LAST_ON

SHARE = 52_000
AUGUST, SEPTEMBER, OCTOBER = (Month(2018, month) for month in (8, 9, 10))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def told(record: RentRecord, until: str = "2019-07-31") -> list[tuple[str, str, int]]:
    """The history with formal at one month's share and claimable at two."""
    return [
        (step.on.isoformat(), str(step.stage), step.arrears_pence)
        for step in history(record, day(until), SHARE, 1, 2)
    ]


@pytest.mark.parametrize(
    ("owed", "expected"),
    [
        (0, Stage.CLEAR),
        (1, Stage.EARLY_WARNING),
        (51_999, Stage.EARLY_WARNING),
        (52_000, Stage.FORMAL),
        (103_999, Stage.FORMAL),
        (104_000, Stage.CLAIMABLE),
        (104_001, Stage.CLAIMABLE),
    ],
)
def test_a_stage_begins_at_its_share_and_not_a_penny_before(owed: int, expected: Stage) -> None:
    charges = [Charge(day("2018-08-01"), 300_000)]
    record = RentRecord(charges, [Payment(day("2018-08-01"), 300_000 - owed)], [], frozenset())
    assert stage(arrears(record, day("2018-08-01")), SHARE, 1, 2) is expected


@pytest.mark.parametrize(
    ("formal", "call", "expected"), [(1, 3, "formal"), (2, 2, "claimable"), (3, 4, "early_warning")]
)
def test_the_thresholds_are_the_policys(formal: int, call: int, expected: str) -> None:
    record = RentRecord([Charge(day("2018-08-01"), 104_000)], [], [], frozenset({AUGUST}))
    assert stage(arrears(record, day("2018-08-01")), SHARE, formal, call) == expected


def test_silence_alone_has_no_history(quiet_year: RentRecord) -> None:
    assert told(quiet_year) == []


def test_the_history_names_each_change_with_its_day_and_sum(quiet_year: RentRecord) -> None:
    record = replace(
        quiet_year,
        payments=[Payment(day("2018-08-20"), 40_000), Payment(day("2018-12-20"), 300_000)],
        met_by_council=[CouncilPayment(day("2018-11-10"), OCTOBER, 52_000)],
        missed=frozenset({SEPTEMBER, OCTOBER}),
    )
    assert told(record) == [
        ("2018-08-20", "early_warning", 12_000),
        ("2018-09-01", "formal", 64_000),
        ("2018-10-01", "claimable", 116_000),
        ("2018-11-10", "formal", 64_000),
        ("2018-12-20", "clear", 0),
        ("2019-03-01", "early_warning", 24_000),
    ]


def test_the_deposit_moves_the_stage_too(quiet_year: RentRecord) -> None:
    met = DepositPayment(day("2018-09-20"), SEPTEMBER, 52_000)
    record = replace(quiet_year, met_by_deposit=[met], missed=frozenset({SEPTEMBER}))
    assert told(record) == [("2018-09-01", "formal", 52_000), ("2018-09-20", "clear", 0)]


def test_what_a_named_month_frees_moves_the_stage_when_that_month_is_over(quiet_year: RentRecord) -> None:
    named = Payment(day("2018-09-10"), 104_000, month=SEPTEMBER)
    # No rent falls due in October, so nothing else is dated on the day on which the money is free.
    record = replace(quiet_year, charges=quiet_year.charges[:2], payments=[named], missed=frozenset({AUGUST}))
    assert told(record, "2018-10-01") == [("2018-08-01", "formal", 52_000), ("2018-10-01", "clear", 0)]
    assert told(record, "2018-09-30") == [("2018-08-01", "formal", 52_000)]


def test_a_backdated_payment_rewrites_the_history_as_if_it_had_come_in_order(quiet_year: RentRecord) -> None:
    record = replace(quiet_year, missed=frozenset({AUGUST, SEPTEMBER}))
    assert told(record, "2018-09-30") == [
        ("2018-08-01", "formal", 52_000),
        ("2018-09-01", "claimable", 104_000),
    ]
    known = replace(record, payments=[Payment(day("2018-08-03"), 52_000)])
    assert told(known, "2018-09-30") == [
        ("2018-08-01", "formal", 52_000),
        ("2018-08-03", "clear", 0),
        ("2018-09-01", "formal", 52_000),
    ]


@given(ANY_RECORDS, DAYS)
def test_the_history_ends_where_the_stage_of_the_day_stands(record: RentRecord, on: dt.date) -> None:
    steps = history(record, on, SHARE, 1, 2)
    rent = arrears(record, on)
    assert (steps[-1].stage if steps else Stage.CLEAR) is stage(rent, SHARE, 1, 2)
    stages = [Stage.CLEAR, *(step.stage for step in steps)]
    assert all(one is not other for one, other in pairwise(stages))
    assert all(step.on <= on for step in steps)


@given(ANY_RECORDS)
def test_the_stage_of_every_day_is_that_of_the_last_change(record: RentRecord) -> None:
    steps = history(record, LAST_ON, SHARE, 1, 2)
    for days in range(0, 365, 7):
        on = LAST_ON - dt.timedelta(days=days)
        before = [step for step in steps if step.on <= on]
        last = before[-1] if before else StageStep(on, Stage.CLEAR, 0)
        assert stage(arrears(record, on), SHARE, 1, 2) is last.stage
