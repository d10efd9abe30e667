"""The journal from outside: nothing but the next line, after the last one."""

import pytest

from tests.storage.conftest import Outside
from tests.storage.raw_rows import LAST_HASH, NEXT, Sql, journal_line


def test_the_next_line_is_accepted(door: Outside) -> None:
    assert door.refusal(journal_line(NEXT, LAST_HASH)) is None


@pytest.mark.parametrize("step", [-1, 0, 2])
def test_a_line_that_leaves_a_gap_or_goes_back_is_refused(door: Outside, step: int) -> None:
    assert door.refusal(journal_line(Sql(f"(SELECT MAX(seq) + {step} FROM journal)"), LAST_HASH)) is not None


@pytest.mark.parametrize(
    "previous", ["0" * 64, "", Sql("(SELECT hash FROM journal WHERE seq = 1)"), Sql("NULL")], ids=str
)
def test_a_line_that_does_not_name_the_last_one_is_refused(door: Outside, previous: str) -> None:
    assert door.refusal(journal_line(NEXT, previous)) is not None


def test_a_line_is_neither_changed_nor_replaced_nor_taken_away(door: Outside) -> None:
    replacing = "INSERT OR REPLACE" if door.kind == "sqlite" else "INSERT"
    for statement in (
        "UPDATE journal SET details = '{}' WHERE seq = 5",
        "DELETE FROM journal WHERE seq = (SELECT MAX(seq) FROM journal)",
        journal_line(Sql("5"), LAST_HASH).replace("INSERT", replacing),
        journal_line(Sql("(SELECT MAX(seq) FROM journal)"), LAST_HASH).replace("INSERT", replacing),
    ):
        assert door.refusal(statement) is not None
