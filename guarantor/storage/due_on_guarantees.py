"""Letters that guarantees ask for: warnings, reviews, reports of missed rent, rents above the ceiling, moves, ends.

Of warnings, reports and rents the latest counts. An offer that nobody signed is over for the young person alone: the
landlord was promised nothing. After a move the letters on the move stand for those on the end.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from guarantor.domain.guarantee_changes import ChangeDecision, ChangeKind
from guarantor.domain.lifecycle import EndReason, GuaranteeStatus
from guarantor.domain.task_kinds import TaskKind
from guarantor.storage.due_letters import Asked, LastStep, last_steps, of
from guarantor.storage.tables.changes import GuaranteeChange, GuaranteeChangeDecision, MovedGuarantee
from guarantor.storage.tables.guarantees import Guarantee, GuaranteeStatusRow, RentStatement
from guarantor.storage.tables.standing import OpenTask
from guarantor.storage.tables.tasks import Task

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


def asked_for(session: Session, on: dt.date, case: str | None = None) -> Iterator[Asked]:
    """Every letter that a guarantee asks for, made or not: of each case, or of one; reports as they stood on a day."""
    yield from _by_tasks(session, case)
    steps = last_steps(session, case)
    yield from _ended(session, steps, case)
    yield from _moved(session, steps, case)
    yield from _rents_decided(session, case)
    for each in reports(session, on, case=case):
        yield Asked("report-received", each.guarantee_ref, each.case_ref, each.basis, each.stated_on)


def reports(
    session: Session, on: dt.date, ref: str | None = None, *, case: str | None = None
) -> list[Report]:
    """What was last reported missed by a day on guarantees that were in force: of one, of a case's, or of each."""
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
    for number, guarantee_ref, case_ref, month, stated_on in session.execute(
        of(asked, Guarantee.case_ref, case)
    ):
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


def _by_tasks(session: Session, case: str | None) -> Iterator[Asked]:
    """Of each guarantee the newest open warning, and the open review that is due first."""
    columns = (Task.guarantee_ref, Task.case_ref, Task.basis, Task.opened_on)
    asked = of(select(*columns), Task.case_ref, case).where(_is_open(), Task.guarantee_ref.is_not(None))
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
    return select(OpenTask.task).where(OpenTask.task == Task.id).exists()


def _ended(session: Session, steps: Mapping[str, LastStep], case: str | None) -> Iterator[Asked]:
    asked = of(select(Guarantee.ref, Guarantee.case_ref), Guarantee.case_ref, case)
    for ref, case_ref in session.execute(asked):
        last = steps[ref]
        if last.status != GuaranteeStatus.ENDED or last.reason_code == EndReason.TRANSFERRED:
            continue
        kinds = ("end",) if last.reason_code == EndReason.OFFER_LAPSED else ("end", "landlord-end")
        for kind in kinds:
            yield Asked(kind, ref, case_ref, f"guarantee_status:{last.id}", last.happened_on)


def _moved(session: Session, last: Mapping[str, LastStep], case: str | None) -> Iterator[Asked]:
    """To the landlord that is left, where the deed bound anybody; to the young person while the new one is unsigned."""
    asked = select(MovedGuarantee.from_ref, Guarantee.ref, Guarantee.case_ref, Guarantee.issued_on).join(
        Guarantee, Guarantee.ref == MovedGuarantee.guarantee_ref
    )
    for left, new, case_ref, issued_on in session.execute(of(asked, Guarantee.case_ref, case)):
        basis = f"moved_guarantee:{new}"
        if last[new].status == GuaranteeStatus.OFFERED:
            yield Asked("transfer", left, case_ref, basis, issued_on)
        if last[left].reason_code == EndReason.TRANSFERRED:
            yield Asked("landlord-transfer", left, case_ref, basis, issued_on)


def _rents_decided(session: Session, case: str | None) -> Iterator[Asked]:
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
        for number, ref, case_ref, decided_on in session.execute(of(asked, Guarantee.case_ref, case))
    }
    yield from last.values()
