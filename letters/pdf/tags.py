"""The structure tree of a tagged PDF: what a screen reader follows instead of ink.

Knows elements, their marked content on pages, and how ISO 32000-1, 14.7 and 14.8 write them. Does not know
what a paper says nor where on a page it stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFString,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One run of marked content: its page, counted from 1, and its number on that page."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True, eq=False)
class Annotation:
    """A rectangle of a link on a page, counted from 1: its dictionary in the file and the reference to it."""

    page: int
    note: PDFDictionary
    reference: PDFObjectReference


@dataclass(slots=True, eq=False)
class Element:
    """One node: a role such as H1, P, LI or TD, with elements and marks in reading order.

    `attributes` are written under their owner, such as Table: {Scope: Column}. `alternative` is a picture in
    words, `actual` the words themselves where the glyphs stand in another order, in `language` if not the
    paper's. With `repeats` only the first drawing belongs to the tree: the head of a table that goes on over
    pages.
    """

    role: str
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    alternative: str = ""
    language: str = ""
    actual: str = ""
    repeats: bool = False
    box: tuple[float, float, float, float] | None = None
    kids: list["Element | Mark | Annotation"] = field(default_factory=list)

    def add(
        self,
        role: str,
        attributes: Mapping[str, Mapping[str, str]] | None = None,
        *,
        alternative: str = "",
        language: str = "",
        actual: str = "",
        repeats: bool = False,
    ) -> "Element":
        """A new last child."""
        child = Element(role, attributes or {}, alternative, language, actual, repeats)
        self.kids.append(child)
        return child


class Tree:
    """The structure of one paper, filled while its pages are drawn and written when it is saved."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._marked: dict[int, list[Element]] = {}

    def mark(self, element: Element, page: int) -> int:
        """Give `element` the next run of marked content on `page`; the number to draw it under."""
        on_page = self._marked.setdefault(page, [])
        mark = Mark(page, len(on_page))
        on_page.append(element)
        element.kids.append(mark)
        return mark.mcid

    def write(self, document: PDFDocument) -> PDFObjectReference:
        """Write all elements and the parent tree; the reference for the catalogue's StructTreeRoot.

        Call it once every page is in the file, since elements name their pages by object number.
        """
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        reference = document.Reference(root)
        writer = _Writer(document)
        root["K"] = writer.write(self.root, writer.number(reference))
        numbers: list[object] = []
        for page, elements in sorted(self._marked.items()):
            parents = PDFArray([writer.written[id(element)] for element in elements])
            numbers += [page - 1, document.Reference(parents)]
        # Pages have the first numbers of the parent tree, links the numbers after them.
        for number, (note, parent) in enumerate(writer.annotated, start=len(document.Pages.pages)):
            note["StructParent"] = number
            numbers += [number, parent]
        root["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        root["ParentTreeNextKey"] = len(document.Pages.pages) + len(writer.annotated)
        return reference


class _Written(PDFObject):  # type: ignore[misc]  # ReportLab ships no types
    """An indirect object whose text is ready: a paper has hundreds, so they skip ReportLab's dictionaries."""

    __RefOnly__ = 1
    text = ""

    def format(self, _document: PDFDocument) -> bytes:
        return self.text.encode("latin-1")


class _Writer:
    """Writes elements into one file; `written` finds an element's reference by its identity."""

    def __init__(self, document: PDFDocument) -> None:
        self._document = document
        self.written: dict[int, str] = {}
        self.annotated: list[tuple[PDFDictionary, str]] = []

    def number(self, reference: PDFObjectReference) -> str:
        """A reference as the file spells it: `"12 0 R"`."""
        return str(reference.format(self._document).decode("ascii"))

    def write(self, element: Element, parent: str) -> str:
        """Write an element and all under it; its reference."""
        entry = _Written()
        reference = self.written[id(element)] = self.number(self._document.Reference(entry))
        kids = " ".join(self._kid(kid, reference) for kid in element.kids)
        entry.text = (
            f"<</Type /StructElem /S /{element.role} /P {parent} /K [{kids}]"
            f"{self._words(element)}{_attributes(element)}>>"
        )
        return reference

    def _kid(self, kid: Element | Mark | Annotation, parent: str) -> str:
        if isinstance(kid, Mark):
            return self._marked_content(kid)
        if isinstance(kid, Element):
            return self.write(kid, parent)
        self.annotated.append((kid.note, parent))
        page = self.number(PDFObjectReference(f"Page{kid.page}"))
        return f"<</Type /OBJR /Pg {page} /Obj {self.number(kid.reference)}>>"

    def _marked_content(self, mark: Mark) -> str:
        page = self.number(PDFObjectReference(f"Page{mark.page}"))
        return f"<</Type /MCR /Pg {page} /MCID {mark.mcid}>>"

    def _words(self, element: Element) -> str:
        entries = {"Alt": element.alternative, "ActualText": element.actual, "Lang": element.language}
        return "".join(
            f" /{name} {PDFString(words).format(self._document).decode('latin-1')}"
            for name, words in entries.items()
            if words
        )


def _attributes(element: Element) -> str:
    attributes = [
        f"<</O /{owner} {' '.join(f'/{name} /{value}' for name, value in values.items())}>>"
        for owner, values in element.attributes.items()
    ]
    if element.box is not None:
        box = " ".join(f"{edge:.2f}" for edge in element.box)
        attributes.append(f"<</O /Layout /Placement /Block /BBox [{box}]>>")
    return f" /A [{' '.join(attributes)}]" if attributes else ""
