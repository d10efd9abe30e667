"""Finance at a glance: what the council stands for, what is to be paid, which months are closed, and closing one."""

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.dates import Month
from guarantor.services.finance import exposure, month_close, month_closes
from guarantor.services.paying import lists
from guarantor.web import fields
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.pages.claims.room import month_in_words, time_left
from guarantor.web.pages.finance.room import pages, ways
from guarantor.web.showing import done, show


class Close(Form):
    """Close the month that is next."""

    called = {"MONTH": "month"}  # noqa: RUF012 - declared as a mapping by Form
    month = fields.line("Month", hint="Year and month, such as 2018-09", needed="Enter the month", width=10)


@pages.page("/finance", sees=View.PAYEES, section=(50, "Finance"))
def overview() -> ResponseReturnValue:
    """What stands today, in sums; landlords and cases by reference are on the pages behind it."""
    at = desk()
    to_pay = lists.to_pay(at.office, at.person, at.on)
    return show(
        "finance/overview.html",
        title="Finance",
        ways=ways(),
        on=at.on,
        exposure=exposure.exposure(at.office, at.on),
        to_pay=to_pay.found,
        oldest=next((each for each in to_pay.rows if not each["restricted"]), None),
        time_left=time_left,
        owed_pence=lists.owed_in_all(at.office),
        counted=lists.payees_counted(at.office),
        months=list(reversed(month_close.closed_months(at.office))),
        next_month=month_closes.next_to_close(at.office),
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
        says = f"{month_in_words(month)} is closed. The journal's line {kept['journal_head']['seq']} names its figures"
        return done(says, url_for("finance.overview"))
    return show(
        "finance/close.html",
        title="Close a month",
        caption="Finance",
        back=url_for("finance.overview"),
        form=form,
        due=due,
        month_in_words=month_in_words,
    )
