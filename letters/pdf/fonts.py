"""The embedded fonts and which of them prints which word.

Knows Atkinson Hyperlegible, made to be legible, Noto Sans for words with letters it lacks, and Noto's Arabic and
Ethiopic. Does not know sizes or layout. All come as packages; nothing is looked up on the machine.
"""

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

import fontpkg
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from letters import scripts
from letters.pdf.shaping import Emboldened, JoinedFont
from letters.scripts import Script

REGULAR = "AtkinsonHyperlegible"
BOLD = "AtkinsonHyperlegible-Bold"
# The variable Noto fonts: ReportLab embeds their default instance, which is the regular weight.
FALLBACK, FALLBACK_BOLD = "NotoSans", "NotoSans-Emboldened"
ARABIC, ARABIC_BOLD = "NotoSansArabic", "NotoSansArabic-Emboldened"
ETHIOPIC, ETHIOPIC_BOLD = "NotoSansEthiopic", "NotoSansEthiopic-Emboldened"
_EMBOLDENED = {FALLBACK_BOLD: FALLBACK, ARABIC_BOLD: ARABIC, ETHIOPIC_BOLD: ETHIOPIC}
_OF_SCRIPT: dict[Script, tuple[str, str]] = {
    "arabic": (ARABIC, ARABIC_BOLD),
    "ethiopic": (ETHIOPIC, ETHIOPIC_BOLD),
}
SCRIPT_TAGS = {name: scripts.TAGS[script] for script, both in _OF_SCRIPT.items() for name in both}
_WORDS = re.compile(r"\s+|\S+")


class LettersWithoutFont(ValueError):
    """The paper holds letters that no embedded font has: `letters`, each once, and `names`, in words."""

    def __init__(self, letters: str, text: str) -> None:
        self.letters = letters
        self.names = ", ".join(f"{letter} ({unicodedata.name(letter, 'no name')})" for letter in letters)
        super().__init__(f"no embedded font has the letters {self.names}, in the text {text!r}")


@lru_cache(maxsize=1)
def register() -> None:
    """Load the fonts and make them known to ReportLab, once in a process and only when a paper is drawn."""
    ethiopic = files("justmytype_intl_africa") / "fonts/ofl/notosansethiopic/NotoSansEthiopic[wdth,wght].ttf"
    _register(TTFont(REGULAR, str(fontpkg.path("Atkinson Hyperlegible", weight=400))))
    _register(TTFont(BOLD, str(fontpkg.path("Atkinson Hyperlegible", weight=700))))
    _register(TTFont(FALLBACK, str(fontpkg.path("Noto Sans", weight=400))))
    _register(JoinedFont(ARABIC, str(fontpkg.path("Noto Sans Arabic", weight=400)), "Arab"))
    _register(TTFont(ETHIOPIC, str(ethiopic)))
    for bold, regular in _EMBOLDENED.items():
        _register(Emboldened(bold, pdfmetrics.getFont(regular)))


def is_emboldened(font: str) -> bool:
    """Whether a font's bold is drawn and not shipped."""
    return font in _EMBOLDENED


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """`text` cut into (font, piece), in the weight of `font`.

    A word with a letter that `font` lacks is printed whole in Noto Sans; words in Arabic and Ethiopic script in
    their own font. Raises LettersWithoutFont.
    """
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii():
        return [(font, composed)]
    chosen = [
        run for script, piece in scripts.runs(composed) for run in _piece(script, piece, font, composed)
    ]
    return [
        (name, "".join(piece for _, piece in several))
        for name, several in groupby(chosen, lambda run: run[0])
    ]


def markup(text: str, font: str) -> str:
    """`text` as ReportLab's paragraph markup, escaped, with another font named where it is needed."""
    return "".join(
        escape(piece) if name == font else f'<font name="{name}">{escape(piece)}</font>'
        for name, piece in runs(text, font)
    )


def _register(font: Any) -> None:
    pdfmetrics.registerFont(font)
    name = font.fontName
    bold = BOLD if name == REGULAR else name
    pdfmetrics.registerFontFamily(name, normal=name, bold=bold, italic=name, boldItalic=bold)


def _piece(script: Script | None, piece: str, font: str, text: str) -> list[tuple[str, str]]:
    if script is None:
        return [run for word in _WORDS.findall(piece) for run in _word(word, font, text)]
    own = _OF_SCRIPT[script][font == BOLD]
    if lacking := _lacking(piece, own):
        raise LettersWithoutFont("".join(dict.fromkeys(lacking)), text)
    return [(own, piece)]


def _word(word: str, font: str, text: str) -> list[tuple[str, str]]:
    fallback = FALLBACK_BOLD if font == BOLD else FALLBACK
    for name in (font, fallback):
        if not _lacking(word, name):
            return [(name, word)]
    if neither := _lacking(_lacking(word, font), FALLBACK):
        raise LettersWithoutFont("".join(dict.fromkeys(neither)), text)
    return [(fallback if _lacking(letter, font) else font, letter) for letter in word]


def _lacking(word: str, font: str) -> str:
    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    return "".join(letter for letter in word if ord(letter) not in glyphs)
