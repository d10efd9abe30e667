"""What the passing of days does by itself: offers lapse, terms end, and closed claim windows release what is left.

A pure recomputation from the record: each step is an act of its own, so it can be killed at any point and run
again, and a missed day is caught up by the next run.
"""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.lifecycle import EndReason, GuaranteeStatus
from guarantor.ledger.accounts import Account
from guarantor.services import policies
from guarantor.services.acts import doing
from guarantor.services.guarantees import claimable_until, end_guarantee, release
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
        if _end_due(session, guarantee_files.held(session, ref), on) is None:
            return None
    with doing(office, None, Act.END_GUARANTEE, on) as act:
        # Looked at again inside the act: an officer may have ended it meanwhile.
        guarantee = guarantee_files.held(act.session, ref, to_change=True)
        reason = _end_due(act.session, guarantee, on)
        act.subject = ref
        if reason is not None:
            end_guarantee(act, guarantee, reason)
        return reason


def _end_due(session: Session, guarantee: Guarantee, on: dt.date) -> EndReason | None:
    status = guarantee_files.status(session, guarantee.ref)
    policy = policies.stored(session, guarantee.policy_fingerprint)
    if status is GuaranteeStatus.OFFERED:
        lapses_after = dt.timedelta(days=policy.parameter("offer_lapses_after_days"))
        return EndReason.OFFER_LAPSED if on > guarantee.issued_on + lapses_after else None
    if status is GuaranteeStatus.ACTIVE and on > guarantee.ends_on:
        whole_term = guarantee.months == policy.parameter("term_months")
        return EndReason.TERM_REACHED if whole_term else EndReason.BIRTHDAY_25
    return None


def _release_if_closed(office: Office, ref: str, on: dt.date) -> bool:
    with reading(office.engine) as session:
        if not _closed(session, guarantee_files.held(session, ref), on):
            return False
    with doing(office, None, Act.RELEASE_COMMITMENT, on) as act:
        guarantee = guarantee_files.held(act.session, ref, to_change=True)
        act.subject = ref
        if _closed(act.session, guarantee, on):
            release(act, guarantee, "window_closed")
        return True


def _closed(session: Session, guarantee: Guarantee, on: dt.date) -> bool:
    if guarantee_files.status(session, guarantee.ref) is not GuaranteeStatus.ENDED:
        return False
    if on <= claimable_until(session, guarantee):
        return False
    undecided = claim_files.undecided(session, guarantee.ref)
    left = guarantee_files.balance(session, Account.COMMITMENT, guarantee.ref)
    return not undecided and left > 0
