"""The panel summary: one page that elected members read before a meeting.

Knows the order in which members ask: who was helped, who was turned away, what it cost, how bad it could get,
what rests on assumption. Does not compute a figure and never sees a person.
"""

from collections.abc import Iterable

from letters import formats
from letters.document import (
    REHEARSAL_MARK,
    Block,
    Chart,
    Document,
    Heading,
    Paragraph,
    Series,
    SideBySide,
    Table,
)
from letters.report_content import LiabilityLine, Number, PanelSummaryContent, Tally

_REFUSALS_SHOWN = 6


def panel_summary(content: PanelSummaryContent) -> Document:
    """The summary on one page. What does not fit is counted, never dropped in silence."""
    on = formats.day(content.figures_on)
    title = f"{content.programme}: summary for the panel"
    blocks: tuple[Block, ...] = (
        Heading(title, 1),
        Paragraph(_opening(content), "lead"),
        SideBySide(left=(_at_a_glance(content),), right=_outcomes(content), share=0.5),
        *_liability(content),
        _picture_and_print(content),
        *_assumptions(content),
        Paragraph(f"Data digest {content.data_digest}. Journal head {content.journal_head}.", "small"),
    )
    return Document(
        title=f"{title}, {on}",
        reference=f"Panel summary {content.figures_on.isoformat()}",
        author=content.council_name,
        made_on=content.figures_on,
        blocks=blocks,
        mark=REHEARSAL_MARK if content.rehearsal else None,
        setting="sheet",
    )


def _opening(content: PanelSummaryContent) -> str:
    said = f"{content.council_name}. Figures on {formats.day(content.figures_on)}, policy {content.policy}."
    return " ".join((said, *content.notes))


def _at_a_glance(content: PanelSummaryContent) -> Table:
    owing = _of(content.owing, "tenancy", "tenancies")
    claims = _of(content.claims_accepted, "claim", "claims")
    rows = (
        ("Places used", f"{content.places_used} of {content.places}"),
        ("Guaranteed in all", formats.money(content.guaranteed)),
        ("Exposure: what could still be called", formats.money(content.exposure)),
        (f"Rent arrears reported ({owing})", formats.money(content.arrears)),
        ("Rent not heard of (neither paid nor missed)", formats.money(content.not_heard_of)),
        (f"Calls accepted ({claims})", formats.money(content.accepted)),
        ("Calls paid", formats.money(content.paid)),
    )
    return Table("The pilot at a glance", (), rows, (0.66, 0.34), figures=frozenset({1}), row_heads=True)


def _outcomes(content: PanelSummaryContent) -> tuple[Block, ...]:
    outcomes = _tallies("Applications", content.outcomes)
    if not content.refusals:
        return (outcomes, Paragraph("No application was refused."))
    return (outcomes, _tallies("Why refused (one application may have several)", _longest(content.refusals)))


def _tallies(caption: str, tallies: Iterable[Tally]) -> Table:
    rows = tuple((tally.label, _written(tally.number)) for tally in tallies)
    return Table(caption, (), rows, (0.74, 0.26), figures=frozenset({1}), row_heads=True)


def _written(number: Number) -> str:
    return number if isinstance(number, str) else f"{number:,}"


def _of(number: Number, singular: str, plural: str) -> str:
    """A count with its noun; one that is hidden in its own words."""
    return f"{number} {plural}" if isinstance(number, str) else formats.count(number, singular, plural)


def _longest(refusals: tuple[Tally, ...]) -> list[Tally]:
    """The grounds that count most, those that are hidden last, and one line for all others."""
    ranked = sorted(refusals, key=lambda tally: (-_least(tally.number), tally.label))
    if len(ranked) <= _REFUSALS_SHOWN:
        return ranked
    shown, others = ranked[: _REFUSALS_SHOWN - 1], ranked[_REFUSALS_SHOWN - 1 :]
    label = formats.count(len(others), "other ground")
    counts = [tally.number for tally in others]
    together = sum(number for number in counts if isinstance(number, int))
    return [*shown, Tally(label=label, number=together if all(map(_least, counts)) else "few each")]


def _least(number: Number) -> int:
    return number if isinstance(number, int) else 0


