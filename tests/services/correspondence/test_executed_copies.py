"""Signed copies: kept by one person, confirmed by another, taken back; on both databases."""

import io

import pikepdf
import pytest
from PIL import Image

from guarantor.domain.correspondence import WithdrawalReason
from guarantor.domain.lifecycle import Party
from guarantor.domain.refusals import AlreadyDone, NotSignedByAll, SamePerson, WrongStatus
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.correspondence import (
    executed_copies,
    foreign_file_reader,
    letters,
    verifying,
    withdrawing,
)
from guarantor.services.correspondence.verifying import Verdict
from guarantor.services.data_protection import erasure
from guarantor.services.guaranteeing import guarantees
from guarantor.services.proof import checking
from tests.conftest import Begin
from tests.databases import KINDS
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.acts_of_correspondence import (
    SIGNED,
    SIGNED_TOO,
    approval_made,
    code_of,
    copy_confirmed,
    copy_kept,
)
from tests.services.stories import day
from tests.watching import refused

G = "RG-0001/1"
ON = day("2018-07-20")
on_both = pytest.mark.parametrize("database_kind", KINDS)


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 60)) -> bytes:
    """A white page as a picture."""
    out = io.BytesIO()
    Image.new("1" if kind == "PNG" else "L", size, 1).save(out, kind)
    return out.getvalue()


