"""The basis that counts on a day, or the one that was asked for by name, and how far its forecast is costed."""

import datetime as dt
from typing import Any

from guarantor.domain.wrong_input import Fault, WrongInput
from risk.dated_basis import Basis, basis_in_force, kept
from risk.faults import WrongInput as WrongRiskInput
from risk.years import financial_year

LAST_PRINTED_YEAR = 2021
"""The forecasts printed in 2018 end in November 2021: arrivals are costed to the end of the financial year 2021/22."""
YEARS_AHEAD = 3
"""Counts are aged on for this year and three more, as far as a council's medium-term plan looks: an assumption."""


def basis_on(on: dt.date, name: str | None = None) -> Basis:
    """The basis in force on a day: every assumption with its value, unit, range, source and owner. By a name the one
    so called. Raises WrongInput for a name that is not kept."""
    if name is None:
        return basis_in_force(on)
    found = next((basis for basis in kept() if basis.name == name), None)
    if found is None:
        raise WrongInput.at("--basis", f"expected one of {', '.join(each.name for each in kept())}")
    return found


def names() -> list[str]:
    """The bases that are kept, the oldest first."""
    return [each.name for each in kept()]


def listed(on: dt.date, name: str | None = None) -> dict[str, Any]:
    """Every assumption of a basis as it is written: value, unit, source, range, owner and why."""
    basis = basis_on(on, name)
    return {
        "basis": basis.name,
        "in_force_from": basis.in_force_from.isoformat(),
        "kept": [each.name for each in kept()],
        "assumptions": [
            {"name": place, **entry.model_dump(mode="json")} for place, entry in basis.entries.items()
        ],
    }


def last_forecast_year(basis: Basis, as_of: dt.date) -> int:
    """The financial year, by the calendar year it begins in, to whose end arrivals are costed."""
    return LAST_PRINTED_YEAR if basis.arrivals.counted is None else financial_year(as_of) + YEARS_AHEAD


def in_one_form(error: WrongRiskInput) -> WrongInput:
    """The model's own error as the one that commands and pages know."""
    return WrongInput(Fault("risk", says) for says in error.faults)
