"""The database that the guards are tried on has something in every table, and no act of it is unlawful."""

from guarantor.services.proof import checking
from guarantor.storage.tables import Table
from tests.rehearsing import Rehearsal
from tests.storage.conftest import Outside


def test_every_table_has_rows(door: Outside) -> None:
    tables = Table.metadata.tables
    assert [name for name in tables if not door.asked(f"SELECT 1 FROM {name} LIMIT 1")] == []


def test_the_checks_name_the_one_row_that_was_put_there_by_hand(in_use: Rehearsal) -> None:
    assert checking.check_ledger(in_use.office) == []
    found = checking.verify_journal(in_use.office, checking.signed_head(in_use.office))
    assert [finding.says for finding in found] == ["late_entry:1 stands, and no act wrote it."]
