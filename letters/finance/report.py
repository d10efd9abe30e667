"""The finance report: what the council stands for, what it cost and may cost, each total held against the ledger.

Knows the order and the words between the figures. Reckons nothing, and is never told of a person.
"""

from letters import formats
from letters.document import REHEARSAL_MARK, Block, Document, Heading, Paragraph, SideBySide, Table
from letters.finance import accounts, movements
from letters.finance.content import FinanceReportContent, HeldLine, Part, StandLine
from letters.panel.content import Row
from letters.panel.part_a import rows


def report(content: FinanceReportContent) -> Document:
    """The report. Its long tables repeat their heads on each page."""
    on = formats.day(content.figures_on)
    title = f"{content.programme}: finance report"
    return Document(
        title=f"{title}, {on}",
        reference=f"Finance report {content.figures_on.isoformat()}",
        author=content.council_name,
        made_on=content.figures_on,
        blocks=(
            Heading(title, 1),
            Paragraph(
                f"{content.council_name}. Figures at the close of {on}, under the policy {content.policy}. Guarantees "
                "and claims go by their references. The workbook beside this report holds the rows behind each figure.",
                "lead",
            ),
            *_in_brief(content),
            *_exposure(content),
            *movements.waterfalls(content),
            *movements.budget(content),
            *movements.claims(content),
            *accounts.losses(content),
            *accounts.liability(content),
            *_held(content.held),
            *accounts.assumptions(content),
            *_sources(content),
        ),
        mark=REHEARSAL_MARK if content.rehearsal else None,
        setting="report",
    )


def _in_brief(content: FinanceReportContent) -> tuple[Block, ...]:
    return (
        Heading("1. In brief", 2),
        SideBySide(
            left=(rows("What the council stands for", content.exposure, ""),),
            right=(rows("What it came to, and the rent behind it", content.money, ""),),
        ),
    )


def _exposure(content: FinanceReportContent) -> tuple[Block, ...]:
    return (
        Heading("2. Exposure", 2),
        Paragraph(
            "Offers that not everybody has signed bind nobody yet and are counted apart; sums by area, group, age, "
            "quarter of expiry and programme are of guarantees in force. What may still be called month by month "
            "counts offers and what is left of ended guarantees too.",
            "small",
        ),
        _stands("Month by month, at the end of each or on the day of this report", "Month", content.months),
        *(_part(each) for each in content.parts),
    )


def _part(part: Part) -> Block:
    if not part.lines:
        return Paragraph(f"By {part.by}: no guarantee is in force or on offer.")
    return _stands(f"By {part.by}", part.by.capitalize(), part.lines)


def _stands(caption: str, name: str, lines: tuple[StandLine, ...]) -> Table:
    head = (
        name,
        "In force",
        "On offer",
        "Guaranteed",
        "Used",
        "May still be called",
        "Arrears",
        "Not heard of",
    )
    return Table(
        caption,
        head,
        tuple(
            (
                each.name,
                f"{each.in_force:,}",
                f"{each.offered:,}",
                *(
                    formats.money(amount)
                    for amount in (
                        each.guaranteed,
                        each.used,
                        each.remaining,
                        each.arrears,
                        each.not_heard_of,
                    )
                ),
            )
            for each in lines
        ),
        (1.35, 0.65, 0.65, 1.25, 1, 1.25, 1, 1.05),
        figures=frozenset(range(1, len(head))),
        row_heads=True,
    )


def _held(lines: tuple[HeldLine, ...]) -> tuple[Block, ...]:
    wrong = sum(1 for each in lines if each.differs)
    says = (
        "Each total equals the ledger's balance to the penny."
        if not wrong
        else f"{formats.count(wrong, 'total differs', 'totals differ')} from the ledger. What was recorded after a "
        "month was closed shows in the next month of the waterfall; any other difference is to be looked into."
    )
    head = ("Total", "Reported", "Accounts of the ledger", "Ledger", "Differs")
    table = Table(
        "This report's totals and the ledger's balances",
        head,
        tuple(
            (
                each.about,
                formats.money(each.reported),
                each.accounts,
                formats.money(each.ledger),
                formats.money(each.differs),
            )
            for each in lines
        ),
        (2.5, 1.1, 2, 1.1, 0.9),
        figures=frozenset({1, 3, 4}),
        row_heads=True,
    )
    return (Heading("8. Held against the ledger", 2), table, Paragraph(says, "note"))


def _closed(months: tuple[Row, ...]) -> Block:
    if not months:
        return Paragraph("No month is closed yet.")
    return Table(
        "Closed months, and how the digest of what was kept of each begins",
        (),
        tuple((each.label, each.says) for each in months),
        (0.25, 0.75),
        row_heads=True,
    )


def _sources(content: FinanceReportContent) -> tuple[Block, ...]:
    return (
        Heading("10. Where the figures come from", 2),
        _closed(content.closed_months),
        Paragraph(
            f"Record of {formats.day(content.figures_on)}; model on basis {content.basis}. "
            f"Data digest {content.data_digest}. Journal head {content.journal_head}.",
            "small",
        ),
    )
