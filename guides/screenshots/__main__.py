"""`python -m guides.screenshots`: play the county, walk through it, and replace the pictures of the guides."""

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from guarantor.rehearsal.demo import DEFAULT_SEED
from guarantor.settings import CHECKOUT
from guides.screenshots import (
    application_to_deed,
    deletion_run,
    month_end,
    policy_adopted,
    reading,
    rent_to_payment,
)
from guides.screenshots.camera import Camera
from guides.screenshots.county import played, served

PICTURES = CHECKOUT / "docs" / "guides" / "screenshots"


def main() -> None:
    """Take every picture anew; none is replaced unless all were taken."""
    asked = argparse.ArgumentParser(prog="python -m guides.screenshots", description=__doc__)
    asked.add_argument("--seed", type=int, default=DEFAULT_SEED, help="another seed is another county")
    asked.add_argument("--out", type=Path, default=PICTURES, metavar="FOLDER", help="where the pictures go")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        made.mkdir()
        _take(Path(folder), made, given.seed)
        shutil.rmtree(given.out, ignore_errors=True)
        shutil.copytree(made, given.out)


def _take(folder: Path, made: Path, seed: int) -> None:
    office, passwords = played(folder, seed)
    with served(office, passwords) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        camera = Camera(browser, site.address, site.passwords, made)
        # What is read comes first, as the county left it; then a policy, a deed, the months after it, what goes.
        reading.walk(camera)
        policy_adopted.walk(camera)
        guarantee = application_to_deed.walk(camera)
        rent_to_payment.walk(camera, guarantee)
        month_end.walk(camera)
        deletion_run.walk(camera)
        browser.close()


if __name__ == "__main__":
    main()