def empty_pdf(password: str = "") -> bytes:
    """A PDF without a page; with a password one that has a page nobody can open."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        if password:
            pdf.add_blank_page()
            pdf.save(out, encryption=pikepdf.Encryption(owner=password, user=password))
        else:
            pdf.save(out)
    return out.getvalue()


def verdict(rehearsal: Rehearsal, content: bytes) -> Verdict:
    return verifying.verify(rehearsal.office, content).verdict


@on_both
def test_a_copy_counts_for_nothing_until_a_second_person_confirms_it(begin: Begin) -> None:
    rehearsal = begin(copy_kept)
    found = verifying.verify(rehearsal.office, SIGNED)
    assert found.verdict is Verdict.WAITING
    assert found.says.startswith("Waiting to be compared: this file came on 2018-07-20")
    assert [each["copy"] for each in executed_copies.waiting(rehearsal.office)] == ["SC-1"]
    executed_copies.confirm(rehearsal.office, rehearsal.cal, 1, day("2018-07-21"))
    found = verifying.verify(rehearsal.office, SIGNED)
    assert found.verdict is Verdict.EXECUTED_COPY
    assert "confirmed on 2018-07-21. The guarantee is in force" in found.says
    assert executed_copies.waiting(rehearsal.office) == []
    assert verdict(rehearsal, SIGNED + b".") is Verdict.UNKNOWN
    assert checking.check_ledger(rehearsal.office) == []
    assert checking.verify_journal(rehearsal.office) == []


@on_both
def test_whoever_kept_a_copy_does_not_confirm_it(begin: Begin) -> None:
    rehearsal = begin(copy_kept)
    with refused(rehearsal.url, SamePerson):
        executed_copies.confirm(rehearsal.office, rehearsal.cora, 1, ON)


@on_both
def test_a_copy_is_confirmed_once(begin: Begin) -> None:
    rehearsal = begin(copy_confirmed)
    with refused(rehearsal.url, AlreadyDone):
        executed_copies.confirm(rehearsal.office, rehearsal.ann, 1, day("2018-07-21"))


def test_a_copy_is_not_confirmed_before_it_came(begin: Begin) -> None:
    rehearsal = begin(copy_kept)
    with refused(rehearsal.url, WrongInput):
        executed_copies.confirm(rehearsal.office, rehearsal.cal, 1, day("2018-07-19"))
    assert executed_copies.confirm(rehearsal.office, rehearsal.cal, 1, ON)["status"] == "confirmed"


@pytest.mark.parametrize(
    ("kind", "parties"),
    [("deed", (Party.LANDLORD, Party.COUNCIL)), ("agreement", (Party.YOUNG_PERSON, Party.COUNCIL))],
)
def test_a_copy_is_confirmed_once_every_party_to_its_paper_has_signed(
    begin: Begin, kind: str, parties: tuple[Party, ...]
) -> None:
    rehearsal = begin(stories.offered)
    office, cora, cal = rehearsal.office, rehearsal.cora, rehearsal.cal
    on = day("2018-07-06")
    executed_copies.store(office, cora, code_of(office, kind), SIGNED, on)
    for party in parties:
        with refused(rehearsal.url, NotSignedByAll) as caught:
            executed_copies.confirm(office, cal, 1, on)
        assert f"the signature of the {party.replace('-', ' ')} is not recorded" in str(caught.value)
        guarantees.sign(office, cora, G, party, on)
    assert executed_copies.confirm(office, cal, 1, on)["status"] == "confirmed"


def test_a_copy_carries_no_signature_of_a_later_day(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    office, cora = rehearsal.office, rehearsal.cora
    executed_copies.store(office, cora, code_of(office, "deed"), SIGNED, day("2018-07-06"))
    for party, on in ((Party.LANDLORD, "2018-07-06"), (Party.COUNCIL, "2018-07-07")):
        guarantees.sign(office, cora, G, party, day(on))
    with refused(rehearsal.url, NotSignedByAll) as caught:
        executed_copies.confirm(office, rehearsal.cal, 1, day("2018-07-08"))
    assert str(caught.value) == (
        "SC-1 cannot be the signed deed: the council signed on 2018-07-07, after the copy came on 2018-07-06."
    )


@on_both
@pytest.mark.parametrize("story", [copy_kept, copy_confirmed], ids=["waiting", "confirmed"])
def test_a_copy_kept_in_error_is_taken_back_and_stays_on_record(begin: Begin, story: object) -> None:
    rehearsal = begin(story)  # type: ignore[arg-type]
    office = rehearsal.office
    executed_copies.take_back(office, rehearsal.ann, 1, "another deed", day("2018-07-22"))
    found = verifying.verify(office, SIGNED)
    assert found.verdict is Verdict.TAKEN_BACK
    assert found.says.startswith("Taken back on 2018-07-22")
    assert executed_copies.file(office, 1).content == SIGNED
    held = executed_copies.one(office, 1)
    assert (held["status"], held["taken_back_by"], held["reason"]) == ("taken_back", "ann", "another deed")
    with refused(rehearsal.url, AlreadyDone):
        executed_copies.take_back(office, rehearsal.ann, 1, "again", day("2018-07-22"))
    assert checking.verify_journal(office) == []


@on_both
def test_what_was_taken_back_is_not_confirmed(begin: Begin) -> None:
    rehearsal = begin(copy_kept)
    executed_copies.take_back(rehearsal.office, rehearsal.cora, 1, "another deed", ON)
    with refused(rehearsal.url, WrongStatus):
        executed_copies.confirm(rehearsal.office, rehearsal.cal, 1, ON)


@on_both
def test_a_file_taken_back_is_kept_again_under_the_right_paper(begin: Begin) -> None:
    rehearsal = begin(copy_kept)
    office, cora = rehearsal.office, rehearsal.cora
    agreement = code_of(office, "agreement")
    with refused(rehearsal.url, AlreadyDone) as caught:
        executed_copies.store(office, cora, agreement, SIGNED, ON)
    assert "SC-1" in str(caught.value)
    executed_copies.take_back(office, cora, 1, "it is the agreement", ON)
    assert executed_copies.store(office, cora, agreement, SIGNED, ON)["copy"] == "SC-2"
    executed_copies.confirm(office, rehearsal.cal, 2, ON)
    found = verifying.verify(office, SIGNED)
    assert found.verdict is Verdict.EXECUTED_COPY
    assert "the signed agreement" in found.says


def test_taking_back_needs_a_reason_and_no_earlier_day(begin: Begin) -> None:
    rehearsal = begin(copy_confirmed)
    with refused(rehearsal.url, WrongInput):
        executed_copies.take_back(rehearsal.office, rehearsal.ann, 1, " ", day("2018-07-21"))
    with refused(rehearsal.url, WrongInput):
        executed_copies.take_back(rehearsal.office, rehearsal.ann, 1, "another deed", ON)


def test_no_copy_is_confirmed_taken_back_or_handed_out_that_is_none(begin: Begin) -> None:
    rehearsal = begin(copy_kept)
    office, cal = rehearsal.office, rehearsal.cal
    for attempt in (
        lambda: executed_copies.confirm(office, cal, 2, ON),
        lambda: executed_copies.take_back(office, cal, 2, "none", ON),
        lambda: executed_copies.one(office, 2),
        lambda: executed_copies.file(office, 2),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_an_erased_copy_is_neither_handed_out_nor_confirmed(begin: Begin) -> None:
    rehearsal = begin(copy_kept)
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", day("2018-08-01"))
    with pytest.raises(NotFound):
        executed_copies.file(rehearsal.office, 1)
    with pytest.raises(NotFound):
        executed_copies.confirm(rehearsal.office, rehearsal.cal, 1, day("2018-08-01"))


def test_the_reason_goes_with_the_person(begin: Begin) -> None:
    rehearsal = begin(copy_kept)
    executed_copies.take_back(rehearsal.office, rehearsal.cora, 1, "it is Tess's", ON)
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", day("2018-08-01"))
    assert executed_copies.one(rehearsal.office, 1)["reason"] is None
    assert verdict(rehearsal, SIGNED) is Verdict.TAKEN_BACK


def test_a_signed_copy_of_a_deed_since_withdrawn_says_so(begin: Begin) -> None:
    rehearsal = begin(copy_confirmed)
    code = code_of(rehearsal.office, "deed")
    rehearsal.ended_early(G, "2018-10-15")
    withdrawing.withdraw(rehearsal.office, rehearsal.ann, code, WithdrawalReason.REPLACED, day("2018-11-01"))
    assert verdict(rehearsal, SIGNED) is Verdict.WITHDRAWN


def test_the_paper_as_issued_is_no_signed_copy(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    code = code_of(rehearsal.office, "deed")
    with pytest.raises(WrongInput, match="expected the copy that was signed"):
        executed_copies.store(
            rehearsal.office, rehearsal.cora, code, letters.file(rehearsal.office, code), ON
        )


def test_a_letter_has_no_signed_copy(begin: Begin) -> None:
    rehearsal = begin(approval_made)
    with pytest.raises(NotFound):
        executed_copies.store(
            rehearsal.office, rehearsal.cora, code_of(rehearsal.office, "approval"), SIGNED, ON
        )


@pytest.mark.parametrize(
    "content", [SIGNED, SIGNED_TOO, picture(), picture("JPEG")], ids=["PDF", "another", "PNG", "JPEG"]
)
def test_a_file_that_opens_is_taken(begin: Begin, content: bytes) -> None:
    rehearsal = begin(stories.active)
    code = code_of(rehearsal.office, "deed")
    assert executed_copies.store(rehearsal.office, rehearsal.cora, code, content, ON)["status"] == "waiting"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "expected a file with something in it"),
        (b"GIF89a", "expected a PDF, PNG or JPEG file"),
        (SIGNED + b" " * executed_copies.LARGEST_BYTES, "expected at most 20 MB"),
        (b"%PDF-1.7 a scan", "it begins as a PDF and cannot be opened as one"),
        (empty_pdf(), "it is a PDF without a page"),
        (empty_pdf("secret"), "it is a PDF that asks for a password"),
        (picture()[:-20], "it begins as a PNG and cannot be opened as one"),
        (picture("JPEG")[:200], "it begins as a JPEG and cannot be opened as one"),
        (picture(size=(10_000, 6_100)), "it has 61 million dots, and at most 60 million are taken"),
    ],
    ids=["empty", "GIF", "large", "no PDF", "no page", "password", "PNG cut", "JPEG cut", "dots"],
)
def test_a_file_that_does_not_open_as_what_it_says_is_refused(
    begin: Begin, content: bytes, says: str
) -> None:
    rehearsal = begin(stories.active)
    code = code_of(rehearsal.office, "deed")
    with refused(rehearsal.url, WrongInput) as caught:
        executed_copies.store(rehearsal.office, rehearsal.cora, code, content, ON)
    assert says in str(caught.value)


def test_the_most_dots_that_are_taken_are_taken() -> None:
    assert foreign_file_reader.MOST_PIXELS == 60_000_000
    assert foreign_file_reader.opens(picture(size=(10_000, 6_000)), "image/png") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Code ABCD-2345-EFGH-67", ["ABCD2345EFGH67"]),
        ("Code ABCD 2345\nEFGH 67.", ["ABCD2345EFGH67"]),
        ("ABCD2345EFGH67", ["ABCD2345EFGH67"]),
        ("PAGE 2 ABCD-2345-EFGH-67", ["ABCD2345EFGH67"]),
        ("ABCD-2345-EFGH-6", []),
        ("ABCD-2345-EFGH-678", []),
        ("XABCD-2345-EFGH-67", []),
        ("ABCO-2345-EFGH-67", []),
        ("abcd-2345-efgh-67", []),
    ],
)
def test_a_code_is_found_as_it_is_printed(text: str, found: list[str]) -> None:
    assert list(foreign_file_reader.codes_in(text)) == found
