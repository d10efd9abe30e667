"""On PostgreSQL no two acts wait for one another: who holds a row still leaves its key to those who point to it."""

import pytest
from sqlalchemy import text

from guarantor.storage import case_files, guarantee_files
from guarantor.storage.engine import acting
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.claiming import G


@pytest.fixture
def database_kind() -> str:
    """SQLite has one writer at a time."""
    return "postgresql"


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """RG-0001/1 is in force."""
    return begin(stories.active)


def test_an_act_that_points_to_a_case_goes_on_while_another_holds_it_still(rehearsal: Rehearsal) -> None:
    noted = (
        "INSERT INTO case_note (case_ref, noted_on, officer, recorded_at) "
        "VALUES ('RG-0001', '2018-12-01', :cora, now())"
    )
    with acting(rehearsal.office.engine) as moving, acting(rehearsal.office.engine) as noting:
        case_files.held(moving, "RG-0001", to_change=True)
        guarantee_files.held(noting, G, to_change=True)
        noting.execute(text("SET LOCAL lock_timeout = '3s'"))
        noting.execute(text(noted), {"cora": rehearsal.cora.number})
        noting.rollback()
        guarantee_files.held(moving, G, to_change=True)
        moving.rollback()


def test_two_acts_on_the_same_guarantee_still_come_one_after_the_other(rehearsal: Rehearsal) -> None:
    with acting(rehearsal.office.engine) as first, acting(rehearsal.office.engine) as second:
        guarantee_files.held(first, G, to_change=True)
        second.execute(text("SET LOCAL lock_timeout = '50ms'"))
        with pytest.raises(Exception, match="lock timeout"):
            guarantee_files.held(second, G, to_change=True)
        second.rollback()
        first.rollback()
