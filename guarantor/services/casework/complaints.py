"""Complaints about a case: received at a stage, answered by a day in working days, one after the other if need be."""

import datetime as dt
from typing import Any

from guarantor.domain import practice
from guarantor.domain.access import Act
from guarantor.domain.refusals import NothingToAnswer
from guarantor.domain.task_kinds import TaskKind
from guarantor.domain.working_days import working_days_after
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.worktrays.tasks import close_task, open_task
from guarantor.storage import case_files, turned_down_files
from guarantor.storage.tables.turned_down import Complaint, ComplaintAnswer

OUTCOMES = ("upheld", "partly_upheld", "not_upheld")
_ANSWERED_WITHIN = {
    1: "complaint_answer_working_days",
    2: "complaint_second_stage_working_days",
    3: "complaint_third_stage_working_days",
}


def complain(
    office: Office, person: Person, ref: str, about: str, on: dt.date, stage: int = 1
) -> dict[str, Any]:
    """Write a complaint down. Answers with its number within the case and the day by which it is answered.

    Raises WrongInput for a stage that is none of 1 to 3, or where nothing is said.
    """
    if stage not in _ANSWERED_WITHIN:
        raise WrongInput.at("--stage", f"expected a stage from 1 to {max(_ANSWERED_WITHIN)}, not {stage}")
    if not about.strip():
        raise WrongInput.at("--about", "expected what the complaint is about")
    with doing(office, person, Act.RECORD_COMPLAINT, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        due_on = working_days_after(on, practice.figure(_ANSWERED_WITHIN[stage]).value)
        number = len(turned_down_files.complaints(act.session, ref)) + 1
        act.add(
            Complaint(
                case_ref=ref,
                stage=stage,
                about=about.strip(),
                received_on=on,
                due_on=due_on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        open_task(act, TaskKind.COMPLAINT, _basis(ref, number), due_on, case_ref=ref)
        act.note(complaint=number, stage=stage)
        return {"ref": ref, "complaint": number, "due_on": due_on.isoformat()}


def answer(
    office: Office,
    person: Person,
    ref: str,
    outcome: str,
    text: str,
    on: dt.date,
    number: int | None = None,
) -> dict[str, Any]:
    """Answer a complaint. Without its number there must be exactly one that waits for its answer.

    Raises NothingToAnswer where it was answered or there is none, WrongInput for an unknown outcome, an empty
    answer, or where several wait and none is named.
    """
    if outcome not in OUTCOMES:
        raise WrongInput.at("--outcome", f"expected one of {', '.join(OUTCOMES)}, not {outcome!r}")
    if not text.strip():
        raise WrongInput.at("--answer", "expected the answer that was given")
    with doing(office, person, Act.ANSWER_COMPLAINT, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        number = _open_complaint(act, ref, number)
        complaint, _ = turned_down_files.complaints(act.session, ref)[number - 1]
        not_before(act, complaint.received_on, "received")
        act.add(
            ComplaintAnswer(
                complaint=complaint.id,
                outcome=outcome,
                answer=text.strip(),
                answered_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        close_task(act, _basis(ref, number))
        act.note(complaint=number, outcome=outcome)
        return {"ref": ref, "complaint": number, "outcome": outcome}


def _open_complaint(act: Doing, ref: str, number: int | None) -> int:
    held = turned_down_files.complaints(act.session, ref)
    waiting = [place for place, (_, answered) in enumerate(held, 1) if answered is None]
    if number is None and len(waiting) > 1:
        listed = ", ".join(str(place) for place in waiting)
        raise WrongInput.at("--complaint", f"expected one of those that wait for an answer: {listed}")
    if not waiting or (number is not None and number not in waiting):
        why = "none waits for an answer" if number is None else f"number {number} does not wait for an answer"
        raise NothingToAnswer(ref, why)
    return waiting[0] if number is None else number


def _basis(ref: str, number: int) -> str:
    return f"complaint {ref} {number}"
