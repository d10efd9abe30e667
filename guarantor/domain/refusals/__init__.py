"""Acts the scheme forbids: one error for each, named for the act and carrying its figures.

A refusal is not a fault in the input (see wrong_input) and not a bug: the record stays as it was.
"""

from guarantor.domain.refusals.after_decision import (
    AssessedSince,
    CostNotPayable,
    CostOverLimit,
    GuaranteeStands,
    NeedNotWait,
    NeverExcepted,
    NotExcepted,
    NothingToAnswer,
    NothingToReview,
    OthersWaitFirst,
)
from guarantor.domain.refusals.base import (
    AlreadyDone,
    DateInThePast,
    KeyUsedBefore,
    NotPermitted,
    Refused,
    SamePerson,
    WrongStatus,
)
from guarantor.domain.refusals.cases import (
    BudgetUsedUp,
    CeilingPassed,
    FileInfected,
    GateIncomplete,
    NoPlaceFree,
    NoProgramme,
    NotAccepted,
    NotApprovable,
    ScannerSilent,
)
from guarantor.domain.refusals.claims import (
    AlreadyDecided,
    ClaimExceedsCap,
    DisputeTooLate,
    LineNotPayable,
    NothingToDispute,
    NothingToPay,
    NothingToReword,
    NothingToUndo,
)
from guarantor.domain.refusals.finance import (
    LedgerNotClean,
    MonthNotOver,
    MonthOutOfOrder,
)
from guarantor.domain.refusals.guarantees import (
    EndContradicted,
    MoveUnderWay,
    NoCapLeft,
    NoMonthsLeft,
    NoNoticeClause,
    NoticeTooShort,
)
from guarantor.domain.refusals.letters import (
    NoSafePlace,
    NothingToTell,
    NotSignedByAll,
)
from guarantor.domain.refusals.payments import (
    MoreThanIsLeft,
    NoPaymentToReturn,
    NothingToBatch,
    NotRecoverable,
    PayeeOutdated,
    PaymentWasReturned,
    ReferenceOfAnother,
    SealBroken,
)
from guarantor.domain.refusals.people import (
    CaseIsRestricted,
    NotADemo,
    RolesDoNotCombine,
    SignInLocked,
    SignInRefused,
)
from guarantor.domain.refusals.policies import PolicyAdopted, PolicyKnown, PolicyWithdrawn
from guarantor.domain.refusals.rent import (
    AlreadyCharged,
    NotCorrectable,
)
from guarantor.domain.refusals.retention import NotDueAnyMore, NothingIsDue
from guarantor.domain.refusals.tasks import (
    DoneByItsAct,
)

__all__ = [
    "AlreadyCharged",
    "AlreadyDecided",
    "AlreadyDone",
    "AssessedSince",
    "BudgetUsedUp",
    "CaseIsRestricted",
    "CeilingPassed",
    "ClaimExceedsCap",
    "CostNotPayable",
    "CostOverLimit",
    "DateInThePast",
    "DisputeTooLate",
    "DoneByItsAct",
    "EndContradicted",
    "FileInfected",
    "GateIncomplete",
    "GuaranteeStands",
    "KeyUsedBefore",
    "LedgerNotClean",
    "LineNotPayable",
    "MonthNotOver",
    "MonthOutOfOrder",
    "MoreThanIsLeft",
    "MoveUnderWay",
    "NeedNotWait",
    "NeverExcepted",
    "NoCapLeft",
    "NoMonthsLeft",
    "NoNoticeClause",
    "NoPaymentToReturn",
    "NoPlaceFree",
    "NoProgramme",
    "NoSafePlace",
    "NotADemo",
    "NotAccepted",
    "NotApprovable",
    "NotCorrectable",
    "NotDueAnyMore",
    "NotExcepted",
    "NotPermitted",
    "NotRecoverable",
    "NotSignedByAll",
    "NothingIsDue",
    "NothingToAnswer",
    "NothingToBatch",
    "NothingToDispute",
    "NothingToPay",
    "NothingToReview",
    "NothingToReword",
    "NothingToTell",
    "NothingToUndo",
    "NoticeTooShort",
    "OthersWaitFirst",
    "PayeeOutdated",
    "PaymentWasReturned",
    "PolicyAdopted",
    "PolicyKnown",
    "PolicyWithdrawn",
    "ReferenceOfAnother",
    "Refused",
    "RolesDoNotCombine",
    "SamePerson",
    "ScannerSilent",
    "SealBroken",
    "SignInLocked",
    "SignInRefused",
    "WrongStatus",
]
