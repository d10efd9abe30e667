"""Files handed in as evidence for a case: listed, taken, given out to be saved."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.evidence_kinds import SHOWS, EvidenceKind
from guarantor.services.casework import evidence_files
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.desk import desk
from guarantor.web.downloads import download
from guarantor.web.forms import Form
from guarantor.web.references import row_number
from guarantor.web.several_files import uploads
from guarantor.web.showing import done, show

pages = Pages("evidence_files", __name__)


class Upload(Form):
    """A file and what it shows."""

    shows = fields.one_of_many(
        "What does it show?",
        [("", "Choose one"), *SHOWS.items()],
        needed="Choose what the file shows",
    )
    file = uploads(
        "File",
        hint="A PDF, PNG or JPEG. Choose several at once where they show the same",
        needed="Choose a file",
    )
    received_on = fields.day("When did it come?", needed="Enter the day on which it came")
    why_late = fields.line("If that was before today: why is it entered only now?")


@pages.page("/cases/<case:ref>/evidence", sees=View.CASES)
def files(ref: str) -> ResponseReturnValue:
    """The files of a case."""
    at = desk()
    return show(
        "evidence_files/files.html",
        title="Evidence",
        caption=ref,
        back=url_for("cases.case", ref=ref),
        ref=ref,
        files=evidence_files.of_case(at.office, ref),
        may_add=may(at.person.roles, Act.STORE_EVIDENCE),
    )


@pages.page("/cases/<case:ref>/evidence/new", does=Act.STORE_EVIDENCE)
def add(ref: str) -> ResponseReturnValue:
    """Take a file for the case."""
    at = desk()
    form = Upload(received_on=at.on)
    if form.sent() and form.received_on.data and form.received_on.data > at.on:
        form.received_on.errors = ["The day on which it came must be today or earlier"]
    elif form.sent():
        received_on = form.received_on.data
        assert received_on is not None, "the form asks for it"
        given = [(each.filename or "", each.stream.read()) for each in form.file.data]
        shows = EvidenceKind(form.shows.data)
        stored = evidence_files.store_several(at.office, at.person, ref, shows, given, received_on)
        scanned = "scanned and clean" if stored[0]["scan"] == "clean" else "not scanned for viruses"
        kept = "The file is kept" if len(stored) == 1 else f"{len(stored)} files are kept"
        return done(f"{kept}: {scanned}", url_for("evidence_files.files", ref=ref))
    return show(
        "evidence_files/add.html",
        title="Add files",
        caption=ref,
        back=url_for("evidence_files.files", ref=ref),
        form=form,
        ref=ref,
        megabytes=at.office.settings.evidence_megabytes,
        scans=at.office.settings.clamd_address is not None,
    )


@pages.page("/cases/<case:ref>/evidence/file", sees=View.CASES)
def file(ref: str) -> ResponseReturnValue:
    """One file, to be saved."""
    found = evidence_files.file(desk().office, ref, request.args.get("number", 0, type=row_number))
    return download(found.content, found.name, found.media_type)
