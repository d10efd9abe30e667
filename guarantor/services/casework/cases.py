"""An application's way to a recommendation: added, submitted, assessed, its evidence recorded.

Every change of a case's status goes through `step`, which also closes the tasks that belonged to the status it left.
"""

import datetime as dt
import json
import re
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.case_document import AroundTheApplication, read_around
from guarantor.domain.lifecycle import CaseStatus, GateItem, GuaranteeStatus, check_follows
from guarantor.domain.money import pence
from guarantor.domain.refusals import AlreadyDone, GuaranteeStands, NotApprovable, WrongStatus
from guarantor.domain.task_kinds import TaskKind
from guarantor.domain.wrong_input import Fault, WrongInput
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import judging, policies, programmes
from guarantor.services.casework import printable_parties, terms_wished
from guarantor.services.worktrays import tasks
from guarantor.storage import case_files, case_words, change_files, guarantee_files, record, task_files
from guarantor.storage.engine import Session
from guarantor.storage.tables.cases import (
    ApplicationFacts,
    Assessment,
    CaseFile,
    CaseStatusRow,
    Circumstances,
    GateRecord,
    Home,
    YoungPerson,
)
from rules.decide import Decision
from rules.facts import Application

_ENDS_WITH_THE_STATUS = (TaskKind.APPROVAL_IN_PRINCIPLE, TaskKind.PLACE_FREE, TaskKind.REVIEW_OF_REFUSAL)
CASE_REFERENCES = "case references"
"""The lock that an act holds while it gives out references, so that no two cases get the same."""

_OWN_REFERENCE = re.compile(r"RG-\d{4,9}", re.ASCII)


def add(office: Office, person: Person, document: object, on: dt.date) -> dict[str, Any]:
    """Open a case from the document of `case add`.

    A reference of our own form (RG-0001) becomes the case's; any other stays with the facts and the case gets
    the next number. Raises WrongInput with every fault in the document, AlreadyDone for a reference in use.
    """
    application, around = read_whole(document, on)
    with doing(office, person, Act.ADD_CASE, on) as act:
        record.lock_key(act.session, CASE_REFERENCES)
        own = own_reference(application.reference)
        act.subject = application.reference if own else case_files.next_ref(act.session)
        open_case(act, act.subject, application, around)
        return {"ref": act.subject}


def open_case(act: Doing, ref: str, application: Application, around: AroundTheApplication) -> None:
    """Open a case within an act that holds CASE_REFERENCES, as a draft with its documents. Raises AlreadyDone."""
    if act.session.get(CaseFile, ref) is not None:
        raise AlreadyDone(f"There is a case {ref} already")
    act.add(CaseFile(ref=ref, opened_by=act.number, opened_at=act.at))
    step(act, ref, CaseStatus.DRAFT)
    add_documents(act, ref, application, around)


def own_reference(reference: str) -> bool:
    """Whether a reference is of our own form, so that the case gets it."""
    return _OWN_REFERENCE.fullmatch(reference) is not None


def read_whole(given: object, on: dt.date) -> tuple[Application, AroundTheApplication]:
    """The document of `case add`, read strictly as of a day. Raises WrongInput with every fault."""
    document = judging.document_of(given)
    faults: list[Fault] = []
    try:
        application = judging.read(document, on)
    except WrongInput as error:
        faults += error.faults
    try:
        around = read_around(document)
        faults += printable_parties.faults(around)
    except WrongInput as error:
        faults += error.faults
    if faults:
        raise WrongInput(faults)
    return application, around


