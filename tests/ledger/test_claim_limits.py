"""What takes from a claim's lines beside the unpaid rent: deposit, cap, time, and the ceiling of every kind of let."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.dates import Month
from guarantor.domain.money import spoken
from guarantor.ledger.arrears import Charge, Payment, RentRecord, arrears
from guarantor.ledger.claim_lines import LineCheck, check_lines
from guarantor.ledger.covered_rent import Terms, rent_followed
from guarantor.ledger.rent_periods import Every, charges_due
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
ENDED = replace(TERMS, tenancy_ended=True)
SEPTEMBER, OCTOBER = Month(2018, 9), Month(2018, 10)
TWO_MONTHS = {SEPTEMBER: 52_000, OCTOBER: 52_000}
LODGED_ON = dt.date(2018, 11, 5)


def checked(
    record: RentRecord,
    claimed: Mapping[Month, int],
    terms: Terms = ENDED,
    on: dt.date = LODGED_ON,
    **given: Any,
) -> list[LineCheck]:
    """The claim's lines checked, its own months counting as reported missed."""
    rent = arrears(replace(record, missed=record.missed | frozenset(claimed)), on)
    return check_lines(claimed, terms, rent, {}, on, **given)


def payable(lines: list[LineCheck]) -> list[int]:
    return [line.payable_pence for line in lines]


# ---- deposit


@pytest.mark.parametrize(
    ("deposit", "met", "left"),
    [
        (0, [0, 0], [52_000, 52_000]),
        (1, [1, 0], [51_999, 52_000]),
        (51_999, [51_999, 0], [1, 52_000]),
        (52_000, [52_000, 0], [0, 52_000]),
        (60_000, [52_000, 8_000], [0, 44_000]),
        (104_000, [52_000, 52_000], [0, 0]),
        (200_000, [52_000, 52_000], [0, 0]),
    ],
)
def test_the_deposit_meets_the_oldest_line_first(
    quiet_year: RentRecord, deposit: int, met: list[int], left: list[int]
) -> None:
    lines = checked(quiet_year, TWO_MONTHS, deposit_left_pence=deposit)
    assert [line.deposit_pence for line in lines] == met
    assert payable(lines) == left
    assert [bool(line.failed) for line in lines] == [pence == 0 for pence in left]


def test_what_the_deposit_meets_is_said_in_pounds(quiet_year: RentRecord) -> None:
    september, october = checked(quiet_year, TWO_MONTHS, deposit_left_pence=60_000)
    assert september.failed == ("the deposit meets all of this line, £520.00",)
    assert "the deposit meets £80.00 of it" in october.notes


def test_while_the_tenancy_stands_the_deposit_is_not_touched(quiet_year: RentRecord) -> None:
    lines = checked(quiet_year, TWO_MONTHS, TERMS, deposit_left_pence=60_000)
    assert payable(lines) == [52_000, 52_000]
    assert [line.deposit_pence for line in lines] == [0, 0]


def test_a_line_that_failed_takes_nothing_of_the_deposit(quiet_year: RentRecord) -> None:
    first_month = {Month(2018, 8): 52_000, SEPTEMBER: 52_000}
    august, september = checked(quiet_year, first_month, deposit_left_pence=10_000)
    assert (august.deposit_pence, september.deposit_pence) == (0, 10_000)


# ---- cap


@pytest.mark.parametrize(
    ("cap", "left"),
    [
        (104_001, [52_000, 52_000]),
        (104_000, [52_000, 52_000]),
        (103_999, [52_000, 51_999]),
        (52_001, [52_000, 1]),
        (52_000, [52_000, 0]),
        (51_999, [51_999, 0]),
        (0, [0, 0]),
    ],
)
def test_the_lines_together_never_pass_what_is_left_of_the_cap(
    quiet_year: RentRecord, cap: int, left: list[int]
) -> None:
    lines = checked(quiet_year, TWO_MONTHS, TERMS, cap_left_pence=cap)
    assert payable(lines) == left
    for line in lines:
        assert any("of the guarantee's cap" in why for why in (*line.failed, *line.notes)) == (
            line.payable_pence < 52_000
        )


