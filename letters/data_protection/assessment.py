"""The data-protection impact assessment, in the steps of the Information Commissioner's template."""

from collections.abc import Iterator

from letters import formats
from letters.data_protection.content import DataProtectionContent
from letters.data_protection.drafted import criteria, drafted, risks
from letters.document import Block, Document, Heading, Item, ListOf, Paragraph, Table


def assessment(content: DataProtectionContent) -> Document:
    """The draft of the data-protection impact assessment, in the steps of the Commissioner's template."""
    return drafted(
        content,
        "Data-protection impact assessment (draft)",
        "Impact assessment",
        (
            *_need(content),
            *_processing(content),
            Heading("3. Consultation", 2),
            content.blank("consulted"),
            *_necessity(content),
            *risks(content, 5),
            Heading("6. Measures", 2),
            Paragraph(
                "Each measure stands beside its risk in step 5, with the test or paper that shows it. Tests run at "
                "every change of the program."
            ),
            Heading("7. Sign-off", 2),
            content.blank("accepted"),
            content.blank("advice"),
            content.blank("review"),
        ),
    )


def _need(content: DataProtectionContent) -> Iterator[Block]:
    yield Heading("1. Why an assessment", 2)
    yield Paragraph(
        "The scheme holds facts about young people who were in the council's care, some of them of a special kind, and "
        "rules weigh them before a person decides who gets a guarantee for their rent. Those are people in a weak "
        "position, and the outcome matters for their home. An assessment is needed before it begins (UK GDPR, article "
        "35)."
    )
    yield content.blank("controller")


def _processing(content: DataProtectionContent) -> Iterator[Block]:
    yield Heading("2. The processing", 2)
    yield Heading("Nature", 3)
    yield Paragraph(
        f"{content.sign_in} {content.outside} {content.backups} No page loads anything from elsewhere."
    )
    yield content.blank("processors")
    yield Table(
        "Who may see and do what; everything else is denied",
        ("Role", "May see", "May do"),
        tuple((each.role, each.sees, each.does) for each in content.may),
        (1, 1.6, 3.4),
        row_heads=True,
    )
    yield from _scope(content)
    yield Heading("Context and purposes", 3)
    yield Paragraph(
        "Young people come by their own application, with a personal adviser. The purpose is that nobody loses a home "
        "because nobody can stand guarantor, and that public money is accounted for. A landlord's paper carries the "
        "name of the tenant, the address, the rent and the dates, and never age, care status or the grounds of a "
        "decision. Finance sees references and sums; councillors see counts and sums, small ones hidden."
    )
    yield content.blank("outside")


def _scope(content: DataProtectionContent) -> Iterator[Block]:
    yield Heading("Scope", 3)
    yield Paragraph(f"Applications so far: {content.applied}. What can be held and is erased with a person:")
    yield Table(
        "What is held",
        ("Kind of entry", "What people wrote or is theirs"),
        content.held,
        (2, 3.4),
        row_heads=True,
        show_caption=False,
    )
    yield criteria("What the rules ask about an applicant, and why", content)
    yield Table(
        "How long each kind is kept",
        ("Kind", "Kept", "Rests on", "Owner"),
        tuple(
            (each.about, f"{formats.count(each.months, 'month')} from {each.event}", each.source, each.owner)
            for each in content.kept
        ),
        (2.2, 1.8, 2.2, 1),
        row_heads=True,
    )


def _necessity(content: DataProtectionContent) -> Iterator[Block]:
    yield Heading("4. Necessity and proportionality", 2)
    yield content.blank("lawful_basis")
    items = (
        (
            "No decision is taken by the program alone: a person decides, who did not prepare the case, and may decide "
            "otherwise (UK GDPR, articles 22A to 22D; before 2025, article 22)."
        ),
        "Only what a criterion of the rules, a paper or a claim needs is asked for; each criterion names its source.",
        "A young person is told what would change a refusal, who looks at it again, and who helps.",
        "A copy of everything held on a person is made for them on request; what is erased stays erased in backups.",
        "Facts are corrected by entering them again: the latest count, and the ones before stay in the history.",
    )
    yield ListOf(tuple(Item("•", each) for each in items), "bullet")
