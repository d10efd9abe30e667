"""Other thresholds: proposed with their source, replayed over every case, adopted by two approvers."""

from guides.screenshots.camera import Camera
from guides.screenshots.forms import fill, press


def walk(camera: Camera) -> None:
    """A lower test of income, from June 2019, proposed by one approver and confirmed by the other."""
    first, second = camera.window("approver-1"), camera.window("approver-2")
    first.goto("/policies/propose")
    first.get_by_label("Income that meets landlords").check()
    camera.take(first, "policy-choose")
    press(first, "Continue")
    first.fill("#value_comfortable_income_percent", "200")
    first.get_by_label("An officer").check()
    fill(
        first,
        {
            "paper_comfortable_income_percent": "Head of Service, 23 April 2019",
            "from_on": "1 6 2019",
            "why": "Landlords in the county ask for twice the rent",
        },
    )
    camera.take(first, "policy-values")
    press(first, "Propose")
    first.wait_for_url("**/policies/proposals/*")
    proposal = first.url
    first.click("text=Replay all cases")
    first.wait_for_load_state()
    camera.take(first, "policy-replay", tallest=1300)
    first.goto(proposal)
    first.click("text=Propose its adoption")
    fill(
        first,
        {"from_on": "1 6 2019", "places": "25", "minute": "Corporate Parenting Panel, 29 April 2019, item 5"},
    )
    camera.take(first, "policy-adopt")
    press(first, "Propose the adoption")
    first.wait_for_url("**/policies/adoptions/*")
    second.goto(first.url)
    camera.take(second, "policy-confirm", tallest=1200)
    press(second, "Confirm the adoption")
    second.wait_for_url("**/policies")
