"""`ledger check` and `audit verify` leave with 3 and say what they found when somebody went behind the program."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.commanding import At, Ran
from tests.conftest import Begin
from tests.databases import file_of
from tests.rehearsing import Rehearsal
from tests.services import stories

LAWFUL = (
    "INSERT INTO transfer (id, debit, credit, amount_pence, happened_on, recorded_at, kind, guarantee_ref) "
    "SELECT MAX(id) + 1, 'rent_due', 'rent_charged', 1, '2018-12-01', MAX(recorded_at), 'rent_charged', "
    "'RG-0001/1' FROM transfer"
)


def _behind(rehearsal: Rehearsal, *statements: str) -> None:
    """What somebody who may change the schema does to the file, guards and all."""
    with closing(sqlite3.connect(file_of(rehearsal.url))) as connection:
        guards = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def _found(ran: Ran) -> list[str]:
    assert ran.code == 3
    document = ran.json()
    assert document["clean"] is False
    return [finding["says"] for finding in document["findings"]]


@pytest.mark.parametrize("command", [["ledger", "check"], ["audit", "verify"]])
def test_a_clean_record_leaves_with_0(begin: Begin, at: At, command: list[str]) -> None:
    ran = at(begin(stories.paid))(*command, "--json")
    assert (ran.code, ran.json()) == (0, {"clean": True, "findings": []})


def test_a_lawful_row_from_a_bare_client_is_found_to_be_in_no_journal_line(begin: Begin, at: At) -> None:
    rehearsal = begin(stories.paid)
    with closing(sqlite3.connect(file_of(rehearsal.url))) as connection:
        connection.execute(LAWFUL)
        connection.commit()
    (says,) = _found(at(rehearsal)("ledger", "check", "--json"))
    assert "not in the journal" in says
    assert at(rehearsal)("audit", "verify", "--json").code == 0


CHANGES = {
    "an amount": "UPDATE transfer SET amount_pence = amount_pence + 1 WHERE id = 2",
    "a transfer's day": "UPDATE transfer SET happened_on = '2018-01-01' WHERE id = 2",
    "a transfer gone": "DELETE FROM transfer WHERE id = 2",
    "a line's person": "UPDATE journal SET actor = 4 WHERE seq = 30",
    "a line's details": "UPDATE journal SET details = replace(details, '2018', '2017') WHERE seq = 30",
    "a line gone": "DELETE FROM journal WHERE seq = 30",
    "a name": "UPDATE young_person SET name = 'Somebody Else'",
    "a reason": "UPDATE case_decision SET reason = 'another reason'",
    "facts": "UPDATE application_facts SET document = replace(document, '1999', '1998')",
    "a paper": "UPDATE paper SET content_bytes = x'255044462d'",
}


@pytest.mark.parametrize("statement", CHANGES.values(), ids=list(CHANGES))
def test_a_row_changed_behind_the_program_is_named(begin: Begin, at: At, statement: str) -> None:
    rehearsal = begin(stories.paid)
    _behind(rehearsal, statement)
    assert _found(at(rehearsal)("audit", "verify", "--json"))


BROKEN = {
    "more accepted than the cap": "UPDATE guarantee SET cap_pence = 100",
    "a place too many": "INSERT INTO place (programme, number) VALUES ('kent-pilot-1', 26)",
    "a place given up": "UPDATE place SET guarantee_ref = NULL",
    "an unknown account": "UPDATE transfer SET debit = 'petty_cash' WHERE id = 2",
    "an unknown kind": "UPDATE transfer SET kind = 'gift' WHERE id = 2",
    "paid more than accepted": "UPDATE transfer SET amount_pence = 104001 WHERE kind = 'claim_paid'",
    "a transfer gone": "DELETE FROM transfer WHERE id = 2",
}


@pytest.mark.parametrize("statement", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_invariant_is_named_with_its_number(begin: Begin, at: At, statement: str) -> None:
    rehearsal = begin(stories.paid)
    _behind(rehearsal, statement)
    ran = at(rehearsal)("ledger", "check", "--json")
    assert _found(ran)
    assert all(isinstance(finding["invariant"], int) for finding in ran.json()["findings"])


def test_a_cut_tail_shows_by_what_it_wrote_and_against_a_head_kept_elsewhere(
    begin: Begin, at: At, tmp_path: Path
) -> None:
    rehearsal = begin(stories.paid)
    run = at(rehearsal)
    head = tmp_path / "head.json"
    head.write_text(run("audit", "head").out, encoding="utf-8")
    assert run("audit", "verify", "--head", str(head), "--json").code == 0
    _behind(rehearsal, "DELETE FROM journal WHERE seq = (SELECT MAX(seq) FROM journal)")
    left = _found(run("audit", "verify", "--json"))
    assert any("no act wrote it" in says for says in left)
    assert not any("cut" in says for says in left)
    assert "cut" in _found(run("audit", "verify", "--head", str(head), "--json"))[-1]


def test_a_head_stays_good_while_the_journal_grows(begin: Begin, at: At, tmp_path: Path) -> None:
    rehearsal = begin(stories.paid)
    run = at(rehearsal)
    head = tmp_path / "head.json"
    head.write_text(run("audit", "head").out, encoding="utf-8")
    rehearsal.charge("RG-0001/1", "2018-12-01")
    assert run("audit", "verify", "--head", str(head), "--json").code == 0


@pytest.mark.parametrize("field", ["seq", "hash", "at", "signature"])
def test_a_head_that_was_altered_is_wrong_input(begin: Begin, at: At, tmp_path: Path, field: str) -> None:
    run = at(begin(stories.paid))
    document = json.loads(run("audit", "head").out)
    assert set(document) == {"seq", "hash", "at", "signature"}
    altered = {"seq": 1, "hash": "0" * 64, "at": "2020-01-01T00:00:00+00:00", "signature": "AAAA"}
    file = tmp_path / "head.json"
    file.write_text(json.dumps({**document, field: altered[field]}), encoding="utf-8")
    ran = run("audit", "verify", "--head", str(file), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "--head" in ran.err


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"seq": "x", "hash": 1, "at": 2, "signature": 3}'])
def test_a_file_that_is_no_head_is_wrong_input(begin: Begin, at: At, tmp_path: Path, text: str) -> None:
    file = tmp_path / "head.json"
    file.write_text(text, encoding="utf-8")
    ran = at(begin(stories.paid))("audit", "verify", "--head", str(file), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "--head" in ran.err
