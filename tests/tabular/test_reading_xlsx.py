"""Rows out of a workbook: values as typed, sums to the penny, days as days, and nothing hostile gets further."""

import datetime as dt
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.wrong_input import WrongInput
from guarantor.tabular import xlsx_reading
from guarantor.tabular.reading import read_rows
from guarantor.tabular.sheet import Columns, Row
from guarantor.tabular.xlsx_reading import _number
from tests.tabular.workbooks import FIRST_SHEET, bent, sheet_of, workbook

NAMED = Columns(("ref", "value"), frozenset({"ref"}))


def _one(tmp_path: Path, value: Any) -> Row:
    file = workbook(tmp_path / "rows.xlsx", ("ref", "value"), ("A-1", value))
    (row,) = read_rows(file, NAMED)
    return row


def _says(file: Path, sheet: str | None = None) -> str:
    with pytest.raises(WrongInput) as caught:
        read_rows(file, NAMED, sheet)
    return str(caught.value)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("Zoë", "Zoë"),
        (520, Decimal(520)),
        (520.5, Decimal("520.5")),
        (520.1, Decimal("520.1")),
        (0.1 + 0.2, Decimal("0.3")),
        (-5, Decimal(-5)),
        (True, True),
        (False, False),
        (dt.date(2018, 8, 1), dt.date(2018, 8, 1)),
        (dt.datetime(2018, 8, 1), dt.date(2018, 8, 1)),  # noqa: DTZ001 - a spreadsheet knows no zone
        ("+44 1632 960001", "+44 1632 960001"),
        ("'quoted", "'quoted"),
    ],
)
def test_a_value_is_read_as_it_was_typed(tmp_path: Path, value: object, read: object) -> None:
    row = _one(tmp_path, value)
    assert (row.cells["value"], row.faults) == (read, ())
    assert type(row.cells["value"]) is type(read)


@given(st.integers(min_value=0, max_value=99_999_999_999))
def test_every_sum_of_pence_comes_back_to_the_penny(pence: int) -> None:
    assert _number(pence / 100) == Decimal(pence) / 100


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    file = workbook(tmp_path / "rows.xlsx", ("ref", "value"), ("A-1", "x"))
    text = sheet_of(
        '<row r="1"><c t="inlineStr" r="A1"><is><t>ref</t></is></c></row>'
        '<row r="2"><c t="inlineStr" r="A2"><is><t>=1+1</t></is></c></row>'
    )
    (row,) = read_rows(bent(file, FIRST_SHEET, text), NAMED)
    assert (row.cells["ref"], row.faults) == ("=1+1", ())


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B2"><f>1+1</f></c>',
        '<c r="B2"><f>1+1</f><v>2</v></c>',
        '<c r="B2" t="str"><f>A2</f><v>trusted?</v></c>',
        '<c r="B2"><f t="shared" ref="B2:B3" si="0">A2</f><v>1</v></c>',
        '<c r="B2"><f t="shared" si="7"/><v>1</v></c>',
        '<c r="B2"><f t="array" ref="B2">SUM(A1:A2)</f><v>1</v></c>',
        '<c r="B2"><f t="dataTable" ref="B2" dt2D="1" dtr="1" r1="A1" r2="A2"/><v>1</v></c>',
    ],
    ids=["no result", "a result", "a text", "shared", "shared elsewhere", "array", "data table"],
)
def test_a_formula_is_refused_by_its_cell_whatever_result_stands_beside_it(tmp_path: Path, cell: str) -> None:
    file = workbook(tmp_path / "rows.xlsx", ("ref", "value"))
    rows = (
        '<row r="1"><c t="inlineStr" r="A1"><is><t>ref</t></is></c>'
        '<c t="inlineStr" r="B1"><is><t>value</t></is></c></row>'
        f'<row r="2"><c t="inlineStr" r="A2"><is><t>A-1</t></is></c>{cell}</row>'
    )
    (row,) = read_rows(bent(file, FIRST_SHEET, sheet_of(rows)), NAMED)
    assert [fault.says for fault in row.faults] == [
        "value (cell B2): expected a value, and it holds a formula: formulas are never evaluated here."
    ]
    assert "value" not in row.cells


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (dt.datetime(2018, 8, 1, 9, 30), "expected a date without a time of day"),  # noqa: DTZ001
        (dt.time(9, 30), "expected text, a number, a date, or yes or no"),
        ("#REF!", "expected a value, and it holds the error #REF!"),
    ],
)
def test_what_is_no_value_is_a_fault_of_its_cell(tmp_path: Path, value: object, says: str) -> None:
    row = _one(tmp_path, value)
    assert [fault.says for fault in row.faults] == [f"value (cell B2): {says}."]


