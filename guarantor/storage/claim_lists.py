"""Claims as a list shows them: filtered, counted and cut into pages by the database.

Knows nothing of what a line is worth, nor of the terms by which a day is due.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from guarantor.domain.claim_filters import ClaimFilter, Wanted
from guarantor.storage.tables.cases import ApplicationFacts, Assessment, Home, YoungPerson
from guarantor.storage.tables.claims import (
    AcceptedLine,
    Claim,
    ClaimDecision,
    ClaimLine,
    ClaimPayment,
    PaymentReturn,
)
from guarantor.storage.tables.disputes import ClaimReceipt, Dispute, DisputeAnswer, UndoneAcceptance
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.people import PendingAct


@dataclass(frozen=True)
class Row:
    """A claim with what a list says of it, sums in pence. `owed_from` is since when an accepted sum waits."""

    claim: Claim
    guarantee: Guarantee
    outcome: str | None
    undone: bool
    paid: bool
    granted: bool
    claimed_pence: int
    accepted_pence: int
    decide_by_on: dt.date | None
    owed_from: dt.date | None
    answer_by_on: dt.date | None


_undone = (
    select(UndoneAcceptance.pending)
    .join(PendingAct, PendingAct.number == UndoneAcceptance.pending)
    .where(UndoneAcceptance.claim_ref == Claim.ref, PendingAct.confirmed_by.is_not(None))
    .correlate(Claim)
    .exists()
)
_came_back = (
    select(PaymentReturn.claim_ref)
    .where(PaymentReturn.claim_ref == ClaimPayment.claim_ref, PaymentReturn.attempt == ClaimPayment.attempt)
    .correlate(ClaimPayment)
    .exists()
)
_paid = (
    select(ClaimPayment.claim_ref)
    .where(ClaimPayment.claim_ref == Claim.ref, ~_came_back)
    .correlate(Claim)
    .exists()
)
_decided = (
    select(ClaimDecision.claim_ref).where(ClaimDecision.claim_ref == Claim.ref).correlate(Claim).exists()
)
_rejected = (
    select(ClaimDecision.claim_ref)
    .where(ClaimDecision.claim_ref == Claim.ref, ClaimDecision.outcome == "rejected")
    .correlate(Claim)
    .exists()
)
_granted = select(AcceptedLine.claim_ref).where(AcceptedLine.claim_ref == Claim.ref).correlate(Claim).exists()
_answered = (
    select(DisputeAnswer.claim_ref).where(DisputeAnswer.claim_ref == Claim.ref).correlate(Claim).exists()
)
_disputed = (
    select(Dispute.claim_ref).where(Dispute.claim_ref == Claim.ref).correlate(Claim).exists()
    & ~_answered
    & ~_undone
)
STANDS: dict[ClaimFilter, ColumnElement[bool]] = {
    ClaimFilter.TO_DECIDE: ~_decided,
    ClaimFilter.TO_PAY: _granted & ~_undone & ~_paid,
    ClaimFilter.DISPUTED: _disputed,
    ClaimFilter.PAID: _paid,
    ClaimFilter.REJECTED: _rejected,
    ClaimFilter.UNDONE: _undone,
    ClaimFilter.ALL: true(),
}
_OLDEST_FIRST = (ClaimFilter.TO_DECIDE, ClaimFilter.TO_PAY, ClaimFilter.DISPUTED)


def found(session: Session, wanted: Wanted) -> int:
    """How many claims the filters leave."""
    asked = select(func.count()).select_from(Claim).where(_filtered(wanted))
    return session.scalar(asked) or 0


def counted(session: Session, stands: Iterable[ClaimFilter]) -> dict[ClaimFilter, int]:
    """How many claims there are under each of some filters."""
    return {each: found(session, Wanted(each)) for each in stands}


def page(session: Session, wanted: Wanted, *, first: int, at_most: int) -> list[Row]:
    """Some of the claims from the `first` on: what waits longest at the head of what waits, else the latest."""
    claimed = select(func.sum(ClaimLine.claimed_pence)).where(ClaimLine.claim_ref == Claim.ref)
    accepted = select(func.sum(AcceptedLine.accepted_pence)).where(AcceptedLine.claim_ref == Claim.ref)
    back_on = select(func.max(PaymentReturn.returned_on)).where(PaymentReturn.claim_ref == Claim.ref)
    asked = (
        select(
            Claim,
            Guarantee,
            ClaimDecision.outcome,
            _undone,
            _paid,
            _granted,
            func.coalesce(claimed.correlate(Claim).scalar_subquery(), 0),
            func.coalesce(accepted.correlate(Claim).scalar_subquery(), 0),
            ClaimReceipt.decide_by_on,
            func.coalesce(back_on.correlate(Claim).scalar_subquery(), ClaimDecision.decided_on),
            select(Dispute.due_on).where(Dispute.claim_ref == Claim.ref, _disputed).scalar_subquery(),
        )
        .join(Guarantee, Guarantee.ref == Claim.guarantee_ref)
        .outerjoin(ClaimDecision, ClaimDecision.claim_ref == Claim.ref)
        .outerjoin(ClaimReceipt, ClaimReceipt.claim_ref == Claim.ref)
        .where(_filtered(wanted))
    )
    if wanted.stands in _OLDEST_FIRST:
        since = func.coalesce(ClaimDecision.decided_on, ClaimReceipt.decide_by_on, Claim.lodged_on)
        asked = asked.order_by(since, Claim.ref)
    else:
        asked = asked.order_by(Claim.lodged_on.desc(), Claim.ref.desc())
    return [Row(*each) for each in session.execute(asked.offset(first).limit(at_most))]


def homes(session: Session, guarantees: Iterable[Guarantee]) -> dict[str, Home]:
    """The home that each guarantee was issued for, by its reference: few queries, however many guarantees."""
    held = list({each.ref: each for each in guarantees}.values())
    cases = {each.case_ref for each in held}
    judged = select(Assessment.id, Assessment.facts).where(
        Assessment.id.in_({each.assessment for each in held})
    )
    facts_of = {each.id: each.facts for each in session.execute(judged)}
    facts: dict[str, list[int]] = {}
    told = select(ApplicationFacts.case_ref, ApplicationFacts.id).where(ApplicationFacts.case_ref.in_(cases))
    for case_ref, number in session.execute(told):
        facts.setdefault(case_ref, []).append(number)
    of_case: dict[str, list[Home]] = {}
    for home in session.scalars(select(Home).where(Home.case_ref.in_(cases)).order_by(Home.id)):
        of_case.setdefault(home.case_ref, []).append(home)
    found_homes = {}
    for each in held:
        # Each home was written together with the facts of its time.
        before = sum(number < facts_of[each.assessment] for number in facts.get(each.case_ref, ()))
        own = of_case.get(each.case_ref, [])
        if before < len(own):
            found_homes[each.ref] = own[before]
    return found_homes


def names(session: Session, cases: Iterable[str]) -> dict[str, str | None]:
    """The young person's name of each case; for those who may see cases alone."""
    last = select(func.max(YoungPerson.id)).where(YoungPerson.case_ref.in_(set(cases)))
    asked = select(YoungPerson.case_ref, YoungPerson.name).where(
        YoungPerson.id.in_(last.group_by(YoungPerson.case_ref))
    )
    return {each.case_ref: each.name for each in session.execute(asked)}


def _filtered(wanted: Wanted) -> ColumnElement[bool]:
    conditions = [STANDS[wanted.stands]]
    if wanted.under is not None:
        # A reference is letters, digits, dashes and slashes, so that none of it stands for anything else.
        conditions.append(or_(Claim.ref == wanted.under, Claim.ref.like(f"{wanted.under}/%")))
    if wanted.landlord is not None:
        said = wanted.landlord.lower()
        of_landlord = (
            select(Guarantee.ref)
            .join(Home, Home.case_ref == Guarantee.case_ref)
            .where(func.lower(Home.landlord_name).contains(said, autoescape=True))
        )
        conditions.append(Claim.guarantee_ref.in_(of_landlord))
    return and_(*conditions)
