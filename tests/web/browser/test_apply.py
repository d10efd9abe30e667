"""A new application from nothing to submitted in Chromium, by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from guarantor.domain.lifecycle import CaseStatus
from guarantor.services.casework import applications
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.web.browser.conftest import Site, beside, violations
from tests.web.entering import PASSWORD, with_accounts

Browse = Callable[..., Page]
MOST_TABS = 60


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Everybody at work with an account, no case yet."""
    return beside(lambda: begin(with_accounts))


def reach(page: Page, selector: str) -> None:
    """Press Tab until what is meant has the focus."""
    for _ in range(MOST_TABS):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab on {page.url}")


def fill(page: Page, name: str, text: str) -> None:
    reach(page, f"#{name}")
    page.keyboard.type(text)


def choose(page: Page, name: str, place: int) -> None:
    """Take one of a group of choices, counted from 0: the arrows move among them."""
    reach(page, f"input[name={name}]")
    page.keyboard.press("Space")
    for _ in range(place):
        page.keyboard.press("ArrowDown")


def pick(page: Page, name: str, text: str) -> None:
    """Take an entry of a list by typing how it begins."""
    reach(page, f"#{name}")
    page.keyboard.type(text)


def day(page: Page, name: str, written: str) -> None:
    for part, value in zip(("day", "month", "year"), written.split(), strict=True):
        fill(page, f"{name}-{part}", value)


def tick(page: Page, name: str) -> None:
    reach(page, f"#{name}")
    page.keyboard.press("Space")


def go_on(page: Page, heading: str, button: str = "main form button") -> None:
    """Press the page's button, and come to the page with this heading."""
    reach(page, button)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"h1:text-is('{heading}')")


def come_in_by_keyboard(page: Page) -> None:
    page.goto("/sign-in")
    fill(page, "username", "cora")
    fill(page, "password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:text-is('Worktray')")


def start(page: Page) -> None:
    page.goto("/cases")
    reach(page, "a[href='/cases/new']")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:text-is('Start an application')")
    fill(page, "young_person_name", "Tam Synthetic")
    day(page, "person_date_of_birth", "14 3 1999")
    fill(page, "young_person_address", "1 Example Road, Maidstone")
    choose(page, "person_group", 0)
    go_on(page, "Tam Synthetic")


def the_young_person(page: Page) -> None:
    reach(page, "a[href$='/application/contact']")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:text-is('Contact, language and adviser')")
    fill(page, "young_person_safe_contact", "letter")
    fill(page, "young_person_phone", "01632 960001")
    fill(page, "personal_adviser", "Pat Synthetic")
    go_on(page, "Their view and agreement")
    fill(page, "young_persons_view", "I want my own flat.")
    day(page, "young_person_agreed_on", "20 4 2019")
    go_on(page, "Leaving care")


def their_circumstances(page: Page) -> None:
    choose(page, "person_leaving_care_status", 0)
    day(page, "person_last_contact_on", "20 4 2019")
    day(page, "person_pathway_plan_reviewed_on", "1 2 2019")
    go_on(page, "Readiness")
    for each in ("budgeting", "cooking", "home_care", "asks_for_help"):
        choose(page, f"readiness_{each}", 0)
    go_on(page, "Work or learning")
    choose(page, "activity", 0)
    go_on(page, "Money")
    fill(page, "money_monthly_income", "1300")
    go_on(page, "Previous housing")
    fill(page, "person_current_rent_arrears", "0")
    tick(page, "person_evicted_on_never")
    fill(page, "person_previous_guarantees", "0")
    go_on(page, "Right to rent")
    choose(page, "person_right_to_rent", 0)
    go_on(page, "Where they lived, and would live otherwise")
    pick(page, "accommodation_before", "Independent housing - KCC")
    pick(page, "would_otherwise", "Foyers")
    go_on(page, "The home")


def the_home(page: Page) -> None:
    choose(page, "tenancy_kind", 0)
    fill(page, "property_address", "Flat 2, 14 Example Street, Canterbury")
    fill(page, "property_postcode", "CT1 2ZZ")
    choose(page, "tenancy_area", 0)
    pick(page, "tenancy_brma", "Canterbury")
    choose(page, "tenancy_rooms", 1)
    choose(page, "property_joint", 1)
    choose(page, "property_licence", 1)
    go_on(page, "Rent and start")
    day(page, "tenancy_starts_on", "1 6 2019")
    fill(page, "tenancy_monthly_rent", "5200")
    fill(page, "tenancy_rent_share", "5200")
    go_on(page, "Look twice: Rent and start")
    assert violations(page) == []
    for name in ("tenancy_monthly_rent", "tenancy_rent_share"):
        reach(page, f"#{name}")
        page.keyboard.press("Control+A")
        page.keyboard.type("520")
    go_on(page, "Landlord and who is paid")
    fill(page, "landlord_name", "Orla Example")
    fill(page, "landlord_address", "3 Sample Road, Whitstable, CT5 1ZZ")
    fill(page, "landlord_payee", "Orla Example")
    go_on(page, "Deposit and rent in advance")
    fill(page, "deposit", "600")
    fill(page, "rent_in_advance", "520")
    go_on(page, "Tam Synthetic")


def test_an_application_goes_from_nothing_to_submitted_by_keyboard_alone(site: Site, browse: Browse) -> None:
    page = browse()
    come_in_by_keyboard(page)
    start(page)
    the_young_person(page)
    their_circumstances(page)
    the_home(page)
    assert "14 of 14 parts done" in page.inner_text("main")
    assert "Eligible" in page.inner_text("aside")
    reach(page, "a[href$='/application/submit']")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:text-is('Check the answers')")
    assert page.query_selector("main .govuk-inset-text") is None, "nothing is missing"
    go_on(page, "What happens next")
    assert violations(page) == []
    standing = beside(lambda: applications.held(site.rehearsal.office, "RG-0001"))
    assert standing.status is CaseStatus.SUBMITTED
    assert standing.document["tenancy"]["rent_share"] == "520.00"
    assert standing.document["young_person"]["language"] == "English"
    assert standing.document["person"]["responsible_authority"] == "Kent"


@pytest.mark.parametrize("javascript", [True, False])
def test_two_people_on_one_part_the_second_is_told_and_nothing_is_lost(
    site: Site, browse: Browse, javascript: bool
) -> None:
    beside(
        lambda: applications.start(
            site.rehearsal.office,
            site.rehearsal.cora,
            {"young_person.name": "Tam Synthetic"},
            site.rehearsal.clock.today(),
        )
    )
    first, second = (browse(java_script_enabled=javascript) for _ in range(2))
    for page, name in ((first, "cora"), (second, "cal")):
        page.goto("/sign-in")
        page.fill("#username", name)
        page.fill("#password", PASSWORD)
        page.click("main button[type=submit]")
        page.goto("/cases/RG-0001/application/money")
    first.fill("#money_monthly_income", "1300")
    first.click("text=Save and continue")
    second.fill("#money_monthly_income", "1200")
    second.click("text=Save and continue")
    assert "Somebody changed this" in second.inner_text(".govuk-error-summary")
    assert "£1,300.00" in second.inner_text("main .govuk-summary-card")
    assert second.input_value("#money_monthly_income") == "1200"
    second.click("text=Save and continue")
    standing = beside(lambda: applications.held(site.rehearsal.office, "RG-0001"))
    assert standing.document["money"]["monthly_income"] == "1200.00"
    assert standing.saved["money.monthly_income"].by == "cal"
