"""Many at once, each as a process of its own would come: with its own connections, all from the same moment."""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from guarantor.domain.dates import Month
from guarantor.domain.refusals import (
    AlreadyDecided,
    AlreadyDone,
    ClaimExceedsCap,
    NoPlaceFree,
    NothingToPay,
    Refused,
)
from guarantor.services.adoption import programmes
from guarantor.services.claiming import claims
from guarantor.services.guaranteeing import issuing
from guarantor.services.paying import payments
from guarantor.services.proof import checking
from guarantor.services.rent_record import rent
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.storage.at_once import Deed, at_once
from tests.storage.conftest import outside

ISSUED_ON = dt.date(2018, 7, 5)


@after(Rehearsal.staff)
def forty_approved_cases(rehearsal: Rehearsal) -> None:
    for number in range(1, 41):
        rehearsal.approved_case(f"RG-{number:04d}")


def issuing_of(number: int) -> Deed:
    return lambda its: issuing.issue(its.office, its.ann, f"RG-{number:04d}", ISSUED_ON)


def test_of_40_issued_at_once_for_25_places_25_are_issued_and_15_told_why(
    begin: Begin, tmp_path: Path
) -> None:
    rehearsal = begin(forty_approved_cases)
    answers = at_once(rehearsal.url, tmp_path, [issuing_of(number) for number in range(1, 41)])
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert refused == [NoPlaceFree("kent-pilot-1", 25)] * 15
    assert len({answer["guarantee_ref"] for answer in answers if isinstance(answer, dict)}) == 25
    with outside(rehearsal.url) as client:
        assert client.asked("SELECT COUNT(*), COUNT(guarantee_ref) FROM place") == [(25, 25)]
        assert client.asked("SELECT COUNT(*) FROM guarantee") == [(25,)]
    assert checking.check_ledger(rehearsal.office) == []
    assert checking.verify_journal(rehearsal.office) == []


def test_the_same_key_sent_by_8_at_once_is_one_act(guaranteed: Rehearsal, tmp_path: Path) -> None:
    before = len(_journal(guaranteed))
    day = dt.date(2018, 8, 1)

    def paid(its: Rehearsal) -> dict[str, Any]:
        return rent.pay(its.office, its.cora, "RG-0001/1", day, 52_000, "tenant", day, "standing order 1")

    answers = at_once(guaranteed.url, tmp_path, [paid] * 8)
    assert answers == [answers[0]] * 8
    assert answers[0]["paid"] == "520.00"
    assert len(_journal(guaranteed)) == before + 1
    with outside(guaranteed.url) as client:
        assert client.asked("SELECT COUNT(*) FROM transfer WHERE kind = 'rent_paid'") == [(1,)]


@after(Rehearsal.staff)
def one_accepted_claim(rehearsal: Rehearsal) -> None:
    guarantee = rehearsal.active_guarantee()
    rehearsal.charge(guarantee, "2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01")
    rehearsal.accepted_claim(guarantee, {"2018-09": 52_000, "2018-10": 52_000})


def paying(person: str, reference: str) -> Deed:
    day = dt.date(2018, 11, 10)
    return lambda its: payments.pay(its.office, getattr(its, person), "RG-0001/1/C1", reference, day)


