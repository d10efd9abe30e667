"""What was bent behind the guards' back is named: by the chain, by the digests, by a signed head."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from guarantor.domain.access import Role
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.journal import entry_hash
from guarantor.services.acting import people, signing
from guarantor.services.proof import checking
from guarantor.storage import record
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.storage.conftest import Outside, outside
from tests.storage.raw_rows import guarantee_step, transfer


@after(Rehearsal.staff)
def one_paid_claim(rehearsal: Rehearsal) -> None:
    guarantee = rehearsal.active_guarantee()
    rehearsal.charge(guarantee, "2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01")
    rehearsal.paid_claim(guarantee, {"2018-09": 52_000, "2018-10": 52_000})


@after(Rehearsal.staff)
def one_waiting_role(rehearsal: Rehearsal) -> None:
    people.propose_role(rehearsal.office, rehearsal.ada, "gus", Role.FINANCE)


@pytest.fixture
def kept(begin: Begin) -> Rehearsal:
    """A record with a claim paid, as the services left it."""
    return begin(one_paid_claim)


@contextmanager
def behind(rehearsal: Rehearsal) -> Iterator[Outside]:
    """A client that owns the database and has taken the guards away."""
    with outside(rehearsal.url) as client:
        client.leave_none()
        yield client


def said(rehearsal: Rehearsal) -> str:
    return " ".join(finding.says for finding in checking.verify_journal(rehearsal.office))


def test_the_record_as_the_services_leave_it_is_clean(kept: Rehearsal) -> None:
    assert checking.check_ledger(kept.office) == []
    assert checking.verify_journal(kept.office, checking.signed_head(kept.office)) == []


def test_a_lawful_transfer_from_outside_is_reported_as_not_in_the_journal(kept: Rehearsal) -> None:
    with outside(kept.url) as client:
        client.run(transfer("rent_due", "rent_charged", 1, kind="rent_charged"))
    assert [finding.says for finding in checking.check_ledger(kept.office)] == [
        "Transfer 1000 is not in the journal."
    ]
    assert checking.verify_journal(kept.office) == []


CHANGES = {
    "at": "'2001-01-01 00:00:00'",
    "actor": "4",
    "actor_type": "'system'",
    "via": "'web'",
    "act": "'erase_person'",
    "subject": "'RG-0009'",
    "details": "REPLACE(details, '2018', '2017')",
    "transfers_digest": "hash",
    "previous_hash": "hash",
    "hash": "previous_hash",
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_line_is_named(kept: Rehearsal, column: str) -> None:
    with behind(kept) as client:
        lines = [seq for (seq,) in client.asked("SELECT seq FROM journal ORDER BY seq")]
        for seq in (lines[20], lines[-1]):
            with_it = f"UPDATE journal SET {column} = {CHANGES[column]} WHERE seq = {seq}"
            assert client.run(with_it) == 1
            assert f"ournal line {seq} " in said(kept)


def test_a_removed_line_is_named_and_so_is_its_transfer(kept: Rehearsal) -> None:
    with behind(kept) as client:
        seq = client.asked("SELECT seq FROM journal WHERE act = 'pay_claim'")[0][0] - 1
        client.run(f"DELETE FROM journal WHERE seq = {seq}")
    assert f"Journal line {seq} is missing" in said(kept)
    assert f"Journal line {seq + 1} does not follow" in said(kept)


def test_lines_that_changed_places_are_named(kept: Rehearsal) -> None:
    with behind(kept) as client:
        for then, now in ((-1, 10), (10, 11), (11, -1)):
            client.run(f"UPDATE journal SET seq = {then} WHERE seq = {now}")
    assert "Journal line 10 " in said(kept)
    assert "Journal line 11 " in said(kept)


def test_an_inserted_line_is_named(kept: Rehearsal) -> None:
    with outside(kept.url) as client:
        client.run(
            "INSERT INTO journal SELECT seq + 1, at, actor, actor_type, via, act, subject, details, "
            "transfers_digest, hash, hash FROM journal ORDER BY seq DESC LIMIT 1"
        )
        last = client.asked("SELECT MAX(seq) FROM journal")[0][0]
    assert f"Journal line {last} " in said(kept)


def test_a_changed_or_removed_transfer_is_named(kept: Rehearsal) -> None:
    with behind(kept) as client:
        client.run("UPDATE transfer SET amount_pence = amount_pence - 1 WHERE id = 2")
        seq = client.asked("SELECT seq FROM journal WHERE details LIKE '%\"transfers\":[2]%'")[0][0]
        assert said(kept) == f"Journal line {seq} made transfers that are not as they were."
        client.run("DELETE FROM transfer WHERE id = 2")
    assert said(kept) == f"Journal line {seq} made transfers that are not as they were."
    assert [finding.says for finding in checking.check_ledger(kept.office)] == [
        "Transfer 2 is in the journal and no longer in the ledger."
    ]


@pytest.mark.parametrize(
    ("table", "column"),
    [("young_person", "name"), ("application_facts", "document"), ("case_decision", "reason")],
)
def test_a_changed_content_is_named(kept: Rehearsal, table: str, column: str) -> None:
    with behind(kept) as client:
        client.run(f"UPDATE {table} SET {column} = REPLACE({column}, 'a', 'b')")
    assert f"{table}:1 is not as it was" in said(kept)


def test_a_removed_content_is_named(kept: Rehearsal) -> None:
    with behind(kept) as client:
        client.run("DELETE FROM gate_record WHERE id = 3")
    assert "added gate_record:3, which is gone" in said(kept)


def test_a_cut_tail_shows_by_the_rows_it_wrote_and_against_the_signed_head(kept: Rehearsal) -> None:
    head = checking.signed_head(kept.office)
    with behind(kept) as client:
        client.run(f"DELETE FROM journal WHERE seq = {head.seq}")
    left = "claim_payment:RG-0001/1/C1,1 stands, and no act wrote it."
    assert left in [finding.says for finding in checking.verify_journal(kept.office)]
    cut = checking.verify_journal(kept.office, head)
    assert (
        cut[-1].says == f"The journal ends at line {head.seq - 1}; the signed head is line {head.seq}: cut."
    )


def test_a_tail_cut_with_all_it_wrote_shows_only_against_the_signed_head(kept: Rehearsal) -> None:
    head = checking.signed_head(kept.office)
    with reading(kept.office.engine) as session:
        rows = json.loads(list(record.entries(session))[-1].details)["rows"]
    with behind(kept) as client:
        client.run(f"DELETE FROM journal WHERE seq = {head.seq}")
        client.run("DELETE FROM keyed_act WHERE key = 'payment BACS-1'")
        for label in rows:
            table, _, key = label.partition(":")
            if table == "keyed_act":
                continue
            if table == "task":
                client.run(f"DELETE FROM open_task WHERE task = {int(key)}")
            column = {"claim_payment": "claim_ref", "task": "id", "task_step": "id"}[table]
            client.run(f"DELETE FROM {table} WHERE {column} = '{key.split(',')[0]}'")
    assert checking.verify_journal(kept.office) == []
    assert [finding.invariant for finding in checking.verify_journal(kept.office, head)] == [13]


def test_a_row_that_no_act_wrote_is_named(kept: Rehearsal) -> None:
    with outside(kept.url) as client:
        client.run(guarantee_step("ended", "RG-0001/1", "cap_used_up"))
    assert said(kept) == "guarantee_status:90 stands, and no act wrote it."


def test_a_key_written_from_outside_is_named(kept: Rehearsal) -> None:
    with outside(kept.url) as client:
        client.run("INSERT INTO keyed_act SELECT 'K77', act, content_digest, answer FROM keyed_act LIMIT 1")
    assert "stands, and no act wrote it" in said(kept)


def test_officers_who_changed_names_are_named(kept: Rehearsal) -> None:
    with behind(kept) as client:
        client.run("UPDATE officer SET name = 'ann 2' WHERE name = 'cora'")
    assert "officer:3 is not as it was" in said(kept)


def test_a_waiting_act_confirmed_from_outside_is_named(begin: Begin) -> None:
    waiting = begin(one_waiting_role)
    with outside(waiting.url) as client:
        client.run(
            "UPDATE pending_act SET confirmed_by = 2, confirmed_at = proposed_at WHERE confirmed_by IS NULL"
        )
    assert "stands confirmed by officer 2, and no act of theirs confirmed it" in said(waiting)


def test_a_changed_row_that_holds_no_content_is_named(kept: Rehearsal) -> None:
    with behind(kept) as client:
        client.run("UPDATE claim_line SET claimed_pence = claimed_pence + 1 WHERE month = '2018-09'")
        client.run("UPDATE case_decision SET decided_by = 6")
    assert "claim_line:RG-0001/1/C1,2018-09 is not as it was" in said(kept)
    assert "case_decision:1 is not as it was" in said(kept)


def test_a_chain_rewritten_from_its_start_shows_only_against_the_signed_head(kept: Rehearsal) -> None:
    head = checking.signed_head(kept.office)
    with reading(kept.office.engine) as session:
        entries = list(record.entries(session))
    previous = entries[0].hash
    with behind(kept) as client:
        for entry in entries[1:]:
            bent = replace(entry, actor=4 if entry.actor == 3 else entry.actor, previous_hash=previous)
            previous = entry_hash(bent)
            client.run(
                f"UPDATE journal SET actor = {bent.actor}, previous_hash = '{bent.previous_hash}', "
                f"hash = '{previous}' WHERE seq = {bent.seq}"
            )
    assert checking.verify_journal(kept.office) == []
    rewritten = checking.verify_journal(kept.office, head)
    assert [finding.says for finding in rewritten] == [
        f"Line {head.seq} is not the line that was signed: the chain was rewritten."
    ]


def test_a_head_that_was_altered_is_not_accepted(kept: Rehearsal, tmp_path: Path) -> None:
    file = tmp_path / "head.json"
    file.write_text(checking.signed_head(kept.office).text(), encoding="utf-8")
    head = signing.read_head(kept.office.settings, file)
    assert head.seq == len(_lines(kept))
    file.write_text(json.dumps({**json.loads(head.text()), "seq": head.seq - 1}), encoding="utf-8")
    with pytest.raises(WrongInput, match="signed with this council's key"):
        signing.read_head(kept.office.settings, file)


def _lines(rehearsal: Rehearsal) -> list[tuple[object, ...]]:
    with outside(rehearsal.url) as client:
        return client.asked("SELECT seq FROM journal")
