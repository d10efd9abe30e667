"""The savings ledger: what other accommodation would have cost beside each guarantee, and finance's price list."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.case_document import TABLE_4
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.entering import restricting
from guarantor.services.finance import savings as ledger
from guarantor.services.finance import sheets
from guarantor.web import fields
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.pages.finance.room import handed_out, pages, taken, ways
from guarantor.web.showing import day, done, show


class Price(Form):
    """What a category of accommodation costs a week from a day on."""

    called = {"CATEGORY": "category", "--source": "source"}  # noqa: RUF012 - declared as a mapping by Form
    category = fields.one_of(
        "What is priced?", [(each, each) for each in TABLE_4], needed="Choose what is priced"
    )
    known = fields.one_of(
        "Is there a price?",
        [("yes", "Yes"), ("no", "No, none is known from that day on")],
        needed="Choose whether there is a price",
    )
    weekly = fields.pounds("How much a week?", hint="Leave it empty where there is no price")
    from_on = fields.day("From which day does it count?", needed="Enter the day from which it counts")
    source = fields.words(
        "Where does it come from?", hint="For example the contract or the budget book, and its date",
        needed="Say where it comes from", rows=2,
    )  # fmt: skip


@pages.page("/finance/savings", sees=View.PAYEES)
def savings() -> ResponseReturnValue:
    """Each guarantee so far: both kinds of other accommodation, its own cost, and the balance."""
    at = desk()
    found = ledger.savings(at.office, at.on)
    return show(
        "finance/savings.html",
        title="Savings",
        ways=ways(),
        found=found,
        rows=list(restricting.left_open(at.office, at.person, found["guarantees"])),
        prices=ledger.prices(at.office, at.on),
        may_price=may(at.person.roles, Act.SET_ACCOMMODATION_PRICE),
        taken=taken("finance.savings_file"),
    )


@pages.page("/finance/savings/download", sees=View.PAYEES)
def savings_file() -> ResponseReturnValue:
    """The same rows to take away, and the price list."""
    at = desk()
    found = ledger.savings(at.office, at.on)
    found["guarantees"] = list(restricting.left_open(at.office, at.person, found["guarantees"]))
    return handed_out(sheets.savings_tables(found, ledger.prices(at.office, at.on)), "savings", at)


@pages.page("/finance/savings/price", does=Act.SET_ACCOMMODATION_PRICE)
def price() -> ResponseReturnValue:
    """Set a category's price from a day on; the one before keeps counting until then."""
    at = desk()
    form: Any = Price(from_on=at.on, known="yes")
    if form.sent():
        weekly_pence = form.weekly.pence
        if (weekly_pence is None) is (form.known.data == "yes"):
            raise WrongInput.at(
                "--weekly", "expected a sum where there is a price, and nothing where there is none"
            )
        made = ledger.set_price(
            at.office, at.person, form.category.data, weekly_pence, form.from_on.data, form.source.data, at.on
        )
        return done(f"{made['category']} is set from {day(made['from'])}", url_for("finance.savings"))
    return show(
        "finance/form.html",
        title="Set a price of accommodation",
        caption="Savings",
        back=url_for("finance.savings"),
        form=form,
        shown=("category", "known", "weekly", "from_on", "source"),
        button="Set the price",
    )
