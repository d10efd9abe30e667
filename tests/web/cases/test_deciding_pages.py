"""What an approver sees before they decide, and what is told in words: missing facts, full places, what will follow."""

import pytest

from guarantor.services.casework import decisions, refusal_reviews, showing
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story, after
from tests.services import after_decision, stories
from tests.services.stories import day
from tests.web.cases.working import boxes, pages, words

CASE = "/cases/RG-0001"
NO_HOME = {
    "tenancy.starts_on": None,
    "tenancy.kind": None,
    "tenancy.area": None,
    "tenancy.brma": None,
    "tenancy.rooms": None,
    "tenancy.monthly_rent": None,
    "tenancy.rent_share": None,
}


@after(Rehearsal.staff)
def without_a_home(rehearsal: Rehearsal) -> None:
    """Everything is known of RG-0001 but the home."""
    rehearsal.assessed_case(changes=NO_HOME)


@after(Rehearsal.staff)
def without_an_income(rehearsal: Rehearsal) -> None:
    """Nobody knows what Tam of RG-0001 lives on."""
    rehearsal.assessed_case(changes={"money.monthly_income": None})


@after(after_decision.full)
def assessed_when_all_is_taken(rehearsal: Rehearsal) -> None:
    """RG-0002 is to be decided, and the one place is held."""
    rehearsal.assessed_case("RG-0002")


@after(stories.declined)
def upheld(rehearsal: Rehearsal) -> None:
    """The refusal of RG-0001 was reviewed and stands."""
    refusal_reviews.ask(rehearsal.office, rehearsal.cora, "RG-0001", "Please.", day("2018-07-06"))
    refusal_reviews.review(
        rehearsal.office, rehearsal.abe, "RG-0001", "upheld", "Still so.", day("2018-07-09")
    )


@pytest.mark.parametrize(
    ("story", "offered"),
    [
        (stories.assessed, {"approve", "decline"}),
        (without_a_home, {"approve-in-principle", "decline"}),
        (without_an_income, {"decline"}),
        (after_decision.not_ready, {"decline"}),
    ],
)
def test_only_what_the_outcome_bears_is_offered(begin: Begin, story: Story, offered: set[str]) -> None:
    form = pages(begin, story).as_("ann").get(f"{CASE}/decide").text
    assert {name for name in decisions.DECISIONS if f'value="{name}"' in form} == offered


def test_what_is_missing_stands_first_by_the_labels_of_the_application(begin: Begin) -> None:
    shown = pages(begin, without_a_home).reads("ann", f"{CASE}/decide")
    missing, found = shown.index("What is missing"), shown.index("What the rules found")
    assert missing < shown.index("What kind of letting is it?") < found
    assert "A caseworker completes the facts. Only the home is missing" in shown
    assert "What is missing" not in pages(begin, stories.assessed).reads("ann", f"{CASE}/decide")


def test_an_approval_that_does_not_bear_is_refused_by_the_labels_of_the_application(begin: Begin) -> None:
    at = pages(begin, without_a_home)
    shown = at.does("ann", f"{CASE}/decide", {"decision": "approve", "reason": "A good home."})
    assert shown.status_code == 409
    said = words(shown)
    assert "these facts are missing: “What kind of letting is it?”" in said.replace(
        "“First day of the tenancy”, ", ""
    )
    assert "tenancy." not in said


def test_an_unmet_criterion_is_told_by_its_title(begin: Begin) -> None:
    at = pages(begin, after_decision.not_ready)
    shown = words(at.does("ann", f"{CASE}/decide", {"decision": "approve", "reason": "Soon."}))
    assert "these criteria are not met: “Ready to run a home”." in shown


def test_the_approver_sees_the_home_the_rent_the_age_the_view_and_the_files(begin: Begin) -> None:
    at = pages(begin, stories.assessed)
    shown = at.reads("ann", f"{CASE}/decide")
    said = showing.case(at.rehearsal.office, "RG-0001")
    for expected in (said["property"]["address"], "£520.00", "years old", "Their view", "0 evidence files"):
        assert expected in shown
    case = at.as_("ann").get(CASE).text
    assert f'href="{CASE}/evidence"' in case
    assert "years old" in words(at.as_("ann").get(CASE))


def test_a_decision_that_leads_to_the_waiting_list_says_so_before(begin: Begin) -> None:
    says = "No place is free now."
    assert says in pages(begin, assessed_when_all_is_taken).reads("ann", "/cases/RG-0002/decide")
    assert says not in pages(begin, stories.assessed).reads("ann", f"{CASE}/decide")


def test_a_review_says_what_follows_and_records_nothing_until_it_is_confirmed(begin: Begin) -> None:
    at = pages(begin, after_decision.review_asked)
    outcome = {"outcome": "upheld", "reason": "Cooking is still to come."}
    shown = words(at.does("abe", f"{CASE}/review/outcome", outcome))
    assert "The letter will say that the answer is still no" in shown
    assert "Cooking is still to come." in shown
    changing = at.does("abe", f"{CASE}/review/outcome", {**outcome, "step": "change"})
    assert "Cooking is still to come." in changing.text
    assert showing.case(at.rehearsal.office, "RG-0001")["reviews"][-1]["outcome"] is None
    done = words(at.does("abe", f"{CASE}/review/outcome", {**outcome, "step": "record"}))
    assert "The refusal is upheld. Next: the letter that says so" in done
    assert showing.case(at.rehearsal.office, "RG-0001")["reviews"][-1]["outcome"] == "upheld"


def test_a_refusal_that_was_reviewed_is_not_offered_for_another_review(begin: Begin) -> None:
    offer = "Ask for a review of the refusal"
    assert offer not in pages(begin, upheld).reads("cora", CASE)
    assert offer in pages(begin, stories.declined).reads("cora", CASE)


def test_days_in_a_refusal_are_in_words(begin: Begin) -> None:
    at = pages(begin, stories.assessed)
    shown = words(at.does("cora", f"{CASE}/assess", {"on": boxes("2018-06-01")}))
    assert "must not be after the assessment on 1 June 2018, not 20 June 2018" in shown
