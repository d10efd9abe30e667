"""A field that takes several files at once; one file is a field of `fields`."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovFileInput
from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField
from wtforms.validators import DataRequired


class UploadsField(MultipleFileField):
    """One file or several; `data` is the list of those that were chosen."""

    widget = GovFileInput(multiple=True)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the files; what stands under their name and is none is no file."""
        self.data = [each for each in valuelist if isinstance(each, FileStorage) and each.filename]


def uploads(label: str, *, hint: str, needed: str) -> UploadsField:
    """One file or several, in a form with files=true. `needed` is the sentence where none was chosen."""
    shown = {"label": {"classes": "govuk-label--s"}, "hint": {"text": hint}}
    return UploadsField(label, [DataRequired(needed)], render_kw={"params": shown})
