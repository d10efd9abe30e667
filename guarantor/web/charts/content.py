"""What a chart is told and what it answers: series, bands, curves, spans; a figure and its table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from guarantor.web.charts.axes import Figure, Unit, in_full, number

MOST_SERIES = 7


@dataclass(frozen=True)
class Series:
    """A name and a value for each label, None where there is none."""

    name: str
    values: Sequence[Figure]


@dataclass(frozen=True)
class Band:
    """A name such as "19 in 20", and the lower and upper value at each label."""

    name: str
    low: Sequence[Figure]
    high: Sequence[Figure]


@dataclass(frozen=True)
class Curve:
    """A name and points (across, up) in the order in which they are joined. `dots` shows each point alone as well."""

    name: str
    points: Sequence[tuple[Figure, Figure]]
    dots: bool = False


@dataclass(frozen=True)
class Span:
    """A row of a tornado: what is changed, and the value at either end."""

    label: str
    low: Figure
    high: Figure


@dataclass(frozen=True)
class Chart:
    """A figure, and the table of the same figures: (key, heading, "numeric") and a mapping for each row."""

    title: str
    figure: Markup
    columns: Sequence[tuple[str, ...]]
    rows: Sequence[Mapping[str, str]]


def checked(labels: Sequence[str], series: Sequence[Series], more: Sequence[Series] = ()) -> None:
    """Raises ValueError unless there are 1 to 7 series, each of them and of `more` with a value for each label."""
    if not 1 <= len(series) <= MOST_SERIES:
        raise ValueError(f"expected 1 to {MOST_SERIES} series, got {len(series)}")
    for each in (*series, *more):
        if labels and len(each.values) != len(labels):
            raise ValueError(f"series {each.name!r}: expected {len(labels)} values, got {len(each.values)}")


def values_of(series: Sequence[Series]) -> list[float]:
    """Every value that there is."""
    return [value for each in series for value in map(number, each.values) if value is not None]


def end_to_end(values: Sequence[float | None]) -> list[tuple[float, float]]:
    """Where each value begins and ends when they are put end to end, those below nought downwards."""
    above = below = 0.0
    found = []
    for value in values:
        size = value or 0.0
        if size >= 0:
            found.append((above, above + size))
            above += size
        else:
            found.append((below, below + size))
            below += size
    return found


def table_of(
    head: str, labels: Sequence[str], series: Sequence[Series], unit: Unit
) -> tuple[Sequence[tuple[str, ...]], Sequence[Mapping[str, str]]]:
    """The columns and rows of the table: a row for each label, a column for each series."""
    columns = [
        ("label", head, "whole"),
        *((f"s{place}", each.name, "numeric") for place, each in enumerate(series)),
    ]
    rows = [
        {
            "label": label,
            **{f"s{place}": in_full(each.values[row], unit) for place, each in enumerate(series)},
        }
        for row, label in enumerate(labels)
    ]
    return columns, rows
