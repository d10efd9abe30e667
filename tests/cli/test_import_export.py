"""`import`, `ledger export` and `audit export` at the command line: reports, exit codes, files and nothing else."""

import json
import subprocess
import sys
from pathlib import Path
from shlex import split

import openpyxl
import pytest

from guarantor.domain.access import MAY, MAY_SEE, Act, View
from tests.commanding import At, Ran, Run
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.sheets import application, charge, payment, sheet
from tests.watching import nothing_written, one_line, transfers

KINDS = [".csv", ".xlsx"]


def _applications(run: Run, file: Path, *more: str) -> Ran:
    return run("import", "applications", str(file), "--by", "cora", "--on", "2018-07-01", *more)


def _statements(run: Run, file: Path, *more: str) -> Ran:
    return run("import", "statements", str(file), "--by", "cora", "--on", "2018-12-31", *more)


# ---- import


@pytest.mark.parametrize("kind", KINDS)
def test_good_applications_are_kept_and_reported_row_by_row(
    rehearsal: Rehearsal, at: At, tmp_path: Path, kind: str
) -> None:
    file = sheet(tmp_path / f"rows{kind}", application(1), application(2))
    with one_line(rehearsal.url):
        ran = _applications(at(rehearsal), file, "--json")
    assert (ran.code, ran.sentences) == (0, [])
    assert ran.json() == {
        "kept": True,
        "added": 2,
        "duplicates": 0,
        "errors": 0,
        "rows": [
            {"row": 2, "status": "added", "reference": "A-1", "ref": "RG-0001", "says": []},
            {"row": 3, "status": "added", "reference": "A-2", "ref": "RG-0002", "says": []},
        ],
    }


@pytest.mark.parametrize("kind", KINDS)
def test_one_wrong_row_leaves_with_2_and_nothing_written(
    rehearsal: Rehearsal, at: At, tmp_path: Path, kind: str
) -> None:
    file = sheet(tmp_path / f"rows{kind}", application(1), application(2, activity="sport"))
    with nothing_written(rehearsal.url):
        ran = _applications(at(rehearsal), file, "--json")
    assert ran.code == 2
    assert [row["status"] for row in ran.json()["rows"]] == ["good", "error"]
    assert ran.sentences[0].startswith("row 3: activity must be employment")
    assert ran.sentences[1:] == ["Nothing was written."]


def test_good_rows_accepted_beside_a_wrong_one_still_leave_with_2(
    rehearsal: Rehearsal, at: At, tmp_path: Path
) -> None:
    file = sheet(tmp_path / "rows.csv", application(1), application(2, activity="sport"))
    with one_line(rehearsal.url):
        ran = _applications(at(rehearsal), file, "--accept-good-rows", "--json")
    assert (ran.code, ran.json()["kept"], ran.json()["added"]) == (2, True, 1)
    assert ran.sentences[-1] == "The good rows were kept."


def test_the_same_file_twice_leaves_with_0_and_says_that_nothing_was_written(
    rehearsal: Rehearsal, at: At, tmp_path: Path
) -> None:
    file, run = sheet(tmp_path / "rows.csv", application(1)), at(rehearsal)
    assert "row 2: added, A-1, RG-0001\n1 added, 0 duplicates, 0 wrong. Kept." in _applications(run, file).out
    with nothing_written(rehearsal.url):
        ran = _applications(run, file)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "row 2: duplicate, A-1; row 2: the reference A-1 is that of case RG-0001.",
        "0 added, 1 duplicates, 0 wrong. Nothing was written.",
    ]


def test_duplicates_are_accepted_where_that_is_asked_for(begin: Begin, at: At, tmp_path: Path) -> None:
    rehearsal = begin(stories.active)
    file, run = sheet(tmp_path / "rows.csv", payment(), payment()), at(rehearsal)
    assert _statements(run, file, "--json").json()["duplicates"] == 1
    assert _statements(run, file, "--accept-duplicates", "--json").json()["added"] == 2


def test_statements_are_entered_and_a_rows_key_serves_rent_pay_afterwards(
    begin: Begin, at: At, tmp_path: Path
) -> None:
    rehearsal = begin(stories.active)
    run = at(rehearsal)
    ran = _statements(run, sheet(tmp_path / "rows.csv", charge(), payment(key="k1")), "--json")
    assert (ran.code, ran.json()["added"]) == (0, 2)
    with nothing_written(rehearsal.url):
        words = "rent pay RG-0001/1 --received 2018-12-03 --amount 400 --key k1 --by cora --json"
        assert run(*split(words)).json()["paid"] == "400.00"


