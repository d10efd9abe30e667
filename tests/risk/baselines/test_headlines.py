"""A change of a basis is a change of these figures, made on purpose and read as a difference.

`python tests/risk/baselines/test_headlines.py` writes them anew.
"""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from risk.book import Book, Cell, Course, Exposure, book_of
from risk.cohort.arrivals import expected_arrivals, rents_of
from risk.cohort.rates import arrival_log_sd
from risk.dated_basis import Basis, basis_of
from risk.liability import law_of
from risk.measures import figures

FROZEN = Path(__file__).with_name("headlines.yaml")
BASES = tuple(sorted(Path(str(kept)).stem for kept in (files("risk") / "basis").iterdir()))
RENTS_PENCE = (45_000, 55_000, 65_000, 75_000, 90_000)


def pilot_book(as_of: date) -> Book:
    """Twenty-five guarantees of twelve months with a cap of six, five at each rent."""
    return book_of(as_of, [Cell(Course("citizen", 0, 12, 6), rent, 5) for rent in RENTS_PENCE])


def headlines(name: str) -> dict[str, float]:
    """What changes when a basis changes: who is expected, at what rent, and what twenty-five guarantees cost."""
    basis = basis_of(name)
    year = basis.in_force_from.year
    arrivals = expected_arrivals(
        basis, as_of=basis.in_force_from, last_year=year + 1, term_months=12, cap_months=6
    )
    cost = figures(law_of(_pilot(basis), basis.assumptions))
    found = {
        "arrivals expected to the end of the next financial year": arrivals.expected,
        "log sd of the rate of arrivals": arrival_log_sd(basis),
        "mean rent a month in pounds": sum(pence * share for pence, share in rents_of(basis.arrivals)) / 100,
        "mean cost of the pilot book in pounds": cost.mean,
        "sd of its cost": cost.sd,
        "P95 of its cost": cost.quantiles[0.95],
    }
    return {figure: round(amount, 4) for figure, amount in found.items()}


def _pilot(basis: Basis) -> Exposure:
    book = pilot_book(basis.in_force_from)
    return Exposure(book, (), book.months)


def frozen() -> dict[str, dict[str, float]]:
    """The figures as they were written last."""
    kept: dict[str, dict[str, float]] = yaml.safe_load(FROZEN.read_text(encoding="utf-8"))
    return kept


def written() -> str:
    """The text of the frozen file as the bases stand now."""
    head = "# Made by: python tests/risk/baselines/test_headlines.py\n"
    return head + yaml.safe_dump({name: headlines(name) for name in BASES}, sort_keys=False, width=100)


@pytest.mark.parametrize("name", BASES)
def test_the_headline_figures_of_a_basis_are_those_that_were_frozen(name: str) -> None:
    found, kept = headlines(name), frozen()[name]
    moved = {
        figure: f"{kept.get(figure)} -> {amount}"
        for figure, amount in found.items()
        if kept.get(figure) != pytest.approx(amount, rel=1e-4)
    }
    assert not moved, (
        f"basis {name}: {moved}. If the basis was meant to change, run python tests/risk/baselines/test_headlines.py "
        "and have the difference of headlines.yaml read with it."
    )
    assert list(kept) == list(found)


def test_every_basis_that_is_kept_is_frozen() -> None:
    assert tuple(frozen()) == BASES


if __name__ == "__main__":
    FROZEN.write_text(written(), encoding="utf-8")