def test_the_deposit_goes_before_the_cap(quiet_year: RentRecord) -> None:
    lines = checked(quiet_year, TWO_MONTHS, deposit_left_pence=12_000, cap_left_pence=70_000)
    assert [line.deposit_pence for line in lines] == [12_000, 0]
    assert payable(lines) == [40_000, 30_000]


# ---- what is left by now


def test_what_was_paid_since_leaves_its_part_of_deposit_and_cap_to_the_next_line(
    quiet_year: RentRecord,
) -> None:
    left_now = {SEPTEMBER: 12_000, OCTOBER: 52_000}
    lines = checked(
        quiet_year, TWO_MONTHS, left_now=left_now, deposit_left_pence=20_000, cap_left_pence=30_000
    )
    assert [line.deposit_pence for line in lines] == [12_000, 8_000]
    assert payable(lines) == [0, 30_000]


@pytest.mark.parametrize(("left", "pays"), [(52_001, 52_000), (52_000, 52_000), (51_999, 51_999), (0, 0)])
def test_no_more_is_payable_than_is_left_by_now(quiet_year: RentRecord, left: int, pays: int) -> None:
    september, october = checked(quiet_year, TWO_MONTHS, left_now={SEPTEMBER: left, OCTOBER: 52_000})
    assert payable([september, october]) == [pays, 52_000]
    assert any("since it was lodged" in why for why in (*september.failed, *september.notes)) == (
        left < 52_000
    )


# ---- late reports


@pytest.mark.parametrize(
    ("reported", "late"),
    [("2018-10-14", False), ("2018-10-15", False), ("2018-10-16", True), ("2018-12-01", True)],
)
def test_the_first_report_decides_whether_a_line_is_late(
    quiet_year: RentRecord, reported: str, late: bool
) -> None:
    (line,) = checked(quiet_year, {OCTOBER: 52_000}, reported_on={OCTOBER: dt.date.fromisoformat(reported)})
    assert line.notes == (("reported more than 14 days after it fell due",) if late else ())
    assert line.payable_pence == 52_000


def test_a_month_without_a_report_was_reported_by_the_claim(quiet_year: RentRecord) -> None:
    september, october = checked(quiet_year, TWO_MONTHS, reported_on={OCTOBER: dt.date(2018, 10, 5)})
    assert (len(september.notes), len(october.notes)) == (1, 0)


def test_a_claim_is_itself_a_report_and_none_after_it_counts(quiet_year: RentRecord) -> None:
    later = {OCTOBER: dt.date(2018, 10, 20)}
    (line,) = checked(quiet_year, {OCTOBER: 52_000}, on=dt.date(2018, 10, 15), reported_on=later)
    assert line.notes == ()


def test_a_good_reason_for_lateness_is_said(quiet_year: RentRecord) -> None:
    (line,) = checked(quiet_year, {OCTOBER: 52_000}, late_reason_given=True)
    assert line.notes == ("reported more than 14 days after it fell due, with a good reason on record",)
    (in_time,) = checked(quiet_year, {OCTOBER: 52_000}, on=dt.date(2018, 10, 15), late_reason_given=True)
    assert in_time.notes == ()


@pytest.mark.parametrize(("lodged", "late"), [("2018-09-17", False), ("2018-09-18", True)])
def test_a_report_of_one_week_is_no_report_of_a_later_week(lodged: str, late: bool) -> None:
    record = RentRecord(
        charges_due(Every.WEEK, dt.date(2018, 9, 3), dt.date(2018, 9, 3), 12_000), [], [], frozenset()
    )
    terms = replace(ENDED, periods_per_year=52)
    early = {SEPTEMBER: dt.date(2018, 9, 2)}
    (line,) = checked(record, {SEPTEMBER: 12_000}, terms, dt.date.fromisoformat(lodged), reported_on=early)
    assert bool(line.notes) == late


# ---- ceiling


