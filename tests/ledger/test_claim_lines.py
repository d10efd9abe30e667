"""Each line of a claim against the deed's terms: on every boundary, just before it and just after."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.dates import Month
from guarantor.ledger.arrears import Charge, Payment, RentRecord, arrears
from guarantor.ledger.claim_lines import LineCheck, check_lines
from guarantor.ledger.covered_rent import Terms
from tests.ledger.conftest import DAYS, MONTHS, PENCE, RECORDS

TERMS = Terms(
    starts_on=dt.date(2018, 8, 1),
    deed_on=dt.date(2018, 7, 5),
    ends_on=dt.date(2019, 7, 31),
    share_pence=52_000,
    call_after_months=2,
    report_days=14,
    window_days=28,
    tenancy_ended=False,
)
SEPTEMBER, OCTOBER = Month(2018, 9), Month(2018, 10)
LODGED_ON = dt.date(2018, 11, 5)


def checked(
    record: RentRecord,
    claimed: Mapping[Month, int],
    terms: Terms = TERMS,
    before: Mapping[Month, int] | None = None,
    on: dt.date = LODGED_ON,
) -> list[LineCheck]:
    """The claim's lines checked, its own months counting as reported missed."""
    rent = arrears(replace(record, missed=record.missed | frozenset(claimed)), on)
    return check_lines(claimed, terms, rent, before or {}, on)


def payable(lines: list[LineCheck]) -> list[int]:
    return [line.payable_pence for line in lines]


def test_two_missed_months_are_payable_in_full(quiet_year: RentRecord) -> None:
    lines = checked(quiet_year, {OCTOBER: 52_000, SEPTEMBER: 52_000})
    assert [line.month for line in lines] == [SEPTEMBER, OCTOBER]
    assert payable(lines) == [52_000, 52_000]
    assert [line.failed for line in lines] == [(), ()]


@pytest.mark.parametrize(("paid", "lawful"), [(0, True), (1, False)])
def test_the_landlord_may_claim_once_two_months_are_owed_and_not_a_penny_earlier(
    quiet_year: RentRecord, paid: int, lawful: bool
) -> None:
    # August is paid, and of September and October a penny or nothing.
    record = replace(quiet_year, payments=[Payment(dt.date(2018, 8, 1), 52_000 + paid)])
    lines = checked(record, {SEPTEMBER: 52_000 - paid, OCTOBER: 52_000})
    assert (sum(payable(lines)) > 0) == lawful
    assert all(bool(line.failed) != lawful for line in lines)


def test_what_was_accepted_before_and_not_paid_yet_is_not_owed_a_second_time(quiet_year: RentRecord) -> None:
    november = {Month(2018, 11): 52_000}
    missed = replace(quiet_year, missed=frozenset({SEPTEMBER, OCTOBER}))
    assert payable(checked(missed, november)) == [52_000]
    assert payable(checked(missed, november, before={SEPTEMBER: 52_000})) == [52_000]
    assert payable(checked(missed, november, before={SEPTEMBER: 52_000, OCTOBER: 1})) == [0]


def test_when_the_tenancy_has_ended_a_single_month_may_be_claimed(quiet_year: RentRecord) -> None:
    one_month = {SEPTEMBER: 52_000}
    assert payable(checked(quiet_year, one_month)) == [0]
    assert payable(checked(quiet_year, one_month, replace(TERMS, tenancy_ended=True))) == [52_000]


@pytest.mark.parametrize(
    ("due", "covered"),
    [
        ("2018-08-01", False),
        ("2018-08-31", False),
        ("2018-09-01", True),
        ("2019-07-31", True),
        ("2019-08-01", False),
    ],
)
def test_rent_is_covered_after_the_first_month_and_to_the_last_day(due: str, covered: bool) -> None:
    due_on = dt.date.fromisoformat(due)
    record = RentRecord([Charge(due_on, 200_000)], [], [], frozenset())
    (line,) = checked(record, {Month.of(due_on): 200_000}, on=dt.date(2019, 8, 28))
    assert (line.payable_pence == 200_000) == covered
    assert any("does not cover rent due in this month" in why for why in line.failed) != covered


@pytest.mark.parametrize(
    ("deed_on", "covered"), [("2018-09-30", True), ("2018-10-01", True), ("2018-10-02", False)]
)
def test_rent_is_covered_from_the_deed_where_it_is_later(
    quiet_year: RentRecord, deed_on: str, covered: bool
) -> None:
    terms = replace(TERMS, deed_on=dt.date.fromisoformat(deed_on))
    september, october = checked(quiet_year, {SEPTEMBER: 52_000, OCTOBER: 52_000}, terms)
    assert september.payable_pence == 0
    assert (october.payable_pence == 52_000) == covered


