"""Payments that were made: each with the people who decided, paid, entered the bank details and confirmed them.

Claims go by their references; landlords are named as payees, and no young person is.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from guarantor.domain.dates import Month
from guarantor.domain.money import pounds
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.storage import officers, payment_lists, payments_made
from guarantor.storage.engine import Session, reading
from guarantor.storage.payments_made import Made
from guarantor.storage.tables.payees import PayeeConfirmation, PayeeVersion

AT_ONCE = 25


def made(
    office: Office,
    first: Month | None = None,
    last: Month | None = None,
    on: dt.date | None = None,
    page: int | None = 1,
) -> dict[str, Any]:
    """The payments of some months, the latest first: by default of all months up to the day's. None as `page` asks
    for all of them.

    The payee is the batch's, else the one that was confirmed last when the payment was recorded; None where nobody
    was.
    `total` counts the payments that came back, which `returned` names. Raises WrongInput for months in the wrong order.
    """
    day = business_day(office, on)
    if first and last and last < first:
        raise WrongInput.at("--until", f"expected {first} or later, the month of --from")
    first_on = first.first_on if first else dt.date.min
    last_on = min(last.last_on, day) if last else day
    with reading(office.engine) as session:
        found = payments_made.found(session, first_on, last_on)
        pages = max(1, -(-found // AT_ONCE))
        if page is None:
            rows = payments_made.made(session, first_on, last_on)
        else:
            page = min(max(1, page), pages)
            rows = payments_made.made(session, first_on, last_on, (page - 1) * AT_ONCE, AT_ONCE)
        return {
            "until": last_on.isoformat(),
            "found": found,
            "total": pounds(payments_made.total_pence(session, first_on, last_on)),
            "returned": pounds(payments_made.returned_pence(session, first_on, last_on)),
            "page": page,
            "pages": pages,
            "payments": _documents(session, rows),
        }


def _documents(session: Session, rows: Sequence[Made]) -> list[dict[str, Any]]:
    names = officers.names(session)
    payees = payment_lists.confirmed(session, {each.guarantee.ref for each in rows})
    return [_document(each, payees.get(each.guarantee.ref, []), names) for each in rows]


def _document(
    each: Made, payees: Sequence[tuple[PayeeVersion, PayeeConfirmation]], names: dict[int, str]
) -> dict[str, Any]:
    payment = each.payment
    paid_to = [
        (version, confirmation)
        for version, confirmation in payees
        if (version.id == each.payee if each.batch else confirmation.recorded_at <= payment.recorded_at)
    ]
    payee, confirmed = paid_to[-1] if paid_to else (None, None)
    return {
        "claim": payment.claim_ref,
        "case": each.guarantee.case_ref,
        "programme": each.guarantee.programme,
        "attempt": payment.attempt,
        "paid_on": payment.paid_on.isoformat(),
        "amount": pounds(payment.amount_pence),
        "reference": payment.reference,
        "batch": each.batch,
        "decided_by": names[payment.decided_by],
        "paid_by": names[payment.paid_by],
        "payee": payee.name if payee else None,
        "payee_entered_by": names[payee.proposed_by] if payee else None,
        "payee_confirmed_by": names[confirmed.confirmed_by] if confirmed else None,
        "returned_on": each.returned_on.isoformat() if each.returned_on else None,
    }
