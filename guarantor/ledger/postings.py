"""Every event's transfers, in one place: read this to learn what money moves when.

| event            | debit               | credit           | what it says                                   |
|------------------|---------------------|------------------|------------------------------------------------|
| guarantee issued | guarantees_given    | commitment       | the cap may be called                          |
| claim accepted   | guarantee_expense   | claims_payable   | the council owes the landlord                  |
|                  | commitment          | guarantees_given | as much less may still be called               |
| claim paid       | claims_payable      | bank             | the landlord has been paid                     |
|                  | rent_met_by_council | rent_due         | (memorandum) by month: the tenant owes it no more |
| window closed    | commitment          | guarantees_given | what was not called is released                |
| rent charged     | rent_due            | rent_charged     | (memorandum) the tenant owes the landlord      |
| rent paid        | rent_received       | rent_due         | (memorandum) the tenant or benefit has paid    |
"""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from guarantor.domain.dates import Month
from guarantor.ledger.accounts import Account
from guarantor.ledger.transfer import Posting


class Kind(StrEnum):
    """What a transfer is for; stands in `transfer.kind`."""

    COMMITMENT_MADE = "commitment_made"
    CLAIM_ACCEPTED = "claim_accepted"
    COMMITMENT_CALLED = "commitment_called"
    CLAIM_PAID = "claim_paid"
    RENT_MET_BY_COUNCIL = "rent_met_by_council"
    COMMITMENT_RELEASED = "commitment_released"
    RENT_CHARGED = "rent_charged"
    RENT_PAID = "rent_paid"


def guarantee_issued(ref: str, cap_pence: int, on: dt.date) -> list[Posting]:
    """The cap is committed."""
    return [
        Posting(Account.GUARANTEES_GIVEN, Account.COMMITMENT, cap_pence, Kind.COMMITMENT_MADE, on, ref),
    ]


def claim_accepted(ref: str, claim: str, amount_pence: int, on: dt.date) -> list[Posting]:
    """The council owes the landlord, and as much less may still be called."""
    return [
        Posting(
            Account.GUARANTEE_EXPENSE,
            Account.CLAIMS_PAYABLE,
            amount_pence,
            Kind.CLAIM_ACCEPTED,
            on,
            ref,
            claim,
        ),
        Posting(
            Account.COMMITMENT,
            Account.GUARANTEES_GIVEN,
            amount_pence,
            Kind.COMMITMENT_CALLED,
            on,
            ref,
            claim,
        ),
    ]


def claim_paid(ref: str, claim: str, lines: Mapping[Month, int], on: dt.date) -> list[Posting]:
    """The landlord is paid, so the tenant owes the landlord the rent of these months no more.

    `lines` gives the accepted pence of each month, all above zero.
    """
    paid = Posting(Account.CLAIMS_PAYABLE, Account.BANK, sum(lines.values()), Kind.CLAIM_PAID, on, ref, claim)
    met = [
        Posting(
            Account.RENT_MET_BY_COUNCIL,
            Account.RENT_DUE,
            amount_pence,
            Kind.RENT_MET_BY_COUNCIL,
            on,
            ref,
            claim,
            reason_code=str(month),
        )
        for month, amount_pence in sorted(lines.items())
    ]
    return [paid, *met]


def commitment_released(ref: str, left_pence: int, on: dt.date, reason: str) -> list[Posting]:
    """What was not called is released; nothing moves when the cap was used up."""
    if left_pence == 0:
        return []
    return [
        Posting(
            Account.COMMITMENT,
            Account.GUARANTEES_GIVEN,
            left_pence,
            Kind.COMMITMENT_RELEASED,
            on,
            ref,
            reason_code=reason,
        ),
    ]


def rent_charged(ref: str, amount_pence: int, due_on: dt.date) -> list[Posting]:
    """The tenant owes the landlord a period's rent share."""
    return [Posting(Account.RENT_DUE, Account.RENT_CHARGED, amount_pence, Kind.RENT_CHARGED, due_on, ref)]


def rent_paid(ref: str, amount_pence: int, received_on: dt.date, source: str) -> list[Posting]:
    """The tenant, or benefit for the tenant, has paid the landlord."""
    return [
        Posting(
            Account.RENT_RECEIVED,
            Account.RENT_DUE,
            amount_pence,
            Kind.RENT_PAID,
            received_on,
            ref,
            reason_code=source,
        ),
    ]