@pytest.mark.parametrize(("start", "first"), [("2018-01-31", "2018-02-28"), ("2018-08-15", "2018-09-15")])
def test_the_first_month_ends_a_calendar_month_after_the_start(start: str, first: str) -> None:
    first_on = dt.date.fromisoformat(first)
    terms = replace(TERMS, starts_on=dt.date.fromisoformat(start), deed_on=dt.date(2018, 1, 1))
    for due_on, covered in ((first_on - dt.timedelta(days=1), False), (first_on, True)):
        record = RentRecord([Charge(due_on, 200_000)], [], [], frozenset())
        (line,) = checked(record, {Month.of(due_on): 200_000}, terms, on=first_on)
        assert (line.payable_pence > 0) == covered


@pytest.mark.parametrize(("on", "open_"), [("2019-08-27", True), ("2019-08-28", True), ("2019-08-29", False)])
def test_the_window_closes_28_days_after_the_end(quiet_year: RentRecord, on: str, open_: bool) -> None:
    lines = checked(quiet_year, {SEPTEMBER: 52_000, OCTOBER: 52_000}, on=dt.date.fromisoformat(on))
    assert (sum(payable(lines)) > 0) == open_
    assert all(
        any("the time to claim ended on 2019-08-28" in why for why in line.failed) != open_ for line in lines
    )


@pytest.mark.parametrize(("on", "late"), [("2018-10-14", False), ("2018-10-15", False), ("2018-10-16", True)])
def test_rent_reported_after_14_days_is_noted_and_still_payable(
    quiet_year: RentRecord, on: str, late: bool
) -> None:
    record = replace(quiet_year, missed=frozenset({SEPTEMBER}))
    (line,) = checked(record, {OCTOBER: 52_000}, on=dt.date.fromisoformat(on))
    assert line.payable_pence == 52_000
    assert bool(line.notes) == late


def test_a_month_without_a_charge_cannot_be_claimed(quiet_year: RentRecord) -> None:
    (line,) = checked(quiet_year, {Month(2018, 12): 52_000}, replace(TERMS, tenancy_ended=True))
    assert line.payable_pence == 0
    assert any("no charge that fell due in this month" in why for why in line.failed)


@pytest.mark.parametrize(("claimed", "paid"), [(51_999, 51_999), (52_000, 52_000), (52_001, 52_000)])
def test_no_more_is_payable_than_is_unpaid_and_no_more_than_is_claimed(
    quiet_year: RentRecord, claimed: int, paid: int
) -> None:
    september, _ = checked(quiet_year, {SEPTEMBER: claimed, OCTOBER: 52_000})
    assert september.payable_pence == paid
    assert ("only £520.00 is unpaid" in september.notes) == (claimed > paid)


@pytest.mark.parametrize(("before", "left"), [(51_999, 1), (52_000, 0), (52_001, 0)])
def test_what_was_accepted_before_is_not_payable_again(
    quiet_year: RentRecord, before: int, left: int
) -> None:
    ended = replace(TERMS, tenancy_ended=True)
    (line,) = checked(quiet_year, {SEPTEMBER: 52_000}, ended, before={SEPTEMBER: before})
    assert line.payable_pence == left
    assert any("accepted before" in why for why in line.failed) == (left == 0)


CLAIMS = st.dictionaries(MONTHS, PENCE, min_size=1, max_size=4)
BEFORE = st.dictionaries(MONTHS, PENCE, max_size=2)
ANY_TERMS = st.builds(replace, st.just(TERMS), tenancy_ended=st.booleans(), deed_on=DAYS, ends_on=DAYS)


@given(RECORDS, CLAIMS, BEFORE, ANY_TERMS, DAYS)
def test_a_line_is_payable_unless_something_failed_and_never_past_what_is_unpaid(
    record: RentRecord, claimed: dict[Month, int], before: dict[Month, int], terms: Terms, on: dt.date
) -> None:
    rent = arrears(replace(record, missed=record.missed | frozenset(claimed)), on)
    lines = check_lines(claimed, terms, rent, before, on)
    assert [line.month for line in lines] == sorted(claimed)
    for line in lines:
        assert (line.payable_pence == 0) == bool(line.failed)
        assert line.payable_pence <= claimed[line.month]
        assert line.payable_pence + before.get(line.month, 0) <= max(
            rent.unpaid_in(line.month), before.get(line.month, 0)
        )
        assert all(says and not says.endswith(".") for says in (*line.failed, *line.notes))
