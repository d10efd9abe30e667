"""What two programs that check tagged PDFs say of each kind of paper and block.

Their own claim, that a file conforms to PDF/UA, we do not make: those rules are left out by number.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import outloud
import pdfua
import pytest

from letters import document as tree
from letters.document import Document
from letters.panel import challenge_card, part_a, part_b
from letters.panel.content import ChallengeCardContent, OfficersReportContent, PanelReportContent
from letters.pdf import render
from tests.letters.panel_contents import CARD, PART_A, PART_B

_NOT_CLAIMED = {"DOC-012", "UA-28-004"}
# Guesses of a checker that fit no paper of ours: a link's words come before the rest of their paragraph, an address
# in a clause is for writing to, and a table of facts has as many heads as facts.
_NOT_MEANT = {"ORD-001", "LNK-010", "TBL-010"}
BLOCKS: dict[str, tree.Block] = {
    "paragraph": tree.Paragraph("Plain words."),
    "note": tree.Paragraph("Mind this: Nguyễn Thị Ánh.", "note"),
    "scripts": tree.Paragraph("For Rojin (رۆژین) and Selam (ሰላም)."),
    "link": tree.Paragraph("Ring 01632 960001.", links=(tree.Link("01632 960001", "tel:+441632960001"),)),
    "list": tree.ListOf(
        (tree.Item("1.1", "One", tree.ListOf((tree.Item("(a)", "Two"),), "letter")),), "decimal"
    ),
    "table": tree.Table("Rent", ("Due", "Sum"), tuple((f"line {n}", f"£{n}.00") for n in range(120)), (1, 1)),
    "rows": tree.Table("Facts", (), (("Sum", "£1.00"),), (1, 1), row_heads=True),
    "signature": tree.Signature("Council", "Signed for the council.", (tree.SignatureLine("Date"),)),
    "chart": tree.Chart("Cost", "A chart.", "bar", ("2019", "2020"), (tree.Series("P50", (1.0, 2.0)),)),
    "beside": tree.SideBySide((tree.Paragraph("Left."),), (tree.Paragraph("Right."),)),
    "check": tree.CheckPanel("2345678ABCDEFG", "https://rent.example.org/check", "Check this paper."),
}
Found = Callable[[bytes], set[str]]


@pytest.fixture
def faults(tmp_path: Path) -> Found:
    """The rules that either checker finds broken, with what it says."""

    def find(file: bytes) -> set[str]:
        path = tmp_path / "paper.pdf"
        path.write_bytes(file)
        by_ear = outloud.check(str(path), skip=_NOT_CLAIMED | _NOT_MEANT)
        assert by_ear.error is None
        by_rule = pdfua.validate(path)
        return {f"{found.rule} {found.message}" for found in by_ear.findings if found.severity != "info"} | {
            f"{found.rule_id} {found.message}"
            for found in by_rule.findings
            if found.rule_id not in _NOT_CLAIMED and found.severity > pdfua.Severity.INFO
        }

    return find


@pytest.mark.parametrize("block", BLOCKS)
def test_the_checkers_find_nothing_in_any_block(faults: Found, block: str) -> None:
    blocks = (tree.Heading("A paper", 1), tree.Heading("A part", 2), BLOCKS[block])
    paper = Document("A paper", "RG-0001/1", "Council", date(2018, 7, 9), blocks, code="2345678ABCDEFG")
    assert faults(render(paper)) == set()


@pytest.mark.parametrize("kind", ["deed", "agreement", "panel"])
def test_the_checkers_find_nothing_in_a_whole_paper(
    faults: Found, files: dict[str, bytes], kind: str
) -> None:
    assert faults(files[kind]) == set()


@pytest.mark.parametrize(
    "paper",
    [
        part_a.part_a(PanelReportContent(**PART_A)),
        part_b.part_b(OfficersReportContent(**PART_B)),
        challenge_card.answer(ChallengeCardContent(**CARD)),
    ],
    ids=["part-a", "part-b", "card"],
)
def test_the_checkers_find_nothing_in_what_the_panel_is_given(faults: Found, paper: Document) -> None:
    assert faults(render(paper)) == set()


def test_the_checkers_do_find_a_picture_without_words(faults: Found) -> None:
    blocks = (
        tree.Heading("A paper", 1),
        tree.Chart("Cost", "", "bar", ("2019",), (tree.Series("P50", (1.0,)),)),
    )
    assert faults(render(Document("A paper", "RG-0001/1", "Council", date(2018, 7, 9), blocks)))
