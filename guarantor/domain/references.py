"""References people write on paper: case RG-0001, guarantee RG-0001/1, claim RG-0001/1/C1, act P-12."""

import re

from guarantor.domain.wrong_input import WrongInput

_CASE = re.compile(r"RG-\d{4,}")
_GUARANTEE = re.compile(r"RG-\d{4,}/[1-9]\d*")
_CLAIM = re.compile(r"RG-\d{4,}/[1-9]\d*/C[1-9]\d*")
_PENDING = re.compile(r"P-[1-9]\d{0,8}")


def case_ref(text: str, field: str = "REF") -> str:
    """A case's reference, checked. Raises WrongInput naming `field`."""
    return _checked(_CASE, text, field, "a case such as RG-0001")


def guarantee_ref(text: str, field: str = "GREF") -> str:
    """A guarantee's reference, checked. Raises WrongInput naming `field`."""
    return _checked(_GUARANTEE, text, field, "a guarantee such as RG-0001/1")


def claim_ref(text: str, field: str = "CLAIM") -> str:
    """A claim's reference, checked. Raises WrongInput naming `field`."""
    return _checked(_CLAIM, text, field, "a claim such as RG-0001/1/C1")


def pending_number(text: str, field: str = "PENDING") -> int:
    """The number of a pending act. Raises WrongInput naming `field`."""
    return int(_checked(_PENDING, text, field, "a pending act such as P-12")[2:])


def in_file_name(ref: str) -> str:
    """The reference as a folder's name: RG-0001/1 -> RG-0001-1."""
    return ref.replace("/", "-")


def _checked(pattern: re.Pattern[str], text: str, field: str, expected: str) -> str:
    if pattern.fullmatch(text) is None or not text.isascii():
        raise WrongInput.at(field, f"expected {expected}, not {text!r}")
    return text
