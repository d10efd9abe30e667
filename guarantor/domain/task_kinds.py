"""The kinds of task that the scheme opens: what each is for and which role owns it until a person takes it."""

from dataclasses import dataclass
from enum import StrEnum

from guarantor.domain.access import Role


class TaskKind(StrEnum):
    """Stands in `task.kind`."""

    REVIEW = "review"
    SILENCE = "silence"
    EARLY_WARNING = "early_warning"
    FORMAL_WARNING = "formal_warning"
    SUPPORT_AFTER_CALL = "support_after_call"
    CHANGE = "change"
    DECIDE_CLAIM = "decide_claim"
    PAY_CLAIM = "pay_claim"
    DISPUTE = "dispute"
    REVIEW_OF_REFUSAL = "review_of_refusal"
    COMPLAINT = "complaint"
    RETURNED_PAYMENT = "returned_payment"
    MISSED_INSTALMENT = "missed_instalment"
    APPROVAL_IN_PRINCIPLE = "approval_in_principle"
    PLACE_FREE = "place_free"
    FIND_ADDRESS = "find_address"
    OTHER = "other"


@dataclass(frozen=True)
class TaskDescription:
    """What a task asks for and who owns it at first."""

    asks: str
    owner: Role


TASKS: dict[TaskKind, TaskDescription] = {
    TaskKind.REVIEW: TaskDescription(
        "See the young person: how is the tenancy going, what help is needed?", Role.CASEWORKER
    ),
    TaskKind.SILENCE: TaskDescription(
        "Ask the landlord about rent that nobody has spoken of.", Role.CASEWORKER
    ),
    TaskKind.EARLY_WARNING: TaskDescription(
        "A payment was missed: offer support first, with the personal adviser and managed payment of benefit.",
        Role.CASEWORKER,
    ),
    TaskKind.FORMAL_WARNING: TaskDescription(
        "A month's rent is owed: give the formal early warning and agree what happens next.", Role.CASEWORKER
    ),
    TaskKind.SUPPORT_AFTER_CALL: TaskDescription(
        "The council has paid on the guarantee: help goes on, see the young person.", Role.CASEWORKER
    ),
    TaskKind.CHANGE: TaskDescription(
        "A change may discharge the council or enlarge its liability: take advice and decide.", Role.APPROVER
    ),
    TaskKind.DECIDE_CLAIM: TaskDescription("Decide the landlord's claim.", Role.APPROVER),
    TaskKind.PAY_CLAIM: TaskDescription("Pay what was accepted of the claim.", Role.FINANCE),
    TaskKind.DISPUTE: TaskDescription("Answer the landlord's dispute.", Role.APPROVER),
    TaskKind.REVIEW_OF_REFUSAL: TaskDescription("Review the refusal as another approver.", Role.APPROVER),
    TaskKind.COMPLAINT: TaskDescription("Answer the complaint.", Role.APPROVER),
    TaskKind.RETURNED_PAYMENT: TaskDescription(
        "The bank returned a payment: check the payee's details and pay again.", Role.FINANCE
    ),
    TaskKind.MISSED_INSTALMENT: TaskDescription(
        "An instalment was missed: speak with the young person before anything else.", Role.CASEWORKER
    ),
    TaskKind.APPROVAL_IN_PRINCIPLE: TaskDescription(
        "The approval in principle lapses soon: has a home been found?", Role.CASEWORKER
    ),
    TaskKind.PLACE_FREE: TaskDescription("A place is free for this case: issue or pass over.", Role.APPROVER),
    TaskKind.FIND_ADDRESS: TaskDescription(
        "A letter came back: find out where it can safely go, and send it again.", Role.CASEWORKER
    ),
    TaskKind.OTHER: TaskDescription("See the note.", Role.CASEWORKER),
}
