"""Guarantees by the landlord's name alone, for whoever may not see whose home it is."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guarantor.storage import case_words
from guarantor.storage.tables.cases import Home
from guarantor.storage.tables.guarantees import Guarantee

_MOST = 2_000
"""A case is found by all its names at first; no more cases than this are then asked for their landlord's."""


def found(session: Session, words: Sequence[str], at_most: int) -> list[tuple[str, str]]:
    """Guarantees and landlords, where every word begins a word of the landlord's name; by reference."""
    last = select(func.max(Home.id)).where(Home.case_ref == Guarantee.case_ref).correlate(Guarantee)
    asked = (
        select(Guarantee.ref, Home.landlord_name)
        .join(Home, Home.id == last.scalar_subquery())
        .where(case_words.having(session, Guarantee.case_ref, words), Home.landlord_name.is_not(None))
        .order_by(Guarantee.ref)
        .limit(_MOST)
    )
    named = ((ref, str(landlord)) for ref, landlord in session.execute(asked))
    return [each for each in named if _all_begin(words, each[1])][:at_most]


def of_case(session: Session, case_ref: str) -> list[tuple[str, str]]:
    """A case's guarantees with the landlord of its home."""
    last = select(func.max(Home.id)).where(Home.case_ref == case_ref).scalar_subquery()
    asked = (
        select(Guarantee.ref, func.coalesce(Home.landlord_name, ""))
        .outerjoin(Home, Home.id == last)
        .where(Guarantee.case_ref == case_ref)
        .order_by(Guarantee.number)
    )
    return [(ref, landlord) for ref, landlord in session.execute(asked)]


def _all_begin(words: Sequence[str], name: str) -> bool:
    held = case_words.words_of([name])
    return all(any(each.startswith(word) for each in held) for word in words)
