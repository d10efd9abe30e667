"""What an operator makes as root, as before an upgrade, the service can read, write anew and delete afterwards."""

import os
from pathlib import Path

import pytest

from guarantor.services.data_protection import erasure
from guarantor.services.safekeeping.backups import back_up
from tests.conftest import Begin
from tests.services import stories
from tests.services.stories import day

Given = list[tuple[str, int, int]]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    """The files that were given away, to whom; none is, since the tests may not be root."""
    files: Given = []

    def fchown(file: int, user: int, group: int) -> None:
        files.append((Path(os.readlink(f"/proc/self/fd/{file}")).name, user, group))

    monkeypatch.setattr(os, "fchown", fchown)
    return files


@pytest.mark.parametrize("as_root", [True, False])
def test_backups_and_the_list_of_erasures_are_given_to_whoever_has_the_folder(
    begin: Begin, tmp_path: Path, given: Given, monkeypatch: pytest.MonkeyPatch, as_root: bool
) -> None:
    rehearsal = begin(stories.active)
    monkeypatch.setattr(os, "geteuid", lambda: 0 if as_root else 1000)
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", day("2026-01-01"))
    back_up(rehearsal.office, tmp_path / "backup")
    listed = rehearsal.office.settings.erasure_list_file
    assert listed is not None
    owner = tmp_path.stat()
    made = {f"{listed.name}.lock", f"{listed.name}.part", "backup.part"} if as_root else set()
    assert {name for name, _, _ in given} == made
    assert all((user, group) == (owner.st_uid, owner.st_gid) for _, user, group in given)
