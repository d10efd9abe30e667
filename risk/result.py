"""A liability as it is handed on: figures, checks, inputs' fingerprint, and the document of contracts.md.

Knows the names of the document's fields. Found by liability.py.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.checks import Check
from risk.measures import Figures

EngineUsed = Literal["exact", "large", "sobol", "simulate"]


@dataclass(frozen=True)
class YearFigures:
    """A financial year's figures in pounds, and the chance that the year passes the budget (None without one)."""

    year: str
    figures: Figures
    probability_over_budget: float | None


@dataclass(frozen=True)
class Liability:
    """What the guarantees will cost. Money in pounds. `standard_errors` is None where the engine does not sample;
    `given` says what the figures take for granted."""

    engine: EngineUsed
    why: str
    given: str
    total: Figures
    standard_errors: Figures | None
    plug_in: Figures
    by_year: tuple[YearFigures, ...]
    maximum_exposure: float | None
    probability_over_budget: float | None
    checks: tuple[Check, ...]
    seed: int
    fingerprint: str

    def document(self, seconds: float) -> dict[str, Any]:
        """The output of `risk --json`, ready for JSON. `seconds` is how long it took, by the caller's clock."""
        return {
            "engine": self.engine,
            "why": self.why,
            "given": self.given,
            "total": {
                **_document(self.total),
                "standard_errors": _errors(self.engine, self.standard_errors),
            },
            "plug_in": _document(self.plug_in),
            "by_year": [
                {
                    "year": year.year,
                    **_document(year.figures),
                    "probability_over_budget": _rounded(year.probability_over_budget),
                }
                for year in self.by_year
            ],
            "maximum_exposure": _rounded(self.maximum_exposure),
            "probability_over_budget": _rounded(self.probability_over_budget),
            "checks": [asdict(check) for check in self.checks],
            "seed": self.seed,
            "seconds": round(seconds, 3),
            "fingerprint": self.fingerprint,
        }


def _errors(engine: EngineUsed, errors: Figures | None) -> dict[str, Any] | str:
    if errors is not None:
        return _document(errors)
    return "exact" if engine == "exact" else "none: not sampled, told by moments"


def _document(figures: Figures) -> dict[str, Any]:
    return {
        "mean": _rounded(figures.mean),
        "sd": _rounded(figures.sd),
        "quantiles": {str(level): _rounded(amount) for level, amount in figures.quantiles.items()},
        "tail_means": {str(level): _rounded(amount) for level, amount in figures.tail_means.items()},
    }


def _rounded(figure: float | None) -> float | None:
    # A millionth of a pound is far below what any figure means and above what processors differ in.
    return None if figure is None else round(float(figure), 6)


def fingerprint(exposure: Exposure, assumptions: Assumptions, **settings: object) -> str:
    """sha256 of everything the result depends on: book, arrivals, horizon, assumptions, engine and its settings."""
    inputs = {
        "exposure": asdict(exposure),
        "assumptions": assumptions.model_dump(mode="json"),
        "settings": settings,
    }
    text = json.dumps(inputs, sort_keys=True, separators=(",", ":"), default=str)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
