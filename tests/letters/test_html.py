"""The page says what the paper says, in its order, to those who look and to those who listen."""

from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from letters import document as tree
from letters.document import Document
from letters.html import main, render_html
from letters.pdf import render

Words = Callable[[Document], str]
Reader = Callable[[bytes], Any]

_VOID = {"meta", "rect", "path"}


class Page(HTMLParser):
    """Text and elements of a page; refuses a tag that is not closed in its place."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        # A chart's figures are its picture; its words are the caption of the figure.
        if not {"figure", "table"} <= set(self.open) and "style" not in self.open:
            self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())


EVERYTHING = Document(
    "A <paper> & more",
    "RG-0001/1",
    "Council",
    date(2018, 7, 9),
    (
        tree.Heading("Your letter", 1),
        tree.Paragraph("For Rojin Karim (رۆژین کەریم), O'Neil & Sons <b>", "lead"),
        tree.Paragraph("Ring 01632 960001.", links=(tree.Link("01632 960001", "tel:+441632960001"),)),
        tree.ListOf((tree.Item("1.1", "One", tree.ListOf((tree.Item("(a)", "Two"),), "letter")),), "decimal"),
        tree.ListOf((tree.Item("•", "Dot"),), "bullet"),
        tree.Table(
            "Rent", ("Due", "Sum"), (("May", "£1.00"),), (1, 1), figures=frozenset({1}), row_heads=True
        ),
        tree.Table("Unseen", (), (("a", "b"),), (1, 1), show_caption=False),
        tree.Chart("Cost", "A chart in words.", "bar", ("2019",), (tree.Series("P50", (1234.0,)),)),
        tree.SideBySide((tree.Paragraph("Left."),), (tree.Paragraph("Right."),)),
        tree.CheckPanel("2345678ABCDEFG", "https://rent.example.org/check", "Check this paper."),
        tree.Signature("Council", "Signed.", (tree.SignatureLine("Date"),)),
        tree.Paragraph("Versions.", "small"),
    ),
    mark="REHEARSAL - synthetic people",
    code="2345678ABCDEFG",
)


def test_the_page_says_every_line_of_the_paper_in_order(words: Words, read_back: Reader) -> None:
    assert Page(main(EVERYTHING)).text == words(EVERYTHING)
    assert read_back(render(EVERYTHING)).text == words(EVERYTHING)


@pytest.mark.parametrize("kind", ["deed", "agreement", "panel"])
def test_the_same_paper_reads_the_same_on_a_screen(
    papers: dict[str, Document], words: Words, kind: str
) -> None:
    assert Page(main(papers[kind])).text == words(papers[kind])


def test_the_whole_page_has_language_title_mark_reference_and_code() -> None:
    page = Page(render_html(EVERYTHING))
    assert page.elements[0] == ("html", {"lang": "en-GB"})
    assert page.text.startswith("A <paper> & more REHEARSAL - synthetic people Your letter")
    assert page.text.endswith("Versions. RG-0001/1 Paper code 2345-678A-BCDE-FG")
    assert [tag for tag, _ in page.elements].count("main") == 1


def test_nothing_on_the_page_needs_a_lax_policy() -> None:
    page = Page(render_html(EVERYTHING, nonce='a"b'))
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.elements}
    assert not any("style" in attributes for _, attributes in page.elements)
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert [attributes for tag, attributes in page.elements if tag == "style"] == [{"nonce": 'a"b'}]
    assert [attributes for tag, attributes in Page(render_html(EVERYTHING)).elements if tag == "style"] == [
        {}
    ]


def test_heads_tables_links_and_pictures_are_named_for_those_who_listen() -> None:
    elements = Page(main(EVERYTHING)).elements
    assert [attributes["scope"] for tag, attributes in elements if tag == "th"][:3] == ["col", "col", "row"]
    assert {"aria-label": "Unseen"} in [attributes for tag, attributes in elements if tag == "table"]
    assert [attributes["href"] for tag, attributes in elements if tag == "a"] == [
        "tel:+441632960001",
        "https://rent.example.org/check?code=2345678ABCDEFG",
    ]
    assert ("bdi", {"lang": "und-Arab"}) in elements
    assert [attributes["role"] for tag, attributes in elements if tag == "svg"] == ["img"]


@pytest.mark.parametrize("setting", ["letter", "large", "easy", "contract", "sheet"])
def test_the_page_knows_how_it_is_set(setting: Any) -> None:
    document = Document("A", "R", "Council", date(2018, 7, 9), (), setting=setting)
    assert ("main", {"class": f"paper {setting}"}) in Page(render_html(document)).elements