def submit(office: Office, person: Person, ref: str, on: dt.date) -> dict[str, Any]:
    """Hand the application in, for the first time or again. Raises NotFound, WrongStatus or GuaranteeStands."""
    with doing(office, person, Act.SUBMIT_CASE, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        _check_submits(act, ref)
        step(act, ref, CaseStatus.SUBMITTED)
        return {"ref": ref, "status": CaseStatus.SUBMITTED}


def revise(office: Office, person: Person, ref: str, document: object, on: dt.date) -> dict[str, Any]:
    """Take a corrected or completed document of `case add`; what stood before stays in the history.

    A case that was assessed, decided or withdrawn waits for an assessment again. Raises WrongInput with every
    fault, NotFound, GuaranteeStands until the case's guarantee has ended.
    """
    application, around = read_whole(document, on)
    with doing(office, person, Act.REVISE_CASE, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        return take_up(act, ref, application, around)


def take_up(act: Doing, ref: str, application: Application, around: AroundTheApplication) -> dict[str, Any]:
    """Write a revised document down within an act; a case beyond its draft is submitted anew."""
    if case_files.status(act.session, ref) is not CaseStatus.DRAFT:
        _check_submits(act, ref)
        step(act, ref, CaseStatus.SUBMITTED)
    add_documents(act, ref, application, around)
    return {"ref": ref, "status": case_files.status(act.session, ref)}


def assess(
    office: Office, person: Person, ref: str, on: dt.date, policy_name: str | None = None
) -> dict[str, Any]:
    """Weigh a case by the policy of the programme in force that day, and keep the decision whole.

    A move carries on the programme of the guarantee it leaves, and came within the pilot if the first approval did.
    Answers with the decision's document. Raises NoProgramme where no programme has adopted the policy.
    """
    with doing(office, person, Act.ASSESS_CASE, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        _check_follows(act, ref, CaseStatus.ASSESSED)
        programme, approved_on = change_files.carried_on(act.session, ref) or (
            programmes.in_force(act.session, on, policy_name),
            None,
        )
        policy = policies.stored(act.session, programme.policy_fingerprint)
        decision = judging.judge(known_application(act.session, ref), policy, on, decided_on=approved_on)
        keep_assessment(act, ref, decision, "assessment")
        step(act, ref, CaseStatus.ASSESSED)
        return decision.document()


def record_gate_item(
    office: Office, person: Person, ref: str, item: GateItem, evidence: str, on: dt.date
) -> dict[str, Any]:
    """Record that an item of the gate was seen: by whom, when, what. Raises WrongStatus once issued."""
    if not evidence.strip():
        raise WrongInput.at("--evidence", "expected a few words on what was seen")
    with doing(office, person, Act.RECORD_GATE_ITEM, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        status = case_files.status(act.session, ref)
        closed = (CaseStatus.WITHDRAWN, CaseStatus.GUARANTEED)
        if status in closed:
            raise WrongStatus(ref, status, [each for each in CaseStatus if each not in closed])
        act.add(
            GateRecord(
                case_ref=ref,
                item=item,
                evidence=evidence.strip(),
                seen_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        act.note(item=item)
        if item is GateItem.TERMS_ACCEPTED:
            terms_wished.settle(act, ref)
        return {"ref": ref, "item": item}


def known_application(session: Session, ref: str) -> Application:
    """The case's latest facts, with the ledger's own guarantees and calls on them added to those from before it.

    Raises NotApprovable where the facts were erased.
    """
    facts = case_files.latest(session, ApplicationFacts, ref)
    if facts is None or facts.document is None:
        raise NotApprovable(ref, "erased", "its facts are no longer held")
    given, called = change_files.given_and_called(session, ref)
    return judging.read(json.loads(facts.document)).with_ledger_history(given, called)


def keep_assessment(act: Doing, ref: str, decision: Decision, purpose: str) -> Assessment:
    """Store a decision whole, with the facts it was made on; it is never made again in place."""
    facts = case_files.latest(act.session, ApplicationFacts, ref)
    assert facts is not None, "an assessed case has facts"
    act.note(outcome=decision.outcome, policy_fingerprint=decision.policy_fingerprint)
    return act.add(
        Assessment(
            case_ref=ref,
            purpose=purpose,
            facts=facts.id,
            policy_fingerprint=decision.policy_fingerprint,
            assessed_on=decision.assessed_on,
            outcome=decision.outcome,
            record=json.dumps(decision.document()),
            officer=act.number,
            recorded_at=act.at,
        )
    )


def check_no_guarantee_stands(act: Doing, ref: str) -> None:
    """Raise GuaranteeStands while a guarantee of the case is offered or active, but for one that a move leaves."""
    move = change_files.move_under_way(act.session, ref)
    for guarantee in case_files.guarantees(act.session, ref):
        status = guarantee_files.status(act.session, guarantee.ref)
        leaving = move is not None and move.guarantee_ref == guarantee.ref
        if status is not GuaranteeStatus.ENDED and not leaving:
            raise GuaranteeStands(ref, guarantee.ref, status)


def step(act: Doing, ref: str, status: CaseStatus, *, by_nobody: bool = False) -> None:
    """Add a status to the case's history; tasks that waited on the status before are closed.

    Whoever takes the step to draft, submitted or assessed has prepared the case; `by_nobody` is for a step there
    that is not a preparation.
    """
    officer = act.person.number if act.person and not by_nobody else None
    act.add(
        CaseStatusRow(case_ref=ref, status=status, happened_on=act.on, officer=officer, recorded_at=act.at)
    )
    act.note(status=status)
    for task in task_files.listed(act.session, case_ref=ref):
        if task.kind in _ENDS_WITH_THE_STATUS:
            tasks.close_task(act, task.basis, "done" if status is CaseStatus.GUARANTEED else "not_needed")


def _check_submits(act: Doing, ref: str) -> None:
    if case_files.status(act.session, ref) is CaseStatus.GUARANTEED:
        check_no_guarantee_stands(act, ref)
    _check_follows(act, ref, CaseStatus.SUBMITTED)


def _check_follows(act: Doing, ref: str, then: CaseStatus) -> None:
    check_follows(ref, case_files.status(act.session, ref), then)


def add_documents(act: Doing, ref: str, application: Application, around: AroundTheApplication) -> None:
    """Write a case's facts and the blocks around them down, all together; what stood before stays in the history."""
    _add_around(act, ref, around)
    content = json.dumps(application.document(), sort_keys=True)
    act.add(ApplicationFacts(case_ref=ref, document=content, recorded_by=act.number, recorded_at=act.at))
    case_words.keep(act.session, ref, _texts(around), application.person.date_of_birth)


def _texts(around: AroundTheApplication) -> list[str | None]:
    """What a case is looked up by: the names and the addresses in it."""
    person, let, landlord = around.young_person, around.property, around.landlord
    return [
        *((person.name, person.address) if person else ()),
        *((let.address, let.postcode) if let else ()),
        *((landlord.name, landlord.agent) if landlord else ()),
    ]


def _add_around(act: Doing, ref: str, around: AroundTheApplication) -> None:
    person = around.young_person
    act.add(
        YoungPerson(
            case_ref=ref,
            **(person.model_dump() if person else {}),
            personal_adviser=around.personal_adviser,
            view=around.young_persons_view,
        )
    )
    let = around.property
    home = {"address": let.address, "postcode": let.postcode} if let else {}
    landlord = around.landlord.model_dump() if around.landlord else {}
    act.add(
        Home(
            case_ref=ref,
            **home,
            landlord_name=landlord.get("name"),
            landlord_address=landlord.get("address"),
            landlord_email=landlord.get("email"),
            agent=landlord.get("agent"),
            payee=landlord.get("payee"),
        )
    )
    act.add(
        Circumstances(
            case_ref=ref,
            deposit_pence=_pence(around.deposit),
            rent_in_advance_pence=_pence(around.rent_in_advance),
            accommodation_before=around.accommodation_before,
            would_otherwise=around.would_otherwise,
            joint=let.joint if let else None,
            licence=let.licence if let else None,
            young_person_agreed_on=around.young_person_agreed_on,
        )
    )


def _pence(text: str | None) -> int | None:
    return None if text is None else pence(text, "money")
