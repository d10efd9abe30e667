"""Pages that always stand: how accessible the service is."""

from flask.typing import ResponseReturnValue

from guarantor.web.access import Pages
from guarantor.web.desk import office
from guarantor.web.showing import show

pages = Pages("standing", __name__)


@pages.page("/accessibility", public=True)
def accessibility() -> ResponseReturnValue:
    """The accessibility statement: what was tested, by what, and what was not."""
    return show("standing/accessibility.html", title="Accessibility statement", held=office().settings)
