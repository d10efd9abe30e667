"""What the panel's papers are told in tests: figures of no real pilot."""

from datetime import date
from typing import Any

ROWS = ({"label": "Places taken", "says": "20 of 25"}, {"label": "Homes kept, of 20", "says": "16 to 19"})
OPTION = {
    "title": "Stop",
    "means": "No new guarantee.",
    "expected": "1552.78",
    "one_in_20": "4888",
    "one_in_200": "9642",
    "most": "42069.74",
    "turned_away": 27,
}
OPTIONS = (
    OPTION,
    OPTION | {"title": "Continue", "means": "25 new places.", "expected": "4458.21", "turned_away": 2},
    OPTION | {"title": "Extend", "means": "50 new places.", "expected": "7363.64", "turned_away": 0},
    OPTION | {"title": "Extend with a lower cap", "means": "50 new places, cap 3.", "expected": "6034.75"},
)
LIABILITY = tuple(
    {"of": of, "year": year, "mean": "1537.47", "p50": "1234", "p95": "4814", "p99_5": "9532"}
    for of, year in (("Guarantees that stand", "2019/20"), ("Forecast", "2019/20"), ("Forecast", "2020/21"))
)
BROKEN_DOWN = (
    {"value": "Citizen", "applied": "31", "given": "9 to 12", "declined": "14", "other": "5 to 8"},
)
SCORES = (
    {
        "about": "Places that have a holder",
        "came_to": "20 of 25: 80%",
        "rating": "Green",
        "bands": "Green from 75%, amber from 50%, red below",
        "owner": "Head of Service",
    },
)
ASSUMED = ({"about": "Repeat miss", "value": "0.35 a month", "source": "assumption", "owner": "finance"},)
SHARED: dict[str, Any] = {
    "council_name": "Kent County Council",
    "programme": "Rent guarantor pilot",
    "policy": "kent-pilot",
    "figures_on": date(2019, 4, 30),
    "rehearsal": True,
    "outcomes": ROWS,
    "became": ROWS,
    "grounds": ({"label": "Rent beside Local Housing Allowance", "says": "12"},),
    "tenancies": ROWS,
    "scores": SCORES,
    "groups": BROKEN_DOWN,
    "ages": BROKEN_DOWN,
    "journal_head": "line 412, 01ab99ce22f0, signed 9f2c1d0a77b3e5aa",
}
PART_A: dict[str, Any] = SHARED | {
    "hidden_below": 5,
    "glance": ROWS,
    "options": OPTIONS,
    "expected_a_year": 27,
    "money": ({"label": "Calls paid", "says": "£662.56"},),
    "liability": LIABILITY,
    "forecast_scores": (
        {"year": 2021, "age": "19-21", "forecast": 911, "actual": 1171, "error_percent": -22.2},
    ),
    "looking_back": "No forecast of the pilot's own calls is old enough to be scored.",
    "weekly_cost": "2.23",
    "break_even": ({"label": "1 tenancy in 10 spares one", "says": "£22.30 a week"},),
    "prices": (),
    "not_priced": 15,
    "savings": "Too few.",
    "risks": ({"risk": "Many miss at once.", "mitigation": "A cap.", "owner": "Finance"},),
    "terms": ASSUMED,
    "rates": ASSUMED,
    "basis": "2018-06",
}
PART_B: dict[str, Any] = SHARED | {
    "budget_years": (
        {
            "year": "2018/19",
            "accepted": "662.56",
            "costs": "0",
            "forecast": "0",
            "outturn": "662.56",
            "budget": "none was set",
        },
    ),
    "looked_back": ({"made_on": date(2018, 10, 31), "mean": "78.46", "came": "662.56"},),
    "seen_rates": (
        {"name": "first miss", "seen": 2, "months": 87, "assumed": "0.0125", "range_": "0.7% to 6.2%"},
    ),
    "stresses": ({"label": "Benefit freeze", "says": "£1,977; £6,034"},),
    "printed_figures": (
        {"group": "uasc", "year": 2019, "figure": "total", "printed": 1101, "computed": 1102},
    ),
    "engine": "Exact engine, seed 1.",
    "assumptions": ASSUMED,
}
CARD: dict[str, Any] = {
    "council_name": "Kent County Council",
    "figures_on": date(2019, 4, 30),
    "rehearsal": True,
    "places": 25,
    "places_taken": "20",
    "applied": "60",
    "given": "20",
    "declined": "31",
    "kept": "16 to 19",
    "missed": "2 to 4",
    "grounds": ("The rent was too high for the area.", "They did not earn enough for the rent."),
    "paid": "662.56",
    "one_in_200": "34390",
    "hidden_below": 5,
}
RECOMMENDED = {"option": "Extend with a lower cap", "by": "Head of Service"}
