"""Which month is closed next: the one after the last, else the first in which anything is dated."""

from guarantor.domain.dates import Month
from guarantor.services.acting.office import Office
from guarantor.storage import finance_files, sums
from guarantor.storage.engine import Session, reading


def next_to_close(office: Office) -> Month | None:
    """The month whose turn it is, over or not; None where nothing is dated yet."""
    with reading(office.engine) as session:
        return turn(session)


def turn(session: Session) -> Month | None:
    """As `next_to_close`, within a session."""
    closes = finance_files.closes(session)
    if closes:
        return Month.read(closes[-1].month, "month").following()
    first_on = sums.first_day(session)
    return Month.of(first_on) if first_on else None
