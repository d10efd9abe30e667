"""Finance acting at once: one payment, one batch, one return, and never more back or written off than there is."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from guarantor.domain.refusals import (
    MoreThanIsLeft,
    NoPaymentToReturn,
    NothingToBatch,
    NothingToPay,
    PayeeOutdated,
    PaymentWasReturned,
    Refused,
)
from guarantor.services.paying import batches, payees, payments, recovery, write_offs
from guarantor.services.proof import checking
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import paying, stories
from tests.services.paying import CALL_BACK, SORT_CODE, C
from tests.services.stories import day
from tests.storage.at_once import Deed, at_once
from tests.storage.conftest import outside


def kinds(answers: Sequence[Any]) -> Counter[type]:
    """How many answered, and how many were refused as what."""
    return Counter(type(answer) for answer in answers)


def moved(rehearsal: Rehearsal, kind: str) -> int:
    """The pence of all transfers of a kind."""
    with outside(rehearsal.url) as client:
        ((total,),) = client.asked(
            f"SELECT COALESCE(SUM(amount_pence), 0) FROM transfer WHERE kind = '{kind}'"
        )
    return int(total)


def assert_clean(rehearsal: Rehearsal) -> None:
    assert checking.check_ledger(rehearsal.office) == []
    assert checking.verify_journal(rehearsal.office) == []


def paid(person: str, reference: str, on: str = "2018-11-16") -> Deed:
    return lambda its: payments.pay(its.office, getattr(its, person), C, reference, day(on))


def came_back(person: str, reason: str = "refused", key: str | None = None) -> Deed:
    return lambda its: payments.returned(its.office, getattr(its, person), C, reason, day("2018-11-14"), key)


def back(payer: recovery.Payer, amount_pence: int, on: str) -> Deed:
    return lambda its: recovery.recover(its.office, its.finn, C, amount_pence, payer, day(on), None)


def test_a_claim_paid_by_eight_under_eight_references_is_paid_once(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(stories.accepted)
    deeds = [paid(("fay", "finn")[number % 2], f"BACS-{number}") for number in range(8)]
    assert kinds(at_once(rehearsal.url, tmp_path, deeds)) == {dict: 1, NothingToPay: 7}
    assert moved(rehearsal, "claim_paid") == 104_000
    assert_clean(rehearsal)


def test_a_payment_sent_again_at_once_after_it_came_back_is_one_payment(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.returned)
    deeds = [paid("fay", "BACS-2")] * 3 + [paid("finn", "BACS-3")] * 3 + [paid("fay", "BACS-1")] * 2
    answers = at_once(rehearsal.url, tmp_path, deeds)
    assert kinds(answers) == {dict: 3, NothingToPay: 3, PaymentWasReturned: 2}
    assert kinds(answers[6:]) == {PaymentWasReturned: 2}
    assert len({answer["reference"] for answer in answers if isinstance(answer, dict)}) == 1
    assert moved(rehearsal, "claim_paid") - moved(rehearsal, "payment_returned") == 104_000
    assert_clean(rehearsal)


def test_a_payment_that_two_record_as_returned_came_back_once(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(stories.paid)
    answers = at_once(rehearsal.url, tmp_path, [came_back("fay"), came_back("finn", "account_closed")])
    assert kinds(answers) == {dict: 1, NoPaymentToReturn: 1}
    assert moved(rehearsal, "payment_returned") == 104_000
    assert_clean(rehearsal)


def test_a_return_sent_twice_at_once_with_its_key_is_one_return(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(stories.paid)
    answers = at_once(rehearsal.url, tmp_path, [came_back("fay", key="return 1")] * 6)
    assert answers == [answers[0]] * 6
    assert moved(rehearsal, "payment_returned") == 104_000


def test_a_return_and_a_refund_at_once_are_one_of_the_two(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(stories.paid)
    answers = at_once(rehearsal.url, tmp_path, [came_back("fay"), back("landlord", 10_000, "2018-11-14")])
    assert kinds(answers)[dict] == 1
    assert_clean(rehearsal)


@after(paying.payable)
def eight_payable(rehearsal: Rehearsal) -> None:
    """RG-0001 to RG-0008 have an accepted claim each, and a payee."""
    for number in range(2, 9):
        ref = f"RG-{number:04d}"
        guarantee = rehearsal.active_guarantee(ref)
        rehearsal.charge(guarantee, "2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01")
        rehearsal.accepted_claim(guarantee, stories.SEPTEMBER_AND_OCTOBER)
        paying.confirm(rehearsal, paying.change(rehearsal, ref=ref))


def batched(person: str, out: Path) -> Deed:
    return lambda its: batches.make(its.office, getattr(its, person), out, day("2018-11-09"))


def test_of_batches_made_at_once_one_holds_every_claim(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(eight_payable)
    deeds = [batched(("fay", "finn")[number % 2], tmp_path / f"{number}.csv") for number in range(4)]
    answers = at_once(rehearsal.url, tmp_path, deeds)
    assert kinds(answers) == {dict: 1, NothingToBatch: 3}
    assert len(list(tmp_path.glob("*.csv"))) == 1
    with outside(rehearsal.url) as client:
        assert client.asked("SELECT COUNT(*), COUNT(DISTINCT claim_ref) FROM payment_batch_line") == [(8, 8)]
    assert_clean(rehearsal)


def test_a_batch_made_while_its_claims_are_paid_leaves_each_paid_once(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(eight_payable)
    by_hand: list[Deed] = [
        lambda its, claim=f"RG-{number:04d}/1/C1": payments.pay(
            its.office, its.finn, claim, f"BACS {claim}", day("2018-11-09")
        )
        for number in range(1, 5)
    ]
    answers = at_once(rehearsal.url, tmp_path, [batched("fay", tmp_path / "batch.csv"), *by_hand])
    assert [answer for answer in answers if isinstance(answer, Refused)] == []
    both = [lambda its: batches.pay(its.office, its.fay, 1, day("2018-11-10"))] * 2
    at_once(rehearsal.url, tmp_path, both)
    assert moved(rehearsal, "claim_paid") == 8 * 104_000
    assert_clean(rehearsal)


@after(paying.payable)
def changed_and_waiting(rehearsal: Rehearsal) -> None:
    """Two newer entries, P-11 and P-12, wait for their confirmation."""
    for account in ("10000042", "10000043"):
        paying.change(rehearsal, account=account, on="2018-11-08")


@pytest.mark.parametrize("attempt", range(3))
def test_details_confirmed_while_a_batch_is_made_are_in_it_or_named_as_changed(
    begin: Begin, tmp_path: Path, attempt: int
) -> None:
    rehearsal = begin(changed_and_waiting)
    answers = at_once(
        rehearsal.url,
        tmp_path,
        [
            batched("fay", tmp_path / "batch.csv"),
            lambda its: its.confirmed(
                {"pending": "P-12"}, its.finn, on=day("2018-11-09"), call_back=CALL_BACK
            ),
        ],
    )
    assert kinds(answers) == {dict: 2}
    named = answers[1]["handed_over_with_the_old_details"]
    account = "31926819" if named else "10000043"
    assert account in (tmp_path / "batch.csv").read_text()


def test_of_two_entries_confirmed_at_once_the_one_entered_last_counts(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(changed_and_waiting)
    both: list[Deed] = [
        lambda its, pending=pending: its.confirmed(
            {"pending": pending}, its.finn, on=day("2018-11-09"), call_back=CALL_BACK
        )
        for pending in ("P-11", "P-12")
    ]
    assert kinds(at_once(rehearsal.url, tmp_path, both)) in ({dict: 2}, {dict: 1, PayeeOutdated: 1})
    shown = payees.shown(rehearsal.office, "RG-0001")
    assert (shown["payee"]["account"], shown["waiting"]) == ("******43", [])
    assert SORT_CODE not in str(shown)


def test_money_back_from_many_at_once_is_never_more_than_was_paid(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.planned)
    answers = at_once(rehearsal.url, tmp_path, [back("young_person", 20_000, "2019-01-31")] * 8)
    assert kinds(answers) == {dict: 5, MoreThanIsLeft: 3}
    assert moved(rehearsal, "recovered") == moved(rehearsal, "recovery_met") == 100_000
    assert_clean(rehearsal)


@after(paying.planned)
def two_write_offs_proposed(rehearsal: Rehearsal) -> None:
    """Fay proposes to write £600.00 off twice, P-10 and P-11; £1,040.00 is left."""
    for _ in range(2):
        write_offs.propose_write_off(
            rehearsal.office, rehearsal.fay, C, 60_000, "no income", day("2019-02-01")
        )


def test_two_write_offs_confirmed_at_once_stay_within_what_is_left(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(two_write_offs_proposed)
    both: list[Deed] = [
        lambda its, pending=pending: its.confirmed({"pending": pending}, its.finn, on=day("2019-02-02"))
        for pending in ("P-10", "P-11")
    ]
    assert kinds(at_once(rehearsal.url, tmp_path, both)) == {dict: 1, MoreThanIsLeft: 1}
    assert moved(rehearsal, "written_off") == 60_000
    assert_clean(rehearsal)


def test_missed_instalments_noted_by_two_runs_at_once_open_one_task_each(
    begin: Begin, tmp_path: Path
) -> None:
    rehearsal = begin(paying.planned)
    runs: list[Deed] = [lambda its: recovery.note_missed(its.office, day("2019-03-05"))] * 4
    answers = at_once(rehearsal.url, tmp_path, runs)
    assert sorted(each["missed_instalment"] for answer in answers for each in answer) == [1, 2, 3]
    with outside(rehearsal.url) as client:
        assert client.asked("SELECT COUNT(*) FROM task WHERE kind = 'missed_instalment'") == [(3,)]
        assert client.asked("SELECT COUNT(*) FROM journal WHERE act = 'open_task'") == [(3,)]
    assert_clean(rehearsal)
