"""Finance at a glance: what the council stands for, what is to be paid, and which month is to be closed."""

from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.services.finance import exposure, month_closes
from guarantor.services.paying import lists
from guarantor.web.desk import desk
from guarantor.web.pages.claims.room import month_in_words, time_left
from guarantor.web.pages.finance.room import pages, ways
from guarantor.web.showing import show


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
        next_month=month_closes.next_to_close(at.office),
        may_close=may(at.person.roles, Act.CLOSE_MONTH),
        month_in_words=month_in_words,
    )
