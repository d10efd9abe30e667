"""Which content and which builder make each kind of letter, and reading copies of the agreement.

Knows the kinds and their editions. Knows no wording.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from letters import agreement, kinds
from letters.content import AgreementContent, Issued
from letters.document import Document
from letters.kinds import Edition
from letters.notices import changes, claims, decisions, easy_read, support


@dataclass(frozen=True, slots=True)
class Made:
    """How a kind is made: the content it takes and what builds the paper in an edition."""

    content: type[Issued]
    build: Callable[[Any, Edition], Document]


def _agreement_to_read(content: AgreementContent, edition: Edition) -> Document:
    """A reading copy: the agreement that was signed is the one that counts."""
    if edition is Edition.EASY_READ:
        return easy_read.agreement_easy_read(content)
    return replace(agreement.agreement(content), setting="large")


MADE: dict[str, Made] = {
    "agreement": Made(AgreementContent, _agreement_to_read),
    "approval": Made(decisions.ApprovalContent, decisions.approval),
    "approval-in-principle": Made(decisions.ApprovalInPrincipleContent, decisions.approval_in_principle),
    "refusal": Made(decisions.RefusalContent, decisions.refusal),
    "refusal-reviewed": Made(decisions.RefusalReviewedContent, decisions.refusal_reviewed),
    "more-information": Made(decisions.MoreInformationContent, decisions.more_information),
    "waiting-list": Made(decisions.WaitingListContent, decisions.waiting_list),
    "early-warning": Made(support.EarlyWarningContent, support.early_warning),
    "help-goes-on": Made(support.HelpGoesOnContent, support.help_goes_on),
    "recovery-plan": Made(support.RecoveryPlanContent, support.recovery_plan),
    "review": Made(support.ReviewContent, support.review),
    "transfer": Made(support.TransferContent, support.transfer),
    "end": Made(support.EndContent, support.end),
    "report-received": Made(claims.ReportReceivedContent, claims.report_received),
    "claim-decision": Made(claims.ClaimDecisionContent, claims.claim_decision),
    "payment-advice": Made(claims.PaymentAdviceContent, claims.payment_advice),
    "rent-rise": Made(changes.RentRiseContent, changes.rent_rise),
    "landlord-transfer": Made(changes.LandlordTransferContent, changes.landlord_transfer),
    "landlord-end": Made(changes.LandlordEndContent, changes.landlord_end),
}


def document(kind: str, content: Issued, edition: Edition) -> Document:
    """The paper of a kind in an edition. Raises KeyError for a kind that is no letter."""
    return MADE[kind].build(content, edition)


def editions(kind: str) -> tuple[Edition, ...]:
    """The editions of a letter; of the agreement those that are read beside the signed one."""
    every = kinds.KINDS[kind].editions
    return every[1:] if MADE[kind].content is AgreementContent else every
