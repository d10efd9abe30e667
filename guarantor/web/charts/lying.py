"""Charts that lie: each row has its label above its bar, so that long labels are read on a phone too."""

from collections.abc import Sequence

from markupsafe import Markup

from guarantor.web.charts.axes import (
    BOTTOM,
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
    lettered,
    line_between,
    number,
    scale,
)
from guarantor.web.charts.content import Chart, Series, Span, checked, end_to_end, table_of

_START, _END, _ROW = 18.0, WIDTH - 38.0, 66.0
"""Where a bar begins and may end at most, so that the values below have room, and how high a row is."""


def lying(
    name: str, title: str, says: str, labels: Sequence[str], series: Sequence[Series], *,
    head: str, unit: Unit = "count",
) -> Chart:  # fmt: skip
    """For each label one lying bar of all series end to end, below its label; values below nought are not for it."""
    checked(labels, series)
    ends = [end_to_end([number(each.values[place]) for each in series]) for place in range(len(labels))]
    along = scale([pair[1] for pairs in ends for pair in pairs], _START, _END, unit)
    foot = TOP + _ROW * len(labels)
    drawn = list(_upright_steps(along, unit, foot))
    for row, (label, pairs) in enumerate(zip(labels, ends, strict=True)):
        top = TOP + _ROW * row
        drawn.append(lettered(_START + 6, top + 18, label, "chart__start"))
        for place, (low, high) in enumerate(pairs, start=1):
            if low != high:
                x = along.at(low)
                drawn.append(box(x, top + 26, along.at(high) - x, _ROW - 40, f"fill-{place}"))
    legend = legend_of([each.name for each in series], "fill")
    figure = framed(name, title, says, foot + BOTTOM, drawn, legend)
    return Chart(title, figure, *table_of(head, labels, series, unit))


def spans(
    name: str,
    title: str,
    says: str,
    rows: Sequence[Span],
    middle: Figure,
    *,
    head: str,
    unit: Unit = "pounds",
) -> Chart:
    """A tornado: each row a bar from low to high, and one upright line where the value stands unchanged."""
    centre = number(middle)
    ends = [end for each in rows for end in (number(each.low), number(each.high)) if end is not None]
    along = scale([*ends, *([] if centre is None else [centre])], _START, _END, unit, from_nought=False)
    foot = TOP + _ROW * len(rows)
    drawn = list(_upright_steps(along, unit, foot))
    for place, each in enumerate(rows):
        top, low, high = TOP + _ROW * place, number(each.low), number(each.high)
        drawn.append(lettered(_START + 6, top + 18, each.label, "chart__start"))
        if low is not None and high is not None:
            x, end = sorted((along.at(low), along.at(high)))
            drawn.append(box(x, top + 26, max(end - x, 1.0), _ROW - 40, "fill-1"))
    if centre is not None:
        drawn.append(line_between(along.at(centre), TOP, along.at(centre), foot, "chart__now"))
    columns = (("label", head), ("low", "From", "numeric"), ("high", "To", "numeric"))
    table = [
        {"label": each.label, "low": in_full(each.low, unit), "high": in_full(each.high, unit)}
        for each in rows
    ]
    return Chart(title, framed(name, title, says, foot + BOTTOM, drawn, Markup("")), columns, table)


def _upright_steps(along: Scale, unit: Unit, foot: float) -> list[Markup]:
    places = [along.at(step) for step in along.steps]
    grid = [
        line_between(x, TOP, x, foot, "chart__base" if step == 0 else "chart__grid")
        for step, x in zip(along.steps, places, strict=True)
    ]
    return [*grid, *label_axis([in_short(step, unit) for step in along.steps], places, foot + 30)]
