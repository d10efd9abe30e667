"""A live database that nothing stands against."""

import dataclasses
from pathlib import Path

import pytest

from guarantor.services.acting import databases
from guarantor.services.acting.office import Office
from tests.live_service import fit_for_live


@pytest.fixture
def live(empty_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A live database with its two administrators and every key."""
    monkeypatch.setattr(databases, "_uid", {"ada": 1001, "bo": 1002}.__getitem__)
    office = dataclasses.replace(empty_office, settings=fit_for_live(empty_office.settings, tmp_path))
    databases.create(office, ["ada", "bo"], rehearsal=False)
    return office
