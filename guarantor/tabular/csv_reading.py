"""Rows of a CSV file: UTF-8 with or without its mark, separated by commas, semicolons or tabs."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from guarantor.domain.wrong_input import WrongInput
from guarantor.tabular.sheet import FORMULA, Cell, RawRow, Unreadable, original

_SEPARATORS = (",", ";", "\t")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def csv_rows(file: Path, known: tuple[str, ...]) -> Iterator[RawRow]:
    """Every row with its number; `known` names tell the separator. Raises WrongInput naming file or row."""
    text = _text(file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text, known), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [_cell(each) for each in cells]
    except csv.Error as error:
        raise WrongInput.at(f"row {number + 1}", f"expected CSV ({error})") from None


def _text(file: Path) -> str:
    content = file.read_bytes()
    if content.startswith(b"PK\x03\x04"):
        raise WrongInput.at(str(file), "expected CSV, and it is a workbook: name it .xlsx")
    try:
        if content.startswith(_UTF_16_MARKS):
            raise UnicodeError
        return content.decode("utf-8-sig")
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = content.count(b"\n", 0, start) + 1
        raise WrongInput.at(
            str(file),
            f"expected text in UTF-8, and line {line} is not; save the sheet as CSV UTF-8 or as XLSX",
        ) from None


def _separator(text: str, known: tuple[str, ...]) -> str:
    """The separator that makes most known names out of the first row."""

    def names_found(separator: str) -> int:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        try:
            first = next(reader, [])
        except csv.Error:
            return 0
        return len({name.strip() for name in first} & set(known))

    return max(_SEPARATORS, key=names_found)


def _cell(text: str) -> Cell | Unreadable | None:
    if text.startswith("="):
        return Unreadable(FORMULA)
    content = original(text)
    return content if content.strip() else None
