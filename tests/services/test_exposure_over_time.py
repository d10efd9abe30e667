"""Exposure over time: each month is that month's exposure, a closed one as it was kept; parts add up to the whole."""

from decimal import Decimal

import pytest

from guarantor.domain.dates import Month
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.finance.exposure import PARTS, exposure
from guarantor.services.finance.exposure_over_time import known_months, over_time
from guarantor.services.finance.month_close import close
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day

JULY, AUGUST, SEPTEMBER, NOVEMBER = (Month(2018, number) for number in (7, 8, 9, 11))
ON = day("2018-11-20")


def test_each_month_is_the_exposure_of_its_last_day_and_the_last_one_of_the_day(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    found = over_time(rehearsal.office, [], JULY, NOVEMBER, ON)
    assert [each["month"] for each in found["months"]] == [
        "2018-07",
        "2018-08",
        "2018-09",
        "2018-10",
        "2018-11",
    ]
    for each in found["months"]:
        at = min(Month.read(each["month"], "month").last_on, ON)
        assert {**exposure(rehearsal.office, at), "month": each["month"], "closed": False} == each
    assert found["now"] == exposure(rehearsal.office, ON)


def test_a_closed_month_stays_as_it_was_kept_whatever_is_recorded_late(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    for month in (JULY, AUGUST):
        close(rehearsal.office, rehearsal.fay, month, day("2018-09-01"))
    rehearsal.charge("RG-0001/1", "2018-08-01")
    (august, september) = over_time(rehearsal.office, [], AUGUST, SEPTEMBER, SEPTEMBER.last_on)["months"]
    assert (august["closed"], august["not_heard_of"]) == (True, "0.00")
    assert (september["closed"], september["not_heard_of"]) == (False, "520.00")
    assert exposure(rehearsal.office, AUGUST.last_on)["not_heard_of"] == "520.00"


def test_a_day_within_a_closed_month_is_worked_out_and_not_read_from_the_close(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    close(rehearsal.office, rehearsal.fay, JULY, day("2018-08-01"))
    (july,) = over_time(rehearsal.office, [], JULY, JULY, day("2018-07-04"))["months"]
    assert (july["closed"], july["guarantees"]) == (False, 0)


@pytest.mark.parametrize("part", PARTS)
def test_the_rows_of_each_part_add_up_to_the_whole(begin: Begin, part: str) -> None:
    found = over_time(begin(stories.paid).office, [part], None, None, ON)
    for name in ("guaranteed", "used"):
        assert sum(Decimal(row[name]) for row in found["by"][part]) == Decimal(found["now"][name])
    assert sum(row["in_force"] for row in found["by"][part]) == found["now"]["in_force"]


def test_at_most_twelve_months_are_shown_and_none_before_anything_is_dated(begin: Begin) -> None:
    rehearsal = begin(stories.active)

    def first(on: str) -> str:
        return str(over_time(rehearsal.office, [], None, None, day(on))["months"][0]["month"])

    assert [first("2018-07-31"), first("2019-06-30"), first("2019-07-01")] == [
        "2018-07",
        "2018-07",
        "2018-08",
    ]


def test_nothing_dated_yet_is_one_month_of_noughts(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    assert known_months(rehearsal.office, ON) == [NOVEMBER]
    (month,) = over_time(rehearsal.office, ["area"], None, None, ON)["months"]
    assert (month["guarantees"], month["remaining"]) == (0, "0.00")


@pytest.mark.parametrize(
    ("parts", "first", "last", "named"),
    [
        (["street"], None, None, "--by"),
        ([], AUGUST, JULY, "--until"),
        ([], None, Month(2018, 12), "--until"),
        ([], Month(2013, 11), NOVEMBER, "--from"),
    ],
)
def test_what_cannot_be_shown_is_said(
    begin: Begin, parts: list[str], first: Month | None, last: Month | None, named: str
) -> None:
    with pytest.raises(WrongInput, match=named):
        over_time(begin(stories.active).office, parts, first, last, ON)


def test_five_years_can_be_shown(begin: Begin) -> None:
    found = over_time(begin(stories.active).office, [], Month(2013, 12), NOVEMBER, ON)
    assert len(found["months"]) == 60
