"""Letters that guarantees ask for: warnings, reviews, reports of missed rent, rents above the ceiling, moves, ends.

Of warnings, reports and rents the latest counts. An offer that nobody signed is over for the young person alone: the
landlord was promised nothing. After a move the letters on the move stand for those on the end.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from guarantor.domain.guarantee_changes import ChangeDecision, ChangeKind
from guarantor.domain.lifecycle import EndReason, GuaranteeStatus
from guarantor.domain.task_kinds import TaskKind
from guarantor.storage.due_letters import Asked, last_steps
from guarantor.storage.tables.changes import GuaranteeChange, GuaranteeChangeDecision, MovedGuarantee
from guarantor.storage.tables.guarantees import Guarantee, GuaranteeStatusRow, RentStatement
from guarantor.storage.tables.tasks import Task, TaskStep
from guarantor.storage.task_files import CLOSED

ANSWERS = (ChangeDecision.CONSENTED, ChangeDecision.NOT_CONSENTED)
"""The decisions on a rent above the ceiling that answer a landlord; one without effect leaves nothing to say."""

_WARNINGS = (TaskKind.EARLY_WARNING, TaskKind.FORMAL_WARNING)


@dataclass(frozen=True)
class Report:
    """The months that were reported missed on one guarantee on the last day on which any was."""

    guarantee_ref: str
    case_ref: str
    months: tuple[str, ...]
    stated_on: dt.date
    basis: str


def asked_for(session: Session, on: dt.date) -> Iterator[Asked]:
    """Every letter that a guarantee asks for, made or not; reports as they stood on a day."""
    yield from _by_tasks(session)
    yield from _ended(session)
    yield from _moved(session)
    yield from _rents_decided(session)
    for each in reports(session, on):
        yield Asked("report-received", each.guarantee_ref, each.case_ref, each.basis, each.stated_on)


def reports(session: Session, on: dt.date, ref: str | None = None) -> list[Report]:
    """What was last reported missed by a day on guarantees that were in force: of one, or of each."""
    signed = select(GuaranteeStatusRow.guarantee_ref).where(
        GuaranteeStatusRow.status == GuaranteeStatus.ACTIVE
    )
    asked = (
        select(
            RentStatement.id,
            RentStatement.guarantee_ref,
            Guarantee.case_ref,
            RentStatement.month,
            RentStatement.stated_on,
        )
        .join(Guarantee, Guarantee.ref == RentStatement.guarantee_ref)
        .where(RentStatement.says == "missed", RentStatement.stated_on <= on, Guarantee.ref.in_(signed))
        .order_by(RentStatement.stated_on, RentStatement.id)
    )
    if ref is not None:
        asked = asked.where(RentStatement.guarantee_ref == ref)
    last: dict[str, Report] = {}
    for number, guarantee_ref, case_ref, month, stated_on in session.execute(asked):
        before = last.get(guarantee_ref)
        same_day = before.months if before is not None and before.stated_on == stated_on else ()
        # Named by the last entry of the day: a month that is added to the day asks for the letter again.
        basis = f"rent_statement:{number}"
        last[guarantee_ref] = Report(guarantee_ref, case_ref, (*same_day, month), stated_on, basis)
    return list(last.values())


def latest_warning(session: Session, ref: str) -> Task | None:
    """The guarantee's warning that was opened last, an open one before all that are closed."""
    every = select(Task).where(Task.guarantee_ref == ref, Task.kind.in_(_WARNINGS))
    newest = every.order_by(Task.id.desc()).limit(1)
    return session.scalars(newest.where(_is_open())).first() or session.scalars(newest).first()


def _by_tasks(session: Session) -> Iterator[Asked]:
    """Of each guarantee the newest open warning, and the open review that is due first."""
    columns = (Task.guarantee_ref, Task.case_ref, Task.basis, Task.opened_on)
    asked = select(*columns).where(_is_open(), Task.guarantee_ref.is_not(None))
    warnings = asked.where(Task.kind.in_(_WARNINGS)).order_by(Task.id)
    reviews = asked.where(Task.kind == TaskKind.REVIEW).order_by(Task.due_on.desc(), Task.id.desc())
    last_warning = {str(row[0]): row for row in session.execute(warnings)}
    # Officers open reviews by hand, too; those are theirs to arrange.
    first_review = {
        str(row[0]): row
        for row in session.execute(reviews)
        if row[2].startswith(f"{TaskKind.REVIEW} {row[0]} ")
    }
    for kind, found in (("early-warning", last_warning), ("review", first_review)):
        for ref, (_, case_ref, basis, opened_on) in found.items():
            yield Asked(kind, ref, case_ref, f"task:{basis}", opened_on)


def _is_open() -> ColumnElement[bool]:
    """Whether nobody has closed the task, or it was opened again since."""
    counting = (
        select(func.max(TaskStep.id))
        .where(TaskStep.step.not_in(("assigned", "noted")))
        .group_by(TaskStep.task)
    )
    closed = select(TaskStep.task).where(TaskStep.id.in_(counting), TaskStep.step.in_(CLOSED))
    return Task.id.not_in(closed)


def _ended(session: Session) -> Iterator[Asked]:
    steps = last_steps(session)
    for ref, case_ref in session.execute(select(Guarantee.ref, Guarantee.case_ref)):
        last = steps[ref]
        if last.status != GuaranteeStatus.ENDED or last.reason_code == EndReason.TRANSFERRED:
            continue
        kinds = ("end",) if last.reason_code == EndReason.OFFER_LAPSED else ("end", "landlord-end")
        for kind in kinds:
            yield Asked(kind, ref, case_ref, f"guarantee_status:{last.id}", last.happened_on)


def _moved(session: Session) -> Iterator[Asked]:
    """To the landlord that is left, where the deed bound anybody; to the young person while the new one is unsigned."""
    last = last_steps(session)
    asked = select(MovedGuarantee.from_ref, Guarantee.ref, Guarantee.case_ref, Guarantee.issued_on).join(
        Guarantee, Guarantee.ref == MovedGuarantee.guarantee_ref
    )
    for left, new, case_ref, issued_on in session.execute(asked):
        basis = f"moved_guarantee:{new}"
        if last[new].status == GuaranteeStatus.OFFERED:
            yield Asked("transfer", left, case_ref, basis, issued_on)
        if last[left].reason_code == EndReason.TRANSFERRED:
            yield Asked("landlord-transfer", left, case_ref, basis, issued_on)


def _rents_decided(session: Session) -> Iterator[Asked]:
    asked = (
        select(
            GuaranteeChangeDecision.change,
            GuaranteeChange.guarantee_ref,
            Guarantee.case_ref,
            GuaranteeChangeDecision.decided_on,
        )
        .join(GuaranteeChange, GuaranteeChange.id == GuaranteeChangeDecision.change)
        .join(Guarantee, Guarantee.ref == GuaranteeChange.guarantee_ref)
        .where(
            GuaranteeChange.kind == ChangeKind.RENT_ABOVE_CEILING,
            GuaranteeChangeDecision.decision.in_(ANSWERS),
        )
        .order_by(GuaranteeChangeDecision.decided_on, GuaranteeChangeDecision.change)
    )
    last = {
        ref: Asked("rent-rise", ref, case_ref, f"guarantee_change_decision:{number}", decided_on)
        for number, ref, case_ref, decided_on in session.execute(asked)
    }
    yield from last.values()
