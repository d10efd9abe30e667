"""Which assumption moves the cost most: each to both ends of its range, the others as they stand.

Knows how a range of a basis becomes two sets of assumptions. What they cost is the caller's function, the same for all,
so that two bars differ in nothing else.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from risk.assumptions import Assumptions
from risk.dated_basis import Basis
from risk.measures import Figures

Cost = Callable[[Assumptions], Figures]
NOT_SET_AGAIN = "theta is as assumed: a higher rho also raises the mean, since a bad year bends p(Z) upwards"
# The prior's two numbers are one thing that is known; beside it stand two that know nothing.
PRIORS = {"Jeffreys": (0.5, 0.5), "uniform": (1.0, 1.0)}
GROUPED = ("tenancy_end", "tenancy_end_after_call")
YEARLY = "factor.yearly_ar1"
WORDED = {YEARLY: "how much of a year's common shock lives on in the next"}


@dataclass(frozen=True)
class Bar:
    """An assumption's two ends in words, and mean and P95 in pounds at each."""

    assumption: str
    low: str
    high: str
    mean_low: float
    mean_high: float
    p95_low: float
    p95_high: float
    owner: str
    source: str

    @property
    def width(self) -> float:
        """How far P95 moves between the ends."""
        return abs(self.p95_high - self.p95_low)


@dataclass(frozen=True)
class Tornado:
    """The bars, widest first, about the figures as assumed; `says` is what was held."""

    mean: float
    p95: float
    bars: tuple[Bar, ...]
    says: str

    def with_bar(self, bar: Bar | None) -> "Tornado":
        """The same with a bar that was found in another way; None is none."""
        return self if bar is None else replace(self, bars=_widest_first((*self.bars, bar)))

    def document(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "mean": self.mean,
            "p95": self.p95,
            "says": self.says,
            "bars": [asdict(bar) | {"width": bar.width} for bar in self.bars],
        }


def tornado(basis: Basis, cost: Cost, progress: Callable[[int, int], None] | None = None) -> Tornado:
    """Every assumption of the chain that has a range, moved to its ends one at a time. `progress(done, of)` is called
    after each."""
    as_assumed = cost(basis.assumptions)
    bars: list[Bar] = []
    moved = list(_moved(basis))
    for done, (name, low, high) in enumerate(moved, start=1):
        below, above = cost(_with(basis.assumptions, name, low)), cost(_with(basis.assumptions, name, high))
        if progress:
            progress(done, len(moved))
        entry = basis.entries.get(name) or basis.entries[f"{name}.citizen"]
        bars.append(
            Bar(
                WORDED.get(name, name.replace("_", " ")),
                _worded(low),
                _worded(high),
                below.mean,
                above.mean,
                below.quantiles[0.95],
                above.quantiles[0.95],
                entry.owner,
                entry.source,
            )
        )
    bars += _priors(basis, as_assumed, cost)
    return Tornado(as_assumed.mean, as_assumed.quantiles[0.95], _widest_first(bars), NOT_SET_AGAIN)


def _widest_first(bars: Iterable[Bar]) -> tuple[Bar, ...]:
    return tuple(sorted(bars, key=lambda bar: (-bar.width, bar.assumption)))


def _moved(basis: Basis) -> Iterator[tuple[str, Any, Any]]:
    fields = set(Assumptions.model_fields) - {"first_miss", "lattice"}
    for name in (*sorted(fields), YEARLY):
        entry = basis.entries.get(name) or basis.entries.get(f"{name}.citizen")
        if entry is not None and entry.range is not None:
            yield name, entry.range[0], entry.range[-1]


def _with(assumptions: Assumptions, name: str, value: Any) -> Assumptions:
    tree = assumptions.model_dump()
    if name == YEARLY:
        tree["factor"] = {"yearly_ar1": value}
    else:
        tree[name] = {"citizen": value, "uasc": value} if name in GROUPED else value
    return Assumptions.model_validate(tree)


def _priors(basis: Basis, as_assumed: Figures, cost: Cost) -> Iterator[Bar]:
    """The prior of the first miss, from as it is assumed to each of two that know nothing."""
    entry, prior = basis.entries["first_miss.alpha"], basis.assumptions.first_miss
    for name, (alpha, beta) in PRIORS.items():
        vague = prior.model_copy(update={"alpha": alpha, "beta": beta})
        found = cost(basis.assumptions.model_copy(update={"first_miss": vague}))
        yield Bar(
            f"prior of the first miss: {name}",
            f"as assumed, Beta({prior.alpha:g}, {prior.beta:g})",
            f"Beta({alpha:g}, {beta:g})",
            as_assumed.mean,
            found.mean,
            as_assumed.quantiles[0.95],
            found.quantiles[0.95],
            entry.owner,
            entry.source,
        )


def _worded(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return value.replace("_", " ")
        case _:
            return f"{value:g}"
