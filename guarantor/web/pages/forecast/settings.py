"""Settings of a what-if as addresses and boxes have them: shares in percent, sums in pounds, empty for what stands."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from guarantor.domain.money import pence
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.forecasting import bases
from guarantor.services.forecasting.what_if import Of, Setting, as_it_is
from guarantor.web.desk import Desk

OF = [("scheme", "A full scheme"), ("book", "Guarantees now")]
PERCENT = ("take_up", "first_miss", "recovery")
WHOLE = ("places", "cap_months", "months")
NUMBERS = (*WHOLE, *PERCENT, "correlation", "entrants")


def known_basis(name: str | None) -> str | None:
    """The name where a basis has it, else None for the one in force."""
    return name if name in bases.names() else None


def in_address(at: Desk, given: Mapping[str, str]) -> Setting:
    """The setting that an address holds. Raises WrongInput for what is no number or no sum."""
    of: Of = "book" if given.get("of") == "book" else "scheme"
    now = as_it_is(at.office, at.on, known_basis(given.get("basis")), of)
    typed = {name: _number(name, given[name]) for name in NUMBERS if given.get(name)}
    budget = given.get("budget")
    return changed(now, typed, pence(budget, "budget") if budget else None)


def changed(now: Setting, typed: Mapping[str, float | None], budget_pence: int | None) -> Setting:
    """What was typed, in the units of the service; what was left empty stays as it is now."""
    said: dict[str, Any] = {}
    for name, number in typed.items():
        if number is not None:
            said[name] = number / 100 if name in PERCENT else round(number) if name in WHOLE else number
    return replace(now, budget_pence=budget_pence, **said)


def as_typed(setting: Setting) -> dict[str, str]:
    """The setting as its form shows it."""
    given = asdict(setting)
    budget = given.pop("budget_pence")
    for share in PERCENT:
        given[share] = f"{100 * given[share]:g}"
    typed = {name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in given.items()}
    return typed | {"budget": "" if budget is None else f"{budget / 100:.2f}".removesuffix(".00")}


def _number(name: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not abs(number) < 1e9:
        raise WrongInput.at(name, f"expected a number, not {text[:40]!r}")
    return number
