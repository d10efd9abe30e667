"""Which limit keeps the cost within a sum: the frontier over cap, months covered and places.

"95% of outcomes within X" is a quantile: an option stays within the sum where the chance of more is at most 1 less the
confidence. Beside each option stands how many young people it turns away. The group is never a lever.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from risk.faults import WrongInput
from risk.measures import Law

Cost = Callable[["Option"], Law]


@dataclass(frozen=True, order=True)
class Option:
    """A scheme that may be offered: places, and months of cap and of cover of each guarantee."""

    places: int
    cap_months: int
    months: int


@dataclass(frozen=True)
class Weighed:
    """An option with its mean and the quantile at the confidence in pounds, the chance of more than the sum, and how
    many of the young people expected it turns away."""

    option: Option
    mean: float
    quantile: float
    chance_over: float
    turned_away: float
    within: bool


@dataclass(frozen=True)
class Frontier:
    """Every option weighed, and of those within the sum the ones that no other betters: none has at least as many
    places, as high a cap and as long a cover, and more of one of them."""

    within_pence: int
    confidence: float
    weighed: tuple[Weighed, ...]
    best: tuple[Weighed, ...]

    def document(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "within": self.within_pence / 100,
            "confidence": self.confidence,
            "options": [_document(each) for each in self.weighed],
            "best": [_document(each) for each in self.best],
        }


def _document(each: Weighed) -> dict[str, Any]:
    option: dict[str, Any] = asdict(each.option)
    return option | {
        "mean": each.mean,
        "quantile": each.quantile,
        "chance_over": each.chance_over,
        "turned_away": each.turned_away,
        "within": each.within,
    }


def frontier(
    options: Iterable[Option],
    cost: Cost,
    *,
    within_pence: int,
    confidence: float,
    expected: float,
    progress: Callable[[int, int], None] | None = None,
) -> Frontier:
    """Weigh every option. `cost` gives the law of an option when it is full, `expected` how many young people would
    come. Raises WrongInput for a sum below zero or a confidence that is not between 0 and 1."""
    if within_pence < 0:
        raise WrongInput([f"within should be a sum from 0 on, not £{within_pence / 100:,.2f}."])
    if not 0 < confidence < 1:
        raise WrongInput([f"confidence should be above 0 and below 1, not {confidence}."])
    asked = sorted(set(options))
    weighed = []
    for done, option in enumerate(asked, start=1):
        law = cost(option)
        over = law.chance_above(within_pence)
        weighed.append(
            Weighed(
                option,
                law.mean() / 100,
                law.quantile(confidence) / 100,
                over,
                max(expected - option.places, 0.0),
                law.quantile(confidence) <= within_pence,
            )
        )
        if progress:
            progress(done, len(asked))
    fits = [each for each in weighed if each.within]
    best = tuple(each for each in fits if not any(_betters(other.option, each.option) for other in fits))
    return Frontier(within_pence, confidence, tuple(weighed), best)


def _betters(other: Option, option: Option) -> bool:
    """Whether the other offers at least as much of everything, and is another."""
    return other != option and (
        other.places >= option.places
        and other.cap_months >= option.cap_months
        and other.months >= option.months
    )
