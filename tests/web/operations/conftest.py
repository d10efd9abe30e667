"""A live database that nothing stands against."""

import dataclasses
from pathlib import Path

import pytest

from guarantor.services.acting import databases
from guarantor.services.acting.office import Office
from tests.conftest import Begin
from tests.live_service import fit_for_live
from tests.rehearsing import Rehearsal


def _created_live(rehearsal: Rehearsal) -> None:
    """A live database with its two administrators, whoever this machine knows."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(databases, "_uid", {"ada": 1001, "bo": 1002}.__getitem__)
        databases.create(rehearsal.office, ["ada", "bo"], rehearsal=False)


@pytest.fixture
def live(begin: Begin, tmp_path: Path) -> Office:
    """A live database with every key."""
    office = begin(_created_live).office
    return dataclasses.replace(office, settings=fit_for_live(office.settings, tmp_path))