def _liability(content: PanelSummaryContent) -> tuple[Block, ...]:
    heading = Heading("What the guarantees may cost", 2)
    if not content.liability:
        return (heading, Paragraph("No guarantee is in force, so nothing is at stake."))
    budget = ""
    if content.yearly_budget is not None:
        budget = (
            f" Over budget: the chance of more than {formats.whole_pounds(content.yearly_budget)} in a year."
        )
    reading = (
        "Forecast, resting on the assumptions below. Mean: the average of all outcomes. P50: half of them "
        f"cost no more. P95: 19 in 20 cost no more. P99.5: 199 in 200 cost no more.{budget}"
    )
    return (heading, Paragraph(reading, "small"), _liability_table(content))


def _liability_table(content: PanelSummaryContent) -> Table:
    with_budget = any(line.chance_over_budget is not None for line in content.liability)
    head = ("Guarantees", "Year", "Mean", "P50", "P95", "P99.5", *(("Over budget",) if with_budget else ()))
    widths = (2.4, 0.9, 0.9, 0.9, 0.9, 0.9, *((1.1,) if with_budget else ()))
    rows = tuple(_liability_row(line, with_budget=with_budget) for line in content.liability)
    return Table(
        "Liability by financial year",
        head,
        rows,
        widths,
        figures=frozenset(range(2, len(head))),
        row_heads=True,
        show_caption=False,
    )


def _liability_row(line: LiabilityLine, *, with_budget: bool) -> tuple[str, ...]:
    sums = (formats.whole_pounds(amount) for amount in (line.mean, line.p50, line.p95, line.p99_5))
    chance = line.chance_over_budget
    budget = (formats.percent(chance) if chance is not None else "not set",) if with_budget else ()
    return (line.of, line.year, *sums, *budget)


def _picture_and_print(content: PanelSummaryContent) -> Block:
    """The liability as bars, beside the printed figures that do not follow."""
    printed = _printed_figures(content)
    if not content.liability:
        return SideBySide(printed, ())
    chart = _liability_chart(content.liability)
    return SideBySide((Heading(chart.title, 2), chart), printed)


def _liability_chart(lines: tuple[LiabilityLine, ...]) -> Chart:
    """Bars of the lines about the first-named guarantees: one set of guarantees, not a mixture."""
    shown = [line for line in lines if line.of == lines[0].of]
    said = " ".join(
        f"In {line.year} half of outcomes cost no more than {formats.whole_pounds(line.p50)}, "
        f"19 in 20 no more than {formats.whole_pounds(line.p95)}, "
        f"and 199 in 200 no more than {formats.whole_pounds(line.p99_5)}."
        for line in shown
    )
    return Chart(
        title=f"In a picture: {lines[0].of}",
        says=f"A bar chart of what the guarantees may cost in each year. {said}",
        kind="bar",
        labels=tuple(line.year for line in shown),
        series=(
            Series("P50", tuple(float(line.p50) for line in shown)),
            Series("P95", tuple(float(line.p95) for line in shown)),
            Series("P99.5", tuple(float(line.p99_5) for line in shown)),
        ),
    )


def _printed_figures(content: PanelSummaryContent) -> tuple[Block, ...]:
    heading = Heading("Printed forecast figures that do not follow", 2)
    if not content.printed_figures:
        return (heading, Paragraph("Every printed total follows from its rows."))
    rows = tuple(
        (figure.group, str(figure.year), figure.figure, f"{figure.printed:,}", f"{figure.computed:,}")
        for figure in content.printed_figures
    )
    table = Table(
        "Printed figures that do not follow",
        ("Group", "Year", "Figure", "Printed", "Computed"),
        rows,
        (1.0, 0.8, 1.1, 1.0, 1.2),
        figures=frozenset({3, 4}),
        row_heads=True,
        show_caption=False,
    )
    return (heading, table)


def _assumptions(content: PanelSummaryContent) -> tuple[Block, ...]:
    """Assumptions in one run of text, gathered by owner."""
    by_owner: dict[str, list[str]] = {}
    for assumption in content.assumptions:
        by_owner.setdefault(assumption.owner, []).append(f"{assumption.name} {assumption.value}")
    if not by_owner:
        return ()
    said = " ".join(f"Owner {owner}: {'; '.join(values)}." for owner, values in by_owner.items())
    return (Heading("Assumptions", 2), Paragraph(said))
