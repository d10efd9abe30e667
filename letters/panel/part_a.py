"""The panel's report, part A: what members read before they decide, in a committee paper's order.

Knows the order and the words between the figures. Reckons nothing, and is never told of a person.
"""

from collections.abc import Iterable

from letters import formats
from letters.document import (
    REHEARSAL_MARK,
    Block,
    Document,
    Heading,
    Item,
    ListOf,
    Paragraph,
    SideBySide,
    Table,
)
from letters.panel import costs
from letters.panel.content import AssumedLine, BrokenDown, PanelReportContent, Row, ScoreLine


def part_a(content: PanelReportContent) -> Document:
    """The public part, four to five pages."""
    on = formats.day(content.figures_on)
    title = f"{content.programme}: report to the panel, part A"
    return Document(
        title=f"{title}, {on}",
        reference=f"Panel report, part A, {content.figures_on.isoformat()}",
        author=content.council_name,
        made_on=content.figures_on,
        blocks=(
            Heading(title, 1),
            *_opening(content),
            *_decision(content),
            *_record(content),
            *_ahead(content),
        ),
        mark=REHEARSAL_MARK if content.rehearsal else None,
        setting="report",
    )


def rows(caption: str, of: Iterable[Row], empty: str) -> Block:
    """A table of figures with their names, or a sentence where there are none."""
    listed = tuple((row.label, row.says) for row in of)
    if not listed:
        return Paragraph(empty)
    return Table(caption, (), listed, (0.68, 0.32), figures=frozenset({1}), row_heads=True)


def scorecard(scores: Iterable[ScoreLine]) -> Table:
    """The measures with their ratings in words, and the bands."""
    return Table(
        "Scorecard",
        ("Measure", "So far", "Rating", "Bands", "Owner of the bands"),
        tuple((each.about, each.came_to, each.rating, each.bands, each.owner) for each in scores),
        (2.3, 1.3, 0.9, 1.9, 1.3),
        row_heads=True,
    )


def broken_down(groups: Iterable[BrokenDown], ages: Iterable[BrokenDown]) -> Table:
    """What came of the applications of each group, and of each age on the first day of the tenancy."""
    return Table(
        "Applications by group, and by age on the first day of the tenancy",
        ("Group or age", "Applied", "Guarantee given", "Declined", "Open, lapsed or withdrawn"),
        tuple((each.value, each.applied, each.given, each.declined, each.other) for each in (*groups, *ages)),
        (2.2, 0.9, 1.2, 1, 1.5),
        figures=frozenset({1, 2, 3, 4}),
        row_heads=True,
    )


def _opening(content: PanelReportContent) -> tuple[Block, ...]:
    return (
        Paragraph(
            f"{content.council_name}. Public. Figures at the close of {formats.day(content.figures_on)}, under the "
            f"policy {content.policy}. A number of people from 1 to {content.hidden_below - 1} is hidden, and so is "
            "whatever would give it back: then the range stands here that the other numbers leave open.",
            "small",
        ),
        Heading("1. Purpose", 2),
        Paragraph(
            "Landlords ask young renters for a guarantor, and many care leavers have no family to ask. In this pilot "
            "the council stands guarantor itself. This report tells members how many young people it helped and whom "
            "it turned away, what it has cost, how bad it could get, and what they can decide."
        ),
        Table(
            "The pilot at a glance",
            (),
            tuple((row.label, row.says) for row in content.glance),
            (0.72, 0.28),
            figures=frozenset({1}),
            row_heads=True,
        ),
    )


def _decision(content: PanelReportContent) -> tuple[Block, ...]:
    recommended = content.recommendation
    if recommended is None:
        says = "No recommendation was entered for this report. Members choose among the options."
    else:
        says = f"Officers recommend: {recommended.option}. Recommended by {recommended.by}."
    items = tuple(
        Item(
            f"({letter})",
            f"{each.title}. {each.means} Expected cost {formats.whole_pounds(each.expected)}; "
            f"1 time in 20 more than {formats.whole_pounds(each.one_in_20)}; "
            f"1 time in 200 more than {formats.whole_pounds(each.one_in_200)}.",
        )
        for letter, each in zip("abcdefgh", content.options, strict=False)
    )
    return (
        Heading("2. Recommendation and options", 2),
        Paragraph(says, "note"),
        ListOf(items, "letter"),
        Paragraph(
            "Each cost is what may still be paid from now on, the guarantees that stand already included. Section 6 "
            "says how it was worked out.",
            "small",
        ),
    )


