"""A real Chromium on the pages, served by waitress on loopback: one browser for the session.

Debian's Chromium where there is one, else Playwright's own. Where there is none the tests say loudly what did not run;
under CI that is a failure.
"""

import asyncio
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from guarantor.settings import CHECKOUT
from guarantor.web.server import server
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.web.entering import PASSWORD
from tests.web.walking import everything

AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
Done = TypeVar("Done")
RUN_AXE = """async tags => {
    const run = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']};
    const found = await axe.run(document, run);
    return found.violations.map(each => `${each.id}: ${each.nodes[0].html.slice(0, 200)}`);
}"""
"""Only what is wrong comes back: what is right of a page is many times its size."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def _out_of_sight() -> Iterator[None]:
    """The browser's loop goes on in this thread between its tests, and whoever runs a loop of their own must not meet
    it: sealing a paper does.
    """
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the session."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        except Error as error:
            says = f"NO BROWSER TEST RAN: there is no Chromium here (apt-get install chromium). {error}"
            if os.environ.get("CI"):
                pytest.fail(says)
            pytest.skip(says)
        with _out_of_sight():
            yield browser
        browser.close()


def beside(does: Callable[[], Done]) -> Done:
    """Do something with the services in a thread of its own: the browser's loop runs in this one, and sealing a paper
    needs one too.
    """
    with ThreadPoolExecutor(max_workers=1) as other:
        return other.submit(does).result()


@dataclass
class Site:
    """The pages as they are served."""

    address: str
    rehearsal: Rehearsal


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Something of every kind, and everybody has an account."""
    return beside(lambda: begin(everything))


@pytest.fixture
def site(rehearsal: Rehearsal) -> Iterator[Site]:
    """The pages on a port of loopback, served from a thread."""
    serving = server(rehearsal.office, "127.0.0.1", 0)
    thread = threading.Thread(target=serving.run, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{serving.effective_port}", rehearsal)
    serving.task_dispatcher.shutdown()
    # What a browser keeps open is closed where the server's loop runs: left to itself it is found in a later test.
    serving.trigger.pull_trigger(lambda: _hang_up(serving))
    thread.join(10)
    assert not thread.is_alive(), "the server has stopped"


def _hang_up(serving: Any) -> None:
    for channel in list(serving.active_channels.values()):
        channel.handle_close()
    serving.close()


@pytest.fixture
def browse(chromium: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Open a page of one's own: `browse()`, or `browse(width=320, java_script_enabled=False)`."""
    opened = []
    asyncio._set_running_loop(chromium._loop)

    def open_page(width: int = 1280, height: int = 900, **more: Any) -> Page:
        context = chromium.new_context(
            base_url=site.address, viewport={"width": width, "height": height}, **more
        )
        opened.append(context)
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()
    asyncio._set_running_loop(None)


def come_in(page: Page, name: str) -> Page:
    """Sign in as somebody, through the form."""
    page.goto("/sign-in")
    page.fill("#username", name)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")
    return page


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with the page as it stands, each with the first place."""
    # The policy of the pages keeps scripts of others out; the rules are run beside it.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return list(page.evaluate(RUN_AXE, WCAG))
