"""Forms of acts that may be dated on an earlier day than today: the day, and in a live database the reason why."""

from typing import Any, ClassVar

from guarantor.services.acting import identity
from guarantor.web import desk, fields
from guarantor.web.forms import Form


class Dated(Form):
    """A form with the day of its act, `on`, filled with the business day.

    A live database asks why an act is dated on an earlier day; a rehearsal does not, and the question is left out.
    """

    called: ClassVar[dict[str, str]] = {"--why": "why_late"}
    on = fields.day("Date", needed="Enter the date")
    why_late = fields.words(
        "Why is this dated on an earlier day?", hint="Only where the date above is before today", rows=2
    )

    def __init__(self, version: object = None, **values: Any) -> None:
        """As Form; the day is the business day unless another is given."""
        super().__init__(version, **{"on": desk.day(), **values})
        if identity.kind(desk.office()) == "rehearsal":
            del self.why_late
