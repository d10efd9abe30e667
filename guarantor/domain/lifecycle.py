"""The life of a case and of a guarantee: the statuses, and what may follow what, stated once."""

from enum import StrEnum

from guarantor.domain.refusals import WrongStatus


class CaseStatus(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ASSESSED = "assessed"
    APPROVED = "approved"
    APPROVED_IN_PRINCIPLE = "approved_in_principle"
    LAPSED = "lapsed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    GUARANTEED = "guaranteed"


class GuaranteeStatus(StrEnum):
    """Where a guarantee stands."""

    OFFERED = "offered"
    ACTIVE = "active"
    ENDED = "ended"


class EndReason(StrEnum):
    """Why a guarantee ended. Ending never erases: sums due before it stay claimable."""

    TERM_REACHED = "term_reached"
    BIRTHDAY_25 = "birthday_25"
    TENANCY_ENDED = "tenancy_ended"
    TENANT_DIED = "tenant_died"
    CAP_USED_UP = "cap_used_up"
    RELEASED_BY_LANDLORD = "released_by_landlord"
    OFFER_LAPSED = "offer_lapsed"
    LANDLORD_BREACH = "landlord_breach"
    COUNCIL_NOTICE = "council_notice"
    TRANSFERRED = "transferred"


TAKES_TWO = frozenset(
    {
        EndReason.TENANCY_ENDED,
        EndReason.TENANT_DIED,
        EndReason.RELEASED_BY_LANDLORD,
        EndReason.LANDLORD_BREACH,
        EndReason.COUNCIL_NOTICE,
    }
)
"""Early ends that a person writes down: one officer proposes, an approver who did not prepare the case confirms."""

FOLLOWS_FROM_THE_RECORD = frozenset(
    {EndReason.TERM_REACHED, EndReason.BIRTHDAY_25, EndReason.CAP_USED_UP, EndReason.OFFER_LAPSED}
)
"""Ends that dates and sums bring about by themselves; nobody can write one down that they do not bear out.

The one end left is TRANSFERRED, which comes with the issue of the deed for the new home and with nothing else.
"""


class Party(StrEnum):
    """Who signs the deed."""

    LANDLORD = "landlord"
    YOUNG_PERSON = "young-person"
    COUNCIL = "council"


class GateItem(StrEnum):
    """What an officer must have seen before a guarantee is issued."""

    TERMS_ACCEPTED = "terms-accepted"
    TENANCY_AGREEMENT = "tenancy-agreement"
    LANDLORD_CHECKED = "landlord-checked"
    CERTIFICATES = "certificates"
    PAYEE = "payee"
    ADVICE = "advice"


MAY_FOLLOW: dict[CaseStatus, frozenset[CaseStatus]] = {
    CaseStatus.DRAFT: frozenset({CaseStatus.SUBMITTED, CaseStatus.WITHDRAWN}),
    CaseStatus.SUBMITTED: frozenset({CaseStatus.SUBMITTED, CaseStatus.ASSESSED, CaseStatus.WITHDRAWN}),
    # A case is assessed as often as its facts change; new facts make it wait for an assessment again.
    CaseStatus.ASSESSED: frozenset(
        {
            CaseStatus.SUBMITTED,
            CaseStatus.ASSESSED,
            CaseStatus.APPROVED,
            CaseStatus.APPROVED_IN_PRINCIPLE,
            CaseStatus.DECLINED,
            CaseStatus.WITHDRAWN,
        }
    ),
    CaseStatus.APPROVED: frozenset(
        {CaseStatus.SUBMITTED, CaseStatus.ASSESSED, CaseStatus.GUARANTEED, CaseStatus.WITHDRAWN}
    ),
    CaseStatus.APPROVED_IN_PRINCIPLE: frozenset(
        {CaseStatus.SUBMITTED, CaseStatus.ASSESSED, CaseStatus.LAPSED, CaseStatus.WITHDRAWN}
    ),
    # Being turned down, lapsing and withdrawing are not the end: assess, train, come back.
    CaseStatus.LAPSED: frozenset({CaseStatus.SUBMITTED, CaseStatus.ASSESSED, CaseStatus.WITHDRAWN}),
    CaseStatus.DECLINED: frozenset({CaseStatus.SUBMITTED, CaseStatus.ASSESSED, CaseStatus.WITHDRAWN}),
    CaseStatus.WITHDRAWN: frozenset({CaseStatus.SUBMITTED}),
    # A move, or an offer that lapsed unsigned, sets the case going again.
    CaseStatus.GUARANTEED: frozenset({CaseStatus.SUBMITTED}),
}

GUARANTEE_MAY_FOLLOW: dict[GuaranteeStatus, frozenset[GuaranteeStatus]] = {
    GuaranteeStatus.OFFERED: frozenset({GuaranteeStatus.ACTIVE, GuaranteeStatus.ENDED}),
    GuaranteeStatus.ACTIVE: frozenset({GuaranteeStatus.ENDED}),
    GuaranteeStatus.ENDED: frozenset(),
}


def check_follows(ref: str, now: CaseStatus, then: CaseStatus) -> None:
    """Raise WrongStatus unless `then` may follow `now`."""
    if then not in MAY_FOLLOW[now]:
        allowed = [status for status in CaseStatus if then in MAY_FOLLOW[status]]
        raise WrongStatus(ref=ref, status=now, needed=tuple(allowed))