@pytest.mark.parametrize(
    ("every", "rent", "followed"),
    [
        (Every.MONTH, 57_200, 57_200),
        (Every.MONTH, 57_201, 57_200),
        (Every.WEEK, 13_199, 13_199),
        (Every.WEEK, 13_200, 13_200),
        (Every.WEEK, 13_201, 13_200),
        (Every.FOUR_WEEKS, 52_800, 52_800),
        (Every.FOUR_WEEKS, 52_801, 52_800),
    ],
)
def test_a_charge_counts_up_to_the_ceiling_for_its_own_period(every: Every, rent: int, followed: int) -> None:
    # £572.00 a month is £132.00 a week and £528.00 in four weeks.
    periods = {Every.MONTH: 12, Every.WEEK: 52, Every.FOUR_WEEKS: 13}[every]
    terms = replace(ENDED, ceiling_pence=57_200, periods_per_year=periods)
    record = RentRecord([Charge(dt.date(2018, 9, 3), rent)], [], [], frozenset())
    (line,) = checked(record, {SEPTEMBER: 100_000}, terms)
    assert line.payable_pence == followed
    assert any("follows the rent up to £572.00" in note for note in line.notes) == (followed < rent)


@pytest.mark.parametrize(
    ("second_on", "rent", "followed"),
    [
        ("2018-09-01", 5_200, 57_200),
        ("2018-09-01", 5_201, 57_200),
        ("2018-09-01", 5_199, 57_199),
        ("2018-09-30", 52_000, 57_200),
    ],
)
def test_a_months_charges_are_followed_together_up_to_one_ceiling(
    second_on: str, rent: int, followed: int
) -> None:
    record = RentRecord(
        [Charge(dt.date(2018, 9, 1), 52_000), Charge(dt.date.fromisoformat(second_on), rent)],
        [],
        [],
        frozenset(),
    )
    (line,) = checked(record, {SEPTEMBER: 104_000}, replace(ENDED, ceiling_pence=57_200))
    assert line.payable_pence == followed
    limited = followed < 52_000 + rent
    assert ("the guarantee follows the rent up to £572.00 a month only" in line.notes) == limited
    words = "of what is unpaid is covered" if limited else "is unpaid"
    assert f"only {spoken(followed)} {words}" in line.notes


@pytest.mark.parametrize(
    ("periods", "second_on", "followed"),
    [
        (52, "2018-09-03", 13_200),
        (52, "2018-09-09", 13_200),
        (52, "2018-09-10", 2 * 13_200),
        (13, "2018-09-30", 52_800),
    ],
)
def test_a_second_charge_within_one_period_counts_as_of_the_same(
    periods: int, second_on: str, followed: int
) -> None:
    ceiling = 57_200 * 12 // periods
    days = [dt.date(2018, 9, 3), dt.date.fromisoformat(second_on)]
    record = RentRecord([Charge(day, ceiling) for day in days], [], [], frozenset())
    terms = replace(ENDED, ceiling_pence=57_200, periods_per_year=periods)
    (line,) = checked(record, {SEPTEMBER: 200_000}, terms)
    assert line.payable_pence == followed


def test_four_weeks_after_the_first_another_period_begins_also_in_the_next_month() -> None:
    days = [dt.date(2018, 9, 3), dt.date(2018, 9, 30), dt.date(2018, 10, 1)]
    record = RentRecord([Charge(day, 52_800) for day in days], [], [], frozenset())
    terms = replace(ENDED, ceiling_pence=57_200, periods_per_year=13)
    lines = checked(record, {SEPTEMBER: 200_000, OCTOBER: 200_000}, terms)
    assert payable(lines) == [52_800, 52_800]


@pytest.mark.parametrize(("second", "lawful"), [(46_800, True), (46_799, False), (200_000, True)])
def test_two_months_owed_count_each_month_up_to_its_ceiling_only(second: int, lawful: bool) -> None:
    """However much is charged in September, it makes £572.00 of the £1,040.00 that must be owed."""
    charges = [
        Charge(dt.date(2018, 9, 1), 52_000),
        Charge(dt.date(2018, 9, 2), 52_000),
        Charge(dt.date(2018, 10, 1), second),
    ]
    record = RentRecord(charges, [], [], frozenset())
    terms = replace(TERMS, ceiling_pence=57_200)
    lines = checked(record, {SEPTEMBER: 104_000, OCTOBER: second}, terms)
    assert (sum(payable(lines)) > 0) == lawful
    said = "£1,039.99 of the rent that the guarantee follows is owed; the landlord may claim from £1,040.00"
    assert any(said in why for line in lines for why in line.failed) != lawful


