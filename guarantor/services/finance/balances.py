"""Each account's balance on any day, as known at any moment, of the whole ledger or of one guarantee."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from guarantor.domain.money import pounds
from guarantor.ledger.accounts import CHART, Account
from guarantor.services.acting.office import Office
from guarantor.services.finance import carried_forward
from guarantor.storage import guarantee_files, sums
from guarantor.storage.engine import Session, reading
from guarantor.storage.known import ALL, Known
from guarantor.storage.sums import Sides


def balances(
    office: Office,
    on: dt.date | None = None,
    known_at: dt.datetime | None = None,
    guarantee_ref: str | None = None,
) -> list[dict[str, Any]]:
    """Each account's balance on a day, on the side that makes it larger, as known at an instant.

    Without a day every transfer counts, whatever its date. Raises NotFound for an unknown guarantee.
    """
    with reading(office.engine) as session:
        if guarantee_ref is not None:
            guarantee_files.held(session, guarantee_ref)
        return balance_rows(session, on or dt.date.max, Known(known_at), guarantee_ref)


def balance_rows(
    session: Session, on: dt.date, known: Known, guarantee_ref: str | None = None
) -> list[dict[str, Any]]:
    """The rows of `balances` in a session: every account of the chart, in its order."""
    if guarantee_ref is None:
        sides = carried_forward.sides(session, on, known)
    else:
        sides = sums.by_account(session, on, known, guarantee_ref)
    return _rows(sides)


def rows_of_all_transfers(session: Session) -> list[dict[str, Any]]:
    """As `balance_rows` over all time, added up from every transfer and nothing that was carried forward."""
    return _rows(sums.by_account(session, dt.date.max, ALL))


def _rows(sides: Mapping[str, Sides]) -> list[dict[str, Any]]:
    return [
        {
            "account": account,
            "holds": CHART[account].holds,
            "memorandum": CHART[account].memorandum,
            "grows_on": CHART[account].grows_on,
            "balance": pounds(_balance_pence(account, sides.get(account, Sides()))),
        }
        for account in Account
    ]


def _balance_pence(account: Account, sides: Sides) -> int:
    debited = sides.debited_pence - sides.credited_pence
    return debited if CHART[account].grows_on == "debit" else -debited
