"""A ReportLab canvas that writes tags, page furniture and bookmarks.

Knows marked content and the pages of one file. Does not know blocks or styles. Pages are held back until the
file is saved, since only then is the number of pages known.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFPage, PDFStream, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from letters.document import Document
from letters.pdf import fonts, metadata
from letters.pdf.styles import GREY, INK, MARGIN, MARK
from letters.pdf.tags import Element, Tree

_HEAD_SIZE, _FOOT_SIZE = 9, 8.5
_LANDMARKS_OF_A_PAGE = ("StructParents", "Tabs")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading's place: page counted from 1, height on it in points, level counted from 0."""

    title: str
    level: int
    page: int
    top: float


class TaggedCanvas(Canvas):  # type: ignore[misc]  # ReportLab ships no types
    """Draws one paper. `tree` collects what is drawn; `pages` is right once the file is saved."""

    def __init__(self, target: Any, *, paper: Document, tree: Tree, **options: Any) -> None:
        options |= {"lang": paper.language, "pdfVersion": (1, 7), "initialFontName": fonts.REGULAR}
        super().__init__(target, **options)
        self._paper = paper
        self._tree = tree
        self._held_pages: list[dict[str, Any]] = []
        self._bookmarks: list[Bookmark] = []

    @property
    def pages(self) -> int:
        """Pages drawn so far."""
        return len(self._held_pages)

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to `element`; when a repeating element comes again it is furniture."""
        if element.repeats and element.kids:
            with self.artifact():
                yield
            return
        mcid = self._tree.mark(element, self._pageNumber)
        self._code.append(f"/{element.role} <</MCID {mcid}>> BDC")
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is furniture: a screen reader passes over it."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Remember a heading at `top`, measured in the current system, for the outline."""
        _, absolute = self.absolutePosition(0, top)
        self._bookmarks.append(Bookmark(title, level, self._pageNumber, absolute))

    def showPage(self) -> None:  # noqa: N802 (ReportLab's name)
        """Hold the page back until the number of pages is known."""
        self._held_pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Draw the furniture of every page, then write pages, outline and structure tree."""
        for state in self._held_pages:
            self.__dict__.update(state)
            self._furnish()
            self._write_bookmarks()
            super().showPage()
            self._set_landmarks(self._doc.Pages.pages[-1])
        metadata.describe(self, self._paper)
        catalog = self._doc.Catalog
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.StructTreeRoot = self._tree.write(self._doc)
        self._doc.SaveToFile(self._filename, self)

    def _furnish(self) -> None:
        """The mark of a rehearsal above, reference and page number below."""
        width, height = self._pagesize
        foot = MARGIN[self._paper.setting] * 0.55
        with self.artifact():
            if self._paper.mark:
                self.setFillColor(MARK)
                self._put(width / 2, height - foot - 4, self._paper.mark, fonts.BOLD, _HEAD_SIZE, anchor=0.5)
            self.setFillColor(GREY)
            edge = MARGIN[self._paper.setting]
            self._put(edge, foot, self._paper.reference, fonts.REGULAR, _FOOT_SIZE, anchor=0)
            number = f"Page {self._pageNumber} of {len(self._held_pages)}"
            self._put(width - edge, foot, number, fonts.REGULAR, _FOOT_SIZE, anchor=1)
            self.setFillColor(INK)

    def _put(self, x: float, y: float, text: str, font: str, size: float, anchor: float) -> None:
        """One line of text: `anchor` 0 begins at x, 1 ends there, 0.5 is centred."""
        runs = fonts.runs(text, font)
        widths = [pdfmetrics.stringWidth(piece, name, size) for name, piece in runs]
        x -= anchor * sum(widths)
        for (name, piece), width in zip(runs, widths, strict=True):
            self.setFont(name, size)
            self.drawString(x, y, piece)
            x += width

    def _write_bookmarks(self) -> None:
        for number, bookmark in enumerate(self._bookmarks):
            if bookmark.page == self._pageNumber:
                key = f"heading-{number}"
                self.bookmarkHorizontalAbsolute(key, bookmark.top)
                self.addOutlineEntry(bookmark.title, key, bookmark.level)

    def _set_landmarks(self, page: PDFPage) -> None:
        """Tie the page to the tree; ReportLab's page has no such entries, so this one page learns them."""
        page.__NoDefault__ = [*page.__NoDefault__, *_LANDMARKS_OF_A_PAGE]
        # Plain zip instead of ReportLab's zip in base 85: a quarter smaller, and quicker.
        page.Contents = PDFStream(content=page.stream, filters=[PDFZCompress])
        page.StructParents = len(self._doc.Pages.pages) - 1
        page.Tabs = PDFName("S")
