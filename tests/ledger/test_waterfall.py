"""The waterfall against sums over the bare history, and a closed month that never says anything else."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.dates import Month
from guarantor.ledger.postings import Kind
from guarantor.ledger.waterfall import (
    CASH,
    COMMITMENT,
    COST,
    Fall,
    MonthFall,
    Movement,
    months,
    reported_in,
    waterfall,
)

FIRST, LAST = Month(2018, 7), Month(2019, 3)
JULY, AUGUST, SEPTEMBER = Month(2018, 7), Month(2018, 8), Month(2018, 9)
OF_THE_COUNCIL = [kind for kind in Kind if kind in {*COMMITMENT, *COST, *CASH}]


@dataclass(frozen=True)
class History:
    """Movements as they were recorded, with how many months were closed before each, and the closed months."""

    movements: tuple[Movement, ...]
    closed: tuple[Month, ...]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Anything recorded in any order of days, months closed one after the other in between."""
    movements: list[Movement] = []
    closed: list[Month] = []
    for _ in range(draw(st.integers(0, 40))):
        if draw(st.integers(0, 6)) == 0 and len(closed) < 6:
            closed.append(closed[-1].following() if closed else FIRST)
            continue
        kind = draw(st.sampled_from(OF_THE_COUNCIL))
        may_move = kind in (Kind.COMMITMENT_MADE, Kind.COMMITMENT_RELEASED)
        movements.append(
            Movement(
                kind,
                draw(st.dates(FIRST.first_on, LAST.last_on)),
                draw(st.integers(1, 400_000)),
                closes_missed=len(closed),
                moved=may_move and draw(st.booleans()),
            )
        )
    return History(tuple(movements), tuple(closed))


def known_by(history: History, month: Month) -> list[Movement]:
    """What was recorded before the month was closed; everything while it is open."""
    if month not in history.closed:
        return list(history.movements)
    place = history.closed.index(month)
    return [each for each in history.movements if each.closes_missed <= place]


def balance(history: History, month: Month, lines: Mapping[Kind, tuple[str, int]]) -> int:
    """The balance on the month's last day, of what was known when it was closed."""
    return sum(
        lines[each.kind][1] * each.amount_pence
        for each in known_by(history, month)
        if each.kind in lines and each.happened_on <= month.last_on
    )


def falls_of(month: MonthFall) -> list[tuple[Fall, Mapping[Kind, tuple[str, int]]]]:
    return [(month.commitment, COMMITMENT), (month.cost, COST), (month.cash, CASH)]


@given(histories())
def test_each_month_closes_with_the_balance_of_its_last_day_as_known_at_its_close(history: History) -> None:
    for each in waterfall(history.movements, history.closed, FIRST, LAST):
        for fall, lines in falls_of(each):
            assert fall.closing_pence == balance(history, each.month, lines)


@given(histories())
def test_opening_and_movements_make_the_closing_and_that_opens_the_next(history: History) -> None:
    found = waterfall(history.movements, history.closed, FIRST, LAST)
    openings = [0, 0, 0]
    for each in found:
        falls = [fall for fall, _ in falls_of(each)]
        assert [fall.opening_pence for fall in falls] == openings
        openings = [fall.opening_pence + sum(fall.movements.values()) for fall in falls]
        assert [fall.closing_pence for fall in falls] == openings


@given(histories())
def test_what_is_no_correction_is_dated_in_the_month_and_was_known_at_its_close(history: History) -> None:
    for each in waterfall(history.movements, history.closed, FIRST, LAST):
        own = [known for known in known_by(history, each.month) if Month.of(known.happened_on) == each.month]
        for fall, lines in falls_of(each):
            for name, pence in fall.movements.items():
                if name == "corrections":
                    continue
                assert pence == sum(
                    lines[known.kind][1] * known.amount_pence
                    for known in own
                    if known.kind in lines and (("moved" if known.moved else lines[known.kind][0]) == name)
                )


