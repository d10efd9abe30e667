"""Taking a file as evidence, beside the acts of acts_of_the_path."""

from guarantor.domain.access import Act
from guarantor.domain.evidence_kinds import EvidenceKind
from guarantor.services.casework import evidence_files
from tests.services import stories
from tests.services.doing_an_act import Doable
from tests.services.stories import day

PAYSLIP = b"%PDF-1.7 a payslip of a synthetic person"

WITH_FILES = (
    Doable(
        Act.STORE_EVIDENCE,
        stories.drafted,
        "cora",
        "RG-0001",
        lambda office, who: evidence_files.store(
            office, who, "RG-0001", EvidenceKind.INCOME, "payslip.pdf", PAYSLIP, day("2018-07-02")
        ),
    ),
)
