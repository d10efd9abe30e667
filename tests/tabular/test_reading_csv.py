"""Rows out of CSV: strictly named columns, rows by the number that people see, and no formula taken."""

import re
from pathlib import Path

import pytest

from guarantor.domain.wrong_input import WrongInput
from guarantor.tabular import reading
from guarantor.tabular.reading import read_rows
from guarantor.tabular.sheet import LONGEST_CELL, MOST_COLUMNS, Columns, Row

NAMED = Columns(("ref", "name", "amount"), frozenset({"ref"}))


def _read(
    tmp_path: Path, content: str | bytes, columns: Columns = NAMED, name: str = "rows.csv"
) -> list[Row]:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_rows(file, columns)


def _faults(tmp_path: Path, content: str | bytes, name: str = "rows.csv") -> list[str]:
    with pytest.raises(WrongInput) as caught:
        _read(tmp_path, content, name=name)
    return [fault.says for fault in caught.value.faults]


def _cells(rows: list[Row]) -> list[dict[str, object]]:
    return [dict(row.cells) for row in rows]


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["bare", "with its mark"])
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_utf_8_is_read_whatever_separates_the_cells(
    tmp_path: Path, mark: str, separator: str, end: str
) -> None:
    lines = [("ref", "name", "amount"), ("A-1", "Zoë", "520.50"), ("A-2", '"O\'Neill, Tam; x"', "1")]
    text = mark + end.join(separator.join(line) for line in lines) + end
    assert _cells(_read(tmp_path, text)) == [
        {"ref": "A-1", "name": "Zoë", "amount": "520.50"},
        {"ref": "A-2", "name": "O'Neill, Tam; x", "amount": "1"},
    ]


def test_a_row_keeps_the_number_that_the_sheet_shows(tmp_path: Path) -> None:
    text = 'ref,name\nA-1,"two\nlines"\n\n,\nA-2,x\n'
    rows = _read(tmp_path, text)
    assert [(row.number, row.cells["ref"]) for row in rows] == [(2, "A-1"), (5, "A-2")]
    assert rows[0].cells["name"] == "two\nlines"


def test_a_blank_cell_is_left_out(tmp_path: Path) -> None:
    assert _cells(_read(tmp_path, "ref,name,amount\nA-1, ,\n")) == [{"ref": "A-1"}]


def test_columns_may_come_in_any_order_with_blanks_around_their_names(tmp_path: Path) -> None:
    assert _cells(_read(tmp_path, " amount , ref \n5,A-1\n")) == [{"amount": "5", "ref": "A-1"}]


def test_an_unknown_column_is_named_with_the_nearest(tmp_path: Path) -> None:
    says = _faults(tmp_path, "ref,nam,zzz\nA-1,x,y\n")
    assert says == [
        "nam (cell B1): expected no such column; the nearest is name.",
        "zzz (cell C1): expected no such column.",
    ]


def test_a_name_in_other_capitals_is_another_column(tmp_path: Path) -> None:
    assert _faults(tmp_path, "ref,Name\n")[0].startswith("Name (cell B1): expected no such column")


def test_a_missing_required_column_is_named_and_an_optional_one_is_not(tmp_path: Path) -> None:
    assert _faults(tmp_path, "name\nx\n") == ["ref: expected a column of this name in row 1."]


def test_a_column_given_twice_is_named_with_its_places(tmp_path: Path) -> None:
    says = _faults(tmp_path, "ref,name,ref\n")
    assert says == ["ref: expected the column once, and it stands in A1 and C1."]


def test_an_empty_file_lacks_its_columns(tmp_path: Path) -> None:
    assert _faults(tmp_path, "") == ["ref: expected a column of this name in row 1."]


def test_a_file_with_columns_and_no_row_is_empty(tmp_path: Path) -> None:
    assert _read(tmp_path, "ref\n") == []


def test_a_cell_without_a_column_is_a_fault_of_its_row(tmp_path: Path) -> None:
    rows = _read(tmp_path, "ref,name\nA-1,x,stray\nA-2,x\n")
    assert [[fault.says for fault in row.faults] for row in rows] == [
        ["cell C2: expected nothing, since row 1 names no column here."],
        [],
    ]


