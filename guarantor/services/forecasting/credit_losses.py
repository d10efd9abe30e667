"""The accountants' working paper: stage, expected credit loss and contingent liability of each guarantee on a day.

Reads how each guarantee stood at the end of every month of its life. What follows from that is for risk/accounts.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from guarantor.domain.dates import plus_months
from guarantor.ledger.accounts import Account
from guarantor.ledger.arrears import arrears
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.services.forecasting.bases import basis_on
from guarantor.services.forecasting.evidence import ledger_evidence
from guarantor.services.forecasting.liability import cell_of, first_month, standing
from guarantor.storage import claim_files, guarantee_records
from guarantor.storage.engine import Session, reading
from guarantor.storage.guarantee_records import GuaranteeRecord
from risk.accounts.stages import At, Standing, standing_of
from risk.accounts.working_paper import Held, working_paper


def paper(office: Office, on: dt.date | None = None, basis_name: str | None = None) -> dict[str, Any]:
    """The working paper at the close of a day, guarantees by reference. What may still be called is the ledger's.

    `past_their_term` lists those whose covered months are all over but which have not ended: what they may still cost
    is in the rent record and in no forecast.
    """
    day = business_day(office, on)
    basis = basis_on(day, basis_name)
    as_of = first_month(day)
    held, past = [], []
    with reading(office.engine) as session:
        records = guarantee_records.every(session)
        for each in standing(records, day):
            cell = cell_of(session, each, day, as_of)
            if cell is None:
                past.append(each.guarantee.ref)
                continue
            left_pence = each.balance(Account.COMMITMENT, day)
            stood = _standing(session, each, day)
            held.append(Held(each.guarantee.ref, cell.course, cell.rent_pence, stood, left_pence))
        evidence = ledger_evidence(session, day, records=records)
    found = working_paper(held, basis.assumptions, as_of, evidence)
    return {
        "on": day.isoformat(),
        "basis": basis.name,
        **found.document(),
        "past_their_term": past,
    }


def _standing(session: Session, record: GuaranteeRecord, day: dt.date) -> Standing:
    """From how it stood at the close of every whole month since it began, and at the close of the day."""
    guarantee = record.guarantee
    decided = claim_files.decisions_on(session, guarantee.ref)
    # A claim that was refused whole is no default of the tenant's.
    calls = [
        claim.lodged_on
        for claim in claim_files.of_guarantee(session, guarantee.ref)
        if not decided[claim.ref] or claim_files.accepted(session, claim.ref)
    ]

    def at(close: dt.date) -> At:
        return At(arrears(record.rent, close).days, any(lodged_on <= close for lodged_on in calls))

    return standing_of([at(end) for end in _month_ends(guarantee.starts_on, day)], at(day))


def _month_ends(first_on: dt.date, day: dt.date) -> Iterator[dt.date]:
    """The last day of each month from that of `first_on` on, up to the day."""
    after = plus_months(first_on.replace(day=1), 1)
    while after - dt.timedelta(days=1) <= day:
        yield after - dt.timedelta(days=1)
        after = plus_months(after, 1)
