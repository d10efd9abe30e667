"""Every page in a real browser: no fault that axe-core finds, valid HTML, and nothing that scrolls sideways."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from guarantor.settings import CHECKOUT
from guarantor.web.app import create_app
from tests.web.browser.conftest import Site, come_in, violations
from tests.web.entering import signed_in
from tests.web.walking import addresses

VALIDATE = CHECKOUT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
TOKENS = re.compile(r'value="[\w.:-]{20,}"')
DOWNLOADS = ("assets.", "monitoring.", "entrance.back_from_council")

Browse = Callable[..., Page]


PEOPLE = ["cora", "ann", "fay", "pam", "aude", "ada"]


def pages_of(site: Site, name: str) -> list[str]:
    """The addresses of every page that somebody may look at and that nobody earlier in PEOPLE is shown alike."""
    app = create_app(site.rehearsal.office)
    asked = [address for rule, address in addresses(app, "GET") if not rule.endpoint.startswith(DOWNLOADS)]
    for each in PEOPLE[: PEOPLE.index(name) + 1]:
        if each not in _SHOWN:
            _SHOWN[each] = _contents(app, each, asked)
    earlier = set[tuple[str, str]]().union(*(_SHOWN[each] for each in PEOPLE[: PEOPLE.index(name)]))
    own = {address for address, _ in _SHOWN[name] - earlier}
    return [address for address in asked if address in own]


_SHOWN: dict[str, set[tuple[str, str]]] = {}
"""What each person is shown, looked at once: every rehearsal here begins with the same story."""


def _contents(app: Flask, name: str, asked: Iterable[str]) -> set[tuple[str, str]]:
    """Each address with what its page has in the middle, whatever tokens stand in its forms."""
    client = signed_in(app, name)
    answers = [(address, client.get(address)) for address in asked]
    return {
        (address, TOKENS.sub("", answer.text.partition("<main")[2]))
        for address, answer in answers
        if answer.status_code == 200 and answer.mimetype == "text/html"
    }


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_is_valid_html_without_a_fault_of_axe_and_fits_a_phone(
    site: Site, browse: Browse, tmp_path: Path, name: str
) -> None:
    page = come_in(browse(width=320), name)
    wrong, files = [], []
    for number, address in enumerate(["/nothing-here", *pages_of(site, name)]):
        came = page.goto(address)
        assert came is not None, "every address is another one"
        wrong += [f"{address}: {each}" for each in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{address}: scrolls sideways")
        file = tmp_path / f"{number}-{re.sub(r'[^a-zA-Z0-9-]', '_', address)}.html"
        file.write_text(came.text(), encoding="utf-8")
        files.append(str(file))
    assert wrong == []
    _check_html(files)


def _check_html(files: list[str]) -> None:
    config = CHECKOUT / "tests" / "web" / "browser" / "html-validate.json"
    node = shutil.which("node") or "node"
    ran = subprocess.run(
        [node, str(VALIDATE), "--config", str(config), *files], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_pages_for_nobody_have_no_fault_either(browse: Browse) -> None:
    page = browse()
    for address in ("/sign-in", "/set-up", "/accessibility", "/nothing-here"):
        page.goto(address)
        assert violations(page) == [], address
    page.goto("/sign-in")
    page.click("main button[type=submit]")
    assert page.title().startswith("Error: ")
    assert violations(page) == []


def test_signing_in_and_out_works_by_keyboard_alone(browse: Browse) -> None:
    page = browse()
    page.goto("/sign-in")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "username":
            break
    page.keyboard.type("cora")
    page.keyboard.press("Tab")
    page.keyboard.type("three random words")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Worktray')")
    # Opened anew, since the skip link's place in the address came along.
    page.goto("/")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Sign out":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in")
    assert "You are signed out" in page.inner_text("main")


def test_without_javascript_the_pages_do_the_same(browse: Browse) -> None:
    page = come_in(browse(java_script_enabled=False), "cora")
    assert page.inner_text("h1") == "Worktray"
    page.select_option("#due", "overdue")
    page.get_by_role("button", name="Show").click()
    assert "due=overdue" in page.url


def test_no_page_asks_for_anything_from_elsewhere_nor_breaks_its_own_policy(
    site: Site, browse: Browse
) -> None:
    page = browse()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on(
        "request", lambda request: None if request.url.startswith(site.address) else said.append(request.url)
    )
    come_in(page, "cora")
    page.goto("/accessibility")
    assert said == []
    assert page.evaluate("document.body.classList.contains('govuk-frontend-supported')")
