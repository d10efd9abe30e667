"""Signatures as they stand: each with what was corrected of it since."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from guarantor.storage.tables.guarantees import Signature
from guarantor.storage.tables.signatures import SignatureCorrection


@dataclass(frozen=True)
class Standing:
    """A signature: its words by the latest correction, or as they were first written; the words go with an erasure."""

    id: int
    party: str
    name: str | None
    capacity: str | None
    witness: str | None
    how: str | None
    signed_on: dt.date
    officer: int
    corrected_on: dt.date | None
    corrected_by: int | None


def standing(session: Session, ref: str) -> list[Standing]:
    """Who has signed, in the order it was recorded."""
    asked = (
        select(SignatureCorrection)
        .where(SignatureCorrection.guarantee_ref == ref)
        .order_by(SignatureCorrection.id)
    )
    latest = {each.signature: each for each in session.scalars(asked)}
    signed = select(Signature).where(Signature.guarantee_ref == ref).order_by(Signature.id)
    return [_standing(each, latest.get(each.id)) for each in session.scalars(signed)]


def _standing(signature: Signature, corrected: SignatureCorrection | None) -> Standing:
    words = corrected or signature
    return Standing(
        signature.id,
        signature.party,
        words.name,
        words.capacity,
        words.witness,
        words.how,
        signature.signed_on,
        signature.officer,
        corrected.corrected_on if corrected else None,
        corrected.officer if corrected else None,
    )
