"""What is written comes back as it was, numbers as numbers, and no text is ever run by a spreadsheet."""

import csv
import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guarantor.domain.wrong_input import WrongInput
from guarantor.tabular import xlsx_writing
from guarantor.tabular.csv_writing import csv_lines
from guarantor.tabular.reading import read_rows
from guarantor.tabular.sheet import Columns, letters, neutral, original
from guarantor.tabular.table import Column, Table, Value
from guarantor.tabular.xlsx_writing import write_workbook

AT = dt.datetime(2019, 4, 30, 9, 0, tzinfo=dt.UTC)
COLUMNS = (Column("text"), Column("sum", "pounds"), Column("day", "date"), Column("count", "whole"))
NAMED = Columns(("text", "sum", "day", "count"), frozenset())

HOSTILE = [
    "=1+1",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "'=1+1",
    "''=1+1",
    "＝1+1",
    "x\n=1+1",
    'x";=1+1',
    "x;=1+1",
    "x,=1+1",
    "x\t=1+1",
    "'quoted'",
    "_x0041_",
    "_x003D_1+1",
    "http://example.org",
    "internal:Sheet1!A1",
    "007",
    "1e5",
    "TRUE",
    "#REF!",
    "{=1+1}",
]

# A cell holds no lone surrogate, and a spreadsheet's own blanks are no text.
texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\ufffe\uffff"), max_size=40)
hostile = st.builds(lambda sign, rest: sign + rest, st.sampled_from(list("=+-@\t\r'\"; ,")), texts)


def _csv(table: Table) -> str:
    return b"".join(csv_lines(table)).decode("utf-8-sig")


def _back(table: Table, suffix: str) -> list[dict[str, object]]:
    with TemporaryDirectory() as folder:
        file = Path(folder, f"table{suffix}")
        if suffix == ".csv":
            file.write_bytes(b"".join(csv_lines(table)))
        else:
            write_workbook(file, [table], AT)
        return [dict(row.cells) for row in read_rows(file, NAMED)]


def _column(*values: Value) -> Table:
    return Table("t", COLUMNS, [[value, None, None, 1] for value in values])


# ---- neutral text


@pytest.mark.parametrize("text", [each for each in HOSTILE if re.match(r"[\s']*[=+\-@＝]", each)])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Tam", "O'Neill", "'quoted'", "x=1", "2018-08-01", "£5", "a\n=1+1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text


@given(texts | hostile)
def test_no_text_begins_with_what_runs_and_each_comes_back(text: str) -> None:
    written = neutral(text)
    assert not written.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert original(written) == text


# ---- round trips


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_comes_back_as_text(text: str, suffix: str) -> None:
    (row,) = _back(_column(text), suffix)
    assert row["text"] == text


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@settings(max_examples=60)
@given(values=st.lists(texts | hostile, min_size=1, max_size=5))
def test_any_text_comes_back_as_text(suffix: str, values: list[str]) -> None:
    back = _back(_column(*values), suffix)
    assert [row.get("text") for row in back] == [value if value.strip() else None for value in values]


@settings(max_examples=60)
@given(pence=st.integers(min_value=-99_999_999_999, max_value=99_999_999_999))
def test_a_sum_comes_back_to_the_penny_in_both_forms(pence: int) -> None:
    table = Table("t", COLUMNS, [[None, pence, None, None]])
    assert [Decimal(str(_back(table, suffix)[0]["sum"])) for suffix in (".csv", ".xlsx")] == [
        Decimal(pence) / 100
    ] * 2


@pytest.mark.parametrize("day", [dt.date(1900, 3, 1), dt.date(2018, 8, 1), dt.date(9999, 12, 31)])
def test_a_day_comes_back_as_a_day(day: dt.date) -> None:
    table = Table("t", COLUMNS, [[None, None, day, None]])
    assert _back(table, ".xlsx") == [{"day": day}]
    assert _back(table, ".csv") == [{"day": day.isoformat()}]


def test_a_day_that_no_spreadsheet_can_count_stands_as_text() -> None:
    table = Table("t", COLUMNS, [[None, None, dt.date(1900, 2, 28), None]])
    assert _back(table, ".xlsx") == [{"day": "1900-02-28"}]


# ---- CSV


def test_text_stands_in_quotation_marks_and_numbers_and_days_bare() -> None:
    table = Table("t", COLUMNS, [["a", 52_050, dt.date(2018, 8, 1), 3], [None, -5, None, None]])
    assert _csv(table).splitlines() == [
        '"text","sum","day","count"',
        '"a",520.50,2018-08-01,3',
        ",-0.05,,",
    ]


@given(st.lists(texts | hostile, min_size=2, max_size=4))
def test_no_other_separator_splits_a_cell_open(values: list[str]) -> None:
    for separator in ",;\t|":
        rows = csv.reader(io.StringIO(_csv(_column(*values)), newline=""), delimiter=separator)
        first = [row[0] for row in rows]
        for cell in first:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (separator, cell)


# ---- XLSX


def test_a_workbook_holds_text_numbers_and_days_and_not_one_formula_or_link(tmp_path: Path) -> None:
    rows = [[text, 52_010, dt.date(2018, 8, 1), 7] for text in HOSTILE]
    write_workbook(tmp_path / "t.xlsx", [Table("first", COLUMNS, rows), Table("second", COLUMNS, [])], AT)
    with zipfile.ZipFile(tmp_path / "t.xlsx") as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    assert not any("<f>" in part or "<f " in part or "<hyperlink" in part for part in parts.values())
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["first", "second"]
    sheet = book["first"]
    assert [sheet.cell(2, place).data_type for place in (1, 2, 3, 4)] == ["s", "n", "d", "n"]
    assert (sheet.cell(2, 2).value, sheet.cell(2, 4).value) == (520.1, 7)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:D{len(HOSTILE) + 1}")
    assert sheet.column_dimensions["A"].width > 10
    book.close()


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook(tmp_path / name, [_column("a", "b")], AT)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_text_longer_than_a_cell_is_refused_and_the_longest_is_written(tmp_path: Path) -> None:
    write_workbook(tmp_path / "t.xlsx", [_column("x" * 32_767)], AT)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.active is not None
    assert len(str(book.active.cell(2, 1).value)) == 32_767
    book.close()
    with pytest.raises(WrongInput, match="row 2: expected at most 32,767 characters"):
        write_workbook(tmp_path / "t.xlsx", [_column("x" * 32_768)], AT)


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_writing, "MOST_ROWS", 2)
    write_workbook(tmp_path / "t.xlsx", [_column("a", "b")], AT)
    with pytest.raises(WrongInput, match="--format: expected csv"):
        write_workbook(tmp_path / "t.xlsx", [_column("a", "b", "c")], AT)


@pytest.mark.parametrize(
    ("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")]
)
def test_a_columns_letters(place: int, name: str) -> None:
    assert letters(place) == name == openpyxl.utils.get_column_letter(place + 1)
