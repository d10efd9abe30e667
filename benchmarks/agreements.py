"""What a paper costs beside the same text on pages drawn with less: agreements and deeds a second, and memory.

*Bare* is ReportLab's own platypus with the same fonts, styles, tables and page breaks, without tags, bookmarks,
metadata or clause book: what is above it is ours. WeasyPrint and fpdf2 set the same text from the same tree; where one
is not installed the table says so. Every figure is processor time, contestants turn by turn.
"""

import argparse
import resource
import time
from collections.abc import Callable, Iterable
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from statistics import median
from typing import Any

import fontpkg
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

from letters import agreement, document
from letters.content import AgreementContent, DeedContent
from letters.document import Block, Document, ListOf
from letters.html import render_html
from letters.pdf import fonts, prepare, render
from letters.pdf.flowables import label_width
from letters.pdf.styles import MARGIN, PAGE, Styles, styles

ROUNDS = 30
MEMORY_PAPERS = 1_000
WARM = 100

SHARED: dict[str, Any] = {
    "made_on": date(2018, 7, 9),
    "code": "2345678ABCDEFG",
    "rehearsal": True,
    "council": {
        "name": "Sample Council",
        "address": "1 Sample Square, Sampleton",
        "from_on": date(1974, 4, 1),
    },
    "contact": {"name": "Rent guarantee team", "telephone": "01632 960001", "email": "rent@example.org"},
    "home": {"address": "Flat 2, 14 Example Street, Sampleton", "postcode": "CT1 2ZZ"},
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

Draw = Callable[[Document], bytes]


def papers(number: int) -> tuple[Callable[[], Document], Callable[[], Document]]:
    """The deed and the agreement of one guarantee, each yet to be put together from the clause book."""
    told = SHARED | {"reference": f"RG-{number:04}/1"}
    landlord = {"name": f"Orla Example {number}", "address": "3 Sample Road, Sampleton, CT5 1ZZ"}
    deed = DeedContent(**told, landlords=[landlord], tenant_name=f"Tam Sample {number}")
    agreed = AgreementContent(
        **told,
        young_person_name=f"Tam Sample {number}",
        landlord_names=[landlord["name"]],
        personal_adviser="Sam Specimen",
        repayment="none",
        complaints={"name": "Customer feedback team", "telephone": "01632 960003"},
        advocacy={"name": "Example Advocacy", "telephone": "01632 960004"},
    )
    return (lambda: agreement.deed(deed), lambda: agreement.agreement(agreed))


def bare(paper: Document) -> bytes:
    """The same text in the same styles by ReportLab alone."""
    margin = MARGIN[paper.setting]
    width, height = PAGE[0] - 2 * margin, PAGE[1] - 2 * margin
    frame = Frame(margin, margin, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    target = BytesIO()
    template = BaseDocTemplate(
        target,
        pagesize=PAGE,
        pageTemplates=[PageTemplate(frames=[frame])],
        invariant=1,
        initialFontName=fonts.REGULAR,
    )
    measures = styles(paper.setting)
    template.build([part for block in paper.blocks for part in _bare(block, measures, width)])
    return target.getvalue()


def _bare(block: Block, measures: Styles, width: float, left: float = 0) -> Iterable[Flowable]:
    match block:
        case document.Heading():
            yield Paragraph(_marked(block.text, style := measures.headings[block.level - 1]), style)
        case document.Paragraph():
            yield Paragraph(_marked(block.text, style := getattr(measures, block.kind)), style)
        case ListOf():
            hang = label_width([item.label for item in block.items], measures.body)
            style = measures.listed(left + hang)
            for item in block.items:
                yield Paragraph(_marked(item.text, style), style, bulletText=item.label)
                yield from _bare(item.under, measures, width, left + hang) if item.under else ()
        case document.Table():
            cells = [
                [Paragraph(_marked(cell, measures.cell), measures.cell) for cell in row] for row in block.rows
            ]
            whole = sum(block.widths)
            yield Table(cells, colWidths=[width * share / whole for share in block.widths])
        case document.SignatureLine():
            yield from (
                Paragraph(_marked(block.label, measures.cell), measures.cell),
                Spacer(1, measures.size),
            )
        case document.Signature():
            yield from _bare(document.Heading(block.party, 3), measures, width)
            yield from _bare(document.Paragraph(block.says), measures, width)
            for line in block.lines:
                yield from _bare(line, measures, width)


def _marked(text: str, style: Any) -> str:
    return fonts.markup(text, style.fontName)


def by_weasyprint(paper: Document) -> bytes:
    """The same paper from its HTML; WeasyPrint writes tags too."""
    printer = import_module("weasyprint").HTML(string=render_html(paper))
    return bytes(printer.write_pdf(pdf_tags=True))


def by_fpdf(paper: Document) -> bytes:
    """The same lines one under another, untagged: no lists, no tables."""
    pdf = import_module("fpdf").FPDF()
    pdf.add_page()
    pdf.add_font("Body", fname=str(fontpkg.path("Atkinson Hyperlegible", weight=400)))
    pdf.set_font("Body", size=styles(paper.setting).size)
    for line in paper.lines():
        pdf.multi_cell(0, text=line, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


CONTESTANTS: dict[str, tuple[str, Draw]] = {
    "bare ReportLab, no tags": ("reportlab", bare),
    "WeasyPrint, tagged": ("weasyprint", by_weasyprint),
    "fpdf2, lines only, no tags": ("fpdf", by_fpdf),
}


def _seconds(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def compare(rounds: int) -> dict[str, float | None]:
    """Seconds of processor time for a paper, the median over `rounds` of a deed and an agreement each."""
    installed = {name: draw for name, (package, draw) in CONTESTANTS.items() if find_spec(package)}
    spent: dict[str, list[float]] = {"ours, clause book and tags": [], **{name: [] for name in CONTESTANTS}}
    for number in range(-2, rounds):
        for make in papers(number + 2):
            paper = make()
            costs = {"ours, clause book and tags": _seconds(lambda make=make: render(make()))}  # type: ignore[misc]
            for name, draw in installed.items():
                costs[name] = _seconds(lambda draw=draw, paper=paper: draw(paper))  # type: ignore[misc]
            if number >= 0:
                for name, cost in costs.items():
                    spent[name].append(cost)
    return {name: median(costs) if costs else None for name, costs in spent.items()}


def memory(count: int) -> tuple[int, int]:
    """Largest resident kilobytes after the first papers, and after `count`."""
    first = 0
    for number in range(count // 2):
        if 2 * number == WARM:
            first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for make in papers(number):
            render(make())
    return first, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="deeds and agreements each")
    parser.add_argument("--papers", type=int, default=MEMORY_PAPERS, help="papers drawn to measure memory")
    arguments = parser.parse_args()
    prepare()
    after_first, after_all = memory(arguments.papers)
    costs = compare(arguments.rounds)
    least = costs["bare ReportLab, no tags"] or 1.0
    print(f"{'':34}{'ms':>8}{'a second':>10}{'by bare':>9}")
    for name, cost in costs.items():
        if cost is None:
            print(f"{name:34}not installed")
        else:
            print(f"{name:34}{cost * 1000:8.1f}{1 / cost:10.0f}{cost / least:8.2f}x")
    grown = after_all - after_first
    print(
        f"\n{arguments.papers:,} papers: {after_first:,} kB after {WARM}, {after_all:,} kB at the end: {grown:+,} kB"
    )


if __name__ == "__main__":
    main()
