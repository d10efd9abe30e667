"""Papers on their way: only where it is safe, once, and what came back opens a task."""

import pytest

from guarantor.domain.correspondence import ReturnReason, SentHow, WithdrawalReason
from guarantor.domain.refusals import AlreadyDone, NotPermitted
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.office import Person
from guarantor.services.correspondence import batches, dispatch, letters, withdrawing
from guarantor.services.worktrays import worktray
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.acts_of_correspondence import approval_made, approval_sent, code_of
from tests.services.stories import day

ON = day("2018-07-12")


@after(Rehearsal.staff)
def approved_with_a_note_on_safe_contact(rehearsal: Rehearsal) -> None:
    """Approved, told of it; post to the address on record may be opened by somebody else."""
    rehearsal.approved_case("RG-0001", {"young_person.safe_contact": "by text only"})
    letters.issue(rehearsal.office, rehearsal.cora, "approval", "RG-0001", day("2018-07-10"))


def sent(
    rehearsal: Rehearsal, kind: str = "approval", how: SentHow = SentHow.POST
) -> list[dict[str, object]]:
    code = code_of(rehearsal.office, kind)
    dispatch.send(rehearsal.office, rehearsal.cora, code, how, ON)
    (paper,) = [each for each in batches.of_case(rehearsal.office, "RG-0001") if each["code"] == code]
    return list(paper["sent"])


def test_a_letter_goes_to_the_address_on_record(begin: Begin) -> None:
    (once,) = sent(begin(approval_made))
    assert (once["how"], once["to"], once["came_back_on"]) == ("post", "1 Example Road", None)


def test_a_deed_goes_to_the_landlord(begin: Begin) -> None:
    (once,) = sent(begin(stories.active), "deed")
    assert once["to"] == "3 Sample Road, Whitstable, CT5 1ZZ"


def test_without_an_email_address_on_record_a_person_says_where_it_went(begin: Begin) -> None:
    rehearsal = begin(approval_made)
    with pytest.raises(WrongInput, match="--to: expected where it was sent, because no email address"):
        sent(rehearsal, how=SentHow.EMAIL)
    code = code_of(rehearsal.office, "approval")
    dispatch.send(rehearsal.office, rehearsal.cora, code, SentHow.EMAIL, ON, "tam@example.org")


def test_a_note_on_safe_contact_is_read_before_anything_is_sent(begin: Begin) -> None:
    rehearsal = begin(approved_with_a_note_on_safe_contact)
    with pytest.raises(WrongInput, match="a note on safe contact has to be read first: by text only"):
        sent(rehearsal)
    handed: list[str] = []
    batch = batches.send_all(
        rehearsal.office,
        rehearsal.cora,
        batches.to_send(rehearsal.office),
        SentHow.POST,
        ON,
        lambda code, _ref, _place, _file: handed.append(code),
        lambda _done, _all: None,
    )
    assert (batch.done, handed) == ((), [])
    assert [each.why for each in batch.not_done] == [
        "It was not sent: a note on safe contact has to be read first: by text only."
    ]


@pytest.mark.parametrize("word", ["letter", "Post ", "email", "phone"])
@pytest.mark.parametrize("how", [SentHow.POST, SentHow.SIGNED_FOR, SentHow.EMAIL])
def test_a_word_on_safe_contact_names_the_one_way_that_is_safe(
    rehearsal: Rehearsal, word: str, how: SentHow
) -> None:
    contact = {"young_person.safe_contact": word, "young_person.email": "tam@example.org"}
    rehearsal.approved_case("RG-0001", contact)
    letters.issue(rehearsal.office, rehearsal.cora, "approval", "RG-0001", day("2018-07-10"))
    (paper,) = batches.to_send(rehearsal.office)
    with reading(rehearsal.office.engine) as session:
        found = dispatch.destination(session, paper, how)
    by_post = how is not SentHow.EMAIL
    safe = {"letter": by_post, "Post ": by_post, "email": not by_post, "phone": False}[word]
    assert (found.place is not None) == safe
    assert safe or found.why_not == f"the young person is safely reached by {word.strip()} only"


def test_a_withdrawn_letter_is_not_sent(begin: Begin) -> None:
    rehearsal = begin(approval_made)
    code = code_of(rehearsal.office, "approval")
    withdrawing.withdraw(rehearsal.office, rehearsal.ann, code, WithdrawalReason.MISTAKE, ON)
    with pytest.raises(AlreadyDone):
        sent(rehearsal)
    assert batches.to_send(rehearsal.office) == []


