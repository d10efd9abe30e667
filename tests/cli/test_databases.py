"""`guarantor db`, and commands on a database that is missing, empty, foreign or live."""

import os
import pwd
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shlex import split

import pytest

from guarantor.services.acting import signing
from guarantor.settings import Settings
from tests.commanding import NO_DATABASE, At, Run
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import UID_OF
from tests.watching import asked, nothing_written

ACCOUNTS = [account.pw_name for account in stories.ACCOUNTS]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """Where the database of the command will stand; nothing is there yet."""
    monkeypatch.setenv("GUARANTOR_DATABASE_URL", f"sqlite:///{tmp_path / 'one.db'}")
    return tmp_path / "one.db"


def _create(*names: str, rehearsal: bool = True) -> list[str]:
    given = [word for name in names for word in ("--administrator", name)]
    return ["db", "create", *(["--rehearsal"] if rehearsal else []), *given, "--json"]


def test_a_database_is_created_once(run: Run, file: Path) -> None:
    created = run(*_create("ada", "bo"))
    assert (created.code, created.json()["created"]) == (0, "rehearsal")
    with nothing_written(f"sqlite:///{file}"):
        again = run(*_create("ada", "bo"))
    assert (again.code, again.json()["refused"]) == (3, "AlreadyDone")


def test_a_rehearsal_makes_its_own_key_and_keeps_it(run: Run, file: Path) -> None:
    run(*_create("ada", "bo"))
    key = file.parent / "journal-signing-key.pem"
    assert key.stat().st_mode & 0o777 == 0o600
    before = key.read_bytes()
    run(*_create("ada", "bo"))
    assert key.read_bytes() == before


@pytest.mark.parametrize("names", [[], ["ada"], ["ada", "ada"], ["ada", "bo", "cy"]])
def test_a_database_has_two_different_first_administrators(run: Run, file: Path, names: list[str]) -> None:
    ran = run(*_create(*names))
    assert (ran.code, ran.out) == (2, "")
    assert "--administrator" in ran.err
    assert run("db", "check", "--json").json()["state"] == "empty"


def test_check_says_what_stands_behind_the_address(run: Run, file: Path) -> None:
    before = run("db", "check", "--json")
    assert (before.code, before.json()["state"], before.json()["ready"]) == (3, "empty", False)
    run(*_create("ada", "bo"))
    after = run("db", "check", "--json")
    assert (after.code, after.json()["state"], after.json()["kind"]) == (0, "created", "rehearsal")
    assert after.json()["schema"] == after.json()["newest_schema"]


def test_upgrading_what_is_up_to_date_changes_nothing(begin: Begin, at: At) -> None:
    rehearsal = begin(Rehearsal.staff)
    run = at(rehearsal)
    with nothing_written(rehearsal.url):
        upgraded = run("db", "upgrade", "--json")
    assert upgraded.json()["schema"] == run("db", "check", "--json").json()["newest_schema"]


OPENING = [
    "case list",
    "case submit RG-0001 --by cora",
    "guarantee show RG-0001/1",
    "rent statement RG-0001/1",
    "ledger check",
    "audit verify",
    "daily",
    "risk",
    "programme show",
    "user list",
    "confirm P-1 --by bo",
]


@pytest.mark.parametrize("command", OPENING)
def test_a_command_on_a_database_that_was_never_created_says_so_and_leaves_with_1(
    run: Run, file: Path, command: str
) -> None:
    ran = run(*split(command), "--json")
    assert (ran.code, ran.out) == (1, "")
    (sentence,) = ran.sentences
    assert "guarantor db create" in sentence


@pytest.mark.parametrize("command", OPENING)
def test_a_command_on_a_place_where_no_database_can_be_leaves_with_1(run: Run, command: str) -> None:
    ran = run(*split(command), "--json")
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.sentences) == 1


@pytest.mark.parametrize("command", OPENING)
def test_a_database_of_something_else_is_not_ours(run: Run, file: Path, command: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    with nothing_written(f"sqlite:///{file}"):
        ran = run(*split(command), "--json")
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.sentences) == 1


def test_a_file_that_is_no_database_is_a_failure(run: Run, file: Path) -> None:
    file.write_bytes(b"this is no database" * 100)
    ran = run("case", "list", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.sentences) == 1


