"""A claim from lodging to payment, in a browser: three roles, four people, and nobody does the next one's part."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.paying import ACCOUNT, CALL_BACK, SORT_CODE
from tests.web.browser.conftest import Site, beside, come_in, violations
from tests.web.entering import with_accounts

Browse = Callable[..., Page]
CLAIM = "RG-0001/1/C1"
ADDRESS = "/claims/RG-0001-1-C1"


@after(with_accounts)
def in_arrears(rehearsal: Rehearsal) -> None:
    """Three months of rent fell due on RG-0001/1 and none was paid."""
    rehearsal.active_guarantee()
    rehearsal.charge("RG-0001/1", "2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01")


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A tenancy in arrears."""
    return beside(lambda: begin(in_arrears))


def press(page: Page, name: str) -> None:
    """Press a button of the page."""
    page.get_by_role("button", name=name, exact=True).click()


def fill_day(page: Page, name: str, day: int, month: int, year: int) -> None:
    """Fill in a date's three boxes."""
    for part, value in (("day", day), ("month", month), ("year", year)):
        page.fill(f"#{name}-{part}", str(value))


def lodge(page: Page) -> None:
    """A caseworker lodges what the rent record holds unpaid, of September and October alone."""
    page.goto("/claims")
    page.get_by_role("button", name="Lodge a claim").click()
    page.get_by_label("Guarantee", exact=True).fill("rg-0001-1")
    press(page, "Continue")
    fill_day(page, "on", 5, 11, 2018)
    page.get_by_label("November 2018").fill("")
    page.get_by_label("Good reason for a late report").fill("She was in hospital")
    press(page, "Lodge the claim")
    # The day was changed, so the checks may say something new: it is shown before it is lodged.
    if page.get_by_role("heading", level=1).inner_text() == "Check the claim":
        press(page, "Lodge the claim")
    expect(page.locator("h1")).to_contain_text(f"Claim {CLAIM}")


def record_papers(page: Page) -> None:
    """Each paper that is missing is recorded, the next one being offered."""
    for _ in range(3):
        page.get_by_role("link", name=re.compile("^Record it")).first.click()
        page.get_by_label("What did you see").fill("seen, in the case folder")
        fill_day(page, "on", 6, 11, 2018)
        press(page, "Record it")
    expect(page.get_by_role("alert")).to_contain_text("Every paper that the claim needs has been seen")


def decide(page: Page) -> None:
    """An approver accepts September whole and half of October."""
    page.goto("/claims")
    page.get_by_role("link", name=CLAIM).click()
    page.get_by_role("button", name="Decide the claim").click()
    lines = page.locator("section.claim-line")
    lines.nth(0).get_by_label("Accept £520.00").check()
    lines.nth(1).get_by_label("Accept part of it").check()
    press(page, "Decide the claim")
    expect(page.get_by_role("alert")).to_contain_text("Enter how much you accept for October 2018")
    page.get_by_label("Part accepted for October 2018").fill("260")
    page.get_by_label("Why is not all of it accepted?").fill("Half of it was paid in cash")
    fill_day(page, "on", 7, 11, 2018)
    press(page, "Decide the claim")
    expect(page.get_by_role("alert")).to_contain_text("£780.00 is to be paid")


def enter_payee(page: Page) -> None:
    """A finance officer enters the bank details."""
    page.goto("/finance/payees")
    page.get_by_role("link", name="RG-0001").click()
    page.get_by_role("button", name="Enter bank details").click()
    page.get_by_label("Sort code").fill(SORT_CODE)
    page.get_by_label("Account number").fill(ACCOUNT)
    fill_day(page, "on", 8, 11, 2018)
    press(page, "Enter the details")
    expect(page.locator("main")).to_contain_text("another finance officer rings the payee")
    expect(page.get_by_role("button", name="Confirm after a call-back")).to_have_count(0)


