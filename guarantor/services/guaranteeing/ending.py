"""How a guarantee ends before its time: proposed by one officer, confirmed by an approver, nothing in between.

Ends that follow from the record need one person, and are refused where dates and sums do not bear them out.
"""

import datetime as dt
import json
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.lifecycle import FOLLOWS_FROM_THE_RECORD, TAKES_TWO, EndReason, GuaranteeStatus
from guarantor.domain.references import pending_number
from guarantor.domain.refusals import EndContradicted, NoNoticeClause, NoticeTooShort, WrongStatus
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.accounts import Account
from guarantor.services.acting import acts_of_two
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.casework.decisions import refuse_preparers
from guarantor.services.guaranteeing.guarantees import end_due, end_guarantee
from guarantor.storage import change_files, guarantee_files
from guarantor.storage.engine import Session
from guarantor.storage.tables.changes import ProposedEnd
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.people import PendingAct


def end(
    office: Office,
    person: Person,
    ref: str,
    reason: EndReason,
    on: dt.date,
    *,
    ended_on: dt.date | None = None,
    evidence: str | None = None,
) -> dict[str, Any]:
    """End a guarantee, or propose it where the reason takes two people. Sums due before stay claimable.

    Raises as `propose` and `end_as_the_record_says` do, and WrongInput for `transferred`, which comes with the issue
    of the deed for the new home and with nothing else.
    """
    if reason in TAKES_TWO:
        return propose(office, person, ref, reason, on, ended_on=ended_on, evidence=evidence)
    if reason in FOLLOWS_FROM_THE_RECORD:
        if ended_on is not None:
            raise WrongInput.at("--ended", f"expected no day: {reason} is dated by --on")
        return end_as_the_record_says(office, person, ref, reason, on)
    raise WrongInput.at("--reason", f"expected another reason: {reason} comes with the issue after a move")


def propose(
    office: Office,
    person: Person,
    ref: str,
    reason: EndReason,
    on: dt.date,
    *,
    ended_on: dt.date | None = None,
    evidence: str | None = None,
) -> dict[str, Any]:
    """Propose an early end as of `ended_on`, else the day of the act; an approver confirms it.

    The council's notice needs the day on which it runs out, at least the deed's own period later. Raises WrongInput
    for a day before the issue or one still to come, WrongStatus where the guarantee is over by then, NoNoticeClause
    and NoticeTooShort.
    """
    assert reason in TAKES_TWO, "the other ends take one person"
    with doing(office, person, Act.PROPOSE_END, on, content={"guarantee_ref": ref}) as act:
        guarantee = guarantee_files.held(act.session, ref, to_change=True)
        not_before(act, guarantee.issued_on, "issued")
        day = _day_of_end(act, reason, ended_on)
        _check_end(act, guarantee, reason, day)
        content = {"guarantee_ref": ref, "reason": reason, "ended_on": day.isoformat()}
        proposed = acts_of_two.propose(act, content)
        act.add(
            ProposedEnd(
                pending=pending_number(proposed["pending"]),
                guarantee_ref=ref,
                reason_code=reason,
                ended_on=day,
                evidence=evidence.strip() if evidence and evidence.strip() else None,
                proposed_by=act.number,
                recorded_at=act.at,
            )
        )
        act.note(guarantee=ref, reason=reason)
        return {**proposed, **content}


def complete(act: Doing, pending: PendingAct, content: dict[str, Any]) -> dict[str, Any]:
    """End as proposed, as the second person; the council's notice ends it on the day it runs out.

    Raises SamePerson for whoever prepared the case, and as `propose` where the facts have changed in between.
    """
    proposed = change_files.proposed_end(act.session, pending.number)
    guarantee = guarantee_files.held(act.session, content["guarantee_ref"], to_change=True)
    refuse_preparers(act, guarantee.case_ref, f"end {guarantee.ref}; case")
    reason = EndReason(proposed.reason_code)
    _check_end(act, guarantee, reason, proposed.ended_on)
    act.note(pending=f"P-{pending.number}", reason=reason)
    answer = {"guarantee_ref": guarantee.ref, "reason": reason, "ended_on": proposed.ended_on.isoformat()}
    if reason is EndReason.COUNCIL_NOTICE:
        act.subject = guarantee.ref
        return {**answer, "status": GuaranteeStatus.ACTIVE}
    end_guarantee(act, guarantee, reason, proposed.ended_on)
    return {**answer, "status": GuaranteeStatus.ENDED}


