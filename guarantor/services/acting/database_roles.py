"""The PostgreSQL role that the application works as: it reads and adds rows, and owns nothing.

Whoever owns the tables can take their guards away. So the owner makes and upgrades the database, and the service runs
as a role that cannot.
"""

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.office import Office
from guarantor.storage import role_grants, schema
from guarantor.storage.schema import State


def role_sql(office: Office, role: str) -> list[str]:
    """The statements that `grant` would run, to be read first or run by somebody else. Raises as `grant`, but for
    a role that there is not yet.
    """
    _check_postgresql(office)
    with office.engine.connect() as connection:
        return role_grants.statements(connection, role)


def grant(office: Office, role: str) -> int:
    """Give a role what the application needs, and nothing else; the number of statements. Run again after an upgrade.

    Raises WrongInput for SQLite, for a database without this version's tables, for a role that does not exist, and for
    one that owns the tables.
    """
    _check_postgresql(office)
    with office.engine.begin() as connection:
        found = role_grants.look_at(connection, role)
        if not found.exists:
            raise WrongInput.at("ROLE", f"expected a role that PostgreSQL knows: CREATE ROLE {role} LOGIN")
        if found.owns:
            raise WrongInput.at("ROLE", "expected a role that owns nothing, and this one owns the tables")
        return role_grants.give(connection, role)


def owns_the_tables(office: Office) -> bool:
    """Whether this service works as a role that could take the guards away. SQLite has no roles: never there."""
    if office.engine.dialect.name != "postgresql":
        return False
    with office.engine.connect() as connection:
        return role_grants.look_at(connection, role_grants.current(connection)).owns


def _check_postgresql(office: Office) -> None:
    if office.engine.dialect.name != "postgresql":
        raise WrongInput.at(
            "GUARANTOR_DATABASE_URL", "expected PostgreSQL: SQLite has no roles, its file has an owner"
        )
    if schema.version(office.engine) != schema.newest_version():
        raise WrongInput.at("GUARANTOR_DATABASE_URL", "expected this version's schema: guarantor db upgrade")
    if schema.state(office.engine) is State.BEING_RESTORED:
        raise WrongInput.at(
            "GUARANTOR_DATABASE_URL",
            "expected a database that was restored whole, and this one's restore did not end or does not hold: "
            "restore into another that is empty",
        )
