"""The chart of each exploration, from the document that came out."""

from typing import Any

from guarantor.web import charts
from guarantor.web.charts import Band, Chart, Curve, Series, Span

SHOWN_BARS = 10


def of(kind: str, found: dict[str, Any]) -> Chart | None:
    """The chart of an exploration's document; None where there is nothing to draw."""
    draw = {"tornado": _tornado, "stresses": _stresses, "limits": _frontier, "fan": _fan}.get(kind)
    return draw(found) if draw else None


def _tornado(found: dict[str, Any]) -> Chart:
    bars = found["bars"][:SHOWN_BARS]
    return charts.spans(
        "tornado",
        "The cost that is passed one time in 20",
        f"As assumed it is £{found['p95']:,.0f}. Each bar: one assumption over its range.",
        [
            Span(f"{bar['assumption']}: {bar['low']} to {bar['high']}", bar["p95_low"], bar["p95_high"])
            for bar in bars
        ],
        found["p95"],
        head="Assumption",
    )


def _stresses(found: dict[str, Any]) -> Chart:
    rows = [("as assumed", found["mean"], found["p95"])]
    rows += [(each["name"], each["mean"], each["p95"]) for each in found["stresses"]]
    return charts.bars(
        "stresses",
        "The cost under each stress",
        "Expected, and what is passed one time in 20.",
        [name for name, _, _ in rows],
        [
            Series("Expected", [mean for _, mean, _ in rows]),
            Series("One time in 20 more than", [p95 for _, _, p95 in rows]),
        ],
        head="Stress",
    )


def _frontier(found: dict[str, Any]) -> Chart:
    by_places: dict[int, list[tuple[float, float]]] = {}
    for each in found["options"]:
        by_places.setdefault(each["places"], []).append((each["mean"], each["quantile"]))
    return charts.curve(
        "frontier",
        f"What is passed one time in 20, against what is expected; the sum is £{found['within']:,.0f}",
        "Each point is a scheme with its own cap and months covered.",
        [Curve(f"{places} places", sorted(points), dots=True) for places, points in by_places.items()],
        head="Expected cost",
        unit="pounds",
    )


def _fan(found: dict[str, Any]) -> Chart:
    years = found["years"]

    def at(level: str) -> list[float]:
        return [year["arrivals"]["quantiles"][level] for year in years]

    return charts.fan(
        "fan",
        "Guarantees that come in each financial year",
        "The middle line is passed as often as not; nine outcomes in ten lie in the wide band, half in the narrow one.",
        [year["year"] for year in years],
        Series("As often more as less", at("0.5")),
        [Band("Nine in ten", at("0.05"), at("0.95")), Band("Half", at("0.25"), at("0.75"))],
        unit="count",
    )
