"""Taking a picture of a page: as wide as a small screen, cropped to what matters, in few colours.

Knows the browser and the files. Does not know what the pictures show.
"""

import io
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

WIDTH = 980
"""Pixels: every page fits, and a guide shows the picture at its own size."""
TALLEST = 1000
"""Pixels after which a page is cut: the first screen says what a page is for."""
COLOURS = 48
"""The pages have few colours; the edges of letters need the rest."""


@dataclass
class Camera:
    """A browser on the served county, with one window for each person, who comes in once."""

    browser: Browser
    address: str
    passwords: dict[str, str]
    folder: Path
    taken: list[str] = field(default_factory=list)
    _windows: dict[str, Page] = field(default_factory=dict)

    def window(self, person: str) -> Page:
        """The person's own window, signed in through the form."""
        if person not in self._windows:
            page = self.outside()
            page.goto("/sign-in")
            page.fill("#username", person)
            page.fill("#password", self.passwords[person])
            page.click("main button[type=submit]")
            page.wait_for_url("**/")
            self._windows[person] = page
        return self._windows[person]

    def outside(self) -> Page:
        """A window of nobody's, as a landlord has it."""
        context = self.browser.new_context(
            base_url=self.address, viewport={"width": WIDTH, "height": 800}, locale="en-GB"
        )
        context.set_default_timeout(15_000)
        return context.new_page()

    def take(self, page: Page, name: str, tallest: int = TALLEST, *, with_sections: bool = False) -> None:
        """Keep the page as NAME.png, cut at `tallest`: from the banner that says whose people these are, or from the
        very top where the sections are to be seen.
        """
        banner = page.locator("div.rehearsal").bounding_box()
        assert banner is not None, "the pages of a rehearsal say so"
        top = 0 if with_sections else int(banner["y"] + page.evaluate("window.scrollY"))
        whole = Image.open(io.BytesIO(page.screenshot(full_page=True, animations="disabled")))
        cut = whole.crop((0, top, WIDTH, min(whole.height, top + tallest)))
        few = cut.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(self.folder / f"{name}.png", optimize=True)
        assert name not in self.taken, f"{name} is taken once"
        self.taken.append(name)
