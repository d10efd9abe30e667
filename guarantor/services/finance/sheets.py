"""Finance's figures as sheets to take away: the documents of the other services as typed tables, CSV and workbook.

Every amount is the service's own to the penny; nothing is added up here. References only.
"""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from guarantor.services.finance.exposure import PARTS
from guarantor.tabular.csv_writing import csv_lines
from guarantor.tabular.table import Column, Kind, Table, Value
from guarantor.tabular.xlsx_writing import write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"

Sheets = Sequence[Table]
"""Tables that are handed out together; the first is what a CSV holds."""

_WHOLE = frozenset(  # Every other figure is a sum in pounds.
    {
        "guarantees",
        "in_force",
        "offered",
        "ended",
        "confirmed",
        "in_arrears",
        "silent",
        "nothing_due",
        "attempt",
    }
    | {"batch", "days"}
)
_TEXT = frozenset(
    {
        "month",
        "closed",
        "of",
        "line",
        "year",
        "programme",
        "policy",
        "claim",
        "case",
        "reference",
        "account",
        "holds",
    }
    | {
        "decided_by",
        "paid_by",
        "payee",
        "payee_entered_by",
        "payee_confirmed_by",
        "guarantee",
        "weeks",
        "category",
    }
    | {
        "before",
        "before_is",
        "otherwise",
        "otherwise_is",
        "source",
        "memorandum",
        "grows_on",
        "rent_word",
        *PARTS,
    }
)
_DATES = frozenset({"on", "paid_on", "returned_on", "from"})


def csv(table: Table) -> bytes:
    """One table as CSV."""
    return b"".join(csv_lines(table))


def workbook(tables: Sequence[Table], on: dt.date) -> bytes:
    """Tables as one workbook, dated on the day of its figures: the same figures are the same bytes."""
    held = io.BytesIO()
    write_workbook(held, tables, dt.datetime(on.year, on.month, on.day, tzinfo=dt.UTC))
    return held.getvalue()


def exposure_tables(found: Mapping[str, Any]) -> list[Table]:
    """`exposure_over_time.over_time`: the months, then a table for each part."""
    over_time = [
        {
            **{name: value for name, value in each.items() if name not in ("rent", "on")},
            "on": each["on"],
            "closed": _yes(each["closed"]),
        }
        for each in found["months"]
    ]
    return [
        _table("exposure by month", over_time, _names(over_time, first=("month", "on", "closed"))),
        *(_table(f"by {part}", rows, _names(rows, first=(part,))) for part, rows in found["by"].items()),
    ]


def waterfall_tables(found: Mapping[str, Any]) -> list[Table]:
    """`waterfall_document`: every line of every month one below the other, then a sheet for each of the three."""
    names = ("commitment", "cost", "cash")
    long = [
        {"month": each["month"], "closed": _yes(each["closed"]), "of": name, "line": line, "amount": pounds}
        for each in found["months"]
        for name in names
        for line, pounds in each[name].items()
    ]
    wide = {
        name: [
            {"month": each["month"], "closed": _yes(each["closed"]), **each[name]} for each in found["months"]
        ]
        for name in names
    }
    return [
        _table("waterfall", long),
        *(_table(name, rows, whole=frozenset()) for name, rows in wide.items()),
    ]


def budget_tables(found: Mapping[str, Any]) -> list[Table]:
    """`budget.budget`: a row for each programme and financial year, then what the forecast rests on."""
    rows = [
        {"programme": each["programme"], "policy": each["policy"], **year}
        for each in found["programmes"]
        for year in each["years"]
    ]
    beside = [{"year": year, "costs": costs} for year, costs in found["costs_of_no_guarantee"].items()]
    rests_on = [{"line": "forecast", "source": found["basis"]["says"]}]
    return [
        _table("budget", rows),
        _table("costs of no guarantee", beside, ("year", "costs")),
        _table("the forecast", rests_on),
    ]


def savings_tables(found: Mapping[str, Any], prices: Sequence[Mapping[str, Any]]) -> list[Table]:
    """`savings.savings` and `savings.prices`: a row for each guarantee, then the price list."""
    rows = [
        {
            "guarantee": each["guarantee_ref"],
            **{name: said for name, said in each.items() if name != "guarantee_ref"},
        }
        for each in found["guarantees"]
    ]
    listed = [{**each, "weekly": _sum_or_none(each["weekly"])} for each in prices]
    return [
        _table("savings", rows, _names(rows, first=("guarantee",))),
        _table("prices a week", listed, ("category", "weekly", "from", "source")),
    ]


def payment_tables(found: Mapping[str, Any]) -> list[Table]:
    """`payments_made.made`: a row for each payment with its people."""
    rows = found["payments"]
    return [_table("payments", rows, _names(rows, first=("claim",)))]


def month_tables(kept: Mapping[str, Any]) -> list[Table]:
    """What was kept of a closed month: exposure and its parts, waterfall, balances, budget and forecast."""
    exposure = {name: value for name, value in kept["exposure"].items() if name != "rent"}
    rent = [{"rent_word": word, **said} for word, said in kept["exposure"]["rent"].items()]
    years = [
        {"programme": each["programme"], "policy": each["policy"], **year}
        for each in kept["forecast"]["programmes"]
        for year in each["years"]
    ]
    falls = waterfall_tables({"months": [kept["waterfall"]]})[0]
    return [
        _table("exposure", [exposure], _names([exposure], first=("on",))),
        _table("rent", rent),
        *(
            _table(f"by {part}", rows, _names(rows, first=(part,)))
            for part, rows in kept["exposure_by"].items()
        ),
        falls,
        _table("balances", [{**each, "memorandum": _yes(each["memorandum"])} for each in kept["balances"]]),
        _table("budget and forecast", years),
    ]


def _table(
    title: str, rows: Sequence[Mapping[str, Any]], names: Sequence[str] = (), whole: frozenset[str] = _WHOLE
) -> Table:
    names = names or _names(rows)
    columns = [
        Column(name, _kind(name, whole), 30 if name in ("holds", "source", "category") else 16)
        for name in names
    ]
    return Table(title, columns, (_cells(row, columns) for row in rows))


def _names(rows: Iterable[Mapping[str, Any]], first: Sequence[str] = ()) -> list[str]:
    return list(dict.fromkeys([*first, *(name for row in rows for name in row)]))


def _cells(row: Mapping[str, Any], columns: Sequence[Column]) -> list[Value]:
    return [_cell(row.get(column.name), column.kind) for column in columns]


def _cell(value: Any, kind: Kind) -> Value:
    if value is None:
        return None
    match kind:
        case "pounds":
            whole, _, rest = str(value).lstrip("-").partition(".")
            pence = int(whole) * 100 + int(rest.ljust(2, "0") or 0)
            return -pence if str(value).startswith("-") else pence
        case "date":
            return dt.date.fromisoformat(value)
        case "whole":
            return int(value)
    return str(value)


def _kind(name: str, whole: frozenset[str]) -> Kind:
    if name in whole:
        return "whole"
    if name in _DATES:
        return "date"
    return "text" if name in _TEXT else "pounds"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _sum_or_none(value: str) -> str | None:
    """A price in pounds, or None where the list says that there is none."""
    return value if value[:1].isdigit() else None
