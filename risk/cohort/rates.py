"""How uncertain the rate of arrivals is: its shares as Betas, each with the weight that the basis gives it.

Knows which rates of a basis are uncertain and what a weight means. How the uncertainty is carried on is for the
engines (as a log sd) and for fan.py (draw by draw).
"""

from math import sqrt

from scipy.special import polygamma

from risk.dated_basis import UNCERTAIN, Basis

STAY = "mean_stay_months"


def beta_of(basis: Basis, rate: str) -> tuple[float, float]:
    """alpha and beta of an uncertain rate: mean x weight and (1 - mean) x weight. Of the mean stay they are those of
    the chance a month that it ends, one over the stay."""
    entry = basis.entries[f"arrivals.{rate}"]
    assert entry.weight is not None, f"{rate} has no weight, which the reader of a basis demands"
    mean = 1 / float(entry.value) if rate == STAY else float(entry.value)
    return mean * entry.weight.number, (1 - mean) * entry.weight.number


def arrival_log_sd(basis: Basis) -> float:
    """The standard deviation of the logarithm of arrivals a month for each person in touch, which is a product of
    independent Betas: log Beta(a, b) has the variance trigamma(a) - trigamma(a + b)."""
    variances = [
        float(polygamma(1, alpha) - polygamma(1, alpha + beta))
        for alpha, beta in (beta_of(basis, rate) for rate in UNCERTAIN)
    ]
    return sqrt(sum(variances))
