"""Sizes, spaces and colours of each setting.

Knows how a letter, a contract and a sheet look. Does not know what they say. Colours keep at least 4.5 to 1
against white for text and 3 to 1 for lines and bars (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle

from letters.document import Setting
from letters.pdf import fonts

INK = HexColor("#1b1b1b")
GREY = HexColor("#595959")
ACCENT = HexColor("#12355b")
MARK = HexColor("#9b1c1c")
RULE = HexColor("#8a8a8a")
HAIRLINE = HexColor("#c4c9d0")
SHADE = HexColor("#eaeff5")
SERIES = (HexColor("#12355b"), HexColor("#4a86b8"), HexColor("#b4561f"))

PAGE = A4
MARGIN: dict[Setting, float] = {
    "letter": 62,
    "large": 58,
    "easy": 84,
    "contract": 58,
    "report": 50,
    "sheet": 40,
}
# What stands at the edge of each page; in large print it is read by the same eyes.
FURNITURE_SIZE: dict[Setting, float] = {
    "letter": 8.5,
    "large": 14,
    "easy": 12,
    "contract": 8.5,
    "report": 8.5,
    "sheet": 8.5,
}
_BODY_SIZE: dict[Setting, float] = {
    "letter": 12,
    "large": 18,
    "easy": 16,
    "contract": 10.5,
    "report": 10,
    "sheet": 9.4,
}
_LEADING: dict[Setting, float] = {
    "letter": 1.38,
    "large": 1.4,
    "easy": 1.6,
    "contract": 1.34,
    "report": 1.28,
    "sheet": 1.22,
}
# Sources and versions, as a share of the body's size: large print has no small print.
_SMALL: dict[Setting, float] = {
    "letter": 0.9,
    "large": 1,
    "easy": 0.9,
    "contract": 0.9,
    "report": 0.9,
    "sheet": 0.9,
}
_HEADING_RATIO: dict[Setting, tuple[float, float, float]] = {
    "letter": (1.75, 1.25, 1.08),
    "large": (1.5, 1.22, 1.08),
    "easy": (1.6, 1.25, 1.08),
    "contract": (1.9, 1.35, 1.08),
    "report": (1.8, 1.3, 1.05),
    "sheet": (1.75, 1.16, 1.0),
}
# Air between parts, as a share of the body's size: a sheet has none to give away.
_AIR: dict[Setting, float] = {
    "letter": 0.6,
    "large": 0.6,
    "easy": 0.9,
    "contract": 0.5,
    "report": 0.4,
    "sheet": 0.3,
}
_CELL_AIR: dict[Setting, float] = {
    "letter": 0.26,
    "large": 0.2,
    "easy": 0.3,
    "contract": 0.26,
    "report": 0.2,
    "sheet": 0.18,
}


@dataclass(frozen=True, slots=True)
class Styles:
    """All measures of one setting in points; `size` is the body's."""

    size: float
    air: float
    cell_air: float
    body: Any
    lead: Any
    note: Any
    small: Any
    cell: Any
    figure: Any
    column_head: Any
    figure_head: Any
    caption: Any
    headings: tuple[Any, Any, Any]

    def listed(self, left: float) -> Any:
        """An item's style: its text stands `left` points in, right of its label."""
        return ParagraphStyle("item", self.body, leftIndent=left, spaceAfter=self.air * 0.55)


@lru_cache(maxsize=16)
def styles(setting: Setting, scale: float = 1.0) -> Styles:
    """The styles of a setting, all sizes times `scale`."""
    size = _BODY_SIZE[setting] * scale
    leading = _LEADING[setting]
    air = size * _AIR[setting]
    body = ParagraphStyle(
        "body",
        fontName=fonts.REGULAR,
        bulletFontName=fonts.REGULAR,
        fontSize=size,
        leading=size * leading,
        textColor=INK,
        spaceAfter=air,
        allowWidows=0,
        allowOrphans=0,
    )
    cell = ParagraphStyle("cell", body, spaceAfter=0)
    bold_cell = ParagraphStyle("column-head", cell, fontName=fonts.BOLD)
    fine = size * _SMALL[setting]
    small = ParagraphStyle("small", body, fontSize=fine, leading=fine * leading, textColor=GREY)
    return Styles(
        size=size,
        air=air,
        cell_air=size * _CELL_AIR[setting],
        body=body,
        lead=ParagraphStyle("lead", body, fontSize=size * 1.08, leading=size * 1.08 * leading),
        note=ParagraphStyle(
            "note",
            body,
            fontName=fonts.BOLD,
            backColor=SHADE,
            borderPadding=(size * 0.5, size * 0.6, size * 0.55, size * 0.6),
            leftIndent=size * 0.6,
            rightIndent=size * 0.6,
            spaceBefore=size * 0.8,
            spaceAfter=size * 1.1,
        ),
        small=small,
        cell=cell,
        figure=ParagraphStyle("figure", cell, alignment=2),
        column_head=bold_cell,
        figure_head=ParagraphStyle("figure-head", bold_cell, alignment=2),
        caption=ParagraphStyle(
            "caption", bold_cell, spaceBefore=size * 0.4, spaceAfter=air, textColor=ACCENT, keepWithNext=1
        ),
        headings=_headings(setting, body, size, air),
    )


def _headings(setting: Setting, body: Any, size: float, air: float) -> tuple[Any, Any, Any]:
    first, second, third = _HEADING_RATIO[setting]

    def heading(name: str, ratio: float, before: float, after: float) -> Any:
        return ParagraphStyle(
            name,
            body,
            fontName=fonts.BOLD,
            fontSize=size * ratio,
            leading=size * ratio * 1.2,
            textColor=ACCENT,
            spaceBefore=before,
            spaceAfter=after,
            keepWithNext=1,
        )

    return (
        heading("h1", first, 0, air),
        heading("h2", second, air * 2.2, air * 0.9),
        heading("h3", third, air * 1.3, air * 0.6),
    )
