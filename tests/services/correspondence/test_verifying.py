"""A file held against the record: genuine, altered, withdrawn, unknown. Signed copies have tests of their own."""

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.correspondence import WithdrawalReason, as_printed
from guarantor.services.acting.databases import set_business_date
from guarantor.services.correspondence import letters, verifying, withdrawing
from guarantor.services.correspondence.verifying import Verdict
from tests.conftest import Begin
from tests.databases import Databases
from tests.rehearsing import Rehearsal, Story, opened, told
from tests.services import stories
from tests.services.acts_of_correspondence import approval_made, code_of
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


def reprinted(content: bytes) -> bytes:
    """The same pages as another program writes them, without keywords, links or seal."""
    with pymupdf.open(stream=content, filetype="pdf") as pdf, pymupdf.open() as other:
        other.insert_pdf(pdf, links=False, annots=False, widgets=False)
        other.set_metadata({})
        return bytes(other.tobytes(garbage=4, deflate=True))


def test_a_deed_printed_anew_is_unknown_and_says_what_to_compare_it_with(signed: Rehearsal) -> None:
    code = code_of(signed.office, "deed")
    content = reprinted(deed(signed))
    assert code.encode() not in content
    found = verifying.verify(signed.office, content)
    assert found.verdict is Verdict.UNKNOWN
    assert f"it names code {as_printed(code)}: that paper is the deed of {G}" in found.says
    assert "fetch the stored one and compare" in found.says
    assert found.paper is not None
    assert found.paper["code"] == code


def test_a_file_that_names_nobodys_code_is_unknown(signed: Rehearsal) -> None:
    page = pymupdf.open()
    page.new_page().insert_text((72, 72), "Code: 2222-2222-2222-22")
    found = verifying.verify(signed.office, page.tobytes())
    assert (found.verdict, found.paper) == (Verdict.UNKNOWN, None)


@pytest.mark.parametrize(
    ("begins", "says"),
    [
        (b"PK\x03\x04", "take the PDF out of it"),
        (b"\x89PNG\r\n\x1a\n", "the code printed on the paper at the check page"),
        (b"\xff\xd8\xff\xe0", "the code printed on the paper at the check page"),
        (b"", "the file is empty"),
        (b"%PDF-1.7 and then nothing", "the file names none"),
    ],
)
def test_what_is_no_pdf_of_ours_says_what_can_be_checked(signed: Rehearsal, begins: bytes, says: str) -> None:
    found = verifying.verify(signed.office, begins)
    assert found.verdict is Verdict.UNKNOWN
    assert says in found.says


@pytest.mark.parametrize(
    ("story", "on", "says"),
    [
        (stories.active, "2018-09-01", "The guarantee is in force, for rent due from 2018-08-01"),
        (stories.offered, "2018-07-05", "The guarantee is not yet signed by everybody"),
        (stories.offered, "2019-07-05", "The guarantee lapsed unsigned on"),
        (stories.ended, "2018-12-01", "The guarantee ended on"),
        # By its own words it is over before the daily run writes it down.
        (stories.active, "2025-07-01", "The guarantee ended on"),
    ],
    ids=["in force", "not yet signed", "never signed", "ended", "ended by its own words"],
)
def test_a_genuine_deed_says_whether_its_guarantee_stands(
    begin: Begin, story: Story, on: str, says: str
) -> None:
    rehearsal = begin(story)
    set_business_date(rehearsal.office, rehearsal.ada, day(on))
    found = verifying.verify(rehearsal.office, deed(rehearsal))
    assert found.verdict is Verdict.GENUINE
    assert says in found.says


def test_a_genuine_letter_says_nothing_of_a_guarantee(begin: Begin) -> None:
    rehearsal = begin(approval_made)
    found = verifying.verify(
        rehearsal.office, letters.file(rehearsal.office, code_of(rehearsal.office, "approval"))
    )
    assert found.verdict is Verdict.GENUINE
    assert "guarantee is" not in found.says
