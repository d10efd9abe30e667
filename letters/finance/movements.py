"""The finance report's middle: the waterfall month to month, the budget, claims and what came back."""

from decimal import Decimal

from letters import formats
from letters.document import Block, Heading, Paragraph, Table
from letters.finance.content import BudgetLine, FallMonth, FinanceReportContent, Waterfall
from letters.panel.part_a import rows

_FALLS = {
    "commitment": "Commitment: what may still be called",
    "cost": "Cost: claims and costs less what came back",
    "cash": "Cash: what has left the bank less what came back",
}


def waterfalls(content: FinanceReportContent) -> tuple[Block, ...]:
    """Commitment, cost and cash, each month opening with what the one before closed with."""
    return (Heading("3. Waterfall", 2), *(part for each in content.waterfalls for part in _waterfall(each)))


def _waterfall(of: Waterfall) -> tuple[Block, ...]:
    table = Table(
        _FALLS[of.of],
        ("Month", "Opening", "What moved", "Closing"),
        tuple(
            (_month(each), formats.money(each.opening), _moved(each), formats.money(each.closing))
            for each in of.months
        ),
        (1.25, 1.2, 4, 1.2),
        figures=frozenset({1, 3}),
        row_heads=True,
    )
    if not of.earlier:
        return (table,)
    earlier = formats.count(of.earlier, "earlier month is", "earlier months are")
    return (table, Paragraph(f"{earlier} in the workbook.", "small"))


def _month(of: FallMonth) -> str:
    return f"{of.month}, closed" if of.closed else of.month


def _moved(of: FallMonth) -> str:
    said = "; ".join(f"{each.line} {formats.money(each.amount)}" for each in of.moved)
    return said or "nothing"


def budget(content: FinanceReportContent) -> tuple[Block, ...]:
    """Each programme's financial years: budget, what was spent, what is expected, outturn and variance."""
    return (
        Heading("4. Budget", 2),
        Paragraph(
            f"To come: {content.budget_says} The outturn is claims and costs less what came back, and what is to come. "
            "The variance is the budget less the outturn: below zero the budget is passed.",
            "small",
        ),
        _budget(content.budget),
        rows(
            "Costs of cases that never had a guarantee, by financial year",
            content.costs_of_no_guarantee,
            "No cost was approved for a case that never had a guarantee.",
        ),
    )


def _budget(lines: tuple[BudgetLine, ...]) -> Table:
    head = ("Programme", "Year", "Budget", "Claims", "Costs", "Came back", "To come", "Outturn", "Variance")
    return Table(
        "Budget, forecast outturn and variance by programme and financial year",
        head,
        tuple(
            (
                each.programme,
                each.year,
                _or_none_set(each.budget),
                *(
                    formats.money(amount)
                    for amount in (each.accepted, each.costs, each.recoveries, each.forecast, each.outturn)
                ),
                _or_none_set(each.variance),
            )
            for each in lines
        ),
        (1.2, 0.85, 1.05, 1, 0.95, 0.95, 1.05, 1.05, 1.1),
        figures=frozenset(range(2, len(head))),
        row_heads=True,
    )


def _or_none_set(amount: Decimal | None) -> str:
    return "not set" if amount is None else formats.money(amount)


def claims(content: FinanceReportContent) -> tuple[Block, ...]:
    """Every claim, and those of which something was asked for or came back."""
    return (Heading("5. Claims and recoveries", 2), _claims(content), _recoveries(content))


def _claims(content: FinanceReportContent) -> Block:
    if not content.claims:
        return Paragraph("No claim has been lodged.")
    return Table(
        "Claims as they stood on the day",
        ("Claim", "Lodged on", "Stands", "Claimed", "Accepted", "Paid", "To pay"),
        tuple(
            (
                each.claim,
                formats.day(each.lodged_on),
                each.stands,
                *(formats.money(amount) for amount in (each.claimed, each.accepted, each.paid, each.to_pay)),
            )
            for each in content.claims
        ),
        (1.4, 1.6, 1.1, 1, 1, 1, 1),
        figures=frozenset({3, 4, 5, 6}),
        row_heads=True,
    )


def _recoveries(content: FinanceReportContent) -> Block:
    if not content.recoveries:
        return Paragraph("Nothing of any claim was asked back, and nothing came back.")
    return Table(
        "What was asked back, came back and is left",
        ("Claim", "Paid", "Asked back", "Came back", "Written off", "Left"),
        tuple(
            (
                each.claim,
                *(
                    formats.money(amount)
                    for amount in (each.paid, each.asked, each.back, each.written_off, each.left)
                ),
            )
            for each in content.recoveries
        ),
        (1.4, 1, 1, 1, 1, 1),
        figures=frozenset({1, 2, 3, 4, 5}),
        row_heads=True,
    )
