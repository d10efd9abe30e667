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


def _scanned(letters_of_it: bytes) -> bytes:
    """A scan as a PDF of one empty page; what is written in its remark makes it another file."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )
    written, places = b"%PDF-1.7\n%" + letters_of_it + b"\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + table + b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(written)


SIGNED = _scanned(b"a scan of what was signed")
SIGNED_TOO, SIGNED_THIRD, SIGNED_FOURTH = (_scanned(each) for each in (b"second", b"third", b"fourth"))
"""Scans of other papers."""


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


@after(stories.active)
def copy_kept(rehearsal: Rehearsal) -> None:
    """Cora has kept a signed copy of the deed, SC-1; nobody has compared it."""
    code = code_of(rehearsal.office, "deed")
    executed_copies.store(rehearsal.office, rehearsal.cora, code, SIGNED, day("2018-07-20"))


@after(copy_kept)
def copy_confirmed(rehearsal: Rehearsal) -> None:
    """Cal has compared it."""
    executed_copies.confirm(rehearsal.office, rehearsal.cal, 1, day("2018-07-21"))


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
    Doable(
        Act.COMPARE_EXECUTED_COPY,
        copy_kept,
        "cal",
        G,
        lambda office, who: executed_copies.confirm(office, who, 1, day("2018-07-21")),
    ),
    Doable(
        Act.TAKE_BACK_EXECUTED_COPY,
        copy_kept,
        "cora",
        G,
        lambda office, who: executed_copies.take_back(office, who, 1, "another deed", day("2018-07-21")),
    ),
)


def digest(content: bytes) -> str:
    """A file's fingerprint."""
    return hashlib.sha256(content).hexdigest()
