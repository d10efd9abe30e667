"""Decisions played through on the ledger's book or on a full scheme: tornado, stresses, limits, break-even."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guarantor.services.acting.office import Office
from guarantor.services.finance import savings
from guarantor.services.forecasting.bases import basis_on, in_one_form, last_forecast_year
from guarantor.services.forecasting.books import of_day
from guarantor.services.forecasting.liability import book_in, first_month
from guarantor.storage.engine import reading
from risk.assumptions import Assumptions
from risk.book import Book, Exposure
from risk.cohort.arrivals import expected_arrivals, rents_of
from risk.dated_basis import Basis
from risk.evidence import NOTHING_SEEN
from risk.explorations.break_even import break_even
from risk.explorations.cap_finder import Option, frontier
from risk.explorations.full_book import full_book
from risk.explorations.held_mean import bar_of_rho
from risk.explorations.price_list import Price, against
from risk.explorations.stresses import STRESSES, under_stress
from risk.explorations.tornado import tornado
from risk.faults import WrongInput as WrongRiskInput
from risk.liability import law_of
from risk.measures import Figures, Law, figures

CAPS = (1, 2, 3, 4, 6)
COVERS = (6, 12, 24)
PLACES = (10, 25, 50)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Played:
    """What is played on: the ledger's book of a day, or a book in a file; the basis in force then, or one named."""

    office: Office | None = None
    on: dt.date | None = None
    book_file: Path | None = None
    basis: str | None = None


def widest(played: Played, progress: Progress | None = None) -> dict[str, Any]:
    """Which assumption of the basis moves the cost of a book most."""
    exposure, basis = _exposure(played)

    def cost(assumptions: Assumptions) -> Figures:
        return figures(law_of(exposure, assumptions))

    try:
        found = tornado(basis, cost, progress)
        held = bar_of_rho(basis, cost)
    except WrongRiskInput as error:
        raise in_one_form(error) from None
    return _of(exposure, basis) | found.with_bar(held).document()


def stressed(played: Played, progress: Progress | None = None) -> dict[str, Any]:
    """What a book costs as assumed and under each named stress, the worst first."""
    exposure, basis = _exposure(played)
    asked = 0

    def cost(under: Exposure, assumptions: Assumptions) -> Law:
        nonlocal asked
        asked += 1
        if progress:
            progress(asked, len(STRESSES) + 1)
        return law_of(under, assumptions)

    try:
        found = under_stress(exposure, basis.assumptions, cost)
    except WrongRiskInput as error:
        raise in_one_form(error) from None
    return _of(exposure, basis) | found.document()


def pays(played: Played, weekly_pence: int) -> dict[str, Any]:
    """In how many cases the tenancy must spare the council a home of that price a week for the guarantees to pay."""
    exposure, basis = _exposure(played)
    guarantees, months, mean_pounds = _to_come(exposure, basis)
    found = break_even(mean_pounds, guarantees, months, weekly_pence / 100)
    return _of(exposure, basis) | {
        "guarantees": guarantees,
        "months": round(months, 1),
        "mean": round(mean_pounds, 2),
        "weekly": weekly_pence / 100,
        "one_in": found.one_in,
        "share": found.share,
        "says": found.says,
    }


def pays_against_prices(played: Played) -> dict[str, Any]:
    """The same against every price that finance has set, the dearest first; what has no price stays "not priced"."""
    assert played.office is not None, "prices are the ledger's"
    exposure, basis = _exposure(played)
    guarantees, months, mean_pounds = _to_come(exposure, basis)
    listed = [
        Price(
            each["category"],
            None if each["weekly"] == savings.NOT_PRICED else float(each["weekly"]),
            each["source"] or "not priced",
            "finance",
        )
        for each in savings.prices(played.office, played.on)
    ]
    found = against(listed, cost_pounds=mean_pounds, guarantees=guarantees, months=months)
    return _of(exposure, basis) | {
        "guarantees": guarantees,
        "months": round(months, 1),
        "mean": round(mean_pounds, 2),
        "prices": [each.document() for each in found],
    }


def limits(
    on: dt.date,
    within_pence: int,
    confidence: float,
    progress: Progress | None = None,
    basis_name: str | None = None,
) -> dict[str, Any]:
    """Which caps, covers and places keep a scheme that is full within a sum, and whom each turns away."""
    basis = basis_on(on, basis_name)
    as_of = first_month(on)
    rents = rents_of(basis.arrivals)

    def cost(option: Option) -> Law:
        book: Book = full_book(as_of, option, rents)
        return law_of(Exposure(book, (), book.months), basis.assumptions)

    try:
        expected = expected_arrivals(
            basis, as_of=as_of, last_year=last_forecast_year(basis, as_of), term_months=12, cap_months=6
        )
        a_year = 12 * expected.expected / expected.horizon_months
        found = frontier(
            [
                Option(places, cap, months)
                for places in PLACES
                for cap in CAPS
                for months in COVERS
                if cap <= months
            ],
            cost,
            within_pence=within_pence,
            confidence=confidence,
            expected=a_year,
            progress=progress,
        )
    except WrongRiskInput as error:
        raise in_one_form(error) from None
    return {
        "as_of": as_of.isoformat(),
        "basis": basis.name,
        "expected_a_year": round(a_year, 1),
    } | found.document()


def _of(exposure: Exposure, basis: Basis) -> dict[str, Any]:
    return {"as_of": exposure.book.as_of.isoformat(), "basis": basis.name}


def _to_come(exposure: Exposure, basis: Basis) -> tuple[int, float, float]:
    """(guarantees, their mean months to come, what they are expected to cost in pounds)."""
    guarantees = exposure.book.guarantees
    if not guarantees:
        return 0, 0.0, 0.0
    months = sum(cell.count * cell.course.months for cell in exposure.book.cells) / guarantees
    return guarantees, months, law_of(exposure, basis.assumptions).mean() / 100


def _exposure(played: Played) -> tuple[Exposure, Basis]:
    if played.book_file is not None:
        book = book_in(played.book_file, lambda day: basis_on(day, played.basis).assumptions)
        return Exposure(book, (), book.months, NOTHING_SEEN), basis_on(book.as_of, played.basis)
    assert played.office is not None, "the ledger's book needs the office"
    assert played.on is not None, "the ledger's book is of a day"
    with reading(played.office.engine) as session:
        held = of_day(session, played.on)
    return Exposure(held.book, (), held.book.months, held.evidence), basis_on(played.on, played.basis)
