"""The pilot's figures for elected members: counts and sums, small counts hidden, and no case and no person."""

from flask.typing import ResponseReturnValue

from guarantor.domain.access import View
from guarantor.services.reporting import pilot, worded
from guarantor.web.access import Pages
from guarantor.web.desk import desk
from guarantor.web.showing import show

pages = Pages("panel", __name__)


@pages.page("/panel", sees=View.REPORTS, section=(70, "Pilot"))
def at_a_glance() -> ResponseReturnValue:
    """The pilot as it stands on the business day."""
    at = desk()
    found = pilot.on_the_page(at.office, at.on)
    return show(
        "panel/pilot.html",
        title="The pilot at a glance",
        on=at.on,
        found=found,
        said=None if found is None else worded.page(found),
    )
