"""Letters handed over in one file: a ZIP of their files, an index of where each goes, and what could not be sent."""

import csv
import io
import zipfile
from collections.abc import Sequence

from guarantor.domain.correspondence import as_printed
from guarantor.services.acting.office import Office
from guarantor.services.correspondence.batches import NotDone
from guarantor.storage import letter_files
from guarantor.storage.engine import reading
from guarantor.tabular.sheet import neutral

INDEX, NOT_SENT = "index.csv", "not-sent.csv"
INDEX_HEAD = ("file", "about", "code", "send_to")
NOT_SENT_HEAD = ("letter", "about", "why")


class Bundle:
    """Letters as they are handed over. A file's name is its code, which tells nobody anything."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}
        self._index: list[Sequence[str]] = []

    def take(self, code: str, about: str, place: str, content: bytes) -> None:
        """Take a letter in: its code, what it is about, where it goes and its file. A batches.HandOver."""
        name = f"{code}.pdf"
        self._held[name] = content
        self._index.append((name, about, as_printed(code), neutral(place)))

    def zipped(self, not_sent: Sequence[NotDone] = ()) -> bytes:
        """All of it as one ZIP file, with a list of what could not be sent where there is any."""
        files = {INDEX: _sheet(INDEX_HEAD, self._index), **self._held}
        if not_sent:
            files[NOT_SENT] = _sheet(
                NOT_SENT_HEAD, [(each.kind, each.ref, neutral(each.why)) for each in not_sent]
            )
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                # Without a day of its own: the same letters make the same file.
                archive.writestr(zipfile.ZipInfo(name), content)
        return out.getvalue()


def sent_before(office: Office, codes: Sequence[str]) -> bytes:
    """Letters that were sent, once more as one ZIP file; those that were erased since are left out."""
    bundle = Bundle()
    with reading(office.engine) as session:
        sendings = {each.code: each for each, _ in letter_files.dispatches(session, codes)}
        for paper in letter_files.of_codes(session, codes):
            content = letter_files.content(session, paper.code)
            if paper.code in sendings and content is not None:
                bundle.take(paper.code, paper.about, sendings[paper.code].sent_to or "", content)
    return bundle.zipped()


def _sheet(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode("utf-8-sig")
