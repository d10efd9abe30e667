"""`guarantor backup`, `restore` and `prune-backups`, as the operator runs them."""

import json
from pathlib import Path

import pytest

from tests.commanding import At, Run
from tests.conftest import Begin
from tests.services import stories


def test_a_backup_is_made_restored_with_a_certificate_and_checked(
    begin: Begin, at: At, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = at(begin(stories.active))("backup", str(tmp_path / "backup"), "--json")
    assert made.code == 0
    monkeypatch.setenv("GUARANTOR_DATABASE_URL", f"sqlite:///{tmp_path / 'restored.db'}")
    paper = tmp_path / "certificate.json"
    restored = run("restore", str(tmp_path / "backup"), "--certificate", str(paper))
    assert restored.code == 0
    found = json.loads(paper.read_text())
    assert (found["clean"], found["rows"]) == (True, made.json()["rows"])
    assert found["journal"]["hash"] in restored.out
    assert run("audit", "verify").code == 0
    again = run("restore", str(tmp_path / "backup"))
    assert (again.code, "into an empty place" in again.err) == (3, True)
    taken = run("restore", str(tmp_path / "backup"), "--certificate", str(paper))
    assert (taken.code, "--certificate: expected a name that is free" in taken.err) == (2, True)


def test_only_what_is_over_is_pruned(begin: Begin, at: At, tmp_path: Path) -> None:
    guarantor = at(begin(stories.active))
    folder = tmp_path / "backups"
    folder.mkdir()
    assert guarantor("backup", str(folder / "new")).code == 0
    assert guarantor("prune-backups", str(folder), "--json").json() == {"deleted": []}
    assert (folder / "new").exists()
    assert "FOLDER: expected a folder" in guarantor("prune-backups", str(tmp_path / "nowhere")).err
