"""Letters on a case tell what is stored of its decision and assessment, and nothing else."""

import datetime as dt
from decimal import Decimal

import pytest

from guarantor.domain.refusals import NothingToTell
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting import confirming
from guarantor.services.casework import cases, decisions, refusal_reviews, showing
from guarantor.services.data_protection import erasure
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story, after
from tests.services import stories
from tests.services.after_decision import P, exception_proposed, review_asked, three_wait
from tests.services.correspondence.gathering import GATHERERS, content, gathered
from tests.services.stories import day, issue

R = "RG-0001"
ON_CASES = (
    "approval",
    "approval-in-principle",
    "refusal",
    "refusal-reviewed",
    "more-information",
    "waiting-list",
)


@after(Rehearsal.staff)
def lacking(rehearsal: Rehearsal) -> None:
    """RG-0001 is incomplete: nobody has said what it earns, nor whether it can cook."""
    rehearsal.assessed_case(changes={"money.monthly_income": None, "readiness.cooking": None})


@after(Rehearsal.staff)
def refused(rehearsal: Rehearsal) -> None:
    """RG-0001 cannot cook, and its rent is above the allowance: declined by Ann."""
    rehearsal.assessed_case(changes={"readiness.cooking": False, "tenancy.rent_share": "515.00"})
    decisions.decide(
        rehearsal.office,
        rehearsal.ann,
        R,
        "decline",
        "Learn to cook first. Then\ncome back!",
        [],
        day("2018-07-03"),
    )


@after(review_asked)
def upheld(rehearsal: Rehearsal) -> None:
    """The refusal of RG-0001 was upheld by Abe on 10 July 2018."""
    refusal_reviews.review(rehearsal.office, rehearsal.abe, R, "upheld", "It stands.", day("2018-07-10"))


@after(review_asked)
def overturned(rehearsal: Rehearsal) -> None:
    """The refusal of RG-0001 was overturned by Abe on 10 July 2018."""
    refusal_reviews.review(
        rehearsal.office, rehearsal.abe, R, "overturned", "You can cook.", day("2018-07-10")
    )


def test_an_approval_tells_the_offer_as_it_was_assessed(begin: Begin) -> None:
    told = content(begin(stories.approved), "approval", R, "2018-07-04")
    assert (told.recipient.name, told.recipient.address) == ("Tam Synthetic", "1 Example Road")
    assert told.home == "Flat 2, 14 Example Street, Canterbury, CT1 2ZZ"
    assert (told.rent_share, told.cap, told.months) == (Decimal("520.00"), Decimal("3120.00"), 12)
    assert (told.starts_on, told.ends_on) == (dt.date(2018, 8, 1), dt.date(2019, 7, 31))


def test_an_approval_tells_the_terms_of_the_guarantee_once_it_is_issued(begin: Begin) -> None:
    rehearsal = begin(stories.moved)
    told = content(rehearsal, "approval", R, "2018-11-10")
    new = showing.guarantee(rehearsal.office, "RG-0001/2")
    assert (str(told.cap), told.months, told.ends_on.isoformat()) == (
        new["cap"],
        new["months"],
        new["ends_on"],
    )
    assert told.home == "5 Sample Lane, Canterbury, CT2 1ZZ"


def test_an_approval_after_a_move_tells_what_the_issue_then_gives(begin: Begin) -> None:
    rehearsal = begin(stories.move_approved)
    before = content(rehearsal, "approval", R, "2018-11-10")
    issue(rehearsal, on="2018-11-10")
    assert content(rehearsal, "approval", R, "2018-11-10") == before


def test_an_exception_tells_the_terms_that_it_is_issued_on(begin: Begin) -> None:
    rehearsal = begin(exception_proposed)
    confirming.confirm(rehearsal.office, rehearsal.abe, P, on=day("2018-07-04"))
    told = content(rehearsal, "approval", R, "2018-07-04")
    assert (told.cap, told.months, told.ends_on) == (Decimal("3120.00"), 12, dt.date(2019, 7, 31))


