"""Where a young person can turn: whom we name in every letter to them besides ourselves, and from which day.

Knows the organisations that give independent advice, and how a letter ends: our contact, advice, an advocate,
complaints. Does not know any kind of letter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from pydantic import model_validator

from letters import formats
from letters.content import Contact, Content, Line
from letters.document import Block, Link, Paragraph, Table
from letters.kinds import Edition
from letters.notices.letter import Notice, Parts

_FACT_WIDTHS = (0.4, 0.6)


class Advice(Content):
    """Somebody who helps for free and is not the council. `address` is where to read on the web: `shelter.org.uk`."""

    name: Line
    telephone: Line | None = None
    address: Line | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if not (self.telephone or self.address):
            raise ValueError("expected a telephone number or an address on the web")
        return self

    @property
    def ways(self) -> Paragraph:
        """`"Shelter: ring 0808 800 4444 or look at shelter.org.uk."`"""
        address = Link(self.address, f"https://{self.address}") if self.address else None
        return _ways(self.name, self.telephone, "look at", address)


@dataclass(frozen=True, slots=True)
class Listed:
    """What letters print of one organisation from a day on, until a later entry of the same name."""

    advice: Advice
    as_of: date
    source: str


_NAMED_BY = "Kent Corporate Parenting Panel, 22 March 2018, item 6, 2.3, names the organisation; "
LISTED = (
    Listed(
        Advice(name="Shelter", telephone="0808 800 4444", address="shelter.org.uk"),
        date(2018, 6, 1),
        f"{_NAMED_BY}its helpline and website as it publishes them, for the council to confirm",
    ),
    Listed(
        Advice(name="Centrepoint", telephone="0808 800 0661", address="centrepoint.org.uk"),
        date(2018, 6, 1),
        f"{_NAMED_BY}its helpline for people of 16 to 25, opened on 13 February 2017, for the council to confirm",
    ),
    Listed(
        Advice(name="Citizens Advice", address="citizensadvice.org.uk"),
        date(2018, 6, 1),
        f"{_NAMED_BY}its website, which leads to the local office, for the council to confirm",
    ),
    Listed(
        Advice(name="Citizens Advice", telephone="0800 144 8848", address="citizensadvice.org.uk"),
        date(2021, 1, 1),
        f"{_NAMED_BY}its free Adviceline for England, in use in 2021: number and first day for the council to confirm",
    ),
)


def independent(on: date) -> tuple[Advice, ...]:
    """The organisations to name on a day, each as its latest entry of that day says, in the order of the list."""
    latest: dict[str, Listed] = {}
    for listed in LISTED:
        held = latest.get(listed.advice.name)
        if listed.as_of <= on and (held is None or held.as_of <= listed.as_of):
            latest[listed.advice.name] = listed
    return tuple(listed.advice for listed in latest.values())


class Help(Content):
    """Whom a young person can go to. `advice` None: the organisations listed for the day of the letter."""

    complaints: Contact
    advocacy: Contact | None = None
    advice: tuple[Advice, ...] | None = None


class NoticeWithHelp(Notice):
    """Base of a letter to the young person: it says whom to ring, and who else can help."""

    help: Help


def switches(told: Help, adviser: str | None) -> dict[str, bool]:
    """The switches of the clauses that end every paper for a young person."""
    return {"advocacy_named": told.advocacy is not None, "adviser_named": adviser is not None}


def ending(
    contact: Contact, told: Help, adviser: str | None, made_on: date, complain: str = "complain"
) -> dict[str, list[Block]]:
    """Whom to ring under each clause that ends a paper for a young person, by the clause's id."""
    advice = independent(made_on) if told.advice is None else told.advice
    under = {
        "contact" if adviser is None else "adviser": [reach(contact)],
        "advice": [each.ways for each in advice],
        complain: [reach(told.complaints)],
    }
    if told.advocacy is not None:
        under["advocate"] = [reach(told.advocacy)]
    return {name: list[Block](paragraphs) for name, paragraphs in under.items()}


def parts(
    content: NoticeWithHelp,
    values: Mapping[str, str],
    *,
    chosen: Mapping[str, bool] | None = None,
    after: Mapping[str, Iterable[Block]] | None = None,
    adviser: str | None = None,
    ring_by: date | None = None,
    complain: str = "complain",
    edition: Edition = Edition.STANDARD,
) -> Parts:
    """What one kind adds to a letter, with the greeting and the end that all letters to a young person share.

    `chosen` are the kind's own switches, `ring_by` the day by which the council promises to ring, `complain` the
    clause on complaints. `after` names clauses as the standard edition does; those of the easy-read edition are
    called the same with "easy-" before it.
    """
    named = {"personal_adviser": adviser, "we_ring_by": None if ring_by is None else formats.day(ring_by)}
    under = {**(after or {}), **ending(content.contact, content.help, adviser, content.made_on, complain)}
    return Parts(
        lead=f"Dear {content.recipient.name}",
        values={**values, **{name: value for name, value in named.items() if value is not None}},
        switches={
            **(chosen or {}),
            **switches(content.help, adviser),
            "ring_promised": ring_by is not None,
        },
        after=easily(under) if edition is Edition.EASY_READ else under,
    )


def easily(under: Mapping[str, Iterable[Block]]) -> dict[str, Iterable[Block]]:
    """The same parts under the clauses of the easy-read edition."""
    return {f"easy-{name}": blocks for name, blocks in under.items()}


def facts(caption: str, *rows: tuple[str, str]) -> Table:
    """One fact a row, the first cell naming it."""
    return Table(caption, (), rows, _FACT_WIDTHS, row_heads=True, show_caption=False)


def reach(contact: Contact) -> Paragraph:
    """`"Rent guarantee team: ring 01632 960001 or write to rent@example.org."`"""
    email = Link(contact.email, f"mailto:{contact.email}") if contact.email else None
    return _ways(contact.name, contact.telephone, "write to", email)


def _ways(name: str, telephone: str | None, verb: str, address: Link | None) -> Paragraph:
    """Whom to reach and how, number and address as links. A number with words in it stays text."""
    said, links = [], []
    if telephone:
        said.append(f"ring {telephone}")
        dialled = telephone.replace(" ", "")
        if dialled.removeprefix("+").isdecimal():
            links.append(Link(telephone, f"tel:{dialled}"))
    if address:
        said.append(f"{verb} {address.words}")
        links.append(address)
    return Paragraph(f"{name}: {' or '.join(said)}.", links=tuple(links))
