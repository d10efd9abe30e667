"""What may be accepted on each line of a claim: the guarantee's terms held against the rent record.

A line is checked in the order in which a sum may shrink: what is unpaid and covered as of the lodging, what of it is
left by now, what the deposit meets, what the cap still holds. Knows nothing of who decides.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from guarantor.domain.dates import Month
from guarantor.domain.money import spoken
from guarantor.ledger.arrears import Arrears, ChargeState
from guarantor.ledger.covered_rent import Terms, ceiling_note, is_covered, rent_followed, unpaid_of


@dataclass(frozen=True)
class LineCheck:
    """One line held against the terms. `payable_pence` is 0 where anything failed; `notes` do not fail it.

    `deposit_pence` is what the tenancy deposit meets of the line, so that the council need not.
    """

    month: Month
    claimed_pence: int
    payable_pence: int
    failed: tuple[str, ...]
    notes: tuple[str, ...]
    deposit_pence: int = 0

    def with_left(self, left_pence: int) -> "LineCheck":
        """The line with no more payable than is still unpaid and not accepted, as the record stands by now.

        Asked before the deposit and the cap are taken off.
        """
        if left_pence >= self.payable_pence:
            return self
        says = f"since it was lodged, only {spoken(left_pence)} is left unpaid for this month"
        if left_pence > 0:
            return replace(self, payable_pence=left_pence, notes=(*self.notes, says))
        return self._failing("since it was lodged, this month was paid or accepted on another claim")

    def less_deposit(self, deposit_left_pence: int) -> "LineCheck":
        """The line after as much of the deposit as it needs."""
        assert deposit_left_pence >= 0, "no more can have been taken from a deposit than it held"
        met_pence = min(self.payable_pence, deposit_left_pence)
        if met_pence == 0:
            return self
        line = replace(self, payable_pence=self.payable_pence - met_pence, deposit_pence=met_pence)
        if line.payable_pence == 0:
            return line._failing(f"the deposit meets all of this line, {spoken(met_pence)}")
        return replace(line, notes=(*line.notes, f"the deposit meets {spoken(met_pence)} of it"))

    def within_cap(self, cap_left_pence: int) -> "LineCheck":
        """The line with no more payable than is left of the guarantee's cap."""
        if self.payable_pence <= max(cap_left_pence, 0):
            return self
        if cap_left_pence <= 0:
            return self._failing("nothing is left of the guarantee's cap")
        says = f"only {spoken(cap_left_pence)} is left of the guarantee's cap"
        return replace(self, payable_pence=cap_left_pence, notes=(*self.notes, says))

    def _failing(self, why: str) -> "LineCheck":
        return replace(self, payable_pence=0, failed=(*self.failed, why))


@dataclass(frozen=True)
class _Lodging:
    """When the claim came, and what its months' first reports were."""

    on: dt.date
    reported_on: Mapping[Month, dt.date]
    late_reason_given: bool

    def late(self, charge: ChargeState, report_days: int) -> bool:
        """Whether the landlord took too long. A report from before a week's rent fell due was not of that week."""
        reported_on = self.reported_on.get(charge.month, self.on)
        first_on = self.on if reported_on < charge.due_on else min(reported_on, self.on)
        return (first_on - charge.due_on).days > report_days


