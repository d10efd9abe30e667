"""The charges of a let at once, the deposit, and what a turned-round payment leaves."""

from typing import Any

import pytest

from guarantor.domain.refusals import AlreadyCharged, KeyUsedBefore, NotPermitted
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.rent_periods import Every
from guarantor.services.rent_record import deposits, rent, rent_corrections
from guarantor.services.rent_record.rent_schedules import Schedule, schedule
from guarantor.storage import guarantee_files, rent_files
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day
from tests.watching import nothing_written, one_line, refused, transfers

G = "RG-0001/1"


def _let(every: Every, first: str | None, until: str | None, pence: int | None = 12_000) -> Schedule:
    return Schedule(every, pence, day(first) if first else None, day(until) if until else None, ())


def _termly(*instalments: tuple[str, int], until: str | None = None) -> Schedule:
    agreed = tuple((day(due), pence) for due, pence in instalments)
    return Schedule(Every.TERM, None, None, day(until) if until else None, agreed)


def _schedule(rehearsal: Rehearsal, let: Schedule, key: str | None = None) -> dict[str, Any]:
    return schedule(rehearsal.office, rehearsal.cora, G, let, day("2018-08-01"), key)


def _due(rehearsal: Rehearsal) -> list[str]:
    charges = rent.statement(rehearsal.office, G, day("2019-12-31"))["charges"]
    return [each["due_on"] for each in charges]


@pytest.mark.parametrize(
    ("every", "first", "until", "due"),
    [
        (Every.WEEK, "2018-08-06", "2018-08-20", ["2018-08-06", "2018-08-13", "2018-08-20"]),
        (Every.WEEK, "2018-08-06", "2018-08-19", ["2018-08-06", "2018-08-13"]),
        (Every.FOUR_WEEKS, "2018-08-06", "2018-10-01", ["2018-08-06", "2018-09-03", "2018-10-01"]),
        (Every.MONTH, "2018-08-31", "2018-10-31", ["2018-08-31", "2018-09-30", "2018-10-31"]),
    ],
)
def test_a_let_is_charged_on_each_of_its_days(
    begin: Begin, every: Every, first: str, until: str, due: list[str]
) -> None:
    rehearsal = begin(stories.active)
    with one_line(rehearsal.url) as added:
        answer = _schedule(rehearsal, _let(every, first, until))
    assert _due(rehearsal) == due
    assert [each["due_on"] for each in answer["due"]] == due
    assert (answer["charges"], len(added[0].details["transfers"])) == (len(due), len(due))
    assert rent.statement(rehearsal.office, G, day(until))["every"] == every


def test_without_a_last_day_a_let_is_charged_to_the_guarantees_last(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    answer = _schedule(rehearsal, _let(Every.MONTH, "2018-08-01", None))
    assert (answer["charges"], answer["last_on"]) == (12, "2019-07-01")


def test_a_term_is_charged_by_its_instalments(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    let = _termly(
        ("2019-01-10", 150_000), ("2018-09-20", 160_000), ("2019-05-01", 140_000), until="2019-01-31"
    )
    assert _schedule(rehearsal, let)["charged"] == "3100.00"
    assert _due(rehearsal) == ["2018-09-20", "2019-01-10"]


def test_no_day_is_charged_twice(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    _schedule(rehearsal, _let(Every.MONTH, "2018-08-01", "2018-10-01"))
    with refused(rehearsal.url, AlreadyCharged) as caught:
        _schedule(rehearsal, _let(Every.MONTH, "2018-10-01", "2018-12-01"))
    assert "2018-10-01" in str(caught.value)
    assert "2018-11-01" not in str(caught.value)


def test_a_day_whose_charge_was_made_void_can_be_charged(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    _schedule(rehearsal, _let(Every.MONTH, "2018-08-01", "2018-08-01"))
    number = transfers(rehearsal.url)[-1]["id"]
    rent_corrections.correct(rehearsal.office, rehearsal.cora, G, number, 0, "wrong_month", day("2018-08-02"))
    assert _schedule(rehearsal, _let(Every.MONTH, "2018-08-01", "2018-08-01"))["charges"] == 1


@pytest.mark.parametrize(
    ("let", "field"),
    [
        (_let(Every.WEEK, "2018-07-31", "2018-09-01"), "--from"),
        (_let(Every.WEEK, "2018-09-01", "2018-08-31"), "--until"),
        (_let(Every.WEEK, None, "2018-08-31"), "--amount"),
        (_let(Every.WEEK, "2018-08-01", None, None), "--amount"),
        (_let(Every.TERM, "2018-08-01", None), "--due"),
        (_termly(("2018-07-31", 1)), "--due"),
        (_termly(), "--until"),
        (_termly(("2018-09-01", 1), ("2018-09-01", 2)), "instalments"),
    ],
)
def test_a_let_that_does_not_fit_together_is_wrong_input(begin: Begin, let: Schedule, field: str) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, WrongInput) as caught:
        _schedule(rehearsal, let)
    assert field in str(caught.value)


def test_the_same_key_schedules_once(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    let = _let(Every.WEEK, "2018-08-06", "2018-08-20")
    first = _schedule(rehearsal, let, "k1")
    with nothing_written(rehearsal.url):
        assert _schedule(rehearsal, let, "k1") == first
    with refused(rehearsal.url, KeyUsedBefore):
        _schedule(rehearsal, _let(Every.WEEK, "2018-08-06", "2018-08-27"), "k1")


def test_a_let_that_says_nothing_is_monthly(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    with reading(rehearsal.office.engine) as session:
        assert rent_files.let(session, G) is Every.MONTH


# ---- the deposit


def _left(rehearsal: Rehearsal) -> int:
    with reading(rehearsal.office.engine) as session:
        return guarantee_files.deposit_left_pence(session, guarantee_files.held(session, G))


def test_the_deposit_is_what_the_case_names_until_it_is_stated(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    assert _left(rehearsal) == 60_000
    with one_line(rehearsal.url) as added:
        deposits.state(rehearsal.office, rehearsal.cora, G, 45_000, "scheme's letter", day("2019-07-01"))
    assert added[0].details["available_pence"] == 45_000
    assert _left(rehearsal) == 45_000
    deposits.state(rehearsal.office, rehearsal.cora, G, 0, "kept for damage", day("2019-07-02"))
    assert _left(rehearsal) == 0


def test_what_is_there_of_the_deposit_is_stated_with_evidence_by_a_caseworker(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, WrongInput):
        deposits.state(rehearsal.office, rehearsal.cora, G, 45_000, " ", day("2019-07-01"))
    with refused(rehearsal.url, NotPermitted):
        deposits.state(rehearsal.office, rehearsal.fay, G, 45_000, "letter", day("2019-07-01"))
