"""What few tenancies can say: zero calls is not a zero rate.

A tenancy calls or does not; given the common shock Z tenancies are independent. The upper bound is the chance of a
call at which so few calls as were seen would come only once in twenty times, the shock being averaged over.
"""

from math import ceil, log

import numpy as np
from scipy.optimize import brentq
from scipy.special import bdtr

from risk.engines.factor import first_rule, shock_axis, shocked
from risk.faults import WrongInput

CONFIDENCE = 0.95
HIGHEST = 1 - 1e-9
MOST_TENANCIES = 10_000_000


def chance_of_so_few(chance: float, calls: int, tenancies: int, correlation: float) -> float:
    """P(at most `calls` of `tenancies`) = E over Z of the binomial at p(Z)."""
    shock = shock_axis(first_rule(correlation).doubled())
    at = shocked(np.full_like(shock.value, chance), shock.value, correlation)
    return float(shock.weight @ bdtr(calls, tenancies, at))


def highest_chance(calls: int, tenancies: int, correlation: float, confidence: float = CONFIDENCE) -> float:
    """The one-sided upper bound on the chance that a tenancy calls, at a rho: the p at which P(at most `calls`) is
    1 - confidence. 1 where every tenancy called or none was seen. Raises WrongInput for calls outside 0..tenancies."""
    if not 0 <= calls <= tenancies:
        raise WrongInput([f"calls should be from 0 to the {tenancies} tenancies, not {calls}."])
    if calls == tenancies:
        return 1.0
    over = 1 - confidence
    return float(
        brentq(
            lambda p: chance_of_so_few(p, calls, tenancies, correlation) - over, 1e-12, HIGHEST, xtol=1e-12
        )
    )


def clean_tenancies_needed(below: float, correlation: float, confidence: float = CONFIDENCE) -> int | None:
    """The fewest tenancies without a call that put the bound below a chance: the next whole number from
    ln(1 - confidence) / ln(1 - below) where rho is 0. None where not even ten million would.
    Raises WrongInput for a chance outside 0..1."""
    if not 0 < below < 1:
        raise WrongInput([f"below should be a chance above 0 and below 1, not {below}."])
    over = 1 - confidence
    if not correlation:
        return ceil(log(over) / log(1 - below))
    few, many = 1, 2
    while chance_of_so_few(below, 0, many, correlation) > over:
        few, many = many, 2 * many
        if many > MOST_TENANCIES:
            return None
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (
            (middle, many) if chance_of_so_few(below, 0, middle, correlation) > over else (few, middle)
        )
    return many
