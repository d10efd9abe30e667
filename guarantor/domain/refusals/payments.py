"""Refusals about payments, payees and what is paid back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from guarantor.domain.money import spoken
from guarantor.domain.refusals.base import Refused


@dataclass
class PaymentWasReturned(Refused):
    """The reference is that of a payment which the bank has returned; it pays nothing a second time."""

    claim: str
    reference: str
    returned_on: dt.date

    def __str__(self) -> str:
        return (
            f"{self.reference} paid {self.claim} and came back on {self.returned_on.isoformat()}; "
            "pay it again under another reference."
        )


@dataclass
class NoPaymentToReturn(Refused):
    """No payment of the claim stands that the bank could have returned."""

    claim: str
    why: str

    def __str__(self) -> str:
        return f"{self.claim} has no payment to return: {self.why}."


@dataclass
class ReferenceOfAnother(Refused):
    """The reference stands in a batch for another claim, or for an earlier attempt at this one."""

    reference: str
    batch: str
    claim: str

    def __str__(self) -> str:
        return (
            f"{self.reference} stands in {self.batch} for another payment than the one due on {self.claim}."
        )


@dataclass
class NothingToBatch(Refused):
    """No claim can be put in a payment batch."""

    left_out: Sequence[str]

    def __str__(self) -> str:
        why = "; ".join(self.left_out) or "no accepted claim waits for its payment"
        return f"Nothing can be put in a batch: {why}."


@dataclass
class PayeeOutdated(Refused):
    """Newer bank details were confirmed since these were entered."""

    pending: str
    ref: str

    def __str__(self) -> str:
        return f"{self.pending} is outdated: newer bank details of {self.ref} were confirmed since."


@dataclass
class SealBroken(Refused):
    """Sealed bank details are not as they were sealed, or were sealed for another case or entry."""

    ref: str

    def __str__(self) -> str:
        return f"The bank details of {self.ref} are not as they were sealed; nobody is to be paid with them."


@dataclass
class NotRecoverable(Refused):
    """The young person is not asked to pay the claim back."""

    claim: str
    why: str

    def __str__(self) -> str:
        return f"{self.claim} is not recoverable: {self.why}."


@dataclass
class MoreThanIsLeft(Refused):
    """More would be paid back or written off on a claim than is left."""

    claim: str
    asked_pence: int
    left_pence: int

    def __str__(self) -> str:
        return f"{self.claim}: {spoken(self.asked_pence)} is more than the {spoken(self.left_pence)} that is left."
