"""Links and the check panel: tied to their words, tied to the file's tree, and leading where the tree says."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pikepdf
import pytest

from letters.document import CheckPanel, Document, Heading, Link, Paragraph, printed_code
from letters.pdf import render

Reader = Callable[[bytes], Any]
Words = Callable[[Document], str]

CODE = "2345678ABCDEFG"
PANEL = CheckPanel(CODE, "https://rent.example.org/check", "You can check that this paper is genuine.")
RING = Paragraph(
    "Ring 01632 960001 or write to rent@example.org.",
    links=(Link("01632 960001", "tel:+441632960001"), Link("rent@example.org", "mailto:rent@example.org")),
)


def paper(*blocks: Any, setting: Any = "letter", code: str | None = CODE) -> Document:
    return Document(
        "A letter",
        "RG-0001/1",
        "Council",
        date(2018, 7, 9),
        (Heading("A letter", 1), *blocks),
        setting=setting,
        code=code,
    )


def annotations(file: bytes) -> list[tuple[int, str, str]]:
    """Each link's page, address, and the role of the element that the parent tree ties it to."""
    with pikepdf.open(io.BytesIO(file)) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        assert [int(key) for key in numbers[::2]] == sorted(int(key) for key in numbers[::2])
        tied = {int(key): element for key, element in zip(numbers[::2], numbers[1::2], strict=True)}
        found = []
        for page, sheet in enumerate(pdf.pages, start=1):
            for note in sheet.get("/Annots", []):
                element = tied[int(note.StructParent)]
                assert any(kid.get("/Obj") is not None and kid.Obj.objgen == note.objgen for kid in element.K)
                assert str(note.Contents)
                found.append((page, str(note.A.URI), str(element.S)))
        return found


def test_each_link_is_an_element_of_its_words_tied_to_its_rectangle(read_back: Reader, words: Words) -> None:
    file = render(paper(RING))
    read = read_back(file)
    assert read.text == words(paper(RING))
    assert [element.text for element in read.elements if element.role == "Link"] == [
        "01632 960001",
        "rent@example.org",
    ]
    assert annotations(file) == [(1, "tel:+441632960001", "/Link"), (1, "mailto:rent@example.org", "/Link")]
    assert read.untagged == ()


def test_a_link_in_a_paragraph_over_two_pages_stays_one_element_with_all_its_rectangles(
    read_back: Reader, words: Words
) -> None:
    middle = " ".join(f"linked{n}" for n in range(700))
    long = Paragraph(
        f"{'before ' * 300}{middle} {'after ' * 300}end.", links=(Link(middle, "https://example.org/a"),)
    )
    file = render(paper(long))
    read = read_back(file)
    assert read.text == words(paper(long))
    (link,) = [element for element in read.elements if element.role == "Link"]
    assert link.text.split() == middle.split()
    assert len(set(link.pages)) > 1
    assert {page for page, _, _ in annotations(file)} == set(link.pages)
    assert [element.role for element in read.elements].count("P") == 1


def test_a_link_may_be_the_whole_line_and_hold_a_name_in_another_script(
    read_back: Reader, words: Words
) -> None:
    whole = Paragraph("https://example.org", links=(Link("https://example.org", "https://example.org"),))
    named = Paragraph("Write to Rojin (رۆژین) now", links=(Link("Rojin (رۆژین)", "mailto:r@example.org"),))
    read = read_back(render(paper(whole, named)))
    assert read.text == words(paper(whole, named))
    assert [element.text.strip() for element in read.elements if element.role == "Link"] == [
        "https://example.org",
        "Rojin (رۆژین)",
    ]


def test_the_words_of_a_link_stand_in_its_paragraph_in_order() -> None:
    with pytest.raises(ValueError, match=r"link 'here': expected its words in the text 'Ring us\.'"):
        Paragraph("Ring us.", links=(Link("here", "https://example.org"),))
    with pytest.raises(ValueError, match="in order"):
        Paragraph("one two", links=(Link("two", "tel:2"), Link("one", "tel:1")))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "rent.example.org", "file:///etc/passwd", "https://", ""]
)
def test_no_link_leads_anywhere_but_to_a_page_a_post_box_or_a_telephone(address: str) -> None:
    with pytest.raises(ValueError, match="expected an https, http, mailto or tel address"):
        Link("here", address)


@pytest.mark.parametrize("setting", ["letter", "large", "easy", "contract"])
def test_the_check_panel_says_picture_code_and_address(read_back: Reader, words: Words, setting: str) -> None:
    document = paper(PANEL, setting=setting)
    file = render(document)
    read = read_back(file)
    assert read.text == words(document)
    (figure,) = [element for element in read.elements if element.role == "Figure"]
    assert figure.text == "QR code that opens https://rent.example.org/check for this paper."
    assert {uri for _, uri, _ in annotations(file)} == {f"https://rent.example.org/check?code={CODE}"}


def test_the_code_stands_on_every_page_as_furniture(read_back: Reader) -> None:
    read = read_back(render(paper(*[Paragraph("words " * 400)] * 4)))
    assert len(read.furniture) > 2
    assert all("Paper code 2345-678A-BCDE-FG" in page for page in read.furniture)
    assert not any("Paper code" in page for page in read_back(render(paper(RING, code=None))).furniture)


@pytest.mark.parametrize(
    "code", ["", "2345678ABCDEF", "2345678ABCDEFGH", "2345678ABCDEFO", "1345678ABCDEFG", "2345678abcdefg"]
)
def test_a_code_that_is_none_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="expected 14 of 2 to 9 and capital letters without I, L, O, U"):
        printed_code(code)
    with pytest.raises(ValueError, match="paper code"):
        paper(code=code)
