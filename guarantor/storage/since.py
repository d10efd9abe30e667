"""What a balance carried forward leaves to be added: the transfers recorded since, and those of later days."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from guarantor.storage.tables.ledger import TransferRow

Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True)
class Since:
    """Transfers whose number is after `transfer`, or whose day is after `on`."""

    transfer: int
    on: dt.date


def parts(since: Since | None) -> list[Conditions]:
    """Conditions that leave those transfers, or all where nothing is carried: parts that share no transfer.

    Asked for one after the other, each part is found by an index of its own, whatever the length of the ledger.
    """
    if since is None:
        return [[]]
    # The sum keeps the database from walking all numbers up to that one to find the few of later days.
    earlier = TransferRow.id + 0 <= since.transfer
    return [[TransferRow.happened_on > since.on, earlier], [TransferRow.id > since.transfer]]
