"""A setting changed and answered at once: headline figures, loss curve, who is turned away, plug-in beside predictive.

Knows which settings a decision may change and where each begins: the programme and policy in force, the basis of the
day. Nothing is stored. Two settings answered one after the other differ in nothing but themselves: where paths are
drawn, they are the same paths.
"""

import datetime as dt
from dataclasses import asdict, dataclass, fields, replace
from functools import lru_cache
from typing import Any, Literal

from guarantor import clock
from guarantor.domain.wrong_input import Fault, WrongInput
from guarantor.services.acting.office import Office
from guarantor.services.adoption import policies, programmes
from guarantor.services.forecasting.bases import basis_on, in_one_form, last_forecast_year
from guarantor.services.forecasting.books import Held, held_on
from guarantor.services.forecasting.liability import first_month
from guarantor.storage.engine import reading
from risk.book import Exposure
from risk.cohort.arrivals import expected_arrivals, rents_of
from risk.cohort.stock import ENTRANTS
from risk.dated_basis import Basis
from risk.engines.exact import plug_in_law
from risk.explorations.cap_finder import Option
from risk.explorations.full_book import full_book
from risk.faults import WrongInput as WrongRiskInput
from risk.liability import quick_law
from risk.measures import Law, figures

POINTS = 24
FURTHEST = 0.999
Of = Literal["scheme", "book"]


@dataclass(frozen=True)
class Setting:
    """What may be changed. `of` a full scheme or the guarantees that stand now; None stands for what is in force or
    assumed. Shares and chances from 0 to 1; `entrants` is a multiple of the last known number."""

    of: Of = "scheme"
    basis: str | None = None
    places: int | None = None
    cap_months: int | None = None
    months: int | None = None
    take_up: float | None = None
    first_miss: float | None = None
    correlation: float | None = None
    recovery: float | None = None
    entrants: float | None = None
    budget_pence: int | None = None


RANGES: dict[str, tuple[float, float, str]] = {
    "places": (1, 100_000, "a whole number of places"),
    "cap_months": (0, 24, "months of rent"),
    "months": (1, 84, "months covered"),
    "take_up": (0.01, 1, "a share of those who look for a home"),
    "first_miss": (0.0001, 0.5, "a chance a month"),
    "correlation": (0, 0.5, "a correlation"),
    "recovery": (0, 1, "a share of what is paid"),
    "entrants": (0.1, 5, "a multiple of the last known number"),
}


def as_it_is(office: Office, on: dt.date, basis_name: str | None = None, of: Of = "scheme") -> Setting:
    """The setting in force on a day, every value in it. Raises NoProgramme, and WrongInput for an unknown basis."""
    basis = basis_on(on, basis_name)
    with reading(office.engine) as session:
        programme = programmes.in_force(session, on)
        policy = policies.stored(session, programme.policy_fingerprint)
    assumed = basis.assumptions
    recovery = basis.entries["appraisal.recovery"].value
    return Setting(
        of=of,
        basis=basis.name,
        places=programme.places,
        cap_months=policy.parameter("cap_months"),
        months=policy.parameter("term_months"),
        take_up=basis.arrivals.applies,
        first_miss=assumed.first_miss.mean,
        correlation=assumed.correlation,
        recovery=float(recovery),
        entrants=float(basis.entries[ENTRANTS].value),
        budget_pence=programme.budget_pence,
    )


def answer(office: Office, on: dt.date, setting: Setting) -> dict[str, Any]:
    """What the setting costs: the document that the page shows and that a saved run keeps.

    Raises WrongInput naming each value out of its range, and NoProgramme where nothing says what is not set.
    """
    began = clock.stopwatch()
    now = as_it_is(office, on, setting.basis, setting.of)
    whole = replace(now, **{name: value for name, value in asdict(setting).items() if value is not None})
    _check(whole)
    held = held_on(office, on)
    basis = basis_of_setting(on, whole)
    try:
        return _answer(whole, now, held, basis, on) | {"seconds": round(clock.stopwatch() - began, 3)}
    except WrongRiskInput as error:
        raise in_one_form(error) from None


