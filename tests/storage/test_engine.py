"""Connections: which addresses are taken, and what reading and acting promise."""

import datetime as dt
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.proof import checking
from guarantor.storage import case_files, schema
from guarantor.storage.engine import acting, open_engine, reading
from guarantor.storage.tables.cases import CaseFile, Circumstances
from tests.rehearsing import Rehearsal
from tests.storage.conftest import outside

AT = dt.datetime(2018, 7, 1, 9, 0, tzinfo=dt.UTC)


def case(ref: str) -> CaseFile:
    return CaseFile(ref=ref, opened_by=3, opened_at=AT)


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "mysql://localhost/db", "sqlite://", "sqlite:///:memory:", "postgresql+psycopg2://h/d"],
)
def test_an_address_of_another_kind_is_refused_with_the_setting_named(url: str) -> None:
    with pytest.raises(WrongInput, match="GUARANTOR_DATABASE_URL: expected sqlite:///"):
        open_engine(url)


def test_a_new_sqlite_file_is_made_with_its_folder_by_the_upgrade_and_not_by_looking(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "guarantor.db"
    engine = open_engine(f"sqlite:///{file}")
    assert schema.state(engine) is schema.State.EMPTY
    assert schema.version(engine) is None
    assert not file.parent.exists()
    schema.upgrade(engine)
    engine.dispose()
    assert file.exists()


def test_an_act_that_fails_keeps_nothing(rehearsal: Rehearsal) -> None:
    def act() -> None:
        with acting(rehearsal.office.engine) as session:
            session.add(case("RG-0001"))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    with reading(rehearsal.office.engine) as session:
        assert case_files.refs(session) == []


def test_an_act_that_ends_is_kept_with_what_was_not_flushed(rehearsal: Rehearsal) -> None:
    with acting(rehearsal.office.engine) as session:
        session.add(case("RG-0001"))
    with reading(rehearsal.office.engine) as session:
        assert case_files.refs(session) == ["RG-0001"]


def test_a_reader_sees_one_state_while_others_write(rehearsal: Rehearsal) -> None:
    with reading(rehearsal.office.engine) as session:
        assert case_files.refs(session) == []
        with acting(rehearsal.office.engine) as writing:
            writing.add(case("RG-0001"))
        assert case_files.refs(session) == []
    with reading(rehearsal.office.engine) as session:
        assert case_files.refs(session) == ["RG-0001"]


def test_nothing_is_written_by_reading(rehearsal: Rehearsal) -> None:
    with suppress(DBAPIError), reading(rehearsal.office.engine) as session:
        session.add(case("RG-0001"))
        session.flush()
    with reading(rehearsal.office.engine) as session:
        assert case_files.refs(session) == []


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_an_act_sees_what_others_wrote_whatever_the_server_is_set_to(rehearsal: Rehearsal) -> None:
    engine = rehearsal.office.engine
    with outside(rehearsal.url) as client:
        client.run(
            f"ALTER DATABASE {engine.url.database} SET default_transaction_isolation = 'repeatable read'"
        )
    engine.dispose()
    rehearsal.active_guarantee()
    assert checking.check_ledger(rehearsal.office) == []


def test_an_instant_keeps_its_microseconds_and_its_zone(rehearsal: Rehearsal) -> None:
    summer = dt.datetime(2018, 7, 1, 10, 0, 0, 123_456, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    with acting(rehearsal.office.engine) as session:
        session.add(CaseFile(ref="RG-0001", opened_by=3, opened_at=summer))
    with reading(rehearsal.office.engine) as session:
        opened_at = case_files.held(session, "RG-0001").opened_at
    assert opened_at == summer
    assert opened_at.utcoffset() == dt.timedelta(0)


@pytest.mark.parametrize("amount", [1.5, 1.0, "1", True])
def test_money_that_is_no_whole_number_never_reaches_the_database(
    rehearsal: Rehearsal, amount: object
) -> None:
    def act() -> None:
        with acting(rehearsal.office.engine) as session:
            session.add(case("RG-0001"))
            session.flush()
            session.add(Circumstances(case_ref="RG-0001", deposit_pence=amount))

    with pytest.raises((AssertionError, StatementError), match="money is whole pence"):
        act()
    with reading(rehearsal.office.engine) as session:
        assert case_files.refs(session) == []


def test_large_sums_come_back_to_the_penny(rehearsal: Rehearsal) -> None:
    with acting(rehearsal.office.engine) as session:
        session.add(case("RG-0001"))
        session.flush()
        session.add(Circumstances(case_ref="RG-0001", deposit_pence=99_999_999_999))
    with reading(rehearsal.office.engine) as session:
        held = case_files.latest(session, Circumstances, "RG-0001")
        assert held is not None
        assert held.deposit_pence == 99_999_999_999


FORMS = {
    "2018-07-01 09:00:00": AT,
    "2018-07-01T09:00:00Z": AT,
    "2018-07-01 10:00:00+01:00": AT,
    "2018-07-01 10:00:00 +01:00": AT,
    "2018-07-01T09:00": AT,
    "2018-07-01 09:00:00.5": AT.replace(microsecond=500_000),
    "2018-07-01 09:00:00.123456": AT.replace(microsecond=123_456),
    "2018-07-01": AT.replace(hour=0),
}
UNREADABLE = (
    "2018-07-01 24:00:00",
    "2018-07-01 09:00:00z",
    "2018-07-01  09:00:00",
    "2018-07-01 09:00:00 ",
    "now",
)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_an_instant_that_a_bare_client_wrote_is_read_as_utc_or_was_refused(rehearsal: Rehearsal) -> None:
    adding = "INSERT INTO case_file (ref, opened_by, opened_at) VALUES ('{}', 3, '{}')"
    with outside(rehearsal.url) as client:
        for written in UNREADABLE:
            assert client.refusal(adding.format("RG-0099", written)) is not None, written
        for number, written in enumerate(FORMS, start=1):
            client.run(adding.format(f"RG-{number:04d}", written))
    with reading(rehearsal.office.engine) as session:
        read = [case_files.held(session, ref).opened_at for ref in case_files.refs(session)]
    assert read == list(FORMS.values())


def test_an_error_of_the_database_holds_no_value_of_the_statement(rehearsal: Rehearsal) -> None:
    asked = text("SELECT name FROM nowhere WHERE name = :name")
    with pytest.raises(DBAPIError) as failed, reading(rehearsal.office.engine) as session:
        session.execute(asked, {"name": "Tam Synthetic"})
    assert "nowhere" in str(failed.value)
    assert "Tam" not in str(failed.value)
