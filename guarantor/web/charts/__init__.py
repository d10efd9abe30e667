"""Charts for pages: pure functions from figures to SVG without script or style, each with the table of its figures.

    line(name, title, says, labels, series, *, head, unit)       lines over labels such as months
    bars(name, title, says, labels, series, *, head, unit)       standing bars, the series beside each other
    stacked(name, title, says, labels, series, *, head, unit)    standing bars, the series on top of each other
    lying(name, title, says, labels, series, *, head, unit)      lying bars for long labels, the series end to end
    fan(name, title, says, labels, middle, bands, *, head, unit) bands about a middle line, the widest first
    curve(name, title, says, curves, *, head, across, unit)      lines through points (x, y): loss curves, frontiers
    spans(name, title, says, rows, middle, *, head, unit)        from low to high about one value: a tornado

Each answers a Chart: `figure` is its Markup; `columns` and `rows` are what parts.html's macro `table` takes. A template
shows both by `{% from "charts.html" import charted %}` and `{{ charted(chart) }}`. `name` is the figure's id on its
page;
`says` tells in a sentence or two what is to be seen; `head` heads the first column of the table. Values are numbers or
sums as services answer them; nothing is reckoned here but places on the drawing. Up to seven series are told apart.
"""

from guarantor.web.charts.axes import Figure, Unit, in_full, in_short
from guarantor.web.charts.content import MOST_SERIES, Band, Chart, Curve, Series, Span
from guarantor.web.charts.lying import lying, spans
from guarantor.web.charts.standing import bars, curve, fan, line, stacked

__all__ = [
    "MOST_SERIES",
    "Band",
    "Chart",
    "Curve",
    "Figure",
    "Series",
    "Span",
    "Unit",
    "bars",
    "curve",
    "fan",
    "in_full",
    "in_short",
    "line",
    "lying",
    "spans",
    "stacked",
]