@given(RECORDS, st.dictionaries(MONTHS, st.integers(1, 500_000), min_size=1), st.integers(1, 80_000), DAYS)
def test_no_month_of_any_monthly_record_is_payable_beyond_one_ceiling(
    record: RentRecord, claimed: dict[Month, int], ceiling: int, on: dt.date
) -> None:
    lines = checked(record, claimed, replace(ENDED, ceiling_pence=ceiling), on)
    assert all(line.payable_pence <= ceiling for line in lines)


@given(
    st.lists(st.builds(Charge, DAYS, PENCE), max_size=30),
    st.sampled_from([(52, 7), (13, 28)]),
    st.integers(1, 80_000),
)
def test_no_stretch_of_a_regular_let_is_followed_beyond_the_periods_that_fit_in_it(
    charges: list[Charge], period: tuple[int, int], ceiling: int
) -> None:
    periods, days = period
    rent = arrears(RentRecord(charges, [], [], frozenset()), dt.date(2019, 7, 31))
    terms = replace(ENDED, ceiling_pence=ceiling, periods_per_year=periods)
    followed = rent_followed(rent, terms)
    assert all(0 <= pence <= charge.amount_pence for charge, pence in followed)
    # Two periods can meet within so many days: one that began before them, and one that begins in them.
    for first, _ in followed:
        within = [pence for each, pence in followed if 0 <= (each.due_on - first.due_on).days < days]
        assert sum(within) <= 2 * (ceiling * 12 // periods)
    for month in {charge.month for charge, _ in followed}:
        pence = sum(each for charge, each in followed if charge.month == month)
        assert pence <= (31 // days + 2) * (ceiling * 12 // periods)


def test_a_month_with_five_weeks_may_pass_the_monthly_ceiling() -> None:
    weeks = charges_due(Every.WEEK, dt.date(2018, 9, 1), dt.date(2018, 9, 30), 13_200)
    record = RentRecord(weeks, [Payment(dt.date(2018, 9, 1), 3_200)], [], frozenset())
    terms = replace(ENDED, ceiling_pence=57_200, periods_per_year=52)
    (line,) = checked(record, {SEPTEMBER: 100_000}, terms)
    assert line.payable_pence == 5 * 13_200 - 3_200


YEAR_OF_TERMS = [
    Charge(dt.date(2018, 9, 21), 250_000),
    Charge(dt.date(2019, 1, 11), 250_000),
    Charge(dt.date(2019, 4, 18), 200_000),
]


@pytest.mark.parametrize(
    ("ceiling", "followed"),
    [
        (58_334, [250_000, 250_000, 200_000]),
        (58_333, [250_000, 250_000, 199_996]),
        (50_000, [250_000, 250_000, 100_000]),
        (41_666, [250_000, 249_992, 0]),
    ],
)
def test_instalments_count_until_their_year_comes_to_twelve_times_the_ceiling(
    ceiling: int, followed: list[int]
) -> None:
    terms = replace(ENDED, ceiling_pence=ceiling, periods_per_year=None)
    record = RentRecord(YEAR_OF_TERMS, [], [], frozenset())
    claimed = {Month.of(each.due_on): each.amount_pence for each in YEAR_OF_TERMS}
    lines = checked(record, claimed, terms, dt.date(2019, 5, 1))
    assert payable(lines) == followed
    for line, charge in zip(lines, YEAR_OF_TERMS, strict=True):
        assert any("follows the rent of a year" in note for note in line.notes) == (
            line.payable_pence < charge.amount_pence
        )


@pytest.mark.parametrize(("due", "followed"), [("2019-07-31", 100_000), ("2019-08-01", 400_000)])
def test_a_year_of_instalments_begins_on_the_day_of_the_tenancy(due: str, followed: int) -> None:
    due_on = dt.date.fromisoformat(due)
    charges = [Charge(dt.date(2018, 9, 21), 500_000), Charge(due_on, 400_000)]
    terms = replace(ENDED, ceiling_pence=50_000, periods_per_year=None, ends_on=dt.date(2019, 8, 31))
    (line,) = checked(
        RentRecord(charges, [], [], frozenset()), {Month.of(due_on): 400_000}, terms, dt.date(2019, 9, 1)
    )
    assert line.payable_pence == followed


# ---- ceilings that consents brought


@pytest.mark.parametrize(("due", "followed"), [("2018-09-30", 57_200), ("2018-10-01", 66_000)])
def test_each_charge_is_held_against_the_ceiling_of_its_own_day(due: str, followed: int) -> None:
    due_on = dt.date.fromisoformat(due)
    later = ((dt.date(2018, 10, 1), 66_000),)
    terms = replace(ENDED, ceiling_pence=57_200, later_ceilings=later)
    record = RentRecord([Charge(due_on, 70_000)], [], [], frozenset())
    (line,) = checked(record, {Month.of(due_on): 70_000}, terms)
    assert line.payable_pence == followed
    assert any(spoken(followed) in note for note in line.notes)


def test_the_last_of_several_consents_counts() -> None:
    first_on, then_on = dt.date(2018, 9, 1), dt.date(2018, 10, 1)
    later = ((first_on, 60_000), (first_on, 62_000), (then_on, 66_000))
    terms = replace(ENDED, ceiling_pence=57_200, later_ceilings=later)
    days = [first_on - dt.timedelta(days=1), first_on, then_on - dt.timedelta(days=1), then_on]
    assert [terms.ceiling_on(on) for on in days] == [57_200, 62_000, 62_000, 66_000]


def test_where_the_policy_sets_no_ceiling_no_consent_sets_one() -> None:
    terms = replace(ENDED, ceiling_pence=None, later_ceilings=((dt.date(2018, 9, 1), 60_000),))
    assert terms.ceiling_on(dt.date(2018, 10, 1)) is None


def test_a_year_of_instalments_may_come_to_the_ceilings_of_its_months() -> None:
    # Six months at £500.00 and, from 1 February, six at £600.00: £6,600.00.
    later = ((dt.date(2019, 2, 1), 60_000),)
    terms = replace(ENDED, ceiling_pence=50_000, periods_per_year=None, later_ceilings=later)
    claimed = {Month.of(each.due_on): each.amount_pence for each in YEAR_OF_TERMS}
    lines = checked(RentRecord(YEAR_OF_TERMS, [], [], frozenset()), claimed, terms, dt.date(2019, 5, 1))
    assert payable(lines) == [250_000, 250_000, 160_000]


# ---- all together


CLAIMS = st.dictionaries(MONTHS, PENCE, min_size=1, max_size=4)
LIMITS = st.integers(0, 120_000)


@given(RECORDS, CLAIMS, DAYS, LIMITS, LIMITS, st.booleans(), st.dictionaries(MONTHS, PENCE))
def test_deposit_and_cap_are_never_passed_and_only_ever_take_away(
    record: RentRecord,
    claimed: dict[Month, int],
    on: dt.date,
    deposit: int,
    cap: int,
    ended: bool,
    left_now: dict[Month, int],
) -> None:
    terms = replace(TERMS, tenancy_ended=ended)
    without = checked(record, claimed, terms, on, left_now=left_now)
    lines = checked(
        record, claimed, terms, on, left_now=left_now, deposit_left_pence=deposit, cap_left_pence=cap
    )
    assert sum(line.payable_pence for line in lines) <= cap
    assert sum(line.deposit_pence for line in lines) <= (deposit if ended else 0)
    for line, before in zip(lines, without, strict=True):
        assert 0 <= line.payable_pence <= before.payable_pence - line.deposit_pence
        assert (line.payable_pence == 0) == bool(line.failed)
    unmet = sum(line.payable_pence for line in without) - sum(line.deposit_pence for line in lines)
    assert sum(line.payable_pence for line in lines) == min(unmet, cap)
