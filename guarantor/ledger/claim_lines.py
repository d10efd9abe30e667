"""What may be accepted on each line of a claim: the guarantee's terms held against the rent record."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from guarantor.domain.dates import Month, plus_months
from guarantor.domain.money import spoken
from guarantor.ledger.arrears import Arrears, ChargeState


@dataclass(frozen=True)
class Terms:
    """The terms of one guarantee that a claim is checked against; the numbers come from its policy.

    `ceiling_pence` is the highest monthly share that the guarantee follows; None where the policy sets no limit.
    """

    starts_on: dt.date
    deed_on: dt.date
    ends_on: dt.date
    share_pence: int
    call_after_months: int
    report_days: int
    window_days: int
    tenancy_ended: bool
    ceiling_pence: int | None = None


@dataclass(frozen=True)
class LineCheck:
    """One line held against the terms. `payable_pence` is 0 where anything failed; `notes` do not fail it."""

    month: Month
    claimed_pence: int
    payable_pence: int
    failed: tuple[str, ...]
    notes: tuple[str, ...]

    def with_left(self, left_pence: int) -> "LineCheck":
        """The line with no more payable than is still unpaid and not accepted, as the record stands by now."""
        if left_pence >= self.payable_pence:
            return self
        says = f"since it was lodged, only {spoken(left_pence)} is left unpaid for this month"
        if left_pence > 0:
            return replace(self, payable_pence=left_pence, notes=(*self.notes, says))
        gone = "since it was lodged, this month was paid or accepted on another claim"
        return replace(self, payable_pence=0, failed=(*self.failed, gone))


def check_lines(
    claimed: Mapping[Month, int],
    terms: Terms,
    rent: Arrears,
    accepted_before: Mapping[Month, int],
    lodged_on: dt.date,
) -> list[LineCheck]:
    """Every line of a claim checked, in order of month.

    `rent` is the state on the day of lodging with the claim's own months counted as reported missed;
    `accepted_before` the pence accepted for each month by earlier claims and not yet paid.
    """
    whole = _whole_claim_faults(terms, rent, accepted_before, lodged_on)
    return [
        _check_line(month, claimed_pence, terms, rent, accepted_before.get(month, 0), whole, lodged_on)
        for month, claimed_pence in sorted(claimed.items())
    ]


def _whole_claim_faults(
    terms: Terms, rent: Arrears, accepted_before: Mapping[Month, int], lodged_on: dt.date
) -> list[str]:
    faults = []
    owed_pence = rent.arrears_pence - sum(accepted_before.values())
    needed_pence = terms.call_after_months * terms.share_pence
    if not terms.tenancy_ended and owed_pence < needed_pence:
        faults.append(
            f"{spoken(owed_pence)} is owed; the landlord may claim from {spoken(needed_pence)}, "
            "or when the tenancy ends"
        )
    closes_on = terms.ends_on + dt.timedelta(days=terms.window_days)
    if lodged_on > closes_on:
        faults.append(f"the time to claim ended on {closes_on.isoformat()}")
    return faults


def _check_line(
    month: Month,
    claimed_pence: int,
    terms: Terms,
    rent: Arrears,
    accepted_before_pence: int,
    whole: list[str],
    lodged_on: dt.date,
) -> LineCheck:
    failed, notes = list(whole), []
    due = [charge for charge in rent.charges if charge.month == month]
    covered = [charge for charge in due if _covered(charge.due_on, terms)]
    covered_unpaid_pence = sum(_within_ceiling(charge, terms) for charge in covered)
    if any(_within_ceiling(charge, terms) < charge.unpaid_pence for charge in covered):
        notes.append(f"the guarantee follows the rent up to {spoken(terms.ceiling_pence or 0)} only")
    if not due:
        failed.append("the rent record has no charge that fell due in this month")
    elif not covered:
        failed.append(
            "the guarantee does not cover rent due in this month "
            "(it covers neither the first month's rent nor rent due outside its period)"
        )
    left_pence = max(covered_unpaid_pence - accepted_before_pence, 0)
    if covered and left_pence == 0:
        failed.append("nothing is unpaid for this month, or it was accepted before")
    if covered and claimed_pence > left_pence > 0:
        notes.append(f"only {spoken(left_pence)} is unpaid")
    if any((lodged_on - charge.due_on).days > terms.report_days for charge in covered):
        notes.append(f"reported more than {terms.report_days} days after it fell due")
    return LineCheck(
        month=month,
        claimed_pence=claimed_pence,
        payable_pence=0 if failed else min(claimed_pence, left_pence),
        failed=tuple(failed),
        notes=tuple(notes),
    )


def _within_ceiling(charge: ChargeState, terms: Terms) -> int:
    """What is unpaid of a charge as if it were no higher than the deed's rent ceiling."""
    if terms.ceiling_pence is None:
        return charge.unpaid_pence
    paid_pence = charge.amount_pence - charge.unpaid_pence
    return max(min(charge.amount_pence, terms.ceiling_pence) - paid_pence, 0)


def _covered(due_on: dt.date, terms: Terms) -> bool:
    """Due after the first month, from the later of tenancy's start and deed, and before the guarantee's end."""
    first = max(plus_months(terms.starts_on, 1), terms.deed_on)
    return first <= due_on <= terms.ends_on
