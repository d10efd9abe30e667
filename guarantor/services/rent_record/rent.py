"""The rent record: what landlord or young person tells us, and that nothing was heard. Memorandum only."""

import datetime as dt
from collections.abc import Collection
from typing import Any, Literal

from guarantor.domain.access import Act
from guarantor.domain.dates import Month, plus_months
from guarantor.domain.lifecycle import EndReason
from guarantor.domain.money import pounds
from guarantor.domain.refusals import AlreadyCharged, WrongStatus
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.postings import rent_charged, rent_paid
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office, Person
from guarantor.services.finance import carried_forward
from guarantor.services.guaranteeing import changes
from guarantor.services.rent_record.warnings import stage_document
from guarantor.services.worktrays.tasks_due import open_warnings
from guarantor.storage import guarantee_files, rent_files
from guarantor.storage.engine import reading
from guarantor.storage.tables.guarantees import Guarantee, RentStatement

SOURCES = ("tenant", "benefit")


def charge(
    office: Office, person: Person, ref: str, due_on: dt.date, amount_pence: int, on: dt.date, key: str | None
) -> dict[str, Any]:
    """Record that a period's rent share fell due.

    Raises WrongInput for a day outside the tenancy as known, AlreadyCharged where a charge of that day stands.
    """
    content = charge_content(ref, due_on, amount_pence)
    with doing(office, person, Act.CHARGE_RENT, on, key=key, content=content) as act:
        if act.answered is not None:
            return act.answered
        act.subject = ref
        act.answer = enter_charge(act, ref, due_on, amount_pence)
        return act.answer


def charge_content(ref: str, due_on: dt.date, amount_pence: int) -> dict[str, Any]:
    """What a charge asks for, as its key stands for it."""
    return {"ref": ref, "due_on": due_on, "amount_pence": amount_pence}


def enter_charge(
    act: Doing,
    ref: str,
    due_on: dt.date,
    amount_pence: int,
    field: str = "--due",
    charged_on: Collection[dt.date] = (),
) -> dict[str, Any]:
    """Enter a charge within an act; `field` is what a fault in the day is named by. Raises as `charge`.

    `charged_on` are the days that the act itself has charged before.
    """
    guarantee = held(act, ref)
    check_due(guarantee, due_on, field)
    if due_on in charged_on:
        raise AlreadyCharged(ref, [due_on])
    check_not_charged(act, ref, [due_on])
    act.post(rent_charged(ref, amount_pence, due_on))
    changes.open_if_above_ceiling(act, guarantee, amount_pence, due_on)
    return {"guarantee_ref": ref, "charged": pounds(amount_pence), "due_on": due_on.isoformat()}


def check_not_charged(act: Doing, ref: str, days: Collection[dt.date]) -> None:
    """Raise AlreadyCharged where a charge stands on one of the days: one made void by a correction stands no more.

    Rent that falls due twice on a day is one charge of the sum, so that nothing is claimed twice.
    """
    standing = rent_files.charged_on(act.session, ref, days)
    if standing:
        raise AlreadyCharged(ref, standing)


def check_due(guarantee: Guarantee, due_on: dt.date, field: str) -> None:
    """Raise WrongInput, naming the field, for a due date before the tenancy or ten years after its start."""
    if due_on < guarantee.starts_on or due_on > plus_months(guarantee.starts_on, 120):
        raise WrongInput.at(
            field, f"expected {guarantee.starts_on.isoformat()} or later, when the tenancy starts"
        )


def pay(
    office: Office,
    person: Person,
    ref: str,
    received_on: dt.date,
    amount_pence: int,
    source: str,
    on: dt.date,
    key: str | None,
    month: Month | None = None,
) -> dict[str, Any]:
    """Record rent that the landlord has had, from the tenant or from benefit for the tenant.

    It meets the oldest charge first, or the rent of the `month` that the payer named. Raises WrongInput for a day
    before the tenancy or after the day of the entry, another source, or a month before the tenancy.
    """
    content = payment_content(ref, received_on, amount_pence, source, month)
    with doing(office, person, Act.RECORD_RENT_PAYMENT, on, key=key, content=content) as act:
        if act.answered is not None:
            return act.answered
        act.subject = ref
        act.answer = enter_payment(act, ref, received_on, amount_pence, source, month=month)
        return act.answer


def payment_content(
    ref: str, received_on: dt.date, amount_pence: int, source: str, month: Month | None = None
) -> dict[str, Any]:
    """What a payment asks for, as its key stands for it."""
    content = {"ref": ref, "received_on": received_on, "amount_pence": amount_pence, "source": source}
    return content if month is None else {**content, "month": str(month)}