def test_a_claim_paid_by_two_people_at_once_is_paid_once(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(one_accepted_claim)
    answers = at_once(rehearsal.url, tmp_path, [paying("fay", "BACS-1"), paying("finn", "BACS-2")])
    assert Counter(type(answer) for answer in answers) == {dict: 1, NothingToPay: 1}
    _assert_paid_once(rehearsal)


def test_a_payment_sent_twice_at_once_is_one_payment(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(one_accepted_claim)
    answers = at_once(rehearsal.url, tmp_path, [paying("fay", "BACS-1")] * 4)
    assert answers == [answers[0]] * 4
    assert (answers[0]["paid"], answers[0]["reference"]) == ("1040.00", "BACS-1")
    _assert_paid_once(rehearsal)


def _assert_paid_once(rehearsal: Rehearsal) -> None:
    with outside(rehearsal.url) as client:
        assert client.asked("SELECT SUM(amount_pence) FROM transfer WHERE kind = 'claim_paid'") == [
            (104_000,)
        ]
        assert client.asked("SELECT COUNT(*) FROM claim_payment") == [(1,)]
    assert checking.check_ledger(rehearsal.office) == []


MONTHS = [f"2018-{month:02d}" for month in range(9, 13)] + ["2019-01", "2019-02", "2019-03", "2019-04"]


@after(Rehearsal.staff)
def two_claims_over_the_cap(rehearsal: Rehearsal) -> None:
    guarantee = rehearsal.active_guarantee()
    rehearsal.charge(guarantee, *(f"{month}-01" for month in MONTHS))
    rehearsal.lodged_claim(guarantee, dict.fromkeys(MONTHS[:4], 52_000), "2019-04-02")
    rehearsal.lodged_claim(guarantee, dict.fromkeys(MONTHS[4:], 52_000), "2019-04-02")


def accepting(person: str, number: int, months: list[str]) -> Deed:
    lines = {Month.read(month, "month"): 52_000 for month in months}
    claim, day = f"RG-0001/1/C{number}", dt.date(2019, 4, 3)
    return lambda its: claims.decide(its.office, getattr(its, person), claim, lines, None, day)


def test_two_claims_accepted_at_once_stay_within_the_cap(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(two_claims_over_the_cap)
    deeds = [accepting("ann", 1, MONTHS[:4]), accepting("abe", 2, MONTHS[4:])]
    answers = at_once(rehearsal.url, tmp_path, deeds)
    assert Counter(type(answer) for answer in answers) == {dict: 1, ClaimExceedsCap: 1}
    assert checking.check_ledger(rehearsal.office) == []


def test_a_claim_decided_by_two_at_once_is_decided_once(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(two_claims_over_the_cap)
    deeds = [accepting("ann", 1, MONTHS[:4]), accepting("abe", 1, MONTHS[:4])]
    answers = at_once(rehearsal.url, tmp_path, deeds)
    assert Counter(type(answer) for answer in answers) == {dict: 1, AlreadyDecided: 1}


def test_a_pending_act_confirmed_by_two_at_once_is_confirmed_once(
    rehearsal: Rehearsal, tmp_path: Path
) -> None:
    adoption = programmes.Adoption("kent-pilot", 3, dt.date(2018, 7, 1), "Panel, 22 March 2018")
    proposed = programmes.propose_adoption(rehearsal.office, rehearsal.ann, adoption)
    answers = at_once(rehearsal.url, tmp_path, [lambda its: its.confirmed(proposed, its.abe)] * 2)
    assert Counter(type(answer) for answer in answers) == {dict: 1, AlreadyDone: 1}


@after(Rehearsal.staff)
def three_approved_and_one_active(rehearsal: Rehearsal) -> None:
    rehearsal.active_guarantee("RG-0009")
    for number in range(1, 4):
        rehearsal.approved_case(f"RG-{number:04d}")


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_rent_is_recorded_while_a_guarantee_is_being_issued(begin: Begin) -> None:
    """Both write to the ledger in the end: had the rent to wait for the programme, each could wait for the other."""
    rehearsal = begin(three_approved_and_one_active)
    with outside(rehearsal.url) as client:
        client.run("BEGIN")
        client.run("SELECT 1 FROM programme FOR UPDATE")
        with outside(rehearsal.url) as settings:
            settings.run(f"ALTER DATABASE {rehearsal.office.engine.url.database} SET lock_timeout = '2s'")
        rehearsal.office.engine.dispose()
        rehearsal.charge("RG-0009/1", "2018-08-01")
        client.run("ROLLBACK")
    assert checking.check_ledger(rehearsal.office) == []


def test_rents_and_issues_at_once_are_all_kept(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(three_approved_and_one_active)
    charges: list[Deed] = [
        lambda its, day=dt.date(2018, 8 + month, 1): its.charge("RG-0009/1", day.isoformat())
        for month in range(5)
    ]
    answers = at_once(rehearsal.url, tmp_path, [*charges, *(issuing_of(number) for number in range(1, 4))])
    assert [answer for answer in answers if isinstance(answer, Refused)] == []
    assert checking.verify_journal(rehearsal.office) == []
    with outside(rehearsal.url) as client:
        assert client.asked("SELECT COUNT(*) FROM transfer WHERE kind = 'rent_charged'") == [(5,)]


def _journal(rehearsal: Rehearsal) -> list[tuple[Any, ...]]:
    with outside(rehearsal.url) as client:
        return client.asked("SELECT seq FROM journal")
