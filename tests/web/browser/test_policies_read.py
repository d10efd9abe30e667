"""A policy read by an elected member on a telephone: nothing that axe-core finds, nothing that scrolls sideways."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from guarantor.services.adoption import programmes, proposals
from guarantor.services.adoption.programmes import Adoption
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.acts_of_policies import FROM_ON, MINUTED, ON
from tests.web.browser.conftest import beside, come_in, violations
from tests.web.entering import with_accounts

Browse = Callable[..., Page]


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A policy was adopted, another is proposed, and its adoption waits."""
    return beside(lambda: begin(with_a_proposal_and_an_adoption))


@after(with_accounts)
def with_a_proposal_and_an_adoption(rehearsal: Rehearsal) -> None:
    """PP-1 stands, and Ann has proposed its adoption; RG-0001 was assessed."""
    proposals.propose(rehearsal.office, rehearsal.ann, "kent-pilot", [MINUTED], FROM_ON, "to see", ON)
    adoption = Adoption("PP-1", 25, FROM_ON, "Panel, 22 May 2019, item 4")
    programmes.propose_adoption(rehearsal.office, rehearsal.ann, adoption)
    rehearsal.assessed_case("RG-0001")


def test_policies_shipped_stored_and_compared_have_no_fault_and_fit_a_phone(browse: Browse) -> None:
    page = come_in(browse(width=320), "pam")
    page.goto("/policies")
    stored = page.get_attribute('a[href^="/policies/stored/"]', "href")
    assert stored is not None
    wrong = []
    for address in (stored, "/policies/kent-pilot", "/policies/compare?before=devon-like&after=kent-pilot"):
        page.goto(address)
        wrong += [f"{address}: {each}" for each in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{address}: scrolls sideways")
    assert wrong == []


@pytest.mark.parametrize("name", ["pam", "ann"])
def test_policies_tried_proposed_replayed_and_adopted_have_no_fault_and_fit_a_phone(
    browse: Browse, name: str
) -> None:
    page = come_in(browse(width=320), name)
    page.goto("/policies")
    adoption = page.get_attribute('a[href^="/policies/adoptions/"]', "href")
    assert adoption is not None
    replay = "/policies/replay?before=kent-pilot&after=PP-1"
    addresses = ["/policies", "/policies/try?policy=PP-1", "/policies/proposals/PP-1", replay, adoption]
    if name == "ann":
        values = "/policies/propose/values?policy=kent-pilot&change=in_touch_days&change=repayment"
        addresses += ["/policies/try/RG-0001", "/policies/propose", values, "/policies/adopt"]
        addresses += ["/policies/proposals/PP-1/withdraw"]
    wrong = []
    for address in addresses:
        page.goto(address)
        wrong += [f"{address}: {each}" for each in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{address}: scrolls sideways")
    assert wrong == []


def test_an_approver_changes_a_threshold_sees_who_changes_and_another_adopts_it(browse: Browse) -> None:
    ann = come_in(browse(), "ann")
    ann.goto("/policies")
    ann.click("text=Propose other thresholds")
    ann.check("text=Longest time since the last contact")
    ann.click("text=Continue")
    ann.fill("#value_in_touch_days", "10")
    ann.check("text=An officer")
    ann.fill("#paper_in_touch_days", "Head of Service, 3 April 2019")
    for part, number in (("day", "1"), ("month", "6"), ("year", "2019")):
        ann.fill(f"#from_on-{part}", number)
    ann.fill("#why", "To hear sooner from those who drift away")
    ann.click("main button:has-text('Propose')")
    ann.wait_for_url("**/policies/proposals/PP-2")
    ann.click("text=Replay all cases")
    row = ann.locator("tr", has_text="RG-0001").inner_text()
    assert "In touch with the service" in row
    ann.go_back()
    ann.click("text=Propose its adoption")
    for part, number in (("day", "1"), ("month", "6"), ("year", "2019")):
        ann.fill(f"#from_on-{part}", number)
    ann.fill("#places", "25")
    ann.fill("#minute", "Panel, 22 May 2019, item 5")
    ann.click("text=Propose the adoption")
    ann.wait_for_url("**/policies/adoptions/*")
    waits = ann.url
    abe = come_in(browse(), "abe")
    abe.goto(waits)
    abe.click("text=Confirm the adoption")
    abe.wait_for_url("**/policies")
    assert abe.locator("text=kent-pilot-2 is adopted with 25 places").count() == 1
