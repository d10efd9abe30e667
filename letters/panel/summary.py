"""The pilot on one page, for members who read before a meeting: what happened, and what they can decide at what cost.

The same figures as the report's part A, in the order in which members ask. Reckons nothing and never sees a person.
"""

from letters import formats
from letters.document import REHEARSAL_MARK, Block, Document, Heading, Paragraph, SideBySide
from letters.panel.content import PanelReportContent, Row
from letters.panel.costs import options_table
from letters.panel.part_a import rows

_GROUNDS_SHOWN = 6


def summary(content: PanelReportContent) -> Document:
    """The summary on one page. What does not fit is counted, never dropped in silence."""
    on = formats.day(content.figures_on)
    title = f"{content.programme}: summary for the panel"
    return Document(
        title=f"{title}, {on}",
        reference=f"Panel summary {content.figures_on.isoformat()}",
        author=content.council_name,
        made_on=content.figures_on,
        blocks=(
            Heading(title, 1),
            Paragraph(
                f"{content.council_name}. Public. Figures at the close of {on}, under the policy {content.policy}. "
                f"A number of people from 1 to {content.hidden_below - 1} is hidden, and so is what gives it back.",
                "lead",
            ),
            SideBySide(left=_happened(content), right=_turned_away(content)),
            *_decide(content),
            SideBySide(
                left=(rows("What became of the homes", content.tenancies, "No guarantee was given."),),
                right=(rows("Money", content.money, "No money has moved."),),
            ),
            *_rests_on(content),
        ),
        mark=REHEARSAL_MARK if content.rehearsal else None,
        setting="sheet",
    )


def _happened(content: PanelReportContent) -> tuple[Block, ...]:
    return (rows("The pilot at a glance", content.glance, "Nothing has happened yet."),)


def _turned_away(content: PanelReportContent) -> tuple[Block, ...]:
    return (
        rows("What people decided", content.became, "Nothing was decided."),
        rows("Why people were declined", _most_frequent(content.grounds), "Nobody was declined."),
    )


def _most_frequent(grounds: tuple[Row, ...]) -> tuple[Row, ...]:
    """The first grounds and one line for all others; they come with the most frequent first."""
    if len(grounds) <= _GROUNDS_SHOWN:
        return grounds
    others = len(grounds) - (_GROUNDS_SHOWN - 1)
    return (
        *grounds[: _GROUNDS_SHOWN - 1],
        Row(label=formats.count(others, "less frequent ground"), says="in part A"),
    )


def _decide(content: PanelReportContent) -> tuple[Block, ...]:
    recommended = content.recommendation
    said = (
        "Officers recommend nothing in this report; members choose."
        if recommended is None
        else f"Officers recommend: {recommended.option}. Recommended by {recommended.by}."
    )
    means = " ".join(f"{each.title}: {each.means}" for each in content.options)
    return (
        Heading("What members can decide, and what each may cost from now on", 2),
        Paragraph(
            f"{said} {means} Every cost takes in the guarantees that stand already. Expected is the average of all "
            "outcomes; 1 time in 20, or in 200, it is more than the sum in that column."
        ),
        options_table(content),
    )


def _rests_on(content: PanelReportContent) -> tuple[Block, ...]:
    """The model's rates in one run of text, gathered by owner, and where the figures come from."""
    by_owner: dict[str, list[str]] = {}
    for each in content.rates:
        by_owner.setdefault(each.owner, []).append(f"{each.about[:1].lower()}{each.about[1:]}: {each.value}")
    said = " ".join(f"Owner {owner}: {'; '.join(values)}." for owner, values in by_owner.items())
    where = f"Data digest {content.data_digest}. Journal head {content.journal_head}."
    return (
        Paragraph(f"The costs rest on assumptions of the model. {said}".strip(), "small"),
        Paragraph(f"{where} Part A of the report says more of each figure.", "small"),
    )
