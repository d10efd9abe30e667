"""Two who write under one name at once: one is told so, and the other's file is whole."""

from pathlib import Path

import pytest

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.office import Office
from guarantor.services.safekeeping.backups import BEING_WRITTEN, back_up
from guarantor.services.safekeeping.restores import restore
from guarantor.services.safekeeping.written_alone import written_alone
from guarantor.storage.copies_beside import FILLING
from guarantor.storage.schema import State, state
from tests.conftest import Begin
from tests.databases import file_of
from tests.rehearsing import Rehearsal


@pytest.fixture
def database_kind() -> str:
    """Files are written alike whatever the database; SQLite's own place is a file too."""
    return "sqlite"


def test_a_second_backup_under_the_same_name_is_refused_and_the_first_is_whole(
    begin: Begin, empty_office: Office, tmp_path: Path
) -> None:
    office, file = begin(Rehearsal.staff).office, tmp_path / "backup"
    refused = []

    def another(done: int, _all: int) -> None:
        if done == 1:
            with pytest.raises(WrongInput, match="nobody else is writing") as told:
                back_up(office, file)
            refused.append(told)

    back_up(office, file, another)
    assert len(refused) == 1
    assert restore(empty_office, file)["clean"]


def test_a_name_that_was_taken_meanwhile_keeps_what_took_it(rehearsal: Rehearsal, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    with pytest.raises(WrongInput, match="a name that is free"):
        back_up(rehearsal.office, file, lambda *_: file.write_text("another's"))
    assert file.read_text() == "another's"
    assert not file.with_name(file.name + BEING_WRITTEN).exists()


def test_a_second_restore_into_the_same_place_is_refused(
    begin: Begin, empty_office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    back_up(begin(Rehearsal.staff).office, file)
    place = file_of(str(empty_office.engine.url))
    with (
        written_alone(place.with_name(place.name + FILLING + ".lock"), "one"),
        pytest.raises(WrongInput, match="in use"),
    ):
        restore(empty_office, file)
    assert state(empty_office.engine) is State.EMPTY
    assert restore(empty_office, file)["clean"]


@pytest.mark.parametrize("behind", [b"x", b"\x00" * 20])
def test_what_was_put_behind_a_backup_leaves_the_place_empty(
    begin: Begin, empty_office: Office, tmp_path: Path, behind: bytes
) -> None:
    file = tmp_path / "backup"
    back_up(begin(Rehearsal.staff).office, file)
    file.write_bytes(file.read_bytes() + behind)
    with pytest.raises(WrongInput, match="behind its end"):
        restore(empty_office, file)
    assert state(empty_office.engine) is State.EMPTY


def test_a_first_line_that_goes_too_deep_is_no_backup(empty_office: Office, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    file.write_bytes(b"GUARANTOR BACKUP 1\n" + b"[" * 60_000 + b"\n")
    with pytest.raises(WrongInput, match="first line"):
        restore(empty_office, file)
