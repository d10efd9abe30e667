"""`guarantor rent`: what landlord or young person tells us of the rent, and that nothing was heard."""

from typing import Annotated

import typer

from guarantor.cli.acting import day_given, desk, look
from guarantor.cli.answers import AsJson, By, Key, On, answer, who, who_sees
from guarantor.cli.guarantee import Gref
from guarantor.domain import dates
from guarantor.domain.access import Act, View
from guarantor.domain.dates import Month
from guarantor.domain.money import positive_pence
from guarantor.domain.references import guarantee_ref
from guarantor.services import rent as rents

Amount = Annotated[str, typer.Option(metavar="M", help="Pounds, such as 520.00.")]
AMonth = Annotated[str, typer.Option("--month", metavar="YYYY-MM", help="The month, such as 2018-09.")]
rent_app = typer.Typer(no_args_is_help=True, help="Rent: charge, pay, missed, silent, statement.")


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(rent_app, name="rent")


@rent_app.command(help=f"Record that the rent share fell due. {who(Act.CHARGE_RENT)}")
def charge(
    gref: Gref,
    due: Annotated[str, typer.Option(metavar="DATE", help="The day it fell due.")],
    amount: Amount,
    key: Key = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    due_on, amount_pence = dates.date(due, "--due"), positive_pence(amount, "--amount")
    at = desk(by, on)
    made = rents.charge(at.office, at.person, guarantee_ref(gref), due_on, amount_pence, at.on, key)
    answer(made, as_json=json)


@rent_app.command(help=f"Record rent the landlord has had. {who(Act.RECORD_RENT_PAYMENT)}")
def pay(
    gref: Gref,
    received: Annotated[str, typer.Option(metavar="DATE", help="The day the landlord had it.")],
    amount: Amount,
    source: Annotated[str, typer.Option("--from", metavar="tenant|benefit", help="Who paid.")] = "tenant",
    key: Key = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    received_on, amount_pence = dates.date(received, "--received"), positive_pence(amount, "--amount")
    at = desk(by, on)
    made = rents.pay(at.office, at.person, guarantee_ref(gref), received_on, amount_pence, source, at.on, key)
    answer(made, as_json=json)


@rent_app.command(help=f"Record that nothing was heard of a month's rent. {who(Act.RECORD_SILENCE)}")
def silent(gref: Gref, month: AMonth, by: By = None, on: On = None, json: AsJson = False) -> None:
    at = desk(by, on)
    asked = Month.read(month, "--month")
    answer(rents.state(at.office, at.person, guarantee_ref(gref), asked, "silent", at.on), as_json=json)


@rent_app.command(help=f"Record that a month's rent was reported missed. {who(Act.RECORD_MISSED_RENT)}")
def missed(gref: Gref, month: AMonth, by: By = None, on: On = None, json: AsJson = False) -> None:
    at = desk(by, on)
    asked = Month.read(month, "--month")
    answer(rents.state(at.office, at.person, guarantee_ref(gref), asked, "missed", at.on), as_json=json)


@rent_app.command(help=f"Show what is charged, paid, owed and not heard of. {who_sees(View.MONEY)}")
def statement(gref: Gref, on: On = None, json: AsJson = False) -> None:
    office = look(View.MONEY)
    answer(rents.statement(office, guarantee_ref(gref), day_given(on)), as_json=json)
