"""Papers that go over pages, and the sheet that may not."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pymupdf
import pytest

from letters import agreement
from letters.content import DeedContent
from letters.document import (
    Document,
    Heading,
    Item,
    ListOf,
    Paragraph,
    Setting,
    Signature,
    SignatureLine,
    Table,
)
from letters.panel import summary
from letters.panel.content import PanelReportContent
from letters.pdf import render
from letters.pdf.drawing import LongerThanOnePage
from letters.pdf.styles import MARGIN, PAGE
from tests.letters.panel_contents import PART_A

Deeds = Callable[..., DeedContent]
Reader = Callable[[bytes], Any]
Words = Callable[[Document], str]


@pytest.mark.parametrize("landlords", [1, 2, 3, 7, 12])
def test_no_signature_is_parted_and_no_heading_stands_alone_at_the_foot(
    deed_content: Deeds, read_back: Reader, landlords: int
) -> None:
    several = [
        {"name": f"Landlord {n} " + "Longname " * n, "address": "Sample Road, " * 9} for n in range(landlords)
    ]
    spoken = [
        e for e in read_back(render(agreement.deed(deed_content(landlords=several)))).elements if e.pages
    ]
    for element, following in pairwise(spoken):
        if element.role in {"H1", "H2", "H3"}:
            assert element.pages[0] == following.pages[0], element.text
    (signatures,) = [n for n, element in enumerate(spoken) if element.text == "Signatures"]
    parties: list[set[int]] = [set()]
    for element in spoken[signatures:-1]:
        if element.role == "H3" and spoken.index(element) > signatures + 2:
            parties.append(set())
        parties[-1].update(element.pages)
    assert len(parties) == landlords + 1
    assert all(len(pages) == 1 for pages in parties)


def sheet(blocks: tuple[Any, ...], setting: Any = "letter") -> Document:
    return Document("A paper", "REF", "Council", date(2018, 7, 9), blocks, setting=setting)


@pytest.mark.parametrize("setting", ["letter", "large", "easy", "contract"])
def test_a_long_table_goes_over_pages_and_its_head_is_said_once(
    read_back: Reader, words: Words, setting: str
) -> None:
    rows = tuple((f"line {n}", f"£{n}.00") for n in range(200))
    table = Table("Rent", ("Due", "Sum"), rows, (1, 1), figures=frozenset({1}))
    read = read_back(render(sheet((Heading("Rent", 1), table), setting)))
    assert len(read.furniture) > 3
    assert all("Due Sum" in " ".join(page.split()) for page in read.furniture[1:])
    assert "Due" not in read.furniture[0]
    assert [element.text for element in read.elements if element.role == "TH"] == ["Due", "Sum"]
    assert [element.role for element in read.elements].count("Table") == 1
    assert [element.role for element in read.elements].count("TR") == 201
    assert read.text == words(sheet((Heading("Rent", 1), table)))


def test_a_paragraph_over_two_pages_stays_one_element(read_back: Reader) -> None:
    text = " ".join(f"word{n}" for n in range(1500))
    read = read_back(
        render(sheet((Heading("Long", 1), ListOf((Item("1.1", text),), "decimal"), Paragraph("End."))))
    )
    (body,) = [element for element in read.elements if element.role == "LBody"]
    assert body.pages == tuple(range(1, len(body.pages) + 1))
    assert len(body.pages) > 1
    assert body.text == text
    assert [element.text for element in read.elements if element.role == "Lbl"] == ["1.1"]


@pytest.mark.parametrize("setting", ["letter", "large", "easy", "contract"])
@pytest.mark.parametrize("longest", ["W" * 200, "ሰ" * 200, "ب" * 200, "Nguyễn" * 33, "a@" + "b" * 198])
def test_the_longest_word_breaks_and_never_runs_off_the_page(setting: Setting, longest: str) -> None:
    place = ", ".join([longest, longest])
    table = Table("Facts", ("Who", "Where"), ((longest, place),), (1, 2), row_heads=True)
    blocks = (
        Heading(longest, 1),
        Paragraph(place),
        ListOf((Item("1.1", place),), "decimal"),
        table,
        Signature(longest, f"Signed as a deed by {longest}.", (SignatureLine(longest),)),
    )
    with pymupdf.open(stream=render(sheet(blocks, setting))) as file:
        ends = [word[2] for page in file for word in page.get_text("words")]
    assert max(ends) <= PAGE[0] - MARGIN[setting] + 0.5
    assert len(ends) > 10


def test_a_row_longer_than_a_page_goes_over_pages_and_each_cell_stays_one_element(
    read_back: Reader, words: Words
) -> None:
    table = Table("Facts", ("Who", "What"), (("Sam", "words " * 1500), ("Tam", "end")), (1, 3))
    read = read_back(render(sheet((Heading("Long", 1), table))))
    assert read.text == words(sheet((Heading("Long", 1), table)))
    cells = [element for element in read.elements if element.role == "TD"]
    assert len(cells) == 4
    assert len(set(cells[1].pages)) > 1
    assert all("Who What" in " ".join(page.split()) for page in read.furniture[1:])


def full(length: int, number: int = 0) -> str:
    """Words up to the field's last letter."""
    return f"{number} {'Long words ' * 20}"[:length].strip()


def test_the_fullest_panel_summary_still_fits_one_page(read_back: Reader, words: Words) -> None:
    grounds = tuple({"label": full(60, n), "says": "fewer than 5"} for n in range(14))
    long_rows = tuple({"label": full(60, n), "says": "fewer than 5"} for n in range(9))
    content = PanelReportContent(
        **PART_A
        | {
            "programme": full(60),
            "glance": long_rows[:7],
            "became": long_rows[:4],
            "grounds": grounds,
            "tenancies": long_rows[:8],
            "money": long_rows[:9],
            "rates": [
                {"about": full(90), "value": full(30), "source": "assumption", "owner": full(30, n)}
                for n in range(7)
            ],
            "recommendation": {"option": full(40), "by": full(60)},
            "journal_head": full(80),
        }
    )
    paper = summary.summary(content)
    read = read_back(render(paper))
    assert len(read.furniture) == 1
    assert read.text == words(paper)


def test_a_sheet_that_cannot_fit_is_refused_and_not_cut() -> None:
    rows = tuple((f"line {n}",) for n in range(120))
    with pytest.raises(LongerThanOnePage, match="'A paper' does not fit one page"):
        render(sheet((Table("Too long", ("Line",), rows, (1,)),), "sheet"))
