"""Deciding in a browser: what is missing, a letter with a note on safe contact, the check page of a review."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from guarantor.services.acting import databases
from guarantor.services.casework import decisions, refusal_reviews
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.stories import day
from tests.web.browser.conftest import beside, come_in, violations
from tests.web.entering import with_accounts

Browse = Callable[..., Page]
HOME = ("starts_on", "kind", "area", "brma", "rooms", "monthly_rent", "rent_share")


@after(with_accounts)
def to_be_reviewed_and_decided(rehearsal: Rehearsal) -> None:
    """RG-0001 was declined by Ann and is to be reviewed, with a note on safe contact; RG-0002 has no home yet."""
    office = rehearsal.office
    rehearsal.assessed_case(
        "RG-0001", {"young_person.safe_contact": "Ring the adviser first, never write home"}
    )
    decisions.decide(office, rehearsal.ann, "RG-0001", "decline", "Not yet.", [], day("2018-07-03"))
    refusal_reviews.ask(office, rehearsal.cora, "RG-0001", "I can cook now.", day("2018-07-04"))
    rehearsal.assessed_case("RG-0002", {f"tenancy.{each}": None for each in HOME})
    databases.set_business_date(office, rehearsal.ada, day("2018-07-05"))


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A refusal to be reviewed and a case to be decided."""
    return beside(lambda: begin(to_be_reviewed_and_decided))


@pytest.mark.parametrize("width", [1280, 390])
def test_a_review_is_checked_changed_and_recorded(browse: Browse, width: int) -> None:
    abe = come_in(browse(width=width), "abe")
    abe.goto("/cases/RG-0001/review/outcome")
    abe.check("input[value=overturned]")
    abe.fill("#reason", "Cooking has been learnt.\nWell done.")
    abe.click("text=Continue")
    assert "Check before you record it" in abe.inner_text("h1")
    assert "by somebody other than ann" in abe.inner_text("main")
    assert violations(abe) == []
    abe.click("text=Change it")
    assert abe.input_value("#reason").split() == ["Cooking", "has", "been", "learnt.", "Well", "done."]
    abe.check("input[value=upheld]")
    abe.click("text=Continue")
    assert "the answer is still no" in abe.inner_text("main")
    abe.click("text=Record the outcome")
    assert "The refusal is upheld" in abe.inner_text(".govuk-notification-banner")


@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_missing_and_the_note_on_safe_contact_stand_without_a_fault(
    browse: Browse, width: int
) -> None:
    ann = come_in(browse(width=width), "ann")
    ann.goto("/cases/RG-0002/decide")
    assert "What is missing" in ann.inner_text("main")
    assert violations(ann) == []
    assert ann.evaluate("document.documentElement.scrollWidth") <= width
    cora = come_in(browse(width=width), "cora")
    cora.goto("/cases/RG-0001/letters/make?letter=refusal+RG-0001")
    cora.check("input[value=standard]")
    cora.click("main button[type=submit]")
    cora.click("text=Record as sent")
    assert cora.inner_text("main").count("Ring the adviser first") == 1
    assert violations(cora) == []