def test_a_batch_hands_over_every_paper_once(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    handed: dict[str, bytes] = {}

    def send_all() -> batches.Batch:
        return batches.send_all(
            rehearsal.office,
            rehearsal.cora,
            batches.to_send(rehearsal.office),
            SentHow.POST,
            day("2018-08-01"),
            lambda code, _ref, _place, content: handed.update({code: content}),
            lambda _done, _all: None,
        )

    assert len(send_all().done) == 2
    assert set(handed) == {code_of(rehearsal.office, kind) for kind in ("deed", "agreement")}
    assert all(content.startswith(b"%PDF") for content in handed.values())
    assert send_all().done == ()


@pytest.mark.parametrize(("on", "refused"), [("2018-07-10", True), ("2018-07-11", False)])
def test_a_letter_comes_back_on_the_day_it_was_sent_at_the_earliest(
    begin: Begin, on: str, refused: bool
) -> None:
    rehearsal = begin(approval_sent)
    code = code_of(rehearsal.office, "approval")
    if refused:
        with pytest.raises(WrongInput, match="expected 2018-07-11 or later, when it was sent"):
            dispatch.came_back(rehearsal.office, rehearsal.cora, code, ReturnReason.MOVED, day(on))
        return
    dispatch.came_back(rehearsal.office, rehearsal.cora, code, ReturnReason.MOVED, day(on))
    assert [each["kind"] for each in worktray.listed(rehearsal.office, day(on))] == ["find_address"]
    with pytest.raises(AlreadyDone):
        dispatch.came_back(rehearsal.office, rehearsal.cora, code, ReturnReason.MOVED, day(on))
    dispatch.send(rehearsal.office, rehearsal.cora, code, SentHow.POST, day("2018-08-01"), "5 New Road")
    dispatch.came_back(rehearsal.office, rehearsal.cora, code, ReturnReason.REFUSED, day("2018-08-09"))


def test_what_was_never_sent_does_not_come_back(begin: Begin) -> None:
    rehearsal = begin(approval_made)
    with pytest.raises(NotFound, match="expected a paper that was sent"):
        dispatch.came_back(
            rehearsal.office, rehearsal.cora, code_of(rehearsal.office, "approval"), ReturnReason.OTHER, ON
        )


def _sent_by(rehearsal: Rehearsal, person: Person, on: str, handed: list[str]) -> batches.Batch:
    papers = batches.to_send(rehearsal.office)
    return batches.send_all(
        rehearsal.office,
        person,
        papers,
        SentHow.POST,
        day(on),
        lambda code, _ref, _place, _file: handed.append(code),
        lambda _done, _all: None,
    )


@pytest.mark.parametrize("name", ["fay", "pam", "aude", "ada"])
def test_who_may_not_send_is_handed_nothing_and_told_of_nobody(begin: Begin, name: str) -> None:
    rehearsal = begin(stories.active)
    handed: list[str] = []
    with pytest.raises(NotPermitted):
        _sent_by(rehearsal, getattr(rehearsal, name), "2018-08-01", handed)
    assert handed == []


@pytest.mark.parametrize(("on", "sent_now"), [("2018-07-04", 0), ("2018-07-05", 2)])
def test_nothing_is_handed_over_on_a_day_before_it_was_made(begin: Begin, on: str, sent_now: int) -> None:
    rehearsal = begin(stories.offered)
    handed: list[str] = []
    batch = _sent_by(rehearsal, rehearsal.cora, on, handed)
    assert (len(batch.done), len(handed)) == (sent_now, sent_now)


def test_of_two_batches_from_the_same_list_the_second_hands_nothing_over(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    listed = batches.to_send(rehearsal.office)
    handed: list[str] = []
    _sent_by(rehearsal, rehearsal.cora, "2018-08-01", handed)
    for paper in listed:
        with pytest.raises(AlreadyDone, match="was sent before"):
            dispatch.send_first(
                rehearsal.office,
                rehearsal.cal,
                paper.code,
                SentHow.POST,
                day("2018-08-01"),
                lambda code, _ref, _place, _file: handed.append(code),
            )
    assert sorted(handed) == sorted(paper.code for paper in listed)


def test_what_could_not_be_handed_over_is_not_recorded_as_sent(begin: Begin) -> None:
    rehearsal = begin(stories.active)

    def disk_full(_code: str, _ref: str, _place: str, _file: bytes) -> None:
        raise OSError(28, "No space left on device")

    (first, *_) = batches.to_send(rehearsal.office)
    with pytest.raises(OSError, match="No space left"):
        dispatch.send_first(
            rehearsal.office, rehearsal.cora, first.code, SentHow.POST, day("2018-08-01"), disk_full
        )
    assert len(batches.to_send(rehearsal.office)) == 2
