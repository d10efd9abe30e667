"""`guarantor rent`: what landlord or young person tells us of the rent, and that nothing was heard."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

import typer

from guarantor.cli.acting import day_given, desk, look
from guarantor.cli.answers import AsJson, By, Key, On, answer, who, who_sees
from guarantor.cli.guarantee import Gref
from guarantor.domain import dates
from guarantor.domain.access import Act, View
from guarantor.domain.dates import Month
from guarantor.domain.money import pence, positive_pence
from guarantor.domain.references import guarantee_ref
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.rent_periods import Every
from guarantor.services.rent_record import deposits, rent_corrections, rent_schedules, warnings
from guarantor.services.rent_record import rent as rents

Amount = Annotated[str, typer.Option(metavar="M", help="Pounds, such as 520.00.")]
AMonth = Annotated[str, typer.Option("--month", metavar="YYYY-MM", help="The month, such as 2018-09.")]
rent_app = typer.Typer(
    no_args_is_help=True,
    help="Rent: charge, schedule, pay, correct, missed, silent, pause, deposit, entries, statement.",
)


class Let(StrEnum):
    """How often rent falls due, as it is said."""

    WEEKLY = "weekly"
    FOUR_WEEKLY = "four-weekly"
    MONTHLY = "monthly"
    TERMLY = "termly"


_EVERY = dict(zip(Let, Every, strict=True))


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
    named: Annotated[
        str | None,
        typer.Option("--for", metavar="YYYY-MM", help="The month it was paid for; else the oldest charge."),
    ] = None,
    key: Key = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    ref = guarantee_ref(gref)
    received_on, amount_pence = dates.date(received, "--received"), positive_pence(amount, "--amount")
    month = None if named is None else Month.read(named, "--for")
    at = desk(by, on)
    made = rents.pay(at.office, at.person, ref, received_on, amount_pence, source, at.on, key, month)
    answer(made, as_json=json)


@rent_app.command(
    help=f"Record the charges of a let at once: each period's, or the instalments of a term. {who(Act.CHARGE_RENT)}"
)
def schedule(
    gref: Gref,
    every: Annotated[Let, typer.Option(help="How often the rent falls due.")],
    amount: Annotated[
        str | None, typer.Option(metavar="M", help="Pounds of each period, such as 120.00.")
    ] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="The first due date.")] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="The last day; default: the guarantee's last.")
    ] = None,
    due: Annotated[
        list[str] | None, typer.Option(metavar="DATE=M ...", help="An instalment of a termly let.")
    ] = None,
    key: Key = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    let = rent_schedules.Schedule(
        every=_EVERY[every],
        amount_pence=None if amount is None else positive_pence(amount, "--amount"),
        from_on=None if first is None else dates.date(first, "--from"),
        until_on=None if until is None else dates.date(until, "--until"),
        instalments=tuple(_instalment(each) for each in due or ()),
    )
    at = desk(by, on)
    answer(rent_schedules.schedule(at.office, at.person, guarantee_ref(gref), let, at.on, key), as_json=json)


@rent_app.command(help=f"Put a charge or payment right; 0 makes it void. {who(Act.CORRECT_RENT)}")
def correct(
    gref: Gref,
    transfer: Annotated[int, typer.Argument(min=1, help="The entry's number, as rent entries shows it.")],
    amount: Annotated[str, typer.Option(metavar="M", help="The right amount in pounds.")],
    reason: Annotated[
        str, typer.Option(metavar="CODE", help=f"What was wrong: {', '.join(rent_corrections.REASONS)}.")
    ],
    key: Key = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    ref, right_pence = guarantee_ref(gref), pence(amount, "--amount")
    at = desk(by, on)
    made = rent_corrections.correct(at.office, at.person, ref, transfer, right_pence, reason, at.on, key)
    answer(made, as_json=json)


@rent_app.command(help=f"List the entries with their numbers, struck ones too. {who_sees(View.MONEY)}")
def entries(gref: Gref, json: AsJson = False) -> None:
    ref = guarantee_ref(gref)
    answer(rent_corrections.entries(look(View.MONEY, ref), ref), as_json=json)


@rent_app.command(help=f"Let early warnings rest for a time. {who(Act.PAUSE_WARNINGS)}")
def pause(
    gref: Gref,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day of rest.")],
    until: Annotated[str, typer.Option(metavar="DATE", help="The last day; they go on the day after.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    from_on, until_on = dates.date(first, "--from"), dates.date(until, "--until")
    at = desk(by, on)
    made = warnings.pause(at.office, at.person, guarantee_ref(gref), from_on, until_on, reason, at.on)
    answer(made, as_json=json)


@rent_app.command(help=f"State how much of the deposit is there for rent. {who(Act.STATE_DEPOSIT)}")
def deposit(
    gref: Gref,
    available: Annotated[str, typer.Option(metavar="M", help="Pounds; 0 where nothing is left for rent.")],
    evidence: Annotated[str, typer.Option(metavar="TEXT", help="What shows it.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    available_pence = pence(available, "--available")
    at = desk(by, on)
    made = deposits.state(at.office, at.person, guarantee_ref(gref), available_pence, evidence, at.on)
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
def statement(
    gref: Gref,
    on: On = None,
    everything: Annotated[
        bool, typer.Option("--all", help="List everything, also from before balances were carried forward.")
    ] = False,
    json: AsJson = False,
) -> None:
    ref = guarantee_ref(gref)
    office = look(View.MONEY, ref)
    answer(rents.statement(office, ref, day_given(on), everything=everything), as_json=json)


def _instalment(text: str) -> tuple[dt.date, int]:
    day, equals, amount = text.partition("=")
    if not equals:
        raise WrongInput.at("--due", f"expected an instalment such as 2018-10-01=1500.00, not {text!r}")
    return dates.date(day, "--due"), positive_pence(amount, "--due")
