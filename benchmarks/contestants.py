"""What is measured: a way to judge applications, what it is given ready, and what it must answer.

Knows how a contestant is checked and timed. Knows no policy and no rule engine.
"""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


class WrongAnswer(RuntimeError):
    """A contestant judged an application otherwise than the rest, so its speed means nothing."""


def as_it_is(answer: Any) -> Any:
    """The answer itself."""
    return answer


@dataclass(frozen=True)
class Contestant:
    """One way to judge the applications.

    `given` holds for each application what `judge` takes, made ready before the clock starts; `wanted` what `read`
    must find in its answer.
    """

    name: str
    starts_from: str
    given: Sequence[Any]
    judge: Callable[[Any], Any]
    wanted: Sequence[Any]
    read: Callable[[Any], Any] = as_it_is

    def must_be_right(self) -> None:
        """Judge every application once, off the clock. Raises WrongAnswer."""
        for place, (given, wanted) in enumerate(zip(self.given, self.wanted, strict=True), start=1):
            answer = self.read(self.judge(given))
            if answer != wanted:
                raise WrongAnswer(f"{self.name}, application {place}: {answer} instead of {wanted}")

    def lap(self) -> float:
        """Processor seconds in which it judges every application once, each answer thrown away.

        Processor time of the whole process, so that whatever else the machine does lengthens nobody's lap.
        """
        judge = self.judge
        gc.collect()
        started = time.process_time()
        for given in self.given:
            judge(given)
        return time.process_time() - started


@dataclass(frozen=True)
class Figure:
    """What one contestant came to: applications in a second of processor time, and its speed by the first one's."""

    name: str
    starts_from: str
    per_second: float
    ratio: float


def race(
    contestants: Sequence[Contestant], rounds: int, progress: Callable[[str], None]
) -> tuple[Figure, ...]:
    """A figure for each contestant: medians over the rounds, ratios to the first contestant taken within a round.

    Every round has every contestant, beginning with another one each time.
    """
    # What was made ready is nobody's garbage: a collection during a lap need not look at it.
    gc.collect()
    gc.freeze()
    laps: list[list[float]] = [[] for _ in contestants]
    for number in range(rounds):
        progress(f"round {number + 1} of {rounds}")
        for place in range(len(contestants)):
            at = (place + number) % len(contestants)
            laps[at].append(contestants[at].lap())
    gc.unfreeze()
    return tuple(
        Figure(
            one.name,
            one.starts_from,
            per_second=median(len(one.given) / lap for lap in own),
            ratio=median(first / lap for first, lap in zip(laps[0], own, strict=True)),
        )
        for one, own in zip(contestants, laps, strict=True)
    )
