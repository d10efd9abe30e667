"""What became of each month's rent, as the liability model counts months."""

import datetime as dt

import pytest

from guarantor.domain.dates import Month
from guarantor.ledger.arrears import Charge, CouncilPayment, Payment, RentRecord
from guarantor.ledger.outcomes import Outcome, outcomes

SHARE = 52_000
DUE = [dt.date(2018, month, 1) for month in (8, 9, 10, 11)]
AFTER = dt.date(2018, 12, 1)


def record(
    *paid: tuple[str, int], missed: tuple[int, ...] = (), council: tuple[tuple[str, int], ...] = ()
) -> RentRecord:
    return RentRecord(
        [Charge(day, SHARE) for day in DUE],
        [Payment(dt.date.fromisoformat(on), pence) for on, pence in paid],
        [CouncilPayment(dt.date.fromisoformat(on), Month(2018, month), SHARE) for on, month in council],
        frozenset(Month(2018, month) for month in missed),
    )


def looked_at(given: RentRecord, on: str = "2018-12-31") -> list[Outcome]:
    return list(outcomes(given, DUE, AFTER, SHARE, 2, dt.date.fromisoformat(on)))


def test_a_month_of_which_nothing_was_heard_says_nothing() -> None:
    assert looked_at(record()) == []


def test_months_paid_in_time_began_and_ended_owing_nothing() -> None:
    paid = record(*((f"2018-{month:02d}-05", SHARE) for month in (8, 9, 10, 11)))
    assert looked_at(paid) == [
        Outcome(day, owing=False, claimable=False, missed=False, cleared=None) for day in DUE
    ]


@pytest.mark.parametrize(("on", "months"), [("2018-08-30", 0), ("2018-08-31", 1), ("2018-09-01", 1)])
def test_a_month_counts_from_its_last_day(on: str, months: int) -> None:
    paid = record(*((f"2018-{month:02d}-01", SHARE) for month in (8, 9, 10, 11)))
    assert len(looked_at(paid, on)) == months


def test_a_miss_then_a_payment_of_two_shares_is_a_miss_and_a_clear() -> None:
    august, september, *_ = looked_at(record(("2018-09-20", 2 * SHARE), missed=(8,)))
    assert (august.owing, august.missed, august.cleared) == (False, True, None)
    assert (september.owing, september.missed, september.cleared) == (True, False, True)


def test_a_payment_of_one_share_while_owing_keeps_the_arrears() -> None:
    # The money meets August; September is then the month unpaid, and as much is owed as before.
    _, september, *_ = looked_at(record(("2018-09-20", SHARE), missed=(8, 9)))
    assert (september.owing, september.missed, september.cleared) == (True, False, False)


@pytest.mark.parametrize(("short_pence", "missed"), [(25_999, False), (26_000, True)])
def test_half_a_share_short_is_a_month_missed(short_pence: int, missed: bool) -> None:
    august, *_ = looked_at(record(("2018-08-10", SHARE - short_pence), missed=(8,)))
    assert august.missed is missed


@pytest.mark.parametrize(("owed_pence", "owing"), [(25_999, False), (26_000, True)])
def test_half_a_share_owed_is_a_month_begun_owing(owed_pence: int, owing: bool) -> None:
    _, september, *_ = looked_at(
        record(("2018-08-10", SHARE - owed_pence), ("2018-09-10", SHARE + owed_pence), missed=(8,))
    )
    assert september.owing is owing


def test_two_shares_owed_are_a_claim_and_no_longer_arrears() -> None:
    *_, october, november = looked_at(record(missed=(8, 9, 10, 11)))
    assert (october.owing, october.claimable, october.missed) == (False, True, True)
    assert november.claimable


def test_what_the_council_met_was_missed_and_cleared_nothing() -> None:
    given = record(("2018-10-10", SHARE), missed=(8, 9), council=(("2018-10-20", 8), ("2018-10-20", 9)))
    _, september, october, *_ = looked_at(given)
    assert september.missed
    assert (october.missed, october.cleared) == (False, None)
