"""What the passing of days does by itself: offers lapse, terms end, tasks open and close, commitments are released.

A pure recomputation from the record: each step is an act of its own, dated on the day it fell due, so it can be killed
at any point and run again, and a missed day is caught up by the next run.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from guarantor.domain import practice
from guarantor.domain.access import Act
from guarantor.domain.lifecycle import EndReason, GuaranteeStatus
from guarantor.ledger.accounts import Account
from guarantor.ledger.postings import Kind
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office
from guarantor.services.casework.in_principle import lapse_those_due
from guarantor.services.casework.waiting import join_those_waiting
from guarantor.services.entering import sent_forms
from guarantor.services.finance import periods
from guarantor.services.forecasting import long_runs
from guarantor.services.guaranteeing.guarantees import claimable_until, end_due, end_guarantee, release
from guarantor.services.paying.recovery import note_missed
from guarantor.services.worktrays import tasks_due
from guarantor.storage import claim_chains, guarantee_files, task_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.guarantees import Guarantee


def run(
    office: Office, on: dt.date, progress: Callable[[int, int], None] = lambda _done, _of_all: None
) -> list[dict[str, Any]]:
    """Bring everything up to a day. Answers with what was done, one entry for each act.

    `progress` is told how many guarantees of how many have been seen to.
    """
    done: list[dict[str, Any]] = []
    with reading(office.engine) as session:
        refs = guarantee_files.refs(session)
    for count, ref in enumerate(refs, start=1):
        done += _bring_up(office, ref, on)
        progress(count, len(refs))
    # After the guarantees, since an offer that lapsed gives its place back to whoever waits.
    done += [*lapse_those_due(office, on), *join_those_waiting(office, on), *note_missed(office, on)]
    # No act: what the pages keep to know a form that is sent twice, and explorations, are no part of the record.
    sent_forms.forget_old(office)
    long_runs.forget_old(office)
    summed = periods.close_if_due(office, on)
    return done if summed is None else [*done, summed]


def _bring_up(office: Office, ref: str, on: dt.date) -> list[dict[str, Any]]:
    done: list[dict[str, Any]] = []
    with reading(office.engine) as session:
        if _is_settled(session, ref):
            return done
    ended = _end_if_due(office, ref, on)
    if ended is not None:
        done.append({"guarantee_ref": ref, "ended": ended})
    done += tasks_due.bring_up(office, ref, on)
    # Last of all: what is released has been seen to, and is not looked at again once its tasks are closed.
    if _release_if_closed(office, ref, on):
        done.append({"guarantee_ref": ref, "released": True})
    return done


def _is_settled(session: Session, ref: str) -> bool:
    """Whether no passing of days can change anything: released by an earlier run, and no task is open."""
    return (
        guarantee_files.status(session, ref) is GuaranteeStatus.ENDED
        and guarantee_files.moved(session, Kind.COMMITMENT_RELEASED, ref) > 0
        and guarantee_files.balance(session, Account.COMMITMENT, ref) == 0
        and not task_files.any_open(session, ref)
    )


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
    if guarantee_files.balance(session, Account.COMMITMENT, guarantee.ref) == 0:
        return None
    dispute_days = practice.figure("dispute_days").value
    settled_from = claim_chains.settled_from(session, guarantee.ref, dispute_days)
    if settled_from is None:
        return None
    closed_on = max(claimable_until(session, guarantee) + dt.timedelta(days=1), settled_from)
    return closed_on if on >= closed_on else None
