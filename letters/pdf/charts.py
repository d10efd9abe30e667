"""Charts drawn by reportlab.graphics: grouped bars or lines in pounds over years.

Knows axes, colours and a legend. Does not know what the figures mean; a table with them stands beside.
"""

from decimal import Decimal
from typing import Any

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.shapes import Drawing

from letters import formats
from letters.document import Chart
from letters.pdf import fonts
from letters.pdf.styles import GREY, HAIRLINE, INK, SERIES

_LEGEND_ROOM = 2.5


def drawing(chart: Chart, width: float, height: float, size: float) -> Drawing:
    """The chart in a box of `width` times `height` points, lettered in `size` points."""
    if len(chart.series) > len(SERIES):
        raise ValueError(
            f"chart {chart.title!r}: expected at most {len(SERIES)} series, got {len(chart.series)}"
        )
    picture = Drawing(width, height, initialFontName=fonts.REGULAR)
    picture.add(_plot(chart, width, height, size))
    picture.add(_legend(chart, width, height, size))
    return picture


def _plot(chart: Chart, width: float, height: float, size: float) -> Any:
    plot = VerticalBarChart() if chart.kind == "bar" else HorizontalLineChart()
    plot.x, plot.y = size * 5.2, size * 1.8
    plot.width, plot.height = width - plot.x - 2, height - plot.y - size * _LEGEND_ROOM
    plot.data = [series.values for series in chart.series]
    for number in range(len(chart.series)):
        series = plot.bars[number] if chart.kind == "bar" else plot.lines[number]
        series.strokeColor = SERIES[number]
        if chart.kind == "bar":
            series.fillColor = SERIES[number]
    if chart.kind == "bar":
        plot.barSpacing, plot.groupSpacing = 1, 8
    _letter(plot.categoryAxis.labels, size)
    plot.categoryAxis.categoryNames = list(chart.labels)
    plot.categoryAxis.strokeColor = GREY
    _letter(plot.valueAxis.labels, size)
    plot.valueAxis.valueMin = 0
    plot.valueAxis.labelTextFormat = _pounds
    plot.valueAxis.strokeColor = None
    plot.valueAxis.visibleGrid = True
    plot.valueAxis.gridStrokeColor = HAIRLINE
    plot.valueAxis.gridStrokeWidth = 0.4
    plot.valueAxis.maximumTicks = 6
    plot.valueAxis.rangeRound = "ceiling"
    return plot


def _legend(chart: Chart, width: float, height: float, size: float) -> Legend:
    legend = Legend()
    legend.x, legend.y = 0, height
    legend.boxAnchor = "nw"
    legend.alignment = "right"
    legend.columnMaximum = 1
    legend.dx = legend.dy = size * 0.75
    legend.dxTextSpace = size * 0.4
    legend.deltax = width / max(len(chart.series), 1)
    legend.autoXPadding = size
    legend.fontName, legend.fontSize, legend.fillColor = fonts.REGULAR, size, INK
    legend.strokeColor = None
    legend.colorNamePairs = [(SERIES[number], series.name) for number, series in enumerate(chart.series)]
    return legend


def _letter(labels: Any, size: float) -> None:
    labels.fontName, labels.fontSize, labels.fillColor = fonts.REGULAR, size, INK


def _pounds(value: float) -> str:
    return formats.whole_pounds(Decimal(value))
