"""Early warnings: support first, a formal one at a month's rent, none while they rest or nobody has heard."""

import pytest

from guarantor.domain.refusals import NotPermitted
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.rent_record import rent, rent_corrections, warnings
from guarantor.services.worktrays import daily, worktray
from tests.conftest import Begin
from tests.services import stories
from tests.services.renting import G, missed, pause, pay, run, tasks
from tests.services.stories import day
from tests.watching import one_line, refused, transfers


def test_the_report_of_missed_rent_opens_support_in_the_same_act(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    with one_line(rehearsal.url) as added:
        missed(rehearsal, "2018-09", "2018-09-10")
    assert len(added[0].details["tasks"]) == 2
    assert tasks(rehearsal, "early_warning") == [("2018-09-10", None, None)]
    assert tasks(rehearsal, "formal_warning") == [("2018-09-10", None, None)]
    assert [each for each in run(rehearsal, "2018-09-10") if "warning" in each["task"]] == []


@pytest.mark.parametrize(("paid_pence", "formal"), [(1, 0), (52_000, 0), (51_999, 0), (0, 1)])
def test_a_formal_warning_takes_a_months_rent(begin: Begin, paid_pence: int, formal: int) -> None:
    rehearsal = begin(stories.active)
    rehearsal.charge(G, "2018-09-01")
    if paid_pence:
        pay(rehearsal, "2018-09-02", paid_pence)
    missed(rehearsal, "2018-09", "2018-09-10")
    daily.run(rehearsal.office, day("2018-09-10"))
    assert len(tasks(rehearsal, "formal_warning")) == formal
    assert len(tasks(rehearsal, "early_warning")) == (0 if paid_pence == 52_000 else 1)


def test_a_part_payment_is_seen_by_the_daily_run_under_its_own_day(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    pay(rehearsal, "2018-08-01", 52_000)
    pay(rehearsal, "2018-09-05", 30_000)
    assert tasks(rehearsal, "early_warning") == []
    run(rehearsal, "2018-09-20")
    assert tasks(rehearsal, "early_warning") == [("2018-09-05", None, None)]


def test_warnings_close_when_the_arrears_clear(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    pay(rehearsal, "2018-08-01")
    missed(rehearsal, "2018-09", "2018-09-10")
    pay(rehearsal, "2018-09-20", 52_000)
    daily.run(rehearsal.office, day("2018-09-25"))
    for kind in ("early_warning", "formal_warning"):
        assert tasks(rehearsal, kind) == [("2018-09-10", "not_needed", "2018-09-20")]


def test_what_an_officer_closed_stays_as_it_is(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    missed(rehearsal, "2018-08", "2018-08-10")
    for each in worktray.listed(rehearsal.office, None):
        number = int(each["task"][2:])
        worktray.close(rehearsal.office, rehearsal.cora, number, "done", "spoke with Tam", day("2018-08-12"))
    pay(rehearsal, "2018-08-20")
    daily.run(rehearsal.office, day("2018-08-25"))
    assert tasks(rehearsal, "early_warning") == [("2018-08-10", "done", "2018-08-12")]


def test_new_arrears_open_a_new_task(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    pay(rehearsal, "2018-08-01")
    missed(rehearsal, "2018-09", "2018-09-10")
    pay(rehearsal, "2018-09-20")
    missed(rehearsal, "2018-10", "2018-10-05")
    daily.run(rehearsal.office, day("2018-10-06"))
    assert tasks(rehearsal, "early_warning") == [
        ("2018-09-10", "not_needed", "2018-09-20"),
        ("2018-10-05", None, None),
    ]


def test_silence_warns_nobody(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    daily.run(rehearsal.office, day("2018-11-05"))
    assert tasks(rehearsal, "early_warning") == tasks(rehearsal, "formal_warning") == []


def test_a_payment_that_bounced_asks_for_the_warning_again(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    pay(rehearsal, "2018-08-01")
    missed(rehearsal, "2018-09", "2018-09-10")
    pay(rehearsal, "2018-09-20")
    number = transfers(rehearsal.url)[-1]["id"]
    daily.run(rehearsal.office, day("2018-09-25"))
    rent_corrections.correct(
        rehearsal.office, rehearsal.cora, G, number, 0, "bounced", day("2018-09-28"), None
    )
    daily.run(rehearsal.office, day("2018-09-28"))
    assert tasks(rehearsal, "early_warning") == [("2018-09-10", None, None)]


def test_a_backdated_payment_that_leaves_no_arrears_closes_what_was_opened(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    missed(rehearsal, "2018-08", "2018-08-10")
    daily.run(rehearsal.office, day("2018-08-11"))
    pay(rehearsal, "2018-08-02")
    daily.run(rehearsal.office, day("2018-08-15"))
    assert tasks(rehearsal, "early_warning") == [("2018-08-10", "not_needed", "2018-08-15")]


# ---- the pause


@pytest.mark.parametrize(("until", "opened_on"), [("2018-09-09", "2018-09-10"), ("2018-09-10", "2018-09-11")])
def test_no_warning_opens_in_a_pause_which_ends_by_itself(begin: Begin, until: str, opened_on: str) -> None:
    rehearsal = begin(stories.charged)
    pause(rehearsal, "2018-09-01", until)
    missed(rehearsal, "2018-09", "2018-09-10")
    daily.run(rehearsal.office, day("2018-09-20"))
    assert tasks(rehearsal, "early_warning") == [(opened_on, None, None)]


def test_arrears_that_clear_in_a_pause_never_ask_for_a_warning(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    pay(rehearsal, "2018-08-01")
    pause(rehearsal, "2018-09-01", "2018-09-30")
    missed(rehearsal, "2018-09", "2018-09-10")
    pay(rehearsal, "2018-09-20")
    daily.run(rehearsal.office, day("2018-10-20"))
    assert tasks(rehearsal, "early_warning") == []


def test_the_statement_shows_stage_history_and_pause(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    pay(rehearsal, "2018-08-01")
    missed(rehearsal, "2018-09", "2018-09-10")
    missed(rehearsal, "2018-10", "2018-10-10")
    pause(rehearsal, "2018-10-11", "2018-10-20")
    shown = rent.statement(rehearsal.office, G, day("2018-10-20"))
    assert (shown["stage"], shown["warnings_paused"]) == ("claimable", True)
    assert [(each["from"], each["stage"]) for each in shown["stages"]] == [
        ("2018-09-01", "formal"),
        ("2018-10-01", "claimable"),
    ]
    assert shown["pauses"][0]["reason"] == "in hospital"
    assert not rent.statement(rehearsal.office, G, day("2018-10-21"))["warnings_paused"]


def test_a_pause_needs_its_days_in_order_and_a_reason(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    with refused(rehearsal.url, WrongInput) as caught:
        pause(rehearsal, "2018-09-02", "2018-09-01")
    assert "--until" in str(caught.value)
    with refused(rehearsal.url, NotPermitted):
        warnings.pause(
            rehearsal.office, rehearsal.fay, G, day("2018-09-01"), day("2018-09-02"), "why", day("2018-09-01")
        )
