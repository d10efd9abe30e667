"""What homes cost to rent in Kent: quantiles of the lettings listed in each area, as monthly rents.

Knows the Valuation Office Agency's list of rents behind the determination of April 2019, by Broad Rental Market
Area (BRMA) and rooms, and how lists become rents with shares. What a home may cost under a policy is not known here.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from risk.book import Rents
from risk.cohort.tables import Faults, Row, kept, read_table, whole_number

Rooms = Literal["shared", "1-bed"]
_FILE = "kent_rents_2019.csv"
QUANTILES = {
    "p05": 0.05,
    "p10": 0.10,
    "p25": 0.25,
    "p30": 0.30,
    "p50": 0.50,
    "p75": 0.75,
    "p90": 0.90,
    "p95": 0.95,
}
# A twentieth of the lettings stands for itself by its middle.
_MIDDLES = tuple((part + 0.5) / 20 for part in range(20))


@dataclass(frozen=True)
class RentList:
    """Rents of one area and kind of home: how many lettings were listed, and weekly pounds at each quantile."""

    brma: str
    rooms: Rooms
    lettings: int
    weekly: tuple[float, ...]

    def monthly_pence(self, quantile: float) -> int:
        """The monthly rent at a quantile from 0 to 1: weekly x 52 / 12 to the nearest penny. Straight lines between
        the printed quantiles; below the first and above the last the nearest printed one."""
        weekly = float(np.interp(quantile, list(QUANTILES.values()), self.weekly))
        return round(weekly * 100 * 52 / 12)


def read_rents(text: str, name: str) -> tuple[RentList, ...]:
    """The lists of rents in the text of a file. Raises WrongInput naming file, line and what was expected."""
    table = read_table(text, name, columns=("brma", "rooms", "n", *QUANTILES))
    faults = Faults(name)
    lists = tuple(_read_line(row, faults) for row in table.rows)
    faults.stop_if_any()
    return lists


def _read_line(row: Row, faults: Faults) -> RentList:
    def pounds(cell: str) -> float:
        if not cell.replace(".", "", 1).isdigit():
            raise ValueError(cell)
        return float(cell)

    weekly = tuple(faults.read(row, column, pounds, "pounds a week", 0.0) for column in QUANTILES)
    if list(weekly) != sorted(weekly):
        faults.at(row.line, "expected quantiles that do not fall")
    lettings = faults.read(row, "n", whole_number, "a whole number of lettings", 0)
    return RentList(row.cells["brma"], rooms_of(row, faults), lettings, weekly)


def rooms_of(row: Row, faults: Faults) -> Rooms:
    """The kind of home a line is of; anything but the two kinds is a fault."""
    rooms: Rooms = "shared" if row.cells["rooms"] == "shared" else "1-bed"
    if row.cells["rooms"] != rooms:
        faults.at(row.line, f"expected shared or 1-bed under rooms, not {row.cells['rooms']!r}")
    return rooms


@cache
def kent_rents_2019() -> tuple[RentList, ...]:
    """The rents behind the determination of April 2019, for every area of Kent and Medway."""
    return read_rents(kept(_FILE), _FILE)


def spread(lists: tuple[RentList, ...], shares_a_home: float, step_pence: int = 2500) -> Rents:
    """Monthly rents with their shares: each area weighs as many as its lettings, shared homes `shares_a_home` in all.

    Rents are put on whole multiples of `step_pence`, each split between its neighbours so that the mean is kept.
    """
    of_kind = {"shared": shares_a_home, "1-bed": 1 - shares_a_home}
    lettings = {rooms: sum(listed.lettings for listed in lists if listed.rooms == rooms) for rooms in of_kind}
    shares: dict[int, float] = defaultdict(float)
    for listed in lists:
        share = of_kind[listed.rooms] * listed.lettings / lettings[listed.rooms] / len(_MIDDLES)
        for middle in _MIDDLES:
            below, rest = divmod(listed.monthly_pence(middle), step_pence)
            shares[below * step_pence] += share * (1 - rest / step_pence)
            shares[(below + 1) * step_pence] += share * rest / step_pence
    return tuple(sorted((rent_pence, share) for rent_pence, share in shares.items() if share > 0))
