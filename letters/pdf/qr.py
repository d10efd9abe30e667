"""QR codes: an address as squares, for the camera of a telephone (ISO/IEC 18004).

Knows ReportLab's encoder. Does not know what the address leads to.
"""

from functools import lru_cache

from reportlab.graphics.barcode import qrencoder
from reportlab.graphics.shapes import Drawing, Rect

from letters.pdf import fonts
from letters.pdf.styles import INK

# The standard's quiet zone: so many squares of white on each side.
QUIET = 4


@lru_cache(maxsize=64)
def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a code from the top, True where it is dark; a quarter of it may be spoilt (level Q)."""
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.Q)
    code.addData(text)
    code.make()
    return tuple(tuple(bool(square) for square in row) for row in code.modules)


def stripes(text: str) -> tuple[tuple[int, int, int], ...]:
    """The dark squares of a code in runs: column, row and length of each, quiet zone not counted."""
    found = []
    for place, row in enumerate(squares(text)):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end] == row[start]:
                end += 1
            if row[start]:
                found.append((start, place, end - start))
            start = end
    return tuple(found)


def drawing(text: str, side: float) -> Drawing:
    """The code as a picture `side` points wide and high, quiet zone and all."""
    count = len(squares(text)) + 2 * QUIET
    unit = side / count
    picture = Drawing(side, side, initialFontName=fonts.REGULAR)
    for column, row, length in stripes(text):
        left, bottom = (column + QUIET) * unit, side - (row + QUIET + 1) * unit
        picture.add(Rect(left, bottom, length * unit, unit, fillColor=INK, strokeColor=None, strokeWidth=0))
    return picture
