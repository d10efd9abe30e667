"""The finance workbook: every figure of the report with the rows behind it, as typed sheets.

Knows which sheet holds what. Every amount is a service's own to the penny; text of people is written as text.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from guarantor.services.finance import sheets
from guarantor.services.reporting.finance.gathered import Figures
from guarantor.services.reporting.finance.totals import Held, held_against_the_ledger
from guarantor.tabular.table import Column, Kind, Table, Value

_WIDE, _WIDEST = 32, 70
_PAYEE = ("payee", "payee_entered_by", "payee_confirmed_by")
_QUANTILES = ("0.5", "0.8", "0.95", "0.99", "0.995")
_IN_10_000 = 10_000


def workbook(of: Figures, council_name: str, journal_head: str) -> bytes:
    """The workbook as bytes: the same figures are the same bytes, but for the head that is signed anew."""
    return sheets.workbook(tables(of, council_name, journal_head), of.on)


def tables(of: Figures, council_name: str, journal_head: str) -> list[Table]:
    """Its sheets in order."""
    return [
        _about(of, council_name, journal_head),
        _held(held_against_the_ledger(of)),
        *sheets.exposure_tables(of.exposure),
        _listed("guarantees", of.guarantees, _GUARANTEES),
        *sheets.waterfall_tables(of.waterfall),
        *sheets.budget_tables(of.budget),
        _listed("claims", of.claims, _CLAIMS),
        *sheets.payment_tables({"payments": [_without_payee(each) for each in of.payments["payments"]]}),
        _listed("recoveries", of.recoveries, _RECOVERIES),
        _listed("credit losses", of.losses["lines"], {"code": "text", **_LOSSES}),
        _listed("credit loss stages", of.losses["stages"], {"guarantees": "whole", **_LOSSES}),
        _liability(of),
        _stresses(of.stressed),
        *sheets.savings_tables(of.savings, of.prices),
        _listed("balances", of.balances, _BALANCES),
        _assumptions(of),
        _listed("closed months", of.closed_months, _CLOSED),
    ]


_GUARANTEES: dict[str, Kind] = {
    "guarantee": "text",
    "programme": "text",
    "status": "text",
    "starts_on": "date",
    "ends_on": "date",
    "guaranteed": "pounds",
    "used": "pounds",
    "released": "pounds",
    "remaining": "pounds",
    "rent": "text",
    "arrears": "pounds",
    "not_heard_of": "pounds",
}
_CLAIMS: dict[str, Kind] = {
    "claim": "text",
    "guarantee": "text",
    "programme": "text",
    "lodged_on": "date",
    "decided_on": "date",
    "stands": "text",
    "claimed": "pounds",
    "accepted": "pounds",
    "paid": "pounds",
    "to_pay": "pounds",
}
_RECOVERIES: dict[str, Kind] = {
    "claim": "text",
    "guarantee": "text",
    "programme": "text",
    "paid": "pounds",
    "asked": "pounds",
    "back": "pounds",
    "written_off": "pounds",
    "left": "pounds",
}
_LOSSES: dict[str, Kind] = {
    "stage": "whole",
    "twelve_months": "pounds",
    "lifetime": "pounds",
    "allowance": "pounds",
    "maximum": "pounds",
    "contingent": "pounds",
}
_BALANCES: dict[str, Kind] = {"account": "text", "holds": "text", "grows_on": "text", "balance": "pounds"}
_CLOSED: dict[str, Kind] = {
    "month": "text",
    "closed_on": "date",
    "sha256": "text",
    "through_transfer": "whole",
}


def _about(of: Figures, council_name: str, journal_head: str) -> Table:
    rows = [
        ("council", council_name),
        ("programme", of.terms["programme"]),
        ("policy", of.terms["policy"]),
        ("figures at the close of", of.on.isoformat()),
        ("record", "rehearsal, synthetic people" if of.rehearsal else "live"),
        ("model on basis", of.basis["basis"]),
        ("data digest", of.digest),
        ("journal head", journal_head),
        ("credit losses", of.losses["says"]),
        ("liability", of.book["given"]),
        ("past their term, in no forecast", ", ".join(of.losses["past_their_term"]) or "none"),
    ]
    return Table("about", (Column("about", "text", _WIDE), Column("says", "text", _WIDEST)), rows)


def _held(totals: Sequence[Held]) -> Table:
    columns = (
        Column("total", "text", _WIDEST),
        Column("sheet", "text", 16),
        Column("reported", "pounds"),
        Column("accounts", "text", _WIDE),
        Column("ledger", "pounds"),
        Column("differs", "pounds"),
    )
    return Table(
        "held against the ledger",
        columns,
        (
            (
                each.about,
                each.sheet,
                _pence(each.reported),
                each.accounts_said,
                _pence(each.ledger),
                _pence(each.differs),
            )
            for each in totals
        ),
    )


def _liability(of: Figures) -> Table:
    columns = [
        Column("guarantees", "text", _WIDE),
        Column("year", "text"),
        *(Column(name, "pounds") for name in ("mean", "sd", *map(_up_to, _QUANTILES), "mean beyond 0.95")),
        Column("over budget, times in 10,000", "whole", 28),
    ]
    rows: list[list[Value]] = []
    for name, document in (
        ("guarantees that stand", of.book),
        ("forecast arrivals, places unlimited", of.arrivals),
    ):
        # The budget is a year's, so that all years together are not held against it.
        whole = {**document["total"], "probability_over_budget": None}
        for year, figures in (*((each["year"], each) for each in document["by_year"]), ("all years", whole)):
            rows.append([name, year, *_figures(figures)])
    return Table("liability", columns, rows)


def _up_to(level: str) -> str:
    return f"not passed, chance {level}"


def _figures(of: Mapping[str, Any]) -> list[Value]:
    chance = of["probability_over_budget"]
    return [
        _pence(of["mean"]),
        _pence(of["sd"]),
        *(_pence(of["quantiles"][level]) for level in _QUANTILES),
        _pence(of["tail_means"]["0.95"]),
        None if chance is None else round(chance * _IN_10_000),
    ]


def _stresses(document: Mapping[str, Any]) -> Table:
    columns = (
        Column("stress", "text", _WIDE),
        Column("mean", "pounds"),
        Column("not passed, chance 0.95", "pounds", 24),
        Column("owner", "text"),
        Column("happens", "text", _WIDEST),
    )
    listed = [{"name": "as assumed", "happens": "", "owner": "finance", **document}, *document["stresses"]]
    return Table(
        "stresses",
        columns,
        (
            (each["name"], _pence(each["mean"]), _pence(each["p95"]), each["owner"], each["happens"])
            for each in listed
        ),
    )


def _assumptions(of: Figures) -> Table:
    columns = [
        Column(name, "text", _WIDE)
        for name in ("assumption", "value", "unit", "range", "source", "owner", "why")
    ]
    entries = (
        *((f"basis {of.basis['basis']}: {each['name']}", each) for each in of.basis["assumptions"]),
        *((f"credit losses: {name}", each) for name, each in of.losses["rules"].items()),
    )
    return Table(
        "assumptions",
        columns,
        (
            (
                name,
                str(each["value"]),
                each["unit"],
                between(each),
                each["source"],
                each["owner"],
                each["why"],
            )
            for name, each in entries
        ),
    )


def between(entry: Mapping[str, Any]) -> str:
    """An assumption's range: "1 to 24", or "-" where it has none."""
    ends = entry.get("range")
    return "-" if ends is None else " to ".join(str(end) for end in ends)


def _listed(title: str, rows: Iterable[Mapping[str, Any]], kinds: Mapping[str, Kind]) -> Table:
    columns = [
        Column(name, kind, _WIDE if name in ("holds", "sha256") else 16) for name, kind in kinds.items()
    ]
    return Table(title, columns, ([_cell(row[name], kind) for name, kind in kinds.items()] for row in rows))


def _cell(value: Any, kind: Kind) -> Value:
    if value is None:
        return None
    match kind:
        case "pounds":
            return _pence(value)
        case "date":
            return dt.date.fromisoformat(value)
        case "whole":
            return int(value)
    return str(value)


def _pence(amount: Any) -> int:
    """Whole pence of a sum in pounds: text to the penny, or a figure of the model to the nearest one."""
    return round(Decimal(str(amount)) * 100)


def _without_payee(payment: Mapping[str, Any]) -> dict[str, Any]:
    """A payment by its references: who is paid is another person's detail and stands in no report."""
    return {name: value for name, value in payment.items() if name not in _PAYEE}