def _record(content: PanelReportContent) -> tuple[Block, ...]:
    """What has happened so far: the figures, who was turned away, arrears and calls."""
    return (
        Heading("3. The pilot in figures", 2),
        SideBySide(
            left=(rows("Applications: what the rules found", content.outcomes, "Nobody has applied."),),
            right=(rows("Applications: what people decided", content.became, "Nothing was decided."),),
        ),
        scorecard(content.scores),
        Heading("4. Who was turned away, and why", 2),
        Paragraph(
            "The rules recommend and a person decides. Being declined is not the end: each refusal says what would "
            "change it, how to ask for a review, and who can help."
        ),
        rows(
            "Grounds of refusal (one application may have several)", content.grounds, "Nobody was declined."
        ),
        Heading("5. Homes, arrears and calls", 2),
        SideBySide(
            left=(rows("By young person", content.tenancies, "No guarantee was given."),),
            right=(rows("Money", content.money, "No money has moved."),),
        ),
    )


def _ahead(content: PanelReportContent) -> tuple[Block, ...]:
    """What may come: costs, forecasts, savings, equality, risks, and what all of it rests on."""
    return (
        Heading("6. What it may cost", 2),
        *costs.costs(content),
        Heading("7. Forecast against actual", 2),
        *_forecasts(content),
        Heading("8. Break-even and savings", 2),
        *_savings(content),
        Heading("9. Equality", 2),
        Paragraph(
            "Outcomes can be split by age and group. Sex, disability, ethnicity and belief are not asked, so nothing "
            "can be said of them. No rule weighs the group, and no option does."
        ),
        broken_down(content.groups, content.ages),
        Heading("10. Risks", 2),
        Table(
            "What could go wrong, and what is done about it",
            ("Risk", "What is done", "Owner"),
            tuple((each.risk, each.mitigation, each.owner) for each in content.risks),
            (2.4, 3.9, 1.1),
            row_heads=True,
            show_caption=False,
        ),
        Heading("11. Assumptions and their owners", 2),
        _assumed("Of the policy and the options", content.terms),
        _assumed(
            f"Of the model, the chief ones of basis {content.basis}; all of them are in part B", content.rates
        ),
        Heading("12. Where the figures come from", 2),
        Paragraph(
            f"Record of {formats.day(content.figures_on)}; model on basis {content.basis}. "
            f"Data digest {content.data_digest}. Journal head {content.journal_head}.",
            "small",
        ),
    )


def _assumed(caption: str, lines: Iterable[AssumedLine]) -> Table:
    return Table(
        caption,
        ("Assumed", "Value", "Owner"),
        tuple((each.about, each.value, each.owner) for each in lines),
        (3.6, 2, 1.6),
        row_heads=True,
    )


def _forecasts(content: PanelReportContent) -> tuple[Block, ...]:
    table = Table(
        "Care leavers as forecast in 2018 and as counted",
        ("Year", "Ages", "Forecast", "Counted", "Error"),
        tuple(
            (
                str(each.year),
                each.age,
                f"{each.forecast:,}",
                f"{each.actual:,}",
                f"{each.error_percent:+.1f}%",
            )
            for each in content.forecast_scores
        ),
        (1, 1, 1, 1, 1),
        figures=frozenset({2, 3, 4}),
        row_heads=True,
    )
    return (table, Paragraph(content.looking_back))


def _savings(content: PanelReportContent) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Paragraph(
            f"By the model a place costs {formats.money(content.weekly_cost)} a week on average. The guarantees pay "
            "for themselves if enough of the tenancies spare the council another home that costs at least so much:"
        ),
    ]
    if content.break_even:
        blocks.append(
            Table(
                "What the home spared must cost",
                tuple(row.label for row in content.break_even),
                (tuple(row.says for row in content.break_even),),
                (1.0,) * len(content.break_even),
                show_caption=False,
            )
        )
    if content.prices:
        blocks.append(rows("Against finance's price list", content.prices, ""))
    unpriced = formats.count(content.not_priced, "kind of home has", "kinds of home have")
    blocks.append(Paragraph(f"{content.savings} {unpriced} no price yet; finance owns the list."))
    return tuple(blocks)
