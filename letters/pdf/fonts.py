"""The embedded fonts and which of them prints which word.

Knows Atkinson Hyperlegible, made to be legible, and Noto Sans for words with letters it lacks. Does not know
sizes or layout. Both come as packages; nothing is looked up on the machine.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from xml.sax.saxutils import escape

import fontpkg
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "AtkinsonHyperlegible"
BOLD = "AtkinsonHyperlegible-Bold"
# The variable Noto Sans: ReportLab embeds its default instance, which is the regular weight.
FALLBACK = "NotoSans"
_FAMILY, _FALLBACK_FAMILY = "Atkinson Hyperlegible", "Noto Sans"
_WORDS = re.compile(r"\s+|\S+")


class LettersWithoutFont(ValueError):
    """The paper holds letters that no embedded font has; `letters` are those, each once."""

    def __init__(self, letters: str, text: str) -> None:
        self.letters = letters
        names = ", ".join(f"{letter} ({unicodedata.name(letter, 'no name')})" for letter in letters)
        super().__init__(f"no embedded font has the letters {names}, in the text {text!r}")


@lru_cache(maxsize=1)
def register() -> None:
    """Load the fonts and make them known to ReportLab, once in a process and only when a paper is drawn."""
    pdfmetrics.registerFont(TTFont(REGULAR, str(fontpkg.path(_FAMILY, weight=400))))
    pdfmetrics.registerFont(TTFont(BOLD, str(fontpkg.path(_FAMILY, weight=700))))
    pdfmetrics.registerFont(TTFont(FALLBACK, str(fontpkg.path(_FALLBACK_FAMILY, weight=400))))
    for name, bold in ((REGULAR, BOLD), (BOLD, BOLD), (FALLBACK, FALLBACK)):
        pdfmetrics.registerFontFamily(name, normal=name, bold=bold, italic=name, boldItalic=bold)


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """`text` cut into (font, piece): a word with a letter that `font` lacks is printed whole in the fallback.

    The fallback has no bold, so a bold text is printed whole in one font or the other.
    Raises LettersWithoutFont.
    """
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii():
        return [(font, composed)]
    if font == BOLD and not _lacking(composed, FALLBACK) and _lacking(composed, BOLD):
        return [(FALLBACK, composed)]
    chosen = [
        (name, piece) for word in _WORDS.findall(composed) for name, piece in _word(word, font, composed)
    ]
    return [
        (name, "".join(piece for _, piece in several))
        for name, several in groupby(chosen, lambda run: run[0])
    ]


def markup(text: str, font: str) -> str:
    """`text` as ReportLab's paragraph markup, escaped, with the fallback named where it is needed."""
    return "".join(
        escape(piece) if name == font else f'<font name="{name}">{escape(piece)}</font>'
        for name, piece in runs(text, font)
    )


def _word(word: str, font: str, text: str) -> list[tuple[str, str]]:
    for name in (font, FALLBACK):
        if not _lacking(word, name):
            return [(name, word)]
    if neither := [letter for letter in _lacking(word, font) if _lacking(letter, FALLBACK)]:
        raise LettersWithoutFont("".join(dict.fromkeys(neither)), text)
    return [(FALLBACK if _lacking(letter, font) else font, letter) for letter in word]


def _lacking(word: str, font: str) -> str:
    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    return "".join(letter for letter in word if ord(letter) not in glyphs)