def confirm_payee(page: Page) -> None:
    """Another one rings and confirms."""
    page.goto("/finance/payees/RG-0001")
    page.get_by_role("button", name="Confirm after a call-back").click()
    page.get_by_label("Whom did you ring").fill(CALL_BACK)
    fill_day(page, "on", 8, 11, 2018)
    press(page, "Confirm")
    expect(page.get_by_role("alert")).to_contain_text("are confirmed")


def hand_over(page: Page) -> str:
    """Finance makes the batch and takes its file out; what stands in it."""
    page.goto("/finance/payments")
    page.get_by_role("button", name="Make a batch for accounts payable").click()
    press(page, "Make the batch")
    for _ in range(2):
        with page.expect_download() as taken:
            press(page, "Download the file (CSV)")
    assert taken.value.suggested_filename == "batch-B-1.csv"
    return taken.value.path().read_text(encoding="utf-8-sig")


def test_a_claim_is_lodged_decided_by_another_and_paid(site: Site, browse: Browse) -> None:
    caseworker = come_in(browse(), "cora")
    lodge(caseworker)
    record_papers(caseworker)
    expect(caseworker.get_by_role("button", name="Decide the claim")).to_have_count(0)
    decide(come_in(browse(), "ann"))
    entering = come_in(browse(), "fay")
    enter_payee(entering)
    paying = come_in(browse(), "finn")
    confirm_payee(paying)
    written = hand_over(paying)
    assert "780.00" in written
    assert ACCOUNT in written
    page = paying
    page.get_by_role("button", name="Record it as paid").click()
    page.get_by_role("button", name="Record all of it as paid").dblclick()
    expect(page.locator("main")).to_contain_text("All paid" if "batches" not in page.url else "Paid")
    caseworker.goto(ADDRESS)
    expect(caseworker.locator("h1")).to_contain_text("Paid")
    expect(caseworker.locator("main")).to_contain_text(f"{CLAIM}-1")
    expect(caseworker.locator("main")).to_contain_text("£780.00")


def test_a_double_click_on_pay_pays_once(site: Site, browse: Browse) -> None:
    claim = beside(lambda: site.rehearsal.accepted_claim("RG-0001/1", {"2018-09": 52_000, "2018-10": 52_000}))
    for script in (True, False):
        page = come_in(browse(java_script_enabled=script), "fay")
        page.goto(f"{ADDRESS.replace('/claims', '/finance/payments')}/pay")
        if script:
            page.get_by_label("Payment reference").fill("BACS-7")
            page.get_by_role("button", name="Record the payment").dblclick()
            expect(page.locator("h1")).to_contain_text("Paid")
        expect(page.locator("main")).to_contain_text("BACS-7")
    assert claim == CLAIM
    rows = page.goto(ADDRESS)
    assert rows is not None
    assert page.locator("main").inner_text().count("BACS-7") == 2


def test_the_pages_of_claims_and_payments_have_no_fault_in_any_state(site: Site, browse: Browse) -> None:
    beside(lambda: site.rehearsal.lodged_claim("RG-0001/1", {"2018-09": 52_000, "2019-03": 52_000}))
    caseworker, approver, finance = (come_in(browse(width=320), name) for name in ("cora", "ann", "fay"))
    seen = []
    for page, address, button in (
        (caseworker, "/guarantees/RG-0001-1/claims/new", "Lodge the claim"),
        (caseworker, f"{ADDRESS}/evidence", "Record it"),
        (caseworker, "/claims/landlord", "Search"),
        (caseworker, "/claims?reference=nothing", None),
        (approver, f"{ADDRESS}/decide", "Decide the claim"),
        (approver, ADDRESS, None),
        (finance, "/finance/payees/RG-0001/change", "Enter the details"),
        (finance, "/finance/payees?case=nothing", None),
    ):
        page.goto(address)
        if button:
            press(page, button)
        seen += [(address, fault) for fault in violations(page)]
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    assert seen == []
