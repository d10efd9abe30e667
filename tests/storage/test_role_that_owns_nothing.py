"""On PostgreSQL the application works as a role that owns nothing, and that role cannot undo what is recorded."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import database_roles, databases
from guarantor.services.entering import live_database
from guarantor.services.proof import checking
from guarantor.storage import schema
from guarantor.storage.engine import open_engine
from guarantor.storage.tables import Table
from tests.databases import Databases, bare
from tests.rehearsing import Rehearsal, opened
from tests.storage.full_use import in_full_use

RECORD = ("journal", "transfer", "keyed_act")


@dataclass(frozen=True)
class Roles:
    """The database in full use, as its owner reaches it and as the application's role does."""

    owners: str
    role: str
    rehearsal: Rehearsal

    @property
    def applications(self) -> str:
        """The address with which the application comes."""
        return make_url(self.owners).set(username=self.role).render_as_string(hide_password=False)


@pytest.fixture(scope="module")
def roles(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Roles]:
    """A database that its owner made, in full use by acts of a role that owns nothing."""
    folder = tmp_path_factory.mktemp("roles")
    owners, role = databases.empty("postgresql", folder), f"app_{secrets.token_hex(4)}"
    engine = open_engine(owners)
    schema.upgrade(engine)
    engine.dispose()
    with psycopg.connect(bare(owners), autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN")  # type: ignore[arg-type]
    with opened(owners, folder) as rehearsal:
        database_roles.grant(rehearsal.office, role)
    url = make_url(owners).set(username=role).render_as_string(hide_password=False)
    with opened(url, folder) as rehearsal:
        rehearsal.staff()
        in_full_use(rehearsal)
        yield Roles(owners, role, rehearsal)
    with psycopg.connect(bare(owners), autocommit=True) as owner:
        owner.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")  # type: ignore[arg-type]
    databases.drop(owners)


def refused(roles: Roles, statement: str) -> bool:
    """Whether the server refuses the role a statement for want of the right; undone either way."""
    with psycopg.connect(bare(roles.applications)) as client:
        try:
            client.execute(statement)  # type: ignore[arg-type]
        except psycopg.errors.InsufficientPrivilege:
            return True
        finally:
            client.rollback()
    return False


def test_every_kind_of_act_is_done_by_a_role_that_owns_nothing_and_the_record_holds(roles: Roles) -> None:
    with roles.rehearsal.office.engine.connect() as connection:
        empty = [
            name
            for name in Table.metadata.tables
            if not connection.exec_driver_sql(f"SELECT EXISTS (SELECT 1 FROM {name})").scalar()
        ]
        owned = connection.exec_driver_sql(
            "SELECT count(*) FROM pg_class WHERE pg_has_role(current_user, relowner, 'MEMBER')"
        ).scalar()
    assert (empty, owned) == ([], 0)
    # The story itself writes one late entry past every act.
    found = checking.verify_journal(roles.rehearsal.office, None)
    assert [finding.says for finding in found] == ["late_entry:1 stands, and no act wrote it."]
    assert checking.check_ledger(roles.rehearsal.office) == []
    assert databases.condition(roles.rehearsal.office)["ready"] is True


@pytest.mark.parametrize("table", RECORD)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {0} SET {1} = {1}",
        "DELETE FROM {0}",
        "TRUNCATE {0}",
        "DROP TABLE {0} CASCADE",
        "ALTER TABLE {0} DISABLE TRIGGER ALL",
        "ALTER TABLE {0} OWNER TO CURRENT_USER",
        "DROP TRIGGER {0}_no_update ON {0}",
        "DROP FUNCTION {0}_no_update() CASCADE",
        "CREATE TRIGGER mine BEFORE INSERT ON {0} FOR EACH ROW EXECUTE FUNCTION {0}_no_update()",
        "CREATE OR REPLACE FUNCTION {0}_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "SELECT 1 FROM {0} FOR UPDATE",
    ],
)
def test_what_is_recorded_it_cannot_change_nor_take_its_guards_away(
    roles: Roles, table: str, statement: str
) -> None:
    key = next(iter(Table.metadata.tables[table].primary_key)).name
    assert refused(roles, statement.format(table, key))


def test_it_truncates_and_creates_nothing_and_cannot_put_replication_before_the_guards(roles: Roles) -> None:
    let = [name for name in Table.metadata.tables if not refused(roles, f"TRUNCATE {name} CASCADE")]
    assert let == []
    for statement in (
        "CREATE TABLE beside (id int)",
        "CREATE FUNCTION beside() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SET session_replication_role = replica",
        "UPDATE alembic_version SET version_num = '0001'",
        "CREATE ROLE another",
    ):
        assert refused(roles, statement), statement


def test_it_may_remove_only_what_is_fleeting_or_kept_by_the_database_itself(roles: Roles) -> None:
    removes = {
        name for name in Table.metadata.tables if not refused(roles, f"DELETE FROM {name} WHERE false")
    }
    assert removes.isdisjoint(RECORD)
    with psycopg.connect(bare(roles.owners)) as owner:
        guarded = {name for (name,) in owner.execute("SELECT tgname FROM pg_trigger").fetchall()}
    assert all(f"{name}_no_delete" not in guarded for name in removes)


def test_rights_are_given_anew_without_a_trace_of_others(roles: Roles, tmp_path: Path) -> None:
    with psycopg.connect(bare(roles.owners), autocommit=True) as owner:
        owner.execute(f"GRANT ALL ON journal TO {roles.role}")  # type: ignore[arg-type]
    assert not refused(roles, "SELECT 1 FROM journal FOR UPDATE")
    with opened(roles.owners, tmp_path) as as_owner:
        database_roles.grant(as_owner.office, roles.role)
    assert refused(roles, "SELECT 1 FROM journal FOR UPDATE")


def test_a_role_that_owns_the_tables_or_does_not_exist_is_refused(roles: Roles, tmp_path: Path) -> None:
    with opened(roles.owners, tmp_path) as as_owner:
        owner = str(as_owner.office.engine.url.username)
        with pytest.raises(WrongInput, match="ROLE: expected a role that owns nothing"):
            database_roles.grant(as_owner.office, owner)
        with pytest.raises(WrongInput, match="ROLE: expected a role that PostgreSQL knows"):
            database_roles.grant(as_owner.office, "nobody_of_this_name")
        assert all(" nobody" in each for each in database_roles.role_sql(as_owner.office, "nobody")[4:])


def test_the_owner_of_the_tables_stands_against_a_live_service_and_the_applications_role_does_not(
    roles: Roles, tmp_path: Path
) -> None:
    as_role = {fault.says for fault in live_database.refused(roles.rehearsal.office)}
    with opened(roles.owners, tmp_path) as as_owner:
        (against,) = [each for each in live_database.refused(as_owner.office) if each.says not in as_role]
    assert not any("owns" in says for says in as_role)
    assert against.says.startswith("GUARANTOR_DATABASE_URL: expected a role that owns nothing")
    assert "guarantor db grant ROLE" in against.says
    assert "guarantor db role-sql ROLE" in against.says


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_sqlite_has_no_roles(rehearsal: Rehearsal) -> None:
    with pytest.raises(WrongInput, match="GUARANTOR_DATABASE_URL: expected PostgreSQL"):
        database_roles.role_sql(rehearsal.office, "app")
