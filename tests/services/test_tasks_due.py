"""Tasks that the record itself asks for: reviews and silence; and days that nobody looked."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import Party
from guarantor.services.guaranteeing import guarantees
from guarantor.services.rent_record import rent
from guarantor.services.worktrays import daily, tasks_due, worktray
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.renting import G, missed, pause, pay, run, tasks
from tests.services.stories import day
from tests.watching import asked, nothing_written

# ---- reviews


@pytest.mark.parametrize(
    ("eve", "opens", "due"),
    [
        ("2018-10-17", "2018-10-18", "2018-11-01"),
        ("2019-01-17", "2019-01-18", "2019-02-01"),
        ("2019-04-16", "2019-04-17", "2019-05-01"),
    ],
)
def test_a_review_opens_14_days_before_it_is_due(begin: Begin, eve: str, opens: str, due: str) -> None:
    rehearsal = begin(stories.active)
    daily.run(rehearsal.office, day(eve))
    (opened,) = run(rehearsal, opens)
    assert (opened["task"], opened["on"], opened["due_on"]) == ("review", opens, due)


@pytest.mark.parametrize(
    ("starts_on", "due"),
    [
        ("2018-07-31", ["2018-10-31", "2019-01-31", "2019-04-30"]),
        ("2018-08-31", ["2018-11-30", "2019-02-28"]),
    ],
)
def test_reviews_fall_on_the_last_day_of_a_shorter_month(
    rehearsal: Rehearsal, starts_on: str, due: list[str]
) -> None:
    rehearsal.active_guarantee(changes={"tenancy.starts_on": starts_on})
    daily.run(rehearsal.office, day("2019-05-01"))
    found = worktray.listed(rehearsal.office, None, closed_too=True)
    assert [each["due_on"] for each in found if each["kind"] == "review"][: len(due)] == due


def test_an_offer_that_nobody_signed_is_never_reviewed(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    daily.run(rehearsal.office, day("2018-12-01"))
    assert tasks(rehearsal, "review") == []


def test_a_review_after_the_end_is_not_needed(begin: Begin) -> None:
    rehearsal = begin(_one_that_ends_by_its_term_of_3_months)
    run(rehearsal, "2018-10-20")
    assert tasks(rehearsal, "review") == [("2018-10-18", None, None)]
    daily.run(rehearsal.office, day("2018-11-02"))
    assert tasks(rehearsal, "review") == [("2018-10-18", "not_needed", "2018-11-01")]


# ---- silence


@pytest.mark.parametrize(("on", "opened"), [("2018-09-05", 0), ("2018-09-06", 1)])
def test_silence_is_asked_about_after_35_days(begin: Begin, on: str, opened: int) -> None:
    rehearsal = begin(stories.charged)
    daily.run(rehearsal.office, day(on))
    assert len(tasks(rehearsal, "silence")) == opened


def test_a_statement_of_silence_does_not_quiet_the_alarm_and_a_report_does(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    month = Month(2018, 8)
    rent.state(rehearsal.office, rehearsal.cora, G, month, "silent", day("2018-09-05"))
    daily.run(rehearsal.office, day("2018-09-10"))
    assert tasks(rehearsal, "silence") == [("2018-09-06", None, None)]
    pay(rehearsal, "2018-09-12")
    daily.run(rehearsal.office, day("2018-09-20"))
    assert tasks(rehearsal, "silence") == [("2018-09-06", "not_needed", "2018-09-12")]


# ---- days that nobody looked

Happening = tuple[dt.date, str, Any]
DAYS = st.dates(day("2018-08-01"), day("2019-01-31"))
HAPPENINGS = st.lists(
    st.tuples(DAYS, st.just("pay"), st.integers(10_000, 80_000))
    | st.tuples(DAYS, st.just("missed"), st.integers(1, 6))
    | st.tuples(DAYS, st.just("pause"), st.integers(1, 40)),
    max_size=8,
)


def _happen(rehearsal: Rehearsal, happening: Happening) -> None:
    on, what, figure = happening
    match what:
        case "pay":
            pay(rehearsal, on.isoformat(), figure)
        case "missed":
            month = Month.of(dt.date(2018 + (figure > 5), (figure + 6) % 12 + 1, 1))
            missed(rehearsal, str(min(month, Month.of(on))), on.isoformat())
        case _:
            pause(rehearsal, on.isoformat(), (on + dt.timedelta(days=figure)).isoformat())


def _lived(
    rehearsal: Rehearsal, happenings: Iterable[Happening], runs: set[dt.date]
) -> list[tuple[Any, ...]]:
    """What stands after half a year with daily runs on some of its days, the last one among them."""
    by_day = sorted(happenings, key=lambda each: each[0])
    on = day("2018-08-01")
    while on <= day("2019-02-10"):
        for happening in by_day:
            if happening[0] == on:
                _happen(rehearsal, happening)
        if on in runs or on == day("2019-02-10"):
            daily.run(rehearsal.office, on)
        on += dt.timedelta(days=1)
    opened = asked(
        rehearsal.url,
        "SELECT kind, basis, owner_role, due_on, opened_on, opened_by FROM task ORDER BY basis",
    )
    closed = asked(
        rehearsal.url,
        "SELECT basis, step, happened_on, officer FROM task_step JOIN task ON task.id = task_step.task "
        "ORDER BY basis, task_step.id",
    )
    statuses = asked(
        rehearsal.url, "SELECT guarantee_ref, status, reason_code, happened_on FROM guarantee_status"
    )
    return [*opened, *closed, *statuses]


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HAPPENINGS, st.sets(DAYS, max_size=6))
def test_missed_days_caught_up_leave_the_record_of_daily_runs(
    begin: Begin, happenings: list[Happening], runs: set[dt.date]
) -> None:
    every, some = begin(_a_charged_half_year), begin(_a_charged_half_year)
    all_days = {day("2018-08-01") + dt.timedelta(days=number) for number in range(200)}
    assert _lived(some, happenings, runs) == _lived(every, happenings, all_days)


def test_running_again_writes_nothing(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    missed(rehearsal, "2018-09", "2018-09-10")
    daily.run(rehearsal.office, day("2018-12-20"))
    with nothing_written(rehearsal.url):
        assert daily.run(rehearsal.office, day("2018-12-20")) == []


def test_a_run_that_stops_half_way_is_finished_by_the_next(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, broken = begin(stories.charged), begin(stories.charged)
    done = daily.run(whole.office, day("2018-12-20"))
    assert len(done) > 3
    acts = iter(range(2))
    do = tasks_due._do

    def killed(*words: Any) -> None:
        if next(acts, None) is None:
            raise KeyboardInterrupt
        do(*words)

    with monkeypatch.context() as patched:
        patched.setattr(tasks_due, "_do", killed)
        with pytest.raises(KeyboardInterrupt):
            daily.run(broken.office, day("2018-12-20"))
    assert len(daily.run(broken.office, day("2018-12-20"))) == len(done) - 2
    for kind in ("review", "silence"):
        assert tasks(broken, kind) == tasks(whole, kind)


@after(stories.active)
def _a_charged_half_year(rehearsal: Rehearsal) -> None:
    rehearsal.charge(
        G, "2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01", "2018-12-01", "2019-01-01", "2019-02-01"
    )


@after(Rehearsal.staff)
def _one_that_ends_by_its_term_of_3_months(rehearsal: Rehearsal) -> None:
    """RG-0001/1 runs to the day before the 25th birthday: three months from 1 August 2018."""
    guarantee = rehearsal.offered_guarantee(changes={"person.date_of_birth": "1993-11-01"})
    for party in Party:
        guarantees.sign(rehearsal.office, rehearsal.cora, guarantee, party, day("2018-07-06"))
