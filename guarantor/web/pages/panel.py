"""The pilot's figures for elected members: counts and sums, small counts hidden, and no case and no person."""

from flask.typing import ResponseReturnValue

from guarantor.domain.access import View
from guarantor.services.adoption import pilot_figures
from guarantor.web.access import Pages
from guarantor.web.desk import desk
from guarantor.web.showing import show

pages = Pages("panel", __name__)


@pages.page("/panel", sees=View.REPORTS, section=(70, "Pilot"))
def pilot() -> ResponseReturnValue:
    """The pilot as it stands on the business day."""
    at = desk()
    found = pilot_figures.figures(at.office, at.on)
    return show(
        "panel/pilot.html",
        title="The pilot in figures",
        on=at.on,
        figures=found,
        fewest=pilot_figures.FEWEST_SHOWN,
    )
