"""Every act of `services.correspondence` that a person does, once each."""

import hashlib

from guarantor.domain.access import Act
from guarantor.domain.correspondence import ReturnReason, SentHow, WithdrawalReason
from guarantor.services.acting.office import Office
from guarantor.services.correspondence import batches, dispatch, executed_copies, letters, withdrawing
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.doing_an_act import Doable
from tests.services.stories import day

G = "RG-0001/1"
SIGNED = b"%PDF-1.7 a scan of what was signed"


def code_of(office: Office, kind: str, case_ref: str = "RG-0001") -> str:
    """The code of a case's latest paper of a kind."""
    found: str = [each["code"] for each in batches.of_case(office, case_ref) if each["kind"] == kind][-1]
    return found


@after(stories.approved)
def approval_made(rehearsal: Rehearsal) -> None:
    """Cora has made the letter that tells of the approval."""
    letters.issue(rehearsal.office, rehearsal.cora, "approval", "RG-0001", day("2018-07-10"))


@after(approval_made)
def approval_sent(rehearsal: Rehearsal) -> None:
    """And sent it by post."""
    code = code_of(rehearsal.office, "approval")
    dispatch.send(rehearsal.office, rehearsal.cora, code, SentHow.POST, day("2018-07-11"))


ON_CORRESPONDENCE = (
    Doable(
        Act.ISSUE_LETTER,
        stories.approved,
        "cora",
        "RG-0001",
        lambda office, who: letters.issue(office, who, "approval", "RG-0001", day("2018-07-10")),
    ),
    Doable(
        Act.RECORD_DISPATCH,
        approval_made,
        "cora",
        "RG-0001",
        lambda office, who: dispatch.send(
            office, who, code_of(office, "approval"), SentHow.POST, day("2018-07-11")
        ),
    ),
    Doable(
        Act.RECORD_RETURNED_LETTER,
        approval_sent,
        "cora",
        "RG-0001",
        lambda office, who: dispatch.came_back(
            office, who, code_of(office, "approval"), ReturnReason.MOVED, day("2018-07-20")
        ),
    ),
    Doable(
        Act.WITHDRAW_PAPER,
        approval_made,
        "ann",
        "RG-0001",
        lambda office, who: withdrawing.withdraw(
            office, who, code_of(office, "approval"), WithdrawalReason.MISTAKE, day("2018-07-11")
        ),
    ),
    Doable(
        Act.STORE_EXECUTED_COPY,
        stories.active,
        "cora",
        G,
        lambda office, who: executed_copies.store(
            office, who, code_of(office, "deed"), SIGNED, day("2018-07-20")
        ),
    ),
)


def digest(content: bytes) -> str:
    """A file's fingerprint."""
    return hashlib.sha256(content).hexdigest()
