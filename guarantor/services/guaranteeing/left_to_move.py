"""What a move can take along: the months that have not begun and the cap, less what the home before still needs.

Knows the terms of the deed that is left; who may move, and when, is for services/moves.py.
"""

import datetime as dt
from dataclasses import dataclass

from guarantor.domain.dates import Month, plus_months
from guarantor.domain.guarantee_changes import months_left
from guarantor.domain.money import spoken
from guarantor.domain.refusals import NoCapLeft, NoMonthsLeft
from guarantor.ledger.accounts import Account
from guarantor.ledger.arrears import arrears
from guarantor.ledger.postings import Kind
from guarantor.storage import change_files, claim_files, guarantee_files, rent_files
from guarantor.storage.engine import Session
from guarantor.storage.tables.guarantees import Guarantee


@dataclass(frozen=True)
class Split:
    """What may still be called on a guarantee, in pence, and how much of it stays for rent due before a move."""

    left_pence: int
    owed_pence: int
    kept_pence: int

    @property
    def moves_pence(self) -> int:
        """The cap of the new deed."""
        return self.left_pence - self.kept_pence


def split(
    session: Session, guarantee: Guarantee, moves_on: dt.date, on: dt.date, reserve_pence: int | None
) -> Split:
    """How what is left of the cap is divided by a move, as the record stands on a day.

    Kept is what is in arrears and not accepted yet, what is not heard of, and rent that falls due before the move;
    or what an officer asked for, but never less than is owed nor more than is left. Nothing was ever due on a deed
    that lapsed unsigned after a move: all that it gave back goes on.
    """
    if change_files.lapsed_after_a_move(session, guarantee.ref):
        return Split(guarantee_files.moved(session, Kind.COMMITMENT_RELEASED, guarantee.ref), 0, 0)
    left_pence = guarantee_files.balance(session, Account.COMMITMENT, guarantee.ref)
    before = moves_on - dt.timedelta(days=1)
    rent = arrears(rent_files.rent_record(session, guarantee.ref), before)
    accepted_pence = sum(claim_files.accepted_unpaid(session, guarantee.ref).values())
    owed_pence = max(rent.arrears_pence - accepted_pence, 0)
    shown_pence = (
        rent.arrears_pence
        + rent.not_heard_of_pence
        - accepted_pence
        + _to_come(session, guarantee, before, on)
    )
    wanted_pence = shown_pence if reserve_pence is None else reserve_pence
    return Split(left_pence, owed_pence, min(max(wanted_pence, owed_pence), left_pence))


def checked_split(
    session: Session, guarantee: Guarantee, moves_on: dt.date, on: dt.date, reserve_pence: int | None
) -> Split:
    """As `split`. Raises NoCapLeft where not a penny would move."""
    divided = split(session, guarantee, moves_on, on, reserve_pence)
    if divided.moves_pence <= 0:
        raise NoCapLeft(guarantee.ref, divided.left_pence, divided.kept_pence)
    return divided


def checked_months(guarantee: Guarantee, starts_on: dt.date) -> int:
    """The months of the guarantee that have not begun on a day. Raises NoMonthsLeft where there are none."""
    months = months_left(guarantee.starts_on, guarantee.months, starts_on)
    if months == 0:
        raise NoMonthsLeft(guarantee.ref, starts_on)
    return months


def last_day(starts_on: dt.date, months: int) -> dt.date:
    """The last day of a deed of so many months."""
    return plus_months(starts_on, months) - dt.timedelta(days=1)


def notes(old: Guarantee, ends_on: dt.date, reserve_pence: int | None, kept_pence: int) -> list[str]:
    """What an officer might not expect of the new deed: it ends earlier than the old one would, or takes less cap."""
    said = []
    sooner = (old.ends_on - ends_on).days
    if sooner > 0:
        said.append(
            f"The new deed ends on {ends_on.isoformat()}, {sooner} {'day' if sooner == 1 else 'days'} before the "
            f"last day of {old.ref}: it runs for whole months from its own start."
        )
    if reserve_pence is not None and kept_pence > reserve_pence:
        said.append(
            f"{spoken(kept_pence)} is kept, not {spoken(reserve_pence)}: as much is owed for rent before the move."
        )
    return said


def _to_come(session: Session, guarantee: Guarantee, until: dt.date, on: dt.date) -> int:
    """The shares that fall due from a day on and before the move, in months in which nothing is charged yet."""
    charged = {Month.of(each.due_on) for each in rent_files.rent_record(session, guarantee.ref).charges}
    due = (plus_months(guarantee.starts_on, month) for month in range(1, guarantee.months))
    to_come = [day for day in due if on <= day <= until and Month.of(day) not in charged]
    return sum(guarantee_files.share_pence(session, guarantee, day) for day in to_come)
