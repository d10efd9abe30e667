"""Exposure: what may still be called and the rent behind it, now, over time, and by area, group, age and expiry."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from guarantor.domain.access import View
from guarantor.services.entering import restricting
from guarantor.services.finance import sheets
from guarantor.services.finance.exposure import PARTS
from guarantor.services.finance.exposure_over_time import over_time
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
from guarantor.web.showing import money, show

BY = {
    "area": "Area",
    "group": "Group",
    "age": "Age",
    "expiry": "Quarter in which the term ends",
    "programme": "Programme",
}
"""The parts that the page shows; single guarantees are in the download."""

RENT = {
    "confirmed": "Confirmed as paid",
    "in_arrears": "In arrears",
    "not_heard_of": "Not heard of",
    "nothing_due": "Nothing due yet",
}
"""The words of the rent behind a guarantee, by the codes of `exposure.RentWord`."""

GROUPS = {"citizen": "Citizen care leavers", "uasc": "Came as unaccompanied children"}


@pages.page("/finance/exposure", sees=View.PAYEES)
def exposure() -> ResponseReturnValue:
    """The exposure at the end of a month or today, beside the months before it."""
    at = desk()
    part = _part()
    months = asked_months(at)
    found = over_time(at.office, [part], *months, at.on)
    rows = [{**row, "name": named(part, row[part])} for row in found["by"][part]]
    return show(
        "finance/exposure.html",
        title="Exposure",
        ways=ways(),
        found=found,
        part=part,
        by=BY,
        rows=rows,
        words=RENT,
        known=known(at),
        first=found["months"][0]["month"],
        last=found["months"][-1]["month"],
        charts=_charts(found["months"]),
        by_rent=_by_rent(part, rows),
        by_sum=_by_sum(part, rows),
        taken=taken("finance.exposure_file", *months),
    )


@pages.page("/finance/exposure/download", sees=View.PAYEES)
def exposure_file() -> ResponseReturnValue:
    """The same figures as a workbook with every part and each guarantee, or the months as CSV."""
    at = desk()
    found = over_time(at.office, list(PARTS), *asked_months(at), at.on)
    found["by"]["guarantee"] = _open_to(at, found["by"]["guarantee"])
    return handed_out(sheets.exposure_tables(found), "exposure", at)


def _part() -> str:
    said = request.args.get("by", "area")
    return said if said in BY else "area"


def named(part: str, value: str) -> str:
    """A row of a part as people write it: areas and groups stand as codes in the ledger."""
    if part == "programme":
        return value
    said = GROUPS.get(value, value) if part == "group" else value
    return said[:1].upper() + said[1:]


def _open_to(at: Desk, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list(restricting.left_open(at.office, at.person, rows))


def _charts(months: list[dict[str, Any]]) -> list[Chart]:
    labels = [short_month(each["month"]) for each in months]
    before, now = months[0], months[-1]

    def series(**named: str) -> list[Series]:
        return [Series(said, [each[name] for each in months]) for name, said in named.items()]

    def words(figure: str) -> list[Series]:
        return [Series(said, [each["rent"][word][figure] for each in months]) for word, said in RENT.items()]

    return [
        charts.stacked(
            "still-to-call", "What may still be called at the end of each month",
            f"{money(before['remaining'])} in {labels[0]}, {money(now['remaining'])} in {labels[-1]}.",
            labels,
            series(
                remaining_in_force="In force",
                remaining_offered="Offered, not yet signed",
                remaining_ended="Ended, claims still open",
            ),
        ),
        charts.stacked(
            "rent-known", "Guarantees in force by what is known of the rent",
            f"In {labels[-1]} {now['in_force']} in force, {now['in_arrears']} of them in arrears and "
            f"{now['rent']['not_heard_of']['guarantees']} not heard of.",
            labels,
            words("guarantees"),
            unit="count",
        ),
        charts.line(
            "rent-not-confirmed", "Rent in arrears, and rent not heard of",
            f"In {labels[-1]} {money(now['arrears'])} in arrears and {money(now['not_heard_of'])} not heard of.",
            labels,
            series(arrears="In arrears", not_heard_of="Not heard of"),
        ),
        charts.line(
            "claims-so-far", "Claims accepted, paid and paid back so far",
            f"By {labels[-1]} {money(now['accepted'])} accepted, {money(now['paid'])} paid, "
            f"{money(now['recovered'])} paid back.",
            labels,
            series(accepted="Accepted", paid="Paid", recovered="Paid back"),
        ),
    ]  # fmt: skip


def _by_rent(part: str, rows: list[dict[str, Any]]) -> Chart | None:
    if not rows:
        return None
    words = {
        "confirmed": "confirmed",
        "in_arrears": "in_arrears",
        "not_heard_of": "silent",
        "nothing_due": "nothing_due",
    }
    return charts.lying(
        "by-rent", f"Guarantees in force by {BY[part].lower()} and what is known of the rent",
        "One bar for each row of the table below; its parts are the guarantees by what is known of their rent.",
        [row["name"] for row in rows],
        [Series(RENT[word], [row[name] for row in rows]) for word, name in words.items()],
        head=BY[part],
    )  # fmt: skip


def _by_sum(part: str, rows: list[dict[str, Any]]) -> Chart | None:
    if not rows:
        return None
    sums = {"used": "Used by claims", "remaining": "May still be called"}
    return charts.lying(
        "by-sum", f"What may still be called of those in force, by {BY[part].lower()}",
        "One bar for each row of the table below: used by claims, and what may still be called.",
        [row["name"] for row in rows],
        [Series(said, [row[name] for row in rows]) for name, said in sums.items()],
        head=BY[part],
        unit="pounds",
    )  # fmt: skip
