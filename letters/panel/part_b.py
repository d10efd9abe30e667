"""The panel's report, part B: the same figures for officers with nothing hidden, and what stands behind the model.

Knows their order. Reckons nothing, and is never told of a person or a case.
"""

from collections.abc import Iterable

from letters import formats
from letters.document import REHEARSAL_MARK, Block, Document, Heading, Paragraph, SideBySide, Table
from letters.panel.content import AssumedLine, OfficersReportContent
from letters.panel.part_a import broken_down, rows, scorecard


def part_b(content: OfficersReportContent) -> Document:
    """The officers' part. Not for publication, since it shows small numbers."""
    on = formats.day(content.figures_on)
    title = f"{content.programme}: report to the panel, part B"
    return Document(
        title=f"{title}, {on}",
        reference=f"Panel report, part B, {content.figures_on.isoformat()}",
        author=content.council_name,
        made_on=content.figures_on,
        blocks=(
            Heading(title, 1),
            Paragraph(
                f"For officers. Not for publication: small numbers of people are shown. {content.council_name}. "
                f"Figures at the close of {on}, under the policy {content.policy}.",
                "note",
            ),
            *_counts(content),
            *_money(content),
            *_model(content),
            Heading("4. Where the figures come from", 2),
            Paragraph(content.engine, "small"),
            Paragraph(f"Data digest {content.data_digest}. Journal head {content.journal_head}.", "small"),
        ),
        mark=REHEARSAL_MARK if content.rehearsal else None,
        setting="report",
    )


def _counts(content: OfficersReportContent) -> tuple[Block, ...]:
    return (
        Heading("1. The pilot in full", 2),
        SideBySide(
            left=(
                rows("Applications: what the rules found", content.outcomes, "Nobody has applied."),
                rows("Applications: what people decided", content.became, "Nothing was decided."),
            ),
            right=(rows("Homes and rent, by young person", content.tenancies, "No guarantee was given."),),
        ),
        rows(
            "Grounds of refusal (one application may have several)", content.grounds, "Nobody was declined."
        ),
        broken_down(content.groups, content.ages),
        scorecard(content.scores),
    )


def _money(content: OfficersReportContent) -> tuple[Block, ...]:
    head = ("Year", "Accepted", "Other costs", "To come", "Outturn", "Budget")
    budget = Table(
        "Budget by financial year; to come is what the model expects of the guarantees that stand",
        head,
        tuple(
            (
                each.year,
                *(
                    formats.money(amount)
                    for amount in (each.accepted, each.costs, each.forecast, each.outturn)
                ),
                each.budget,
            )
            for each in content.budget_years
        ),
        (1, 1.2, 1.2, 1.2, 1.2, 1.2),
        figures=frozenset(range(1, len(head))),
        row_heads=True,
    )
    return (Heading("2. Budget and forecasts", 2), budget, _looked_back(content))


def _looked_back(content: OfficersReportContent) -> Block:
    if not content.looked_back:
        return Paragraph("No forecast of the pilot's own calls is old enough to be scored.")
    return Table(
        "The model looking back: what it would have expected, and what came",
        ("Made on", "Expected", "Came"),
        tuple(
            (formats.day(each.made_on), formats.money(each.mean), formats.money(each.came))
            for each in content.looked_back
        ),
        (1, 1, 1),
        figures=frozenset({1, 2}),
        row_heads=True,
    )


def _model(content: OfficersReportContent) -> tuple[Block, ...]:
    return (
        Heading("3. The model", 2),
        Table(
            "Rates as assumed and as seen; the range holds nine tenths of what the months seen leave open",
            ("Rate", "Seen", "Of months", "Assumed", "Range by what was seen"),
            tuple(
                (each.name, f"{each.seen:,}", f"{each.months:,}", each.assumed, each.range_)
                for each in content.seen_rates
            ),
            (2, 0.7, 0.9, 1.8, 1.6),
            figures=frozenset({1, 2}),
            row_heads=True,
        ),
        rows(
            "The guarantees that stand under stress: expected, and more than this 1 time in 20",
            content.stresses,
            "No stress is known.",
        ),
        _printed(content),
        _assumptions(content.assumptions),
    )


def _printed(content: OfficersReportContent) -> Block:
    if not content.printed_figures:
        return Paragraph("Every printed total of the forecast follows from its rows.")
    return Table(
        "Printed figures of the forecast of 2018 that do not follow from their rows",
        ("Group", "Year", "Figure", "Printed", "Computed"),
        tuple(
            (each.group, str(each.year), each.figure, f"{each.printed:,}", f"{each.computed:,}")
            for each in content.printed_figures
        ),
        (1, 0.8, 1.1, 1, 1),
        figures=frozenset({3, 4}),
        row_heads=True,
    )


def _assumptions(lines: Iterable[AssumedLine]) -> Table:
    return Table(
        "Every value of the model's basis",
        ("Assumed", "Value and unit", "Range", "Source", "Owner"),
        tuple((each.about, each.value, each.range_, each.source, each.owner) for each in lines),
        (1.9, 2.4, 1.2, 1.8, 0.8),
        row_heads=True,
    )
