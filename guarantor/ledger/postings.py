"""Every event's transfers, in one place: read this to learn what money moves when.

| event               | debit               | credit            | what it says                                      |
|---------------------|---------------------|-------------------|---------------------------------------------------|
| guarantee issued    | guarantees_given    | commitment        | the cap may be called                             |
| cap raised          | guarantees_given    | commitment        | a consented rent rise: more may be called         |
| claim accepted      | guarantee_expense   | claims_payable    | the council owes the landlord                     |
|                     | commitment          | guarantees_given  | as much less may still be called                  |
|                     | rent_met_by_deposit | rent_due          | (memorandum) the landlord keeps it of the deposit |
| claim paid          | claims_payable      | bank              | the landlord has been paid                        |
|                     | rent_met_by_council | rent_due          | (memorandum) by month: the tenant owes it no more |
| payment returned    | bank                | claims_payable    | the money came back and is owed again             |
|                     | rent_due            | rent_met_by_council | (memorandum) by month: owed to the landlord again |
| acceptance undone   | claims_payable      | guarantee_expense | the council did not owe it                        |
|                     | guarantees_given    | commitment        | it may be called again                            |
|                     | rent_due            | rent_met_by_deposit | (memorandum) not kept of the deposit            |
| guarantee ended     | commitment          | guarantees_given  | what can no longer be called is released          |
| cost approved       | scheme_costs        | costs_payable     | legal or advice costs the council will pay        |
| cost paid           | costs_payable       | bank              | they have been paid                               |
| plan agreed         | recoverable         | recovery_claims   | (memorandum) the young person will pay it back    |
| paid back           | bank                | recoveries        | money has come back                               |
|                     | recovery_claims     | recoverable       | (memorandum) as much less is to be paid back      |
| written off         | recovery_claims     | recoverable       | (memorandum) nobody asks for it any more          |
| rent charged        | rent_due            | rent_charged      | (memorandum) the tenant owes the landlord         |
| rent paid           | rent_received       | rent_due          | (memorandum) the tenant or benefit has paid       |
| rent entry corrected | rent_charged or rent_due | rent_due or rent_received | (memorandum) the entry turned round |

A correction is a new transfer that points at the one it corrects. That of a rent entry is dated on the entry's own
day, so that a balance on any date is the same as if it had been right from the start; a returned payment and an undone
acceptance are dated on the day they happened. What was known when stands in `recorded_at`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from guarantor.domain.dates import Month
from guarantor.ledger.accounts import Account
from guarantor.ledger.rent_periods import Every
from guarantor.ledger.transfer import Posting, Transfer


class Kind(StrEnum):
    """What a transfer is for; stands in `transfer.kind`."""

    COMMITMENT_MADE = "commitment_made"
    COMMITMENT_RAISED = "commitment_raised"
    COMMITMENT_CALLED = "commitment_called"
    COMMITMENT_RESTORED = "commitment_restored"
    COMMITMENT_RELEASED = "commitment_released"
    CLAIM_ACCEPTED = "claim_accepted"
    CLAIM_UNDONE = "claim_undone"
    CLAIM_PAID = "claim_paid"
    PAYMENT_RETURNED = "payment_returned"
    COST_APPROVED = "cost_approved"
    COST_PAID = "cost_paid"
    RECOVERY_AGREED = "recovery_agreed"
    RECOVERED = "recovered"
    RECOVERY_MET = "recovery_met"
    WRITTEN_OFF = "written_off"
    RENT_CHARGED = "rent_charged"
    RENT_PAID = "rent_paid"
    RENT_MET_BY_COUNCIL = "rent_met_by_council"
    RENT_MET_BY_DEPOSIT = "rent_met_by_deposit"
    RENT_CORRECTED = "rent_corrected"


SIDES: dict[Kind, tuple[Account, Account]] = {
    Kind.COMMITMENT_MADE: (Account.GUARANTEES_GIVEN, Account.COMMITMENT),
    Kind.COMMITMENT_RAISED: (Account.GUARANTEES_GIVEN, Account.COMMITMENT),
    Kind.COMMITMENT_CALLED: (Account.COMMITMENT, Account.GUARANTEES_GIVEN),
    Kind.COMMITMENT_RESTORED: (Account.GUARANTEES_GIVEN, Account.COMMITMENT),
    Kind.COMMITMENT_RELEASED: (Account.COMMITMENT, Account.GUARANTEES_GIVEN),
    Kind.CLAIM_ACCEPTED: (Account.GUARANTEE_EXPENSE, Account.CLAIMS_PAYABLE),
    Kind.CLAIM_UNDONE: (Account.CLAIMS_PAYABLE, Account.GUARANTEE_EXPENSE),
    Kind.CLAIM_PAID: (Account.CLAIMS_PAYABLE, Account.BANK),
    Kind.PAYMENT_RETURNED: (Account.BANK, Account.CLAIMS_PAYABLE),
    Kind.COST_APPROVED: (Account.SCHEME_COSTS, Account.COSTS_PAYABLE),
    Kind.COST_PAID: (Account.COSTS_PAYABLE, Account.BANK),
    Kind.RECOVERY_AGREED: (Account.RECOVERABLE, Account.RECOVERY_CLAIMS),
    Kind.RECOVERED: (Account.BANK, Account.RECOVERIES),
    Kind.RECOVERY_MET: (Account.RECOVERY_CLAIMS, Account.RECOVERABLE),
    Kind.WRITTEN_OFF: (Account.RECOVERY_CLAIMS, Account.RECOVERABLE),
    Kind.RENT_CHARGED: (Account.RENT_DUE, Account.RENT_CHARGED),
    Kind.RENT_PAID: (Account.RENT_RECEIVED, Account.RENT_DUE),
    Kind.RENT_MET_BY_COUNCIL: (Account.RENT_MET_BY_COUNCIL, Account.RENT_DUE),
    Kind.RENT_MET_BY_DEPOSIT: (Account.RENT_MET_BY_DEPOSIT, Account.RENT_DUE),
}
"""The accounts that each kind of transfer moves between: (debit, credit).

