"""Charts: what is drawn stands where its value is, the table says the same, and no text is ever markup."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.web import charts
from guarantor.web.charts import Band, Chart, Curve, Series, Span
from guarantor.web.charts.axes import in_full, in_short, scale

MONTHS = ["Jul 2018", "Aug 2018", "Sep 2018"]
TWO = [Series("Paid", ["10.00", "0.00", "30.00"]), Series("Owed", ["20.00", "5.00", "0.00"])]
SVG = "{http://www.w3.org/2000/svg}"

MADE: dict[str, Callable[[], Chart]] = {
    "line": lambda: charts.line("a", "Title", "Says.", MONTHS, TWO),
    "bars": lambda: charts.bars("a", "Title", "Says.", MONTHS, TWO),
    "stacked": lambda: charts.stacked("a", "Title", "Says.", MONTHS, TWO),
    "lying": lambda: charts.lying("a", "Title", "Says.", MONTHS, TWO, head="Area", unit="pounds"),
    "fan": lambda: charts.fan(
        "a",
        "Title",
        "Says.",
        MONTHS,
        TWO[0],
        [Band("19 in 20", ["5.00", "0.00", "10.00"], ["20.00", "9.00", "60.00"])],
    ),
    "curve": lambda: charts.curve(
        "a", "Title", "Says.", [Curve("Now", [(0, 1), (100, 0.5), (900, 0)])], head="Loss"
    ),
    "spans": lambda: charts.spans("a", "Title", "Says.", [Span("Misses", 5, 25)], 12, head="Setting"),
}


def drawing(chart: Chart) -> ElementTree.Element:
    """The drawing of a chart, read as XML."""
    found = re.search(r"<svg .*</svg>", chart.figure, re.DOTALL)
    assert found
    drawn = found[0].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ElementTree.fromstring(drawn)  # noqa: S314 - drawn by the code under test


def boxes(chart: Chart, kind: str) -> list[dict[str, float]]:
    """The boxes of one class: x, y, width, height."""
    names = ("x", "y", "width", "height")
    return [
        {name: float(each.attrib[name]) for name in names}
        for each in drawing(chart).iter(f"{SVG}rect")
        if each.attrib["class"] == kind
    ]


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_every_chart_says_what_it_is_to_those_who_do_not_see_it(made: Callable[[], Chart]) -> None:
    root = drawing(made())
    named = {each.attrib["id"]: each.text for each in root if "id" in each.attrib}
    assert root.attrib["role"] == "img"
    assert [named[place] for place in root.attrib["aria-labelledby"].split()] == ["Title", "Says."]


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_no_chart_has_style_or_script_of_its_own(made: Callable[[], Chart]) -> None:
    figure = made().figure
    assert not re.search(r"style=|<style|<script|\son\w+=|href", figure)


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_every_row_of_the_table_has_every_column(made: Callable[[], Chart]) -> None:
    chart = made()
    assert chart.rows
    for row in chart.rows:
        assert set(row) == {column[0] for column in chart.columns}


def test_the_table_holds_the_figures_that_are_drawn() -> None:
    chart = MADE["stacked"]()
    assert [column[1] for column in chart.columns] == ["Month", "Paid", "Owed"]
    assert list(chart.rows[0].values()) == ["Jul 2018", "£10.00", "£20.00"]


def test_stacked_bars_are_as_long_as_their_values_and_end_where_the_next_begins() -> None:
    chart = MADE["stacked"]()
    (first, last), (second, _) = boxes(chart, "fill-1"), boxes(chart, "fill-2")
    assert last["height"] == pytest.approx(first["height"] * 3, abs=0.2)
    assert second["height"] == pytest.approx(first["height"] * 2, abs=0.2)
    assert second["y"] + second["height"] == pytest.approx(first["y"], abs=0.2)


def test_what_is_below_nought_hangs_below_it() -> None:
    chart = charts.stacked("a", "t", "s", ["Jul"], [Series("In", [10]), Series("Out", [-5])], unit="count")
    (above,), (below,) = boxes(chart, "fill-1"), boxes(chart, "fill-2")
    assert above["y"] + above["height"] == pytest.approx(below["y"], abs=0.2)
    assert below["height"] == pytest.approx(above["height"] / 2, abs=0.2)


def test_a_line_is_broken_where_a_value_is_missing() -> None:
    chart = charts.line("a", "t", "s", MONTHS, [Series("x", [1, None, 3])], unit="count")
    (path,) = (each for each in drawing(chart).iter(f"{SVG}path"))
    assert path.attrib["d"].count("M") == 2
    assert chart.rows[1]["s0"] == ""


def test_text_is_never_markup() -> None:
    chart = charts.lying("a", "<b>t</b>", "s & t", ["<i>x"], [Series('"><script>', [1])], head="h")
    assert "<b>" not in chart.figure
    assert "<i>" not in chart.figure
    assert "<script>" not in chart.figure
    drawing(chart)


def test_a_series_with_another_number_of_values_than_labels_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 3 values, got 2"):
        charts.line("a", "t", "s", MONTHS, [Series("x", [1, 2])])


@pytest.mark.parametrize(("count", "fits"), [(0, False), (1, True), (7, True), (8, False)])
def test_one_to_seven_series_are_told_apart(count: int, fits: bool) -> None:
    series = [Series(str(each), [1]) for each in range(count)]
    if fits:
        charts.bars("a", "t", "s", ["x"], series)
    else:
        with pytest.raises(ValueError, match="expected 1 to 7 series"):
            charts.bars("a", "t", "s", ["x"], series)


def test_a_chart_of_nothing_but_noughts_can_be_drawn() -> None:
    chart = charts.line("a", "t", "s", MONTHS, [Series("x", ["0.00"] * 3)])
    assert "NaN" not in chart.figure.replace("nan", "NaN")


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=30), st.sampled_from(["pounds", "count", "share"]))
def test_a_scale_holds_every_value_and_nought_in_few_round_steps(
    values: list[float], unit: charts.Unit
) -> None:
    found = scale(values, 300.0, 20.0, unit)
    assert 2 <= len(found.steps) <= 9
    assert 0.0 in found.steps
    for value in (*values, 0.0):
        assert 19.9 <= found.at(value) <= 300.1


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("1040.00", "pounds", "£1,040.00"),
        ("-12.50", "pounds", "-£12.50"),
        (25, "count", "25"),
        (0.125, "share", "12.5%"),
        (2019, "years", "2019"),
        (None, "pounds", ""),
    ],
)
def test_the_table_writes_values_in_full(value: charts.Figure, unit: charts.Unit, said: str) -> None:
    assert in_full(value, unit) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (999, "pounds", "£999"),
        (1000, "pounds", "£1k"),
        (-2500, "pounds", "-£2.5k"),
        (1_000_000, "pounds", "£1m"),
        (0.05, "share", "5%"),
        (12, "count", "12"),
    ],
)
def test_an_axis_writes_them_short(value: float, unit: charts.Unit, said: str) -> None:
    assert in_short(value, unit) == said


def test_many_labels_are_thinned_and_more_so_on_a_phone() -> None:
    labels = [f"Month {each}" for each in range(36)]
    texts = [
        each.text
        for each in drawing(charts.line("a", "t", "s", labels, [Series("x", [1] * 36)])).iter(f"{SVG}text")
    ]
    kept = [text for text in texts if text and text.startswith("Month")]
    assert 1 < len(kept) < 12
    assert kept[0] == "Month 0"
