"""Erasable rows: emptied whole, once, and never altered."""

import pytest

from guarantor.storage.tables import Table
from tests.storage.attempts import ERASABLE, changed
from tests.storage.conftest import Outside

CONTENT = [(table, column) for table, columns in sorted(ERASABLE.items()) for column in columns]
BYTES = {"sqlite": "x'00'", "postgresql": r"'\x00'"}


def erased(table: str, **but: str) -> str:
    """The statement that erases every row of a table, but for the columns that are given something else."""
    changes = dict.fromkeys((*ERASABLE[table], "salt"), "NULL")
    changes |= {"erased_at": "'2019-05-01 09:00:00'"} | but
    return f"UPDATE {table} SET " + ", ".join(f"{column} = {value}" for column, value in changes.items())


@pytest.mark.parametrize("table", sorted(ERASABLE))
def test_a_row_can_be_erased_whole(door: Outside, table: str) -> None:
    assert door.refusal(erased(table)) is None


@pytest.mark.parametrize("table", sorted(ERASABLE))
def test_what_was_erased_cannot_be_erased_again_on_another_day(door: Outside, table: str) -> None:
    assert door.refusal(erased(table, erased_at="'2019-06-01 09:00:00'"), after=[erased(table)]) is not None


@pytest.mark.parametrize(("table", "column"), CONTENT)
def test_a_row_cannot_be_erased_in_part(door: Outside, table: str, column: str) -> None:
    something = BYTES[door.kind] if column == "content_bytes" else "'something'"
    assert door.refusal(erased(table, **{column: something})) is not None


@pytest.mark.parametrize("table", sorted(ERASABLE))
def test_the_random_bytes_go_with_the_content(door: Outside, table: str) -> None:
    assert door.refusal(erased(table, salt=BYTES[door.kind])) is not None


@pytest.mark.parametrize("table", sorted(ERASABLE))
def test_an_erasure_says_when(door: Outside, table: str) -> None:
    assert door.refusal(erased(table, erased_at="NULL")) is not None


@pytest.mark.parametrize("table", sorted(ERASABLE))
def test_an_erasure_changes_nothing_else(door: Outside, table: str) -> None:
    for column in Table.metadata.tables[table].columns:
        if column.name not in (*ERASABLE[table], "salt", "erased_at"):
            assert door.refusal(erased(table, **{column.name: changed(column)})) is not None
