"""The rent record as it is read back: turned-round entries count from their own day, on both databases."""

import datetime as dt

import pytest

from guarantor.domain.access import Act
from guarantor.domain.dates import Month
from guarantor.ledger.arrears import arrears
from guarantor.ledger.postings import Kind, acceptance_undone, claim_accepted, rent_charged
from guarantor.ledger.rent_periods import Every
from guarantor.ledger.transfer import Posting
from guarantor.services.acting.acts import doing
from guarantor.services.rent_record import rent
from guarantor.storage import guarantee_files, record, rent_files
from guarantor.storage.engine import reading
from tests.rehearsing import Rehearsal

G = "RG-0001/1"
SEPTEMBER = Month(2018, 9)


def _post(rehearsal: Rehearsal, postings: list[Posting], on: dt.date) -> None:
    with doing(rehearsal.office, None, Act.DECIDE_CLAIM, on) as act:
        act.subject = G
        act.post(postings)


def _left_and_unpaid(rehearsal: Rehearsal, on: dt.date) -> tuple[int, int]:
    with reading(rehearsal.office.engine) as session:
        left = guarantee_files.deposit_left_pence(session, guarantee_files.held(session, G))
        return left, arrears(guarantee_files.rent_record(session, G), on).unpaid_in(SEPTEMBER)


def test_what_a_claim_kept_of_the_deposit_is_there_again_once_undone(guaranteed: Rehearsal) -> None:
    guaranteed.charge(G, "2018-08-01", "2018-09-01", "2018-10-01")
    claim = guaranteed.lodged_claim(G, {"2018-09": 52_000}, "2018-11-05")
    kept_on, undone_on = dt.date(2018, 11, 6), dt.date(2018, 11, 20)
    _post(guaranteed, claim_accepted(G, claim, 0, kept_on, {SEPTEMBER: 20_000}), kept_on)
    assert _left_and_unpaid(guaranteed, kept_on) == (40_000, 32_000)
    with reading(guaranteed.office.engine) as session:
        kept = [each for each in record.transfers(session, G) if each.kind == Kind.RENT_MET_BY_DEPOSIT]
    _post(guaranteed, acceptance_undone(kept, undone_on), undone_on)
    assert _left_and_unpaid(guaranteed, undone_on - dt.timedelta(days=1)) == (60_000, 32_000)
    assert _left_and_unpaid(guaranteed, undone_on) == (60_000, 52_000)


@pytest.mark.parametrize("every", [(), (Every.WEEK,), (Every.WEEK, None), (Every.TERM, Every.MONTH)])
def test_how_often_rent_falls_due_is_the_same_by_the_ledger_and_by_its_entries(
    guaranteed: Rehearsal, every: tuple[Every | None, ...]
) -> None:
    """As the latest charge says that says so; monthly where none does."""
    for month, each in enumerate(every, start=8):
        due_on = dt.date(2018, month, 1)
        with doing(guaranteed.office, None, Act.CHARGE_RENT, due_on) as act:
            act.subject = G
            act.post(rent_charged(G, 52_000, due_on, each))
    said = [each for each in every if each is not None]
    with reading(guaranteed.office.engine) as session:
        by_entries = rent_files.let_by(record.transfers(session, G))
        assert by_entries == rent_files.let(session, G) == (said[-1] if said else Every.MONTH)


def test_a_month_was_heard_of_on_the_first_day_that_anybody_reported_it(guaranteed: Rehearsal) -> None:
    guaranteed.charge(G, "2018-08-01", "2018-09-01", "2018-10-01")
    for on in (dt.date(2018, 9, 12), dt.date(2018, 9, 10)):
        rent.state(guaranteed.office, guaranteed.cora, G, SEPTEMBER, "missed", on)
    guaranteed.lodged_claim(G, {"2018-09": 52_000, "2018-10": 52_000}, "2018-11-05")
    with reading(guaranteed.office.engine) as session:
        assert rent_files.heard_on(session, G) == {
            SEPTEMBER: dt.date(2018, 9, 10),
            Month(2018, 10): dt.date(2018, 11, 5),
        }