def test_a_database_is_not_created_over_something_else(run: Run, file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    with nothing_written(f"sqlite:///{file}"):
        ran = run(*_create("ada", "bo"))
    assert ran.code == 3


# ---- live


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A council's own key, named by the setting."""
    file = tmp_path / "council.pem"
    monkeypatch.setenv("GUARANTOR_SIGNING_KEY_FILE", str(file))
    signing.prepare_key(Settings(), rehearsal=True)
    return file


def test_without_rehearsal_a_database_is_live_and_its_people_are_accounts(
    run: Run, file: Path, key: Path
) -> None:
    created = run(*_create(*ACCOUNTS, rehearsal=False))
    assert (created.code, created.json()["created"], created.err) == (0, "live", "")
    uids = asked(f"sqlite:///{file}", "SELECT name, os_uid FROM officer ORDER BY number")
    assert uids == [(name, pwd.getpwnam(name).pw_uid) for name in ACCOUNTS]


def test_a_live_database_takes_no_name_that_is_no_account(run: Run, file: Path, key: Path) -> None:
    ran = run(*_create(ACCOUNTS[0], "no-such-account-here", rehearsal=False))
    assert (ran.code, ran.out) == (2, "")
    assert "no-such-account-here" in ran.err


@pytest.mark.parametrize("setting", [None, "missing.pem"])
def test_a_live_database_needs_its_signing_key(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, setting: str | None
) -> None:
    if setting is None:
        monkeypatch.delenv("GUARANTOR_SIGNING_KEY_FILE")
    else:
        monkeypatch.setenv("GUARANTOR_SIGNING_KEY_FILE", setting)
    ran = run(*_create(*ACCOUNTS, rehearsal=False))
    assert (ran.code, ran.out) == (2, "")
    assert "GUARANTOR_SIGNING_KEY_FILE" in ran.err
    assert run("db", "check", "--json").json()["state"] == "empty"


@pytest.fixture
def as_(begin: Begin, at: At, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Run]:
    """Run commands on a live database as the account of one of the staff."""
    run = at(begin(stories.live))

    def one(name: str) -> Run:
        monkeypatch.setattr(os, "getuid", lambda: UID_OF[name])
        return run

    return one


def test_in_a_live_database_the_account_acts_and_no_banner_shows(as_: Callable[[str], Run]) -> None:
    run = as_("cora")
    added = run("case", "add", "-", "--json", stdin='{"reference": "RG-0001"}')
    assert (added.code, added.json(), added.err) == (0, {"ref": "RG-0001"}, "")
    assert run("case", "submit", "RG-0001", "--json").code == 0


@pytest.mark.parametrize("name", ["cora", "ann"])
def test_a_live_database_refuses_a_name(as_: Callable[[str], Run], name: str) -> None:
    ran = as_("cora")("case", "add", "-", "--by", name, "--json", stdin='{"reference": "RG-0001"}')
    assert (ran.code, ran.out) == (2, "")
    assert "--by" in ran.err


def test_a_live_database_takes_an_earlier_day_with_a_reason_wherever_it_stands(
    as_: Callable[[str], Run],
) -> None:
    run = as_("cora")
    added = ["case", "add", "-", "--on", "2018-07-02", "--json"]
    refused = run(*added, stdin='{"reference": "RG-0001"}')
    assert (refused.code, refused.out) == (2, "")
    assert "--why" in refused.err
    first = run("--why", "the form came by post", *added, stdin='{"reference": "RG-0001"}')
    last = run(*added, "--why", "the form came by post", stdin='{"reference": "RG-0002"}')
    assert (first.code, last.code) == (0, 0)


def test_a_live_database_knows_nobody_by_an_environment_variable(
    as_: Callable[[str], Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = as_("pam")
    for name in ("USER", "LOGNAME", "SUDO_USER", "USERNAME"):
        monkeypatch.setenv(name, "cora")
    ran = run("case", "add", "-", "--json", stdin='{"reference": "RG-0001"}')
    assert (ran.code, ran.json()["refused"]) == (3, "NotPermitted")


PAST = [
    ("cora", "case assess RG-0001 --on 2018-07-02"),
    ("ann", "case decide RG-0001 decline --reason no --on 2018-07-02"),
    ("ann", "guarantee issue RG-0001 --on 2018-07-02"),
    ("cora", "guarantee sign RG-0001/1 --party council --on 2018-07-02"),
]


@pytest.mark.parametrize(("name", "command"), PAST, ids=[command for _, command in PAST])
def test_a_live_database_takes_decisions_only_on_their_day(
    as_: Callable[[str], Run], name: str, command: str
) -> None:
    as_("cora")("case", "add", "-", stdin='{"reference": "RG-0001"}')
    ran = as_(name)(*split(command), "--json")
    assert (ran.code, ran.json()["refused"]) == (3, "DateInThePast")


SEEN = [
    ("fay", "case list", 3),
    ("pam", "case show RG-0001", 3),
    ("fay", "guarantee list", 3),
    ("pam", "ledger exposure", 3),
    ("cora", "audit verify", 3),
    ("cora", "user list", 3),
    ("fay", "ledger exposure", 0),
    ("pam", "programme show", 0),
    ("aude", "audit verify", 0),
    ("aude", "case list", 0),
    ("cora", "case list", 0),
]


@pytest.mark.parametrize(("name", "command", "code"), SEEN, ids=[f"{name} {text}" for name, text, _ in SEEN])
def test_in_a_live_database_each_role_reads_what_is_its_own(
    as_: Callable[[str], Run], name: str, command: str, code: int
) -> None:
    ran = as_(name)(*split(command), "--json")
    assert ran.code == code
    if code:
        assert ran.json()["refused"] == "NotPermitted"


@pytest.mark.parametrize(
    "command", ["assess - --on 2018-07-02", "policy list", "forecast cohort", "policy show kent-pilot"]
)
def test_what_needs_no_database_opens_none(run: Run, command: str) -> None:
    assert os.environ["GUARANTOR_DATABASE_URL"] == NO_DATABASE
    assert run(*split(command), "--json", stdin='{"reference": "x"}').code == 0
