"""Kinds and editions of paper as people ask for them."""

from guarantor.domain.references import case_ref, claim_ref, guarantee_ref
from guarantor.domain.wrong_input import WrongInput, one_of
from letters import kinds
from letters.kinds import Edition

KINDS = tuple(kinds.KINDS)
EDITIONS = tuple(str(each) for each in Edition)
_REF = {"case": case_ref, "guarantee": guarantee_ref, "claim": claim_ref}


def kind(text: str) -> str:
    """A kind of paper, checked. Raises WrongInput."""
    if text not in KINDS:
        raise WrongInput.at("KIND", f"expected one of {', '.join(KINDS)}, not {text!r}")
    return text


def ref(kind: str, text: str) -> str:
    """The reference of what a kind of paper is about: a case, a guarantee or a claim. Raises WrongInput."""
    return _REF[kinds.KINDS[kind].about](text, "REF")


def edition(text: str) -> Edition:
    """An edition, checked. Raises WrongInput."""
    return one_of(Edition, text, "--edition")


def is_signed(kind: str, edition: Edition) -> bool:
    """Whether it is the deed or the agreement that people sign, which is made at issue and at no other time."""
    return kinds.KINDS[kind] in kinds.CONTRACTS and edition is Edition.STANDARD
