"""The two papers of a guarantee: the deed with the landlord and the agreement with the young person.

Knows the parts of each paper and their order. Does not know fonts or pages, decides nothing, and computes no
date: the period and the maximum guarantee come with the content.
"""

from collections.abc import Iterable, Mapping
from string import ascii_lowercase
from typing import Literal

from letters import clausebook, formats, particulars, signing
from letters.clausebook import Clause
from letters.content import AgreementContent, DeedContent, Guaranteed
from letters.document import REHEARSAL_MARK, Block, Document, Heading, Item, ListOf, Paragraph, SignatureLine

TO_CONFIRM_NOTE = "Wording for the council's lawyer to confirm."
_BULLET = "\N{BULLET}"


def deed(content: DeedContent) -> Document:
    """The deed of guarantee, with the clauses in force on `content.made_on`.

    Raises NoClauseInForce before the first clause, PlaceholdersDisagree when a clause and its values differ.
    """
    clauses = _clauses("deed", content, _deed_switches(content), particulars.deed_values(content))
    blocks: tuple[Block, ...] = (
        Heading("Deed of guarantee", 1),
        Paragraph(f"Guarantee of rent for one tenant. Reference {content.reference}.", "lead"),
        *_notes(content, clauses),
        Heading("Date", 2),
        SignatureLine("Date of this deed"),
        Paragraph("The council writes the date in when all who must sign have signed.", "small"),
        Heading("The parties and the guarantee", 2),
        particulars.deed_facts(content),
        Heading("Terms", 2),
        *_numbered(clauses),
        Heading("Signatures", 2),
        Paragraph("The parties sign this paper as a deed:"),
        *(signing.landlord_signs_deed(landlord) for landlord in content.landlords),
        signing.council_seals(content.council.name),
        *_editions(clauses),
    )
    return _document("Deed of guarantee", "contract", content, clauses, blocks)


def agreement(content: AgreementContent) -> Document:
    """The agreement with the young person, in plain words. Raises as `deed` does."""
    clauses = _clauses(
        "agreement", content, _agreement_switches(content), particulars.agreement_values(content)
    )
    blocks: tuple[Block, ...] = (
        Heading("Your rent guarantee agreement", 1),
        Paragraph(
            f"For {content.young_person_name}, from {content.council.name}. Reference {content.reference}.",
            "lead",
        ),
        *_notes(content, clauses),
        Heading("The main points", 2),
        particulars.agreement_facts(content),
        *_plain(clauses),
        Heading("Sign", 2),
        Paragraph("Take your time. Ask about anything you are not sure of before you sign:"),
        signing.young_person_signs(content),
        signing.council_signs_agreement(content.council.name),
        *_editions(clauses),
    )
    return _document("Your rent guarantee agreement", "letter", content, clauses, blocks)


def _document(
    title: str,
    setting: Literal["contract", "letter"],
    content: Guaranteed,
    clauses: tuple[Clause, ...],
    blocks: tuple[Block, ...],
) -> Document:
    return Document(
        title=f"{title} {content.reference}",
        reference=content.reference,
        author=content.council.name,
        made_on=content.made_on,
        blocks=blocks,
        clause_versions=tuple(clause.edition for clause in clauses),
        mark=REHEARSAL_MARK if content.rehearsal else None,
        setting=setting,
    )


def _clauses(
    paper: str, content: Guaranteed, switches: Mapping[str, bool], values: Mapping[str, str]
) -> tuple[Clause, ...]:
    chosen = clausebook.standard().in_force(paper, content.made_on, switches)
    return clausebook.fill(chosen, values)


def _deed_switches(content: DeedContent) -> dict[str, bool]:
    return {
        "several_landlords": len(content.landlords) > 1,
        "covers_damage": content.terms.covers_damage,
        "private_let": content.tenancy.kind == "private",
        "council_may_give_notice": content.terms.council_notice_days is not None,
    }


def _agreement_switches(content: AgreementContent) -> dict[str, bool]:
    return {
        "covers_damage": content.terms.covers_damage,
        "repayment_asked": content.repayment == "instalments",
        "advocacy_named": content.advocacy is not None,
        "adviser_named": content.personal_adviser is not None,
    }


def _notes(content: Guaranteed, clauses: Iterable[Clause]) -> list[Block]:
    """What must be known before the wording: that it is a rehearsal, that no lawyer has confirmed it."""
    said = []
    if content.rehearsal:
        said.append(f"{REHEARSAL_MARK}. Nobody named here exists, and this paper binds nobody.")
    if any(clause.head.approved_by == clausebook.TO_CONFIRM for clause in clauses):
        said.append(TO_CONFIRM_NOTE)
    return [Paragraph(" ".join(said), "note")] if said else []


def _numbered(clauses: Iterable[Clause]) -> list[Block]:
    """Clauses as a lawyer cites them: clause 3, paragraph 3.1, item (a)."""
    blocks: list[Block] = []
    for number, clause in enumerate(clauses, start=1):
        items = tuple(
            Item(f"{number}.{part}", paragraph.text, _lettered(paragraph.bullets))
            for part, paragraph in enumerate(clause.paragraphs, start=1)
        )
        blocks += [Heading(f"{number}. {clause.head.title}", 3), ListOf(items, "decimal")]
    return blocks


def _lettered(bullets: tuple[str, ...]) -> ListOf | None:
    items = tuple(Item(f"({ascii_lowercase[place]})", text) for place, text in enumerate(bullets))
    return ListOf(items, "letter") if items else None


def _plain(clauses: Iterable[Clause]) -> list[Block]:
    """Clauses as anybody reads them: a heading, short paragraphs, bullets."""
    blocks: list[Block] = []
    for clause in clauses:
        blocks.append(Heading(clause.head.title, 2))
        for paragraph in clause.paragraphs:
            blocks.append(Paragraph(paragraph.text))
            if paragraph.bullets:
                blocks.append(ListOf(tuple(Item(_BULLET, bullet) for bullet in paragraph.bullets), "bullet"))
    return blocks


def _editions(clauses: Iterable[Clause]) -> list[Block]:
    """Which version of which clause the paper carries, and who stands for the wording."""
    by_approver: dict[str, list[str]] = {}
    for number, clause in enumerate(clauses, start=1):
        head = clause.head
        since = formats.day(head.in_force_from)
        by_approver.setdefault(head.approved_by, []).append(f"{number} {head.id} {head.version} ({since})")
    return [
        Paragraph(f"Clause versions, {_approval(approver)}: {'; '.join(editions)}.", "small")
        for approver, editions in by_approver.items()
    ]


def _approval(approver: str) -> str:
    return approver if approver == clausebook.TO_CONFIRM else f"approved by {approver}"
