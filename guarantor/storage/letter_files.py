"""Papers and letters by code, by digest and by what they tell of; what was sent, came back or was withdrawn."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, literal, null, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from guarantor.storage.tables.guarantees import Guarantee, Paper
from guarantor.storage.tables.letters import (
    Dispatch,
    Letter,
    ReturnedLetter,
    WithdrawnPaper,
)

_AT_ONCE = 500
"""Codes asked for in one question: a database takes only so many."""


@dataclass(frozen=True)
class Issued:
    """A paper or letter as issued, without its content. `basis` is empty for a deed or an agreement."""

    code: str
    case_ref: str
    guarantee_ref: str | None
    claim_ref: str | None
    kind: str
    edition: str
    basis: str
    sha256: str
    made_on: dt.date
    held: bool

    @property
    def about(self) -> str:
        """The claim, guarantee or case that it is about."""
        return self.claim_ref or self.guarantee_ref or self.case_ref


def _papers() -> Select[*tuple[Any, ...]]:
    return select(
        Paper.code,
        Guarantee.case_ref,
        Paper.guarantee_ref,
        null().label("claim_ref"),
        Paper.kind,
        literal("standard").label("edition"),
        literal("").label("basis"),
        Paper.sha256,
        Guarantee.issued_on.label("made_on"),
        Paper.content_bytes.is_not(None).label("held"),
    ).join(Guarantee, Guarantee.ref == Paper.guarantee_ref)


def _letters() -> Select[*tuple[Any, ...]]:
    return select(
        Letter.code,
        Letter.case_ref,
        Letter.guarantee_ref,
        Letter.claim_ref,
        Letter.kind,
        Letter.edition,
        Letter.basis,
        Letter.sha256,
        Letter.made_on,
        Letter.content_bytes.is_not(None).label("held"),
    )


def by_code(session: Session, code: str) -> Issued | None:
    """The paper or letter under a code."""
    return _first(session, Paper.code == code, Letter.code == code)


def by_digest(session: Session, sha256: str) -> Issued | None:
    """The paper or letter whose file has this digest."""
    return _first(session, Paper.sha256 == sha256, Letter.sha256 == sha256)


def of_case(session: Session, case_ref: str) -> list[Issued]:
    """Every paper and letter of a case, in the order they were made."""
    found = _found(session, Guarantee.case_ref == case_ref, Letter.case_ref == case_ref)
    return sorted(found, key=lambda each: (each.made_on, each.kind, each.code))


def standing_letter(session: Session, kind: str, basis: str, edition: str) -> Letter | None:
    """The letter of a kind and edition that was made about a row and has not been withdrawn."""
    return session.scalars(
        select(Letter).where(
            Letter.kind == kind, Letter.basis == basis, Letter.edition == edition, ~_withdrawn(Letter.code)
        )
    ).first()


def bases(session: Session, case_ref: str | None = None) -> set[tuple[str, str]]:
    """The kind and basis of every letter that stands, whatever its edition: of each case, or of one."""
    asked = select(Letter.kind, Letter.basis).where(~_withdrawn(Letter.code))
    if case_ref is not None:
        asked = asked.where(Letter.case_ref == case_ref)
    return {(kind, basis) for kind, basis in session.execute(asked)}


def content(session: Session, code: str) -> bytes | None:
    """The file of a paper or letter, None where it was erased or there is none."""
    asked = union_all(
        select(Paper.content_bytes).where(Paper.code == code),
        select(Letter.content_bytes).where(Letter.code == code),
    )
    return session.execute(asked).scalars().first()


def withdrawal(session: Session, code: str) -> WithdrawnPaper | None:
    """How a paper was withdrawn, None while it stands."""
    return session.get(WithdrawnPaper, code)


def dispatches(session: Session, codes: Collection[str]) -> list[tuple[Dispatch, ReturnedLetter | None]]:
    """What became of papers that were sent: each time they went out, and whether they came back."""
    asked = (
        select(Dispatch, ReturnedLetter)
        .outerjoin(ReturnedLetter, ReturnedLetter.dispatch == Dispatch.id)
        .where(Dispatch.code.in_(codes))
        .order_by(Dispatch.id)
    )
    return [(dispatch, returned) for dispatch, returned in session.execute(asked)]


def to_send(session: Session) -> list[Issued]:
    """Every paper and letter that stands and was never sent, oldest first."""

    found = _found(session, never_sent(Paper.code), never_sent(Letter.code))
    return sorted(found, key=lambda each: (each.made_on, each.case_ref, each.code))


def of_codes(session: Session, given: Collection[str]) -> list[Issued]:
    """The papers and letters under these codes, at most as many as one page of a list shows."""
    return _found(session, Paper.code.in_(given), Letter.code.in_(given))


def never_sent(code: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """That the paper or letter of this code stands and never went out."""
    return and_(~exists().where(Dispatch.code == code), ~_withdrawn(code))


def codes(session: Session, given: Collection[str]) -> set[str]:
    """Those of the codes that are a paper's or a letter's."""
    listed, found = sorted(given), set[str]()
    for start in range(0, len(listed), _AT_ONCE):
        some = listed[start : start + _AT_ONCE]
        asked = union_all(
            select(Paper.code).where(Paper.code.in_(some)), select(Letter.code).where(Letter.code.in_(some))
        )
        found.update(session.execute(asked).scalars())
    return found


def _withdrawn(code: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return exists().where(WithdrawnPaper.code == code)


def _found(session: Session, paper: ColumnElement[bool], letter: ColumnElement[bool]) -> list[Issued]:
    asked = (_papers().where(paper), _letters().where(letter))
    return [Issued(*row) for each in asked for row in session.execute(each)]


def _first(session: Session, paper: ColumnElement[bool], letter: ColumnElement[bool]) -> Issued | None:
    return next(iter(_found(session, paper, letter)), None)
