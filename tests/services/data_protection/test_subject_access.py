"""The copy of what is held on a person holds all of it, nothing of anybody else, and goes out by an act."""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from guarantor.domain.refusals import NotPermitted
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.casework import notes
from guarantor.services.data_protection import erasure, subject_access
from guarantor.services.data_protection.held_in_words import held_in_words, printable
from guarantor.storage import held_of_case
from guarantor.storage.tables import Table
from guarantor.storage.tables.accounts import FLEETING
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.stories import day
from tests.watching import journal, nothing_written

ON = day("2026-01-01")
ABOUT_NOBODY = {
    "accommodation_price": "prices",
    "account": "officers",
    "account_closing": "officers",
    "account_credential": "officers",
    "database_mark": "the database",
    "journal": "references and digests; what they stand for is in the rows",
    "keyed_act": "answers given before, so that an act is done once",
    "month_close": "sums",
    "officer": "officers",
    "officer_role": "officers",
    "password_change": "officers",
    "payment_batch": "sums",
    "pending_act": "what was proposed stands in a row of its own",
    "period": "sums",
    "period_account": "sums",
    "policy_proposal": "rules",
    "policy_proposal_withdrawal": "rules",
    "policy_version": "rules",
    "programme": "rules",
    "saved_forecast": "sums",
}
"""The tables that hold nothing of a case, and what they hold."""


@after(stories.active)
def with_words_of_two(rehearsal: Rehearsal) -> None:
    """RG-0001 has a guarantee; a note on each of two cases says something that stands nowhere else."""
    rehearsal.assessed_case("RG-0002")
    for number, name in enumerate(("Zebra 🦓", "Quagga"), start=1):
        notes.add(rehearsal.office, rehearsal.cora, f"RG-000{number}", f"{name} rang us", day("2018-12-04"))


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Two people's cases."""
    return begin(with_words_of_two)


def _made(rehearsal: Rehearsal, *refs: str, **said: Any) -> tuple[dict[str, Any], zipfile.ZipFile]:
    out = io.BytesIO()
    made = subject_access.make(rehearsal.office, rehearsal.ann, refs or ["RG-0001"], out, ON, **said)
    assert hashlib.sha256(out.getvalue()).hexdigest() == made["sha256"]
    return made, zipfile.ZipFile(out)


def _paper(packed: zipfile.ZipFile) -> str:
    reader = PdfReader(io.BytesIO(packed.read(subject_access.PAPER)))
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def _note_label(rehearsal: Rehearsal, says: str) -> str:
    (found,) = [
        each.label for each in subject_access.to_read(rehearsal.office, ["RG-0001"]) if says in each.words
    ]
    return found


def test_every_table_is_a_cases_or_about_nobody_and_every_column_is_named() -> None:
    words = held_in_words()
    assert set(words.tables()) == set(held_of_case.tables())
    of_the_record = {table.name for table in Table.metadata.sorted_tables}
    assert (
        of_the_record - FLEETING == {*held_of_case.tables(), *held_of_case.RECKONED, *ABOUT_NOBODY} - FLEETING
    )
    for name, table in words.tables().items():
        columns = set(held_of_case.columns(name))
        assert columns <= {*table.columns, *table.of_others, *words.common}, name
        assert {*table.columns, *table.of_others} <= columns, name


def test_the_copy_holds_what_is_held_of_the_person_and_nothing_of_another(rehearsal: Rehearsal) -> None:
    made, packed = _made(rehearsal)
    everything = b"".join(packed.read(name) for name in packed.namelist()).decode(errors="replace")
    paper, data = _paper(packed), json.loads(packed.read(subject_access.DATA))
    assert "Zebra [zebra face] rang us" in paper
    assert [row["note"] for row in data["held"]["case_note"]] == ["Zebra 🦓 rang us"]
    assert "Quagga" not in everything + paper
    assert "RG-0002" not in everything + paper
    assert made["files"] == len([name for name in packed.namelist() if name.startswith("files/")]) >= 2
    assert all(packed.read(name)[:5] == b"%PDF-" for name in packed.namelist() if name.endswith(".pdf"))


def test_of_several_cases_of_one_person_the_copy_holds_them_all(rehearsal: Rehearsal) -> None:
    _, packed = _made(rehearsal, "RG-0001", "RG-0002", "RG-0001")
    paper = _paper(packed)
    assert ("Zebra" in paper, "Quagga" in paper, "Cases RG-0001 and RG-0002" in paper) == (True, True, True)


