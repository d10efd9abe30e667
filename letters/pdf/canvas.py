"""A ReportLab canvas that writes tags, page furniture and bookmarks.

Knows marked content and the pages of one file. Does not know blocks or styles. Pages are held back until the
file is saved, since only then is the number of pages known.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFPage, PDFStream, PDFString, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from letters.document import Document, code_line
from letters.pdf import fonts, metadata
from letters.pdf.styles import FURNITURE_SIZE, GREY, INK, MARGIN, MARK
from letters.pdf.tags import Annotation, Element, Tree
from letters.pdf.text import LinkTarget, ScriptText, link_number

# A reader prints what is drawn under a link's rectangle (ISO 32000-1, table 165, bit 3).
_PRINTED = 4
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
        self._links: Sequence[LinkTarget] = ()
        self.is_parting = False

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
        self._code.append(self.begin(element))
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is furniture: a screen reader passes over it."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def begin(self, element: Element) -> str:
        """The operator that opens the next marked content of `element` on this page."""
        return f"/{element.role} <</MCID {self._tree.mark(element, self._pageNumber)}>> BDC"

    @contextmanager
    def parting(self, links: Sequence[LinkTarget]) -> Iterator[None]:
        """While a paragraph with parts of its own is drawn: its rules are furniture, its text marks itself."""
        self._links, self.is_parting = links, True
        with self.artifact():
            yield
        self.is_parting = False

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> ScriptText:  # noqa: N802
        """ReportLab's text object, taught the scripts it cannot set."""
        return ScriptText(self, x, y, direction=direction)

    def linkURL(self, key: str, rect: tuple[float, ...], relative: int = 0, **_: Any) -> None:  # noqa: N802
        """One rectangle of the paragraph's link that `key` names; a link over two lines has two."""
        target = self._links[link_number(key)]
        edges = " ".join(f"{edge:.2f}" for edge in self._absRect(rect, relative))
        note = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "Rect": f"[{edges}]",
                "Border": "[0 0 0]",
                "F": _PRINTED,
                "Contents": PDFString(f"{target.words}: {target.address}"),
                "A": PDFDictionary({"S": PDFName("URI"), "URI": PDFString(target.address)}),
            }
        )
        self._addAnnotation(note)
        target.notes.append(Annotation(self._pageNumber, note, self._annotationrefs[-1]))

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Remember a heading at `top`, measured in the current system, for the outline.

        One that skips a level hangs under the heading before it all the same.
        """
        _, absolute = self.absolutePosition(0, top)
        level = min(level, self._bookmarks[-1].level + 1 if self._bookmarks else 0)
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
        """The paper's mark above, reference, page number and code below."""
        width, height = self._pagesize
        size = FURNITURE_SIZE[self._paper.setting]
        foot = MARGIN[self._paper.setting] * 0.55
        with self.artifact():
            if self._paper.mark:
                self.setFillColor(MARK)
                self._put(width / 2, height - foot - 4, self._paper.mark, fonts.BOLD, size + 0.5, anchor=0.5)
            self.setFillColor(GREY)
            edge = MARGIN[self._paper.setting]
            self._put(edge, foot, self._paper.reference, fonts.REGULAR, size, anchor=0)
            number = f"Page {self._pageNumber} of {len(self._held_pages)}"
            self._put(width - edge, foot, number, fonts.REGULAR, size, anchor=1)
            if self._paper.code:
                below = foot - 1.25 * size
                self._put(edge, below, code_line(self._paper.code), fonts.REGULAR, size, anchor=0)
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
