"""Payees, batches and what is paid back on RG-0001/1/C1 in few words: days as ISO text, sums in pence."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from guarantor.ledger.instalments import Promise
from guarantor.services.adoption import policies
from guarantor.services.paying import batches, payees, payments, recovery, write_offs
from rules import policy as rules_policy
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.stories import SEPTEMBER_AND_OCTOBER, day

C, SECOND = "RG-0001/1/C1", "RG-0002/1/C1"
SORT_CODE, ACCOUNT = "60-83-71", "31926819"
CALL_BACK = "Orla Example on 01632 960207, as on the tenancy agreement"
CONFIRMED_ON = "2018-11-08"


def rows(file: Path) -> list[dict[str, str]]:
    """The rows of a batch's file by column."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def change(
    rehearsal: Rehearsal,
    *,
    account: str = ACCOUNT,
    name: str = "Orla Example",
    on: str = "2018-11-07",
    ref: str = "RG-0001",
) -> dict[str, Any]:
    """Fay enters a case's payee."""
    details = payees.bank_details(SORT_CODE, account)
    return payees.change(rehearsal.office, rehearsal.fay, ref, "landlord", name, details, day(on))


def confirm(rehearsal: Rehearsal, proposed: Mapping[str, Any], on: str = CONFIRMED_ON) -> dict[str, Any]:
    """Finn rings the payee and confirms."""
    return rehearsal.confirmed(proposed, rehearsal.finn, on=day(on), call_back=CALL_BACK)


def batch(rehearsal: Rehearsal, out: Path, on: str = "2018-11-09") -> dict[str, Any]:
    """Fay makes a batch."""
    return batches.make(rehearsal.office, rehearsal.fay, out, day(on))


def send_back(
    rehearsal: Rehearsal, reason: str = "account_closed", on: str = "2018-11-14", key: str | None = None
) -> dict[str, Any]:
    """Finn records that the bank sent the payment of the claim back."""
    return payments.returned(rehearsal.office, rehearsal.finn, C, reason, day(on), key)


def agree(rehearsal: Rehearsal, promises: Mapping[str, int], on: str = "2018-12-01") -> dict[str, Any]:
    """Fay agrees a plan: pence by day."""
    asked = [Promise(day(due), pence) for due, pence in promises.items()]
    return recovery.agree_plan(rehearsal.office, rehearsal.fay, C, asked, day(on))


def recover(
    rehearsal: Rehearsal,
    amount_pence: int,
    payer: recovery.Payer = "young_person",
    on: str = "2019-01-31",
    key: str | None = None,
) -> dict[str, Any]:
    """Fay records money that came back."""
    return recovery.recover(rehearsal.office, rehearsal.fay, C, amount_pence, payer, day(on), key)


def rest(rehearsal: Rehearsal, from_on: str, until_on: str) -> dict[str, Any]:
    """Fay grants a breathing space."""
    return recovery.grant_breathing_space(
        rehearsal.office, rehearsal.fay, C, day(from_on), day(until_on), "lost the job", day("2018-12-20")
    )


def write_off(rehearsal: Rehearsal, amount_pence: int, on: str = "2019-02-01") -> dict[str, Any]:
    """Fay proposes to write something off."""
    return write_offs.propose_write_off(
        rehearsal.office, rehearsal.fay, C, amount_pence, "nothing to live on", day(on)
    )


PLAN = {"2018-12-31": 40_000, "2019-01-31": 40_000, "2019-02-28": 24_000}
"""All of £1,040.00 in three instalments."""


@after(stories.hired)
def asking_for_repayment(rehearsal: Rehearsal) -> None:
    """kent-pilot is adopted as the council would have to change it first: repayment by instalments."""
    before, repayment, rest_of_it = rules_policy.shipped_text("kent-pilot").partition("  repayment:\n")
    changed = before + repayment + rest_of_it.replace("value: none", "value: instalments", 1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(policies, "shipped", lambda _name, _field="policy": rules_policy.load(changed))
        rehearsal.adopt(places=25)


@after(asking_for_repayment)
def paid_to_be_repaid(rehearsal: Rehearsal) -> None:
    """RG-0001/1/C1 was paid by Fay on 10 November 2018 under a policy that asks for instalments."""
    rehearsal.active_guarantee()
    rehearsal.charge("RG-0001/1", "2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01")
    rehearsal.paid_claim("RG-0001/1", SEPTEMBER_AND_OCTOBER)


@after(paid_to_be_repaid)
def planned(rehearsal: Rehearsal) -> None:
    """All of it is to be paid back by PLAN, agreed on 1 December 2018."""
    agree(rehearsal, PLAN)


@after(stories.accepted)
def entered(rehearsal: Rehearsal) -> None:
    """RG-0001/1/C1 is accepted, and Fay has entered the payee, P-10."""
    change(rehearsal)


@after(entered)
def payable(rehearsal: Rehearsal) -> None:
    """Finn has confirmed the payee."""
    confirm(rehearsal, {"pending": "P-10"})


@after(planned)
def write_off_proposed(rehearsal: Rehearsal) -> None:
    """Fay has proposed to write £100.00 off, P-10."""
    write_off(rehearsal, 10_000)


@after(payable)
def entered_anew(rehearsal: Rehearsal) -> None:
    """Fay has entered another account, P-11, which nobody has confirmed."""
    change(rehearsal, account="10000042", on="2018-11-08")


@after(stories.paid)
def returned(rehearsal: Rehearsal) -> None:
    """The payment BACS-1 of RG-0001/1/C1 came back on 14 November 2018."""
    send_back(rehearsal)


@after(payable)
def two_payable(rehearsal: Rehearsal) -> None:
    """A second case's claim is payable too, to a payee whose name a spreadsheet would run."""
    guarantee = rehearsal.active_guarantee("RG-0002")
    rehearsal.charge(guarantee, "2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01")
    rehearsal.accepted_claim(guarantee, SEPTEMBER_AND_OCTOBER)
    proposed = change(rehearsal, account="00000007", name="=SUM(A1:A9)", ref="RG-0002")
    confirm(rehearsal, proposed)


@after(payable)
def batched(rehearsal: Rehearsal) -> None:
    """RG-0001/1/C1 was handed over in B-1 on 9 November 2018."""
    out = Path(rehearsal.office.settings.payee_key_file or "").with_name("first.csv")
    batch(rehearsal, out)
    out.unlink()
