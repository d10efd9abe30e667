"""Every page in a real browser: no fault that axe-core finds, valid HTML, and nothing that scrolls sideways."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from guarantor.settings import CHECKOUT
from guarantor.web.app import create_app
from tests.web.browser.conftest import Site, beside, come_in, violations
from tests.web.entering import signed_in
from tests.web.walking import addresses

VALIDATE = CHECKOUT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
TOKENS = re.compile(r'value="[\w.:-]{20,}"')
DOWNLOADS = ("assets.", "monitoring.", "entrance.back_from_council")

Browse = Callable[..., Page]


PEOPLE = ["cora", "ann", "fay", "pam", "aude", "ada"]


def shown_to(site: Site, name: str) -> dict[str, str]:
    """Each page that somebody may look at with its HTML, looked at once: every rehearsal here begins alike."""
    if name not in _SHOWN:
        _SHOWN[name] = beside(lambda: _shown(create_app(site.rehearsal.office), name))
    return _SHOWN[name]


def _shown(app: Flask, name: str) -> dict[str, str]:
    asked = [address for rule, address in addresses(app, "GET") if not rule.endpoint.startswith(DOWNLOADS)]
    client = signed_in(app, name)
    answers = [(address, client.get(address)) for address in asked]
    return {
        address: answer.text
        for address, answer in answers
        if answer.status_code == 200 and answer.mimetype == "text/html"
    }


_SHOWN: dict[str, dict[str, str]] = {}


def first_shown_to(site: Site, name: str) -> list[str]:
    """The pages that nobody earlier in PEOPLE may look at."""
    earlier = {address for each in PEOPLE[: PEOPLE.index(name)] for address in shown_to(site, each)}
    return [address for address in shown_to(site, name) if address not in earlier]


@pytest.mark.parametrize("name", PEOPLE)
def test_axe_finds_nothing_in_any_page_and_each_fits_a_phone(site: Site, browse: Browse, name: str) -> None:
    page = come_in(browse(width=320), name)
    wrong = []
    for address in ["/nothing-here", *first_shown_to(site, name)]:
        page.goto(address)
        wrong += [f"{address}: {each}" for each in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{address}: scrolls sideways")
    assert wrong == []


def test_the_html_of_every_page_is_valid_whoever_looks(site: Site, tmp_path: Path) -> None:
    seen: set[tuple[str, str]] = set()
    files = []
    for name in PEOPLE:
        for address, text in shown_to(site, name).items():
            # Somebody is often shown what another one was; only tokens differ then.
            content = (address, TOKENS.sub("", text.partition("<main")[2]))
            if content not in seen:
                seen.add(content)
                file = tmp_path / f"{len(files)}-{name}-{re.sub(r'[^a-zA-Z0-9-]', '_', address)[:80]}.html"
                file.write_text(text, encoding="utf-8")
                files.append(str(file))
    assert len(files) > 100
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
