"""What became of the tenancies behind the guarantees: kept or ended, rent missed, arrears solved, called, kept after.

Counts young people, not deeds: whoever moved with the guarantee counts once, by the home they live in now.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from guarantor.domain.dates import plus_months
from guarantor.domain.lifecycle import EndReason
from guarantor.ledger.arrears import arrears
from guarantor.ledger.outcomes import outcomes
from guarantor.services.adoption import policies
from guarantor.services.reporting.applicants import Applicant
from guarantor.storage import guarantee_files
from guarantor.storage.engine import Session
from guarantor.storage.tables.guarantees import Guarantee

TENANCY_IS_OVER = frozenset({EndReason.TENANCY_ENDED.value, EndReason.TENANT_DIED.value})


@dataclass(frozen=True)
class Tenancies:
    """How many young people.

    Those `given` a guarantee either `kept` the home or it `ended`, and `never_missed` a month's rent or `missed` one.
    Who missed one has `solved` it without a call, was `called` for, or is `owing` still. Those called for are
    `kept_after` or `ended_after`. Kept means that the home is not known to have ended while the guarantee ran.
    """

    given: int = 0
    kept: int = 0
    ended: int = 0
    never_missed: int = 0
    missed: int = 0
    solved: int = 0
    called: int = 0
    owing: int = 0
    kept_after: int = 0
    ended_after: int = 0


@dataclass(frozen=True)
class _Course:
    """One young person's tenancies so far."""

    ended: bool
    missed: bool
    called: bool
    owing: bool


def tenancies(session: Session, applicants: Iterable[Applicant], on: dt.date) -> Tenancies:
    """The counts at the close of a day."""
    courses = [_course(session, each.guarantees, on) for each in applicants if each.guarantees]
    missed = [each for each in courses if each.missed]
    called = [each for each in missed if each.called]
    return Tenancies(
        given=len(courses),
        kept=sum(not each.ended for each in courses),
        ended=sum(each.ended for each in courses),
        never_missed=len(courses) - len(missed),
        missed=len(missed),
        solved=sum(not each.called and not each.owing for each in missed),
        called=len(called),
        owing=sum(not each.called and each.owing for each in missed),
        kept_after=sum(not each.ended for each in called),
        ended_after=sum(each.ended for each in called),
    )


def _course(session: Session, guarantees: tuple[Guarantee, ...], on: dt.date) -> _Course:
    called = any(guarantee_files.accepted_pence(session, each.ref, on) > 0 for each in guarantees)
    owing = any(_owing(session, each, on) for each in guarantees)
    missed = called or owing or any(_missed(session, each, on) for each in guarantees)
    return _Course(_ended_on(session, guarantees[-1], on) is not None, missed, called, owing)


def _missed(session: Session, guarantee: Guarantee, on: dt.date) -> bool:
    """Whether any month's rent was missed, as the liability model counts: at least half of it, at the month's end."""
    record = guarantee_files.rent_record(session, guarantee.ref)
    due = [plus_months(guarantee.starts_on, month) for month in range(guarantee.months)]
    ended_on = _ended_on(session, guarantee, on)
    lived = [day for day in due if day <= on and (ended_on is None or day <= ended_on)]
    if not lived:
        return False
    call_months = policies.stored(session, guarantee.policy_fingerprint).parameter("call_after_months")
    months = outcomes(record, lived, plus_months(lived[-1], 1), guarantee.share_pence, call_months, on)
    return any(each.missed for each in months)


def _owing(session: Session, guarantee: Guarantee, on: dt.date) -> bool:
    """Whether at least half a month's rent is known to be unpaid at the close of the day."""
    rent = arrears(guarantee_files.rent_record(session, guarantee.ref), on)
    return 2 * rent.arrears_pence >= guarantee.share_pence


def _ended_on(session: Session, guarantee: Guarantee, on: dt.date) -> dt.date | None:
    for step in guarantee_files.steps(session, guarantee.ref):
        if step.reason_code in TENANCY_IS_OVER and step.happened_on <= on:
            return step.happened_on
    return None
