"""A backup made while others work is one state of the record, put back whole, or not at all, on either database."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from guarantor.domain.refusals import AlreadyDone
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import database_roles
from guarantor.services.acting import databases as made_databases
from guarantor.services.acting.identity import NotReady
from guarantor.services.acting.office import Office
from guarantor.services.casework import notes
from guarantor.services.proof import checking
from guarantor.services.safekeeping import backups, restores
from guarantor.services.safekeeping.backups import back_up, expired
from guarantor.services.safekeeping.restores import restore
from guarantor.storage import copies_beside, whole_record
from guarantor.storage.engine import reading
from guarantor.web.server import check_may_serve
from tests.conftest import Begin
from tests.databases import KINDS, Databases, bare
from tests.killing import Doomed
from tests.rehearsing import PAYEE_KEY, Rehearsal, opened
from tests.services import stories
from tests.services.safekeeping import killed_command
from tests.services.stories import day
from tests.storage.conftest import REFUSALS, outside
from tests.storage.full_use import in_full_use


def _rows(office: Office) -> dict[str, list[Any]]:
    with reading(office.engine) as session:
        return {
            table.name: [row for part in whole_record.rows(session, table) for row in part]
            for table in whole_record.tables()
        }


@pytest.fixture
def place(empty_office: Office, begin: Begin) -> Office:
    """An empty place of the same kind with the same keys as the rehearsal's."""
    return empty_office


@pytest.mark.parametrize("onto", KINDS)
def test_every_row_comes_back_on_the_same_and_on_the_other_kind_of_database(
    begin: Begin, databases: Databases, tmp_path: Path, onto: str
) -> None:
    rehearsal = begin(in_full_use)
    made = back_up(rehearsal.office, tmp_path / "backup")
    assert all(made["rows"][table.name] for table in whole_record.tables())
    url = databases.empty(onto, tmp_path)
    try:
        with opened(url, tmp_path) as restored:
            found = restore(restored.office, tmp_path / "backup")
            # One row of the rehearsal was written by no act, and is found before and after alike.
            assert found["checks"]["findings"] == [
                each.says for each in checking.verify_journal(rehearsal.office)
            ]
            assert (found["rows"], found["sha256"]) == (made["rows"], made["sha256"])
            assert (found["balances"], found["journal"]) == (made["balances"], made["journal"])
            assert _rows(restored.office) == _rows(rehearsal.office)
            assert made_databases.condition(restored.office)["ready"]
    finally:
        databases.drop(url)


def test_after_it_people_go_on_and_the_guards_stand(begin: Begin, place: Office, tmp_path: Path) -> None:
    rehearsal = begin(in_full_use)
    back_up(rehearsal.office, tmp_path / "backup")
    restore(place, tmp_path / "backup")
    found = checking.verify_journal(place)
    notes.add(place, rehearsal.cora, "RG-0001", "The work goes on.", day("2019-05-01"))
    assert checking.verify_journal(place) == found
    url = bare(place.engine.url.render_as_string(hide_password=False))
    with outside(rehearsal.url) as before, outside(url) as now:
        assert sorted(now.guards()) == sorted(before.guards())
        for statement in ("DELETE FROM journal", "UPDATE transfer SET amount_pence = 1"):
            with now.undone(), pytest.raises(REFUSALS):
                now.run(statement)


