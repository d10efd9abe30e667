"""Whether the service can do its work now: the database is reached, schema and journal can be used."""

from dataclasses import dataclass

from guarantor.services.acting import databases
from guarantor.services.acting.failures import sentence
from guarantor.services.acting.office import Office
from guarantor.storage import record
from guarantor.storage.engine import reading
from guarantor.storage.schema import State


@dataclass(frozen=True)
class Readiness:
    """What was found. `schema` and `journal_lines` are None where they could not be read."""

    database: bool
    schema: str | None
    needs: str
    journal_lines: int | None

    @property
    def ready(self) -> bool:
        """Whether the service can do its work."""
        return self.database and self.schema == self.needs and self.journal_lines is not None


def readiness(office: Office) -> Readiness:
    """Look at the database now. A failure of it is an answer; our own bugs are raised."""
    needs, schema, database = databases.newest_schema(), None, False
    try:
        found = databases.condition(office)
        schema, database = found["schema"], True
        if found["state"] == State.BEING_RESTORED:
            # Its journal may be there already; nothing of it is to be used.
            return Readiness(database, schema, needs, None)
        with reading(office.engine) as session:
            last = record.last(session)
    except Exception as error:
        if sentence(error) is None:
            raise
        return Readiness(database, schema, needs, None)
    return Readiness(database, schema, needs, None if last is None else last.seq)
