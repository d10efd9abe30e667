"""What every letter has: letterhead, title, clauses of its kind, a way back to the council, clause versions.

Knows how a letter is put together. Knows no kind of letter and no layout.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from pydantic import model_validator

from letters import assembly, formats, kinds
from letters.content import Address, Content, Issued, PersonName
from letters.document import Block, CheckPanel, Document, Heading, Paragraph, Setting
from letters.kinds import Edition, Reader

_SETTINGS: dict[Edition, Setting] = {
    Edition.STANDARD: "letter",
    Edition.LARGE_PRINT: "large",
    Edition.EASY_READ: "easy",
}
CHECK_SAYS = (
    "You can check at any time that this paper is genuine and still stands, "
    "with this code and the home's postcode."
)


class Recipient(Content):
    """To whom a letter goes. Without an address it is handed over or sent another way."""

    name: PersonName
    address: Address | None = None


class Notice(Issued):
    """Base of every letter's content."""

    recipient: Recipient


class LandlordNotice(Notice):
    """Base of a letter to a landlord: nothing on it tells of the tenant's age or care status."""

    tenant_name: PersonName
    home: Address

    @model_validator(mode="after")
    def _discreet(self) -> Self:
        self.check_discreet()
        return self


@dataclass(frozen=True, slots=True)
class Parts:
    """What one kind of letter adds: switches and values for its clauses, a lead, and parts after some clauses."""

    values: Mapping[str, str] = field(default_factory=dict)
    switches: Mapping[str, bool] = field(default_factory=dict)
    lead: str | None = None
    facts: tuple[Block, ...] = ()
    after: Mapping[str, Iterable[Block]] = field(default_factory=dict)


def letter(kind: str, content: Notice, parts: Parts, edition: Edition = Edition.STANDARD) -> Document:
    """The letter of a kind. Raises NoClauseInForce, PlaceholdersDisagree, and KeyError for an unknown kind."""
    found = kinds.KINDS[kind]
    paper = kinds.easy_read(kind) if edition is Edition.EASY_READ else kind
    # Nobody is asked to ring who is told no number; how they write stands where the letter ends.
    at_hand = {"ring_us": "ring us" if content.contact.telephone else "write to us"}
    clauses = assembly.clauses(paper, content.made_on, parts.switches, parts.values, at_hand)
    blocks: tuple[Block, ...] = (
        *_letterhead(content),
        Heading(found.title, 1),
        *([Paragraph(parts.lead, "lead")] if parts.lead else []),
        *assembly.notes(clauses, content),
        *parts.facts,
        *assembly.plain(clauses, parts.after),
        *_check(content, found.reader),
        *assembly.editions(clauses, content),
    )
    return Document(
        title=f"{found.title} {content.reference}",
        reference=content.reference,
        author=content.council.name,
        made_on=content.made_on,
        blocks=blocks,
        clause_versions=tuple(clause.edition for clause in clauses),
        mark=content.mark,
        setting=_SETTINGS[edition],
        code=content.code,
    )


def _letterhead(content: Notice) -> list[Block]:
    recipient = content.recipient
    to = f"{recipient.name}, {recipient.address}" if recipient.address else recipient.name
    return [
        Paragraph(f"{content.council.name}, {content.council.address}", "small"),
        Paragraph(f"To {to}"),
        Paragraph(f"{formats.day(content.made_on)}. Our reference: {content.reference}.", "small"),
    ]


def _check(content: Notice, reader: Reader) -> list[Block]:
    if reader is not Reader.LANDLORD or content.check_at is None:
        return []
    return [CheckPanel(content.code, content.check_at, CHECK_SAYS)]
