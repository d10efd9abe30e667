"""Refusals about closing a month."""

import datetime as dt
from dataclasses import dataclass

from guarantor.domain.refusals.base import Refused


@dataclass
class MonthNotOver(Refused):
    """A month is closed once its last day has passed."""

    month: str
    on: dt.date

    def __str__(self) -> str:
        return f"{self.month} is not over on {self.on.isoformat()}, so it cannot be closed."


@dataclass
class MonthOutOfOrder(Refused):
    """Months are closed one after the other from the first that has an entry; `due` is the next, if there is one."""

    month: str
    due: str | None

    def __str__(self) -> str:
        if self.due is None:
            return f"{self.month} cannot be closed: the ledger has no entry yet."
        return f"{self.month} cannot be closed: the next month to close is {self.due}."


@dataclass
class LedgerNotClean(Refused):
    """The ledger's own check finds something, so its figures are not to be fixed in a close."""

    month: str
    findings: int

    def __str__(self) -> str:
        return (
            f"{self.month} cannot be closed: the ledger's check finds {self.findings:,} "
            f"thing{'' if self.findings == 1 else 's'} that do{'es' if self.findings == 1 else ''} not hold."
        )
