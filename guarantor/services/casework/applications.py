"""An application as it is filled in: started, saved part by part, weighed on the way, answers asked of others.

What is saved is the whole document each time, made within the act from what stands then: two people who save two
parts at once lose nothing of each other's. The application's parts are for the pages; here answers are named by path.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.case_document import AroundTheApplication
from guarantor.domain.lifecycle import CaseStatus
from guarantor.domain.refusals import NoProgramme
from guarantor.domain.task_kinds import TaskKind
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import judging, policies, programmes
from guarantor.services.casework import application_documents, cases
from guarantor.services.casework.application_documents import with_answers
from guarantor.services.worktrays.tasks import close_task, open_task, reopen_task, step_task
from guarantor.storage import (
    application_history,
    case_files,
    change_files,
    officers,
    record,
    task_files,
)
from guarantor.storage.engine import Session, reading
from rules import local_housing_allowance
from rules.facts import Application

_AWAITED = "answers"


@dataclass(frozen=True)
class Saved:
    """Who changed an answer last, and when."""

    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Standing:
    """A case's application: its document, who last changed each answer by path, and the parts that wait for somebody.

    `version` changes with every saving. `awaited` gives the day by which each part's answers are asked for.
    """

    ref: str
    status: CaseStatus
    document: dict[str, Any]
    saved: Mapping[str, Saved]
    awaited: Mapping[str, dt.date]
    version: int


@dataclass(frozen=True)
class Weighed:
    """What the rules say of the answers so far; stored nowhere. `why_not` says why there is no decision."""

    decision: dict[str, Any] | None
    titles: Mapping[str, str]
    needs: Mapping[str, tuple[str, ...]]
    why_not: str = ""

    def concerning(self, paths: Collection[str]) -> list[dict[str, Any]]:
        """The findings of the criteria that read any of these answers."""
        findings = self.decision["findings"] if self.decision else []
        return [
            {**finding, "title": self.titles[finding["criterion"]]}
            for finding in findings
            if set(self.needs[finding["criterion"]]) & set(paths)
        ]


def held(office: Office, ref: str) -> Standing:
    """A case's application as it stands. Raises NotFound, NotApprovable where the facts were erased."""
    with reading(office.engine) as session:
        case_files.held(session, ref)
        known = application_documents.known(session, ref)
        names = officers.names(session)
        return Standing(
            ref=ref,
            status=case_files.status(session, ref),
            document=known.document,
            saved={path: Saved(names[each.officer], each.at) for path, each in known.changed.items()},
            awaited=_awaited(session, ref),
            version=known.version,
        )


def start(office: Office, person: Person, answers: Mapping[str, Any], on: dt.date) -> dict[str, Any]:
    """Open a case as a draft with the first answers, under the next reference. Raises WrongInput with every fault."""
    with doing(office, person, Act.ADD_CASE, on) as act:
        record.lock_key(act.session, cases.CASE_REFERENCES)
        act.subject = case_files.next_ref(act.session)
        document = with_answers({"reference": act.subject}, answers)
        cases.open_case(act, act.subject, *_read(document, on))
        return {"ref": act.subject}


def save(
    office: Office,
    person: Person,
    ref: str,
    answers: Mapping[str, Any],
    on: dt.date,
    *,
    completes: str | None = None,
) -> dict[str, Any]:
    """Save some answers of a case; the others stay as they stand.

    `completes` is the part that has all its answers with this: what was asked of others for it is closed. A case
    beyond its draft waits for an assessment again. Raises as `cases.revise`.
    """
    with doing(office, person, Act.REVISE_CASE, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        standing = application_documents.known(act.session, ref).document
        application, around = _read(with_answers(standing, answers), on)
        if completes is not None:
            close_task(act, _basis(ref, completes))
        return cases.take_up(act, ref, application, around)


def weigh(office: Office, ref: str, answers: Mapping[str, Any], on: dt.date) -> Weighed:
    """What the rules in force would say of a case with these answers in place of its own; nothing is stored."""
    with reading(office.engine) as session:
        document = with_answers(application_documents.known(session, ref).document, answers)
        given, called = change_files.given_and_called(session, ref)
        carried = change_files.carried_on(session, ref)
        try:
            programme, approved_on = carried or (programmes.in_force(session, on), None)
        except NoProgramme as none:
            return Weighed(None, {}, {}, str(none))
        policy = policies.stored(session, programme.policy_fingerprint)
    try:
        application = judging.read(document, on).with_ledger_history(given, called)
        decision = judging.judge(application, policy, on, decided_on=approved_on)
    except WrongInput:
        return Weighed(None, {}, {}, "The rules say something once the answers can be read.")
    return Weighed(
        decision.document(),
        {each.id: each.title for each in decision.policy.criteria},
        {each.id: tuple(each.needs) for each in decision.policy.criteria},
    )


def ask_for(
    office: Office, person: Person, ref: str, part: str, note: str, due_on: dt.date, on: dt.date
) -> dict[str, Any]:
    """Note as a task that a part of the application waits for somebody: `note` says whom and what for.

    Raises NotFound, WrongInput without a note or for a day that has passed.
    """
    if due_on < on:
        raise WrongInput.at("--due", "expected today or a later day")
    if not note.strip():
        raise WrongInput.at("--note", "expected whom you asked, and for what")
    with doing(office, person, Act.OPEN_TASK, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        basis = _basis(ref, part)
        if not open_task(act, TaskKind.OTHER, basis, due_on, case_ref=ref):
            reopen_task(act, basis)
        task = task_files.by_basis(act.session, basis)
        assert task is not None, "it was opened now or before"
        step_task(act, task.id, "noted", note=note.strip())
        return {"ref": ref, "task": f"T-{task.id}"}


def market_areas() -> tuple[str, ...]:
    """The Broad Rental Market Areas for which rates are held, in alphabetical order."""
    return local_housing_allowance.market_areas()


def _awaited(session: Session, ref: str) -> dict[str, dt.date]:
    begins = _basis(ref, "")
    found = {}
    for basis, due_on in application_history.tasks_under(session, begins):
        standing = task_files.standing_under(session, basis)
        if standing is not None and standing[1]:
            found[basis.removeprefix(begins)] = due_on
    return found


def _basis(ref: str, part: str) -> str:
    return f"{_AWAITED} {ref} {part}"


def _read(document: dict[str, Any], on: dt.date) -> tuple[Application, AroundTheApplication]:
    """The document read strictly; each fault begins with its field and a colon, as the pages expect."""
    with judging.faults_by_field():
        return cases.read_whole(document, on)
