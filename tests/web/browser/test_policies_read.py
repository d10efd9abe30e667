"""A policy read by an elected member on a telephone: nothing that axe-core finds, nothing that scrolls sideways."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.web.browser.conftest import beside, come_in, violations
from tests.web.entering import with_accounts

Browse = Callable[..., Page]


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A policy was adopted."""
    return beside(lambda: begin(with_accounts))


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
