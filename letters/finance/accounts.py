"""The finance report's working papers for the accounts: credit losses, contingent liability, the model's liability."""

from collections.abc import Iterable

from letters import formats
from letters.document import Block, Heading, Paragraph, Table
from letters.finance.content import FinanceReportContent, LossLine
from letters.panel.content import AssumedLine

_LOSS_HEAD = ("Stage", "Loss in 12 months", "Lifetime loss", "Allowance", "May still be called", "Contingent")


def losses(content: FinanceReportContent) -> tuple[Block, ...]:
    """Expected credit loss and contingent liability, by stage and by guarantee."""
    past = formats.names(content.past_their_term) if content.past_their_term else "none"
    return (
        Heading("6. Expected credit loss and contingent liability", 2),
        Paragraph(content.losses_say, "small"),
        _losses("By stage", "Stage in words", content.stages),
        _losses("By guarantee", "Guarantee", content.losses)
        if content.losses
        else Paragraph("No guarantee stands."),
        Paragraph(
            f"Past their covered months and not ended, so in the rent record and in no forecast: {past}.",
            "small",
        ),
    )


def _losses(caption: str, name: str, lines: Iterable[LossLine]) -> Table:
    return Table(
        caption,
        (name, *_LOSS_HEAD),
        tuple(
            (
                each.name,
                f"{each.stage}",
                *(
                    formats.money(amount)
                    for amount in (
                        each.twelve_months,
                        each.lifetime,
                        each.allowance,
                        each.maximum,
                        each.contingent,
                    )
                ),
            )
            for each in lines
        ),
        (1.6, 0.6, 1.1, 1.1, 1.1, 1.2, 1.2),
        figures=frozenset(range(1, 7)),
        row_heads=True,
    )


def liability(content: FinanceReportContent) -> tuple[Block, ...]:
    """What the model expects by financial year, and what the guarantees that stand cost under stress."""
    head = ("Guarantees", "Year", "Expected", "Half cost no more", "19 in 20", "199 in 200", "Over budget")
    years = Table(
        "Liability by financial year",
        head,
        tuple(
            (
                each.of,
                each.year,
                *(formats.whole_pounds(amount) for amount in (each.mean, each.p50, each.p95, each.p99_5)),
                "-" if each.chance_over_budget is None else formats.percent(each.chance_over_budget),
            )
            for each in content.liability
        ),
        (2.2, 0.9, 1, 1.1, 1, 1, 1),
        figures=frozenset(range(2, len(head))),
        row_heads=True,
    )
    stresses = Table(
        "The guarantees that stand under stress",
        ("Stress", "What happens", "Owner", "Expected", "19 in 20"),
        tuple(
            (
                each.name,
                each.happens,
                each.owner,
                formats.whole_pounds(each.mean),
                formats.whole_pounds(each.p95),
            )
            for each in content.stresses
        ),
        (1.6, 3.4, 0.8, 0.9, 0.9),
        figures=frozenset({3, 4}),
        row_heads=True,
    )
    return (
        Heading("7. Liability", 2),
        years,
        Paragraph(
            "What may be paid from now on, by the model. Expected is the average of all outcomes; in 19 of 20, or 199 "
            "of 200, the cost is no more than the sum in that column; these sums of the years do not add up to that of "
            "all years. "
            "Over budget is the chance of passing the yearly budget, where one was set.",
            "small",
        ),
        stresses,
    )


def assumptions(content: FinanceReportContent) -> tuple[Block, ...]:
    """Every value that the figures rest on, with its owner."""
    return (
        Heading("9. Assumptions and their owners", 2),
        _assumed("Of the stages of credit loss", content.rules),
        _assumed(f"Of the model, basis {content.basis}", content.assumptions),
    )


def _assumed(caption: str, lines: Iterable[AssumedLine]) -> Table:
    return Table(
        caption,
        ("Assumed", "Value and unit", "Range", "Source", "Owner"),
        tuple((each.about, each.value, each.range_, each.source, each.owner) for each in lines),
        (1.9, 2.4, 1.2, 1.8, 0.8),
        row_heads=True,
    )