RENT_CORRECTED alone has no sides of its own: it turns those of the entry it points at round.
"""


def _posting(
    kind: Kind,
    ref: str | None,
    amount_pence: int,
    on: dt.date,
    claim: str | None = None,
    reason: str | None = None,
) -> Posting:
    debit, credit = SIDES[kind]
    return Posting(debit, credit, amount_pence, kind, on, ref, claim, reason_code=reason)


def guarantee_issued(ref: str, cap_pence: int, on: dt.date) -> list[Posting]:
    """The cap is committed."""
    return [_posting(Kind.COMMITMENT_MADE, ref, cap_pence, on)]


def cap_raised(ref: str, added_pence: int, on: dt.date) -> list[Posting]:
    """The council consented to a higher rent, so more may be called. Nothing moves for nothing."""
    return [_posting(Kind.COMMITMENT_RAISED, ref, added_pence, on)] if added_pence else []


def claim_accepted(
    ref: str, claim: str, amount_pence: int, on: dt.date, of_the_deposit: Mapping[Month, int] | None = None
) -> list[Posting]:
    """The council owes the landlord, and as much less may still be called.

    `of_the_deposit` gives the pence of each month that the landlord keeps out of the deposit instead; the
    amount may be 0 where the deposit meets it all.
    """
    owed = [
        _posting(kind, ref, amount_pence, on, claim)
        for kind in (Kind.CLAIM_ACCEPTED, Kind.COMMITMENT_CALLED)
        if amount_pence
    ]
    kept = [
        _posting(Kind.RENT_MET_BY_DEPOSIT, ref, kept_pence, on, claim, str(month))
        for month, kept_pence in sorted((of_the_deposit or {}).items())
        if kept_pence
    ]
    return [*owed, *kept]


def claim_paid(ref: str, claim: str, lines: Mapping[Month, int], on: dt.date) -> list[Posting]:
    """The landlord is paid, so the tenant owes the landlord the rent of these months no more.

    `lines` gives the accepted pence of each month, all above zero.
    """
    paid = _posting(Kind.CLAIM_PAID, ref, sum(lines.values()), on, claim)
    met = [
        _posting(Kind.RENT_MET_BY_COUNCIL, ref, amount_pence, on, claim, str(month))
        for month, amount_pence in sorted(lines.items())
    ]
    return [paid, *met]


def turned_round(entry: Transfer, kind: Kind, on: dt.date, amount_pence: int | None = None) -> Posting:
    """A transfer that takes an earlier one back, whole or in part, and points at it."""
    return Posting(
        entry.credit,
        entry.debit,
        entry.amount_pence if amount_pence is None else amount_pence,
        kind,
        on,
        entry.guarantee_ref,
        entry.claim_ref,
        reason_code=entry.reason_code,
        corrects=entry.id,
    )


def payment_returned(entries: list[Transfer], on: dt.date) -> list[Posting]:
    """The bank sent a payment back: every transfer of that payment is turned round, on the day it came back."""
    kinds = {Kind.CLAIM_PAID: Kind.PAYMENT_RETURNED, Kind.RENT_MET_BY_COUNCIL: Kind.RENT_MET_BY_COUNCIL}
    return [turned_round(entry, kinds[Kind(entry.kind)], on) for entry in entries]


def acceptance_undone(entries: list[Transfer], on: dt.date) -> list[Posting]:
    """A claim was accepted wrongly and not paid: every transfer of the acceptance is turned round."""
    kinds = {
        Kind.CLAIM_ACCEPTED: Kind.CLAIM_UNDONE,
        Kind.COMMITMENT_CALLED: Kind.COMMITMENT_RESTORED,
        Kind.RENT_MET_BY_DEPOSIT: Kind.RENT_MET_BY_DEPOSIT,
    }
    return [turned_round(entry, kinds[Kind(entry.kind)], on) for entry in entries]


def commitment_released(ref: str, left_pence: int, on: dt.date, reason: str) -> list[Posting]:
    """What was not called is released; nothing moves when the cap was used up."""
    return [_posting(Kind.COMMITMENT_RELEASED, ref, left_pence, on, reason=reason)] if left_pence else []


def cost_approved(cost: str, ref: str | None, amount_pence: int, on: dt.date) -> list[Posting]:
    """Legal or advice costs were approved. `cost` is their reference, `ref` the guarantee's where there is one."""
    return [_posting(Kind.COST_APPROVED, ref, amount_pence, on, reason=cost)]


