"""The chart of accounts: the council's own money and the memorandum accounts, each with its side."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Account(StrEnum):
    """Codes that stand in `transfer.debit` and `transfer.credit`."""

    GUARANTEES_GIVEN = "guarantees_given"
    COMMITMENT = "commitment"
    GUARANTEE_EXPENSE = "guarantee_expense"
    CLAIMS_PAYABLE = "claims_payable"
    SCHEME_COSTS = "scheme_costs"
    COSTS_PAYABLE = "costs_payable"
    RECOVERIES = "recoveries"
    BANK = "bank"
    RECOVERABLE = "recoverable"
    RECOVERY_CLAIMS = "recovery_claims"
    RENT_DUE = "rent_due"
    RENT_CHARGED = "rent_charged"
    RENT_RECEIVED = "rent_received"
    RENT_MET_BY_COUNCIL = "rent_met_by_council"
    RENT_MET_BY_DEPOSIT = "rent_met_by_deposit"


@dataclass(frozen=True)
class Description:
    """What an account holds. `grows_on` is the side that makes it larger."""

    holds: str
    grows_on: Literal["debit", "credit"]
    memorandum: bool


CHART: dict[Account, Description] = {
    Account.GUARANTEES_GIVEN: Description(
        "caps of guarantees in being, the counter-account", "debit", memorandum=True
    ),
    Account.COMMITMENT: Description("what may still be called on a guarantee", "credit", memorandum=True),
    Account.GUARANTEE_EXPENSE: Description("claims accepted, the council's cost", "debit", memorandum=False),
    Account.CLAIMS_PAYABLE: Description("claims accepted and not yet paid", "credit", memorandum=False),
    Account.SCHEME_COSTS: Description(
        "legal and advice costs approved, the council's cost", "debit", memorandum=False
    ),
    Account.COSTS_PAYABLE: Description(
        "legal and advice costs approved and not yet paid", "credit", memorandum=False
    ),
    Account.RECOVERIES: Description(
        "what young people and landlords have paid back, the council's income", "credit", memorandum=False
    ),
    Account.BANK: Description("the council's bank, money in less money out", "debit", memorandum=False),
    Account.RECOVERABLE: Description(
        "paid claims that a plan asks the young person to pay back", "debit", memorandum=True
    ),
    Account.RECOVERY_CLAIMS: Description(
        "the counter-account of what is recoverable", "credit", memorandum=True
    ),
    Account.RENT_DUE: Description("rent the tenant owes the landlord", "debit", memorandum=True),
    Account.RENT_CHARGED: Description("rent charged by the landlord", "credit", memorandum=True),
    Account.RENT_RECEIVED: Description(
        "rent the landlord has had from the tenant or benefit", "debit", memorandum=True
    ),
    Account.RENT_MET_BY_COUNCIL: Description(
        "rent the landlord has had from the council", "debit", memorandum=True
    ),
    Account.RENT_MET_BY_DEPOSIT: Description(
        "rent the landlord has kept out of the deposit", "debit", memorandum=True
    ),
}
