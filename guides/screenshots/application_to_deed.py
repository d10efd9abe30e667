"""An application with all its facts, from the first name to a deed that all have signed."""

from playwright.sync_api import Page, expect

from guides.screenshots.camera import Camera
from guides.screenshots.forms import Answers, fill, heading, press

PARTS: tuple[tuple[str, Answers], ...] = (
    (
        "contact",
        {
            "young_person_safe_contact": "letter",
            "young_person_phone": "01632 960001",
            "personal_adviser": "Pat Synthetic",
        },
    ),
    ("view", {"young_persons_view": "I want my own flat near work.", "young_person_agreed_on": "23 4 2019"}),
    (
        "care",
        {
            "person_leaving_care_status": "former_relevant",
            "person_last_contact_on": "23 4 2019",
            "person_pathway_plan_reviewed_on": "1 2 2019",
        },
    ),
    (
        "readiness",
        {f"readiness_{each}": "yes" for each in ("budgeting", "cooking", "home_care", "asks_for_help")},
    ),
    ("activity", {"activity": "employment"}),
    ("money", {"money_monthly_income": "1300"}),
    (
        "previous-housing",
        {
            "person_current_rent_arrears": "0",
            "person_evicted_on_never": "yes",
            "person_previous_guarantees": "0",
        },
    ),
    ("right-to-rent", {"person_right_to_rent": "unlimited"}),
    ("accommodation", {"accommodation_before": "Independent housing - KCC", "would_otherwise": "Foyers"}),
    (
        "home",
        {
            "tenancy_kind": "private",
            "property_address": "Flat 2, 14 Synthetic Street, Canterbury",
            "property_postcode": "CT1 0ZZ",
            "tenancy_area": "kent",
            "tenancy_brma": "Canterbury",
            "tenancy_rooms": "1-bed",
            "property_joint": "no",
            "property_licence": "no",
        },
    ),
    ("rent", {"tenancy_starts_on": "1 6 2019", "tenancy_monthly_rent": "5200", "tenancy_rent_share": "5200"}),
    (
        "landlord",
        {
            "landlord_name": "Orla Synthetic",
            "landlord_address": "3 Sample Road, Whitstable CT5 0ZZ",
            "landlord_payee": "Orla Synthetic",
        },
    ),
    ("deposit", {"deposit": "600", "rent_in_advance": "520"}),
)
"""Every part with its answers; the rent is typed with a nought too many, as it happens."""
PHOTOGRAPHED = {"readiness": "application-part", "home": "application-home"}


def walk(camera: Camera) -> str:
    """Apply, assess, decide, record the gate, issue and sign; the guarantee's address, such as RG-0061-1."""
    caseworker, approver = camera.window("caseworker-1"), camera.window("approver-1")
    caseworker.goto("/")
    camera.take(caseworker, "worktray", with_sections=True)
    ref = _apply(camera, caseworker)
    _assess_and_decide(camera, caseworker, approver, ref)
    _record_the_gate(camera, caseworker, ref)
    _issue_and_sign(camera, caseworker, approver, ref)
    return f"{ref}-1"


def _apply(camera: Camera, page: Page) -> str:
    page.goto("/cases/new")
    fill(
        page,
        {
            "young_person_name": "Tam Synthetic",
            "person_date_of_birth": "14 3 1999",
            "young_person_address": "1 Rehearsal Row, Maidstone ME14 0ZZ",
            "person_group": "citizen",
        },
    )
    camera.take(page, "application-start")
    page.locator("main form button").first.click()
    heading(page, "Tam Synthetic")
    ref = page.url.split("/cases/")[1].split("/")[0]
    for part, answers in PARTS:
        page.goto(f"/cases/{ref}/application/{part}")
        fill(page, answers)
        if part in PHOTOGRAPHED:
            camera.take(page, PHOTOGRAPHED[part])
        page.locator("main form button").first.click()
        page.wait_for_load_state()
        if part == "rent":
            _look_twice(camera, page)
    page.goto(f"/cases/{ref}/application")
    camera.take(page, "application-parts", tallest=1200)
    page.goto(f"/cases/{ref}/application/submit")
    camera.take(page, "application-check")
    page.locator("main form button").first.click()
    heading(page, "What happens next")
    camera.take(page, "application-submitted")
    return ref


def _look_twice(camera: Camera, page: Page) -> None:
    """The page asks about a rent that is far from the others; it is put right."""
    heading(page, "Look twice")
    camera.take(page, "application-look-twice")
    fill(page, {"tenancy_monthly_rent": "520", "tenancy_rent_share": "520"})
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def _assess_and_decide(camera: Camera, caseworker: Page, approver: Page, ref: str) -> None:
    caseworker.goto(f"/cases/{ref}/assess")
    caseworker.locator("main form button").first.click()
    caseworker.wait_for_load_state()
    caseworker.goto(f"/cases/{ref}")
    camera.take(caseworker, "case", tallest=1300)
    approver.goto("/")
    camera.take(approver, "approver-worktray")
    approver.goto(f"/cases/{ref}/decide")
    camera.take(approver, "decide", tallest=1500)
    fill(approver, {"decision": "approve", "reason": "Ready, works near the home, and the rent fits."})
    approver.locator("main form button").first.click()
    heading(approver, "Letters and papers")
    camera.take(approver, "decided")


def _record_the_gate(camera: Camera, page: Page, ref: str) -> None:
    page.goto(f"/cases/{ref}/issue")
    camera.take(page, "gate")
    for item in ("terms", "tenancy agreement", "landlord is checked", "certificates", "payee", "advice"):
        page.locator(".govuk-task-list__link").filter(has_text=item).click()
        if item == "terms":
            page.get_by_label("Yes, as they stand").check()
        page.get_by_label("What did").fill(f"Seen in the case folder on 29 April: {item}")
        if item == "terms":
            camera.take(page, "gate-item")
        press(page, "Record")
    expect(page.get_by_role("alert")).to_contain_text("Every item of the gate is recorded")


def _issue_and_sign(camera: Camera, caseworker: Page, approver: Page, ref: str) -> None:
    approver.goto(f"/cases/{ref}/issue")
    press(approver, "Check the terms and issue")
    camera.take(approver, "issue", tallest=1100)
    press(approver, "Issue the guarantee")
    heading(approver, f"Guarantee {ref}/1")
    caseworker.goto(f"/guarantees/{ref}-1")
    for number in range(3):
        press(caseworker, "Record a signature")
        caseworker.get_by_label("As what?").fill("signatory")
        caseworker.get_by_label("On paper").check()
        caseworker.get_by_label("Yes", exact=True).check()
        caseworker.get_by_label("Who witnessed it?").fill("Will Sample")
        if number == 0:
            camera.take(caseworker, "sign")
        press(caseworker, "Record the signature")
    expect(caseworker.get_by_role("alert")).to_contain_text("All three have signed")
    camera.take(caseworker, "guarantee", tallest=1200)
    caseworker.goto(f"/cases/{ref}/letters")
    camera.take(caseworker, "case-letters")
