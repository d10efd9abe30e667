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


def in_lines(text: str) -> tuple[str, ...]:
    """Stored words by sentence or paragraph, none lost; a sentence that no line holds is broken between words."""
    sentences = (" ".join(part.split()) for part in _BETWEEN_SENTENCES.split(text))
    wrapped = (textwrap.wrap(each, LONGEST_LINE, break_on_hyphens=False) for each in sentences)
    return tuple(line for lines in wrapped for line in lines)
