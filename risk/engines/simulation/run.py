"""The simulation as its callers ask for it: a book's cost, or the joint paths of a whole scheme.

Knows which way of playing suits which exposure: guarantees alone go the quick way, arrivals and settings of a
scheme the way in which each remembers the others.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.engines.simulation.blocks import Away, Progress, checked, finished
from risk.engines.simulation.held import held_block
from risk.engines.simulation.paths import Paths, joined
from risk.engines.simulation.programme import scheme_block
from risk.engines.simulation.scheme import ALONE, Scheme
from risk.engines.simulation.streams import Pence
from risk.measures import Sample


@dataclass(frozen=True)
class SimulatedRun:
    """Losses of independent scenarios: the whole horizon, and each financial year. `paths` holds them unsorted, shape
    (years, scenarios). `stopped` says how far a run came that was interrupted, else None."""

    total: Sample
    by_year: tuple[Sample, ...]
    paths: Pence
    stopped: str | None

    def chance_any_year_above(self, pence: int) -> tuple[float, float]:
        """(chance, standard error) that some financial year of a path passes an amount, strictly."""
        return Paths({"gross": self.paths}, {}).chance_any_year_above(pence)


@dataclass(frozen=True)
class SchemeRun:
    """The joint paths of a scheme. `not_priced` names what is in no line; `stopped` as above."""

    paths: Paths
    not_priced: tuple[str, ...]
    stopped: str | None


def simulated_run(
    exposure: Exposure,
    assumptions: Assumptions,
    *,
    scenarios: int,
    seed: int,
    workers: int = 1,
    away: Away | None = None,
    progress: Progress | None = None,
) -> SimulatedRun:
    """What the guarantees of an exposure cost in rent, in `scenarios` scenarios; arrivals have places without limit.

    `workers` threads, or `away`, a client of Dask: the result is the same. Raises WrongInput for fewer than two
    scenarios, no worker, or a seed that is not a whole number from 0 to 2^64 - 1.
    """
    if exposure.arrivals:
        run = scheme_run(
            exposure,
            assumptions,
            ALONE,
            scenarios=scenarios,
            seed=seed,
            workers=workers,
            away=away,
            progress=progress,
        )
        return _run(run.paths.lines["gross"], run.stopped)
    checked(scenarios, seed, workers)
    play = partial(held_block, exposure, assumptions, seed)
    played = finished(play, scenarios, workers=workers, away=away, progress=progress)
    return _run(np.concatenate(played.blocks, axis=1)[:, :scenarios], played.stopped)


def scheme_run(
    exposure: Exposure,
    assumptions: Assumptions,
    scheme: Scheme,
    *,
    scenarios: int,
    seed: int,
    workers: int = 1,
    away: Away | None = None,
    progress: Progress | None = None,
) -> SchemeRun:
    """The joint yearly paths of an exposure under a scheme's settings. Raises as simulated_run does."""
    checked(scenarios, seed, workers)
    play = partial(scheme_block, exposure, assumptions, scheme, seed)
    played = finished(play, scenarios, workers=workers, away=away, progress=progress)
    return SchemeRun(joined(played.blocks).first(scenarios), scheme.not_priced, played.stopped)


def _run(paths: Pence, stopped: str | None) -> SimulatedRun:
    return SimulatedRun(
        Sample(np.sort(paths.sum(axis=0))), tuple(Sample(np.sort(losses)) for losses in paths), paths, stopped
    )
