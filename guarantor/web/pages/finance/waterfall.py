"""The waterfall: commitment, cost and cash, each month's opening, movements and closing."""

from typing import Any

from flask.typing import ResponseReturnValue

from guarantor.domain.access import View
from guarantor.services.finance import sheets
from guarantor.services.finance.exposure_over_time import known_months
from guarantor.services.finance.waterfall import waterfall_document
from guarantor.web import charts
from guarantor.web.charts import Chart, Series
from guarantor.web.desk import Desk, desk
from guarantor.web.pages.finance.room import (
    asked_months,
    handed_out,
    known,
    pages,
    short_month,
    taken,
    ways,
)
from guarantor.web.showing import money, plain, show

PARTS = {
    "commitment": "What may still be called",
    "cost": "What the scheme has cost",
    "cash": "What has left the bank",
}
_ENDS = ("opening", "closing")
_SHOWN_MONTHS = 12


@pages.page("/finance/waterfall", sees=View.PAYEES)
def waterfall() -> ResponseReturnValue:
    """From one month's closing to the next; the last twelve months unless others are chosen."""
    at = desk()
    found = _asked(at)
    months = found["months"]
    return show(
        "finance/waterfall.html",
        title="Waterfall",
        ways=ways(),
        known=known(at),
        first=months[0]["month"],
        last=months[-1]["month"],
        corrected=any(each[part]["corrections"] != "0.00" for each in months for part in PARTS),
        parts=[_part(name, said, months) for name, said in PARTS.items()],
        taken=taken("finance.waterfall_file", *asked_months(at)),
    )


@pages.page("/finance/waterfall/download", sees=View.PAYEES)
def waterfall_file() -> ResponseReturnValue:
    """The same months to take away: as CSV every movement on a line of its own."""
    at = desk()
    return handed_out(sheets.waterfall_tables(_asked(at)), "waterfall", at)


def _asked(at: Desk) -> dict[str, Any]:
    first, last = asked_months(at)
    if first is None and last is None:
        first = known_months(at.office, at.on)[-_SHOWN_MONTHS:][0]
    return waterfall_document(at.office, first, last, at.on)


def _part(name: str, said: str, months: list[dict[str, Any]]) -> dict[str, Any]:
    """The lines on which anything moved, as table and as chart."""
    moved = [
        line
        for line in months[0][name]
        if line not in _ENDS and any(each[name][line] != "0.00" for each in months)
    ]
    columns = [
        ("month", "Month", "whole"),
        ("opening", "Opening", "numeric"),
        *((line, plain(line), "numeric") for line in moved),
        ("closing", "Closing", "numeric"),
    ]
    rows = [
        {
            "month": short_month(each["month"]) + (", closed" if each["closed"] else ""),
            **{line: money(each[name][line]) for line in ("opening", *moved, "closing")},
        }
        for each in months
    ]
    return {"said": said, "columns": columns, "rows": rows, "chart": _chart(name, said, months, moved)}


def _chart(name: str, said: str, months: list[dict[str, Any]], moved: list[str]) -> Chart | None:
    if not moved:
        return None
    last = months[-1]
    return charts.stacked(
        f"moved-{name}", f"{said}: what moved in each month",
        f"Above the line what adds to it, below what takes away. It closes at {money(last[name]['closing'])} "
        f"in {short_month(last['month'])}.",
        [short_month(each["month"]) for each in months],
        [Series(plain(line), [each[name][line] for each in months]) for line in moved],
    )  # fmt: skip
