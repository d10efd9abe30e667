"""Charts that stand: lines, bars, stacked bars, fans over labels, and curves over two scales."""

from collections.abc import Sequence

from markupsafe import Markup

from guarantor.web.charts.axes import (
    BOTTOM,
    LEFT,
    PLOT_WIDTH,
    RIGHT,
    TOP,
    WIDTH,
    Figure,
    Scale,
    Unit,
    box,
    framed,
    in_full,
    in_short,
    label_axis,
    legend_of,
    number,
    path,
    scale,
    value_axis,
)
from guarantor.web.charts.content import Band, Chart, Curve, Series, checked, end_to_end, table_of, values_of

_HEIGHT = 340.0
_FLOOR = _HEIGHT - BOTTOM
_DOTS = 24
"""Of so many points at most each is shown by itself."""


def line(
    name: str, title: str, says: str, labels: Sequence[str], series: Sequence[Series], *,
    head: str = "Month", unit: Unit = "pounds",
) -> Chart:  # fmt: skip
    """A line for each series over the labels, broken where a value is missing."""
    checked(labels, series)
    up, across = _up(values_of(series), unit), _places(labels)
    drawn = [*value_axis(up, unit), *label_axis(labels, across, _FLOOR + 30)]
    for place, each in enumerate(series, start=1):
        points = _points(across, each.values, up)
        drawn.append(path(points, f"chart__line line-{place}"))
        drawn += [_dot(point, place) for point in points if point and len(labels) <= _DOTS]
    figure = framed(name, title, says, _HEIGHT, drawn, legend_of([each.name for each in series], "line"))
    return Chart(title, figure, *table_of(head, labels, series, unit))


def bars(
    name: str, title: str, says: str, labels: Sequence[str], series: Sequence[Series], *,
    head: str = "Month", unit: Unit = "pounds",
) -> Chart:  # fmt: skip
    """For each label a bar of each series, side by side."""
    checked(labels, series)
    up, across = _up(values_of(series), unit), _places(labels)
    drawn = [*value_axis(up, unit), *label_axis(labels, across, _FLOOR + 30)]
    width = _bar_width(labels) / len(series)
    for place, each in enumerate(series, start=1):
        for centre, value in zip(across, map(number, each.values), strict=True):
            if value is not None:
                x = centre - width * len(series) / 2 + width * (place - 1)
                drawn.append(_standing(up, x, width, 0.0, value, place))
    figure = framed(name, title, says, _HEIGHT, drawn, legend_of([each.name for each in series], "fill"))
    return Chart(title, figure, *table_of(head, labels, series, unit))


def stacked(
    name: str, title: str, says: str, labels: Sequence[str], series: Sequence[Series], *,
    head: str = "Month", unit: Unit = "pounds",
) -> Chart:  # fmt: skip
    """For each label one bar of all series, the first at the bottom; what is below nought hangs below it."""
    checked(labels, series)
    ends = [end_to_end([number(each.values[place]) for each in series]) for place in range(len(labels))]
    up, across = _up([end for pairs in ends for pair in pairs for end in pair], unit), _places(labels)
    width = _bar_width(labels)
    drawn = [*value_axis(up, unit), *label_axis(labels, across, _FLOOR + 30)]
    for centre, pairs in zip(across, ends, strict=True):
        for place, (low, high) in enumerate(pairs, start=1):
            if low != high:
                drawn.append(_standing(up, centre - width / 2, width, low, high, place))
    figure = framed(name, title, says, _HEIGHT, drawn, legend_of([each.name for each in series], "fill"))
    return Chart(title, figure, *table_of(head, labels, series, unit))


def fan(
    name: str, title: str, says: str, labels: Sequence[str], middle: Series, bands: Sequence[Band], *,
    head: str = "Year", unit: Unit = "pounds",
) -> Chart:  # fmt: skip
    """A middle line within bands, the widest band first and palest. What is known already has a band without width."""
    edges = [
        Series(f"{each.name}, {end}", values)
        for each in bands
        for end, values in (("from", each.low), ("to", each.high))
    ]
    checked(labels, [middle], edges)
    up, across = _up(values_of([middle, *edges]), unit), _places(labels)
    drawn = [*value_axis(up, unit), *label_axis(labels, across, _FLOOR + 30)]
    for place, each in enumerate(bands, start=1):
        low, high = _points(across, each.low, up), _points(across, each.high, up)
        round_it = [point for point in (*high, *reversed(low)) if point]
        drawn.append(path(round_it, f"band-{place}", closed=True))
    drawn.append(path(_points(across, middle.values, up), "chart__line line-1"))
    legend = legend_of([middle.name], "line") + legend_of([each.name for each in bands], "band")
    return Chart(
        title,
        framed(name, title, says, _HEIGHT, drawn, legend),
        *table_of(head, labels, [middle, *edges], unit),
    )


def curve(
    name: str, title: str, says: str, curves: Sequence[Curve], *,
    head: str, across: Unit = "pounds", unit: Unit = "share",
) -> Chart:  # fmt: skip
    """Lines through points on two scales. `head` heads the column of what is across."""
    checked((), [Series(each.name, ()) for each in curves])
    points = [[(number(x), number(y)) for x, y in each.points] for each in curves]
    held = [(x, y) for each in points for x, y in each if x is not None and y is not None]
    up = _up([y for _, y in held], unit)
    along = scale([x for x, _ in held], LEFT, WIDTH - RIGHT - 20, across, from_nought=across != "years")
    steps = [in_short(step, across) for step in along.steps]
    drawn = [*value_axis(up, unit), *label_axis(steps, [along.at(step) for step in along.steps], _FLOOR + 30)]
    for place, (each, its) in enumerate(zip(curves, points, strict=True), start=1):
        at = [None if x is None or y is None else (along.at(x), up.at(y)) for x, y in its]
        drawn.append(path(at, f"chart__line line-{place}"))
        drawn += [_dot(point, place) for point in at if point and each.dots]
    legend = legend_of([each.name for each in curves], "line")
    rows = [
        {"curve": each.name, "x": in_full(x, across), "y": in_full(y, unit)}
        for each in curves
        for x, y in each.points
    ]
    columns = (("curve", "Line"), ("x", head, "numeric"), ("y", title, "numeric"))
    return Chart(title, framed(name, title, says, _HEIGHT, drawn, legend), columns, rows)


def _up(values: Sequence[float], unit: Unit) -> Scale:
    return scale(values, _FLOOR, TOP, unit)


def _places(labels: Sequence[str]) -> list[float]:
    room = PLOT_WIDTH / max(len(labels), 1)
    return [LEFT + room * (place + 0.5) for place in range(len(labels))]


def _bar_width(labels: Sequence[str]) -> float:
    return min(PLOT_WIDTH / max(len(labels), 1) * 0.72, 72.0)


def _points(across: Sequence[float], values: Sequence[Figure], up: Scale) -> list[tuple[float, float] | None]:
    return [
        None if value is None else (x, up.at(value))
        for x, value in zip(across, map(number, values), strict=True)
    ]


def _standing(up: Scale, x: float, width: float, low: float, high: float, place: int) -> Markup:
    top, foot = sorted((up.at(low), up.at(high)))
    return box(x, top, width, foot - top, f"fill-{place}")


def _dot(point: tuple[float, float], place: int) -> Markup:
    return box(point[0] - 3.5, point[1] - 3.5, 7, 7, f"fill-{place}")
