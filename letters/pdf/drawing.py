"""Lays a paper out on A4 pages and saves it as one PDF.

Knows page size, margins and how often a sheet may shrink. Does not know blocks or tags.
"""

from functools import partial
from io import BytesIO
from threading import Lock

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from letters.document import Document
from letters.pdf import fonts
from letters.pdf.canvas import TaggedCanvas
from letters.pdf.compose import Composer
from letters.pdf.styles import MARGIN, PAGE, styles
from letters.pdf.tags import Tree

# A sheet is set smaller until it fits; below the last scale its text would be under 7.5 points.
_SHEET_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8)
# ReportLab's fonts are shared objects that may serve one file at a time.
_one_at_a_time = Lock()


class LongerThanOnePage(ValueError):
    """A sheet does not fit one page at the smallest legible size."""


def draw(paper: Document) -> bytes:
    """The PDF. Raises LongerThanOnePage for a sheet, LettersWithoutFont for letters no font has."""
    with _one_at_a_time:
        fonts.register()
        if paper.setting != "sheet":
            file, _ = _lay_out(paper, 1.0)
            return file
        for scale in _SHEET_SCALES:
            file, pages = _lay_out(paper, scale)
            if pages == 1:
                return file
    raise LongerThanOnePage(f"{paper.title!r} does not fit one page: expected fewer or shorter rows")


def _lay_out(paper: Document, scale: float) -> tuple[bytes, int]:
    """The file and its number of pages, all sizes times `scale`."""
    margin = MARGIN[paper.setting]
    width, height = PAGE[0] - 2 * margin, PAGE[1] - 2 * margin
    frame = Frame(margin, margin, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    tree, target = Tree(), BytesIO()
    template = BaseDocTemplate(
        target,
        pagesize=PAGE,
        pageTemplates=[PageTemplate(frames=[frame])],
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.REGULAR,
    )
    parts = Composer(tree.root, styles(paper.setting, scale), width).compose(paper.blocks)
    template.build(parts, canvasmaker=partial(TaggedCanvas, paper=paper, tree=tree))
    return target.getvalue(), template.canv.pages