def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all(
    begin: Begin, place: Office, tmp_path: Path
) -> None:
    rehearsal = begin(stories.active)
    before = _rows(rehearsal.office)

    def somebody_acts(done: int, of: int) -> None:
        if done in (1, of // 2, of):
            notes.add(rehearsal.office, rehearsal.cora, "RG-0001", f"at table {done}", day("2018-07-10"))

    back_up(rehearsal.office, tmp_path / "backup", somebody_acts)
    assert restore(place, tmp_path / "backup")["clean"]
    assert _rows(place) == before
    assert len(_rows(rehearsal.office)["case_note"]) == len(before["case_note"]) + 3


@pytest.mark.parametrize("what", ["cut", "altered", "other", "missing"])
def test_a_file_that_is_not_whole_leaves_the_place_empty(
    begin: Begin, place: Office, tmp_path: Path, what: str
) -> None:
    file = tmp_path / "backup"
    back_up(begin(stories.active).office, file)
    whole = file.read_bytes()
    middle = len(whole) // 2
    changed: dict[str, Callable[[], object]] = {
        "cut": lambda: file.write_bytes(whole[:-1]),
        "altered": lambda: file.write_bytes(
            whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
        ),
        "other": lambda: file.write_bytes(b"something else"),
        "missing": file.unlink,
    }
    changed[what]()
    with pytest.raises(WrongInput, match="FILE: expected a backup"):
        restore(place, file)
    assert made_databases.condition(place)["state"] == "empty"
    assert not list(tmp_path.glob("*.restoring*"))


def test_only_an_empty_place_is_restored_into(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(stories.active)
    back_up(rehearsal.office, tmp_path / "backup")
    before = _rows(rehearsal.office)
    with pytest.raises(AlreadyDone, match="into an empty place"):
        restore(rehearsal.office, tmp_path / "backup")
    assert _rows(rehearsal.office) == before


def test_another_key_opens_nothing_and_a_newer_one_before_it_does(
    begin: Begin, place: Office, tmp_path: Path
) -> None:
    back_up(begin(stories.active).office, tmp_path / "backup")
    other = "BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ="
    keys = tmp_path / "keys"
    settings = place.settings.model_copy(update={"backup_key_file": keys})
    keys.write_text(other)
    with pytest.raises(WrongInput, match="none of the keys sealed it"):
        restore(replace(place, settings=settings), tmp_path / "backup")
    keys.write_text(f"{other}\n{PAYEE_KEY}")
    assert restore(replace(place, settings=settings), tmp_path / "backup")["clean"]


def test_a_name_that_is_taken_and_a_folder_that_is_not_there_are_refused(
    begin: Begin, tmp_path: Path
) -> None:
    office = begin(stories.active).office
    (tmp_path / "taken").write_text("kept")
    for name in ("taken", "nowhere/backup"):
        with pytest.raises(WrongInput, match="FILE: expected a name that is free"):
            back_up(office, tmp_path / name)
    assert (tmp_path / "taken").read_text() == "kept"


def test_an_empty_place_has_nothing_to_back_up(empty_office: Office, tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="not ready"):
        back_up(empty_office, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


def test_a_database_of_a_newer_program_is_not_backed_up(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(Rehearsal.create)
    with outside(rehearsal.url) as newer:
        newer.run("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NotReady, match="not ready"):
        back_up(rehearsal.office, tmp_path / "backup")


def test_a_live_database_is_not_backed_up_without_a_key(begin: Begin, tmp_path: Path) -> None:
    office = begin(stories.live).office
    settings = office.settings.model_copy(update={"backup_key_file": None})
    with pytest.raises(WrongInput, match="GUARANTOR_BACKUP_KEY_FILE: expected a file of keys"):
        back_up(replace(office, settings=settings), tmp_path / "backup")
    assert back_up(office, tmp_path / "backup")["database"] == "live"


def test_no_name_of_anybody_stands_in_the_file(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(stories.active)
    back_up(rehearsal.office, tmp_path / "backup")
    content = (tmp_path / "backup").read_bytes()
    name = rehearsal.document()["young_person"]["name"].encode()
    assert name not in content
    assert name.partition(b" ")[0] not in content


@pytest.mark.parametrize(("later", "gone"), [(34, False), (35, False), (36, True)])
def test_a_backup_is_kept_to_its_last_day_and_nothing_else_is_deleted(
    begin: Begin, tmp_path: Path, later: int, gone: bool
) -> None:
    office = begin(stories.active).office
    folder = tmp_path / "backups"
    folder.mkdir()
    file = folder / "backup"
    back_up(office, file)
    whole = file.read_bytes()
    (folder / "notes.txt").write_text("kept")
    until = (office.now().date() + dt.timedelta(days=35)).isoformat().encode()
    assert until in whole
    (folder / "altered").write_bytes(whole.replace(until, b"2018-01-01"))
    today = office.now().date() + dt.timedelta(days=later)
    assert expired(office.settings, folder, today) == [file] * gone


def _killed(office: Office, act: str, file: Path, at: int) -> None:
    """A command in a process of its own that is killed at a table, or once all rows are in and before the rest."""
    settings = office.settings
    environment = {
        "GUARANTOR_DATABASE_URL": office.engine.url.render_as_string(hide_password=False),
        "GUARANTOR_BACKUP_KEY_FILE": str(settings.backup_key_file),
        "GUARANTOR_SIGNING_KEY_FILE": str(settings.signing_key_file),
    }
    told = {"act": act, "file": str(file), "at": at, "environment": environment}
    assert Doomed(Path(__file__).with_name("killed_command.py"), told).read_until_killed() == [act]


def test_killed_at_any_table_it_leaves_nothing_under_its_name_and_the_next_is_whole(
    begin: Begin, place: Office, tmp_path: Path
) -> None:
    rehearsal: Rehearsal = begin(stories.active)
    file, last = tmp_path / "backup", len(whole_record.tables())
    _killed(rehearsal.office, "backup", file, last // 2)
    assert not file.exists()
    back_up(rehearsal.office, file)
    for at in (last // 2, last):
        _killed(place, "restore", file, at)
        assert made_databases.condition(place)["state"] == "empty"
    assert restore(place, file)["clean"]
    assert _rows(place) == _rows(rehearsal.office)


def test_killed_before_it_is_held_against_the_backup_it_is_absent_or_marked_and_used_for_nothing(
    begin: Begin, place: Office, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    back_up(begin(stories.active).office, file)
    _killed(place, "restore", file, killed_command.ONCE_ALL_IS_IN)
    if place.engine.dialect.name == "sqlite":
        assert made_databases.condition(place)["state"] == "empty"
        assert len(copies_beside.left(place.engine)) == 1
        assert restore(place, file)["clean"]
        assert copies_beside.left(place.engine) == []
        return
    _used_for_nothing(place)
    with pytest.raises(AlreadyDone, match="into an empty place"):
        restore(place, file)


def _used_for_nothing(place: Office) -> None:
    found = made_databases.condition(place)
    assert (found["state"], found["ready"]) == ("being restored", False)
    with pytest.raises(WrongInput, match="expected a database that is ready"):
        check_may_serve(place, "127.0.0.1")
    with pytest.raises(NotReady):
        back_up(place, Path("never"))
    if place.engine.dialect.name == "postgresql":
        with pytest.raises(WrongInput, match="restore did not end or does not hold"):
            database_roles.grant(place, "anybody")


def test_what_is_not_as_the_backup_says_is_marked_and_used_for_nothing(
    begin: Begin, place: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(begin(stories.active).office, tmp_path / "backup")
    said = backups.balances
    monkeypatch.setattr(restores, "balances", lambda session: said(session) | {"guarantees_given": "0.01"})
    found = restore(place, tmp_path / "backup")
    assert (found["clean"], found["checks"]["balances"]) == (False, "not as the backup says")
    _used_for_nothing(place)


def test_a_failure_after_the_rows_are_in_leaves_sqlites_place_empty_and_postgresqls_marked(
    begin: Begin, place: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(begin(stories.active).office, tmp_path / "backup")
    monkeypatch.setattr(checking, "check_ledger", lambda _office: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        restore(place, tmp_path / "backup")
    states = {"sqlite": "empty", "postgresql": "being restored"}
    assert made_databases.condition(place)["state"] == states[place.engine.dialect.name]
    assert copies_beside.left(place.engine) == []
