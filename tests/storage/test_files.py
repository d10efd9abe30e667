"""What the record answers: the next reference, and each month's money counted once."""

import datetime as dt

import pytest

from guarantor.domain.dates import Month
from guarantor.domain.wrong_input import NotFound
from guarantor.ledger.arrears import arrears
from guarantor.services.paying import payments
from guarantor.storage import case_files, claim_files, guarantee_files
from guarantor.storage.engine import acting, reading
from guarantor.storage.tables.cases import CaseFile
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after

SEPTEMBER, OCTOBER = Month(2018, 9), Month(2018, 10)


@pytest.mark.parametrize(
    ("held", "following"),
    [
        ([], "RG-0001"),
        (["RG-0001"], "RG-0002"),
        (["RG-0009", "RG-0003"], "RG-0010"),
        (["RG-9999"], "RG-10000"),
        (["RG-00005", "RG-0006"], "RG-0007"),
        (["RG-000005", "RG-9999"], "RG-10000"),
    ],
)
def test_the_next_case_gets_a_number_above_every_other(
    rehearsal: Rehearsal, held: list[str], following: str
) -> None:
    with acting(rehearsal.office.engine) as session:
        for ref in held:
            session.add(CaseFile(ref=ref, opened_by=3, opened_at=rehearsal.clock.now()))
        session.flush()
        assert case_files.next_ref(session) == following
        assert sorted(held, key=lambda ref: (int(ref[3:]), ref)) == case_files.refs(session)


@pytest.mark.parametrize("held", [case_files.held, guarantee_files.held, claim_files.held])
def test_what_is_not_there_is_said_by_its_reference(rehearsal: Rehearsal, held: object) -> None:
    assert callable(held)
    with reading(rehearsal.office.engine) as session, pytest.raises(NotFound, match="RG-0404"):
        held(session, "RG-0404")


@after(Rehearsal.staff)
def accepted_on_5_and_paid_on_10_november(rehearsal: Rehearsal) -> None:
    guarantee = rehearsal.active_guarantee()
    rehearsal.charge(guarantee, "2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01")
    claim = rehearsal.accepted_claim(guarantee, {"2018-09": 52_000, "2018-10": 30_000})
    payments.pay(rehearsal.office, rehearsal.fay, claim, "BACS-1", dt.date(2018, 11, 10))


@pytest.mark.parametrize(("on", "paid"), [("2018-11-06", False), ("2018-11-09", False), ("2018-11-10", True)])
def test_a_month_that_was_accepted_counts_once_on_every_day_as_paid_or_as_waiting(
    begin: Begin, on: str, paid: bool
) -> None:
    day = dt.date.fromisoformat(on)
    with reading(begin(accepted_on_5_and_paid_on_10_november).office.engine) as session:
        rent = arrears(guarantee_files.rent_record(session, "RG-0001/1"), day)
        waiting = claim_files.accepted_unpaid(session, "RG-0001/1", day)
    assert waiting == ({} if paid else {SEPTEMBER: 52_000, OCTOBER: 30_000})
    assert rent.met_by_council_pence == (82_000 if paid else 0)
    assert rent.unpaid_in(OCTOBER) - waiting.get(OCTOBER, 0) == 22_000


def test_nothing_waits_to_be_paid_once_all_is_paid(begin: Begin) -> None:
    with reading(begin(accepted_on_5_and_paid_on_10_november).office.engine) as session:
        assert claim_files.accepted_unpaid(session, "RG-0001/1") == {}
