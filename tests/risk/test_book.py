"""A book is read into exchangeable cells, and a fault names the guarantee's number and field."""

import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risk.book import Book, Cell, Course, Opening, book_of, ledger_openings, read_book
from risk.faults import WrongInput

GUARANTEE = {
    "group": "citizen", "rent": "450.00", "count": 3, "starts_in_months": 0, "months": 12,
    "cap_months": 6, "arrears_months": 0, "called_months": 0,
}  # fmt: skip


def book_text(*guarantees: dict[str, Any], as_of: str = "2018-06-01") -> str:
    return json.dumps({"as_of": as_of, "guarantees": list(guarantees)})


def read(*guarantees: dict[str, Any]) -> Book:
    return read_book(book_text(*guarantees), "book.json", call_after_months=2)


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(WrongInput) as raised:
        read_book(text, "book.json", call_after_months=2)
    return raised.value.faults


def without(field: str) -> dict[str, Any]:
    return {name: value for name, value in GUARANTEE.items() if name != field}


def test_the_worked_examples_book_is_25_guarantees_in_ten_cells(worked_book: Book) -> None:
    assert worked_book.as_of == date(2018, 6, 1)
    assert worked_book.guarantees == 25
    assert len(worked_book.cells) == 10
    assert worked_book.months == 12
    assert worked_book.maximum_exposure_pence == 9_900_000


def test_alike_guarantees_become_one_cell() -> None:
    book = read(GUARANTEE, GUARANTEE | {"count": 2}, GUARANTEE | {"rent": "450.50"})
    assert sorted((cell.rent_pence, cell.count) for cell in book.cells) == [(45_000, 5), (45_050, 3)]


def test_exposure_counts_what_is_left_of_each_cap() -> None:
    book = read(GUARANTEE | {"called_months": 4}, GUARANTEE | {"called_months": 6, "count": 1})
    assert book.maximum_exposure_pence == 3 * 45_000 * 2


def test_months_run_to_the_end_of_the_last_guarantee() -> None:
    assert read(GUARANTEE, GUARANTEE | {"starts_in_months": 5, "months": 10}).months == 15


def test_an_empty_book_is_a_book() -> None:
    book = read()
    assert (book.guarantees, book.months, book.maximum_exposure_pence) == (0, 0, 0)


def test_start_arrears_and_calls_may_be_left_out() -> None:
    bare = {name: GUARANTEE[name] for name in ("group", "rent", "count", "months", "cap_months")}
    assert read(bare) == read(GUARANTEE)


