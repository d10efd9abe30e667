"""A closed month printed again: what was kept and nothing else, and a text that was tampered with shows."""

import json

import pytest
from sqlalchemy import create_engine

from guarantor.domain.dates import Month
from guarantor.domain.wrong_input import NotFound
from guarantor.services.finance import month_close
from guarantor.services.finance.month_prints import printed
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day

JULY, AUGUST, SEPTEMBER = Month(2018, 7), Month(2018, 8), Month(2018, 9)


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """July to September 2018 are closed."""
    found = begin(stories.paid)
    for month in (JULY, AUGUST, SEPTEMBER):
        month_close.close(found.office, found.fay, month, day("2018-10-01"))
    return found


def test_it_says_what_was_kept_who_closed_it_and_that_it_is_whole(rehearsal: Rehearsal) -> None:
    found = printed(rehearsal.office, AUGUST)
    assert found["kept"] == json.loads(month_close.closed(rehearsal.office, AUGUST))
    assert (found["closed_by"], found["closed_on"], found["intact"]) == ("fay", "2018-10-01", True)


@pytest.mark.parametrize(
    ("month", "beside"),
    [(JULY, (None, "2018-08")), (AUGUST, ("2018-07", "2018-09")), (SEPTEMBER, ("2018-08", None))],
)
def test_it_names_the_closed_months_beside_it(
    rehearsal: Rehearsal, month: Month, beside: tuple[str | None, str | None]
) -> None:
    found = printed(rehearsal.office, month)
    assert (found["before"], found["after"]) == beside


def test_a_month_that_is_open_cannot_be_printed(rehearsal: Rehearsal) -> None:
    with pytest.raises(NotFound):
        printed(rehearsal.office, Month(2018, 10))


def _bend(rehearsal: Rehearsal, old: str, new: str) -> None:
    """Change a figure of what was kept, past the guards."""
    with create_engine(rehearsal.url).begin() as outside:
        guard = outside.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'month_close_no_update'"
        ).scalar_one()
        outside.exec_driver_sql("DROP TRIGGER month_close_no_update")
        outside.exec_driver_sql("UPDATE month_close SET document = replace(document, ?, ?)", (old, new))
        outside.exec_driver_sql(guard)


def test_a_text_that_was_changed_past_the_guards_is_not_intact(rehearsal: Rehearsal) -> None:
    _bend(rehearsal, "3120.00", "3121.00")
    assert printed(rehearsal.office, AUGUST)["intact"] is False
    _bend(rehearsal, "3121.00", "3120.00")
    assert printed(rehearsal.office, AUGUST)["intact"] is True
