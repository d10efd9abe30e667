"""A compound negative binomial by the engine's inversion, beside aggregate, gemact and R's actuar.

The number of payments is negative binomial with r = 4, a payment is Gamma(2, 850) rounded to steps of 25. Everybody
begins with these parameters and ends with five quantiles, which must be the same. Who is not installed is named.
"""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from scipy.fft import rfft
from scipy.special import gammainc, gammaincinv, ndtr

from benchmarks.contestants import WrongAnswer
from benchmarks.laps import least_seconds
from risk.arrears import Floats
from risk.engines.factor import normal_axis
from risk.engines.portfolio import Part, inverted, loss_law
from risk.measures import LEVELS

R, SHAPE, SCALE, STEP = 4, 2.0, 850.0, 25
HIGHEST = 40_000
R_SCRIPT = Path(__file__).with_name("actuar.R")

Quantiles = list[float]


@dataclass(frozen=True)
class Size:
    """One mean number of payments: the amounts of the lattice, a power of two because aggregate takes no other, the
    steps between nodes of the rate that the engine would need, and how often actuar is repeated in one lap."""

    mean: float
    amounts: int
    node_step: float
    repetitions: int


SIZES = (Size(2.5, 1 << 12, 0.5, 50), Size(250, 1 << 17, 0.15, 2))


@dataclass(frozen=True)
class Result:
    """What one contestant took for a law with its quantiles; None where it is not installed, for the reason `why`."""

    name: str
    seconds: float | None
    why: str = ""


def severity(amounts: int) -> Floats:
    """The chance of each lattice amount from 0 on, rounded to the nearest."""
    edges = STEP * (np.arange(amounts + 1) - 0.5)
    return np.diff(gammainc(SHAPE, np.maximum(edges, 0.0) / SCALE))


def by_inversion(size: Size) -> Quantiles:
    """The engine's inversion of (1 - (mean / r) (phi - 1))^-r, the generating function at the severity's phi."""
    function = rfft(severity(HIGHEST // STEP), n=size.amounts)
    function *= -size.mean / R
    function += 1 + size.mean / R
    # The fourth power by squaring twice.
    function *= function
    function *= function
    np.reciprocal(function, out=function)
    return _quantiles(inverted(function, size.amounts, 100 * STEP).quantile)


def by_nodes(size: Size) -> Quantiles:
    """The engine as it takes arrivals: Poisson numbers at nodes of their rate, here one that is Gamma(r, 1 / r)."""
    axis = normal_axis(size.node_step)
    heavy = axis.weight > 1e-16
    weight = axis.weight[heavy] / axis.weight[heavy].sum()
    rate = gammaincinv(R, ndtr(axis.value[heavy])) / R
    law = np.tile(severity(HIGHEST // STEP), (len(rate), 1))
    return _quantiles(
        loss_law([Part(law, 100 * STEP, expected=size.mean)], weight, 100 * STEP, rate).quantile
    )


def _quantiles(of: Callable[[float], float]) -> Quantiles:
    return [of(level) / 100 for level in LEVELS]


def by_aggregate(size: Size) -> Quantiles:
    """aggregate, padded with as many noughts as amounts: half the amounts then make the same transform."""
    found = _aggregate_made(size)
    found.update(log2=size.amounts.bit_length() - 2, bs=STEP, padding=1)
    return [float(found.q(level)) for level in LEVELS]


def _aggregate_made(size: Size):  # type: ignore[no-untyped-def]
    # Its "gamma" number is a Poisson mixed by a gamma law, whose coefficient of variation is 1 / sqrt(r).
    return import_module("aggregate").Aggregate(
        "compound", exp_en=size.mean, sev_name="gamma", sev_a=SHAPE, sev_scale=SCALE, freq_name="gamma", freq_a=R**-0.5
    )  # fmt: skip


def aggregates_update(size: Size) -> Callable[[], object]:
    """The transform alone of an aggregate that is made already: neither its moments nor its quantiles."""
    found = _aggregate_made(size)
    return partial(found.update, log2=size.amounts.bit_length() - 2, bs=STEP, padding=1)


def by_gemact(size: Size) -> Quantiles:
    """gemact, its transform without tilting."""
    lossmodel = _gemact()
    found = lossmodel.LossModel(
        frequency=lossmodel.Frequency(dist="nbinom", par={"n": R, "p": R / (R + size.mean)}),
        severity=lossmodel.Severity(dist="gamma", par={"a": SHAPE, "scale": SCALE}),
        aggr_loss_dist_method="fft", n_aggr_dist_nodes=size.amounts, tilt=False,
        sev_discr_method="massdispersal", n_sev_discr_nodes=HIGHEST // STEP, sev_discr_step=STEP,
    )  # fmt: skip
    return [float(found.ppf(level)) for level in LEVELS]


@lru_cache
def _gemact():  # type: ignore[no-untyped-def]
    lossmodel = import_module("gemact.lossmodel")
    # It tells each step on stdout through a logger of its own, which would cost it time.
    import_module("twiggy").emitters.clear()
    return lossmodel


def by_actuar(size: Size) -> tuple[float, Quantiles] | None:
    """actuar's own seconds, without R's start, and its quantiles; None where R or the package is not installed."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return None
    given = [R, size.mean, SHAPE, SCALE, STEP, HIGHEST, size.repetitions, *LEVELS]
    command = [rscript, "--vanilla", str(R_SCRIPT), *map(str, given)]
    answer = subprocess.run(command, check=False, capture_output=True, text=True)
    if answer.returncode:
        return None
    seconds, *quantiles = map(float, answer.stdout.split())
    return seconds, quantiles


def compare(size: Size, rounds: int) -> list[Result]:
    """Everybody's least seconds over the rounds. Raises WrongAnswer where somebody's quantiles are others."""
    wanted = by_inversion(size)
    found = [Result("the engine's inversion", least_seconds(partial(by_inversion, size), rounds))]
    for name, contestant, package in (
        ("aggregate", by_aggregate, "aggregate"),
        ("gemact", by_gemact, "gemact"),
    ):
        if find_spec(package) is None:
            found.append(Result(name, None, "not installed"))
            continue
        _must_be(wanted, contestant(size), name)
        found.append(Result(name, least_seconds(partial(contestant, size), rounds)))
        if package == "aggregate":
            found.append(Result("aggregate, update alone", least_seconds(aggregates_update(size), rounds)))
    if timed := by_actuar(size):
        _must_be(wanted, timed[1], "actuar")
        found.append(Result("actuar, recursive", timed[0]))
    else:
        found.append(Result("actuar, recursive", None, "R or its package is not installed"))
    _must_be(wanted, by_nodes(size), "the engine by nodes")
    found.append(Result("the engine by nodes of the rate", least_seconds(partial(by_nodes, size), 1)))
    return found


def _must_be(wanted: Sequence[float], found: Sequence[float], name: str) -> None:
    if list(found) != list(wanted):
        raise WrongAnswer(f"{name}: the quantiles {list(found)} instead of {list(wanted)}")


def table(rounds: int) -> None:
    """Print everybody's seconds, and how many times those of the engine's inversion they are."""
    for size in SIZES:
        results = compare(size, rounds)
        ours = results[0].seconds or 1.0
        print(
            f"\ncompound negative binomial, r = {R}, mean {size.mean:g}: {size.amounts:,} amounts, same quantiles"
        )
        for result in results:
            if result.seconds is None:
                print(f"  {result.name:36}{result.why}")
            else:
                print(f"  {result.name:36}{1000 * result.seconds:12.3f} ms{result.seconds / ours:10.2f}x")