def test_the_copy_says_how_long_each_kind_is_kept_and_what_can_be_asked_for(rehearsal: Rehearsal) -> None:
    paper = _paper(_made(rehearsal)[1])
    assert "72 months after the end of the last guarantee" in paper
    assert "not ended yet" in paper
    assert "Information Commissioner" in paper
    assert "a person reads it and decides" in paper


def test_what_is_left_out_is_in_no_part_and_the_copy_says_why(rehearsal: Rehearsal) -> None:
    label = _note_label(rehearsal, "Zebra")
    made, packed = _made(rehearsal, left_out={label: "about a neighbour"})
    everything = "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    assert ("Zebra" in everything, made["left_out"]) == (False, 1)
    assert f"Notes ({label}) about a neighbour" in _paper(packed)


def test_a_file_that_is_left_out_is_not_packed(rehearsal: Rehearsal) -> None:
    whole, packed = _made(rehearsal)
    (name, *_) = [name for name in packed.namelist() if "-paper-" in name]
    code = name.rpartition("-")[2].removesuffix(".pdf")
    less, without = _made(rehearsal, left_out={f"paper:{code}": "to be sent apart"})
    assert (less["files"], name in without.namelist()) == (whole["files"] - 1, False)


@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ({"case_note:99": "why"}, "expected an entry of this person"),
        ({"nothing": "why"}, "expected an entry of this person"),
        ({"case_file:RG-0002": "why"}, "expected an entry of this person"),
        ({"case_file:RG-0001": " "}, "expected why case_file:RG-0001 is left out"),
    ],
)
def test_what_cannot_be_left_out_is_refused_and_nothing_is_written(
    rehearsal: Rehearsal, left_out: dict[str, str], says: str
) -> None:
    out = io.BytesIO()
    with nothing_written(rehearsal.url), pytest.raises(WrongInput, match=says):
        subject_access.make(rehearsal.office, rehearsal.ann, ["RG-0001"], out, ON, left_out)
    assert out.getvalue() == b""


def test_whoever_may_not_gets_no_byte(rehearsal: Rehearsal) -> None:
    out = io.BytesIO()
    for person in (rehearsal.cora, rehearsal.fay, rehearsal.ada):
        with nothing_written(rehearsal.url), pytest.raises(NotPermitted):
            subject_access.make(rehearsal.office, person, ["RG-0001"], out, ON)
    with pytest.raises(NotFound):
        subject_access.make(rehearsal.office, rehearsal.ann, ["RG-0099"], out, ON)
    assert out.getvalue() == b""


def test_the_journal_keeps_that_it_went_out_and_no_word_of_it(rehearsal: Rehearsal) -> None:
    label = _note_label(rehearsal, "Zebra")
    made, _ = _made(rehearsal, left_out={label: "about a neighbour"})
    last = journal(rehearsal.url)[-1]
    details = last.details
    assert (last.act, last.subject) == ("answer_access_request", "RG-0001")
    assert (details["sha256"], details["left_out"]) == (made["sha256"], [label])
    assert "neighbour" not in str(details)


def test_of_an_erased_person_the_copy_says_what_was_emptied(rehearsal: Rehearsal) -> None:
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", ON)
    made, packed = _made(rehearsal)
    paper = _paper(packed)
    assert ("Zebra" in paper, "the person whose case this is" in paper, "Emptied" in paper) == (
        False,
        True,
        True,
    )
    assert made["files"] == 0


def test_what_has_to_be_read_first_is_every_word_that_somebody_wrote(rehearsal: Rehearsal) -> None:
    told = " ".join(each.words for each in subject_access.to_read(rehearsal.office, ["RG-0001"]))
    assert ("Zebra 🦓 rang us" in told, "Quagga" in told) == (True, False)
    held = _made(rehearsal)[1]
    assert told.count("file ") == len([name for name in held.namelist() if name.startswith("files/")])
    name = json.loads(held.read(subject_access.DATA))["held"]["young_person"][-1]["name"]
    assert name in told


def test_a_letter_that_no_paper_prints_is_named() -> None:
    assert printable("a\n b\x00 🦓") == "a b [zebra face]"
    assert printable("Łódź") == "Łódź"


def test_the_same_copy_is_the_same_bytes(rehearsal: Rehearsal, tmp_path: Path) -> None:
    first, second = (_made(rehearsal)[0]["sha256"] for _ in range(2))
    assert first == second
    assert list(tmp_path.glob("*.zip")) == []
