"""What the record holds in the form in which a letter says it: pounds, months by name, stored words as lines.

Knows the limits of a line of print. Knows no kind of letter.
"""

import re
import textwrap
from collections.abc import Iterable
from decimal import Decimal

from guarantor.domain.dates import Month
from guarantor.domain.money import pounds
from letters.formats import MONTHS

LONGEST_LINE = 200
_AS_TOLD_TO_OFFICERS = re.compile(r"\bthe young person('s)?(?: (is|has|was|does))?\b", re.IGNORECASE)
_ADVISER = re.compile(r"\bthe( personal adviser)\b", re.IGNORECASE)
_ASK_FOR_A_REVIEW = re.compile(r"(?:, and you can| or) ask for a review(?=\.)")
_OF_YOU = {"is": "are", "has": "have", "was": "were", "does": "do"}
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n\s*\n")


def in_pounds(amount_pence: int) -> Decimal:
    """Pence as pounds: 152050 -> Decimal("1520.50")."""
    return Decimal(pounds(amount_pence))


def month_by_name(month: Month) -> str:
    """`"September 2018"`."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def months_by_name(months: Iterable[Month]) -> tuple[str, ...]:
    """Each month once, in order."""
    return tuple(month_by_name(month) for month in sorted(set(months)))


def in_one_paragraph(text: str | None) -> str | None:
    """Stored words without their line breaks, None where there are none."""
    return " ".join((text or "").split()) or None


def to_the_reader(text: str, *, review_left: bool = True) -> str:
    """What the rules say of the young person, said to them: `"The young person is"` -> `"You are"`.

    Without `review_left` the advice to ask for a review goes.
    """
    said = _AS_TOLD_TO_OFFICERS.sub(_you, text)
    if said != text:
        said = re.sub(r"\btheir\b", "your", said)
    said = _ADVISER.sub(
        lambda found: "Your" + found[1] if found[0].startswith("T") else "your" + found[1], said
    )
    return said if review_left else _ASK_FOR_A_REVIEW.sub("", said)


def in_lines(text: str) -> tuple[str, ...]:
    """Stored words by sentence or paragraph, none lost; a sentence that no line holds is broken between words."""
    sentences = (" ".join(part.split()) for part in _BETWEEN_SENTENCES.split(text))
    wrapped = (textwrap.wrap(each, LONGEST_LINE, break_on_hyphens=False) for each in sentences)
    return tuple(line for lines in wrapped for line in lines)


def _you(found: re.Match[str]) -> str:
    said = "your" if found[1] else "you"
    said = said.capitalize() if found[0].startswith("T") else said
    return f"{said} {_OF_YOU[found[2].lower()]}" if found[2] else said
