"""Which content and which builder make each kind of letter, and reading copies of the deed and the agreement.

Knows the kinds and their editions. Knows no wording.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from letters import agreement, kinds
from letters.content import AgreementContent, DeedContent, Issued
from letters.document import Document, Paragraph
from letters.kinds import Edition
from letters.notices import changes, claims, decisions, easy_read, support


@dataclass(frozen=True, slots=True)
class Made:
    """How a kind is made: the content it takes and what builds the paper in an edition."""

    content: type[Issued]
    build: Callable[[Any, Edition], Document]


def _agreement_to_read(content: AgreementContent, edition: Edition) -> Document:
    if edition is Edition.EASY_READ:
        return easy_read.agreement_easy_read(content)
    return _to_read(agreement.agreement(content), "agreement")


def _deed_to_read(content: DeedContent, _edition: Edition) -> Document:
    return _to_read(agreement.deed(content), "deed")


def _to_read(signed: Document, called: str) -> Document:
    """The same in large print, saying under its title that the paper that people sign is another."""
    says = f"This is a copy to read, in large print. Do not sign it: only the {called} itself is signed, and it counts."
    title, *rest = signed.blocks
    return replace(signed, setting="large", blocks=(title, Paragraph(says, "note"), *rest))


MADE: dict[str, Made] = {
    "agreement": Made(AgreementContent, _agreement_to_read),
    "deed": Made(DeedContent, _deed_to_read),
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
    """The editions of a letter; of the deed and the agreement those that are read beside the signed one."""
    found = kinds.KINDS[kind]
    return found.editions[1:] if found in kinds.CONTRACTS else found.editions
