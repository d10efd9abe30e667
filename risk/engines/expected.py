"""What is expected, without the law about it: conditions that a mean is taken over, whatever the common shock does.

Knows when a grid of nodes holds the shock and when only paths can follow it. A mean needs no lattice, so that large
books take seconds. Quantiles are for the engines beside it.
"""

from datetime import date

import numpy as np

from risk.arrears import Floats
from risk.assumptions import Assumptions
from risk.book import Book, Exposure
from risk.calibration.draws import drawn
from risk.calibration.posterior import nodes, phi_of
from risk.engines.conditional import Conditions, static, yearly
from risk.engines.fineness import starting_rule
from risk.engines.moments import moments_at
from risk.evidence import NOTHING_SEEN, Evidence
from risk.years import financial_year, windows

PATHS = 4096
# The seed of the paths, apart from those of any engine.
APART = 0xACC7


def conditions_over(
    assumptions: Assumptions, evidence: Evidence, as_of: date, months: int
) -> tuple[Conditions, Floats]:
    """What the months from that of `as_of` on may meet, and the weight of each possibility, of shape (nodes,).

    With a shock that moves by financial year they are Sobol paths, and a mean over them has a standard error below
    a thousandth of itself.
    """
    years = windows(as_of, months)
    if phi_of(assumptions) == 1 or len(years) <= 1:
        at = nodes(assumptions, starting_rule(assumptions, evidence).doubled(), evidence)
        return static(at), at.weight
    # Loading the library of statistics takes half a second, which a static shock need not wait for.
    from scipy.stats import qmc  # noqa: PLC0415

    points = qmc.Sobol(1 + len(years), scramble=True, rng=np.random.default_rng(APART)).random(PATHS)
    first = financial_year(as_of)
    theta, z = drawn(assumptions, evidence, range(first, first + len(years)), np.asarray(points).T)
    return yearly(theta, z, years), np.full(PATHS, 1 / PATHS)


def means_by_year(
    book: Book, assumptions: Assumptions, evidence: Evidence = NOTHING_SEEN
) -> dict[str, float]:
    """The expected loss of a book in pence for each financial year, by its label, straight from the chain."""
    if not book.cells:
        return {}
    years = windows(book.as_of, book.months)
    conditions, weight = conditions_over(assumptions, evidence, book.as_of, book.months)
    found = moments_at(
        conditions,
        Exposure(book, (), book.months, evidence),
        assumptions,
        years,
        correlation=assumptions.correlation,
    )
    return {window.year: float(weight @ each.mean) for window, each in zip(years, found, strict=True)}