@given(histories(), st.data())
def test_a_closed_month_says_the_same_whatever_is_recorded_later(
    history: History, data: st.DataObject
) -> None:
    later = data.draw(st.lists(st.dates(FIRST.first_on, LAST.last_on), max_size=8))
    missed = len(history.closed)
    more = tuple(Movement(Kind.CLAIM_ACCEPTED, day, 7, closes_missed=missed) for day in later)
    before = waterfall(history.movements, history.closed, FIRST, LAST)
    after = waterfall((*history.movements, *more), history.closed, FIRST, LAST)
    assert after[: len(history.closed)] == before[: len(history.closed)]


@given(histories())
def test_months_asked_for_later_open_with_all_that_came_before(history: History) -> None:
    whole = waterfall(history.movements, history.closed, FIRST, LAST)
    assert waterfall(history.movements, history.closed, Month(2018, 12), LAST) == whole[5:]


def _told(movement: Movement, closed: Sequence[Month]) -> dict[Month, dict[str, int]]:
    found = waterfall([movement], closed, JULY, SEPTEMBER)
    return {
        each.month: {name: pence for name, pence in each.cost.movements.items() if pence} for each in found
    }


def test_an_entry_recorded_before_the_close_shows_in_its_own_month_and_after_it_as_a_correction() -> None:
    called = Movement(Kind.CLAIM_ACCEPTED, dt.date(2018, 7, 31), 100, closes_missed=0)
    assert _told(called, [JULY]) == {JULY: {"calls": 100}, AUGUST: {}, SEPTEMBER: {}}
    late = replace(called, closes_missed=1)
    assert _told(late, [JULY]) == {JULY: {}, AUGUST: {"corrections": 100}, SEPTEMBER: {}}
    assert _told(late, [JULY, AUGUST]) == {JULY: {}, AUGUST: {"corrections": 100}, SEPTEMBER: {}}


def test_a_correction_of_a_month_long_closed_shows_in_the_first_month_that_was_open() -> None:
    late = Movement(Kind.CLAIM_ACCEPTED, dt.date(2018, 7, 1), 100, closes_missed=2)
    assert _told(late, [JULY, AUGUST]) == {JULY: {}, AUGUST: {}, SEPTEMBER: {"corrections": 100}}


def test_an_entry_of_a_month_still_open_is_no_correction_however_many_were_closed() -> None:
    called = Movement(Kind.CLAIM_ACCEPTED, dt.date(2018, 9, 1), 100, closes_missed=2)
    assert reported_in(called, [JULY, AUGUST]) == SEPTEMBER
    assert _told(called, [JULY, AUGUST])[SEPTEMBER] == {"calls": 100}


def test_a_move_shows_apart_from_new_and_ended_and_its_two_deeds_net() -> None:
    moved = [
        Movement(Kind.COMMITMENT_RELEASED, dt.date(2018, 8, 3), 200_000, moved=True),
        Movement(Kind.COMMITMENT_MADE, dt.date(2018, 8, 3), 180_000, moved=True),
        Movement(Kind.COMMITMENT_MADE, dt.date(2018, 8, 4), 312_000),
        Movement(Kind.COMMITMENT_RELEASED, dt.date(2018, 8, 5), 1_000),
    ]
    (august,) = waterfall(moved, [], AUGUST, AUGUST)
    told = {name: pence for name, pence in august.commitment.movements.items() if pence}
    assert told == {"new": 312_000, "ended": -1_000, "moved": -20_000}


def test_money_that_is_not_the_councils_shows_nowhere() -> None:
    rent = [Movement(kind, dt.date(2018, 8, 3), 100) for kind in Kind if kind not in OF_THE_COUNCIL]
    (august,) = waterfall(rent, [], AUGUST, AUGUST)
    assert {fall.closing_pence for fall, _ in falls_of(august)} == {0}


def test_months_run_over_the_turn_of_the_year() -> None:
    assert [str(month) for month in months(Month(2018, 11), Month(2019, 2))] == [
        "2018-11",
        "2018-12",
        "2019-01",
        "2019-02",
    ]
    assert months(Month(2019, 1), Month(2018, 12)) == []
