"""The console script itself, as a shell runs it: stdout for the answer, stderr for the rest, the code to go by."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commanding import NO_DATABASE
from tests.conftest import Begin
from tests.rehearsing import APPLICATION, Rehearsal
from tests.services import stories
from tests.watching import asked, nothing_written

GUARANTOR = Path(sys.executable).parent / "guarantor"
Shell = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run the script in a process of its own: `shell(rehearsal, "case", "list", stdin="")`."""

    def one(rehearsal: Rehearsal | None, *words: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        settings = {"GUARANTOR_DATABASE_URL": rehearsal.url if rehearsal else NO_DATABASE}
        if rehearsal:
            settings["GUARANTOR_SIGNING_KEY_FILE"] = str(rehearsal.office.settings.signing_key_file)
        return subprocess.run(
            [GUARANTOR, *words],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, **settings},
        )

    return one


def test_0_and_one_document_where_it_was_done(begin: Begin, shell: Shell) -> None:
    rehearsal = begin(stories.paid)
    ran = shell(rehearsal, "guarantee", "show", "RG-0001/1", "--json")
    assert (ran.returncode, json.loads(ran.stdout)["paid"]) == (0, "1040.00")
    assert ran.stderr.startswith("REHEARSAL")


def test_1_where_the_database_cannot_be_used(shell: Shell) -> None:
    ran = shell(None, "case", "list", "--json")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert len(ran.stderr.splitlines()) == 1


def test_2_where_the_input_is_wrong(rehearsal: Rehearsal, shell: Shell) -> None:
    with nothing_written(rehearsal.url):
        ran = shell(rehearsal, "case", "add", "-", "--by", "cora", "--json", stdin='{"reference": 7}')
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "reference" in ran.stderr


def test_3_and_the_refusals_name_where_a_rule_forbids_it(begin: Begin, shell: Shell) -> None:
    rehearsal = begin(stories.assessed)
    with nothing_written(rehearsal.url):
        ran = shell(rehearsal, "guarantee", "issue", "RG-0001", "--by", "ann", "--json")
    assert (ran.returncode, json.loads(ran.stdout)["refused"]) == (3, "WrongStatus")


def test_an_act_by_the_script_is_an_act_by_the_command_line(rehearsal: Rehearsal, shell: Shell) -> None:
    ran = shell(rehearsal, "case", "add", "-", "--by", "cora", "--json", stdin=json.dumps(APPLICATION))
    assert (ran.returncode, json.loads(ran.stdout)) == (0, {"ref": "RG-0001"})
    last = asked(rehearsal.url, "SELECT actor, via, act FROM journal ORDER BY seq DESC LIMIT 1")
    assert last == [(3, "cli", "add_case")]


def test_a_reader_who_leaves_early_is_no_failure(shell: Shell) -> None:
    lines = "".join(json.dumps({"reference": f"A-{number}"}) + "\n" for number in range(300))
    command = f"{GUARANTOR} assess - --on 2018-07-02 --jsonl | head -1"
    ran = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], input=lines, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["reference"] == "A-0"
