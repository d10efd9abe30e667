"""Saved forecasts held against what came: the claims accepted on their guarantees in each stretch that is over.

Only forecasts of the guarantees that stood, with nothing changed of what was assumed, say what the council expected;
each other saved answer says what would be if. Of each forecast the longest stretch that is over is scored, once. A
guarantee for a home moved to later is another one, which the forecast did not know.
"""

import datetime as dt
import json
from typing import Any

from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.storage import forecast_files, guarantee_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.forecasts import SavedForecast

NO_FORECAST = frozenset(
    {"places", "cap_months", "months", "take_up", "first_miss", "correlation", "recovery", "entrants"}
)
"""What makes an answer one of "what if": the basis and the budget alone leave it a forecast."""
COVERED = ("0.5", "0.8", "0.95", "0.995")
SAYS = (
    "What was expected, beside the claims accepted since on the same guarantees. A figure that 95 outcomes in 100 stay "
    "within should be passed about once in 20 forecasts. Forecasts of months that overlap, and years that share their "
    "bad luck, say less than their number."
)


def scorecard(office: Office, on: dt.date | None = None) -> dict[str, Any]:
    """The saved forecasts against the ledger at the close of a day, sums in pounds.

    `runs`: those with a stretch that is over; `waiting`: those without one yet, with the day the first is over;
    `coverage`: of the runs, how many stayed within each level.
    """
    day = business_day(office, on)
    with reading(office.engine) as session:
        kept = [(row, json.loads(row.document)) for row in forecast_files.every(session)]
        forecasts = [
            (row, document)
            for row, document in kept
            if document["ahead"] and not NO_FORECAST & set(document["changed"]) and row.made_on <= day
        ]
        runs = [found for row, document in forecasts if (found := _scored(session, row, document, day))]
    scored = {each["run"] for each in runs}
    return {
        "on": day.isoformat(),
        "says": SAYS,
        "runs": runs,
        "waiting": [
            {"run": f"SF-{row.number}", "name": row.name, "until": document["ahead"][0]["until"]}
            for row, document in forecasts
            if f"SF-{row.number}" not in scored
        ],
        "what_if": len(kept) - len(forecasts),
        "coverage": [
            {
                "level": level,
                "within": sum(each["came"] <= each["quantiles"][level] for each in runs),
                "runs": len(runs),
            }
            for level in COVERED
        ],
        "expected": round(sum(each["expected"] for each in runs), 2),
        "came": round(sum(each["came"] for each in runs), 2),
    }


def _scored(
    session: Session, row: SavedForecast, document: dict[str, Any], day: dt.date
) -> dict[str, Any] | None:
    over = [each for each in document["ahead"] if dt.date.fromisoformat(each["until"]) <= day]
    if not over:
        return None
    stretch = over[-1]
    until = dt.date.fromisoformat(stretch["until"])
    came_pence = sum(
        guarantee_files.accepted_pence(session, ref, until)
        - guarantee_files.accepted_pence(session, ref, row.made_on)
        for ref in document["guarantee_refs"]
    )
    came = came_pence / 100
    return {
        "run": f"SF-{row.number}",
        "name": row.name,
        "made_on": row.made_on.isoformat(),
        "basis": document["setting"]["basis"],
        "guarantees": len(document["guarantee_refs"]),
        "months": stretch["months"],
        "until": stretch["until"],
        "expected": stretch["mean"],
        "came": came,
        "error": round(stretch["mean"] - came, 2),
        "within": _within(came, stretch["quantiles"]),
        "quantiles": stretch["quantiles"],
    }


def _within(came: float, quantiles: dict[str, float]) -> str | None:
    """The lowest level whose quantile what came stays within; None where it passed them all."""
    return next((level for level, pounds in quantiles.items() if came <= pounds), None)
