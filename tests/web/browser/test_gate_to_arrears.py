"""From an approved case to arrears, in a browser: the gate, the issue, three signatures, rent charged, one missed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.web.browser.conftest import Site, beside, come_in, violations
from tests.web.guarantees.working import an_approved_case, at_work_on

Browse = Callable[..., Page]
SEEN = ["terms", "tenancy agreement", "landlord is checked", "certificates", "payee", "advice"]


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """An approved case on 5 July 2018."""
    return beside(lambda: begin(an_approved_case))


def press(page: Page, name: str) -> None:
    """Press a button of the page."""
    page.get_by_role("button", name=name, exact=True).click()


def record_the_gate(page: Page) -> None:
    """A caseworker records each item on its own page."""
    page.goto("/cases/RG-0001/issue")
    for item in SEEN:
        page.locator(".govuk-task-list__link").filter(has_text=item).click()
        if item == "terms":
            page.get_by_label("Yes, as they stand").check()
        page.get_by_label("What did").fill(f"Seen in the folder: {item}")
        press(page, "Record")
    expect(page.get_by_role("alert")).to_contain_text("Every item of the gate is recorded")
    expect(page.locator("main")).to_contain_text("An approver who did not prepare the case issues it")
    expect(page.get_by_role("button", name="Check the terms and issue")).to_have_count(0)


def issue(page: Page) -> None:
    """An approver looks at the terms and issues."""
    page.goto("/cases/RG-0001/issue")
    page.get_by_role("button", name="Check the terms and issue").click()
    expect(page.locator("main")).to_contain_text("£3,120.00")
    page.get_by_role("button", name="Issue the guarantee").dblclick()
    expect(page.locator("h1")).to_contain_text("Guarantee RG-0001/1")
    expect(page.locator("h1")).to_contain_text("Offered")


def sign(page: Page) -> None:
    """Each party's signature is recorded; the next one is offered until all three are there."""
    page.goto("/guarantees/RG-0001-1")
    for _ in range(3):
        page.get_by_role("button", name="Record a signature").click()
        page.get_by_label("As what?").fill("signatory")
        page.get_by_label("On paper").check()
        page.get_by_label("Yes", exact=True).check()
        page.get_by_label("Who witnessed it?").fill("Will Sample")
        press(page, "Record the signature")
    expect(page.get_by_role("alert")).to_contain_text("All three have signed")
    expect(page.locator("h1")).to_contain_text("Active")


def charge(page: Page) -> None:
    """The rent is set up for the whole term, with what is offered."""
    page.goto("/guarantees/RG-0001-1/rent")
    page.get_by_role("button", name="Set up the rent").click()
    press(page, "Check the days")
    expect(page.locator("main")).to_contain_text("£6,240.00")
    press(page, "Record these charges")
    expect(page.locator("main")).to_contain_text("12 charges recorded")


def miss(page: Page) -> None:
    """August was reported missed; the page says what is owed and for how long."""
    page.get_by_role("button", name="Record missed rent").click()
    expect(page.get_by_label("Which month’s rent?")).to_have_value("2018-08")
    press(page, "Record")
    expect(page.get_by_role("alert")).to_contain_text("£520.00 is in arrears, 35 days")
    expect(page.locator(".counts")).to_contain_text("£520.00 in arrears, 35 days")
    expect(page.locator("h1")).to_contain_text("Formal warning")


def everything_done(browse: Browse, site: Site, **how: object) -> Page:
    """The whole way; answers the caseworker's page at its end."""
    caseworker = come_in(browse(**how), "cora")
    record_the_gate(caseworker)
    issue(come_in(browse(**how), "ann"))
    sign(caseworker)
    charge(caseworker)
    beside(lambda: at_work_on(site.rehearsal, "2018-09-05"))
    caseworker.goto("/guarantees/RG-0001-1/rent")
    miss(caseworker)
    return caseworker


def test_from_the_gate_to_arrears(site: Site, browse: Browse) -> None:
    page = everything_done(browse, site)
    assert violations(page) == []
    page.get_by_role("link", name="Make the early warning letter").click()
    expect(page.locator("h1")).to_contain_text("Make a letter")


def test_from_the_gate_to_arrears_on_a_phone_without_javascript(site: Site, browse: Browse) -> None:
    page = everything_done(browse, site, width=320, java_script_enabled=False)
    expect(page.locator("main")).to_contain_text("1 September 2018")
