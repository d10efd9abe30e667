"""The report's totals beside the ledger's balances that they must equal, to the penny.

A difference is shown and never hidden: what was recorded after a month was closed stands in the next month of the
waterfall, so that a report dated on such a month's end differs there by just that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from guarantor.ledger.accounts import Account
from guarantor.services.reporting.finance.gathered import Figures

_COST = ((Account.GUARANTEE_EXPENSE, 1), (Account.SCHEME_COSTS, 1), (Account.RECOVERIES, -1))
_COMMITMENT = ((Account.COMMITMENT, 1),)


@dataclass(frozen=True)
class Held:
    """A total in pounds, the sheet whose column adds up to it, and the accounts whose balances it must equal."""

    about: str
    sheet: str
    reported: Decimal
    accounts: tuple[tuple[Account, int], ...]
    ledger: Decimal

    @property
    def differs(self) -> Decimal:
        """What lies between them."""
        return self.reported - self.ledger

    @property
    def accounts_said(self) -> str:
        """The accounts in words: "guarantee expense less recoveries"."""
        said = "".join(
            f"{' less ' if sign < 0 else ' and '}{account.replace('_', ' ')}"
            for account, sign in self.accounts
        )
        return said.removeprefix(" and ").strip()


def held_against_the_ledger(of: Figures) -> list[Held]:
    """Every total that the ledger knows too."""
    balances = {each["account"]: Decimal(each["balance"]) for each in of.balances}
    last = of.waterfall["months"][-1]
    returned = [each for each in of.payments["payments"] if _by(each["returned_on"], of)]
    in_paper = {line["code"] for line in of.losses["lines"]}
    outside = [each for each in of.guarantees if each["guarantee"] not in in_paper]
    years = [year for each in of.budget["programmes"] for year in each["years"]]
    found: list[tuple[str, str, Decimal, tuple[tuple[Account, int], ...]]] = [
        ("May still be called", "guarantees", added(of.guarantees, "remaining"), _COMMITMENT),
        ("Commitment at the close", "commitment", Decimal(last["commitment"]["closing"]), _COMMITMENT),
        (
            "Maximum of the credit loss paper, and what is left of guarantees outside it",
            "credit losses",
            added(of.losses["lines"], "maximum") + added(outside, "remaining"),
            _COMMITMENT,
        ),
        ("Cost at the close", "cost", Decimal(last["cost"]["closing"]), _COST),
        (
            "Claims and costs less recoveries of all years, costs of no guarantee too",
            "budget",
            added(years, "accepted")
            + added(years, "costs")
            - added(years, "recoveries")
            + sum(map(Decimal, of.budget["costs_of_no_guarantee"].values())),
            _COST,
        ),
        ("Cash at the close", "cash", Decimal(last["cash"]["closing"]), ((Account.BANK, -1),)),
        ("Claims accepted", "claims", added(of.claims, "accepted"), ((Account.GUARANTEE_EXPENSE, 1),)),
        ("Claims to pay", "claims", added(of.claims, "to_pay"), ((Account.CLAIMS_PAYABLE, 1),)),
        (
            "Payments less those the bank sent back",
            "payments",
            added(of.payments["payments"], "amount") - added(returned, "amount"),
            ((Account.GUARANTEE_EXPENSE, 1), (Account.CLAIMS_PAYABLE, -1)),
        ),
        ("Came back", "recoveries", added(of.recoveries, "back"), ((Account.RECOVERIES, 1),)),
        ("Left to pay back", "recoveries", added(of.recoveries, "left"), ((Account.RECOVERABLE, 1),)),
    ]
    return [
        Held(
            about,
            sheet,
            reported,
            accounts,
            sum((sign * balances[each] for each, sign in accounts), Decimal(0)),
        )
        for about, sheet, reported, accounts in found
    ]


def added(rows: Iterable[Mapping[str, Any]], name: str) -> Decimal:
    """The sum of one figure of some rows, exact to the penny."""
    return sum((Decimal(str(row[name])) for row in rows), Decimal("0.00"))


def _by(day: str | None, of: Figures) -> bool:
    return day is not None and day <= of.on.isoformat()
