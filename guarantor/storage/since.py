"""What a balance carried forward leaves to be added: the transfers recorded since, and those of later days."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func

from guarantor.storage.tables.ledger import TransferRow

Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True)
class Since:
    """Transfers whose number is after `transfer`, or whose day is after `on`."""

    transfer: int
    on: dt.date


def parts(since: Since | None, on: dt.date) -> list[Conditions]:
    """Conditions that leave the transfers dated up to a day, or those of them since: in parts that share none.

    Asked for one after the other, each part is found by an index of its own, whatever the length of the ledger.
    """
    if since is None:
        return [[TransferRow.happened_on <= on]]
    # What narrows a part less is written so that no index answers it: a database that keeps no statistics would
    # choose that index as soon as the other, and walk the whole ledger.
    number = TransferRow.id + 0
    day = func.coalesce(TransferRow.happened_on, TransferRow.happened_on)
    return [
        [TransferRow.happened_on > since.on, TransferRow.happened_on <= on, number <= since.transfer],
        [TransferRow.id > since.transfer, day <= on],
    ]
