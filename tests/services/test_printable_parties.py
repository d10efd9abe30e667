"""A name or address that no paper could carry is refused when it is entered, in a sentence that names the field."""

from typing import Any

import pytest

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.casework import cases
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day

R = "RG-0001"
CYRILLIC_A = "\N{CYRILLIC SMALL LETTER A}"


def add(rehearsal: Rehearsal, changes: dict[str, Any]) -> None:
    document = rehearsal.document(changes=changes)
    cases.add(rehearsal.office, rehearsal.cora, document, day("2018-06-20"))


def refusals(rehearsal: Rehearsal, changes: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(WrongInput) as refused:
        add(rehearsal, changes)
    return [(fault.field, fault.says) for fault in refused.value.faults]


@pytest.mark.parametrize(
    "name",
    [
        "Selam Tesfay (ሰላም ተስፋይ)",
        "Layla Ahmad (ليلى احمد)",
        "Olena Shevchenko (Олена Шевченко)",
        "Nguyễn Thị Ánh",
        "Łukasz Żółć",
        "Siân Ŵyn",
        "Ş. Öcalanê",
    ],
)
def test_a_name_that_can_be_read_in_latin_letters_is_taken_with_its_own_script(
    begin: Begin, name: str
) -> None:
    add(begin(Rehearsal.staff), {"young_person.name": name, "landlord.name": name})


@pytest.mark.parametrize("field", ["young_person.name", "landlord.name"])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ليلى احمد", "expected the name in Latin letters too"),
        (f"S{CYRILLIC_A}m Sample", "expected each word in one alphabet, found Latin and Cyrillic letters in"),
        ("Sam 王 Sample", "expected letters that a paper can print, found 王"),
        ("Sam\u202eSample", "expected one line of printable letters"),
    ],
)
def test_a_name_that_no_paper_can_print_is_refused_by_its_field(
    begin: Begin, field: str, name: str, says: str
) -> None:
    ((at, sentence),) = refusals(begin(Rehearsal.staff), {field: name})
    assert at == field
    assert sentence.startswith(f"{field}: {says}")


@pytest.mark.parametrize(
    "field",
    [
        "young_person.address",
        "property.address",
        "property.postcode",
        "landlord.address",
        "landlord.agent",
        "personal_adviser",
    ],
)
def test_no_other_words_of_a_paper_mix_alphabets(begin: Begin, field: str) -> None:
    ((at, sentence),) = refusals(begin(Rehearsal.staff), {field: f"1 H{CYRILLIC_A}ll Road"})
    assert at == field
    assert "expected each word in one alphabet" in sentence


def test_every_fault_is_told_at_once(begin: Begin) -> None:
    wrong = {"young_person.name": "王", "landlord.name": f"P{CYRILLIC_A}t"}
    fields = [field for field, _ in refusals(begin(Rehearsal.staff), wrong)]
    assert fields == ["young_person.name", "landlord.name"]


def test_a_revision_is_looked_at_as_well_and_leaves_what_stood(begin: Begin) -> None:
    rehearsal = begin(stories.assessed)
    document = rehearsal.document(changes={"young_person.name": "王"})
    with pytest.raises(WrongInput, match=r"^young_person\.name: expected the name in Latin letters too"):
        cases.revise(rehearsal.office, rehearsal.cora, R, document, day("2018-07-04"))


def test_an_application_with_names_still_to_come_is_taken(begin: Begin) -> None:
    add(begin(Rehearsal.staff), {"young_person.name": None, "landlord.name": None, "property.address": None})