def test_a_named_sheet_of_a_workbook_is_read(rehearsal: Rehearsal, at: At, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("July").append(["reference"])
    book["July"].append(["A-1"])
    book.save(tmp_path / "rows.xlsx")
    run = at(rehearsal)
    assert _applications(run, tmp_path / "rows.xlsx", "--sheet", "July", "--json").json()["added"] == 1
    ran = _applications(run, tmp_path / "rows.xlsx", "--sheet", "June")
    assert (ran.code, ran.out) == (2, "")
    assert "--sheet" in ran.sentences[0]


WRONG = [
    ("import applications --by cora", "FILE"),
    ("import applications missing.csv --by cora", "missing.csv"),
    ("import applications notes.txt --by cora", "notes.txt"),
    ("import applications rows.csv --by cora", "colour"),
    ("import applications rows.csv", "--by"),
    ("import applications rows.csv --template new.csv", "--template"),
    ("import applications --template new.ods", "--template"),
    ("import applications --template rows.csv", "rows.csv"),
    ("import applications --template no/new.csv", "--template"),
    ("import statements --by cora", "FILE"),
    ("import statements rows.csv --by cora", "colour"),
    ("import claims rows.csv --by cora", "claims"),
    ("ledger export --format ods --out new.ods", "--format"),
    ("ledger export --format csv", "--out"),
    ("ledger export --out new.csv", "--format"),
    ("ledger export --format csv --out rows.csv", "rows.csv"),
    ("ledger export --format csv --out no/new.csv", "--out"),
    ("audit export", "--out"),
    ("audit export --out rows.csv", "rows.csv"),
]


@pytest.mark.parametrize(("command", "named"), WRONG, ids=[command for command, _ in WRONG])
def test_a_wrong_word_is_named_and_nothing_is_written(
    rehearsal: Rehearsal,
    at: At,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    named: str,
) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "rows.csv").write_text("reference,guarantee_ref,colour\n")
    (folder / "notes.txt").write_text("reference\n")
    run = at(rehearsal)
    monkeypatch.chdir(folder)
    with nothing_written(rehearsal.url):
        ran = run(*command.split())
    assert (ran.code, ran.out) == (2, "")
    assert any(named in sentence for sentence in ran.sentences), ran.err
    assert sorted(file.name for file in folder.iterdir()) == ["notes.txt", "rows.csv"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("what", ["applications", "statements"])
def test_a_template_needs_no_database_and_nobody(run: Run, tmp_path: Path, what: str, kind: str) -> None:
    ran = run("import", what, "--template", str(tmp_path / f"new{kind}"), "--json")
    assert (ran.code, ran.json()) == (0, {"written": str(tmp_path / f"new{kind}")})
    assert (tmp_path / f"new{kind}").stat().st_size > 100


@pytest.mark.parametrize("what", ["applications", "statements"])
def test_who_may_not_import_is_refused(begin: Begin, at: At, tmp_path: Path, what: str) -> None:
    rehearsal = begin(stories.active)
    rows = {"applications": application(1), "statements": charge()}
    file = sheet(tmp_path / "rows.csv", rows[what])
    with nothing_written(rehearsal.url):
        ran = at(rehearsal)("import", what, str(file), "--by", "fay", "--json")
    assert (ran.code, ran.json()["refused"]) == (3, "NotPermitted")


# ---- export


@pytest.mark.parametrize("form", ["csv", "xlsx", "beancount"])
def test_the_ledger_is_exported_with_the_balances_that_it_shows(
    begin: Begin, at: At, tmp_path: Path, form: str
) -> None:
    rehearsal = begin(stories.accepted)
    run, out = at(rehearsal), tmp_path / f"ledger.{form}"
    ran = run("ledger", "export", "--format", form, "--out", str(out), "--json")
    assert (ran.code, ran.sentences) == (0, [])
    shown = {row["account"]: row["balance"] for row in run("ledger", "balances", "--json").json()}
    assert ran.json()["balances"] == shown
    assert ran.json()["transfers"] == len(transfers(rehearsal.url))
    assert all(Path(name).is_file() for name in ran.json()["written"])
    assert run("ledger", "export", "--format", form, "--out", str(out)).code == 2
    assert run("ledger", "export", "--format", form, "--out", str(out), "--replace").code == 0


@pytest.mark.parametrize("name", ["record", "record.zip"])
def test_the_audit_record_is_exported_with_a_checker_that_runs_alone(
    begin: Begin, at: At, tmp_path: Path, name: str
) -> None:
    run, out = at(begin(stories.accepted)), tmp_path / name
    ran = run("audit", "export", "--out", str(out), "--json")
    assert ran.code == 0
    assert "fingerprint" in ran.sentences[-1]
    unpacked = tmp_path / "unpacked" if out.suffix else out
    if out.suffix:
        subprocess.run([sys.executable, "-m", "zipfile", "-e", out, unpacked], check=True)
    checked = subprocess.run(
        [sys.executable, "-I", "check_export.py", ".", "--fingerprint", ran.json()["key_fingerprint"]],
        cwd=unpacked,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.endswith("Found: 0.\n")
    assert ran.json()["head"] == json.loads((unpacked / "head.json").read_text())


def test_the_helps_say_whom_they_are_for(run: Run) -> None:
    for words, roles in [
        (("import", "applications"), MAY[Act.IMPORT_APPLICATIONS]),
        (("import", "statements"), MAY[Act.IMPORT_STATEMENTS]),
        (("ledger", "export"), MAY_SEE[View.MONEY]),
        (("audit", "export"), MAY_SEE[View.JOURNAL]),
    ]:
        said = run(*words, "--help").out
        assert all(role in said for role in roles)
