"""A table as CSV that a spreadsheet opens and never runs: UTF-8 with its mark, commas, lines as RFC 4180 has them.

Every text stands in quotation marks, so that no separator of another country splits a cell in two; numbers and
dates stand bare.
"""

import datetime as dt
from collections.abc import Iterator

from guarantor.domain.money import pounds
from guarantor.tabular.sheet import neutral
from guarantor.tabular.table import Kind, Table, Value


def csv_lines(table: Table) -> Iterator[bytes]:
    """The file in pieces: the columns' names first, then each row."""
    yield b"\xef\xbb\xbf" + _line(_quoted(column.name) for column in table.columns)
    kinds = [column.kind for column in table.columns]
    for row in table.rows:
        yield _line(_written(value, kind) for value, kind in zip(row, kinds, strict=True))


def _line(cells: Iterator[str]) -> bytes:
    return (",".join(cells) + "\r\n").encode()


def _written(value: Value, kind: Kind) -> str:
    match value:
        case None:
            return ""
        case dt.date():
            return value.isoformat()
        case int():
            return pounds(value) if kind == "pounds" else str(value)
    return _quoted(value)


def _quoted(text: str) -> str:
    return '"' + neutral(text).replace('"', '""') + '"'
