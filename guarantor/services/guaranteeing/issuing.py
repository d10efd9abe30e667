"""The gate at issue: everything judged afresh on the day, inside the transaction that takes the place."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.lifecycle import CaseStatus, GuaranteeStatus
from guarantor.domain.money import pounds
from guarantor.domain.refusals import (
    GateIncomplete,
    NoProgramme,
    NotApprovable,
    WrongStatus,
)
from guarantor.ledger.postings import guarantee_issued
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import judging, policies
from guarantor.services.casework import waiting
from guarantor.services.casework.cases import keep_assessment, known_application, step
from guarantor.services.casework.decisions import refuse_preparers
from guarantor.services.correspondence import papers, sealing
from guarantor.services.guaranteeing import gate, moves
from guarantor.services.guaranteeing.guarantees import guarantee_step
from guarantor.services.guaranteeing.moves import Moving
from guarantor.storage import (
    case_files,
    programme_files,
)
from guarantor.storage.engine import reading
from guarantor.storage.tables.cases import Assessment, CaseDecision
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.programmes import Programme
from letters import pdf
from rules.decide import Decision, Offer
from rules.facts import Application
from rules.policy import Policy


@dataclass(frozen=True)
class Judged:
    """A case as it stands on the day of issue."""

    programme: Programme
    policy: Policy
    approval: CaseDecision
    application: Application
    decision: Decision
    offer: Offer


def issue(office: Office, person: Person, ref: str, on: dt.date) -> dict[str, Any]:
    """Issue a guarantee on an approved case: judged afresh, place taken, cap committed, papers made.

    All of it happens or none. Raises SamePerson, WrongStatus, NotApprovable, NotAccepted, GateIncomplete,
    NoPlaceFree, OthersWaitFirst, CeilingPassed or BudgetUsedUp, each with its figures. After a move what is left of
    the guarantee before goes on here, on its place, with `notes` as of the move: NoMonthsLeft or NoCapLeft where
    nothing is.
    """
    _prepare(office)
    with doing(office, person, Act.ISSUE_GUARANTEE, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        _check_case(act, ref)
        moving = moves.moving(act, ref)
        judged = _judge_afresh(act, ref, moving)
        _check_gate(act, ref, moving)
        # What a lapsed deed gave back may have been promised to others since.
        if moving is None or moving.lapsed:
            gate.check_room(gate.room(act.session, judged.programme, on), judged.offer.cap_pence)
        guarantee = _store(act, ref, judged)
        if moving is None or moving.place is None:
            _take_place(act, judged.programme, guarantee)
        moved = {}
        if moving is None:
            act.post(guarantee_issued(guarantee.ref, guarantee.cap_pence, on))
        else:
            moved = moves.hand_over(act, moving, guarantee)
        codes = papers.make(act, guarantee, judged.policy, judged.application)
        step(act, ref, CaseStatus.GUARANTEED)
        act.note(guarantee=guarantee.ref, programme=judged.programme.code, papers=codes)
        return {
            "guarantee_ref": guarantee.ref,
            "cap": pounds(guarantee.cap_pence),
            "ends_on": guarantee.ends_on.isoformat(),
            **moved,
        }


def _prepare(office: Office) -> None:
    """Read fonts, clauses, the sealing key and policies before the act begins, since others wait while it lasts."""
    pdf.prepare()
    sealing.prepare(office)
    with reading(office.engine) as session:
        for programme in programme_files.every(session):
            judging.prepare(policies.stored(session, programme.policy_fingerprint), programme.from_on)


def _check_case(act: Doing, ref: str) -> None:
    status = case_files.status(act.session, ref)
    if status is not CaseStatus.APPROVED:
        raise WrongStatus(ref, status, [CaseStatus.APPROVED])
    gate = [record.officer for record in case_files.gate_records(act.session, ref)]
    refuse_preparers(act, ref, "issue the guarantee of", gate)


def _judge_afresh(act: Doing, ref: str, moving: Moving | None) -> Judged:
    approval = case_files.latest(act.session, CaseDecision, ref)
    assert approval is not None, "an approved case has a decision"
    assessment = act.session.get(Assessment, approval.assessment)
    assert assessment is not None, "a decision stands on an assessment"
    not_before(act, approval.decided_on, "approved")
    if moving is None:
        programme = programme_files.held_still(act.session, assessment.policy_fingerprint, act.on)
    else:
        programme = moving.programme
    if programme is None:
        raise NoProgramme(act.on)
    policy = policies.stored(act.session, programme.policy_fingerprint)
    application = known_application(act.session, ref)
    approved_on = approval.decided_on if moving is None else moving.first_approved_on
    decision = judging.judge(application, policy, act.on, decided_on=approved_on)
    excepted = gate.excepted(act.session, approval)
    gate.check_findings(ref, decision, json.loads(approval.accepts), excepted)
    keep_assessment(act, ref, decision, "issue")
    offer = decision.offer_as_exception() if excepted else decision.offer
    if offer is None:
        raise NotApprovable(ref, decision.outcome, "not one whole month is left before the 25th birthday")
    if moving is not None:
        offer = moves.what_is_left(act, moving, offer, application)
    if act.on > offer.ends_on:
        raise NotApprovable(ref, decision.outcome, f"the period ended on {offer.ends_on.isoformat()}")
    return Judged(programme, policy, approval, application, decision, offer)


def _check_gate(act: Doing, ref: str, moving: Moving | None) -> None:
    lacking = gate.lacking(act.session, ref, moving.move if moving else None)
    if lacking:
        raise GateIncomplete(ref, lacking)


def _store(act: Doing, ref: str, judged: Judged) -> Guarantee:
    number = len(case_files.guarantees(act.session, ref)) + 1
    tenancy, person = judged.application.tenancy, judged.application.person
    assessment = case_files.latest(act.session, Assessment, ref)
    assert assessment is not None, "the day's assessment was just stored"
    assert tenancy.starts_on is not None, "an offer has a start"
    assert tenancy.rent_share_pence is not None, "an offer has a share"
    guarantee = act.add(
        Guarantee(
            ref=f"{ref}/{number}",
            case_ref=ref,
            number=number,
            programme=judged.programme.code,
            policy_fingerprint=judged.policy.fingerprint,
            decision=judged.approval.id,
            assessment=assessment.id,
            issued_on=act.on,
            starts_on=tenancy.starts_on,
            ends_on=judged.offer.ends_on,
            months=judged.offer.months,
            share_pence=tenancy.rent_share_pence,
            cap_pence=judged.offer.cap_pence,
            group_code=person.group,
            area=tenancy.area,
            brma=tenancy.brma,
            age_at_start=judged.decision.age_at_start,
            prepared_by=judged.approval.prepared_by,
            issued_by=act.number,
            recorded_at=act.at,
        )
    )
    guarantee_step(act, guarantee.ref, GuaranteeStatus.OFFERED)
    return guarantee


def _take_place(act: Doing, programme: Programme, guarantee: Guarantee) -> None:
    """Give the guarantee a place, where the case's turn for one has come."""
    waiting.check_turn(act.session, guarantee.case_ref, programme)
    free = programme_files.free_place(act.session, programme.code)
    assert free is not None, "a case whose turn has come finds a place"
    free.guarantee_ref = guarantee.ref
    act.session.flush()
    act.note(place=free.number)
