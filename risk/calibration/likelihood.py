"""How likely what was seen is, given theta and the common shock of the year in which it was seen.

Knows which months speak of which chance. Every month of one year shares one Z, so that a bad year explains some of
its misses and theta need not explain them all.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import log_ndtr, ndtri

from risk.arrears import Floats
from risk.assumptions import Assumptions
from risk.engines.factor import HIGHEST_CHANCE
from risk.evidence import Seen


def log_likelihood(theta: Floats, z: Floats, seen: Sequence[Seen], assumptions: Assumptions) -> Floats:
    """log of the product over months of p(Z) where rent was missed and 1 - p(Z) where it was paid.

    `theta` and `z` have one shape, and so has the answer. All of `seen` shares the one `z`. Clears and ends move
    neither theta nor Z. -inf where what was seen cannot happen.
    """
    found = np.zeros(np.broadcast(theta, z).shape)
    for each in seen:
        months, first = each.months, np.minimum(theta * assumptions.multiplier(each.group), HIGHEST_CHANCE)
        repeat = np.asarray(assumptions.repeat_miss)
        found += _outcomes(first, z, months.clear_missed, months.clear, assumptions)
        found += _outcomes(repeat, z, months.owing_missed, months.owing, assumptions)
        found += _outcomes(
            _after_call(first, assumptions), z, months.after_call_missed, months.after_call, assumptions
        )
    return found


def _after_call(first: Floats, assumptions: Assumptions) -> Floats:
    match assumptions.after_call_miss:
        case "first_miss":
            return first
        case "repeat_miss":
            return np.asarray(assumptions.repeat_miss)
        case chance:
            return np.asarray(chance)


def _outcomes(chance: Floats, z: Floats, missed: int, months: int, assumptions: Assumptions) -> Floats:
    """missed log p(Z) + (months - missed) log(1 - p(Z)), p(Z) = Phi((Phi^-1(p) + sqrt(rho) Z) / sqrt(1 - rho))."""
    rho = assumptions.correlation
    reached = (ndtri(chance) + np.sqrt(rho) * z) / np.sqrt(1 - rho)
    found = np.zeros(np.broadcast(chance, z).shape)
    # A chance of nought or one leaves -inf only where the impossible was seen: nought times -inf is not a number.
    if missed:
        found += missed * log_ndtr(reached)
    if months > missed:
        found += (months - missed) * log_ndtr(-reached)
    return found