@pytest.mark.parametrize("formula", ["=1+1", "=cmd|'/c calc'!A1", "=", '"=HYPERLINK(""x"")"'])
def test_a_formula_is_named_by_its_cell_and_not_taken(tmp_path: Path, formula: str) -> None:
    (row,) = _read(tmp_path, f"ref,name\nA-1,{formula}\n")
    (fault,) = row.faults
    assert fault.field == "name"
    assert fault.says.startswith("name (cell B2): expected a value, and it holds a formula")
    assert "name" not in row.cells


@pytest.mark.parametrize("text", ["+44 1632 960001", "-5", "@tam", "x=1", "1-1"])
def test_text_that_no_spreadsheet_saves_for_a_formula_is_text(tmp_path: Path, text: str) -> None:
    assert _cells(_read(tmp_path, f"ref,name\nA-1,{text}\n")) == [{"ref": "A-1", "name": text}]


def test_an_apostrophe_before_a_formula_makes_it_text(tmp_path: Path) -> None:
    assert _cells(_read(tmp_path, "ref,name\nA-1,'=1+1\n")) == [{"ref": "A-1", "name": "=1+1"}]


def test_windows_1252_is_refused_with_the_line_and_what_to_do(tmp_path: Path) -> None:
    (says,) = _faults(tmp_path, "ref,name\nA-1,x\nA-2,Zoë\n".encode("cp1252"))
    assert "expected text in UTF-8, and line 3 is not; save the sheet as CSV UTF-8 or as XLSX" in says


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le"])
def test_utf_16_is_refused(tmp_path: Path, encoding: str) -> None:
    assert _faults(tmp_path, "ref,name\nA-1,Zoë\n".encode(encoding))


def test_a_workbook_named_csv_is_told_apart(tmp_path: Path) -> None:
    (says,) = _faults(tmp_path, b"PK\x03\x04rest")
    assert "it is a workbook: name it .xlsx" in says


@pytest.mark.parametrize(("text", "row"), [('ref\n"A-1', 2), ('ref\nA-1\n"A"x,\n', 3)])
def test_csv_that_is_none_is_named_by_its_row(tmp_path: Path, text: str, row: int) -> None:
    (says,) = _faults(tmp_path, text)
    assert says.startswith(f"row {row}: expected CSV (")


@pytest.mark.parametrize("name", ["rows.xls", "rows.ods", "rows", "rows.json"])
def test_a_file_of_another_kind_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    (says,) = _faults(tmp_path, "ref\n", name=name)
    assert "expected a file named .csv, .tsv or .xlsx" in says


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name in ("missing.csv", "folder.csv", "missing.xlsx"):
        with pytest.raises(WrongInput, match=re.escape(name)):
            read_rows(tmp_path / name, NAMED)


def test_a_sheet_is_for_workbooks_only(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("ref\n")
    with pytest.raises(WrongInput, match="--sheet"):
        read_rows(tmp_path / "rows.csv", NAMED, "Sheet1")


# ---- limits, on both sides


def test_the_most_rows_are_read_and_one_more_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    assert len(_read(tmp_path, "ref\n1\n\n2\n3\n")) == 3
    assert _faults(tmp_path, "ref\n1\n\n2\n3\n4\n") == ["row 6: expected at most 3 rows; split the file."]


def test_the_longest_cell_is_read_and_one_character_more_is_refused(tmp_path: Path) -> None:
    whole, over = _read(tmp_path, f"ref\n{'x' * LONGEST_CELL}\n{'x' * (LONGEST_CELL + 1)}\n")
    assert (len(str(whole.cells["ref"])), whole.faults) == (LONGEST_CELL, ())
    assert [fault.says for fault in over.faults] == ["ref (cell A3): expected at most 10,000 characters."]


def test_the_most_columns_are_read_and_one_more_is_refused(tmp_path: Path) -> None:
    names = [f"c{place}" for place in range(MOST_COLUMNS + 1)]
    columns = Columns(tuple(names), frozenset())
    assert _read(tmp_path, ",".join(names[:-1]), columns) == []
    with pytest.raises(WrongInput, match="at most 100 columns"):
        _read(tmp_path, ",".join(names), columns)


def test_the_largest_file_is_read_and_one_byte_more_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 8)
    assert _cells(_read(tmp_path, "ref\nA-1\n")) == [{"ref": "A-1"}]
    assert "expected at most" in _faults(tmp_path, "ref\nA-11\n")[0]
