"""A letter is made once, sealed, stored, and given out as it was; withdrawn, it can be made anew."""

import json
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from guarantor.domain.correspondence import WithdrawalReason
from guarantor.domain.refusals import AlreadyDone, NothingToTell, WrongStatus
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.casework import showing
from guarantor.services.correspondence import batches, letters, withdrawing
from guarantor.services.data_protection import erasure
from guarantor.services.proof import checking
from guarantor.storage import letter_files
from guarantor.storage.engine import reading
from guarantor.storage.tables.letters import Letter
from letters.kinds import Edition
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.acts_of_correspondence import approval_made, code_of, digest
from tests.services.stories import day

G = "RG-0001/1"


def made(rehearsal: Rehearsal, kind: str, ref: str, on: str, edition: Edition = Edition.STANDARD) -> str:
    answer = letters.issue(rehearsal.office, rehearsal.cora, kind, ref, day(on), edition)
    return str(answer["code"])


def test_a_letter_asked_for_twice_is_the_same_file_and_one_row(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    first = letters.issue(rehearsal.office, rehearsal.cora, "approval", "RG-0001", day("2018-07-10"))
    again = letters.issue(rehearsal.office, rehearsal.ann, "approval", "RG-0001", day("2018-07-20"))
    assert (first["new"], again["new"]) == (True, False)
    assert (again["code"], again["sha256"]) == (first["code"], first["sha256"])
    assert digest(letters.file(rehearsal.office, first["code"])) == first["sha256"]
    assert checking.check_ledger(rehearsal.office) == []
    assert checking.verify_journal(rehearsal.office) == []


def test_every_edition_of_a_letter_is_a_paper_of_its_own(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    codes = {made(rehearsal, "approval", "RG-0001", "2018-07-10", edition) for edition in Edition}
    assert len(codes) == len(Edition)


def test_an_edition_that_a_kind_does_not_have_is_refused_by_name(begin: Begin) -> None:
    rehearsal = begin(stories.declined)
    with pytest.raises(WrongInput, match="--edition: expected standard or large-print for the refusal"):
        made(rehearsal, "refusal", "RG-0001", "2018-07-10", Edition.EASY_READ)


@pytest.mark.parametrize(("kind", "edition"), [("deed", Edition.EASY_READ), ("refusal", Edition.EASY_READ)])
def test_the_editions_that_there_are_are_named(begin: Begin, kind: str, edition: Edition) -> None:
    with pytest.raises(WrongInput, match=f"^--edition: expected standard or large-print for the {kind}"):
        made(begin(stories.active), kind, G, "2018-07-12", edition)


@pytest.mark.parametrize("kind", ["deed", "agreement"])
def test_a_contract_in_large_print_says_the_same_and_that_it_is_not_the_one_to_sign(
    begin: Begin, kind: str
) -> None:
    rehearsal = begin(stories.active)
    code = made(rehearsal, kind, G, "2018-07-12", Edition.LARGE_PRINT)
    large = PdfReader(BytesIO(letters.file(rehearsal.office, code)))
    read = " ".join(" ".join(page.extract_text() for page in large.pages).split())
    assert f"Do not sign it: only the {kind} itself is signed, and it counts." in read
    guarantee = showing.guarantee(rehearsal.office, G)
    assert f"£{Decimal(guarantee['cap']):,}" in read
    signed = showing.paper(rehearsal.office, G, kind)
    assert signed is not None
    first = " ".join(PdfReader(BytesIO(signed)).pages[0].extract_text().split())
    assert "Do not sign it" not in first


def test_what_has_not_happened_cannot_be_told(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    with pytest.raises(NothingToTell):
        made(rehearsal, "refusal", "RG-0001", "2018-07-10")


def test_what_the_letter_was_told_and_its_clauses_are_stored_beside_it(begin: Begin) -> None:
    rehearsal = begin(approval_made)
    with reading(rehearsal.office.engine) as session:
        letter = session.get(Letter, code_of(rehearsal.office, "approval"))
        assert letter is not None
        told = json.loads(letter.inputs or "")
        assert (told["cap"], told["recipient"]["name"]) == ("3120.00", "Tam Synthetic")
        assert {each["id"] for each in json.loads(letter.clause_versions)} >= {"approval-offer"}


def test_a_withdrawn_letter_can_be_made_anew_and_the_first_stays_on_record(begin: Begin) -> None:
    rehearsal = begin(approval_made)
    code, on = code_of(rehearsal.office, "approval"), day("2018-07-11")
    withdrawing.withdraw(rehearsal.office, rehearsal.ann, code, WithdrawalReason.MISTAKE, on)
    with pytest.raises(AlreadyDone):
        withdrawing.withdraw(rehearsal.office, rehearsal.ann, code, WithdrawalReason.MISTAKE, on)
    again = letters.issue(rehearsal.office, rehearsal.cora, "approval", "RG-0001", on)
    assert again["new"]
    assert again["code"] != code
    held = [each["withdrawn_on"] for each in batches.of_case(rehearsal.office, "RG-0001")]
    assert sorted(map(str, held)) == ["2018-07-11", "None"]


@pytest.mark.parametrize(("on", "refused"), [("2018-07-09", True), ("2018-07-10", False)])
def test_a_letter_is_not_withdrawn_before_it_was_made(begin: Begin, on: str, refused: bool) -> None:
    rehearsal = begin(approval_made)
    code = code_of(rehearsal.office, "approval")
    if not refused:
        withdrawing.withdraw(rehearsal.office, rehearsal.ann, code, WithdrawalReason.MISTAKE, day(on))
        return
    with pytest.raises(WrongInput, match="--on: expected 2018-07-10 or later, when it was made"):
        withdrawing.withdraw(rehearsal.office, rehearsal.ann, code, WithdrawalReason.MISTAKE, day(on))


def test_the_deed_of_a_guarantee_in_force_cannot_be_withdrawn_and_of_an_ended_one_can(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    deed = code_of(rehearsal.office, "deed")
    with pytest.raises(WrongStatus):
        withdrawing.withdraw(
            rehearsal.office, rehearsal.ann, deed, WithdrawalReason.REPLACED, day("2018-10-01")
        )
    rehearsal.ended_early(G, "2018-10-15")
    answer = withdrawing.withdraw(
        rehearsal.office, rehearsal.ann, deed, WithdrawalReason.REPLACED, day("2018-11-01")
    )
    assert answer["withdrawn_on"] == "2018-11-01"


def test_reading_copies_of_the_agreement_are_made_of_what_the_signed_one_was_told(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    easy = made(rehearsal, "agreement", G, "2018-09-01", Edition.EASY_READ)
    large = made(rehearsal, "agreement", G, "2018-09-01", Edition.LARGE_PRINT)
    with reading(rehearsal.office.engine) as session:
        told = [json.loads(session.get(Letter, code).inputs or "") for code in (easy, large)]  # type: ignore[union-attr]
    assert [each["cover"]["cap"] for each in told] == ["3120.00", "3120.00"]
    with pytest.raises(WrongInput, match="expected large-print or easy-read for the agreement"):
        made(rehearsal, "agreement", G, "2018-09-01")


def test_erasing_the_person_takes_the_letter_and_leaves_its_digest(begin: Begin) -> None:
    rehearsal = begin(approval_made)
    code = code_of(rehearsal.office, "approval")
    with reading(rehearsal.office.engine) as session:
        before = letter_files.by_code(session, code)
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", day("2018-07-30"))
    with reading(rehearsal.office.engine) as session:
        after = letter_files.by_code(session, code)
    assert before is not None
    assert after is not None
    assert (before.sha256, before.held, after.sha256, after.held) == (
        after.sha256,
        True,
        before.sha256,
        False,
    )
    with pytest.raises(NotFound):
        letters.file(rehearsal.office, code)
    assert checking.verify_journal(rehearsal.office) == []


def test_everything_due_is_made_once_and_what_cannot_be_is_listed(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    told: list[tuple[int, int]] = []
    on = day("2018-11-20")
    wanted = batches.due(rehearsal.office, on)
    batch = batches.make_due(rehearsal.office, rehearsal.cora, on, lambda *done: told.append(done))
    assert told == [(number, len(wanted)) for number in range(1, len(wanted) + 1)]
    assert batch.not_done == ()
    assert {each["kind"] for each in batch.done} >= {"claim-decision", "payment-advice", "help-goes-on"}
    assert batches.due(rehearsal.office, on) == []
