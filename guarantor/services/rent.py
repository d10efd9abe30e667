"""The rent record: what landlord or young person tells us, and that nothing was heard. Memorandum only."""

import datetime as dt
from typing import Any, Literal

from guarantor.domain.access import Act
from guarantor.domain.dates import Month, plus_months
from guarantor.domain.lifecycle import EndReason
from guarantor.domain.money import pounds
from guarantor.domain.refusals import WrongStatus
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.arrears import arrears
from guarantor.ledger.postings import rent_charged, rent_paid
from guarantor.services.acts import Doing, doing
from guarantor.services.identity import business_day
from guarantor.services.office import Office, Person
from guarantor.storage import guarantee_files
from guarantor.storage.engine import reading
from guarantor.storage.tables.guarantees import Guarantee, RentStatement

SOURCES = ("tenant", "benefit")


def charge(
    office: Office, person: Person, ref: str, due_on: dt.date, amount_pence: int, on: dt.date, key: str | None
) -> dict[str, Any]:
    """Record that a period's rent share fell due. Raises WrongInput for a day outside the tenancy as known."""
    content = {"ref": ref, "due_on": due_on, "amount_pence": amount_pence}
    with doing(office, person, Act.CHARGE_RENT, on, key=key, content=content) as act:
        if act.answered is not None:
            return act.answered
        guarantee = _held(act, ref)
        if due_on < guarantee.starts_on or due_on > plus_months(guarantee.starts_on, 120):
            raise WrongInput.at(
                "--due", f"expected {guarantee.starts_on.isoformat()} or later, when the tenancy starts"
            )
        act.post(rent_charged(ref, amount_pence, due_on))
        act.answer = {"guarantee_ref": ref, "charged": pounds(amount_pence), "due_on": due_on.isoformat()}
        return act.answer


def pay(
    office: Office,
    person: Person,
    ref: str,
    received_on: dt.date,
    amount_pence: int,
    source: str,
    on: dt.date,
    key: str | None,
) -> dict[str, Any]:
    """Record rent that the landlord has had, from the tenant or from benefit for the tenant."""
    if source not in SOURCES:
        raise WrongInput.at("--from", f"expected {' or '.join(SOURCES)}, not {source!r}")
    content = {"ref": ref, "received_on": received_on, "amount_pence": amount_pence, "source": source}
    with doing(office, person, Act.RECORD_RENT_PAYMENT, on, key=key, content=content) as act:
        if act.answered is not None:
            return act.answered
        _held(act, ref)
        act.post(rent_paid(ref, amount_pence, received_on, source))
        act.answer = {
            "guarantee_ref": ref,
            "paid": pounds(amount_pence),
            "received_on": received_on.isoformat(),
        }
        return act.answer


def state(
    office: Office,
    person: Person,
    ref: str,
    month: Month,
    says: Literal["silent", "missed"],
    on: dt.date,
) -> dict[str, Any]:
    """Record a dated statement about a month's rent: that nothing was heard, or that it was reported missed."""
    deed = Act.RECORD_SILENCE if says == "silent" else Act.RECORD_MISSED_RENT
    with doing(office, person, deed, on) as act:
        guarantee = _held(act, ref)
        if month < Month.of(guarantee.starts_on):
            raise WrongInput.at("--month", f"expected {Month.of(guarantee.starts_on)} or later")
        act.add(
            RentStatement(
                guarantee_ref=ref,
                month=str(month),
                says=says,
                stated_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        act.note(month=str(month))
        return {"guarantee_ref": ref, "month": str(month), "says": says}


def statement(office: Office, ref: str, on: dt.date | None) -> dict[str, Any]:
    """The rent record on a day: charged, paid, met by the council, arrears in pounds and days, not heard of."""
    day = business_day(office, on)
    with reading(office.engine) as session:
        guarantee = guarantee_files.held(session, ref)
        rent = arrears(guarantee_files.rent_record(session, ref), day)
        return {
            "guarantee_ref": guarantee.ref,
            "on": day.isoformat(),
            "charged": pounds(rent.charged_pence),
            "paid": pounds(rent.paid_pence),
            "met_by_council": pounds(rent.met_by_council_pence),
            "arrears": pounds(rent.arrears_pence),
            "days": rent.days,
            "not_heard_of": pounds(rent.not_heard_of_pence),
            "silent_months": guarantee_files.silent_months(session, ref),
            "charges": [
                {
                    "due_on": each.due_on.isoformat(),
                    "amount": pounds(each.amount_pence),
                    "unpaid": pounds(each.unpaid_pence),
                    "heard_of": each.heard_of,
                }
                for each in rent.charges
            ],
        }


def _held(act: Doing, ref: str) -> Guarantee:
    guarantee = guarantee_files.held(act.session, ref, to_change=True)
    act.subject = ref
    last = guarantee_files.last_step(act.session, ref)
    if last.reason_code == EndReason.OFFER_LAPSED:
        raise WrongStatus(ref, "a lapsed offer", ["offered", "active", "ended"])
    return guarantee
