"""A caseworker's way through the worktray: a task is seen, found, done, and gone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.stories import day
from tests.web.browser.conftest import beside, come_in, violations
from tests.web.entering import with_accounts
from tests.web.guarantees.working import at_work_on

Browse = Callable[..., Page]


@after(with_accounts)
def a_review_is_due(rehearsal: Rehearsal) -> None:
    """RG-0001/1 is active and asks for a review, RG-0002 waits for its decision; the day is 6 November 2018."""
    rehearsal.active_guarantee()
    rehearsal.assessed_case("RG-0002")
    daily.run(rehearsal.office, day("2018-11-06"))
    at_work_on(rehearsal, "2018-11-06")


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A review is due."""
    return beside(lambda: begin(a_review_is_due))


def narrow_down(page: Page) -> None:
    """Everything but reviews is left out; what is not there says so."""
    tasks = page.get_by_role("table")
    page.get_by_label("What", exact=True).select_option("review")
    page.get_by_role("button", name="Show").click()
    expect(tasks).to_contain_text("RG-0001/1")
    page.get_by_label("Due", exact=True).select_option("soon")
    page.get_by_label("Whose", exact=True).select_option("mine")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("main")).to_contain_text("No task here needs you today")
    assert violations(page) == []


def find_by_name(page: Page) -> None:
    """The case is looked up by a name, which stands in no address."""
    page.get_by_label("Look up a reference, name, address or landlord").fill("tam synth")
    page.get_by_role("button", name="Look up").click()
    expect(page.get_by_role("table")).to_contain_text("RG-0001")
    assert "tam" not in page.url
    assert violations(page) == []
    page.get_by_role("link", name="RG-0001", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Tam Synthetic")


def see_the_young_person(page: Page) -> None:
    """What the task asks for is done, written down and told on the task."""
    page.get_by_role("link", name="Write a note").click()
    page.get_by_role("textbox").first.fill("Seen at home. The rent is paid, the heating works.")
    page.locator("main").get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("the heating works")
    page.goto("/cases/RG-0001")
    page.get_by_role("table", name="Open tasks").get_by_role("link", name="Review").click()
    expect(page.locator("main")).to_contain_text("See the young person")
    page.get_by_role("button", name="Take this task").click()
    assert violations(page) == []
    close_it(page)


def close_it(page: Page) -> None:
    """The task is closed with a word."""
    page.get_by_role("button", name="Close it").click()
    page.get_by_label("It is done").check()
    page.get_by_label("What was done, or why is it not needed?").fill("Seen at home, all is well")
    page.get_by_role("button", name="Close the task").click()


def it_is_gone(page: Page) -> None:
    """The worktray asks for nothing more."""
    expect(page.get_by_role("alert")).to_contain_text("is closed")
    expect(page.locator("h1")).to_have_text("Worktray")
    expect(page.locator("main")).to_contain_text("No task here needs you today")


def test_a_task_is_seen_found_done_and_gone(browse: Browse) -> None:
    page = come_in(browse(), "cora")
    expect(page.get_by_role("table")).to_contain_text("RG-0001/1")
    narrow_down(page)
    find_by_name(page)
    see_the_young_person(page)
    it_is_gone(page)


def test_without_javascript_a_task_is_done_from_the_worktray(browse: Browse) -> None:
    page = come_in(browse(java_script_enabled=False), "cora")
    page.get_by_role("link", name="Open task").click()
    close_it(page)
    it_is_gone(page)
