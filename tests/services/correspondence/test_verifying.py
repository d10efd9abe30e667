"""A file held against the record: genuine, a signed copy, altered, withdrawn, unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.correspondence import WithdrawalReason
from guarantor.domain.refusals import AlreadyDone
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.correspondence import executed_copies, letters, verifying, withdrawing
from guarantor.services.correspondence.verifying import Verdict
from tests.conftest import Begin
from tests.databases import Databases
from tests.rehearsing import Rehearsal, opened, told
from tests.services import stories
from tests.services.acts_of_correspondence import SIGNED, approval_made, code_of
from tests.services.stories import day

G = "RG-0001/1"


@pytest.fixture(scope="module")
def signed(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    """A guarantee that all three have signed, for every alteration that is tried on its deed."""
    folder = tmp_path_factory.mktemp("signed")
    with opened(told(stories.active, databases, "sqlite", folder), folder) as rehearsal:
        yield rehearsal


def deed(rehearsal: Rehearsal) -> bytes:
    return letters.file(rehearsal.office, code_of(rehearsal.office, "deed"))


def verdict(rehearsal: Rehearsal, content: bytes) -> Verdict:
    return verifying.verify(rehearsal.office, content).verdict


def test_a_deed_as_issued_is_genuine_and_the_record_says_whose_it_is(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    found = verifying.verify(rehearsal.office, deed(rehearsal))
    assert found.verdict is Verdict.GENUINE
    assert found.paper is not None
    assert (found.paper["kind"], found.paper["ref"], found.paper["guarantee_status"]) == ("deed", G, "active")


@given(st.data())
def test_a_byte_changed_anywhere_in_a_deed_is_called_altered(signed: Rehearsal, data: st.DataObject) -> None:
    content = deed(signed)
    place = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.integers(1, 255))
    changed = bytearray(content)
    changed[place] ^= other
    assert verdict(signed, bytes(changed)) is Verdict.ALTERED


@pytest.mark.parametrize("more", [b"\n", b"%%EOF", b"\x00" * 5000])
def test_what_is_written_behind_the_seal_is_called_altered(signed: Rehearsal, more: bytes) -> None:
    assert verdict(signed, deed(signed) + more) is Verdict.ALTERED


def test_a_deed_cut_short_is_called_altered(signed: Rehearsal) -> None:
    content = deed(signed)
    assert verdict(signed, content[: len(content) // 2]) is Verdict.ALTERED
    assert verdict(signed, content[:-1]) is Verdict.ALTERED


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"a shopping list",
        bytes(range(256)) * 40,
        # More words that could be codes than a database takes in one question.
        b" ".join(
            b"%014d" % n
            for n in range(22222222222222, 22222222322222)
            if b"0" not in b"%d" % n and b"1" not in b"%d" % n
        ),
    ],
)
def test_what_was_never_issued_is_unknown(signed: Rehearsal, content: bytes) -> None:
    assert verdict(signed, content) is Verdict.UNKNOWN


def test_a_withdrawn_letter_says_since_when(begin: Begin) -> None:
    rehearsal = begin(approval_made)
    code = code_of(rehearsal.office, "approval")
    content = letters.file(rehearsal.office, code)
    withdrawing.withdraw(rehearsal.office, rehearsal.ann, code, WithdrawalReason.MISTAKE, day("2018-07-12"))
    found = verifying.verify(rehearsal.office, content)
    assert found.verdict is Verdict.WITHDRAWN
    assert "2018-07-12" in found.says


def test_a_signed_copy_is_known_by_its_own_digest(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    code = code_of(rehearsal.office, "deed")
    executed_copies.store(rehearsal.office, rehearsal.cora, code, SIGNED, day("2018-07-20"))
    found = verifying.verify(rehearsal.office, SIGNED)
    assert found.verdict is Verdict.EXECUTED_COPY
    assert "2018-07-20" in found.says
    assert verdict(rehearsal, SIGNED + b".") is Verdict.UNKNOWN
    with pytest.raises(AlreadyDone):
        executed_copies.store(rehearsal.office, rehearsal.cora, code, SIGNED, day("2018-07-20"))


def test_a_signed_copy_of_a_deed_since_withdrawn_says_so(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    code = code_of(rehearsal.office, "deed")
    executed_copies.store(rehearsal.office, rehearsal.cora, code, SIGNED, day("2018-07-20"))
    rehearsal.ended_early(G, "2018-10-15")
    withdrawing.withdraw(rehearsal.office, rehearsal.ann, code, WithdrawalReason.REPLACED, day("2018-11-01"))
    assert verdict(rehearsal, SIGNED) is Verdict.WITHDRAWN


def test_the_paper_as_issued_is_no_signed_copy(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    code = code_of(rehearsal.office, "deed")
    with pytest.raises(WrongInput, match="expected the copy that was signed"):
        executed_copies.store(rehearsal.office, rehearsal.cora, code, deed(rehearsal), day("2018-07-20"))


def test_a_signed_copy_is_a_pdf_or_a_picture_of_a_deed_or_an_agreement(begin: Begin) -> None:
    rehearsal = begin(approval_made)
    on = day("2018-07-20")
    with pytest.raises(NotFound):
        executed_copies.store(
            rehearsal.office, rehearsal.cora, code_of(rehearsal.office, "approval"), SIGNED, on
        )
    with pytest.raises(WrongInput, match="expected a PDF, PNG or JPEG file"):
        executed_copies.store(rehearsal.office, rehearsal.cora, "2" * 14, b"GIF89a", on)
    too_large = SIGNED + b" " * executed_copies.LARGEST_BYTES
    with pytest.raises(WrongInput, match="expected at most 20 MB"):
        executed_copies.store(rehearsal.office, rehearsal.cora, "2" * 14, too_large, on)
