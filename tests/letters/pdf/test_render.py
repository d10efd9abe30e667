"""The PDFs as their readers get them: read back by pikepdf and pypdf, by eye's order and by tags."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letters import agreement, discretion, formats
from letters.content import AgreementContent, DeedContent
from letters.document import Document
from letters.panel import part_a
from letters.panel.content import PanelReportContent
from letters.pdf import render
from tests.letters.panel_contents import PART_A

Deeds = Callable[..., DeedContent]
Agreements = Callable[..., AgreementContent]
Reader = Callable[[bytes], Any]
Words = Callable[[Document], str]


def page_texts(file: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(file)).pages]


KINDS = pytest.mark.parametrize("kind", ["deed", "agreement", "panel"])


@KINDS
def test_what_the_tags_say_is_what_the_paper_says_in_its_order(
    papers: dict[str, Document], files: dict[str, bytes], read_back: Reader, words: Words, kind: str
) -> None:
    assert read_back(files[kind]).text == words(papers[kind])


@KINDS
def test_everything_drawn_is_tagged_or_furniture(
    files: dict[str, bytes], read_back: Reader, kind: str
) -> None:
    assert read_back(files[kind]).untagged == ()


@KINDS
def test_each_page_carries_mark_reference_and_number_as_furniture(
    papers: dict[str, Document], files: dict[str, bytes], read_back: Reader, kind: str
) -> None:
    furniture = read_back(files[kind]).furniture
    for number, page in enumerate(furniture, start=1):
        assert "REHEARSAL - synthetic people" in page
        assert papers[kind].reference in page
        assert f"Page {number} of {len(furniture)}" in page
    assert (len(furniture) == 1) is (kind == "panel")


@KINDS
def test_the_file_says_language_title_and_tags(
    papers: dict[str, Document], files: dict[str, bytes], kind: str
) -> None:
    paper = papers[kind]
    with pikepdf.open(io.BytesIO(files[kind])) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/Title"]) == paper.title
        assert str(pdf.docinfo["/CreationDate"]).startswith(f"D:{paper.made_on:%Y%m%d}")
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == paper.title
            assert xmp["dc:identifier"] == paper.reference
        for number, page in enumerate(pdf.pages):
            assert [float(edge) for edge in page.mediabox] == pytest.approx([0, 0, 595.28, 841.89], abs=0.01)
            assert page.obj.Tabs == pikepdf.Name.S
            assert page.obj.StructParents == number


@KINDS
def test_the_parent_tree_leads_from_each_mark_to_its_element(files: dict[str, bytes], kind: str) -> None:
    with pikepdf.open(io.BytesIO(files[kind])) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        assert [int(key) for key in numbers[::2]] == list(range(len(pdf.pages)))
        for page, parents in zip(pdf.pages, numbers[1::2], strict=True):
            for mcid, element in enumerate(parents):
                marks = [kid for kid in element.K if "/MCID" in kid]
                assert (page.obj.objgen, mcid) in [(mark.Pg.objgen, int(mark.MCID)) for mark in marks]


@KINDS
def test_every_font_is_embedded(files: dict[str, bytes], kind: str) -> None:
    with pikepdf.open(io.BytesIO(files[kind])) as pdf:
        fonts = {str(font.BaseFont): font for page in pdf.pages for font in page.Resources.Font.values()}
        assert any("AtkinsonHyperlegible" in name for name in fonts)
        for font in fonts.values():
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font


def test_the_outline_has_every_heading_on_its_page(
    papers: dict[str, Document], files: dict[str, bytes], read_back: Reader
) -> None:
    reader = pypdf.PdfReader(io.BytesIO(files["deed"]))

    def flat(entries: list[Any]) -> list[tuple[str, int]]:
        found = []
        for entry in entries:
            if isinstance(entry, list):
                found += flat(entry)
            else:
                number = reader.get_destination_page_number(entry)
                assert number is not None
                found.append((entry.title, number + 1))
        return found

    spoken = [
        (element.text, element.pages[0])
        for element in read_back(files["deed"]).elements
        if element.role in {"H1", "H2", "H3"}
    ]
    assert flat(reader.outline) == spoken
    assert len({page for _, page in spoken}) == len(reader.pages)


def test_both_readers_find_the_facts_of_a_deed(deed_content: Deeds, files: dict[str, bytes]) -> None:
    content = deed_content()
    text = " ".join(page_texts(files["deed"]))
    for fact in (
        content.home.in_full,
        formats.money(content.cover.cap),
        formats.day(content.cover.ends_on),
        formats.money(content.tenancy.rent_share),
        content.tenant_name,
        content.reference,
    ):
        assert fact in text
    order = [
        "Deed of guarantee",
        "The parties and the guarantee",
        "Terms 1.",
        "20. Power and law",
        "Signatures",
    ]
    assert sorted(order, key=text.index) == order


def test_no_part_of_a_landlords_file_tells_of_age_or_care(files: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(files["deed"])) as pdf:
        told = [str(value) for value in pdf.docinfo.values()]
        told.append(pdf.Root.Metadata.read_bytes().decode())
        told += [str(entry) for entry in pypdf.PdfReader(io.BytesIO(files["deed"])).outline]
    assert discretion.told(" ".join([*told, *page_texts(files["deed"])])) == []


def test_tables_say_which_cells_are_heads_and_pictures_what_they_show(read_back: Reader) -> None:
    spoken = read_back(render(part_a.part_a(PanelReportContent(**PART_A)))).elements
    scopes = {element.text: element.attributes.get("Scope") for element in spoken if element.role == "TH"}
    assert scopes["Option"] == "Column"
    assert scopes["Places taken"] == "Row"
    assert next(element.text for element in spoken if element.role == "Figure").startswith("A bar chart")


def test_lists_say_how_they_count(files: dict[str, bytes], read_back: Reader) -> None:
    spoken = read_back(files["deed"]).elements
    kinds = [element.attributes["ListNumbering"] for element in spoken if element.role == "L"]
    assert set(kinds) == {"Decimal", "LowerAlpha"}
    labels = [element.text for element in spoken if element.role == "Lbl"]
    bodies = [element for element in spoken if element.role == "LBody"]
    assert len(labels) == len(bodies)
    assert labels[:2] == ["1.1", "1.2"]


NAMES = st.lists(
    st.text(alphabet="abcdeABCDEăâđêôơưếộựỳĂĐƠàảãạąćęłńśźżçëšîşûŵŷẅŴØåßœ'-", min_size=1, max_size=18).filter(
        lambda name: name.strip("'-")
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@settings(max_examples=25, deadline=None)
@given(
    tenant=NAMES,
    landlords=st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=5),
    street=NAMES,
    share=st.decimals("0.01", "9999.99", places=2),
    cap=st.decimals("0.01", "99999.99", places=2),
)
def test_any_names_addresses_and_sums_reach_the_reader_whole(
    deed_content: Deeds,
    read_back: Reader,
    words: Words,
    tenant: str,
    landlords: list[tuple[str, str]],
    street: str,
    share: Decimal,
    cap: Decimal,
) -> None:
    content = deed_content(
        tenant_name=tenant,
        landlords=[{"name": name, "address": address} for name, address in landlords],
        home={"address": street, "postcode": "CT1 2ZZ"},
        tenancy={
            "kind": "private",
            "starts_on": date(2018, 8, 1),
            "monthly_rent": "9999.99",
            "rent_share": share,
        },
        cover={"starts_on": date(2018, 8, 1), "ends_on": date(2019, 7, 31), "months": 12, "cap": cap},
    )
    read = read_back(render(agreement.deed(content)))
    assert read.text == words(agreement.deed(content))
    assert read.untagged == ()
    for fact in (tenant, f"{street}, CT1 2ZZ", formats.money(cap), formats.money(share)):
        assert fact in read.text


def test_a_live_paper_has_no_mark(deed_content: Deeds, read_back: Reader) -> None:
    read = read_back(render(agreement.deed(deed_content(rehearsal=False))))
    assert not any("REHEARSAL" in page for page in read.furniture)