def check_lines(
    claimed: Mapping[Month, int],
    terms: Terms,
    rent: Arrears,
    accepted_before: Mapping[Month, int],
    lodged_on: dt.date,
    *,
    left_now: Mapping[Month, int] | None = None,
    deposit_left_pence: int = 0,
    cap_left_pence: int | None = None,
    reported_on: Mapping[Month, dt.date] | None = None,
    late_reason_given: bool = False,
) -> list[LineCheck]:
    """Every line of a claim checked, in order of month; deposit and cap go to the oldest line first.

    `rent` is the whole state on the day of lodging with the claim's own months counted as reported missed;
    `accepted_before` the pence accepted for each month by earlier claims and not yet paid; `left_now` what is
    covered, unpaid and not accepted of each month by now (without it, as on the day of lodging). `reported_on` gives
    the days on which the landlord first reported months missed (a month without one was first reported by the claim),
    and `late_reason_given` says whether a good reason for lateness is recorded. A reopened claim is checked as of the
    day it was first lodged. The deposit is netted off only once the tenancy has ended.
    """
    lodging = _Lodging(lodged_on, reported_on or {}, late_reason_given)
    whole = _whole_claim_faults(terms, rent, accepted_before, lodged_on)
    lines = [
        _check_line(month, claimed_pence, terms, rent, accepted_before.get(month, 0), whole, lodging)
        for month, claimed_pence in sorted(claimed.items())
    ]
    if left_now is not None:
        lines = [line.with_left(left_now.get(line.month, 0)) for line in lines]
    return _shared_out(lines, deposit_left_pence if terms.tenancy_ended else 0, cap_left_pence)


def _shared_out(
    lines: Iterable[LineCheck], deposit_left_pence: int, cap_left_pence: int | None
) -> list[LineCheck]:
    shared = []
    for checked in lines:
        line = checked.less_deposit(deposit_left_pence)
        deposit_left_pence -= line.deposit_pence
        if cap_left_pence is not None:
            line = line.within_cap(cap_left_pence)
            cap_left_pence -= line.payable_pence
        shared.append(line)
    return shared


def _whole_claim_faults(
    terms: Terms, rent: Arrears, accepted_before: Mapping[Month, int], lodged_on: dt.date
) -> list[str]:
    faults = []
    followed_pence = sum(
        unpaid_of(charge, pence) for charge, pence in rent_followed(rent, terms) if charge.heard_of
    )
    owed_pence = followed_pence - sum(accepted_before.values())
    needed_pence = terms.call_after_months * terms.share_pence
    if not terms.tenancy_ended and owed_pence < needed_pence:
        limited = " of the rent that the guarantee follows" if followed_pence < rent.arrears_pence else ""
        faults.append(
            f"{spoken(owed_pence)}{limited} is owed; the landlord may claim from {spoken(needed_pence)}, "
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
    lodging: _Lodging,
) -> LineCheck:
    failed, notes = list(whole), []
    due = [(charge, pence) for charge, pence in rent_followed(rent, terms) if charge.month == month]
    covered = [(charge, pence) for charge, pence in due if is_covered(charge.due_on, terms)]
    within = [unpaid_of(charge, pence) for charge, pence in covered]
    if any(pence < charge.unpaid_pence for (charge, _), pence in zip(covered, within, strict=True)):
        notes.append(ceiling_note(terms, covered[-1][0].due_on))
    if not due:
        failed.append("the rent record has no charge that fell due in this month")
    elif not covered:
        failed.append(
            "the guarantee does not cover rent due in this month "
            "(it covers neither the first month's rent nor rent due outside its period)"
        )
    left_pence = max(sum(within) - accepted_before_pence, 0)
    all_covered = sum(within) == rent.unpaid_in(month)
    if covered and left_pence == 0:
        unpaid = (
            "is unpaid for this month" if all_covered else "that the guarantee covers of this month is unpaid"
        )
        failed.append(f"nothing {unpaid}, or it was accepted before")
    if covered and claimed_pence > left_pence > 0:
        notes.append(
            f"only {spoken(left_pence)} {'is unpaid' if all_covered else 'of what is unpaid is covered'}"
        )
    if any(lodging.late(charge, terms.report_days) for charge, _ in covered):
        late = f"reported more than {terms.report_days} days after it fell due"
        notes.append(f"{late}, with a good reason on record" if lodging.late_reason_given else late)
    return LineCheck(
        month=month,
        claimed_pence=claimed_pence,
        payable_pence=0 if failed else min(claimed_pence, left_pence),
        failed=tuple(failed),
        notes=tuple(notes),
    )
