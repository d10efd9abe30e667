"""Guarantees with everything the ledger holds of each, read many at a time: for what looks at all of them at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from guarantor.domain.lifecycle import GuaranteeStatus
from guarantor.ledger.accounts import Account
from guarantor.ledger.arrears import RentRecord
from guarantor.ledger.transfer import Transfer
from guarantor.storage import guarantee_files, record, rent_files
from guarantor.storage.guarantee_files import Step
from guarantor.storage.tables.changes import GuaranteeChange, GuaranteeChangeDecision
from guarantor.storage.tables.guarantees import Guarantee, GuaranteeStatusRow


@dataclass(frozen=True)
class GuaranteeRecord:
    """One guarantee: the steps of its life and its transfers, oldest first, its rent, and the shares consented to with
    the day of each."""

    guarantee: Guarantee
    steps: Sequence[Step]
    transfers: Sequence[Transfer]
    rent: RentRecord
    consented: Sequence[tuple[dt.date, int]]

    def status_on(self, day: dt.date) -> GuaranteeStatus | None:
        """Where it stood at the close of a day, or None before its issue."""
        by_then = [step.status for step in self.steps if step.happened_on <= day]
        return GuaranteeStatus(by_then[-1]) if by_then else None

    def balance(self, account: Account, day: dt.date) -> int:
        """Credits less debits of an account, in pence, up to the close of a day."""
        by_then = [each for each in self.transfers if each.happened_on <= day]
        credits_pence = sum(each.amount_pence for each in by_then if each.credit == account)
        return credits_pence - sum(each.amount_pence for each in by_then if each.debit == account)

    def share_pence(self, day: dt.date) -> int:
        """The monthly share it follows on a day: as issued, or as the council last consented to."""
        by_then = [share for from_on, share in self.consented if from_on <= day]
        return by_then[-1] if by_then else self.guarantee.share_pence


def every(session: Session, programme: str | None = None) -> list[GuaranteeRecord]:
    """Every guarantee of a programme or of all, in the order of issue."""
    guarantees = [each for each in guarantee_files.every(session) if programme in (None, each.programme)]
    steps = _steps(session)
    missed = rent_files.missed(session)
    refs = [each.ref for each in guarantees]
    consented = _consented(session)
    transfers = dict(record.by_guarantee(session, refs, dt.date.max))
    return [
        GuaranteeRecord(
            each,
            steps[each.ref],
            transfers[each.ref],
            rent_files.by_entries(transfers[each.ref], missed.get(each.ref, ())),
            consented[each.ref],
        )
        for each in guarantees
    ]


def _steps(session: Session) -> dict[str, list[Step]]:
    row = GuaranteeStatusRow.__table__.c
    asked = select(row.guarantee_ref, row.status, row.reason_code, row.happened_on).order_by(row.id)
    found: defaultdict[str, list[Step]] = defaultdict(list)
    for ref, *step in session.execute(asked):
        found[ref].append(Step(*step))
    return found


def _consented(session: Session) -> dict[str, list[tuple[dt.date, int]]]:
    change, decided = GuaranteeChange.__table__.c, GuaranteeChangeDecision.__table__.c
    asked = (
        select(change.guarantee_ref, decided.from_on, decided.share_pence)
        .where(decided.change == change.id, decided.share_pence.is_not(None))
        .order_by(decided.from_on, decided.change)
    )
    found: defaultdict[str, list[tuple[dt.date, int]]] = defaultdict(list)
    for ref, from_on, share_pence in session.execute(asked):
        found[ref].append((from_on, int(share_pence)))
    return found
