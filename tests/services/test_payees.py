"""A payee is entered by one finance officer and confirmed by another after a call-back; no account shows anywhere."""

import base64
import json
from dataclasses import replace
from pathlib import Path

import pytest

from guarantor.domain.refusals import AlreadyDone, PayeeOutdated, SamePerson, SealBroken
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.office import Office
from guarantor.services.data_protection import erasure
from guarantor.services.paying import payees, payments
from guarantor.services.proof import checking
from guarantor.settings import Settings
from tests.conftest import Begin
from tests.databases import file_of
from tests.rehearsing import Rehearsal
from tests.services import paying, stories
from tests.services.paying import ACCOUNT, CALL_BACK, SORT_CODE, batch, change, confirm
from tests.services.stories import day
from tests.storage.conftest import outside
from tests.watching import asked, contents, journal, nothing_written, one_line, refused


def with_key(rehearsal: Rehearsal, file: Path | None) -> Office:
    return replace(rehearsal.office, settings=Settings(database_url=rehearsal.url, payee_key_file=file))


def test_a_payee_takes_two_finance_officers(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    with one_line(rehearsal.url) as entered:
        proposed = change(rehearsal)
    assert proposed == {"pending": "P-10"}
    assert entered[0].details["case"] == "RG-0001"
    assert payees.shown(rehearsal.office, "RG-0001")["payee"] is None
    with one_line(rehearsal.url) as confirmed:
        answer = confirm(rehearsal, proposed)
    assert answer == {"ref": "RG-0001", "payee": "landlord", "handed_over_with_the_old_details": []}
    assert confirmed[0].act == "confirm_payee"
    shown = payees.shown(rehearsal.office, "RG-0001")
    assert shown["payee"] == {
        "pending": "P-10",
        "kind": "landlord",
        "name": "Orla Example",
        "account": "******19",
        "entered_by": "fay",
        "entered_on": "2018-11-07",
        "confirmed_by": "finn",
        "confirmed_on": "2018-11-08",
        "call_back": CALL_BACK,
    }
    assert shown["waiting"] == []


def test_whoever_entered_a_payee_does_not_confirm_it(begin: Begin) -> None:
    rehearsal = begin(paying.entered)
    with refused(rehearsal.url, SamePerson):
        rehearsal.confirmed({"pending": "P-10"}, rehearsal.fay, call_back=CALL_BACK)


@pytest.mark.parametrize("call_back", [None, "", "   "])
def test_a_payee_is_not_confirmed_without_a_call_back(begin: Begin, call_back: str | None) -> None:
    rehearsal = begin(paying.entered)
    with refused(rehearsal.url, WrongInput) as caught:
        rehearsal.confirmed({"pending": "P-10"}, rehearsal.finn, call_back=call_back)
    assert str(caught.value).startswith("--call-back: expected whom you rang")


def test_a_call_back_is_for_bank_details_only(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    proposed = paying.write_off(rehearsal, 10_000)
    with refused(rehearsal.url, WrongInput) as caught:
        rehearsal.confirmed(proposed, rehearsal.finn, call_back=CALL_BACK)
    assert "--call-back" in str(caught.value)


def test_a_payee_is_confirmed_once_and_not_before_it_was_entered(begin: Begin) -> None:
    rehearsal = begin(paying.entered)
    with refused(rehearsal.url, WrongInput):
        confirm(rehearsal, {"pending": "P-10"}, on="2018-11-06")
    confirm(rehearsal, {"pending": "P-10"}, on="2018-11-07")
    with refused(rehearsal.url, AlreadyDone):
        confirm(rehearsal, {"pending": "P-10"})


def test_of_two_entries_the_one_entered_last_counts_and_the_older_is_not_confirmed_after_it(
    begin: Begin,
) -> None:
    rehearsal = begin(paying.entered)
    second = change(rehearsal, account="10000042", name="Sam Example")
    waiting = payees.shown(rehearsal.office, "RG-0001")["waiting"]
    assert [(each["pending"], each["account"]) for each in waiting] == [
        ("P-10", "******19"),
        ("P-11", "******42"),
    ]
    confirm(rehearsal, second)
    with refused(rehearsal.url, PayeeOutdated):
        confirm(rehearsal, {"pending": "P-10"})
    shown = payees.shown(rehearsal.office, "RG-0001")
    assert (shown["payee"]["name"], shown["waiting"]) == ("Sam Example", [])


def test_a_newer_entry_that_nobody_confirmed_changes_nothing(begin: Begin) -> None:
    rehearsal = begin(paying.payable)
    change(rehearsal, account="10000042", name="Sam Example", on="2018-11-09")
    shown = payees.shown(rehearsal.office, "RG-0001")
    assert shown["payee"]["account"] == "******19"
    assert [each["account"] for each in shown["waiting"]] == ["******42"]
    assert payees.listed(rehearsal.office) == [
        {
            "ref": "RG-0001",
            "kind": "landlord",
            "name": "Orla Example",
            "confirmed_on": "2018-11-08",
            "waiting": "P-11",
        }
    ]


def test_a_change_names_what_was_handed_over_with_the_old_details_and_is_not_paid(
    begin: Begin, tmp_path: Path
) -> None:
    rehearsal = begin(paying.payable)
    batch(rehearsal, tmp_path / "batch.csv")
    proposed = change(rehearsal, account="10000042", on="2018-11-09")
    handed_over = [{"batch": "B-1", "claim": paying.C}]
    before = payees.shown(rehearsal.office, "RG-0001")["handed_over_and_not_paid"]
    assert before == [{**handed_over[0], "details": "as they are"}]
    assert confirm(rehearsal, proposed, on="2018-11-09")["handed_over_with_the_old_details"] == handed_over
    after = payees.shown(rehearsal.office, "RG-0001")["handed_over_and_not_paid"]
    assert after == [{**handed_over[0], "details": "changed since"}]
    payments.pay(rehearsal.office, rehearsal.fay, paying.C, "BACS-1", day("2018-11-10"))
    assert payees.shown(rehearsal.office, "RG-0001")["handed_over_and_not_paid"] == []


@pytest.mark.parametrize("sort_code", ["608371", "60-83-71", "60 83 71", " 60-83-71 "])
def test_a_sort_code_is_read_as_people_write_it(sort_code: str) -> None:
    details = payees.bank_details(sort_code, ACCOUNT)
    assert (details.sort_code, details.account) == ("608371", ACCOUNT)


@pytest.mark.parametrize(
    "sort_code", ["", "60837", "6083711", "60-83 71", "60.83.71", "60-83-7x", "٦٠-٨٣-٧١"]
)
def test_a_sort_code_that_is_none_is_wrong_input(sort_code: str) -> None:
    with pytest.raises(WrongInput, match="--sort-code: expected six digits"):
        payees.bank_details(sort_code, ACCOUNT)


@pytest.mark.parametrize("account", ["", "3192681", "319268190", "3192681x", "3192 6819", "٣١٩٢٦٨١٩"])
def test_an_account_that_is_none_is_wrong_input_and_is_not_repeated(account: str) -> None:
    with pytest.raises(WrongInput, match="--account: expected eight digits") as caught:
        payees.bank_details(SORT_CODE, account)
    assert account == "" or account not in str(caught.value)


def test_each_wrong_part_of_bank_details_is_named() -> None:
    with pytest.raises(WrongInput) as caught:
        payees.bank_details("1", "2")
    assert [fault.field for fault in caught.value.faults] == ["--sort-code", "--account"]


@pytest.mark.parametrize("name", ["", "  ", "A" * 201, "Orla\nExample"])
def test_a_payee_needs_a_name(begin: Begin, name: str) -> None:
    rehearsal = begin(stories.accepted)
    with refused(rehearsal.url, WrongInput) as caught:
        change(rehearsal, name=name)
    assert "--name" in str(caught.value)


def test_a_payee_is_a_cases(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    with refused(rehearsal.url, NotFound):
        change(rehearsal, ref="RG-0404")


def test_no_account_stands_anywhere_in_the_database_nor_in_an_answer(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(stories.accepted)
    answers = [change(rehearsal)]
    answers.append(confirm(rehearsal, answers[0]))
    answers.append(batch(rehearsal, tmp_path / "batch.csv"))
    answers += [payees.shown(rehearsal.office, "RG-0001"), {"list": payees.listed(rehearsal.office)}]
    rehearsal.office.engine.dispose()
    held = [
        file.read_bytes() for file in file_of(rehearsal.url).parent.glob(f"{file_of(rehearsal.url).name}*")
    ]
    encoded = base64.b64encode(ACCOUNT.encode())
    for plain in (ACCOUNT, "608371", SORT_CODE, ACCOUNT.encode().hex(), encoded.decode()):
        assert all(plain.encode() not in content for content in held)
        assert plain not in json.dumps(answers)
        assert plain not in repr(journal(rehearsal.url))
    # The search finds what is there: the payee's name, until it is erased.
    assert any(b"Orla Example" in content for content in held)


def test_a_seal_moved_from_another_entry_is_shown_to_nobody_and_paid_by_nobody(
    begin: Begin, tmp_path: Path
) -> None:
    rehearsal = begin(paying.entered_anew)
    with outside(rehearsal.url) as client:
        client.leave_none()
        moved = "(SELECT other.sealed FROM payee_version AS other WHERE other.id = 2)"
        client.run(f"UPDATE payee_version SET sealed = {moved} WHERE id = 1")
    with pytest.raises(SealBroken):
        payees.shown(rehearsal.office, "RG-0001")
    with refused(rehearsal.url, SealBroken):
        batch(rehearsal, tmp_path / "batch.csv")
    assert list(tmp_path.glob("*batch*")) == []
    assert 12 in [finding.invariant for finding in checking.verify_journal(rehearsal.office)]


def test_without_its_key_nothing_is_shown_and_nothing_batched(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.payable)
    other = tmp_path / "other-key"
    other.write_text(base64.b64encode(b"another key, also 32 bytes long.").decode())
    office = with_key(rehearsal, other)
    with pytest.raises(WrongInput, match="GUARANTOR_PAYEE_KEY_FILE: expected the key that"):
        payees.shown(office, "RG-0001")
    wrong = replace(rehearsal, office=office)
    with refused(rehearsal.url, WrongInput):
        batch(wrong, tmp_path / "batch.csv")


def test_a_live_database_takes_no_bank_details_without_the_setting(begin: Begin) -> None:
    rehearsal = begin(stories.live)
    office = with_key(rehearsal, None)
    stories.cases.add(office, rehearsal.cora, rehearsal.document(), rehearsal.clock.today())
    before = contents(rehearsal.url)
    with pytest.raises(WrongInput, match="GUARANTOR_PAYEE_KEY_FILE: expected a file of keys"):
        change(replace(rehearsal, office=office), on="2019-04-30")
    assert contents(rehearsal.url) == before


def test_an_erasure_takes_the_details_and_the_call_back(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.payable)
    batch(rehearsal, tmp_path / "batch.csv")
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", day("2026-01-01"))
    assert asked(rehearsal.url, "SELECT name, sealed, salt FROM payee_version") == [(None, None, None)]
    assert asked(rehearsal.url, "SELECT call_back, salt FROM payee_confirmation") == [(None, None)]
    shown = payees.shown(rehearsal.office, "RG-0001")["payee"]
    assert (shown["name"], shown["account"], shown["call_back"]) == (None, None, None)
    assert shown["confirmed_by"] == "finn"


def test_an_entry_that_was_erased_is_not_confirmed(begin: Begin) -> None:
    rehearsal = begin(paying.entered)
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", day("2018-11-08"))
    with refused(rehearsal.url, WrongInput) as caught:
        confirm(rehearsal, {"pending": "P-10"})
    assert "erased" in str(caught.value)


def test_showing_a_payee_writes_nothing(begin: Begin) -> None:
    rehearsal = begin(paying.payable)
    with nothing_written(rehearsal.url):
        payees.shown(rehearsal.office, "RG-0001")
        payees.listed(rehearsal.office)
