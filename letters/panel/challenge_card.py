"""The answer to the challenge card: one page back to the young people's council that asked for the scheme.

Knows how to say the figures to readers of about eleven. Reckons nothing, and is never told of a person.
"""

from letters import formats
from letters.document import REHEARSAL_MARK, Block, Document, Heading, Item, ListOf, Paragraph
from letters.panel.content import ChallengeCardContent

NOTHING = "0"


def answer(content: ChallengeCardContent) -> Document:
    """One page in plain words."""
    title = "You asked us. Here is what we did"
    return Document(
        title=f"{title}, {formats.day(content.figures_on)}",
        reference=f"Challenge card, {content.figures_on.isoformat()}",
        author=content.council_name,
        made_on=content.figures_on,
        blocks=(
            Heading(title, 1),
            Paragraph(
                f"To the young people's council, from {content.council_name}. All numbers are from "
                f"{formats.day(content.figures_on)}.",
                "lead",
            ),
            *_asked(content),
            *_no(content),
            *_rent(content),
            *_next(content),
            Paragraph(
                "To keep each of you safe we do not show a number of people from 1 to "
                f"{content.hidden_below - 1}. We show what it could be.",
                "small",
            ),
        ),
        mark=REHEARSAL_MARK if content.rehearsal else None,
        setting="letter",
    )


def _asked(content: ChallengeCardContent) -> tuple[Block, ...]:
    return (
        Heading("What you asked", 2),
        Paragraph(
            "You sent us a challenge card. You told us that you cannot rent a flat, because nobody will sign for "
            "you. You asked us to sign. We said yes, and we have tried it out. When we sign, we promise the landlord "
            "this: if the rent is not paid, the council will pay it, up to a limit."
        ),
        Heading("How many of you we helped", 2),
        Paragraph(
            f"We had {content.places} places. Places taken: {content.places_taken}. {content.applied} of you asked us. "
            f"We said yes to {content.given}. As far as we know, {content.kept} of them still have their home."
        ),
    )


def _no(content: ChallengeCardContent) -> tuple[Block, ...]:
    heading = Heading("When we said no", 2)
    if content.declined == NOTHING:
        return (heading, Paragraph("We have not said no to any of you."))
    said = f"We said no, for now, to {content.declined} of you. You can ask us to look again. You can come back. "
    if not content.grounds:
        return (
            heading,
            Paragraph(f"{said}Each reason was one of so few of you that we do not tell it here."),
        )
    return (
        heading,
        Paragraph(f"{said}These were the main reasons:"),
        ListOf(tuple(Item("•", ground) for ground in content.grounds), "bullet"),
    )


def _rent(content: ChallengeCardContent) -> tuple[Block, ...]:
    missed = (
        "Not one of you missed a month's rent."
        if content.missed == NOTHING
        else f"The number of you who missed a month's rent is {content.missed}. We try to help first. We do not tell "
        "you off."
    )
    return (
        Heading("What went wrong, and what it cost", 2),
        Paragraph(
            f"{missed} So far we have paid {formats.money(content.paid)} to landlords. If we go on as we are and "
            f"have very bad luck, we may still have to pay {formats.whole_pounds(content.one_in_200)} or more. That "
            "would be bad luck of the kind that comes 1 time in 200."
        ),
    )


def _next(content: ChallengeCardContent) -> tuple[Block, ...]:
    recommended = content.recommendation
    says = (
        "Nobody has said yet which is best."
        if recommended is None
        else f"Our staff think the best is: {recommended.option.lower()}. That is the view of {recommended.by}."
    )
    return (
        Heading("What comes next", 2),
        Paragraph(
            "The councillors on the panel will now choose. They can stop. They can go on. They can help more of you. "
            f"Or they can help more of you with a lower limit. {says} Tell us what you think before they choose."
        ),
    )
