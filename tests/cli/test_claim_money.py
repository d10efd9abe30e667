"""Payees, batches, returned payments and recovery by command: answers as JSON, refusals by name, no account shown."""

from pathlib import Path
from typing import Any

import pytest

from tests.commanding import At, Ran
from tests.conftest import Begin
from tests.services import paying, stories
from tests.services.paying import ACCOUNT, CALL_BACK, SORT_CODE, C
from tests.watching import nothing_written

CHANGE = ["payee", "change", "RG-0001", "--kind", "landlord", "--name", "Orla Example"]
DETAILS = ["--sort-code", SORT_CODE, "--account", ACCOUNT]


def _answer(ran: Ran) -> Any:
    assert ran.code == 0, ran.err
    return ran.json()


def _refusal(ran: Ran) -> str:
    assert ran.code == 3
    return str(ran.json()["refused"])


def _by(name: str, on: str) -> list[str]:
    return ["--by", name, "--on", on, "--json"]


def test_a_claim_comes_from_acceptance_through_a_batch_to_payment(
    begin: Begin, at: At, tmp_path: Path
) -> None:
    run = at(begin(stories.accepted))
    assert _refusal(run(*CHANGE, *DETAILS, *_by("cora", "2018-11-07"))) == "NotPermitted"
    assert _answer(run(*CHANGE, *DETAILS, *_by("fay", "2018-11-07"))) == {"pending": "P-10"}
    ring = ["confirm", "P-10", "--call-back", CALL_BACK]
    assert _refusal(run(*ring, *_by("fay", "2018-11-08"))) == "SamePerson"
    assert _answer(run(*ring, *_by("finn", "2018-11-08")))["payee"] == "landlord"
    shown = run("payee", "show", "RG-0001", "--json")
    assert _answer(shown)["payee"]["account"] == "******19"
    assert _answer(run("payee", "list", "--json"))[0]["confirmed_on"] == "2018-11-08"
    out = tmp_path / "batch.csv"
    made = run("claim", "batch", "--out", str(out), *_by("fay", "2018-11-09"))
    assert _answer(made)["batch"] == "B-1"
    assert ACCOUNT in out.read_text()
    assert _refusal(run("claim", "batch", "--out", str(tmp_path / "2.csv"), *_by("fay", "2018-11-09"))) == (
        "NothingToBatch"
    )
    again = tmp_path / "again.csv"
    assert run("claim", "batch", "--again", "B-1", "--out", str(again), *_by("finn", "2018-11-10")).code == 0
    assert again.read_bytes() == out.read_bytes()
    paid = _answer(run("claim", "pay", "--batch", "B-1", *_by("finn", "2018-11-12")))
    assert [each["reference"] for each in paid["paid"]] == [f"{C}-1"]
    assert _answer(run("claim", "batches", "--json"))[0]["not_paid_yet"] == "0.00"
    assert run("claim", "returned", C, "--reason", "refused", *_by("finn", "2018-11-13")).code == 0
    again_paid = run("claim", "pay", "--batch", "B-1", *_by("finn", "2018-11-14"))
    assert (again_paid.code, again_paid.json()["left_out"][0]["claim"]) == (3, C)
    assert all(ACCOUNT not in ran.out + ran.err for ran in (shown, made))


def test_a_payment_comes_back_and_is_made_again(begin: Begin, at: At) -> None:
    run = at(begin(stories.paid))
    back = ["claim", "returned", C, "--reason", "account-closed", "--key", "r1", *_by("finn", "2018-11-14")]
    returned = _answer(run(*back))
    assert (returned["returned"], returned["reason"]) == ("1040.00", "account_closed")
    assert _answer(run(*back)) == returned
    pay = ["claim", "pay", C, "--reference"]
    assert _refusal(run(*pay, "BACS-1", *_by("fay", "2018-11-15"))) == "PaymentWasReturned"
    assert _answer(run(*pay, "BACS-2", *_by("fay", "2018-11-15")))["paid"] == "1040.00"
    shown = _answer(run("claim", "show", C, "--json"))
    assert [each["reference"] for each in shown["payments"]] == ["BACS-1", "BACS-2"]
    assert shown["payments"][1]["limitation_ends_on"] == "2024-11-15"
    assert shown["recovery"]["policy"] == "the young person repays nothing"


def test_under_the_pilot_a_plan_is_refused_and_a_landlords_refund_taken(begin: Begin, at: At) -> None:
    run = at(begin(stories.paid))
    plan = ["claim", "plan", C, "--instalment", "2018-12-31=1040", *_by("fay", "2018-12-01")]
    assert _refusal(run(*plan)) == "NotRecoverable"
    recover = ["claim", "recover", C, "--amount", "40"]
    assert _refusal(run(*recover, *_by("fay", "2018-12-01"))) == "NotRecoverable"
    taken = _answer(run(*recover, "--from", "landlord", "--key", "k1", *_by("fay", "2018-12-01")))
    assert (taken["recovered"], taken["not_paid_back"]) == ("40.00", "1000.00")