def end_as_the_record_says(
    office: Office, person: Person, ref: str, reason: EndReason, on: dt.date
) -> dict[str, Any]:
    """End at once for a reason that follows from the record.

    Raises SamePerson for whoever prepared the case, WrongStatus where it ended before, EndContradicted for a reason
    that the record does not bear, WrongInput for a day before the issue.
    """
    with doing(office, person, Act.END_GUARANTEE, on) as act:
        guarantee = guarantee_files.held(act.session, ref, to_change=True)
        refuse_preparers(act, guarantee.case_ref, f"end {ref}; case")
        not_before(act, guarantee.issued_on, "issued")
        _check_not_ended(act.session, guarantee)
        if not _borne(act, guarantee, reason):
            raise EndContradicted(ref, reason)
        end_guarantee(act, guarantee, reason)
        return {"guarantee_ref": ref, "status": GuaranteeStatus.ENDED, "reason": reason}


def notice_days(session: Session, ref: str) -> int | None:
    """The days of notice that the deed as issued asks of the council; None where it gives the council no notice."""
    deeds = [paper for paper in guarantee_files.papers(session, ref) if paper.kind == "deed"]
    if not deeds or deeds[0].inputs is None:
        return None
    days: int | None = json.loads(deeds[0].inputs)["terms"].get("council_notice_days")
    return days


def _day_of_end(act: Doing, reason: EndReason, ended_on: dt.date | None) -> dt.date:
    if reason is EndReason.COUNCIL_NOTICE:
        if ended_on is None:
            raise WrongInput.at("--ended", "expected the day on which the council's notice runs out")
        return ended_on
    if ended_on is not None and ended_on > act.on:
        raise WrongInput.at("--ended", f"expected {act.on.isoformat()} or earlier: it has not ended yet")
    return ended_on or act.on


def _check_end(act: Doing, guarantee: Guarantee, reason: EndReason, ended_on: dt.date) -> None:
    if ended_on < guarantee.issued_on:
        issued = guarantee.issued_on.isoformat()
        raise WrongInput.at("--ended", f"expected {issued} or later, when it was issued")
    _check_not_ended(act.session, guarantee)
    status = guarantee_files.status(act.session, guarantee.ref)
    due = end_due(act.session, guarantee, ended_on)
    # A notice that is just being confirmed runs out on the very day it ends the guarantee.
    if due is not None and due != (EndReason.COUNCIL_NOTICE, ended_on):
        over = f"over since {due[1].isoformat()}, {due[0]}"
        raise WrongStatus(guarantee.ref, over, [GuaranteeStatus.OFFERED, GuaranteeStatus.ACTIVE])
    if reason is EndReason.COUNCIL_NOTICE:
        if status is not GuaranteeStatus.ACTIVE:
            raise WrongStatus(guarantee.ref, status, [GuaranteeStatus.ACTIVE])
        _check_notice(act, guarantee.ref, ended_on)


def _check_notice(act: Doing, ref: str, ends_on: dt.date) -> None:
    """The notice goes out once it is confirmed, so its days count from the act that is asked here."""
    days = notice_days(act.session, ref)
    if days is None:
        raise NoNoticeClause(ref)
    earliest_on = act.on + dt.timedelta(days=days)
    if ends_on < earliest_on:
        raise NoticeTooShort(ref, act.on, earliest_on, ends_on)


def _check_not_ended(session: Session, guarantee: Guarantee) -> None:
    status = guarantee_files.status(session, guarantee.ref)
    if status is GuaranteeStatus.ENDED:
        raise WrongStatus(guarantee.ref, status, [GuaranteeStatus.OFFERED, GuaranteeStatus.ACTIVE])


def _borne(act: Doing, guarantee: Guarantee, reason: EndReason) -> bool:
    """Whether the record bears a reason that follows from it."""
    if reason is EndReason.CAP_USED_UP:
        return guarantee_files.balance(act.session, Account.COMMITMENT, guarantee.ref) == 0
    due = end_due(act.session, guarantee, act.on)
    return due is not None and due[0] is reason
