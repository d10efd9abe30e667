"""Lists for finance: claims to pay with their payees, batches, cases with bank details, what is paid back.

Cases go by their references and landlords; nothing here reads a young person's name.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from guarantor.domain.claim_filters import ClaimFilter, Wanted
from guarantor.domain.payee_filters import PayeeFilter
from guarantor.ledger.postings import Kind
from guarantor.services.acting.office import Office, Person
from guarantor.services.claiming import claim_lists
from guarantor.services.paying import recovery
from guarantor.storage import officers, payee_lists, payment_files, payment_lists
from guarantor.storage.engine import Session, reading
from guarantor.storage.payment_lists import PaidBack

AT_ONCE = 25


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows, how many rows there are of all pages, and how many pages."""

    rows: tuple[dict[str, Any], ...]
    found: int
    page: int
    pages: int


def to_pay(office: Office, person: Person, on: dt.date, page: int = 1) -> Page:
    """Claims that are owed, what waits longest first, with payee and batch, where they have one."""
    listed = claim_lists.listed(office, person, on, Wanted(ClaimFilter.TO_PAY), page)
    shown = [each for each in listed.claims if not each["restricted"]]
    with reading(office.engine) as session:
        payees = payment_lists.payees(session, [each["guarantee"] for each in shown])
        handed = payment_lists.lines_of(session, [each["claim"] for each in shown])
    rows = tuple(
        each
        if each["restricted"]
        else {
            **each,
            "payee": payees[each["guarantee"]].name if each["guarantee"] in payees else None,
            "payee_confirmed": each["guarantee"] in payees,
            "batch": handed.get(each["claim"]),
        }
        for each in listed.claims
    )
    return Page(rows, listed.found, listed.page, listed.pages)


def batches(office: Office, page: int = 1) -> Page:
    """Batches, the latest first, with what of each is not recorded as paid."""
    with reading(office.engine) as session:
        found = payment_lists.batches_found(session)
        page, pages = _pages(found, page)
        names = officers.names(session)
        rows = tuple(
            {
                "number": row.batch.number,
                "made_on": row.batch.made_on,
                "made_by": names[row.batch.made_by],
                "claims": row.claims,
                "total_pence": row.batch.total_pence,
                "unpaid": row.unpaid,
                "unpaid_pence": row.unpaid_pence,
            }
            for row in payment_lists.batches(session, first=(page - 1) * AT_ONCE, at_most=AT_ONCE)
        )
        return Page(rows, found, page, pages)


def batch(office: Office, number: int) -> dict[str, Any]:
    """A batch with every line: claim, reference, payee, sum, and whether its payment is recorded. Raises NotFound."""
    with reading(office.engine) as session:
        held = payment_files.batch(session, number)
        lines = payment_lists.lines(session, number)
        return {
            "number": number,
            "made_on": held.made_on,
            "made_by": officers.names(session)[held.made_by],
            "total_pence": held.total_pence,
            "unpaid_pence": sum(each.line.amount_pence for each in lines if not each.paid),
            "lines": [
                {
                    "claim": each.line.claim_ref,
                    "reference": each.line.reference,
                    "payee": each.payee_name,
                    "amount_pence": each.line.amount_pence,
                    "paid": each.paid,
                }
                for each in lines
            ],
        }


def payees(office: Office, which: PayeeFilter, under: str | None, page: int = 1) -> Page:
    """Cases with how their bank details stand, or the one case `under`."""
    with reading(office.engine) as session:
        found = payee_lists.found(session, which, under)
        page, pages = _pages(found, page)
        rows = tuple(
            {
                "case": row.case_ref,
                "landlord": row.landlord,
                "agent": row.agent,
                "pays": row.confirmed.name if row.confirmed else None,
                "kind": row.confirmed.kind if row.confirmed else None,
                "waiting": f"P-{row.waiting.pending}" if row.waiting else None,
            }
            for row in payee_lists.page(session, which, under, first=(page - 1) * AT_ONCE, at_most=AT_ONCE)
        )
        return Page(rows, found, page, pages)


def payees_counted(office: Office) -> dict[PayeeFilter, int]:
    """How many cases wait for bank details, and how many for their confirmation."""
    with reading(office.engine) as session:
        return {
            each: payee_lists.found(session, each) for each in (PayeeFilter.NEEDED, PayeeFilter.TO_CONFIRM)
        }


def landlord_of(office: Office, case_ref: str) -> tuple[str | None, str | None]:
    """The landlord and the agent of a case as last recorded, to be held beside bank details."""
    with reading(office.engine) as session:
        rows = payee_lists.page(session, PayeeFilter.ALL, case_ref, first=0, at_most=1)
        return (rows[0].landlord, rows[0].agent) if rows else (None, None)


def paid_back(office: Office, *, planned: bool, page: int = 1) -> Page:
    """Claims that were paid, or those with a plan: what is asked for, what came back, what is left."""
    with reading(office.engine) as session:
        found = payment_lists.paid_found(session, planned=planned)
        page, pages = _pages(found, page)
        held = payment_lists.paid(session, planned=planned, first=(page - 1) * AT_ONCE, at_most=AT_ONCE)
        return Page(tuple(_back(session, each) for each in held), found, page, pages)


def owed_in_all(office: Office) -> int:
    """What was accepted of all claims and is not paid, in pence."""
    with reading(office.engine) as session:
        return payment_lists.owed_in_all(session)


def _back(session: Session, each: PaidBack) -> dict[str, Any]:
    agreed, met, off = (
        each.moved.get(kind, 0) for kind in (Kind.RECOVERY_AGREED, Kind.RECOVERY_MET, Kind.WRITTEN_OFF)
    )
    return {
        "claim": each.claim.ref,
        "asked": recovery.asks_for_repayment(session, each.guarantee),
        "paid_pence": each.paid_pence,
        "paid_on": each.paid_on,
        "agreed_pence": agreed,
        "back_pence": each.moved.get(Kind.RECOVERED, 0),
        "written_off_pence": off,
        "left_pence": agreed - met - off,
    }


def _pages(found: int, page: int) -> tuple[int, int]:
    pages = max(1, -(-found // AT_ONCE))
    return min(max(1, page), pages), pages
