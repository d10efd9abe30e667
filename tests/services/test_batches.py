"""What is due goes to accounts payable as one file, whole or not at all, each payment in one batch only."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from guarantor.domain.access import Role
from guarantor.domain.refusals import (
    NothingToBatch,
    NotPermitted,
)
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.data_protection import erasure
from guarantor.services.paying import batches, payments
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import paying, stories
from tests.services.paying import ACCOUNT, SECOND, SORT_CODE, C, batch, change, confirm, rows
from tests.services.stories import day, given_role
from tests.watching import asked, contents, one_line, refused


def left_out(rehearsal: Rehearsal, tmp_path: Path, on: str = "2018-11-09") -> str:
    """Why nothing can be put in a batch."""
    with refused(rehearsal.url, NothingToBatch) as caught:
        batch(rehearsal, tmp_path / "none.csv", on)
    assert [file for file in tmp_path.iterdir() if "none.csv" in file.name] == []
    return str(caught.value)


def test_a_batch_holds_what_accounts_payable_needs(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.two_payable)
    out = tmp_path / "batch.csv"
    with one_line(rehearsal.url) as added:
        made = batch(rehearsal, out)
    assert made == {
        "batch": "B-1",
        "total": "2080.00",
        "claims": [C, SECOND],
        "left_out": [],
        "written": str(out),
    }
    assert (added[0].act, added[0].subject) == ("make_payment_batch", "B-1")
    first, second = rows(out)
    assert first == {
        "payment_reference": "RG-0001/1/C1-1",
        "payee_name": "Orla Example",
        "sort_code": SORT_CODE,
        "account_number": ACCOUNT,
        "amount": "1040.00",
        "claim": C,
        "due_on": "2018-12-03",
    }
    assert (second["account_number"], second["payee_name"]) == ("00000007", "'=SUM(A1:A9)")
    assert asked(rehearsal.url, "SELECT number, total_pence, made_by FROM payment_batch") == [(1, 208_000, 7)]


def test_a_batchs_file_is_for_its_owner_alone(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.payable)
    before = os.umask(0)
    try:
        batch(rehearsal, tmp_path / "batch.csv")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "batch.csv").stat().st_mode) == 0o600


def test_a_claim_that_is_handed_over_is_not_handed_over_again(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.batched)
    assert left_out(rehearsal, tmp_path) == f"Nothing can be put in a batch: {C}, it is in B-1."


def test_a_claim_without_a_confirmed_payee_is_left_out(begin: Begin, tmp_path: Path) -> None:
    assert f"{C}, no payee is confirmed" in left_out(begin(paying.entered), tmp_path)


@pytest.mark.parametrize(("on", "is_left_out"), [("2018-11-07", True), ("2018-11-08", False)])
def test_a_payee_counts_from_the_day_it_was_confirmed(
    begin: Begin, tmp_path: Path, on: str, is_left_out: bool
) -> None:
    rehearsal = begin(paying.payable)
    if is_left_out:
        assert "its payee was confirmed on 2018-11-08" in left_out(rehearsal, tmp_path, on)
    else:
        assert batch(rehearsal, tmp_path / "batch.csv", on)["claims"] == [C]


@pytest.mark.parametrize(("on", "is_left_out"), [("2018-11-04", True), ("2018-11-05", False)])
def test_a_claim_is_due_from_the_day_it_was_decided(
    begin: Begin, tmp_path: Path, on: str, is_left_out: bool
) -> None:
    rehearsal = begin(stories.accepted)
    confirm(rehearsal, change(rehearsal, on="2018-11-01"), on="2018-11-02")
    if is_left_out:
        assert "it was decided on 2018-11-05" in left_out(rehearsal, tmp_path, on)
    else:
        assert batch(rehearsal, tmp_path / "batch.csv", on)["claims"] == [C]


def test_what_one_decided_oneself_one_does_not_hand_over(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.payable)
    given_role(rehearsal, rehearsal.ann, Role.FINANCE)
    with refused(rehearsal.url, NothingToBatch) as caught:
        batches.make(rehearsal.office, rehearsal.ann, tmp_path / "batch.csv", day("2018-11-09"))
    assert f"{C}, the person who makes this batch decided it" in str(caught.value)


@pytest.mark.parametrize("story", [stories.lodged, stories.paid, stories.active])
def test_nothing_is_handed_over_that_is_not_due(begin: Begin, tmp_path: Path, story: Any) -> None:
    says = "Nothing can be put in a batch: no accepted claim waits for its payment."
    assert left_out(begin(story), tmp_path, "2018-11-12") == says


def test_what_can_be_paid_is_batched_and_what_cannot_is_named(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.two_payable)
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", day("2018-11-08"))
    made = batch(rehearsal, tmp_path / "batch.csv")
    assert made["claims"] == [SECOND]
    assert made["left_out"] == [{"claim": C, "why": "the payee's details were erased"}]


def test_the_same_file_is_written_again_and_the_journal_says_who_took_it(
    begin: Begin, tmp_path: Path
) -> None:
    rehearsal = begin(paying.two_payable)
    first, again = tmp_path / "first.csv", tmp_path / "again.csv"
    batch(rehearsal, first)
    confirm(rehearsal, change(rehearsal, account="10000042", on="2018-11-09"), on="2018-11-09")
    payments.pay(rehearsal.office, rehearsal.fay, C, "BACS-1", day("2018-11-10"))
    with one_line(rehearsal.url) as added:
        batches.write_again(rehearsal.office, rehearsal.finn, 1, again, day("2018-11-12"))
    assert again.read_bytes() == first.read_bytes()
    assert stat.S_IMODE(again.stat().st_mode) == 0o600
    assert (added[0].subject, added[0].actor) == ("B-1", rehearsal.finn.number)


def test_a_batch_whose_details_were_erased_is_not_written_again(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.batched)
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", day("2018-11-12"))
    with refused(rehearsal.url, WrongInput) as caught:
        batches.write_again(rehearsal.office, rehearsal.finn, 1, tmp_path / "again.csv", day("2018-11-12"))
    assert "erased" in str(caught.value)
    assert not (tmp_path / "again.csv").exists()


def test_a_batch_that_does_not_exist_is_neither_written_nor_paid(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.payable)
    with refused(rehearsal.url, NotFound):
        batches.write_again(rehearsal.office, rehearsal.finn, 1, tmp_path / "again.csv", day("2018-11-12"))
    with refused(rehearsal.url, NotFound):
        batches.pay(rehearsal.office, rehearsal.finn, 1, day("2018-11-12"))


def test_no_batch_is_kept_whose_file_cannot_be_written(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.payable)
    (tmp_path / "there.csv").write_text("something else")
    for out in (tmp_path / "there.csv", tmp_path / "no folder" / "batch.csv"):
        with refused(rehearsal.url, WrongInput) as caught:
            batch(rehearsal, out)
        assert "--out" in str(caught.value)
    assert (tmp_path / "there.csv").read_text() == "something else"


def test_a_disk_that_fills_up_leaves_neither_batch_nor_half_a_file(
    begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsal = begin(paying.payable)
    before = contents(rehearsal.url)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        batch(rehearsal, out / "batch.csv")
    monkeypatch.undo()
    assert contents(rehearsal.url) == before
    assert list(out.iterdir()) == []


def test_finance_alone_makes_pays_and_rewrites_a_batch(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.batched)
    for somebody in (rehearsal.cora, rehearsal.ann, rehearsal.aude):
        with refused(rehearsal.url, NotPermitted):
            batches.write_again(rehearsal.office, somebody, 1, tmp_path / "again.csv", day("2018-11-12"))
