"""Pages that always stand: whether the service is well, and how accessible it is."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from guarantor.services.acting import databases
from guarantor.services.acting.failures import sentence
from guarantor.web.access import Pages
from guarantor.web.desk import office
from guarantor.web.showing import show

pages = Pages("standing", __name__)


@pages.page("/healthz", public=True)
def healthz() -> ResponseReturnValue:
    """Whether the database is reached and its schema is this program's: 200, else 503. Nothing of anybody."""
    try:
        found = databases.condition(office())
    except Exception as error:
        # Whatever the database says is for the log; a bug is a bug here too.
        if sentence(error) is None:
            raise
        return jsonify(database="not reached", schema=None), 503
    well = bool(found["ready"])
    answer = {"database": "reached", "schema": found["schema"], "needs": found["newest_schema"], "well": well}
    return jsonify(answer), 200 if well else 503


@pages.page("/accessibility", public=True)
def accessibility() -> ResponseReturnValue:
    """The accessibility statement: what was tested, by what, and what was not."""
    return show("standing/accessibility.html", title="Accessibility statement", held=office().settings)
