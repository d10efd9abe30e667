"""Decisions played through on the ledger's book or on a full scheme: tornado, limits, break-even, forecast scores."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from guarantor.services.acting.office import Office
from guarantor.services.finance.evidence import ledger_evidence
from guarantor.services.finance.liability import (
    LAST_FORECAST_YEAR,
    book_in,
    current_basis,
    first_month,
    in_one_form,
    ledger_book,
)
from guarantor.storage.engine import reading
from risk.assumptions import Assumptions
from risk.book import Book, Exposure
from risk.cohort.arrivals import expected_arrivals
from risk.cohort.forecast import score
from risk.cohort.printed import kent_actuals, kent_forecasts
from risk.cohort.rents import kent_rents_2019, spread
from risk.evidence import NOTHING_SEEN
from risk.explorations.break_even import break_even
from risk.explorations.cap_finder import Option, frontier
from risk.explorations.full_book import full_book
from risk.explorations.tornado import tornado
from risk.faults import WrongInput as WrongRiskInput
from risk.liability import law_of
from risk.measures import Figures, Law, figures

CAPS = (1, 2, 3, 4, 6)
COVERS = (6, 12, 24)
PLACES = (10, 25, 50)

Progress = Callable[[int, int], None]


def widest(
    office: Office | None, on: dt.date | None, book_file: Path | None, progress: Progress | None = None
) -> dict[str, Any]:
    """Which assumption of the basis moves the cost of the ledger's book, or of a book in a file, most."""
    basis = current_basis()
    asked = 0

    def cost(assumptions: Assumptions) -> Figures:
        nonlocal asked
        asked += 1
        if progress:
            progress(asked, 2 * len(basis.entries))
        return figures(law_of(exposure, assumptions))

    exposure = _exposure(office, on, book_file)
    try:
        found = tornado(basis, cost)
    except WrongRiskInput as error:
        raise in_one_form(error) from None
    return {"as_of": exposure.book.as_of.isoformat(), "basis": basis.name} | found.document()


def pays(
    office: Office | None, on: dt.date | None, book_file: Path | None, weekly_pence: int
) -> dict[str, Any]:
    """In how many cases the tenancy must spare the council a home of that price a week for the guarantees to pay."""
    exposure = _exposure(office, on, book_file)
    cells = exposure.book.cells
    guarantees = exposure.book.guarantees
    months = sum(cell.count * cell.course.months for cell in cells) / max(guarantees, 1)
    mean_pounds = law_of(exposure, current_basis().assumptions).mean() / 100 if guarantees else 0.0
    found = break_even(mean_pounds, guarantees, months, weekly_pence / 100)
    return {
        "as_of": exposure.book.as_of.isoformat(),
        "guarantees": guarantees,
        "months": round(months, 1),
        "mean": round(mean_pounds, 2),
        "weekly": weekly_pence / 100,
        "one_in": found.one_in,
        "share": found.share,
        "says": found.says,
    }


def _exposure(office: Office | None, on: dt.date | None, book_file: Path | None) -> Exposure:
    if book_file is not None:
        book, evidence = book_in(book_file, current_basis().assumptions), NOTHING_SEEN
    else:
        assert office is not None, "the ledger's book needs the office"
        assert on is not None, "the ledger's book is of a day"
        with reading(office.engine) as session:
            book, evidence = ledger_book(session, on), ledger_evidence(session, on)
    return Exposure(book, (), book.months, evidence)


def limits(
    on: dt.date, within_pence: int, confidence: float, progress: Progress | None = None
) -> dict[str, Any]:
    """Which caps, covers and places keep a scheme that is full within a sum, and whom each turns away."""
    basis = current_basis()
    as_of = first_month(on)
    rents = spread(kent_rents_2019(), basis.arrivals.shares_a_home)

    def cost(option: Option) -> Law:
        book: Book = full_book(as_of, option, rents)
        return law_of(Exposure(book, (), book.months), basis.assumptions)

    try:
        expected = expected_arrivals(
            basis, as_of=as_of, last_year=LAST_FORECAST_YEAR, term_months=12, cap_months=6
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


def scores() -> dict[str, Any]:
    """Past forecasts against what was counted, by how many years ahead they looked; bias in percent."""
    made = score(kent_forecasts(), kent_actuals())
    errors = [float(each.error_percent) for each in made]
    return {
        "by_lead": [
            {
                "lead_years": each.lead_years,
                "year": each.year,
                "age": each.age,
                "forecast": each.forecast,
                "actual": each.actual,
                "error_percent": float(each.error_percent),
            }
            for each in made
        ],
        "mean_error_percent": round(sum(errors) / len(errors), 1),
        "says": "Forecasts for November against the count of the next March, ages 19 to 21.",
    }
