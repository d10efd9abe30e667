"""Which engine suits an exposure, and why: what `auto` goes by.

Knows what each engine can hold and roughly what it would take. What has memory across guarantees (places, budgets,
recoveries) is for the simulation, which the caller knows and this does not.
"""

from typing import Literal

from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.engines.exact import QUICK_WORK, TooLarge, exact_work, one_shock

# Beyond so many guarantees the exact engine is slow whatever they are; from so many on three moments tell the law.
MANY = 1000
ENOUGH_FOR_MOMENTS = 100

Suited = Literal["exact", "large", "sobol", "simulate"]


def suits(exposure: Exposure, assumptions: Assumptions, *, arrival_log_sd: float = 0.0) -> tuple[Suited, str]:
    """The engine that suits the exposure and one clause that says why."""
    number = exposure.expected_guarantees
    if not one_shock(exposure, assumptions):
        return "sobol", "the common shock moves by financial year, which only paths can follow"
    if arrival_log_sd and exposure.arrivals:
        return "sobol", "the rate of arrivals is uncertain, a third thing beside theta and the shock"
    if number > MANY:
        return "large", f"{number:,.0f} guarantees: their moments tell the law, the exact one would be slow"
    try:
        quick = exact_work(exposure, assumptions) <= QUICK_WORK
    except TooLarge as refused:
        quick, why = False, refused.reason
    else:
        why = f"exact would be slow for {number:,.0f} guarantees"
    if quick:
        return "exact", f"{number:,.0f} guarantees can be done exactly in seconds"
    if number >= ENOUGH_FOR_MOMENTS:
        return "large", f"{why}, and so many are told by their moments"
    return "simulate", f"{why}, and they are too few to be told by their moments"
