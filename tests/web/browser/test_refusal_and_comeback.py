"""Turned down and come back, the whole way in a browser; who prepared a case sees why they cannot decide it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from guarantor.domain.access import Role
from guarantor.services.acting import databases
from guarantor.services.casework import cases
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.stories import day, given_role
from tests.web.browser.conftest import beside, come_in, violations
from tests.web.entering import with_accounts

Browse = Callable[..., Page]


@after(with_accounts)
def not_ready_yet(rehearsal: Rehearsal) -> None:
    """RG-0001 cannot cook yet: Cora assessed it, and it is 5 July 2018. Cal, also an approver, prepared RG-0002."""
    rehearsal.assessed_case("RG-0001", {"readiness.cooking": False})
    given_role(rehearsal, rehearsal.cal, Role.APPROVER)
    office, cal, on = rehearsal.office, rehearsal.cal, day("2018-07-02")
    cases.add(office, cal, rehearsal.document("RG-0002"), on)
    cases.submit(office, cal, "RG-0002", on)
    cases.assess(office, cal, "RG-0002", on)
    databases.set_business_date(rehearsal.office, rehearsal.ada, day("2018-07-05"))


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Two cases that wait for their decision."""
    return beside(lambda: begin(not_ready_yet))


def heading(page: Page) -> str:
    """The page's heading."""
    return page.inner_text("h1")


def test_a_refusal_is_told_and_the_young_person_comes_back(browse: Browse) -> None:
    ann, cora = come_in(browse(), "ann"), come_in(browse(), "cora")

    ann.goto("/cases/RG-0001")
    ann.click("a.govuk-button:has-text('Decide')")
    assert "Cooking" in ann.inner_text("main") or "cooking" in ann.inner_text("main")
    ann.check("input[value=decline]")
    ann.click("main button[type=submit]")
    assert "Say why" in ann.inner_text(".govuk-error-summary")
    assert ann.is_checked("input[value=decline]")
    assert violations(ann) == []
    ann.fill("#reason", "Not yet: learn to cook a few meals first.")
    ann.click("main button[type=submit]")
    assert "RG-0001 is declined" in ann.inner_text(".govuk-notification-banner")

    cora.goto("/cases/RG-0001/letters")
    cora.click("text=Make: We cannot be your guarantor now")
    cora.check("input[value=large-print]")
    cora.click("main button[type=submit]")
    assert heading(cora) == "We cannot be your guarantor now"
    with cora.expect_download() as coming:
        cora.click("text=Download (PDF)")
    assert coming.value.suggested_filename.startswith("refusal-RG-0001-")
    cora.click("text=Record as sent")
    cora.check("input[value=by_hand]")
    cora.click("main button[type=submit]")
    assert "By hand" in cora.inner_text("main")

    cora.goto("/cases/RG-0001")
    cora.click("a.govuk-button:has-text('Correct the facts')")
    cora.click("a.govuk-button:has-text('Correct or complete the facts')")
    cora.click("a[href$='/application/readiness']")
    cora.check("input[name=readiness_cooking][value=yes]")
    cora.click("main button[type=submit] >> nth=0")
    cora.goto("/cases/RG-0001/facts")
    assert "What stood before" in cora.inner_text("main")
    cora.goto("/cases/RG-0001")
    cora.click("a.govuk-button:has-text('Assess')")
    cora.click("main button[type=submit]")
    assert "RG-0001 was assessed: eligible" in cora.inner_text(".govuk-notification-banner")

    ann.goto("/cases/RG-0001/decide")
    ann.check("input[value=approve]")
    ann.fill("#reason", "They cook now, and are ready.")
    ann.click("main button[type=submit]")
    assert "RG-0001 is approved" in ann.inner_text(".govuk-notification-banner")

    ann.goto("/cases/RG-0001/timeline")
    told = ann.inner_text("main")
    for said in (
        "Decided: declined",
        "Letter made: refusal",
        "Paper sent: by hand",
        "Application corrected",
        "Assessed: eligible",
        "Decided: approved",
        "They cook now, and are ready.",
    ):
        assert said in told
    assert told.index("Decided: approved") < told.index("Application corrected") < told.index("Letter made")


def test_who_prepared_a_case_cannot_decide_it_and_sees_why(browse: Browse) -> None:
    cal = come_in(browse(width=375), "cal")
    cal.goto("/cases/RG-0002")
    assert "You prepared this case, so another approver decides." in cal.inner_text("main")
    cal.goto("/cases/RG-0002/decide")
    assert "You prepared this case, so another approver decides." in cal.inner_text("main")
    assert cal.query_selector("main form") is None
    assert violations(cal) == []

    ann = come_in(browse(), "ann")
    ann.goto("/cases/RG-0002/decide")
    ann.check("input[value=approve]")
    ann.fill("#reason", "Ready.")
    ann.click("main button[type=submit]")
    assert "RG-0002 is approved" in ann.inner_text(".govuk-notification-banner")