def test_rows_keep_their_numbers_over_gaps_whatever_size_the_sheet_states(tmp_path: Path) -> None:
    file = workbook(tmp_path / "rows.xlsx", ("ref", "value"))
    rows = (
        '<row r="1"><c t="inlineStr" r="A1"><is><t>ref</t></is></c></row>'
        '<row r="7"><c r="A7"><v>17</v></c></row>'
    )
    content = sheet_of(rows).replace("<sheetData>", '<dimension ref="A1:A1"/><sheetData>')
    (row,) = read_rows(bent(file, FIRST_SHEET, content), NAMED)
    assert (row.number, row.cells) == (7, {"ref": Decimal(17)})


def test_the_first_sheet_is_read_or_the_one_that_is_named(tmp_path: Path) -> None:
    file = workbook(tmp_path / "rows.xlsx", ("ref",), ("first",), sheets={"Second": [("ref",), ("second",)]})
    assert read_rows(file, NAMED)[0].cells == {"ref": "first"}
    assert read_rows(file, NAMED, "Second")[0].cells == {"ref": "second"}
    assert _says(file, "Third") == "--sheet: expected one of Sheet, Second, not 'Third'."


def test_days_counted_from_1904_are_the_same_days(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert made.active is not None
    made.active.append(["ref", "value"])
    made.active.append(["A-1", dt.date(2018, 8, 1)])
    made.save(tmp_path / "rows.xlsx")
    (row,) = read_rows(tmp_path / "rows.xlsx", NAMED)
    assert row.cells["value"] == dt.date(2018, 8, 1)


# ---- damaged and hostile files


@pytest.mark.parametrize("content", [b"", b"ref\nA-1\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"])
def test_a_file_that_is_no_workbook_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "rows.xlsx"
    file.write_bytes(content)
    assert "expected an XLSX workbook without a password" in _says(file)


def test_a_zip_of_something_else_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "rows.xlsx", "w") as packed:
        packed.writestr("hello.txt", "hello")
    assert "expected an XLSX workbook that can be read" in _says(tmp_path / "rows.xlsx")


@pytest.mark.parametrize(
    "content",
    [
        "no xml",
        sheet_of("<row><c"),
        sheet_of('<row r="1"><c r="!!"><v>1</v></c></row>'),
        sheet_of('<row r="x"/>'),
        sheet_of('<row r="1"><c t="s" r="A1"><v>9999</v></c></row>'),
        sheet_of('<row r="1"><c r="A1"><v>much</v></c></row>'),
    ],
    ids=["no XML", "cut", "no cell", "no row number", "no such text", "no number"],
)
def test_a_bent_sheet_is_wrong_input_and_no_crash(tmp_path: Path, content: str) -> None:
    file = workbook(tmp_path / "rows.xlsx", ("ref",))
    assert "expected an XLSX workbook that can be read" in _says(bent(file, FIRST_SHEET, content))


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = bent(workbook(tmp_path / "rows.xlsx", ("ref",)), "xl/media/large.bin", "0" * 1_000_000)
    with zipfile.ZipFile(file) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    assert file.stat().st_size < unpacked / 20
    monkeypatch.setattr(xlsx_reading, "MOST_BYTES_UNPACKED", unpacked)
    assert read_rows(file, NAMED) == []
    monkeypatch.setattr(xlsx_reading, "MOST_BYTES_UNPACKED", unpacked - 1)
    monkeypatch.setattr(xlsx_reading, "load_workbook", None)
    assert "unpacked" in _says(file)


def test_a_workbook_of_too_many_parts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = workbook(tmp_path / "rows.xlsx", ("ref",))
    monkeypatch.setattr(xlsx_reading, "MOST_PARTS", 2)
    assert "unpacked" in _says(file)


def test_entities_that_grow_without_end_are_refused(tmp_path: Path) -> None:
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<!DOCTYPE worksheet [<!ENTITY e0 "{"x" * 100}">{grown}]>'
    cell = '<row r="1"><c t="inlineStr" r="A1"><is><t>&e9;</t></is></c></row>'
    content = sheet_of(cell).replace("?>", f"?>{laughs}", 1)
    file = bent(workbook(tmp_path / "rows.xlsx", ("ref",)), FIRST_SHEET, content)
    assert "expected an XLSX workbook that can be read" in _says(file)


def test_a_row_number_past_every_sheets_end_is_refused(tmp_path: Path) -> None:
    rows = '<row r="1"><c t="inlineStr" r="A1"><is><t>ref</t></is></c></row><row r="999999999999"/>'
    file = bent(workbook(tmp_path / "rows.xlsx", ("ref",)), FIRST_SHEET, sheet_of(rows))
    assert "expected no row after 1,048,576" in _says(file)