def enter_payment(
    act: Doing,
    ref: str,
    received_on: dt.date,
    amount_pence: int,
    source: str,
    fields: tuple[str, str, str] = ("--received", "--from", "--for"),
    month: Month | None = None,
) -> dict[str, Any]:
    """Enter a payment within an act; `fields` is what faults in day, source and month are named by. Raises as `pay`."""
    day_field, source_field, month_field = fields
    if source not in SOURCES:
        raise WrongInput.at(source_field, f"expected {' or '.join(SOURCES)}, not {source!r}")
    guarantee = held(act, ref)
    if received_on < guarantee.starts_on:
        starts_on = guarantee.starts_on.isoformat()
        raise WrongInput.at(day_field, f"expected {starts_on} or later, when the tenancy starts")
    if received_on > act.on:
        raise WrongInput.at(day_field, f"expected {act.on.isoformat()}, the day of this entry, or earlier")
    if month is not None and month < Month.of(guarantee.starts_on):
        raise WrongInput.at(month_field, f"expected {Month.of(guarantee.starts_on)} or later")
    act.post(rent_paid(ref, amount_pence, received_on, source, month))
    paid = {"guarantee_ref": ref, "paid": pounds(amount_pence), "received_on": received_on.isoformat()}
    return paid if month is None else {**paid, "for": str(month)}


def state(
    office: Office,
    person: Person,
    ref: str,
    month: Month,
    says: Literal["silent", "missed"],
    on: dt.date,
) -> dict[str, Any]:
    """Record a dated statement about a month's rent: that nothing was heard, or that it was reported missed.

    Raises WrongInput for a month before the tenancy or after the month of the statement.
    """
    deed = Act.RECORD_SILENCE if says == "silent" else Act.RECORD_MISSED_RENT
    with doing(office, person, deed, on) as act:
        guarantee = held(act, ref)
        act.subject = ref
        answer = enter_statement(act, guarantee, month, says)
        act.note(month=str(month))
        if says == "missed":
            open_warnings(act, guarantee)
        return answer


def enter_statement(
    act: Doing, guarantee: Guarantee, month: Month, says: Literal["silent", "missed"], field: str = "--month"
) -> dict[str, Any]:
    """Enter a statement about a month of a guarantee that is held still; `field` is what a fault is named by.

    Raises as `state`.
    """
    if month < Month.of(guarantee.starts_on):
        raise WrongInput.at(field, f"expected {Month.of(guarantee.starts_on)} or later")
    if month > Month.of(act.on):
        raise WrongInput.at(field, f"expected {Month.of(act.on)} or earlier, since later rent is not due yet")
    act.add(
        RentStatement(
            guarantee_ref=guarantee.ref,
            month=str(month),
            says=says,
            stated_on=act.on,
            officer=act.number,
            recorded_at=act.at,
        )
    )
    return {"guarantee_ref": guarantee.ref, "month": str(month), "says": says}


def statement(office: Office, ref: str, on: dt.date | None, *, everything: bool = False) -> dict[str, Any]:
    """The rent record on a day: charged, paid, met by council and deposit, arrears in pounds and days, not heard of.

    With it the stage of the arrears and how it came about, the days on which early warnings rest, and where each
    payment came from. Where balances were carried forward, the lists begin on the day of `carried_from`, with the
    charges then open; `everything` lists all there ever was. The sums are those of the whole tenancy.
    """
    day = business_day(office, on)
    with reading(office.engine) as session:
        guarantee = guarantee_files.held(session, ref)
        found = carried_forward.rent_of(session, ref, day, from_all=everything)
        rent = found.state
        return {
            "guarantee_ref": guarantee.ref,
            "on": day.isoformat(),
            "carried_from": found.carried.on.isoformat() if found.carried else None,
            "every": rent_files.let(session, ref),
            "charged": pounds(rent.charged_pence),
            "paid": pounds(rent.paid_pence),
            "met_by_council": pounds(rent.met_by_council_pence),
            "met_by_deposit": pounds(rent.met_by_deposit_pence),
            "arrears": pounds(rent.arrears_pence),
            "days": rent.days,
            "not_heard_of": pounds(rent.not_heard_of_pence),
            "silent_months": guarantee_files.silent_months(session, ref),
            **stage_document(session, guarantee, found),
            "deposit_left": pounds(guarantee_files.deposit_left_pence(session, guarantee)),
            "charges": [
                {
                    "due_on": each.due_on.isoformat(),
                    "amount": pounds(each.amount_pence),
                    "unpaid": pounds(each.unpaid_pence),
                    "heard_of": each.heard_of,
                }
                for each in rent.charges
            ],
            "payments": [
                {
                    "received_on": each.received_on.isoformat(),
                    "amount": pounds(each.amount_pence),
                    "from": each.source,
                    "for": str(each.month) if each.month else None,
                }
                for each in sorted(found.entries.payments, key=lambda paid: paid.received_on)
                if each.received_on <= day
            ],
        }


def held(act: Doing, ref: str) -> Guarantee:
    """The guarantee, held still until the act ends. Raises WrongStatus where its offer lapsed: it has no record."""
    guarantee = guarantee_files.held(act.session, ref, to_change=True)
    last = guarantee_files.last_step(act.session, ref)
    if last.reason_code == EndReason.OFFER_LAPSED:
        raise WrongStatus(ref, "a lapsed offer", ["offered", "active", "ended"])
    return guarantee
