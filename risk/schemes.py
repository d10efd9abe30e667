"""What will a whole scheme cost: its guarantees, those still to come, its places and prices, played through together.

Knows how the simulation's joint paths become figures with their standard errors, line by line and year by year. What a
setting does is for engines/simulation/.
"""

from dataclasses import asdict, dataclass
from typing import Any, get_args

from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.checks import Check
from risk.engines.simulation.blocks import Away, Progress
from risk.engines.simulation.paths import LINES, Line, Number, Paths
from risk.engines.simulation.run import scheme_run
from risk.engines.simulation.scheme import Scheme
from risk.measures import Figures, Sample, figures, standard_errors
from risk.result import fingerprint
from risk.years import windows

NET = "net"


@dataclass(frozen=True)
class LineFigures:
    """A line in pounds over the whole horizon with its standard errors, and by financial year."""

    total: Figures
    errors: Figures
    by_year: dict[str, Figures]


@dataclass(frozen=True)
class SchemeCost:
    """`lines` by name, "net" among them; `numbers` of young people with their standard errors; the chance that any
    year, and that each year, passes the budget for what is paid in rent (None without one)."""

    lines: dict[str, LineFigures]
    numbers: dict[str, tuple[float, float]]
    not_priced: tuple[str, ...]
    over_budget_any_year: tuple[float, float] | None
    over_budget_by_year: dict[str, float]
    scenarios: int
    seed: int
    checks: tuple[Check, ...]
    fingerprint: str

    def document(self, seconds: float) -> dict[str, Any]:
        """Ready for JSON, in pounds. `seconds` by the caller's clock."""
        chance = self.over_budget_any_year
        return {
            "lines": {name: _document(line) for name, line in self.lines.items()},
            "numbers": {
                name: {"mean": mean, "standard_error": error} for name, (mean, error) in self.numbers.items()
            },
            "not_priced": list(self.not_priced),
            "over_budget": None
            if chance is None
            else {
                "any_year": chance[0],
                "standard_error": chance[1],
                "by_year": self.over_budget_by_year,
            },
            "scenarios": self.scenarios,
            "seed": self.seed,
            "checks": [asdict(check) for check in self.checks],
            "seconds": round(seconds, 3),
            "fingerprint": self.fingerprint,
        }


def scheme_cost(
    exposure: Exposure,
    assumptions: Assumptions,
    scheme: Scheme,
    *,
    scenarios: int,
    seed: int,
    workers: int = 1,
    away: Away | None = None,
    budget_pence: int | None = None,
    progress: Progress | None = None,
) -> SchemeCost:
    """Play a scheme through. What has no price is in no line and is named. The result is the same for any `workers`
    and on a cluster (`away`). Raises WrongInput as scheme_run does."""
    run = scheme_run(
        exposure,
        assumptions,
        scheme,
        scenarios=scenarios,
        seed=seed,
        workers=workers,
        away=away,
        progress=progress,
    )
    paths = run.paths
    years = [window.year for window in windows(exposure.book.as_of, exposure.horizon_months)]
    names: list[Line] = [line for line in LINES if line in paths.lines]
    lines = {name: _figures(paths, name, years) for name in names} | {NET: _figures(paths, NET, years)}
    gross = [paths.sample("gross", at) for at in range(len(years))]
    return SchemeCost(
        lines=lines,
        numbers={name: paths.mean_number(name) for name in get_args(Number)},
        not_priced=run.not_priced,
        over_budget_any_year=None if budget_pence is None else paths.chance_any_year_above(budget_pence),
        over_budget_by_year={}
        if budget_pence is None
        else {year: law.chance_above(budget_pence) for year, law in zip(years, gross, strict=True)},
        scenarios=len(paths.sample("gross").pence),
        seed=seed,
        checks=_checks(paths, run.stopped),
        fingerprint=fingerprint(
            exposure, assumptions, scheme=asdict(scheme), scenarios=scenarios, seed=seed, budget=budget_pence
        ),
    )


def _figures(paths: Paths, line: Any, years: list[str]) -> LineFigures:
    total: Sample = paths.sample(line)
    return LineFigures(
        figures(total),
        standard_errors(total),
        {year: figures(paths.sample(line, at)) for at, year in enumerate(years)},
    )


def _checks(paths: Paths, stopped: str | None) -> tuple[Check, ...]:
    numbers = {name: int(counted.sum()) for name, counted in paths.numbers.items()}
    placed = sum(
        numbers[name] for name in ("issued", "turned_away", "refused_for_budget", "waiting_at_the_end")
    )
    p95, error = (each(paths.sample("gross")) for each in (_p95, _p95_error))
    found = [
        Check(
            "everybody is accounted for",
            "holds" if placed == numbers["came"] else "does not hold",
            f"{numbers['came']:,} came over all scenarios; {placed:,} were issued a guarantee, turned away, refused "
            "for want of budget, or still wait",
        ),
        Check(
            "convergence",
            "holds" if error <= 0.02 * p95 else "does not hold",
            f"P95 of the rent paid is £{p95 / 100:,.2f} with a standard error of £{error / 100:,.2f}; within 2% is "
            "near enough",
        ),
    ]
    if stopped:
        found.append(Check("whole run", "does not hold", f"{stopped}; the figures are of those alone"))
    return tuple(found)


def _p95(sample: Sample) -> float:
    return sample.quantile(0.95)


def _p95_error(sample: Sample) -> float:
    return sample.quantile_error(0.95)


def _document(line: LineFigures) -> dict[str, Any]:
    return {
        **_rounded(line.total),
        "standard_errors": _rounded(line.errors),
        "by_year": {year: _rounded(found) for year, found in line.by_year.items()},
    }


def _rounded(found: Figures) -> dict[str, Any]:
    return {
        "mean": round(found.mean, 2),
        "sd": round(found.sd, 2),
        "quantiles": {str(level): round(pounds, 2) for level, pounds in found.quantiles.items()},
        "tail_means": {str(level): round(pounds, 2) for level, pounds in found.tail_means.items()},
    }
