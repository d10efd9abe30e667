"""What homes cost to rent in Kent in 2024-25: quantiles from a median and a spread, as the newer lists have it.

Knows that the logarithm of rent is taken as normal about the median, which the lists of 2024-25 give with its standard
deviation. What a list of rents is for is in rents.py.
"""

from functools import cache
from math import exp, isfinite

from scipy.special import ndtri

from risk.cohort.rents import QUANTILES, RentList, rooms_of
from risk.cohort.tables import Faults, Row, kept, read_table, whole_number

_FILE = "kent_private_rents.csv"
_COLUMNS = ("brma", "rooms", "median_weekly_rent", "log_sd", "rents")


def read_private_rents(text: str, name: str) -> tuple[RentList, ...]:
    """The lists of rents in the text of a file: pounds a week at quantile q are median x exp(log_sd x z(q)). Raises
    WrongInput naming file, line and what was expected."""
    table = read_table(text, name, columns=_COLUMNS)
    faults = Faults(name)
    lists = tuple(_read_line(row, faults) for row in table.rows)
    faults.stop_if_any()
    return lists


def _read_line(row: Row, faults: Faults) -> RentList:
    median = faults.read(row, "median_weekly_rent", _above_zero, "pounds a week above 0", 1.0)
    log_sd = faults.read(row, "log_sd", _above_zero, "a standard deviation above 0", 1.0)
    lettings = faults.read(row, "rents", whole_number, "a whole number of rents", 0)
    weekly = tuple(median * exp(log_sd * float(ndtri(quantile))) for quantile in QUANTILES.values())
    return RentList(row.cells["brma"], rooms_of(row, faults), lettings, weekly)


def _above_zero(cell: str) -> float:
    found = float(cell)
    if not (isfinite(found) and found > 0):
        raise ValueError(cell)
    return found


@cache
def kent_private_rents_2024() -> tuple[RentList, ...]:
    """The rents of 2024-25, for every area of Kent and Medway."""
    return read_private_rents(kept(_FILE), _FILE)
