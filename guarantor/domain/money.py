"""Money as whole pence; pounds only where people read or write them."""

import re

from guarantor.domain.wrong_input import WrongInput

_POUNDS = re.compile(r"(?P<pounds>\d{1,9})(?:\.(?P<pence>\d{1,2}))?")


def pence(text: str, field: str) -> int:
    """Whole pence from pounds as people write them: "520", "520.5" or "520.00".

    Raises WrongInput naming `field` for anything else, negative amounts included.
    """
    match = _POUNDS.fullmatch(text) if text.isascii() else None
    if match is None:
        raise WrongInput.at(field, f"expected pounds such as 520 or 520.00, not {text!r}")
    return int(match["pounds"]) * 100 + int((match["pence"] or "0").ljust(2, "0"))


def positive_pence(text: str, field: str) -> int:
    """As `pence`, but at least one penny."""
    amount_pence = pence(text, field)
    if amount_pence == 0:
        raise WrongInput.at(field, "expected an amount above zero")
    return amount_pence


def pounds(amount_pence: int) -> str:
    """Pounds with two decimals for machines: 52050 -> "520.50"."""
    sign = "-" if amount_pence < 0 else ""
    whole, rest = divmod(abs(amount_pence), 100)
    return f"{sign}{whole}.{rest:02d}"


def spoken(amount_pence: int) -> str:
    """Pounds for people: 152050 -> "£1,520.50"."""
    sign = "-" if amount_pence < 0 else ""
    whole, rest = divmod(abs(amount_pence), 100)
    return f"{sign}£{whole:,}.{rest:02d}"
