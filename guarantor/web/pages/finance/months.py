"""Months: closing the next one, and every closed one to print again as it was kept, held against the ledger."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.dates import Month
from guarantor.services.finance import exposure, month_close, month_closes, month_prints, sheets
from guarantor.services.finance.waterfall import waterfall_document
from guarantor.web import fields
from guarantor.web.desk import Desk, desk
from guarantor.web.downloads import download
from guarantor.web.forms import Form
from guarantor.web.pages.claims.room import month_in_words
from guarantor.web.pages.finance.exposure import BY, RENT, named
from guarantor.web.pages.finance.room import handed_out, pages, ways
from guarantor.web.pages.finance.waterfall import PARTS
from guarantor.web.showing import done, show


class Close(Form):
    """Close the month that is next."""

    called = {"MONTH": "month"}  # noqa: RUF012 - declared as a mapping by Form
    month = fields.line("Month", hint="Year and month, such as 2018-09", needed="Enter the month", width=10)


@pages.page("/finance/months", sees=View.PAYEES)
def months() -> ResponseReturnValue:
    """The month that is next, and the closed ones."""
    at = desk()
    due = month_closes.next_to_close(at.office)
    return show(
        "finance/months.html",
        title="Months",
        ways=ways(),
        due=due,
        over=due is not None and due.last_on < at.on,
        closed=list(reversed(month_close.closed_months(at.office))),
        may_close=may(at.person.roles, Act.CLOSE_MONTH),
        month_in_words=month_in_words,
    )


@pages.page("/finance/close", does=Act.CLOSE_MONTH)
def close() -> ResponseReturnValue:
    """Close the month whose turn it is, and keep its figures as they are known now."""
    at = desk()
    due = month_closes.next_to_close(at.office)
    form = Close(month=str(due) if due else "")
    if form.sent():
        month = Month.read(str(form.month.data), "MONTH")
        kept = month_close.close(at.office, at.person, month, at.on)
        says = f"{month_in_words(month)} is closed. The journal’s line {kept['journal_head']['seq']} names its figures"
        return done(says, url_for("finance.month", month=month))
    return show(
        "finance/close.html",
        title="Close a month",
        caption="Finance",
        back=url_for("finance.months"),
        form=form,
        due=due,
        over=due is not None and due.last_on < at.on,
        would_keep=_would_keep(at, due) if due is not None and due.last_on < at.on else None,
        parts=PARTS,
        month_in_words=month_in_words,
    )


@pages.page("/finance/months/<month:month>", sees=View.PAYEES)
def month(month: Month) -> ResponseReturnValue:
    """A closed month as it was kept, to read and to print."""
    return _shown(desk(), month, None)


@pages.page("/finance/months/<month:month>/recheck", sees=View.PAYEES)
def recheck(month: Month) -> ResponseReturnValue:
    """The same, with what the ledger as it was known then says now."""
    at = desk()
    return _shown(at, month, month_close.recheck(at.office, month))


@pages.page("/finance/months/<month:month>/download", sees=View.PAYEES)
def month_file(month: Month) -> ResponseReturnValue:
    """What was kept of a month as a workbook."""
    at = desk()
    return handed_out(
        sheets.month_tables(month_prints.printed(at.office, month)["kept"]), f"month-{month}", at
    )


@pages.page("/finance/months/<month:month>/kept", sees=View.PAYEES)
def month_kept(month: Month) -> ResponseReturnValue:
    """What was kept, byte for byte: the file whose SHA-256 the journal names."""
    content = month_close.closed(desk().office, month).encode()
    return download(content, f"month-{month}.json", "application/json")


def _would_keep(at: Desk, due: Month) -> dict[str, Any]:
    """What the ledger says of the month as it is known now."""
    falls = waterfall_document(at.office, due, due, due.last_on)
    return {"exposure": exposure.exposure(at.office, due.last_on), "waterfall": falls["months"][0]}


def _shown(at: Desk, month: Month, rechecked: dict[str, Any] | None) -> ResponseReturnValue:
    held = month_prints.printed(at.office, month)
    return show(
        "finance/month.html",
        title=f"{month_in_words(month)} as it was closed",
        caption="Finance",
        back=url_for("finance.months"),
        month=month,
        held=held,
        kept=held["kept"],
        rechecked=rechecked,
        parts=PARTS,
        by={name: said for name, said in BY.items() if name in held["kept"]["exposure_by"]},
        named=named,
        words=RENT,
        month_in_words=month_in_words,
    )
