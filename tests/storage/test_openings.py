"""What a bare client can still write past the guards, and which check names it (docs/decisions/0002)."""

import pytest

from guarantor.services.proof import checking
from guarantor.storage.recorded_rows import OUTSIDE
from tests.rehearsing import Rehearsal
from tests.storage.attempts import TABLES, columns_of, otherwise_new
from tests.storage.conftest import outside
from tests.storage.raw_rows import (
    ANN,
    C3,
    CORA,
    DEE,
    Sql,
    case_step,
    claim,
    claim_decision,
    inserted,
    transfer,
)

NAMED = [table for table in TABLES if table.name not in OUTSIDE]
PUT_THERE = "late_entry:1 "
"""The row of `in_full_use` that no act wrote."""


def found(rehearsal: Rehearsal) -> list[tuple[int, str]]:
    """What both checks name beside the row that was put there, by number."""
    findings = [*checking.check_ledger(rehearsal.office), *checking.verify_journal(rehearsal.office)]
    return [(each.invariant, each.says) for each in findings if not each.says.startswith(PUT_THERE)]


def test_a_row_that_no_act_wrote_is_named_in_every_table(in_use: Rehearsal) -> None:
    with outside(in_use.url) as client:
        client.leave_none()
        if client.kind == "postgresql":
            # Its foreign keys rest too: the rows have keys that lead nowhere.
            client.run("SET session_replication_role = replica")
        for table in NAMED:
            row = otherwise_new(table, ["party", "cause"])
            client.run(
                f"INSERT INTO {table.name} ({columns_of(table)}) SELECT {row} FROM {table.name} LIMIT 1"
            )
    verified = [finding.says for finding in checking.verify_journal(in_use.office)]
    unnamed = [
        table.name
        for table in NAMED
        if not any(says.startswith(f"{table.name}:") for says in verified if not says.startswith(PUT_THERE))
    ]
    assert unnamed == []


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        (case_step("submitted"), "case_status:900"),
        (claim(CORA), "claim:RG-0001/1/C9"),
        (claim_decision(C3, CORA, ANN), f"claim_decision:{C3}"),
    ],
)
def test_a_step_that_would_be_lawful_is_named_where_no_act_took_it(
    in_use: Rehearsal, statement: str, label: str
) -> None:
    with outside(in_use.url) as client:
        client.run(statement)
    assert found(in_use) == [(24, f"{label} stands, and no act wrote it.")]


def test_a_line_accepted_and_not_booked_is_named_by_both_checks(in_use: Rehearsal) -> None:
    with outside(in_use.url) as client:
        client.run(claim_decision(C3, CORA, ANN))
        client.run(inserted("accepted_line", claim_ref=C3, month="2018-12", accepted_pence=52_000))
    says = dict(found(in_use))
    assert says[16] == f"{C3}: £520.00 was accepted of its lines, £0.00 was booked."
    assert says[24] == f"claim_decision:{C3} stands, and no act wrote it."


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize(("debit", "amount_pence"), [("rent_charged", 5), ("rent_due", -5)])
def test_a_transfer_of_nothing_is_named_where_sqlite_was_told_to_look_away(
    in_use: Rehearsal, debit: str, amount_pence: int
) -> None:
    statement = transfer(debit, "rent_charged", amount_pence, kind="rent_charged")
    with outside(in_use.url) as client:
        assert client.refusal(statement) is not None
        client.run("PRAGMA ignore_check_constraints = ON")
        client.run(statement)
    assert (3, "Transfer 1000 moves nothing from one account to another.") in found(in_use)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_one_person_on_both_halves_is_named_where_sqlite_was_told_to_look_away(in_use: Rehearsal) -> None:
    lodged, decided = claim(DEE), claim_decision("RG-0001/1/C9", DEE, DEE)
    with outside(in_use.url) as client:
        assert client.refusal(decided, after=[lodged]) is not None
        client.run("PRAGMA ignore_check_constraints = ON")
        client.run(lodged)
        client.run(decided)
    assert (19, "the decision on RG-0001/1/C9: officer 12 did both halves.") in found(in_use)


def test_a_transfer_cannot_take_a_number_after_which_none_is_left(in_use: Rehearsal) -> None:
    rent = ("rent_due", "rent_charged", 1)
    most = Sql("(SELECT MAX(id) + 1000000 FROM transfer)")
    with outside(in_use.url) as client:
        for number in (2**31 - 1, Sql("(SELECT MAX(id) + 1000001 FROM transfer)")):
            assert client.refusal(transfer(*rent, id=number)) is not None
        client.run(transfer(*rent, kind="rent_charged", id=most))
    in_use.charge("RG-0001/1", "2019-02-01")
    assert [number for number, _ in found(in_use)] == [1]