def test_a_plan_is_agreed_rested_paid_and_written_off(begin: Begin, at: At) -> None:
    run = at(begin(paying.paid_to_be_repaid))
    several = ["--instalment", "2018-12-31=400", "2019-01-31=400.00", "2019-02-28=240"]
    assert _answer(run("claim", "plan", C, *several, *_by("fay", "2018-12-01")))["recoverable"] == "1040.00"
    space = ["--from", "2018-12-31", "--until", "2019-01-15", "--reason", "lost the job"]
    assert _answer(run("claim", "breathing-space", C, *space, *_by("fay", "2018-12-20")))["claim"] == C
    recover = ["claim", "recover", C, "--amount", "40", "--from", "young-person", *_by("fay", "2019-01-31")]
    assert _answer(run(*recover))["paid_back"] == "40.00"
    write_off = ["claim", "write-off", C, "--amount", "100", "--reason", "no income"]
    pending = _answer(run(*write_off, *_by("fay", "2019-02-01")))["pending"]
    assert _refusal(run("confirm", pending, *_by("fay", "2019-02-02"))) == "SamePerson"
    assert _answer(run("confirm", pending, *_by("finn", "2019-02-02")))["left"] == "900.00"
    shown = _answer(run("claim", "recoveries", C, "--on", "2019-02-02", "--json"))
    assert {name: shown[name] for name in ("recoverable", "paid_back", "written_off", "left", "missed")} == {
        "recoverable": "1040.00",
        "paid_back": "40.00",
        "written_off": "100.00",
        "left": "900.00",
        # £140.00 of the two instalments of £400.00 is met.
        "missed": "660.00",
    }
    assert shown["breathing_spaces"] == [{"from": "2018-12-31", "until": "2019-01-15"}]
    (row,) = _answer(run("claim", "recoveries", "--on", "2019-02-02", "--json"))
    assert (row["left"], row["limitation_ends_on"]) == ("900.00", "2024-11-10")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            [*CHANGE, "--sort-code", "12-34", "--account", ACCOUNT],
            "--sort-code: expected six digits such as 12-34-56.",
        ),
        ([*CHANGE, "--sort-code", SORT_CODE, "--account", "1234567"], "--account: expected eight digits"),
        (
            ["payee", "change", "RG-0001", "--kind", "friend", "--name", "A", *DETAILS],
            "--kind: expected landlord or",
        ),
        (["claim", "pay", C], "CLAIM: expected a claim and its --reference, or a --batch."),
        (["claim", "pay", C, "--reference", "R", "--batch", "B-1"], "--batch: expected alone"),
        (["claim", "pay", "--batch", "1"], "--batch: expected a payment batch such as B-3"),
        (["claim", "batch", "--out", "b.csv", "--again", "P-1"], "--again: expected a payment batch"),
        (["claim", "returned", C, "--reason", "whim"], "--reason: expected one of wrong_details"),
        (["claim", "plan", C, "--instalment", "2019-01-31"], "--instalment: expected a day and a sum"),
        (["claim", "plan", C, "--instalment", "2019-02-30=1"], "--instalment: expected a date such as"),
        (["claim", "plan", C, "--instalment", "2019-01-31=0"], "expected an amount above zero"),
        (
            ["claim", "recover", C, "--amount", "1", "--from", "tenant"],
            "--from: expected landlord or young-person",
        ),
        (["claim", "recover", C, "--amount", "1.001"], "--amount: expected pounds"),
        (
            ["claim", "breathing-space", C, "--from", "2019-01-02", "--until", "2019-01-01", "--reason", "r"],
            "--until: expected 2019-01-02 or later",
        ),
    ],
)
def test_what_is_typed_wrongly_is_one_sentence_and_changes_nothing(
    begin: Begin, at: At, words: list[str], says: str
) -> None:
    rehearsal = begin(stories.paid)
    with nothing_written(rehearsal.url):
        ran = at(rehearsal)(*words, "--by", "fay", "--on", "2018-12-01")
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.sentences) == 1
    assert says in ran.sentences[0]
    assert ACCOUNT not in ran.err


def test_an_account_can_be_kept_out_of_the_command(begin: Begin, at: At) -> None:
    run = at(begin(stories.accepted))
    piped = [*CHANGE, "--sort-code", SORT_CODE, "--account", "-", *_by("fay", "2018-11-07")]
    assert _answer(run(*piped, stdin=f"{ACCOUNT}\n")) == {"pending": "P-10"}
    assert _answer(run("payee", "show", "RG-0001", "--json"))["waiting"][0]["account"] == "******19"
    assert run(*piped, stdin="").code == 2


def test_people_read_a_payee_in_words(begin: Begin, at: At) -> None:
    run = at(begin(paying.payable))
    shown = run("payee", "show", "RG-0001")
    assert (shown.code, "******19" in shown.out, ACCOUNT in shown.out) == (0, True, False)
