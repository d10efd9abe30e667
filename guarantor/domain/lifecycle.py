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


FOLLOWS_FROM_THE_RECORD = frozenset(
    {EndReason.TERM_REACHED, EndReason.BIRTHDAY_25, EndReason.CAP_USED_UP, EndReason.OFFER_LAPSED}
)
"""Ends that dates and sums bring about by themselves; nobody can write one down that they do not bear out."""


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
    CaseStatus.DRAFT: frozenset({CaseStatus.SUBMITTED}),
    CaseStatus.SUBMITTED: frozenset({CaseStatus.SUBMITTED, CaseStatus.ASSESSED}),
    # A case is assessed as often as its facts change; new facts make it wait for an assessment again.
    CaseStatus.ASSESSED: frozenset(
        {
            CaseStatus.SUBMITTED,
            CaseStatus.ASSESSED,
            CaseStatus.APPROVED,
            CaseStatus.APPROVED_IN_PRINCIPLE,
            CaseStatus.DECLINED,
        }
    ),
    CaseStatus.APPROVED: frozenset({CaseStatus.SUBMITTED, CaseStatus.ASSESSED, CaseStatus.GUARANTEED}),
    CaseStatus.APPROVED_IN_PRINCIPLE: frozenset({CaseStatus.SUBMITTED, CaseStatus.ASSESSED}),
    # Being turned down is not the end: assess, train, come back.
    CaseStatus.DECLINED: frozenset({CaseStatus.SUBMITTED, CaseStatus.ASSESSED}),
    CaseStatus.WITHDRAWN: frozenset(),
    CaseStatus.GUARANTEED: frozenset(),
}


def check_follows(ref: str, now: CaseStatus, then: CaseStatus) -> None:
    """Raise WrongStatus unless `then` may follow `now`."""
    if then not in MAY_FOLLOW[now]:
        allowed = [status for status in CaseStatus if then in MAY_FOLLOW[status]]
        raise WrongStatus(ref=ref, status=now, needed=tuple(allowed))
