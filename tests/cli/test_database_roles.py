"""`guarantor db grant`, `role-sql`, `upgrade --dry-run`, and what `db check` says is left beside, as they are typed."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from guarantor.storage import schema
from guarantor.storage.engine import open_engine
from guarantor.storage.tables import Table
from tests.commanding import Run
from tests.databases import Databases, bare


@pytest.fixture
def owned(databases: Databases, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a PostgreSQL database whose owner runs the commands; only its tables stand."""
    url = databases.empty("postgresql", tmp_path)
    engine = open_engine(url)
    schema.upgrade(engine)
    engine.dispose()
    monkeypatch.setenv("GUARANTOR_DATABASE_URL", url)
    yield url
    databases.drop(url)


@pytest.fixture
def role(owned: str) -> Iterator[str]:
    """A role that may sign in and has no rights yet."""
    name = f"app_{secrets.token_hex(4)}"
    with psycopg.connect(bare(owned), autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {name} LOGIN")  # type: ignore[arg-type]
        yield name
        owner.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")  # type: ignore[arg-type]


def _may_read(url: str, role: str) -> list[str]:
    with psycopg.connect(bare(url)) as owner:
        asked = (
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND has_table_privilege(%s, oid, 'SELECT')"
        )
        return [name for (name,) in owner.execute(asked, (role,))]


def test_the_sql_that_is_printed_is_what_grant_runs(owned: str, role: str, run: Run) -> None:
    printed = run("db", "role-sql", role)
    assert (printed.code, printed.err) == (0, "")
    assert _may_read(owned, role) == []
    statements = printed.out.splitlines()
    assert all(each.endswith(";") for each in statements)
    with psycopg.connect(bare(owned)) as owner:
        owner.execute(printed.out)  # type: ignore[arg-type]
        owner.rollback()
    granted = run("db", "grant", role, "--json")
    assert granted.code == 0
    assert granted.json() == {"role": role, "statements": len(statements), "owns": "nothing"}
    assert set(_may_read(owned, role)) == {*Table.metadata.tables, "alembic_version"}


def test_a_role_that_there_is_not_is_refused_with_the_word_that_makes_it(owned: str, run: Run) -> None:
    ran = run("db", "grant", "nobody_of_this_name", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "CREATE ROLE nobody_of_this_name LOGIN" in ran.err


@pytest.mark.parametrize("command", ["grant", "role-sql"])
def test_sqlite_has_no_roles(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("GUARANTOR_DATABASE_URL", f"sqlite:///{tmp_path / 'one.db'}")
    ran = run("db", command, "app")
    assert (ran.code, ran.out) == (2, "")
    assert "GUARANTOR_DATABASE_URL: expected PostgreSQL" in ran.err


@pytest.fixture
def older(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database as an earlier version left it."""
    file = tmp_path / "older.db"
    monkeypatch.setenv("GUARANTOR_DATABASE_URL", f"sqlite:///{file}")
    engine = open_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        schema.bring_to(connection, "0018")
    engine.dispose()
    return file


def test_a_dry_run_says_its_steps_and_the_upgrade_takes_them(older: Path, run: Run) -> None:
    before = older.read_bytes()
    tried = run("db", "upgrade", "--dry-run", "--json")
    assert (tried.code, older.read_bytes() == before) == (0, True)
    found = tried.json()
    assert (found["schema"], found["would_be"], found["works"]) == ("0018", schema.newest_version(), True)
    assert found["steps"][0]["version"] == "0019"
    assert run("db", "upgrade", "--json").json() == {"schema": schema.newest_version()}
    assert run("db", "upgrade", "--dry-run", "--json").json()["steps"] == []


def test_a_dry_run_that_fails_leaves_with_3_and_the_reason(older: Path, run: Run) -> None:
    engine = open_engine(f"sqlite:///{older}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE saved_forecast (id INTEGER)")
    engine.dispose()
    tried = run("db", "upgrade", "--dry-run", "--json")
    assert (tried.code, tried.json()["works"]) == (3, False)
    assert "saved_forecast" in tried.json()["failure"]


def test_check_names_a_copy_that_was_left_beside(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUARANTOR_DATABASE_URL", f"sqlite:///{tmp_path / 'one.db'}")
    assert run("db", "create", "--rehearsal", "--administrator", "ada", "--administrator", "bo").code == 0
    assert run("db", "check", "--json").json()["copies_left"] == []
    left = tmp_path / "one.db.restoring"
    left.touch()
    assert run("db", "check", "--json").json()["copies_left"] == [str(left)]
