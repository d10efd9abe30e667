"""The two papers of a guarantee: the deed with the landlord and the agreement with the young person.

Knows the parts of each paper and their order. Does not know fonts or pages, decides nothing, and computes no
date: the period and the maximum guarantee come with the content.
"""

from typing import Literal

from letters import assembly, particulars, signing
from letters.clausebook import Clause
from letters.content import AgreementContent, DeedContent, Guaranteed
from letters.document import Block, CheckPanel, Document, Heading, Paragraph, SignatureLine
from letters.notices.letter import CHECK_SAYS


def deed(content: DeedContent) -> Document:
    """The deed of guarantee, with the clauses in force on `content.made_on`.

    Raises NoClauseInForce before the first clause, PlaceholdersDisagree when a clause and its values differ.
    """
    clauses = assembly.clauses(
        "deed", content.made_on, _deed_switches(content), particulars.deed_values(content)
    )
    blocks: tuple[Block, ...] = (
        Heading("Deed of guarantee", 1),
        Paragraph(f"Guarantee of rent for one tenant. Reference {content.reference}.", "lead"),
        *assembly.notes(clauses, content),
        Heading("Date", 2),
        SignatureLine("Date of this deed"),
        Paragraph("The council writes the date in when all who must sign have signed.", "small"),
        Heading("The parties and the guarantee", 2),
        particulars.deed_facts(content),
        Heading("Terms", 2),
        *assembly.numbered(clauses),
        Heading("Signatures", 2),
        Paragraph("The parties sign this paper as a deed:"),
        *(signing.landlord_signs_deed(landlord) for landlord in content.landlords),
        signing.council_seals(content.council.name),
        *_check(content),
        *assembly.editions(clauses, content),
    )
    return _document("Deed of guarantee", "contract", content, clauses, blocks)


def agreement(content: AgreementContent) -> Document:
    """The agreement with the young person, in plain words. Raises as `deed` does."""
    clauses = assembly.clauses(
        "agreement", content.made_on, _agreement_switches(content), particulars.agreement_values(content)
    )
    blocks: tuple[Block, ...] = (
        Heading("Your rent guarantee agreement", 1),
        Paragraph(
            f"For {content.young_person_name}, from {content.council.name}. Reference {content.reference}.",
            "lead",
        ),
        *assembly.notes(clauses, content),
        Heading("The main points", 2),
        particulars.agreement_facts(content),
        *assembly.plain(clauses),
        Heading("Sign", 2),
        Paragraph("Take your time. Ask about anything you are not sure of before you sign:"),
        signing.young_person_signs(content),
        signing.council_signs_agreement(content.council.name),
        *_check(content),
        *assembly.editions(clauses, content),
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
        mark=content.mark,
        setting=setting,
        code=content.code,
    )


def _check(content: Guaranteed) -> list[Block]:
    return [] if content.check_at is None else [CheckPanel(content.code, content.check_at, CHECK_SAYS)]


def _deed_switches(content: DeedContent) -> dict[str, bool]:
    tenancy = content.tenancy
    return {
        **shared_switches(content),
        "several_landlords": len(content.landlords) > 1,
        "private_let": tenancy.kind == "private",
        "university_tenancy": tenancy.kind == "university" and not tenancy.licence,
        "council_may_give_notice": content.terms.council_notice_days is not None,
    }


def _agreement_switches(content: AgreementContent) -> dict[str, bool]:
    return {
        **shared_switches(content),
        "repayment_asked": content.repayment == "instalments",
        "advocacy_named": content.advocacy is not None,
        "adviser_named": content.personal_adviser is not None,
    }


def shared_switches(content: Guaranteed) -> dict[str, bool]:
    """The switches by which every paper of one guarantee chooses its clauses."""
    return {
        "covers_damage": content.terms.covers_damage,
        "deposit_covered": content.covered_deposit is not None,
        "joint_tenancy": content.tenancy.joint,
        "licence": content.tenancy.licence,
    }
