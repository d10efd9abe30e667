"""What the rehearsal's offices do by the calendar: the daily run, tasks, payment runs, months closed."""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from guarantor.domain.access import Role
from guarantor.domain.dates import Month
from guarantor.domain.references import batch_number, task_number
from guarantor.domain.refusals import MonthOutOfOrder, NothingToBatch
from guarantor.domain.task_kinds import TaskKind
from guarantor.rehearsal.calendar import Diary, Step, days_later
from guarantor.rehearsal.chance import Stream
from guarantor.rehearsal.habits import habit
from guarantor.rehearsal.staff import Staff
from guarantor.services.acting.office import Office, Person
from guarantor.services.finance import month_close
from guarantor.services.paying import batches
from guarantor.services.worktrays import daily, worktray

_DAYS_BETWEEN_RUNS = 7
_DAYS_BETWEEN_PAYMENT_RUNS = 14
_DAYS_TO_CLOSE = 5
_WHAT_WAS_DONE = {
    TaskKind.REVIEW: "Met the young person at home and heard how the tenancy goes (synthetic).",
    TaskKind.SILENCE: "Asked the landlord by letter whether the rent was paid (synthetic).",
    TaskKind.EARLY_WARNING: "Rang the young person and offered help with the personal adviser (synthetic).",
    TaskKind.FORMAL_WARNING: "Gave the warning in person and agreed what happens next (synthetic).",
    TaskKind.SUPPORT_AFTER_CALL: "Met the young person with the personal adviser (synthetic).",
    TaskKind.APPROVAL_IN_PRINCIPLE: "Asked how the search for a home goes (synthetic).",
}
"""The tasks that a caseworker's own work does; every other one is done by its act."""


@dataclass
class Rounds:
    """The offices' calendar. `files` is where payment files go, for bank details that are made up."""

    office: Office
    staff: Staff
    diary: Diary
    seed: int
    files: Path
    taken: set[str] = field(default_factory=set)

    def plan(self, first_on: dt.date) -> None:
        """Plan all of it from a day on; written before anything else, so that the daily run comes first in a day."""
        self._every(_DAYS_BETWEEN_RUNS, days_later(first_on, 3), self._daily)
        self.diary.write(self.diary.until, self._daily)
        self._every(_DAYS_BETWEEN_PAYMENT_RUNS, days_later(first_on, 5), self._make_batch)
        month = Month.of(first_on)
        while month.last_on < self.diary.until:
            month, over = month.following(), month
            self.diary.write(days_later(month.first_on, _DAYS_TO_CLOSE), partial(self._close_month, over))

    def _every(self, days: int, on: dt.date, step: Step) -> None:
        while on <= self.diary.until:
            self.diary.write(on, step)
            on += dt.timedelta(days=days)

    def _daily(self, on: dt.date) -> None:
        daily.run(self.office, on)
        for task in worktray.listed(self.office, on, role=Role.CASEWORKER):
            if task["task"] not in self.taken and TaskKind(task["kind"]) in _WHAT_WAS_DONE:
                self._take(task, on)

    def _take(self, task: dict[str, Any], on: dt.date) -> None:
        about = task["guarantee"] or task["case"]
        stream = Stream(self.seed, f"task {task['kind']} {about} {task['due_on']}")
        number, person = task_number(task["task"]), stream.one_of(self.staff.caseworkers)
        worktray.take(self.office, person, number, on)
        self.taken.add(task["task"])
        if stream.happens(habit("task_is_done")):
            self.diary.write(days_later(on, stream.whole(1, 10)), partial(self._do, person, number))

    def _do(self, person: Person, number: int, on: dt.date) -> None:
        task = worktray.shown(self.office, number, on)
        if task["open"]:
            said = _WHAT_WAS_DONE[TaskKind(task["kind"])]
            worktray.close(self.office, person, number, "done", said, on)

    def _make_batch(self, on: dt.date) -> None:
        """Hand what is due to accounts payable as a file, and record some days later what was paid."""
        number = len(batches.listed(self.office)) + 1
        self.files.mkdir(parents=True, exist_ok=True)
        try:
            made = batches.make(self.office, self.staff.finance[0], self.files / batch_file(number), on)
        except NothingToBatch:
            return
        self.diary.write(days_later(on, 3), partial(self._pay_batch, batch_number(made["batch"])))

    def _pay_batch(self, number: int, on: dt.date) -> None:
        batches.pay(self.office, self.staff.finance[1], number, on)

    def _close_month(self, month: Month, on: dt.date) -> None:
        try:
            month_close.close(self.office, self.staff.finance[0], month, on)
        except MonthOutOfOrder:
            # Before the first guarantee nothing is dated, and there is nothing to close; after it every month is.
            if month_close.closed_months(self.office):
                raise


def batch_file(number: int | str) -> str:
    """The name of a batch's file, or of all with `*`: it says that the bank details in it are made up."""
    return f"batch-{number}-synthetic.csv"
