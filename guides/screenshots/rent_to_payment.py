"""Rent set up, statements brought in, months missed, and a claim that three people carry: lodged, decided, paid."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from guides.screenshots.camera import Camera
from guides.screenshots.forms import fill, heading, press

RENT = "520.00"
MISSED = ("2019-07", "2019-08")
CLAIM_ON = "12 8 2019"


def walk(camera: Camera, guarantee: str) -> None:
    """From the first rent of the guarantee at this address to the payment of a claim for two months of it."""
    caseworker = camera.window("caseworker-1")
    _set_up(camera, caseworker, guarantee)
    _move_the_date(camera, CLAIM_ON)
    _statements(camera, caseworker, guarantee)
    claim = _lodge(camera, caseworker, guarantee)
    _decide(camera, claim)
    _payee(camera, guarantee.rpartition("-")[0])
    _pay(camera)
    caseworker.goto(f"/claims/{claim}")
    camera.take(caseworker, "claim-paid")


def _set_up(camera: Camera, page: Page, guarantee: str) -> None:
    page.goto(f"/guarantees/{guarantee}/rent")
    press(page, "Set up the rent")
    camera.take(page, "rent-set-up")
    press(page, "Check the days")
    press(page, "Record these charges")
    expect(page.locator("main")).to_contain_text("charges recorded")


def _move_the_date(camera: Camera, to: str) -> None:
    page = camera.window("administrator-1")
    page.goto("/admin/business-date")
    fill(page, {"on": to})
    camera.take(page, "business-date")
    press(page, "Move the date")


def _statements(camera: Camera, page: Page, guarantee: str) -> None:
    ref = guarantee.removesuffix("-1") + "/1"
    sheet = camera.folder.parent / "statement.csv"
    rows = [
        "guarantee_ref,entry,date,amount,source,for,key",
        f"{ref},payment,2019-06-03,{RENT},tenant,2019-06,LL-06",
    ]
    rows += [f"{ref},missed,{month},,,," for month in MISSED]
    rows += [f"{guarantee},payment,2019-06-31,12,tenant,,LL-07"]
    sheet.write_text("\n".join(rows) + "\n", encoding="utf-8")
    page.goto("/imports")
    camera.take(page, "imports")
    page.goto("/imports/statements")
    page.set_input_files("input[type=file]", Path(sheet))
    press(page, "Look at the rows")
    camera.take(page, "imports-looked-at", tallest=1200)
    page.get_by_label("Take the good rows").check()
    page.get_by_role("button", name=re.compile("^Take ")).click()
    page.goto(f"/guarantees/{guarantee}/rent")
    camera.take(page, "rent-in-arrears", tallest=1300)


def _lodge(camera: Camera, page: Page, guarantee: str) -> str:
    page.goto(f"/guarantees/{guarantee}/claims/new")
    camera.take(page, "claim-lodge", tallest=1300)
    press(page, "Lodge the claim")
    if page.locator("h1").inner_text().startswith("Check the claim"):
        press(page, "Lodge the claim")
    heading(page, "Claim ")
    claim = page.url.rpartition("/")[2]
    for _ in range(3):
        page.get_by_role("link", name=re.compile("^Record it")).first.click()
        page.get_by_label("What did you see").fill("seen, in the case folder")
        press(page, "Record it")
    expect(page.get_by_role("alert")).to_contain_text("Every paper that the claim needs has been seen")
    camera.take(page, "claim", tallest=1300)
    return claim


def _decide(camera: Camera, claim: str) -> None:
    page = camera.window("approver-1")
    page.goto(f"/claims/{claim}/decide")
    lines = page.locator("section.claim-line")
    lines.nth(0).get_by_label(f"Accept £{RENT}").check()
    lines.nth(1).get_by_label("Accept part of it").check()
    page.locator("input[id^='part_']").last.fill("260")
    page.get_by_label("Why is not all of it accepted?").fill("Half of the month was paid in cash")
    camera.take(page, "claim-decide", tallest=1600)
    press(page, "Decide the claim")
    expect(page.get_by_role("alert")).to_contain_text("is to be paid")


def _payee(camera: Camera, case: str) -> None:
    entering, confirming = camera.window("finance-1"), camera.window("finance-2")
    entering.goto(f"/finance/payees/{case}")
    press(entering, "Enter bank details")
    # An account that the payments industry prints as an example of its modulus check.
    entering.get_by_label("Sort code").fill("08-99-99")
    entering.get_by_label("Account number").fill("66374958")
    camera.take(entering, "payee-enter")
    press(entering, "Enter the details")
    confirming.goto(f"/finance/payees/{case}")
    press(confirming, "Confirm after a call-back")
    confirming.get_by_label("Whom did you ring").fill("Orla Synthetic, on the number of the title register")
    camera.take(confirming, "payee-confirm")
    press(confirming, "Confirm")
    expect(confirming.get_by_role("alert")).to_contain_text("are confirmed")


def _pay(camera: Camera) -> None:
    page = camera.window("finance-2")
    page.goto("/finance/payments")
    camera.take(page, "payments")
    press(page, "Make a batch for accounts payable")
    press(page, "Make the batch")
    with page.expect_download():
        press(page, "Download the file (CSV)")
    camera.take(page, "batch")
    press(page, "Record it as paid")
    press(page, "Record all of it as paid")
