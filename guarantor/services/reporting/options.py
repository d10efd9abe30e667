"""Stop, continue, extend, extend with a lower cap: what each would cost, with the guarantees that stand already.

Every option is costed by the same model on the same evidence, as if each of its places were taken on the first day:
the cost of the places, not of a guess at who fills them. What stays open is stated as assumption with its owner.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

import yaml

from guarantor.domain.practice import Figure, read
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.office import Office
from guarantor.services.forecasting import what_if
from guarantor.services.forecasting.bases import basis_on
from guarantor.services.forecasting.books import Held
from guarantor.services.forecasting.what_if import Setting
from risk.book import Book, Exposure, book_of
from risk.cohort.arrivals import rents_of
from risk.dated_basis import basis_of
from risk.evidence import Evidence
from risk.explorations.break_even import WEEKS_A_MONTH
from risk.explorations.cap_finder import Option as Places
from risk.explorations.full_book import full_book
from risk.liability import quick_law
from risk.measures import Law

Name = Literal["stop", "continue", "extend", "extend-with-cap"]
NAMES: tuple[Name, ...] = ("stop", "continue", "extend", "extend-with-cap")


@dataclass(frozen=True)
class Terms:
    """The programme in force: its places, and months of cap and of cover; and what an extension would have instead."""

    places: int
    cap_months: int
    months: int
    extended_places: int
    lower_cap_months: int


@dataclass(frozen=True)
class Option:
    """One option. `places` are new ones; sums in pounds: expected, passed 1 time in 20 and 1 in 200, and the most that
    could be called; `turned_away` of those expected in a year, more than there are places."""

    name: Name
    places: int
    cap_months: int
    months: int
    expected: Decimal
    one_in_20: Decimal
    one_in_200: Decimal
    most: Decimal
    turned_away: int


@dataclass(frozen=True)
class Options:
    """All four, who is expected to come in a year, and what a week of a place costs on average as the pilot is."""

    basis: str
    expected_a_year: int
    weekly_cost: Decimal
    each: tuple[Option, ...]

    def named(self, name: Name) -> Option:
        """The option of this name."""
        return next(option for option in self.each if option.name == name)

    def priced_at(self, one_in: int) -> Decimal:
        """What a home must cost a week for the guarantees to pay, where one tenancy in so many spares it."""
        return self.weekly_cost * one_in


@cache
def assumed() -> dict[str, Figure]:
    """What the options take for granted, by name."""
    text = (files("guarantor.services.reporting") / "options.yaml").read_text(encoding="utf-8")
    return read(yaml.safe_load(text))


def terms(
    places: int, cap_months: int, months: int, extended_places: int | None, lower_cap_months: int | None
) -> Terms:
    """The terms of every option; what is None is as assumed. Raises WrongInput for one that is no extension or cap."""
    wider = assumed()["extended_places"].value if extended_places is None else extended_places
    lower = min(assumed()["lower_cap_months"].value, cap_months)
    lower = lower if lower_cap_months is None else lower_cap_months
    lowest, highest = assumed()["extended_places"].range
    if not lowest <= wider <= highest:
        raise WrongInput.at("--places", f"expected a whole number of places from {lowest} to {highest}")
    if not 1 <= lower <= cap_months:
        raise WrongInput.at("--cap", f"expected months from 1 to the {cap_months} of the policy")
    return Terms(places, cap_months, months, wider, lower)


def options(office: Office, on: dt.date, held: Held, of: Terms) -> Options:
    """The four options at the close of a day, on the book and the evidence of that day."""
    coming = what_if.answer(office, on, Setting(places=of.places, cap_months=of.cap_months, months=of.months))
    a_year = float(coming["expected_a_year"])
    weeks = of.places * of.months * WEEKS_A_MONTH
    asked: Mapping[Name, tuple[int, int]] = {
        "stop": (0, 0),
        "continue": (of.places, of.cap_months),
        "extend": (of.extended_places, of.cap_months),
        "extend-with-cap": (of.extended_places, of.lower_cap_months),
    }
    return Options(
        basis=basis_on(on).name,
        expected_a_year=round(a_year),
        weekly_cost=_pounds(coming["predictive"]["mean"] * 100 / weeks),
        each=tuple(_option(name, *asked[name], of.months, a_year, held, on) for name in NAMES),
    )


def _option(
    name: Name, places: int, cap_months: int, months: int, a_year: float, held: Held, on: dt.date
) -> Option:
    basis = basis_on(on).name
    law, most_pence = _cost(held.book, held.evidence, basis, Places(places, cap_months, months))
    return Option(
        name,
        places,
        cap_months,
        months if places else 0,
        _pounds(law.mean()),
        _pounds(law.quantile(0.95)),
        _pounds(law.quantile(0.995)),
        _pounds(most_pence),
        max(round(a_year - places), 0),
    )


# Most acts change neither the book nor what was seen of the rent: the page that is opened again has the law at once.
@lru_cache(maxsize=64)
def _cost(book: Book, evidence: Evidence, basis_name: str, new: Places) -> tuple[Law, float]:
    """(law, the most that could be called in pence) of the guarantees that stand and of new places beside them."""
    basis = basis_of(basis_name)
    cells = full_book(book.as_of, new, rents_of(basis.arrivals)).cells
    together = book_of(book.as_of, [*book.cells, *cells])
    law, _, _ = quick_law(Exposure(together, (), together.months, evidence), basis.assumptions)
    return law, together.maximum_exposure_pence


def _pounds(pence: float) -> Decimal:
    return Decimal(f"{pence / 100:.2f}")
