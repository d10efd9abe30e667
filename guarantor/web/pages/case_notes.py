"""Notes on a case in an officer's own words."""

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.services.casework import notes
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.case_caption import caption
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.showing import done, show

pages = Pages("case_notes", __name__)


class Note(Dated):
    """What is to be remembered, and of which day it tells."""

    note = fields.words(
        "Note",
        hint="The young person can ask to read it: write what you saw and heard",
        needed="Write the note",
        rows=6,
        at_most=notes.LONGEST,
    )


@pages.page("/cases/<case:ref>/note", does=Act.ADD_NOTE)
def note(ref: str) -> ResponseReturnValue:
    """Write a note."""
    at = desk()
    form = Note()
    if form.sent():
        notes.add(at.office, at.person, ref, form.note.data or "", form.on.data or at.on)
        return done("The note is written", url_for("cases.case", ref=ref, _anchor="latest"))
    return show(
        "cases/note.html",
        title="Write a note",
        caption=caption(ref),
        back=url_for("cases.case", ref=ref),
        form=form,
        ref=ref,
    )