def test_an_approval_in_principle_tells_its_last_day_and_what_a_home_brings(begin: Begin) -> None:
    """90 days after 3 July 2018."""
    told = content(begin(stories.approved_in_principle), "approval-in-principle", R, "2018-07-03")
    assert told.lapses_on == dt.date(2018, 10, 1)
    assert "the rent share" in told.still_needed


def test_a_refusal_says_to_its_reader_what_was_found_and_keeps_the_approvers_words_apart(
    begin: Begin,
) -> None:
    rehearsal = begin(refused)
    told = content(rehearsal, "refusal", R, "2018-07-04")
    record = showing.case(rehearsal.office, R)["assessment"]
    (found,) = (each["reason"] for each in record["findings"] if each["result"] in ("not_met", "refer"))
    assert told.words == ("Learn to cook first.", "Then come back!")
    assert found == "The young person is not ready yet for cooking."
    assert told.reasons == ("You are not ready yet for cooking.",)
    (change,) = record["would_change"]
    assert told.would_change == (f"Ready to run a home: {change['says']}",)
    assert "cooking" in change["says"]
    assert told.decided_on == dt.date(2018, 7, 3)


def test_a_refusal_tells_how_long_to_ask_for_a_review_and_how_soon_it_is_answered(begin: Begin) -> None:
    """28 days after 4 July 2018, when the letter is made."""
    told = content(begin(stories.declined), "refusal", R, "2018-07-04")
    assert told.review_by == dt.date(2018, 8, 1)
    assert (told.review_answer_working_days, told.complaint_answer_working_days) == (10, 10)
    assert told.policy == "Kent rent guarantor pilot for care leavers"
    assert (told.reasons, told.words) == ((), ("not yet",))
    assert told.would_change == ()
    assert (told.review_asked_on, told.reviewed_on) == (None, None)


def test_a_refusal_told_late_counts_the_days_to_ask_for_a_review_from_its_own_day(begin: Begin) -> None:
    """28 days after 1 March 2019."""
    told = content(begin(stories.declined), "refusal", R, "2019-03-01")
    assert told.review_by == dt.date(2019, 3, 29)


def test_a_refusal_told_after_its_review_knows_that_it_was_asked_for_and_answered(begin: Begin) -> None:
    asked = content(begin(review_asked), "refusal", R, "2018-07-11")
    assert (asked.review_asked_on is not None, asked.reviewed_on) == (True, None)
    answered = content(begin(upheld), "refusal", R, "2018-07-11")
    assert answered.review_asked_on == asked.review_asked_on
    assert answered.reviewed_on == dt.date(2018, 7, 10)


@pytest.mark.parametrize(
    ("story", "stands", "reason"), [(upheld, True, "It stands."), (overturned, False, "You can cook.")]
)
def test_a_review_tells_what_the_other_approver_found(
    begin: Begin, story: Story, stands: bool, reason: str
) -> None:
    told = content(begin(story), "refusal-reviewed", R, "2018-07-11")
    assert (told.upheld, told.reasons, told.decision_on) == (stands, (reason,), dt.date(2018, 7, 10))


def test_missing_facts_are_asked_for_with_who_usually_holds_them(begin: Begin) -> None:
    """14 days after 3 July 2018."""
    told = content(begin(lacking), "more-information", R, "2018-07-03")
    assert {each.what: each.who_holds for each in told.wanted} == {
        "cooking": "your personal adviser",
        "income a month": "you",
    }
    assert told.by_on == dt.date(2018, 7, 17)


def test_facts_given_since_the_assessment_leave_nothing_to_ask_for(begin: Begin) -> None:
    rehearsal = begin(lacking)
    cases.revise(rehearsal.office, rehearsal.cora, R, rehearsal.document(), day("2018-07-04"))
    with pytest.raises(NothingToTell):
        gathered(rehearsal, "more-information", R, "2018-07-04")


@pytest.mark.parametrize(
    ("ref", "ahead", "approved_on"), [("RG-0003", 0, 6), ("RG-0002", 1, 7), ("RG-0004", 2, 8)]
)
def test_who_waits_is_told_how_many_come_before(begin: Begin, ref: str, ahead: int, approved_on: int) -> None:
    told = content(begin(three_wait), "waiting-list", ref, "2018-07-09")
    assert (told.ahead, told.places, told.approved_on) == (ahead, 1, dt.date(2018, 7, approved_on))


