"""The transparency record of both tools, in the order of the Algorithmic Transparency Recording Standard."""

from collections.abc import Iterator

from letters.data_protection.content import DataProtectionContent
from letters.data_protection.drafted import assumed, criteria, drafted, risks
from letters.document import Block, Document, Heading, Paragraph, Table


def transparency(content: DataProtectionContent) -> Document:
    """The draft of the transparency record of both tools, in the order of the recording standard."""
    return drafted(
        content,
        "Algorithmic transparency record (draft)",
        "Transparency record",
        (
            *_in_short(content),
            *_ownership(content),
            *_decisions(content),
            *_specification(content),
            *_data(),
            *risks(content, 7),
        ),
    )


def _in_short(content: DataProtectionContent) -> Iterator[Block]:
    yield Heading("1. Tier 1: in short", 2)
    yield Table(
        "In short",
        (),
        (
            ("Name", "Rent guarantor pilot manager: the eligibility rules, and the liability model"),
            (
                "What it does",
                (
                    "The rules compare an application for a rent guarantee with the scheme's criteria and recommend; a "
                    "person decides. The model forecasts what the council's guarantees may cost altogether; it "
                    "says nothing "
                    "of a person."
                ),
            ),
            ("Contact", content.contact),
        ),
        (1, 4),
        row_heads=True,
        show_caption=False,
    )


def _ownership(content: DataProtectionContent) -> Iterator[Block]:
    yield Heading("2. Owner, description and rationale", 2)
    yield content.blank("senior_owner")
    yield Paragraph(
        f"The rules are “{content.policy_title}”. {content.adopted_by} They stand in one text that people can "
        f"read, with a "
        "source for each criterion and an owner for each figure."
    )
    yield Paragraph(
        "Before, each application would be weighed by hand, and two alike could be weighed otherwise. Rules in "
        "one text "
        "make that visible, can be tried on past cases before they change, and tell the applicant what would help."
    )
    yield content.blank("alternatives")


def _decisions(content: DataProtectionContent) -> Iterator[Block]:
    yield Heading("3. How decisions are made", 2)
    yield Paragraph(
        "The recommendation is one of four: eligible, for a person to judge, facts missing, not eligible. The approver "
        "sees each criterion with what was found and why, may approve what is to be judged, may propose an "
        "exception to "
        "what is not met for another approver to confirm, and writes the reason. "
        f"Applications so far: {content.applied}; approved as an exception to the rules: {content.departed}."
    )
    yield Paragraph(
        "Whoever is refused can ask for a review by somebody else, complain, and come back when something changed."
    )
    yield content.blank("training")


def _specification(content: DataProtectionContent) -> Iterator[Block]:
    yield Heading("4. The rules", 2)
    yield Paragraph("No machine learning: conditions on facts, in the order below, the same for everybody.")
    yield criteria("Criteria", content)
    yield assumed("Figures of the rules", content.terms)
    yield Heading("5. The liability model", 2)
    yield Paragraph(
        "A probability model of missed rent, of tenancies that end and of young people to come, worked out "
        "exactly where "
        "that is possible and else by simulation. It is used for budgets and for the councillors' choice between "
        "options, and for no decision about a person. Its rates learn from the ledger's months."
    )
    yield assumed(f"Rates of the basis {content.basis}", content.rates)


def _data() -> Iterator[Block]:
    yield Heading("6. The data", 2)
    yield Paragraph(
        "The rules read the application and its evidence, entered by caseworkers. Age is held, the group (whether "
        "somebody came alone as a child seeking asylum, because the council's own forecast is split by it), the right "
        "to rent and the language, which bear on nationality. Sex, ethnicity and disability are not asked; words that "
        "people write can hold anything. The model reads months of rent from the ledger, without names, and the "
        "council's printed forecasts."
    )
