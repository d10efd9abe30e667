"""A landlord checks a deed in a real browser: right, wrong, withdrawn, by QR code, with and without JavaScript."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from guarantor.domain.correspondence import WithdrawalReason
from guarantor.services.acting import databases
from guarantor.services.correspondence import withdrawing
from guarantor.storage import letter_files
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.acts_of_correspondence import code_of
from tests.services.stories import day
from tests.web.browser.conftest import Site, beside, violations
from tests.web.entering import with_accounts

Browse = Callable[..., Page]
CODE, POSTCODE = "#code", "#postcode"


@after(with_accounts)
def with_deeds(rehearsal: Rehearsal) -> None:
    """RG-0001/1 is in force on 1 November 2018; the deed of RG-0002/1 was withdrawn after it ended."""
    for ref in ("RG-0001", "RG-0002"):
        rehearsal.active_guarantee(ref)
    rehearsal.ended_early("RG-0002/1", "2018-10-15")
    code = code_of(rehearsal.office, "deed", "RG-0002")
    withdrawing.withdraw(rehearsal.office, rehearsal.ann, code, WithdrawalReason.MISTAKE, day("2018-10-20"))
    databases.set_business_date(rehearsal.office, rehearsal.ada, day("2018-11-01"))


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """One deed in force and one withdrawn."""
    return beside(lambda: begin(with_deeds))


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request: pytest.FixtureRequest, browse: Browse) -> Page:
    """A landlord's telephone."""
    return browse(width=375, java_script_enabled=request.param)


def code_on(site: Site, ref: str) -> str:
    code = code_of(site.rehearsal.office, "deed", ref)
    return "-".join([code[:4], code[4:8], code[8:12], code[12:]])


def asked(page: Page, code: str, postcode: str) -> str:
    """Check, and what is said."""
    page.goto("/check")
    page.fill(CODE, code)
    page.fill(POSTCODE, postcode)
    page.click("main button[type=submit]")
    return page.inner_text("main")


def test_a_landlord_sees_that_a_deed_is_in_force(site: Site, page: Page) -> None:
    said = asked(page, code_on(site, "RG-0001").lower(), "ct12zz")
    assert page.inner_text("h1") == "This guarantee is in force"
    assert "£3,120.00" in said
    assert "31 July 2019" in said
    assert "Tam" not in said


def test_a_wrong_code_and_a_wrong_postcode_look_the_same(site: Site, page: Page) -> None:
    of_code = asked(page, "2222-2222-2222-22", "CT1 2ZZ")
    assert asked(page, code_on(site, "RG-0001"), "CT1 2ZY") == of_code
    assert page.inner_text("h1") == "We cannot find this paper"
    page.click("text=Check again")
    assert page.input_value(CODE) == ""


def test_a_withdrawn_deed_is_not_to_be_relied_on(site: Site, page: Page) -> None:
    assert "Do not rely on this paper" in asked(page, code_on(site, "RG-0002"), "CT1 2ZZ")
    assert "20 October 2018" in page.inner_text("main")


def test_the_qr_code_fills_the_code_in_and_the_file_is_compared(
    site: Site, page: Page, tmp_path: Path
) -> None:
    code = code_of(site.rehearsal.office, "deed", "RG-0001")
    with reading(site.rehearsal.office.engine) as session:
        content = letter_files.content(session, code)
    assert content is not None
    deed, other = tmp_path / "deed.pdf", tmp_path / "other.pdf"
    deed.write_bytes(content)
    other.write_bytes(content + b"%")
    for file, says in ((deed, "This file is the one we issued"), (other, "not the file we issued")):
        page.goto(f"/check?code={code}")
        assert page.input_value(CODE) == code
        page.fill(POSTCODE, "CT1 2ZZ")
        page.set_input_files("#file", file)
        page.click("main button[type=submit]")
        assert says in page.inner_text("main")


def test_what_is_missing_is_said_and_what_was_typed_is_kept(page: Page) -> None:
    asked(page, "2222-2222-2222-22", "")
    assert page.title().startswith("Error: ")
    assert page.input_value(CODE) == "2222-2222-2222-22"
    assert page.inner_text(".govuk-error-summary a") == "Enter the postcode of the home"


def test_every_answer_has_no_fault_that_axe_finds_and_fits_a_phone(site: Site, browse: Browse) -> None:
    page = browse(width=320)
    for code, postcode in (
        (code_on(site, "RG-0001"), "CT1 2ZZ"),
        (code_on(site, "RG-0002"), "CT1 2ZZ"),
        ("2222-2222-2222-22", "CT1 2ZZ"),
        ("", ""),
    ):
        asked(page, code, postcode)
        assert violations(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