@pytest.mark.parametrize(
    ("rent", "pence"), [("450", 45_000), ("450.5", 45_050), ("0.01", 1), ("1040.25", 104_025)]
)
def test_rent_is_a_string_of_pounds(rent: str, pence: int) -> None:
    (cell,) = read(GUARANTEE | {"rent": rent}).cells
    assert cell.rent_pence == pence


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rent": 450}, "rent"), ({"rent": "0.00"}, "rent"), ({"rent": "-1"}, "rent"), ({"rent": "450.005"}, "rent"),
        ({"rent": "450."}, "rent"), ({"rent": ".50"}, "rent"), ({"rent": "£450"}, "rent"), ({"rent": ""}, "rent"),
        ({"rent": "٤٥٠"}, "rent"), ({"rent": None}, "rent"), ({"group": "other"}, "group"), ({"count": 0}, "count"),
        ({"count": 2.5}, "count"), ({"count": True}, "count"), ({"count": "3"}, "count"),
        ({"starts_in_months": -1}, "starts_in_months"), ({"months": 0}, "months"), ({"cap_months": -1}, "cap_months"),
        ({"arrears_months": -1}, "arrears_months"), ({"arrears_months": 2}, "arrears_months"),
        ({"called_months": 7}, "called_months"), ({"tenant": "X"}, "tenant"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_one_sentence_with_the_guarantees_number(
    changes: dict[str, Any], field: str
) -> None:
    (said,) = faults(book_text(GUARANTEE, GUARANTEE | changes))
    assert said.startswith(f"book.json: guarantee 2, {field} ")


@pytest.mark.parametrize("field", ["group", "rent", "count", "months", "cap_months"])
def test_a_missing_field_is_named(field: str) -> None:
    assert faults(book_text(without(field))) == (f"book.json: guarantee 1, {field} is missing.",)


@pytest.mark.parametrize(("arrears", "claim_at"), [(1, 2), (0, 1), (2, 3)])
def test_arrears_one_short_of_a_claim_are_read(arrears: int, claim_at: int) -> None:
    text = book_text(GUARANTEE | {"arrears_months": arrears})
    (cell,) = read_book(text, "book.json", call_after_months=claim_at).cells
    assert cell.course.openings == (Opening(arrears, 0),)


@pytest.mark.parametrize("called", [0, 6])
def test_a_cap_may_be_untouched_or_used_up(called: int) -> None:
    (cell,) = read(GUARANTEE | {"called_months": called}).cells
    assert cell.course.openings == (Opening(0, called),)


def test_faults_of_several_guarantees_are_said_together() -> None:
    said = faults(book_text(GUARANTEE | {"rent": "x", "count": 0}, GUARANTEE, GUARANTEE | {"months": 0}))
    assert [fault.split(",")[0] for fault in said] == [
        "book.json: guarantee 1", "book.json: guarantee 1", "book.json: guarantee 3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"as_of": "2018-06-01",\n "guarantees": [}', "book.json, line 2: expected JSON, but "),
        ("[]", "book.json: the document should be "),
        ('{"guarantees": []}', "book.json: as_of is missing."),
        ('{"as_of": "2018-02-30", "guarantees": []}', "book.json: as_of should be "),
        ('{"as_of": 20180601, "guarantees": []}', "book.json: as_of should be a date like "),
        ('{"as_of": "2018-06-01T00:00", "guarantees": []}', "book.json: as_of should be a date like "),
        ('{"as_of": "20180601", "guarantees": []}', "book.json: as_of should be a date like "),
        ('{"as_of": "2018-06-01", "guarantees": {}}', "book.json: guarantees should be "),
        ('{"as_of": "2018-06-01", "guarantees": [3]}', "book.json: guarantee 1 should be "),
        ('{"as_of": "2018-06-01", "guarantees": [], "x": 1}', "book.json: x is not a field of this document."),
        ('{"as_of": "2018-06-01", "as_of": "2018-06-01"}', "book.json: as_of is given twice in one object."),
    ],
)  # fmt: skip
def test_a_document_of_another_shape_is_refused_in_words(text: str, says: str) -> None:
    (said,) = faults(text)
    assert said.startswith(says)


@given(
    st.fractions(min_value=0, max_value=5, max_denominator=400),
    st.fractions(min_value=0, max_value=6, max_denominator=400),
)
def test_ledger_arrears_are_split_between_neighbours_and_keep_their_means(
    arrears: Fraction, called: Fraction
) -> None:
    openings = ledger_openings(arrears, called, 6)
    assert sum(each.weight for each in openings) == pytest.approx(1)
    assert sum(each.weight * each.arrears for each in openings) == pytest.approx(float(arrears))
    assert sum(each.weight * each.called for each in openings) == pytest.approx(float(called))
    assert {each.arrears for each in openings} <= {int(arrears), int(arrears) + 1}
    assert max(each.called for each in openings) <= 6


def test_whole_months_are_not_split() -> None:
    assert ledger_openings(Fraction(3), Fraction(2), 6) == (Opening(3, 2, 1.0),)


@pytest.mark.parametrize(
    ("arrears", "called"), [(Fraction(-1, 2), Fraction(0)), (Fraction(0), Fraction(13, 2))]
)
def test_a_ledger_that_paid_beyond_the_cap_is_a_fault_of_the_caller(
    arrears: Fraction, called: Fraction
) -> None:
    with pytest.raises(ValueError, match="cap 6"):
        ledger_openings(arrears, called, 6)


def test_the_order_of_guarantees_does_not_matter() -> None:
    course = Course("uasc", 0, 12, 6)
    cells = [Cell(course, 45_000, 1), Cell(course, 40_000, 2), Cell(course, 45_000, 4)]
    assert book_of(date(2018, 6, 1), cells) == book_of(date(2018, 6, 1), reversed(cells))


def test_the_worked_book_comes_out_the_same_from_other_months(worked_book_text: Callable[..., str]) -> None:
    assert read_book(worked_book_text(96), "b", call_after_months=2).months == 96
