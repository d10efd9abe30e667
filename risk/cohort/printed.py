"""Kent's printed figures: two forecasts of care leavers, where they lived, and what was later counted.

Knows the tables of the Corporate Parenting Panel's paper of 22 March 2018 (citizen, and unaccompanied
asylum-seeking children, UASC) and the Department for Education's counts. Reads, and corrects nothing.
What follows from them is for cohort.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from risk.cohort.tables import Faults, Row, kept, read_table, whole_number
from risk.faults import WrongInput
from risk.groups import GROUPS, Group

OLDEST = "25"
_AS_PRINTED = {"17 and 18": "17-18", "25+": OLDEST}
_FOOT = ("total", "in_touch_rate", "in_touch_total")
_ACTUALS = "kent_care_leavers_actual.csv"
_ACTUALS_COLUMNS = ("year", "age", "base", "care_leavers", "in_touch_or_supported")
_SCORED = ("in_touch", "19-21")
_ACCOMMODATION = "kent_2018_accommodation.csv"


@dataclass(frozen=True)
class Forecast:
    """One printed table. Bands run from the youngest to 25, `rows[band]` and the foot lines run as `years`."""

    group: Group
    years: tuple[int, ...]
    rows: dict[str, tuple[int, ...]]
    total: tuple[int, ...]
    in_touch_rate: tuple[Decimal, ...]
    in_touch_total: tuple[int, ...]

    def sum_of_rows(self, position: int) -> int:
        """The sum of the age rows in the year at that position."""
        return sum(counts[position] for counts in self.rows.values())


def read_forecast(text: str, name: str, group: Group) -> Forecast:
    """A printed forecast from the text of its file. Raises WrongInput naming file, line and what was expected."""
    table = read_table(text, name)
    faults = Faults(name)
    years = _years(table.columns, faults, table.header_line)
    faults.stop_if_any()
    rows: dict[str, tuple[int, ...]] = {}
    foot: dict[str, tuple[Decimal, ...]] = {}
    for row in table.rows:
        label = row.cells["age"]
        band = _AS_PRINTED.get(label, label)
        if band in rows or label in foot:
            faults.at(row.line, f"expected {label!r} once only")
        elif label in _FOOT:
            foot[label] = _foot_line(row, label, table.columns[1:], faults)
        else:
            rows[band] = _age_line(row, table.columns[1:], faults)
    last = table.rows[-1].line if table.rows else table.header_line
    _check_bands(list(rows), faults, last)
    for label in _FOOT:
        if label not in foot:
            faults.at(last, f"expected a line {label!r} before the end")
    faults.stop_if_any()
    return Forecast(
        group,
        years,
        rows,
        tuple(int(figure) for figure in foot["total"]),
        foot["in_touch_rate"],
        tuple(int(figure) for figure in foot["in_touch_total"]),
    )


def _years(columns: Sequence[str], faults: Faults, line: int) -> tuple[int, ...]:
    if columns[0] != "age" or not all(len(year) == 4 and year.isdigit() for year in columns[1:]):
        faults.at(line, f"expected the columns age and then years, not {', '.join(columns)}")
        return ()
    years = tuple(int(year) for year in columns[1:])
    if not years or any(later != earlier + 1 for earlier, later in pairwise(years)):
        faults.at(line, "expected one column for each year, in order and without a gap")
    return years


def _age_line(row: Row, years: Sequence[str], faults: Faults) -> tuple[int, ...]:
    # A blank cell in the printed table is an age that nobody had reached yet.
    def people(cell: str) -> int:
        return 0 if cell == "" else whole_number(cell)

    return tuple(faults.read(row, year, people, "a whole number of people or a blank", 0) for year in years)


def _foot_line(row: Row, label: str, years: Sequence[str], faults: Faults) -> tuple[Decimal, ...]:
    if label == "in_touch_rate":
        return tuple(faults.read(row, year, _rate, "a rate from 0 to 1", Decimal(0)) for year in years)
    return tuple(
        Decimal(faults.read(row, year, whole_number, "a whole number of people", 0)) for year in years
    )


def _rate(cell: str) -> Decimal:
    if not cell.replace(".", "", 1).isdigit() or Decimal(cell) > 1:
        raise ValueError(cell)
    return Decimal(cell)


def _check_bands(bands: list[str], faults: Faults, line: int) -> None:
    older = [str(age) for age in range(19, 26)]
    if bands not in (["17-18", *older], ["18", *older]):
        expected = "the ages 18 (or 17 and 18), 19, 20, 21, 22, 23, 24 and 25 in this order"
        faults.at(line, f"expected {expected}, not {', '.join(bands) or 'none'}")


def read_counts(text: str, name: str) -> dict[tuple[str, str, int], int]:
    """Every count of care leavers in the text of a file, by base, ages and year of March. Raises WrongInput."""
    table = read_table(text, name, columns=_ACTUALS_COLUMNS)
    faults = Faults(name)
    counted: dict[tuple[str, str, int], int] = {}
    for row in table.rows:
        year = faults.read(row, "year", whole_number, "a year", 0)
        people = faults.read(row, "care_leavers", whole_number, "a whole number of people", 0)
        key = row.cells["base"], row.cells["age"], year
        if key in counted:
            faults.at(row.line, f"expected one count of ages {key[1]} for {year} on the base {key[0]}")
        counted[key] = people
    faults.stop_if_any()
    return counted


def read_actuals(text: str, name: str) -> dict[int, int]:
    """Care leavers aged 19-21 counted in March of each year, from the contact table (base in_touch) only:
    the other bases count other people. Raises WrongInput."""
    counts = read_counts(text, name)
    return {year: people for (base, ages, year), people in counts.items() if (base, ages) == _SCORED}


@cache
def kent_forecasts() -> tuple[Forecast, ...]:
    """Kent's printed forecasts, citizen and UASC."""
    names: dict[Group, str] = {group: f"kent_2018_forecast_{group}.csv" for group in GROUPS}
    return tuple(read_forecast(kept(name), name, group) for group, name in names.items())


@cache
def kent_accommodation() -> dict[str, int]:
    """Where Kent's care leavers lived in March 2018 (Table 4), by category, without the printed total."""
    name = _ACCOMMODATION
    table = read_table(kept(name), name, columns=("accommodation", "care_leavers"))
    faults = Faults(name)
    lived = {
        row.cells["accommodation"]: faults.read(
            row, "care_leavers", whole_number, "a whole number of people", 0
        )
        for row in table.rows
    }
    faults.stop_if_any()
    total = lived.pop("total", None)
    if total != sum(lived.values()):
        raise WrongInput(
            [f"{name}: expected a total of {sum(lived.values())}, the sum of its rows, not {total}."]
        )
    return lived


@cache
def kent_actuals() -> dict[int, int]:
    """Kent's care leavers aged 19-21 as counted in March of each year."""
    return read_actuals(kept(_ACTUALS), _ACTUALS)


@cache
def kent_counts() -> dict[tuple[str, str, int], int]:
    """Kent's care leavers as counted each March, by base, ages and year."""
    return read_counts(kept(_ACTUALS), _ACTUALS)
