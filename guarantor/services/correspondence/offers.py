"""What an approval offers: the terms as issued, else as assessed, or what a move leaves of an earlier guarantee.

Knows where terms are stored. Decides nothing: what the issue finds on its own day is what counts.
"""

import datetime as dt
import json
from dataclasses import dataclass

from guarantor.domain.money import pence
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.adoption import judging, policies
from guarantor.services.guaranteeing.left_to_move import checked_months, checked_split, last_day
from guarantor.storage import case_files, change_files, guarantee_files
from guarantor.storage.engine import Session
from guarantor.storage.tables.cases import ApplicationFacts, Assessment, CaseDecision
from rules.decide import Offer
from rules.facts import Application


@dataclass(frozen=True)
class Offered:
    """The terms that a young person is told."""

    share_pence: int
    cap_pence: int
    starts_on: dt.date
    ends_on: dt.date
    months: int


def of_approval(session: Session, decision: CaseDecision, on: dt.date) -> Offered:
    """The terms of an approval on a day.

    Raises NoMonthsLeft or NoCapLeft where a move leaves nothing, WrongInput where the facts were erased.
    """
    for issued in case_files.guarantees(session, decision.case_ref):
        if issued.decision == decision.id:
            return Offered(
                issued.share_pence, issued.cap_pence, issued.starts_on, issued.ends_on, issued.months
            )
    assessment = session.get_one(Assessment, decision.assessment)
    application = _application(session, assessment)
    offer = _assessed(session, assessment, application)
    starts_on, share_pence = application.tenancy.starts_on, application.tenancy.rent_share_pence
    assert starts_on is not None, "an offer has a start"
    assert share_pence is not None, "an offer has a share"
    move = change_files.move_under_way(session, decision.case_ref)
    if move is not None:
        before = guarantee_files.held(session, move.guarantee_ref)
        months = min(offer.months, checked_months(before, starts_on))
        left = checked_split(session, before, starts_on, on, move.reserve_pence)
        offer = Offer(months, left.moves_pence, last_day(starts_on, months))
    return Offered(share_pence, offer.cap_pence, starts_on, offer.ends_on, offer.months)


def _assessed(session: Session, assessment: Assessment, application: Application) -> Offer:
    """The offer as the assessment was stored. One that two approvers excepted has none, and is worked out."""
    stored = json.loads(assessment.record or "{}").get("offer")
    if stored is not None:
        cap_pence = pence(stored["cap"], "offer.cap")
        return Offer(stored["months"], cap_pence, dt.date.fromisoformat(stored["ends_on"]))
    policy = policies.stored(session, assessment.policy_fingerprint)
    offer = judging.judge(application, policy, assessment.assessed_on).offer_as_exception()
    if offer is None:
        raise WrongInput.at(
            "tenancy.starts_on", "expected a day with a whole month left before the last birthday"
        )
    return offer


def _application(session: Session, assessment: Assessment) -> Application:
    facts = session.get_one(ApplicationFacts, assessment.facts)
    if facts.document is None:
        raise WrongInput.at(
            "REF", f"expected a case whose facts are held, and those of {assessment.case_ref} were erased"
        )
    return judging.read(json.loads(facts.document))
