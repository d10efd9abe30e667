"""Pages that are read: what each role finds on the county's last day, before anything is changed."""

from guides.screenshots.camera import Camera

READ: tuple[tuple[str, str, str, int], ...] = (
    ("caseworker-1", "/letters", "letters", 900),
    ("approver-1", "/waiting-list", "waiting-list", 700),
    ("finance-1", "/finance", "finance", 1100),
    ("finance-1", "/finance/exposure", "exposure", 1300),
    ("finance-1", "/finance/waterfall", "waterfall", 1100),
    ("finance-1", "/finance/budget", "budget", 1000),
    ("finance-1", "/forecast/what-if", "what-if", 1500),
    ("finance-1", "/forecast/assumptions", "assumptions", 1100),
    ("panel-1", "/panel", "panel", 1500),
    ("panel-1", "/forecast", "forecast", 1300),
    ("panel-1", "/policies", "policies", 1000),
    ("panel-1", "/policies/kent-pilot", "policy", 1100),
    ("auditor-1", "/audit", "journal", 1100),
    ("auditor-1", "/audit/verify", "verify", 600),
    ("auditor-1", "/audit/looks", "looks", 900),
    ("auditor-1", "/audit/export", "audit-export", 800),
    ("administrator-1", "/admin", "admin", 1200),
    ("administrator-1", "/admin/role", "admin-role", 800),
    ("administrator-1", "/admin/retention", "admin-retention", 1300),
    ("administrator-1", "/admin/settings", "admin-settings", 610),
)
"""Who looks, at which page, under what name the picture is kept, and how much of it is shown."""


def walk(camera: Camera) -> None:
    """Open each page and keep its picture; the sign-in and the landlord's check are for nobody in particular."""
    outside = camera.outside()
    for address, name in (("/sign-in", "sign-in"), ("/check", "landlord-check")):
        outside.goto(address)
        camera.take(outside, name, tallest=800)
    for person, address, name, tallest in READ:
        page = camera.window(person)
        page.goto(address)
        camera.take(page, name, tallest)