def cost_paid(cost: str, ref: str | None, amount_pence: int, on: dt.date) -> list[Posting]:
    """Legal or advice costs were paid."""
    return [_posting(Kind.COST_PAID, ref, amount_pence, on, reason=cost)]


def recovery_agreed(ref: str, claim: str, amount_pence: int, on: dt.date) -> list[Posting]:
    """The young person agreed to pay a paid claim back, as the policy asks."""
    return [_posting(Kind.RECOVERY_AGREED, ref, amount_pence, on, claim)]


def recovered(
    ref: str, claim: str, amount_pence: int, of_the_plan_pence: int, on: dt.date, source: str
) -> list[Posting]:
    """Money came back, from the young person under a plan, or from a landlord who was paid too much.

    `of_the_plan_pence` is how much of it was recoverable under a plan; the rest met no plan.
    """
    received = _posting(Kind.RECOVERED, ref, amount_pence, on, claim, source)
    if not of_the_plan_pence:
        return [received]
    return [received, _posting(Kind.RECOVERY_MET, ref, of_the_plan_pence, on, claim, source)]


def written_off(ref: str, claim: str, amount_pence: int, on: dt.date) -> list[Posting]:
    """What a plan asked for is asked for no longer."""
    return [_posting(Kind.WRITTEN_OFF, ref, amount_pence, on, claim)]


def rent_charged(ref: str, amount_pence: int, due_on: dt.date, every: Every | None = None) -> list[Posting]:
    """The tenant owes the landlord a period's rent share. `every` says how often it falls due, where that is known."""
    return [_posting(Kind.RENT_CHARGED, ref, amount_pence, due_on, reason=every)]


def rent_paid(
    ref: str, amount_pence: int, received_on: dt.date, source: str, month: Month | None = None
) -> list[Posting]:
    """The tenant, or benefit for the tenant, has paid the landlord, for a month where the payer named one."""
    reason = source if month is None else f"{source} {month}"
    return [_posting(Kind.RENT_PAID, ref, amount_pence, received_on, reason=reason)]


def source_and_month(reason_code: str) -> tuple[str, Month | None]:
    """Where a payment of rent came from and the month it was for, from the code that `rent_paid` gave it."""
    source, _, month = reason_code.partition(" ")
    return source, Month.read(month, "month") if month else None


def rent_corrected(entry: Transfer, wrong_pence: int, reason: str) -> list[Posting]:
    """A charge or payment was recorded too high by so much: turned round by that, on the entry's own day.

    `reason` is a code that says what was wrong with it.
    """
    turned = turned_round(entry, Kind.RENT_CORRECTED, entry.happened_on, wrong_pence)
    return [replace(turned, reason_code=reason)]
