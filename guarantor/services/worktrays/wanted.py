"""What the record itself asks for: a task from one day, until the day on which nothing asks for it any more."""

import datetime as dt
from dataclasses import dataclass

from guarantor.domain.lifecycle import GuaranteeStatus
from guarantor.domain.task_kinds import TaskKind
from guarantor.storage import guarantee_files
from guarantor.storage.engine import Session


@dataclass(frozen=True)
class Wanted:
    """A task with the days that the record gives it. `over_on` is None as long as it is asked for."""

    kind: TaskKind
    basis: str
    opened_on: dt.date
    due_on: dt.date
    over_on: dt.date | None


@dataclass(frozen=True)
class InForce:
    """From which day a guarantee was active, and the day it ended."""

    from_on: dt.date
    ended_on: dt.date | None

    def on(self, day: dt.date) -> bool:
        """Whether it was active at the close of a day."""
        return self.from_on <= day and (self.ended_on is None or day < self.ended_on)

    def not_before(self, day: dt.date) -> dt.date:
        """The day, or the one on which it became active where that was later."""
        return max(day, self.from_on)


def in_force(session: Session, ref: str) -> InForce | None:
    """When a guarantee was in force; None where it never was."""
    days = {step.status: step.happened_on for step in guarantee_files.life(session, ref)}
    active_on = days.get(GuaranteeStatus.ACTIVE)
    return None if active_on is None else InForce(active_on, days.get(GuaranteeStatus.ENDED))
