"""A refusal is looked at again once, by another approver; an overturned one is decided anew by somebody else."""

import pytest

from guarantor.domain.access import Role
from guarantor.domain.refusals import AlreadyDone, NothingToReview, SamePerson, WrongStatus
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.office import Person
from guarantor.services.casework import cases, decisions, exceptions, refusal_reviews, showing
from guarantor.services.casework.withdrawing import withdraw
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story, after
from tests.services import stories
from tests.services.after_decision import review_asked
from tests.services.stories import day, given_role
from tests.watching import asked, one_line, refused


@after(review_asked)
def overturned(rehearsal: Rehearsal) -> None:
    """Abe overturned Ann's refusal."""
    _review(rehearsal, "overturned")


def _review(rehearsal: Rehearsal, outcome: str, who: Person | None = None, on: str = "2018-07-09") -> object:
    return refusal_reviews.review(
        rehearsal.office, who or rehearsal.abe, "RG-0001", outcome, " the facts bear it ", day(on)
    )


def _decide(rehearsal: Rehearsal, who: Person, decision: str = "approve") -> object:
    return decisions.decide(rehearsal.office, who, "RG-0001", decision, "anew", [], day("2018-07-10"))


def test_a_review_is_due_ten_working_days_after_it_was_asked_for(begin: Begin) -> None:
    rehearsal = begin(stories.declined)
    with one_line(rehearsal.url) as added:
        asked_for = refusal_reviews.ask(
            rehearsal.office, rehearsal.cora, "RG-0001", "I can cook", day("2018-08-20")
        )
    # From Monday 20 August 2018, over the bank holiday of 27 August.
    assert asked_for == {"ref": "RG-0001", "due_on": "2018-09-04"}
    assert "cook" not in str(added)
    task = asked(rehearsal.url, "SELECT kind, case_ref, owner_role, due_on FROM task")
    assert task == [("review_of_refusal", "RG-0001", "approver", "2018-09-04")]
    (shown,) = showing.case(rehearsal.office, "RG-0001")["reviews"]
    assert (shown["asked_on"], shown["due_on"], shown["grounds"], shown["outcome"]) == (
        "2018-08-20",
        "2018-09-04",
        "I can cook",
        None,
    )


def test_an_upheld_refusal_stands(begin: Begin) -> None:
    rehearsal = begin(review_asked)
    assert _review(rehearsal, "upheld") == {"ref": "RG-0001", "outcome": "upheld", "status": "declined"}
    assert asked(rehearsal.url, "SELECT step FROM task_step") == [("done",)]
    (shown,) = showing.case(rehearsal.office, "RG-0001")["reviews"]
    assert (shown["outcome"], shown["reviewed_on"], shown["reviewed_by"], shown["reason"]) == (
        "upheld",
        "2018-07-09",
        "abe",
        "the facts bear it",
    )


def test_an_overturned_refusal_is_open_to_a_new_decision(begin: Begin) -> None:
    rehearsal = begin(review_asked)
    assert _review(rehearsal, "overturned") == {
        "ref": "RG-0001",
        "outcome": "overturned",
        "status": "assessed",
    }
    assert asked(rehearsal.url, "SELECT step FROM task_step") == [("done",)]


# ---- who


def test_whoever_decided_does_not_review(begin: Begin) -> None:
    rehearsal = begin(review_asked)
    with refused(rehearsal.url, SamePerson) as caught:
        _review(rehearsal, "upheld", rehearsal.ann)
    assert "decided RG-0001" in str(caught.value)


def test_whoever_prepared_the_case_does_not_review(begin: Begin) -> None:
    rehearsal = begin(review_asked)
    given_role(rehearsal, rehearsal.cora, Role.APPROVER)
    with refused(rehearsal.url, SamePerson) as caught:
        _review(rehearsal, "upheld", rehearsal.cora)
    assert "prepared RG-0001" in str(caught.value)


def test_whoever_wrote_the_request_down_and_did_not_prepare_the_case_may_review(begin: Begin) -> None:
    rehearsal = begin(stories.declined)
    given_role(rehearsal, rehearsal.cal, Role.APPROVER)
    refusal_reviews.ask(rehearsal.office, rehearsal.cal, "RG-0001", "please", day("2018-07-05"))
    _review(rehearsal, "upheld", rehearsal.cal)


@pytest.mark.parametrize("decision", ["approve", "decline"])
def test_who_was_overturned_does_not_make_the_new_decision_and_the_reviewer_may(
    begin: Begin, decision: str
) -> None:
    rehearsal = begin(overturned)
    with refused(rehearsal.url, SamePerson) as caught:
        _decide(rehearsal, rehearsal.ann, decision)
    assert "overturned" in str(caught.value)
    _decide(rehearsal, rehearsal.abe, decision)


def test_who_was_overturned_does_not_decide_a_new_assessment_either(begin: Begin) -> None:
    rehearsal = begin(overturned)
    cases.revise(rehearsal.office, rehearsal.cora, "RG-0001", rehearsal.document(), day("2018-07-10"))
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-10"))
    with refused(rehearsal.url, SamePerson):
        _decide(rehearsal, rehearsal.ann)


