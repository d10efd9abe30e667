"""What every letter to a landlord shares: what it is about, in a table, and whom to ask.

Knows how a landlord's letter opens and ends. Does not know any kind of letter.
"""

from collections.abc import Iterable, Mapping

from letters.document import Block, Table
from letters.notices import advice
from letters.notices.letter import LandlordNotice, Parts

_SUM_WIDTHS = (0.7, 0.3)


def parts(
    content: LandlordNotice,
    values: Mapping[str, str],
    *,
    facts: Iterable[tuple[str, str]] = (),
    chosen: Mapping[str, bool] | None = None,
    after: Mapping[str, Iterable[Block]] | None = None,
) -> Parts:
    """What one kind adds to a letter: its facts stand under the tenant's and the home's, `chosen` are its switches."""
    about = advice.facts(
        "What this letter is about", ("Tenant", content.tenant_name), ("Home", content.home), *facts
    )
    return Parts(
        lead=f"Dear {content.recipient.name}",
        values=values,
        switches=chosen or {},
        facts=(about,),
        after={**(after or {}), "landlord-contact": [advice.reach(content.contact)]},
    )


def sums(caption: str, *rows: tuple[str, str]) -> Table:
    """What a claim comes to: one sum a row, the first cell naming it, the last row the result."""
    return Table(
        caption,
        ("Part of the claim", "Sum"),
        rows,
        _SUM_WIDTHS,
        figures=frozenset({1}),
        row_heads=True,
    )