@pytest.mark.parametrize("kind", ON_CASES)
@pytest.mark.parametrize(
    ("story", "told"),
    [
        (stories.submitted, ()),
        (stories.assessed, ()),
        (lacking, ("more-information",)),
        (stories.approved, ("approval",)),
        (stories.approved_in_principle, ("approval-in-principle",)),
        (stories.declined, ("refusal",)),
        (upheld, ("refusal", "refusal-reviewed")),
        (overturned, ("refusal-reviewed",)),
        (stories.offered, ("approval",)),
        (stories.active, ()),
        (stories.moving, ()),
    ],
)
def test_a_letter_is_made_only_where_the_case_stands_there(
    begin: Begin, story: Story, told: tuple[str, ...], kind: str
) -> None:
    rehearsal = begin(story)
    if kind in told:
        assert gathered(rehearsal, kind, R, "2018-07-11").case_ref == R
        return
    with pytest.raises(
        NothingToTell, match=rf"^RG-0001 has nothing that the letter {kind} could tell: it needs a "
    ):
        gathered(rehearsal, kind, R, "2018-07-11")


@pytest.mark.parametrize("kind", ON_CASES)
def test_a_case_that_does_not_exist_is_not_found(begin: Begin, kind: str) -> None:
    with pytest.raises(NotFound, match="RG-0009"):
        gathered(begin(stories.submitted), kind, "RG-0009", "2018-07-03")


def test_without_an_address_the_letter_is_handed_over(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    rehearsal.assessed_case(changes={"young_person.address": None})
    decisions.decide(rehearsal.office, rehearsal.ann, R, "decline", "not yet", [], day("2018-07-03"))
    assert content(rehearsal, "refusal", R, "2018-07-03").recipient.address is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"young_person.name": None}, "young_person.name"), ({"property.address": None}, "property.address")],
)
def test_a_name_or_home_that_is_missing_is_named(begin: Begin, changes: dict[str, None], field: str) -> None:
    rehearsal = begin(Rehearsal.staff)
    rehearsal.assessed_case(changes=changes)
    decisions.decide(rehearsal.office, rehearsal.ann, R, "approve", "ready", [], day("2018-07-03"))
    with pytest.raises(WrongInput, match=f"^{field}: expected an? ") as error:
        gathered(rehearsal, "approval", R, "2018-07-03")
    assert [each.field for each in error.value.faults] == [field]


@pytest.mark.parametrize(
    ("story", "kind"),
    [
        (stories.approved, "approval"),
        (stories.declined, "refusal"),
        (lacking, "more-information"),
        (upheld, "refusal-reviewed"),
    ],
)
def test_an_erased_case_says_that_its_facts_are_gone(begin: Begin, story: Story, kind: str) -> None:
    rehearsal = begin(story)
    erasure.erase_person(rehearsal.office, rehearsal.ada, R, day("2018-08-01"))
    with pytest.raises(WrongInput):
        gathered(rehearsal, kind, R, "2018-08-01")


def test_every_kind_on_a_case_has_its_gatherer() -> None:
    assert set(ON_CASES) <= GATHERERS.keys()


@after(Rehearsal.staff)
def refused_beside_a_referral(rehearsal: Rehearsal) -> None:
    """Cooking is not there yet, and old rent owed was left to a person; Ann declines."""
    changes = {"readiness.cooking": False, "person.current_rent_arrears": "640.00"}
    ref = rehearsal.assessed_case(R, changes)
    decisions.decide(
        rehearsal.office, rehearsal.ann, ref, "decline", "Learn to cook first.", [], day("2018-07-03")
    )


def test_what_the_rules_left_to_a_person_is_no_ground_of_a_refusal(begin: Begin) -> None:
    rehearsal = begin(refused_beside_a_referral)
    findings = showing.case(rehearsal.office, R)["assessment"]["findings"]
    assert [each["criterion"] for each in findings if each["result"] == "refer"] == ["housing_debt"]
    told = content(rehearsal, "refusal", R, "2018-07-04")
    assert told.reasons == ("You are not ready yet for cooking.",)
    assert len(told.would_change) == 1
