"""What the council stands for on a day: committed, called, paid, and what the rent records say behind it."""

import datetime as dt
from collections import Counter
from typing import Any

from guarantor.domain.lifecycle import GuaranteeStatus
from guarantor.domain.money import pounds
from guarantor.ledger.accounts import CHART, Account
from guarantor.ledger.arrears import arrears
from guarantor.ledger.postings import Kind
from guarantor.services.identity import business_day
from guarantor.services.office import Office
from guarantor.storage import guarantee_files, record
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.guarantees import Guarantee


def exposure(office: Office, on: dt.date | None = None) -> dict[str, Any]:
    """Guarantees in force, their caps, what was accepted, paid and remains, and the rent behind them."""
    day = business_day(office, on)
    with reading(office.engine) as session:
        moved = _moved(session, day)
        issued = [each for each in guarantee_files.every(session) if each.issued_on <= day]
        states = [_one(session, guarantee, day, moved) for guarantee in issued]
    in_force = [state for state in states if state["in_force"]]

    def total(name: str, of: list[dict[str, Any]]) -> str:
        return pounds(sum(int(state[name]) for state in of))

    return {
        "on": day.isoformat(),
        "guarantees": len(states),
        "in_force": len(in_force),
        "guaranteed": total("cap", in_force),
        "remaining": total("remaining", states),
        "accepted": total("accepted", states),
        "paid": total("paid", states),
        "arrears": total("arrears", in_force),
        "in_arrears": sum(1 for state in in_force if state["arrears"]),
        "not_heard_of": total("not_heard_of", in_force),
    }


def balances(
    office: Office, on: dt.date | None = None, known_at: dt.datetime | None = None
) -> list[dict[str, Any]]:
    """Each account's balance on a day, on the side that makes it larger, as known at an instant."""
    day = on or dt.date.max
    totals = dict.fromkeys(Account, 0)
    with reading(office.engine) as session:
        for transfer in record.transfers(session):
            if transfer.happened_on > day or (known_at is not None and transfer.recorded_at > known_at):
                continue
            for code, side in ((transfer.debit, "debit"), (transfer.credit, "credit")):
                if code in totals:
                    account = Account(code)
                    grows = CHART[account].grows_on == side
                    totals[account] += transfer.amount_pence if grows else -transfer.amount_pence
    return [
        {
            "account": account,
            "holds": CHART[account].holds,
            "memorandum": CHART[account].memorandum,
            "grows_on": CHART[account].grows_on,
            "balance": pounds(balance),
        }
        for account, balance in totals.items()
    ]


def _moved(session: Session, day: dt.date) -> Counter[tuple[str | None, str]]:
    """The pence moved by each kind of transfer for each guarantee, up to a day."""
    moved: Counter[tuple[str | None, str]] = Counter()
    for transfer in record.transfers(session):
        if transfer.happened_on <= day:
            moved[transfer.guarantee_ref, transfer.kind] += transfer.amount_pence
    return moved


def _one(
    session: Session, guarantee: Guarantee, day: dt.date, moved: Counter[tuple[str | None, str]]
) -> dict[str, Any]:
    ref = guarantee.ref
    rent = arrears(guarantee_files.rent_record(session, ref), day)
    return {
        "in_force": guarantee_files.status_on(session, ref, day) is not GuaranteeStatus.ENDED,
        "cap": guarantee.cap_pence,
        "remaining": moved[ref, Kind.COMMITMENT_MADE]
        - moved[ref, Kind.COMMITMENT_CALLED]
        - moved[ref, Kind.COMMITMENT_RELEASED],
        "accepted": moved[ref, Kind.CLAIM_ACCEPTED],
        "paid": moved[ref, Kind.CLAIM_PAID],
        "arrears": rent.arrears_pence,
        "not_heard_of": rent.not_heard_of_pence,
    }
