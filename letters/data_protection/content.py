"""What both papers are told: the rules, the model and the settings in words, typed and frozen. No person."""

from datetime import date
from typing import Annotated

from pydantic import Field

from letters.content import Content, Line
from letters.document import Paragraph
from letters.panel.content import AssumedLine

Said = Annotated[str, Field(max_length=2000)]


class Criterion(Content):
    """A criterion of the rules: its title, what it asks in words, and where it comes from."""

    title: Line
    asks: Said
    source: Said


class Kept(Content):
    """How long one kind of record is kept, from which event, and on what that rests."""

    about: Said
    months: int
    event: Said
    source: Said
    owner: Line


class MayDo(Content):
    """What a role may see and do, each in words."""

    role: Line
    sees: Said
    does: Said


class ProtectionRisk(Content):
    """What could go wrong for people: how likely, how bad, what is done, what shows it, what is left, and "
    "whose it is."""

    risk: Said
    likelihood: Line
    severity: Line
    measure: Said
    shown_by: Line
    left: Line
    owner: Line


class Blank(Content):
    """What only the council can say."""

    name: Line
    asks: Said
    whose: Line


class DataProtectionContent(Content):
    """All that both papers say."""

    council_name: Line
    contact: Line
    drawn_on: date
    rehearsal: bool
    program: Line
    policy: Line
    policy_title: Line
    policy_from: date
    fingerprint: Line
    adopted_by: Said
    criteria: tuple[Criterion, ...]
    terms: tuple[AssumedLine, ...]
    held: tuple[tuple[Line, Said], ...]
    kept: tuple[Kept, ...]
    may: tuple[MayDo, ...]
    applied: Line
    departed: Line
    sign_in: Said
    outside: Said
    backups: Said
    basis: Line
    rates: tuple[AssumedLine, ...]
    risks: tuple[ProtectionRisk, ...]
    blanks: tuple[Blank, ...]

    def blank(self, name: str) -> Paragraph:
        """The place of a blank, to be filled in."""
        found = next(each for each in self.blanks if each.name == name)
        return Paragraph(f"TO BE FILLED IN by {found.whose}: {found.asks}.", "note")
