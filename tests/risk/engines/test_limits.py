"""Where the answer is known beforehand every engine gives it."""

from collections.abc import Callable

import pytest
from scipy.stats import binom

from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.engines.exact import exact_run
from risk.engines.large import large_run
from risk.engines.simulation.run import simulated_run
from risk.engines.sobol import sobol_run
from risk.measures import LEVELS, Law

Changed = Callable[..., Assumptions]
Alike = Callable[..., Exposure]
Engine = Callable[[Exposure, Assumptions], Law]

ENGINES: dict[str, Engine] = {
    "exact": lambda exposure, assumed: exact_run(exposure, assumed).total,
    "large": lambda exposure, assumed: large_run(exposure, assumed).total,
    "sobol": lambda exposure, assumed: sobol_run(exposure, assumed, points=64, scrambles=4, seed=3).total,
    "simulate": lambda exposure, assumed: simulated_run(exposure, assumed, scenarios=8192, seed=4).total,
}
EVERY_ENGINE = pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
NEVER_ENDS = {"citizen": 0.0, "uasc": 0.0}
MANY = 100
RENT_PENCE = 50_000


@EVERY_ENGINE
def test_a_cap_of_no_months_costs_nothing(engine: Engine, one: Alike, worked: Assumptions) -> None:
    found = engine(one(count=MANY, cap_months=0), worked)
    assert (found.mean(), found.quantile(0.995)) == (0, 0)


@EVERY_ENGINE
def test_who_never_misses_costs_nothing(engine: Engine, one: Alike, with_changes: Changed) -> None:
    assumed = with_changes(first_miss={"group_multiplier": {"citizen": 0.0, "uasc": 0.0}})
    found = engine(one(count=MANY), assumed)
    assert (found.mean(), found.quantile(0.995)) == (0, 0)


@EVERY_ENGINE
def test_who_always_misses_costs_the_whole_cap(engine: Engine, one: Alike, with_changes: Changed) -> None:
    assumed = with_changes(first_miss={"alpha": 1e9, "beta": 1e-6}, repeat_miss=1.0, tenancy_end=NEVER_ENDS,
                           tenancy_end_after_call=NEVER_ENDS)  # fmt: skip
    found = engine(one(count=MANY), assumed)
    for level in LEVELS:
        assert found.quantile(level) == pytest.approx(MANY * 6 * RENT_PENCE, rel=1e-6)


@EVERY_ENGINE
def test_one_month_claimed_at_once_without_a_shock_is_binomial(
    engine: Engine, one: Alike, with_changes: Changed
) -> None:
    assumed = with_changes(first_miss={"alpha": 2e8, "beta": 8e8}, correlation=0.0, call_after_months=1,
                           tenancy_end=NEVER_ENDS)  # fmt: skip
    found = engine(one(count=MANY, months=1, cap_months=1), assumed)
    known = binom(MANY, 0.2)
    error = 4 * known.std() / 8192**0.5 if engine is ENGINES["simulate"] else 1e-4
    assert found.mean() / RENT_PENCE == pytest.approx(known.mean(), abs=error)
    for level in LEVELS:
        assert abs(found.quantile(level) / RENT_PENCE - known.ppf(level)) <= 1


@EVERY_ENGINE
def test_a_shock_that_vanishes_leaves_the_law_without_one(
    engine: Engine, one: Alike, with_changes: Changed
) -> None:
    none, tiny = (engine(one(count=MANY), with_changes(correlation=rho)) for rho in (0.0, 1e-10))
    assert tiny.mean() == pytest.approx(none.mean(), rel=1e-4)
    for level in LEVELS:
        assert abs(tiny.quantile(level) - none.quantile(level)) <= RENT_PENCE


@EVERY_ENGINE
def test_a_yearly_shock_with_phi_one_is_the_static_one(
    engine: Engine, one: Alike, with_changes: Changed
) -> None:
    static, yearly = (
        engine(one(count=MANY, months=30), with_changes(factor=factor))
        for factor in ("static", {"yearly_ar1": 1.0})
    )
    assert [yearly.quantile(level) for level in LEVELS] == [static.quantile(level) for level in LEVELS]
    assert yearly.mean() == static.mean()
