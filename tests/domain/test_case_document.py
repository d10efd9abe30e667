"""The blocks that `case add` reads beside the application."""

from typing import Any

import pytest

from guarantor.domain.case_document import TABLE_4, read_around
from guarantor.domain.wrong_input import WrongInput
from tests.rehearsing import APPLICATION


def test_a_whole_document_is_read_and_the_application_passed_over() -> None:
    around = read_around(APPLICATION)
    assert around.young_person is not None
    assert around.young_person.name == "Tam Synthetic"
    assert around.deposit == "600.00"


def test_nothing_beside_the_application_is_no_fault() -> None:
    around = read_around({"reference": "RG-0001", "young_person": None})
    assert around.young_person is None
    assert around.landlord is None


@pytest.mark.parametrize("category", TABLE_4)
def test_every_category_of_table_4_is_read(category: str) -> None:
    assert read_around({"accommodation_before": category}).accommodation_before == category


@pytest.mark.parametrize("name", ["Tám Synthetic", "علی\u200cرضا", "Ng", "Ọlá-Ẹ̀dẹ̀", "O'Synthetic"])
def test_a_name_may_be_in_any_script(name: str) -> None:
    around = read_around({"young_person": {"name": name}})
    assert around.young_person is not None
    assert around.young_person.name == name


def test_a_young_persons_view_may_run_over_several_lines() -> None:
    view = "I want my own flat.\r\n\tNear work."
    assert read_around({"young_persons_view": view}).young_persons_view == view


FAULTS: list[tuple[dict[str, Any], str, str]] = [
    ({"deposit": "six hundred"}, "deposit", "expected pounds such as 520 or 520.00"),
    ({"deposit": "-1"}, "deposit", "expected pounds"),
    ({"deposit": 600}, "deposit", "string"),
    ({"rent_in_advance": "1.234"}, "rent_in_advance", "expected pounds"),
    ({"accommodation_before": "A tent"}, "accommodation_before", "expected a category of Table 4"),
    ({"would_otherwise": "foyers"}, "would_otherwise", "expected a category of Table 4"),
    ({"young_person": {"nickname": "T"}}, "young_person.nickname", "expected no such field"),
    ({"young_person": {"name": 5}}, "young_person.name", "string"),
    ({"young_person": {"name": "  "}}, "young_person.name", "at least 1 character"),
    ({"young_person": {"name": "x" * 301}}, "young_person.name", "at most 300 characters"),
    (
        {"young_person": {"name": "Tam\x00Synthetic"}},
        "young_person.name",
        "expected text without the character NUL",
    ),
    ({"young_persons_view": "mine\x00"}, "young_persons_view", "expected text without the character NUL"),
    ({"young_person": "Tam Synthetic"}, "young_person", "expected an object with named fields"),
    ({"property": []}, "property", "expected an object with named fields"),
    ({"landlord": {"payee": False}}, "landlord.payee", "string"),
]


@pytest.mark.parametrize(("document", "field", "says"), FAULTS)
def test_a_fault_is_one_sentence_that_names_its_field(
    document: dict[str, Any], field: str, says: str
) -> None:
    with pytest.raises(WrongInput) as refused:
        read_around(document)
    (fault,) = refused.value.faults
    assert fault.field == field
    assert fault.says.startswith(f"{field}: ")
    assert fault.says.endswith(".")
    assert says in fault.says


def test_every_fault_is_named_at_once() -> None:
    together = {key: value for document, _, _ in FAULTS[::5] for key, value in document.items()}
    with pytest.raises(WrongInput) as refused:
        read_around(together)
    assert len(refused.value.faults) == len(together)