def test_who_was_overturned_proposes_no_exception(begin: Begin) -> None:
    rehearsal = begin(_not_ready_declined_and_overturned)
    with refused(rehearsal.url, SamePerson):
        exceptions.propose_exception(
            rehearsal.office, rehearsal.ann, "RG-0001", ["ready"], [], "after all", day("2018-07-10")
        )


def test_once_somebody_else_has_decided_the_first_approver_may_decide_again(begin: Begin) -> None:
    rehearsal = begin(overturned)
    _decide(rehearsal, rehearsal.abe, "decline")
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-10"))
    assert _decide(rehearsal, rehearsal.ann) == {"ref": "RG-0001", "status": "approved"}


# ---- when


def test_a_refusal_is_reviewed_once(begin: Begin) -> None:
    rehearsal = begin(review_asked)
    with refused(rehearsal.url, AlreadyDone):
        refusal_reviews.ask(rehearsal.office, rehearsal.cora, "RG-0001", "again", day("2018-07-06"))
    _review(rehearsal, "upheld")
    with refused(rehearsal.url, AlreadyDone):
        refusal_reviews.ask(rehearsal.office, rehearsal.cora, "RG-0001", "again", day("2018-07-10"))
    with refused(rehearsal.url, NothingToReview) as caught:
        _review(rehearsal, "overturned", on="2018-07-10")
    assert "upheld" in str(caught.value)


def test_a_new_refusal_can_be_reviewed_again(begin: Begin) -> None:
    rehearsal = begin(overturned)
    _decide(rehearsal, rehearsal.abe, "decline")
    refusal_reviews.ask(rehearsal.office, rehearsal.cora, "RG-0001", "again", day("2018-07-11"))
    _review(rehearsal, "upheld", rehearsal.ann, on="2018-07-12")
    outcomes = [each["outcome"] for each in showing.case(rehearsal.office, "RG-0001")["reviews"]]
    assert outcomes == ["overturned", "upheld"]


def test_a_refusal_that_nobody_asked_about_is_not_reviewed(begin: Begin) -> None:
    rehearsal = begin(stories.declined)
    with refused(rehearsal.url, NothingToReview):
        _review(rehearsal, "upheld")


@pytest.mark.parametrize("story", [stories.assessed, stories.approved, stories.approved_in_principle])
def test_only_a_refusal_is_reviewed(begin: Begin, story: Story) -> None:
    rehearsal = begin(story)
    with refused(rehearsal.url, WrongStatus):
        refusal_reviews.ask(rehearsal.office, rehearsal.cora, "RG-0001", "please", day("2018-07-10"))
    with refused(rehearsal.url, WrongStatus):
        _review(rehearsal, "upheld")


@pytest.mark.parametrize("way", ["withdrawn", "assessed again"])
def test_a_case_that_has_gone_on_needs_no_review_any_more(begin: Begin, way: str) -> None:
    rehearsal = begin(review_asked)
    if way == "withdrawn":
        withdraw(rehearsal.office, rehearsal.cora, "RG-0001", "moved away", day("2018-07-06"))
    else:
        cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-06"))
    assert asked(rehearsal.url, "SELECT step FROM task_step") == [("not_needed",)]
    with refused(rehearsal.url, WrongStatus):
        _review(rehearsal, "upheld")


@pytest.mark.parametrize(
    ("outcome", "reason", "on", "option"),
    [
        ("rejected", "so", "2018-07-09", "--outcome"),
        ("upheld", " ", "2018-07-09", "--reason"),
        ("upheld", "so", "2018-07-04", "--on"),
    ],
)
def test_an_outcome_that_cannot_be_read_is_wrong_input(
    begin: Begin, outcome: str, reason: str, on: str, option: str
) -> None:
    rehearsal = begin(review_asked)
    with refused(rehearsal.url, WrongInput) as caught:
        refusal_reviews.review(rehearsal.office, rehearsal.abe, "RG-0001", outcome, reason, day(on))
    assert str(caught.value).startswith(f"{option}: ")


@pytest.mark.parametrize(
    ("reason", "on", "option"), [("", "2018-07-05", "--reason"), ("so", "2018-07-02", "--on")]
)
def test_a_request_needs_its_grounds_and_a_day_after_the_refusal(
    begin: Begin, reason: str, on: str, option: str
) -> None:
    rehearsal = begin(stories.declined)
    with refused(rehearsal.url, WrongInput) as caught:
        refusal_reviews.ask(rehearsal.office, rehearsal.cora, "RG-0001", reason, day(on))
    assert str(caught.value).startswith(f"{option}: ")


def test_a_case_that_nobody_opened_is_not_reviewed(rehearsal: Rehearsal) -> None:
    with refused(rehearsal.url, NotFound):
        refusal_reviews.ask(rehearsal.office, rehearsal.cora, "RG-0001", "please", day("2018-07-05"))
    with refused(rehearsal.url, NotFound):
        _review(rehearsal, "upheld")


@after(Rehearsal.staff)
def _not_ready_declined_and_overturned(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case(changes={"readiness.cooking": False})
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "decline", "not yet", [], day("2018-07-03"))
    refusal_reviews.ask(rehearsal.office, rehearsal.cora, "RG-0001", "please", day("2018-07-05"))
    _review(rehearsal, "overturned")
