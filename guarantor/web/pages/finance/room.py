"""What the pages of finance share: their noun, the way between them, the months they are asked for, their downloads."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.dates import Month
from guarantor.services.finance import sheets
from guarantor.services.finance.exposure_over_time import known_months
from guarantor.web.access import Pages
from guarantor.web.desk import Desk
from guarantor.web.downloads import download
from guarantor.web.pages.claims.room import month_in_words

pages = Pages("finance", __name__)


def ways() -> list[tuple[str, str]]:
    """The rooms of finance, each with its address."""
    return [
        ("Overview", url_for("finance.overview")),
        ("Exposure", url_for("finance.exposure")),
        ("Waterfall", url_for("finance.waterfall")),
        ("Budget", url_for("finance.budget")),
        ("Savings", url_for("finance.savings")),
        ("Payments", url_for("finance.payments")),
        ("Payments made", url_for("finance.payments_made")),
        ("Batches", url_for("finance.batches")),
        ("Payees", url_for("finance.payees")),
        ("Paid back", url_for("finance.recovery")),
        ("Months", url_for("finance.months")),
    ]


def known(at: Desk) -> list[tuple[str, str]]:
    """Every month in which something can have happened, as a list to choose from."""
    return [(str(month), month_in_words(month)) for month in known_months(at.office, at.on)]


def asked_months(at: Desk) -> tuple[Month | None, Month | None]:
    """The months that the address's query names as the first and the last, in their order; None for one that it does
    not name, or in which nothing can have happened.
    """
    listed = {str(month): month for month in known_months(at.office, at.on)}
    first, last = listed.get(request.args.get("from", "")), listed.get(request.args.get("until", ""))
    return (last, first) if first and last and last < first else (first, last)


def short_month(month: str) -> str:
    """A month as a chart letters it: 2018-09 is Sep 2018."""
    name, year = month_in_words(month).split()
    return f"{name[:3]} {year}"


def taken(endpoint: str, *months: Month | None) -> dict[str, str]:
    """The addresses of the same figures to take away, of the months from the first to the last that were asked for."""
    asked = {name: str(month) for name, month in zip(("from", "until"), months, strict=False) if month}
    said: list[dict[str, Any]] = [{**asked, "as": form} for form in ("xlsx", "csv")]
    return {each["as"]: url_for(endpoint, **each) for each in said}


def handed_out(tables: sheets.Sheets, name: str, at: Desk) -> ResponseReturnValue:
    """The tables as the address's query asks for them: a workbook, or the first as CSV; references, no names."""
    file = f"{name}-{at.on.isoformat()}"
    if request.args.get("as") == "csv":
        return download(sheets.csv(tables[0]), f"{file}.csv", sheets.CSV)
    return download(sheets.workbook(tables, at.on), f"{file}.xlsx", sheets.XLSX)
