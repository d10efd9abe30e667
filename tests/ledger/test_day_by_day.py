"""Times in arrears and in silence, worked out day from day, against each day worked out on its own."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guarantor.domain.dates import Month
from guarantor.ledger.arrears import Arrears, Charge, CouncilPayment, Payment, RentRecord, arrears
from guarantor.ledger.day_by_day import Episode, Silence, closes, episodes, silences
from tests.ledger.conftest import ENTRIES, QUARTER, QUARTER_MONTHS, Entry, record_of

ALARM = 35
SHARE = 52_000
LAST_ON = dt.date(2018, 12, 31)
HEARD = st.dictionaries(QUARTER_MONTHS, QUARTER, max_size=4)
NOBODY: Mapping[Month, dt.date] = {}


def of(
    record: RentRecord, heard: Mapping[Month, dt.date], until: str = "2019-07-31"
) -> tuple[list[Episode], list[Silence]]:
    """The times of a record: formal at one month's share."""
    states = closes(record, heard, dt.date.fromisoformat(until), ALARM)
    return episodes(states, lambda _: SHARE), silences(states, ALARM)


def heard_by(heard: Mapping[Month, dt.date], record: RentRecord, day: dt.date) -> Arrears:
    """The state of one day on its own, knowing the reports that had come by then."""
    missed = frozenset(month for month, on in heard.items() if on <= day)
    return arrears(replace(record, missed=missed), day)


@settings(max_examples=60)
@given(ENTRIES, HEARD)
def test_each_close_is_the_state_of_its_day_worked_out_alone(
    entries: list[Entry], heard: Mapping[Month, dt.date]
) -> None:
    record = record_of(entries)
    for state in closes(record, heard, LAST_ON, ALARM):
        alone = heard_by(heard, record, state.on)
        owed = sum(each.unpaid_pence for each in state.open_charges if each.heard_of)
        silent = sum(each.unpaid_pence for each in state.open_charges if not each.heard_of)
        assert (owed, silent) == (alone.arrears_pence, alone.not_heard_of_pence)


@settings(max_examples=40)
@given(ENTRIES, HEARD)
def test_episodes_are_the_days_in_arrears_and_no_others(
    entries: list[Entry], heard: Mapping[Month, dt.date]
) -> None:
    record = record_of(entries)
    found = episodes(closes(record, heard, LAST_ON, ALARM), lambda _: SHARE)
    day = dt.date(2018, 7, 31)
    while day < LAST_ON:
        day += dt.timedelta(days=1)
        inside = [
            each
            for each in found
            if each.began_on <= day and (each.cleared_on is None or day < each.cleared_on)
        ]
        owed = heard_by(heard, record, day).arrears_pence
        assert len(inside) == (1 if owed else 0)
        if owed >= SHARE:
            assert inside[0].formal_on is not None
            assert inside[0].formal_on <= day


@settings(max_examples=60)
@given(ENTRIES, HEARD, QUARTER)
def test_what_is_over_by_a_day_does_not_change_as_days_pass(
    entries: list[Entry], heard: Mapping[Month, dt.date], on: dt.date
) -> None:
    record = record_of(entries)
    earlier = closes(record, heard, on, ALARM)
    later = closes(record, heard, LAST_ON, ALARM)
    assert [state for state in later if state.on <= on] == earlier
    closed = [each for each in episodes(earlier, lambda _: SHARE) if each.cleared_on is not None]
    assert closed == [
        each
        for each in episodes(later, lambda _: SHARE)
        if each.cleared_on is not None and each.cleared_on <= on
    ]


def test_nobody_is_warned_of_what_nobody_has_heard(quiet_year: RentRecord) -> None:
    assert of(quiet_year, NOBODY)[0] == []


def test_a_report_begins_the_episode_on_its_own_day(quiet_year: RentRecord) -> None:
    heard = {Month(2018, 9): dt.date(2018, 9, 10)}
    reported_on = dt.date(2018, 9, 10)
    (episode,) = of(quiet_year, heard)[0]
    assert episode == Episode(dt.date(2018, 9, 1), 1, reported_on, reported_on, None)


