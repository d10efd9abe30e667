"""What a plan asks for is written off by two finance officers, and never more than is left."""

import pytest

from guarantor.domain.refusals import MoreThanIsLeft, NotRecoverable, SamePerson
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.paying import recovery_documents, write_offs
from tests.conftest import Begin
from tests.services import paying, stories
from tests.services.claiming import C, balances_held
from tests.services.paying import recover, write_off
from tests.services.stories import day
from tests.watching import asked, journal, nothing_written, one_line, refused


def test_a_write_off_takes_two_and_does_nothing_in_between(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    proposed = write_off(rehearsal, 10_000)
    assert balances_held(rehearsal)["recoverable"] == "1040.00"
    with refused(rehearsal.url, SamePerson):
        rehearsal.confirmed(proposed, rehearsal.fay, on=day("2019-02-02"))
    with one_line(rehearsal.url) as added:
        done = rehearsal.confirmed(proposed, rehearsal.finn, on=day("2019-02-02"))
    assert done == {"claim": C, "written_off": "100.00", "left": "940.00"}
    assert added[0].act == "confirm_write_off"
    held = balances_held(rehearsal)
    assert (held["recoverable"], held["bank"], held["recoveries"]) == ("940.00", "-1040.00", "0.00")
    shown = recovery_documents.shown(rehearsal.office, C, day("2019-02-02"))
    assert (shown["written_off"], shown["left"], shown["instalments"][0]["unpaid"]) == (
        "100.00",
        "940.00",
        "300.00",
    )


@pytest.mark.parametrize(("amount_pence", "is_refused"), [(104_000, False), (104_001, True)])
def test_no_more_is_written_off_than_is_left(begin: Begin, amount_pence: int, is_refused: bool) -> None:
    rehearsal = begin(paying.planned)
    if is_refused:
        with refused(rehearsal.url, MoreThanIsLeft):
            write_off(rehearsal, amount_pence)
    else:
        proposed = write_off(rehearsal, amount_pence)
        assert rehearsal.confirmed(proposed, rehearsal.finn, on=day("2019-02-02"))["left"] == "0.00"
        with refused(rehearsal.url, NotRecoverable):
            write_off(rehearsal, 1)


def test_money_that_came_in_since_is_not_written_off(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    proposed = write_off(rehearsal, 104_000)
    recover(rehearsal, 1)
    with refused(rehearsal.url, MoreThanIsLeft):
        rehearsal.confirmed(proposed, rehearsal.finn, on=day("2019-02-02"))


def test_two_write_offs_proposed_of_the_same_sum_take_it_once(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    first, second = write_off(rehearsal, 104_000), write_off(rehearsal, 104_000)
    rehearsal.confirmed(second, rehearsal.finn, on=day("2019-02-02"))
    with refused(rehearsal.url, NotRecoverable):
        rehearsal.confirmed(first, rehearsal.finn, on=day("2019-02-02"))


def test_money_beyond_what_was_written_off_meets_no_plan(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    rehearsal.confirmed(write_off(rehearsal, 100_000), rehearsal.finn, on=day("2019-02-02"))
    recover(rehearsal, 5_000, on="2019-02-03")
    held = balances_held(rehearsal)
    assert (held["recoverable"], held["recoveries"]) == ("0.00", "50.00")


def test_nothing_is_written_off_where_no_plan_asks_for_it(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    with refused(rehearsal.url, NotRecoverable) as caught:
        write_off(rehearsal, 1)
    assert "no plan asks for anything" in str(caught.value)


def test_a_write_off_needs_its_reason_which_stays_out_of_the_journal(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    with refused(rehearsal.url, WrongInput) as caught:
        write_offs.propose_write_off(rehearsal.office, rehearsal.fay, C, 1, "  ", day("2019-02-01"))
    assert "--reason" in str(caught.value)
    write_off(rehearsal, 1)
    assert asked(rehearsal.url, "SELECT reason FROM write_off") == [("nothing to live on",)]
    assert "nothing to live on" not in repr(journal(rehearsal.url))
    assert "nothing to live on" not in repr(asked(rehearsal.url, "SELECT content FROM pending_act"))


def test_what_is_left_is_shown_without_writing(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    with nothing_written(rehearsal.url):
        recovery_documents.listed(rehearsal.office, None)
