"""Finance at a month's end: what the council stands for is read, the month is closed, printed again and held against
the ledger, with JavaScript and without."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page

from guarantor.domain.dates import Month
from guarantor.services.finance import month_close
from guarantor.services.finance.exposure_over_time import over_time
from tests.web.browser.conftest import Site, beside, come_in, violations

Browse = Callable[..., Page]


def saved(page: Page, text: str) -> bytes:
    """What a link hands out to be saved."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=text, exact=True).click()
    return Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_month_is_read_closed_printed_again_and_checked(
    site: Site, browse: Browse, javascript: bool
) -> None:
    office = site.rehearsal.office
    page = come_in(browse(java_script_enabled=javascript), "fay")
    page.goto("/finance")
    page.get_by_role("button", name="Close August 2018").click()
    page.get_by_role("button", name="Close the month").click()
    page.wait_for_url("**/finance/months/2018-08")
    assert "August 2018 is closed" in page.get_by_role("alert").inner_text()
    kept = beside(lambda: month_close.closed(office, Month(2018, 8)))
    assert saved(page, "Download what was kept (JSON)") == kept.encode()
    book = openpyxl.load_workbook(io.BytesIO(saved(page, "Download as a workbook (XLSX)")))
    heads, figures = ([cell.value for cell in row] for row in list(book["exposure"].rows)[:2])
    remaining = dict(zip(heads, figures, strict=True))["remaining"]
    assert f"{remaining:.2f}" == json.loads(kept)["exposure"]["remaining"]
    page.get_by_role("button", name="Check it against the ledger").click()
    assert "every figure is the same" in page.locator("main .govuk-inset-text").inner_text()


def test_a_closed_month_on_paper_is_its_figures_without_what_is_pressed(browse: Browse) -> None:
    page = come_in(browse(), "fay")
    page.goto("/finance/months/2018-07")
    page.emulate_media(media="print")
    assert page.get_by_text("SHA-256 of what was kept").is_visible()
    assert page.get_by_text("What moved in July 2018").is_visible()
    for pressed in (".govuk-service-navigation", ".actions", ".govuk-back-link", ".govuk-footer"):
        assert not page.locator(pressed).first.is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_each_chart_stands_beside_a_table_of_its_figures(site: Site, browse: Browse, width: int) -> None:
    office, today = site.rehearsal.office, site.rehearsal.clock.today()
    page = come_in(browse(width=width), "fay")
    page.goto("/finance/exposure")
    drawn = page.get_by_role("img").count()
    assert drawn == 6
    for folded in page.locator("summary").all():
        folded.click()
    assert violations(page) == []
    months = beside(lambda: over_time(office, [], None, None, today))["months"]
    table = page.get_by_role("table", name="Rent in arrears, and rent not heard of").inner_text()
    assert re.findall(r"£([\d,]+\.\d\d)", table)[::2] == [f"{float(each['arrears']):,.2f}" for each in months]


def test_the_letters_of_a_chart_are_large_enough_on_a_phone(browse: Browse) -> None:
    page = come_in(browse(width=390), "fay")
    page.goto("/finance/exposure")
    heights = page.evaluate(
        "[...document.querySelectorAll('svg text')].map(each => each.getBoundingClientRect().height).filter(h => h > 0)"
    )
    assert min(heights) >= 12
    assert page.evaluate("document.documentElement.scrollWidth") == 390
