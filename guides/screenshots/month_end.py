"""The end of a month: what is to be closed is looked at, closed, and held against the ledger."""

from playwright.sync_api import expect

from guides.screenshots.camera import Camera
from guides.screenshots.forms import press


def walk(camera: Camera) -> None:
    """Close April 2019, the month after those that the county closed."""
    page = camera.window("finance-1")
    page.goto("/finance/close")
    camera.take(page, "month-close", tallest=1300)
    press(page, "Close the month")
    expect(page.get_by_role("alert")).to_contain_text("is closed")
    camera.take(page, "month-closed", tallest=1100)
    press(page, "Check it against the ledger")
    page.goto("/finance/months")
    camera.take(page, "months")
