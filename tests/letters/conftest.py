"""Contents of synthetic people, a paper of each kind, and a reader that follows a PDF as its tags tell."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pikepdf
import pytest

from letters import agreement
from letters.content import AgreementContent, DeedContent
from letters.document import Document
from letters.panel import summary
from letters.panel.content import PanelReportContent
from letters.pdf import render
from tests.letters.panel_contents import PART_A

Deeds = Callable[..., DeedContent]
Agreements = Callable[..., AgreementContent]

SHARED: dict[str, Any] = {
    "reference": "RG-0001/1",
    "made_on": date(2018, 7, 9),
    "code": "2345678ABCDEFG",
    "rehearsal": True,
    "council": {
        "name": "Kent County Council",
        "address": "County Hall, Maidstone, ME14 1XQ",
        "from_on": date(1974, 4, 1),
    },
    "contact": {"name": "Rent guarantee team", "telephone": "01632 960001", "email": "rent@example.org"},
    "home": {"address": "Flat 2, 14 Example Street, Canterbury", "postcode": "CT1 2ZZ"},
    "tenancy": {
        "kind": "private",
        "starts_on": date(2018, 8, 1),
        "monthly_rent": "1040.00",
        "rent_share": "520.05",
    },
    "cover": {"starts_on": date(2018, 8, 1), "ends_on": date(2019, 7, 31), "months": 12, "cap": "3120.30"},
    "deposit": {"amount": "600.00", "rent_in_advance": "520.05", "paid_by": "council"},
    "terms": {
        "claim_after_months": 2,
        "report_within_days": 14,
        "decide_within_working_days": 10,
        "pay_within_days": 28,
        "claim_window_days": 29,
        "offer_lapses_after_days": 27,
        "rent_ceiling_percent": 110,
    },
}


@pytest.fixture(scope="session")
def deed_content() -> Callable[..., DeedContent]:
    """Makes a deed's content; fields given replace the synthetic ones."""

    def make(**changed: Any) -> DeedContent:
        landlords = [{"name": "Orla Example", "address": "3 Sample Road, Whitstable, CT5 1ZZ"}]
        return DeedContent(**SHARED | {"landlords": landlords, "tenant_name": "Tam Sample"} | changed)

    return make


@pytest.fixture(scope="session")
def agreement_content() -> Callable[..., AgreementContent]:
    """Makes an agreement's content; fields given replace the synthetic ones."""

    def make(**changed: Any) -> AgreementContent:
        own = {
            "young_person_name": "Tam Sample",
            "landlord_names": ["Orla Example"],
            "personal_adviser": "Sam Specimen",
            "repayment": "none",
            "complaints": {"name": "Customer feedback team", "telephone": "01632 960003"},
            "advocacy": {"name": "Example Advocacy", "telephone": "01632 960004"},
        }
        return AgreementContent(**SHARED | own | changed)

    return make


@pytest.fixture(scope="session")
def papers(deed_content: Deeds, agreement_content: Agreements) -> dict[str, Document]:
    return {
        "deed": agreement.deed(deed_content()),
        "agreement": agreement.agreement(agreement_content()),
        "panel": summary.summary(PanelReportContent(**PART_A)),
    }


@pytest.fixture(scope="session")
def files(papers: dict[str, Document]) -> dict[str, bytes]:
    return {kind: render(paper) for kind, paper in papers.items()}


# Elements inside a paragraph: their words are also the paragraph's.
PARTS_OF_A_LINE = {"Link", "Span"}


@dataclass(frozen=True)
class Spoken:
    """What a screen reader says of one element: its role, its words, its pages and its attributes."""

    role: str
    text: str
    pages: tuple[int, ...]
    attributes: dict[str, str]
    depth: int


@dataclass(frozen=True)
class ReadBack:
    """A PDF as read by its tags."""

    elements: tuple[Spoken, ...]
    furniture: tuple[str, ...]
    untagged: tuple[str, ...]

    @property
    def text(self) -> str:
        """All that is said, in reading order, single spaces; a part of a line is said with its line."""
        said = (element.text for element in self.elements if element.role not in PARTS_OF_A_LINE)
        return " ".join(" ".join(said).split())


@pytest.fixture(scope="session")
def words() -> Callable[[Document], str]:
    """All that a paper says, in one line with single spaces."""
    return lambda document: " ".join(" ".join(document.lines()).split())


@pytest.fixture(scope="session")
def read_back() -> Callable[[bytes], ReadBack]:
    """Reads a PDF by its structure tree."""
    return _read_back


def _read_back(file: bytes) -> ReadBack:
    with pikepdf.open(io.BytesIO(file)) as pdf:
        pages = [_page_text(page) for page in pdf.pages]
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        elements = tuple(_walk(pdf.Root.StructTreeRoot.K, pages, numbers, 0))
    return ReadBack(
        elements,
        tuple(page["furniture"] for page in pages),
        tuple(text for page in pages for text in page["untagged"]),
    )


def _walk(
    node: pikepdf.Object, pages: list[dict[Any, Any]], numbers: dict[Any, int], depth: int
) -> Iterator[Spoken]:
    instead = str(node.get("/Alt", "")) or str(node.get("/ActualText", ""))
    said, on, under = [instead], [], []
    for kid in node.get("/K", []):
        if "/MCID" in kid:
            number = numbers[kid.Pg.objgen]
            on.append(number)
            said.append("" if instead else pages[number - 1][int(kid.MCID)])
        elif "/S" in kid:
            below = list(_walk(kid, pages, numbers, depth + 1))
            under += below
            if below[0].role in PARTS_OF_A_LINE:
                said.append(below[0].text)
                on += below[0].pages
    attributes = {
        str(name).lstrip("/"): str(value).lstrip("/")
        for owner in node.get("/A", [])
        for name, value in owner.items()
        if not isinstance(value, pikepdf.Array)
    }
    attributes |= {name: str(node[f"/{name}"]) for name in ("Lang",) if f"/{name}" in node}
    role = str(node.S).lstrip("/")
    text = "".join(said) if role in PARTS_OF_A_LINE else " ".join("".join(said).split())
    yield Spoken(role, text, tuple(on), attributes, depth)
    yield from under


def _page_text(page: pikepdf.Page) -> dict[Any, Any]:
    """Words by the number of their marked content, furniture, and whatever is drawn outside of both."""
    spoken: dict[Any, Any] = {"furniture": "", "untagged": []}
    letters: dict[int, str] = {}
    inside: list[Any] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        if name in {"BDC", "BMC"}:
            inside.append("furniture" if str(operands[0]) == "/Artifact" else int(operands[1].MCID))
        elif name == "EMC":
            inside.pop()
        elif name == "Tf":
            letters = _letters(page.Resources.Font[str(operands[0])])
        elif name in {"f", "S", "B", "F", "f*", "b", "s"} and not inside:
            spoken["untagged"].append(f"path {name}")
        elif name in {"Tj", "TJ"}:
            shown = operands[0] if name == "TJ" else [operands[0]]
            codes = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
            text = "".join(letters[code] for code in codes)
            if inside:
                spoken[inside[-1]] = spoken.get(inside[-1], "") + text
            else:
                spoken["untagged"].append(text)
        elif name == "T*" and inside:
            spoken[inside[-1]] = spoken.get(inside[-1], "") + " "
    assert not inside
    return spoken


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """What each code of a font means, as its ToUnicode map says."""
    pairs = re.findall(rb"<([0-9A-F]{2})> <((?:[0-9A-F]{4})*)>\n", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(letters.decode()).decode("utf-16-be") for code, letters in pairs}