@pytest.mark.parametrize(("missing_pence", "formal"), [(51_999, False), (52_000, True), (52_001, True)])
def test_the_formal_warning_begins_at_the_share(missing_pence: int, formal: bool) -> None:
    rent = [Charge(dt.date(2018, 9, 1), 60_000)]
    paid = [Payment(dt.date(2018, 9, 1), 60_000 - missing_pence)]
    (episode,) = of(RentRecord(rent, paid, [], frozenset()), NOBODY)[0]
    assert (episode.formal_on is not None) is formal
    assert episode.began_on == dt.date(2018, 9, 1)


def test_arrears_that_come_again_are_another_episode(quiet_year: RentRecord) -> None:
    heard = {Month(2018, 9): dt.date(2018, 9, 10), Month(2018, 11): dt.date(2018, 11, 10)}
    paid = [Payment(dt.date(2018, 8, 1), 52_000), Payment(dt.date(2018, 9, 20), 52_000)]
    record = replace(quiet_year, charges=quiet_year.charges[:4], payments=paid)
    first, second = of(record, heard)[0]
    assert (first.due_on, first.cleared_on) == (dt.date(2018, 9, 1), dt.date(2018, 9, 20))
    assert (second.due_on, second.turn, second.cleared_on) == (dt.date(2018, 11, 1), 1, None)


def test_a_payment_that_came_back_owes_the_same_month_a_second_time() -> None:
    month, due_on = Month(2018, 9), dt.date(2018, 9, 1)
    council = [
        CouncilPayment(dt.date(2018, 11, 10), month, 52_000),
        CouncilPayment(dt.date(2018, 11, 20), month, -52_000),
    ]
    record = RentRecord([Charge(due_on, 52_000)], [], council, frozenset())
    first, second = of(record, {month: dt.date(2018, 9, 10)})[0]
    assert (first.due_on, first.turn, first.cleared_on) == (due_on, 1, dt.date(2018, 11, 10))
    assert (second.due_on, second.turn, second.began_on) == (due_on, 2, dt.date(2018, 11, 20))


@pytest.mark.parametrize(("until", "alarms"), [("2018-10-06", 0), ("2018-10-07", 1)])
def test_silence_is_an_alarm_after_35_days_have_passed(until: str, alarms: int) -> None:
    record = RentRecord([Charge(dt.date(2018, 9, 1), 52_000)], [], [], frozenset())
    assert len(of(record, NOBODY, until)[1]) == alarms


@pytest.mark.parametrize(("heard_on", "alarms"), [("2018-10-06", 0), ("2018-10-07", 0), ("2018-10-08", 1)])
def test_a_word_by_the_day_of_the_alarm_raises_none(heard_on: str, alarms: int) -> None:
    record = RentRecord([Charge(dt.date(2018, 9, 1), 52_000)], [], [], frozenset())
    heard = {Month(2018, 9): dt.date.fromisoformat(heard_on)}
    assert len(of(record, heard)[1]) == alarms


def test_a_weekly_lets_silent_month_is_one_alarm_until_all_of_it_is_heard_of() -> None:
    weeks = [Charge(dt.date(2018, 9, 3) + dt.timedelta(days=7 * week), 12_000) for week in range(4)]
    paid = [Payment(dt.date(2018, 11, 20), 24_000), Payment(dt.date(2018, 11, 25), 24_000)]
    assert of(RentRecord(weeks, paid, [], frozenset()), NOBODY)[1] == [
        Silence(dt.date(2018, 9, 3), 1, dt.date(2018, 10, 9), dt.date(2018, 11, 25))
    ]


def test_each_silent_month_is_an_alarm_of_its_own(quiet_year: RentRecord) -> None:
    found = of(quiet_year, NOBODY, "2018-11-06")[1]
    assert [each.began_on for each in found] == [
        dt.date(2018, 9, 6),
        dt.date(2018, 10, 7),
        dt.date(2018, 11, 6),
    ]
