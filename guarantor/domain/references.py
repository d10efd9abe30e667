"""References people write on paper: case RG-0001, guarantee RG-0001/1, claim RG-0001/1/C1, cost RG-0001/K1,
act P-12, task T-3, signed copy SC-3, proposed policy PP-1, saved forecast SF-1.
"""

import re

from guarantor.domain.wrong_input import WrongInput

_CASE = re.compile(r"RG-\d{4,}")
_GUARANTEE = re.compile(r"RG-\d{4,}/[1-9]\d*")
_CLAIM = re.compile(r"RG-\d{4,}/[1-9]\d*/C[1-9]\d*")
_COST = re.compile(r"RG-\d{4,}/K[1-9]\d*")
_PENDING = re.compile(r"P-[1-9]\d{0,8}")
_BATCH = re.compile(r"B-[1-9]\d{0,8}")
_CHANGE = re.compile(r"CH-[1-9]\d{0,8}")
_PAPER = re.compile(r"[2-9A-HJKMNP-TV-Z]{14}")
_COPY = re.compile(r"SC-[1-9]\d{0,8}")
_PROPOSAL = re.compile(r"PP-[1-9]\d{0,8}")
_SAVED = re.compile(r"SF-[1-9]\d{0,8}")
_TASK = re.compile(r"T-[1-9]\d{0,8}")


def case_ref(text: str, field: str = "REF") -> str:
    """A case's reference, checked. Raises WrongInput naming `field`."""
    return _checked(_CASE, text, field, "a case such as RG-0001")


def guarantee_ref(text: str, field: str = "GREF") -> str:
    """A guarantee's reference, checked. Raises WrongInput naming `field`."""
    return _checked(_GUARANTEE, text, field, "a guarantee such as RG-0001/1")


def claim_ref(text: str, field: str = "CLAIM") -> str:
    """A claim's reference, checked. Raises WrongInput naming `field`."""
    return _checked(_CLAIM, text, field, "a claim such as RG-0001/1/C1")


def cost_ref(text: str, field: str = "COST") -> str:
    """The reference of a case's cost, checked. Raises WrongInput naming `field`."""
    return _checked(_COST, text, field, "a cost such as RG-0001/K1")


def paper_code(text: str, field: str = "CODE") -> str:
    """The code printed on a paper, with or without the dashes and blanks it is printed with. Raises WrongInput."""
    plain = re.sub(r"[\s-]", "", text).upper()
    return _checked(_PAPER, plain, field, "the 14 letters and digits printed on the paper")


def pending_number(text: str, field: str = "PENDING") -> int:
    """The number of a pending act. Raises WrongInput naming `field`."""
    return int(_checked(_PENDING, text, field, "a pending act such as P-12")[2:])


def change_number(text: str, field: str = "CHANGE") -> int:
    """The number of a change under review. Raises WrongInput naming `field`."""
    return int(_checked(_CHANGE, text, field, "a change such as CH-3")[3:])


def task_number(text: str, field: str = "TASK") -> int:
    """The number of a task. Raises WrongInput naming `field`."""
    return int(_checked(_TASK, text, field, "a task such as T-3")[2:])


def batch_number(text: str, field: str = "BATCH") -> int:
    """The number of a payment batch. Raises WrongInput naming `field`."""
    return int(_checked(_BATCH, text, field, "a payment batch such as B-3")[2:])


def copy_number(text: str, field: str = "COPY") -> int:
    """The number of a signed copy. Raises WrongInput naming `field`."""
    return int(_checked(_COPY, text, field, "a signed copy such as SC-3")[3:])


def proposal_number(text: str, field: str = "PROPOSAL") -> int:
    """The number of a proposed policy. Raises WrongInput naming `field`."""
    return int(_checked(_PROPOSAL, text, field, "a proposed policy such as PP-1")[3:])


def saved_number(text: str, field: str = "RUN") -> int:
    """The number of a saved forecast. Raises WrongInput naming `field`."""
    return int(_checked(_SAVED, text, field, "a saved forecast such as SF-1")[3:])


def in_file_name(ref: str) -> str:
    """The reference as a folder's name: RG-0001/1 -> RG-0001-1."""
    return ref.replace("/", "-")


def _checked(pattern: re.Pattern[str], text: str, field: str, expected: str) -> str:
    if pattern.fullmatch(text) is None or not text.isascii():
        raise WrongInput.at(field, f"expected {expected}, not {text!r}")
    return text
