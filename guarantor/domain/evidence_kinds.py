"""What a file that is handed in for a case can show."""

from enum import StrEnum


class EvidenceKind(StrEnum):
    """Stands in `evidence_file.shows`."""

    IDENTITY = "identity"
    CARE_STATUS = "care_status"
    PATHWAY_PLAN = "pathway_plan"
    READINESS = "readiness"
    INCOME = "income"
    RIGHT_TO_RENT = "right_to_rent"
    TENANCY_AGREEMENT = "tenancy_agreement"
    LANDLORD = "landlord"
    CERTIFICATES = "certificates"
    PAYEE = "payee"
    HOUSING_HISTORY = "housing_history"
    YOUNG_PERSONS_VIEW = "young_persons_view"
    OTHER = "other"


SHOWS: dict[EvidenceKind, str] = {
    EvidenceKind.IDENTITY: "Who the young person is",
    EvidenceKind.CARE_STATUS: "Leaving care status",
    EvidenceKind.PATHWAY_PLAN: "Pathway plan",
    EvidenceKind.READINESS: "Readiness: courses, references",
    EvidenceKind.INCOME: "Income: payslips, benefit letters",
    EvidenceKind.RIGHT_TO_RENT: "Right to rent",
    EvidenceKind.TENANCY_AGREEMENT: "Tenancy agreement",
    EvidenceKind.LANDLORD: "Landlord: identity and right to let",
    EvidenceKind.CERTIFICATES: "Safety certificates and licence",
    EvidenceKind.PAYEE: "Who is to be paid",
    EvidenceKind.HOUSING_HISTORY: "Previous housing",
    EvidenceKind.YOUNG_PERSONS_VIEW: "What the young person says",
    EvidenceKind.OTHER: "Something else",
}
"""Each kind in words."""
