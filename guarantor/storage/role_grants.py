"""What a PostgreSQL role needs to do the application's work while it owns nothing.

Read from the guards that stand in the database: where a guard refuses every change or every removal of rows, the role
has not even the right to try. It never creates, alters, truncates or drops, so that it cannot take a guard away.
"""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from guarantor.storage.tables import Table

_LOCKED_BY_ACTS = frozenset(
    {"case_cost", "case_file", "guarantee", "pending_act", "policy_proposal", "programme", "task"}
)
"""Tables of which an act holds a row still while it looks, for which PostgreSQL asks for the right to one column."""
_HELD_STILL = re.compile(r"PERFORM 1 FROM (\w+) WHERE .*? FOR UPDATE")


@dataclass(frozen=True)
class RoleFound:
    """What PostgreSQL knows of a role; `owns` where it could take guards away by itself or through another role."""

    exists: bool
    owns: bool


def current(connection: Connection) -> str:
    """The role that a connection works as."""
    return str(connection.scalar(text("SELECT current_user")))


def look_at(connection: Connection, role: str) -> RoleFound:
    """Whether there is such a role, and whether the tables are its own."""
    is_super = connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = :role"), {"role": role})
    if is_super is None:
        return RoleFound(exists=False, owns=False)
    owned = text(
        "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
        "AND relkind IN ('r', 'S') AND pg_has_role(:role, relowner, 'MEMBER')"
    )
    return RoleFound(exists=True, owns=bool(is_super) or bool(connection.scalar(owned, {"role": role})))


def statements(connection: Connection, role: str) -> list[str]:
    """The statements that give a role what it needs and take from it whatever else it had. Run by the owner."""
    quoted = connection.dialect.identifier_preparer.quote
    schema, database = quoted(str(inspect(connection).default_schema_name)), connection.engine.url.database
    to = quoted(role)
    given = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {to}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {to}",
        f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC",
        f"REVOKE ALL ON SCHEMA {schema} FROM {to}",
        f"GRANT CONNECT ON DATABASE {quoted(str(database))} TO {to}",
        f"GRANT USAGE ON SCHEMA {schema} TO {to}",
        f"GRANT SELECT ON {schema}.alembic_version TO {to}",
    ]
    guards = _guards(connection)
    locked = _LOCKED_BY_ACTS | _locked_by_guards(connection)
    for table in sorted(Table.metadata.tables.values(), key=lambda each: each.name):
        rights = ["SELECT", "INSERT"]
        if f"{table.name}_no_update" not in guards:
            rights.append("UPDATE")
        elif table.name in locked:
            rights.append(f"UPDATE ({quoted(next(iter(table.primary_key)).name)})")
        if f"{table.name}_no_delete" not in guards:
            rights.append("DELETE")
        given.append(f"GRANT {', '.join(rights)} ON {schema}.{quoted(table.name)} TO {to}")
    given.append(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {to}")
    return given


def give(connection: Connection, role: str) -> int:
    """Run the statements; how many there were."""
    found = statements(connection, role)
    for statement in found:
        connection.exec_driver_sql(statement)
    return len(found)


def _guards(connection: Connection) -> frozenset[str]:
    return frozenset(connection.scalars(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")))


def _locked_by_guards(connection: Connection) -> frozenset[str]:
    """Tables of which a guard holds a row still; a guard looks with the rights of whoever writes."""
    written = connection.scalars(
        text(
            "SELECT prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace "
            "AND prorettype = 'trigger'::regtype"
        )
    )
    return frozenset(name for each in written for name in _HELD_STILL.findall(each))
