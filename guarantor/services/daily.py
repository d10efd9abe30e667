"""What the passing of days does by itself: offers lapse, terms end, and closed claim windows release what is left.

A pure recomputation from the record: each step is an act of its own, so it can be killed at any point and run
again, and a missed day is caught up by the next run.
"""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.lifecycle import EndReason, GuaranteeStatus
from guarantor.ledger.accounts import Account
from guarantor.services.acts import doing
from guarantor.services.guarantees import claimable_until, end_due, end_guarantee, release
from guarantor.services.office import Office
from guarantor.storage import claim_files, guarantee_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.guarantees import Guarantee


def run(office: Office, on: dt.date) -> list[dict[str, Any]]:
    """Bring every guarantee up to a day. Answers with what was done, one entry for each act."""
    done: list[dict[str, Any]] = []
    with reading(office.engine) as session:
        refs = guarantee_files.refs(session)
    for ref in refs:
        ended = _end_if_due(office, ref, on)
        if ended is not None:
            done.append({"guarantee_ref": ref, "ended": ended})
        if _release_if_closed(office, ref, on):
            done.append({"guarantee_ref": ref, "released": True})
    return done


def _end_if_due(office: Office, ref: str, on: dt.date) -> EndReason | None:
    with reading(office.engine) as session:
        due = end_due(session, guarantee_files.held(session, ref), on)
    if due is None:
        return None
    # The act is dated on the day it fell due, so that a missed day caught up leaves the same record.
    with doing(office, None, Act.END_GUARANTEE, due[1]) as act:
        guarantee = guarantee_files.held(act.session, ref, to_change=True)
        act.subject = ref
        # Looked at again inside the act: an officer may have ended it meanwhile.
        if end_due(act.session, guarantee, on) == due:
            end_guarantee(act, guarantee, due[0])
        return due[0]


def _release_if_closed(office: Office, ref: str, on: dt.date) -> bool:
    with reading(office.engine) as session:
        closed_on = _closed_on(session, guarantee_files.held(session, ref), on)
    if closed_on is None:
        return False
    with doing(office, None, Act.RELEASE_COMMITMENT, closed_on) as act:
        guarantee = guarantee_files.held(act.session, ref, to_change=True)
        act.subject = ref
        if _closed_on(act.session, guarantee, on) == closed_on:
            release(act, guarantee, "window_closed")
        return True


def _closed_on(session: Session, guarantee: Guarantee, on: dt.date) -> dt.date | None:
    """Since which day nothing more can be called, where something is left to release; else None."""
    if guarantee_files.status(session, guarantee.ref) is not GuaranteeStatus.ENDED:
        return None
    if claim_files.undecided(session, guarantee.ref):
        return None
    if guarantee_files.balance(session, Account.COMMITMENT, guarantee.ref) == 0:
        return None
    decided = claim_files.last_decided_on(session, guarantee.ref) or dt.date.min
    closed_on = max(claimable_until(session, guarantee) + dt.timedelta(days=1), decided)
    return closed_on if on >= closed_on else None
