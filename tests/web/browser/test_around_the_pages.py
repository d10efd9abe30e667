"""What a page is beside its content: printed, zoomed in, left open for too long, given a file, pressed twice."""

import datetime as dt
import io
from collections.abc import Callable

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from guarantor.services.casework import timelines
from tests.services.acts_of_evidence import PAYSLIP
from tests.web.browser.conftest import Site, beside, come_in, violations
from tests.web.browser.test_every_page_in_chromium import first_shown_to

Browse = Callable[..., Page]
ON_THE_SCREEN_ALONE = (".govuk-service-navigation", ".what-to-do", ".govuk-footer", ".council-header__who")


@pytest.mark.parametrize("address", ["/cases/RG-0001", "/guarantees/RG-0001-1", "/claims/RG-0001-1-C1"])
def test_on_paper_a_page_is_its_content_with_whatever_was_folded_away(browse: Browse, address: str) -> None:
    page = come_in(browse(), "cora")
    page.goto(address)
    page.emulate_media(media="print")
    for part in ON_THE_SCREEN_ALONE:
        for each in page.locator(part).all():
            expect(each).to_be_hidden()
    for button in page.locator("main").get_by_role("button").all():
        expect(button).to_be_hidden()
    expect(page.locator(".rehearsal")).to_be_visible()
    for folded in page.locator(".govuk-details__text").all():
        assert folded.evaluate("part => part.getBoundingClientRect().height") > 0
    with pikepdf.open(io.BytesIO(page.pdf(format="A4"))) as paper:
        assert len(paper.pages) <= 8


def test_at_400_percent_no_page_scrolls_sideways_and_what_has_the_focus_is_in_sight(
    site: Site, browse: Browse
) -> None:
    # A window of 1280 by 900 pixels at 400 % is one of 320 by 225, four pixels to each.
    page = come_in(browse(width=320, height=225, device_scale_factor=4), "cora")
    wrong = []
    for address in first_shown_to(site, "cora"):
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{address}: scrolls sideways")
        for _ in range(3):
            page.keyboard.press("Tab")
        seen = page.evaluate("""() => {
            const at = document.activeElement.getBoundingClientRect()
            return at.bottom > 0 && at.top < window.innerHeight && at.left < window.innerWidth
        }""")
        if not seen:
            wrong.append(f"{address}: what has the focus is out of sight")
    assert wrong == []


def test_who_leaves_a_page_open_is_warned_two_minutes_before_the_session_ends(
    site: Site, browse: Browse
) -> None:
    page = browse()
    page.clock.install(time=dt.datetime(2019, 4, 30, 9, 0, tzinfo=dt.UTC))
    come_in(page, "cora")
    page.goto("/cases/RG-0001/note")
    page.get_by_label("Note", exact=True).fill("Half a sentence")
    warning = page.get_by_role("alert")
    idle = site.rehearsal.office.settings.session_idle_minutes
    page.clock.fast_forward(dt.timedelta(minutes=idle - 3) // dt.timedelta(milliseconds=1))
    expect(warning).to_have_count(0)
    page.clock.fast_forward(dt.timedelta(minutes=1, seconds=1) // dt.timedelta(milliseconds=1))
    expect(warning).to_contain_text("You will be signed out in two minutes")
    expect(warning).to_be_focused()
    expect(page.get_by_label("Note", exact=True)).to_have_value("Half a sentence")
    assert violations(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_is_handed_in_through_the_form_and_one_that_is_none_is_refused_beside_it(
    browse: Browse, javascript: bool
) -> None:
    page = come_in(browse(java_script_enabled=javascript), "cora")
    page.goto("/cases/RG-0001/evidence/new")
    page.get_by_label("What does it show?").select_option("income")
    chosen = page.locator("input[type=file]")
    chosen.set_input_files({"name": "notes.pdf", "mimeType": "application/pdf", "buffer": b"only words"})
    page.locator("main form button").last.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(page.locator(".govuk-error-message")).to_be_visible()
    chosen.set_input_files({"name": "payslip.pdf", "mimeType": "application/pdf", "buffer": PAYSLIP + b"2"})
    page.locator("main form button").last.click()
    expect(page.locator("main")).to_contain_text("payslip.pdf")
    expect(page.locator("main")).to_contain_text("Not scanned")


@pytest.mark.parametrize("javascript", [True, False])
def test_pressing_twice_writes_one_note(site: Site, browse: Browse, javascript: bool) -> None:
    page = come_in(browse(java_script_enabled=javascript), "cora")
    page.goto("/cases/RG-0001/note")
    page.get_by_label("Note", exact=True).fill("Rang the adviser")
    page.get_by_role("button", name="Keep the note").dblclick()
    expect(page.locator("h1")).to_contain_text("Tam Synthetic")
    page.goto("/cases/RG-0001/timeline")
    found = beside(lambda: timelines.timeline(site.rehearsal.office, "RG-0001")).entries
    assert [each.words for each in found].count("Rang the adviser") == 1
    expect(page.get_by_text("Rang the adviser")).to_have_count(1)


def test_the_letters_that_were_made_come_in_one_file(site: Site, browse: Browse) -> None:
    page = come_in(browse(), "cora")
    page.goto("/letters?show=to-send")
    page.get_by_role("button", name="Hand letters over to be sent").click()
    assert violations(page) == []
    ticked = page.get_by_role("checkbox").count()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the letters and record them as sent").click()
    assert taken.value.suggested_filename == "letters-post-2019-04-30.zip"
    page.goto("/letters?show=sent")
    expect(page.locator("main")).to_contain_text("Post, 30 April 2019")
    assert page.get_by_role("row").count() > ticked
