"""Names of our young people's languages: seen right, copied right, said right, whatever weight they are set in."""

import hashlib
import io
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import pikepdf
import pypdf
import pytest

from letters.document import Document, Heading, Item, ListOf, Paragraph, Table
from letters.pdf import fonts, render

Reader = Callable[[bytes], Any]
Words = Callable[[Document], str]

NAMES = {
    "Albanian": "Gëzim Çela",
    "Vietnamese": "Nguyễn Thị Ánh",
    "Kurmanji": "Şîlan Rûken Êvîn",
    "Polish": "Zażółć Łękoś",
    "Welsh": "Llŷr Ŵyn",
    "Sorani": "رۆژین گوڵاڵە",
    "Persian": "علی\u200cرضا چگینی",
    "Arabic": "محمد بن علي",
    "Arabic with vowels": "مُحَمَّد",
    "Amharic": "ሰላም ገብረ",
    "Tigrinya": "ፍረወይኒ ቐሺ",
}
TAGS = {
    "Sorani": "und-Arab",
    "Persian": "und-Arab",
    "Arabic": "und-Arab",
    "Arabic with vowels": "und-Arab",
    "Amharic": "und-Ethi",
    "Tigrinya": "und-Ethi",
}
EVERY_NAME = pytest.mark.parametrize("language", NAMES)


def paper(name: str) -> Document:
    """The name alone, in a heading, in bold, in a line, in a list and in a table."""
    return Document(
        "Names",
        "RG-0001/1",
        "Council",
        date(2018, 7, 9),
        (
            Heading(f"For {name}", 1),
            Paragraph(name),
            Paragraph(f"For Sam Sample ({name}), who rents.", "note"),
            ListOf((Item("1.1", f"{name} pays"),), "decimal"),
            Table("Who", ("Name", name), (("Sam", name),), (1, 1), figures=frozenset({1})),
        ),
    )


@EVERY_NAME
def test_a_name_is_said_as_it_is_written(read_back: Reader, words: Words, language: str) -> None:
    read = read_back(render(paper(NAMES[language])))
    assert read.text.split() == words(paper(NAMES[language])).split()
    assert read.untagged == ()
    spans = [element for element in read.elements if element.role == "Span"]
    assert {span.attributes["Lang"] for span in spans} == ({TAGS[language]} if language in TAGS else set())
    assert [span.text.strip() for span in spans] == [NAMES[language]] * 6 * (language in TAGS)


@EVERY_NAME
def test_a_name_is_copied_from_the_page_as_it_is_written(language: str) -> None:
    (page,) = pypdf.PdfReader(io.BytesIO(render(paper(NAMES[language])))).pages
    assert page.extract_text().count(NAMES[language]) == 6


@pytest.mark.parametrize("language", TAGS)
def test_every_code_of_a_joined_font_means_letters(language: str) -> None:
    with pikepdf.open(io.BytesIO(render(paper(NAMES[language])))) as pdf:
        embedded = {str(font.BaseFont): font for font in pdf.pages[0].Resources.Font.values()}
        (meanings,) = [
            font.ToUnicode.read_bytes()
            for name, font in embedded.items()
            if "Arabic" in name or "Ethiopic" in name
        ]
    assert b"> <>" not in meanings
    assert b"<F0" not in meanings


def test_the_letters_of_a_word_are_joined_and_run_from_right_to_left() -> None:
    fonts.register()
    font = fonts.pdfmetrics.getFont(fonts.ARABIC)
    joined = font.visual("بب")
    first, last = (font.face.charToGlyph[ord(glyph)] for glyph in reversed(joined))
    assert first != last, "the same letter at the begin and at the end of a word has two forms"
    assert font.stringWidth("بب", 10) != pytest.approx(2 * font.stringWidth("ب", 10))


def test_a_number_among_words_from_right_to_left_keeps_its_own_order() -> None:
    fonts.register()
    assert str(fonts.pdfmetrics.getFont(fonts.ARABIC).visual("د ١٢")).startswith("١٢ ")


def test_a_long_name_from_right_to_left_goes_over_lines_word_by_word(read_back: Reader) -> None:
    name = " ".join(["رۆژین", "محمد", "کەریم"] * 12)
    read = read_back(render(paper(name)))
    paragraph = next(element for element in read.elements if element.role == "P")
    assert paragraph.text.split() == name.split()


ELSEWHERE = """
import hashlib, runpy, sys
module = runpy.run_path(sys.argv[1])
for name in sys.argv[2:]:
    print(hashlib.sha256(module["render"](module["paper"](name))).hexdigest())
"""


def test_which_papers_were_drawn_before_changes_no_byte() -> None:
    names = [NAMES["Sorani"], NAMES["Persian"], NAMES["Arabic"]]
    alone = [render(paper(name)) for name in names]
    backwards = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, __file__, *reversed(names)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert backwards.stdout.split() == [hashlib.sha256(file).hexdigest() for file in reversed(alone)]
