"""What has been kept long enough: proposed by one administrator once its time is over, looked through by the other."""

from guides.screenshots.camera import Camera
from guides.screenshots.forms import fill, press


def walk(camera: Camera) -> None:
    """The rehearsal's date is moved to a day on which refusals are due; the run waits and is not confirmed."""
    first, second = camera.window("administrator-1"), camera.window("administrator-2")
    first.goto("/admin/business-date")
    fill(first, {"on": "30 9 2019"})
    press(first, "Move the date")
    first.goto("/admin/retention/propose")
    press(first, "Propose this run")
    first.wait_for_url("**/admin/retention/runs/*")
    second.goto(first.url)
    camera.take(second, "admin-deletion-run", tallest=1600)
