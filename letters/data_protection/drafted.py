"""What both papers have alike: their head with the blanks counted, the risks, and tables of assumptions.

What only the council can say stays a blank with the name of whoever fills it in. Statements of law are said to be
confirmed by the data protection officer.
"""

from collections.abc import Iterator

from letters import formats
from letters.data_protection.content import DataProtectionContent
from letters.document import REHEARSAL_MARK, Block, Document, Heading, Paragraph, Table
from letters.panel.content import AssumedLine


def drafted(
    content: DataProtectionContent, title: str, reference: str, blocks: tuple[Block, ...]
) -> Document:
    """A draft: its head, how many answers it still needs and of whom, and its blocks."""
    drawn = formats.day(content.drawn_on)
    said = {block.text for block in blocks if isinstance(block, Paragraph)}
    blanks = [each for each in content.blanks if content.blank(each.name).text in said]
    asked: dict[str, int] = {}
    for each in blanks:
        asked[each.whose] = asked.get(each.whose, 0) + 1
    from_whom = "; ".join(f"{whose}: {number}" for whose, number in asked.items())
    return Document(
        title=f"{title}, {drawn}",
        reference=f"{reference} {content.drawn_on.isoformat()}",
        author=content.council_name,
        made_on=content.drawn_on,
        blocks=(
            Heading(title, 1),
            Paragraph(
                f"{content.council_name}. Rent guarantees for care leavers. Drafted on {drawn} by the program itself "
                f"({content.program}) from the rules, the model and the settings in force that day: "
                f"{content.policy} of "
                f"{formats.day(content.policy_from)}, fingerprint {content.fingerprint}; basis {content.basis}. When "
                "any of them changes, draft it anew.",
                "lead",
            ),
            Paragraph(
                f"{formats.count(len(blanks), 'answer')} that only the council can give, marked TO BE FILLED IN "
                f"where they belong ({from_whom}). What is said of the law is to be confirmed by the data protection "
                "officer.",
                "note",
            ),
            *blocks,
        ),
        mark=REHEARSAL_MARK if content.rehearsal else None,
        setting="report",
    )


def _gravest(content: DataProtectionContent) -> str:
    order = ("high", "medium", "low")
    worst = min((each.left for each in content.risks), key=order.index)
    return f"{worst}, of {formats.count(sum(each.left == worst for each in content.risks), 'risk')}"


def risks(content: DataProtectionContent, step: int) -> Iterator[Block]:
    """The risks as a step of the paper."""
    yield Heading(f"{step}. Risks, what is done about them, and what is left", 2)
    yield Paragraph(
        "Likelihood, severity and what is left are assumptions, each with an owner who has to confirm it. "
        f"The gravest that is left: {_gravest(content)}.",
        "small",
    )
    yield Table(
        "Risks to people",
        ("Risk", "Likely, severe", "What is done", "Shown by", "Left; owner"),
        tuple(
            (
                each.risk,
                f"{each.likelihood}, {each.severity}",
                each.measure,
                each.shown_by,
                f"{each.left}; {each.owner}",
            )
            for each in content.risks
        ),
        (1.5, 0.9, 2.2, 1.5, 0.9),
        row_heads=True,
        show_caption=False,
    )


def assumed(caption: str, lines: tuple[AssumedLine, ...]) -> Table:
    """Assumptions with source, range and owner."""
    return Table(
        caption,
        ("What", "Value", "Source", "Range", "Owner"),
        tuple((each.about, each.value, each.source, each.range_, each.owner) for each in lines),
        (2.4, 1.2, 2, 0.9, 1),
        row_heads=True,
    )


def criteria(caption: str, content: DataProtectionContent) -> Table:
    """What each criterion of the rules asks, and where it comes from."""
    return Table(
        caption,
        ("Criterion", "What it asks", "Source"),
        tuple((each.title, each.asks, each.source) for each in content.criteria),
        (1.4, 3, 1.8),
        row_heads=True,
    )