def _answer(setting: Setting, now: Setting, held: Held, basis: Basis, on: dt.date) -> dict[str, Any]:
    exposure = _exposure(setting, held, basis, on)
    assumptions = basis.assumptions
    law, engine, why = quick_law(exposure, assumptions)
    kept = 1 - (setting.recovery or 0.0)
    foil = plug_in_law(exposure, assumptions)
    a_year = _a_year(basis.name, first_month(on), setting.take_up, setting.entrants)
    budget = setting.budget_pence
    return {
        "on": on.isoformat(),
        "setting": asdict(setting),
        "changed": [
            each.name for each in fields(Setting) if getattr(setting, each.name) != getattr(now, each.name)
        ],
        "as_of": exposure.book.as_of.isoformat(),
        "engine": engine,
        "why": why,
        "guarantees": exposure.book.guarantees,
        "horizon_months": exposure.horizon_months,
        "predictive": _figures(law, kept),
        "plug_in": _figures(foil, kept),
        "maximum_exposure": round(exposure.book.maximum_exposure_pence / 100, 2),
        "chance_over_budget": None if budget is None else _chance_above(law, budget, kept),
        "expected_a_year": None if a_year is None else round(a_year, 1),
        "turned_away_a_year": None if a_year is None else round(max(a_year - (setting.places or 0), 0.0), 1),
        "curve": _curve(law, foil, kept),
    }


def _check(setting: Setting) -> None:
    faults = [
        Fault(name, f"{name}: expected {what} from {low:g} to {high:g}, and it is {getattr(setting, name):g}")
        for name, (low, high, what) in RANGES.items()
        if not low <= getattr(setting, name) <= high
    ]
    if not faults and setting.of == "scheme" and (setting.cap_months or 0) > (setting.months or 0):
        faults.append(
            Fault("cap_months", f"cap_months: expected at most the {setting.months} months covered")
        )
    if faults:
        raise WrongInput(faults)


def basis_of_setting(on: dt.date, setting: Setting) -> Basis:
    """The basis with what the setting changes of it; the weight of the prior stays."""
    basis = basis_on(on, setting.basis)
    prior = basis.assumptions.first_miss
    weight, mean = prior.alpha + prior.beta, setting.first_miss or prior.mean
    changes: dict[str, Any] = {"correlation": setting.correlation}
    if mean != prior.mean:
        changes["first_miss"] = prior.model_copy(update={"alpha": weight * mean, "beta": weight * (1 - mean)})
    return replace(basis, assumptions=basis.assumptions.model_copy(update=changes))


def _exposure(setting: Setting, held: Held, basis: Basis, on: dt.date) -> Exposure:
    if setting.of == "book":
        return Exposure(held.book, (), held.book.months, held.evidence)
    assert setting.places is not None, "as_it_is names every value"
    assert setting.cap_months is not None, "as_it_is names every value"
    assert setting.months is not None, "as_it_is names every value"
    option = Option(setting.places, setting.cap_months, setting.months)
    book = full_book(first_month(on), option, rents_of(basis.arrivals))
    return Exposure(book, (), book.months, held.evidence)


@lru_cache(maxsize=256)
def _a_year(basis_name: str, as_of: dt.date, take_up: float, entrants: float) -> float | None:
    """How many are expected to come in a year, places without limit; None where the basis does not forecast the day."""
    basis = basis_on(as_of, basis_name)
    entries = basis.entries | {ENTRANTS: basis.entries[ENTRANTS].model_copy(update={"value": entrants})}
    arrivals = basis.arrivals.model_copy(update={"applies": take_up})
    try:
        expected = expected_arrivals(
            replace(basis, arrivals=arrivals, entries=entries),
            as_of=as_of,
            last_year=last_forecast_year(basis, as_of),
            term_months=12,
            cap_months=0,
        )
    except WrongRiskInput:
        return None
    return 12 * expected.expected / expected.horizon_months


def _figures(law: Law, kept: float) -> dict[str, Any]:
    """The figures in pounds of what is left after recoveries: each is that share of itself."""
    found = figures(law)
    return {
        "mean": round(found.mean * kept, 2),
        "sd": round(found.sd * kept, 2),
        "quantiles": {str(level): round(pounds * kept, 2) for level, pounds in found.quantiles.items()},
        "tail_means": {str(level): round(pounds * kept, 2) for level, pounds in found.tail_means.items()},
    }


def _curve(law: Law, foil: Law, kept: float) -> list[dict[str, float]]:
    """The chance that the cost passes each of evenly spaced amounts, predictive and plug-in, up to P99.9."""
    furthest = law.quantile(FURTHEST)
    amounts = [round(furthest * step / POINTS) for step in range(POINTS + 1)] if furthest else [0]
    return [
        {
            "pounds": round(amount * kept / 100, 2),
            "predictive": round(law.chance_above(amount), 6),
            "plug_in": round(foil.chance_above(amount), 6),
        }
        for amount in amounts
    ]


def _chance_above(law: Law, pence: int, kept: float) -> float:
    return law.chance_above(int(pence / kept)) if kept else 0.0
