"""Filling in the forms of the pages by the names of their fields, and pressing their buttons."""

from collections.abc import Mapping

from playwright.sync_api import Page, expect

Answers = Mapping[str, str]
"""Field by name: text, the value of a choice, `1 6 2019` for a day, `yes` for a box that is ticked."""


def fill(page: Page, answers: Answers) -> None:
    """Answer each question by what kind of field it is."""
    for name, value in answers.items():
        choices = page.locator(f"input[name='{name}'][type=radio]")
        if page.locator(f"#{name}-day").count():
            for part, written in zip(("day", "month", "year"), value.split(), strict=True):
                page.fill(f"#{name}-{part}", written)
        elif choices.count():
            page.check(f"input[name='{name}'][value='{value}']")
        elif page.locator(f"select#{name}").count():
            page.select_option(f"#{name}", label=value)
        elif value == "yes" and page.locator(f"#{name}[type=checkbox]").count():
            page.check(f"#{name}")
        else:
            page.fill(f"#{name}", value)


def press(page: Page, button: str) -> None:
    """Press a button or a link that looks like one, and wait for the page it leads to."""
    page.get_by_role("button", name=button, exact=True).first.click()
    page.wait_for_load_state()


def heading(page: Page, says: str) -> None:
    """See that the page is the one that is meant."""
    expect(page.locator("h1")).to_contain_text(says)
