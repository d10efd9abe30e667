"""What an act asks of the database: nothing twice, and no more the longer the list of others grows."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from guarantor.domain.access import Act
from guarantor.domain.dates import Month
from guarantor.services.acting.acts import doing
from guarantor.services.paying import payments
from guarantor.services.rent_record import rent
from guarantor.services.worktrays.tasks import close_task, reopen_task
from guarantor.storage import task_files
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story
from tests.services import stories
from tests.services.claiming import C, G, decide, lodge
from tests.services.stories import SEPTEMBER_AND_OCTOBER, day

Question = tuple[str, str]


@contextmanager
def questions(rehearsal: Rehearsal) -> Iterator[list[Question]]:
    """The questions put to the database while it lasts, each with its values."""
    put: list[Question] = []

    def seen(_conn: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        if statement.startswith("SELECT"):
            put.append((statement, repr(values)))

    event.listen(rehearsal.office.engine, "before_cursor_execute", seen)
    try:
        yield put
    finally:
        event.remove(rehearsal.office.engine, "before_cursor_execute", seen)


def _charge(rehearsal: Rehearsal) -> None:
    rent.charge(rehearsal.office, rehearsal.cora, G, day("2018-12-01"), 52_000, day("2018-12-01"), "key")


def _pay_rent(rehearsal: Rehearsal) -> None:
    received_on = day("2018-11-05")
    rent.pay(rehearsal.office, rehearsal.cora, G, received_on, 52_000, "tenant", received_on, "key")


def _miss(rehearsal: Rehearsal) -> None:
    rent.state(rehearsal.office, rehearsal.cora, G, Month(2018, 9), "missed", day("2018-11-05"))


def _lodge(rehearsal: Rehearsal) -> None:
    lodge(rehearsal, SEPTEMBER_AND_OCTOBER)


def _decide(rehearsal: Rehearsal) -> None:
    decide(rehearsal, SEPTEMBER_AND_OCTOBER)


def _pay(rehearsal: Rehearsal) -> None:
    payments.pay(rehearsal.office, rehearsal.finn, C, "BACS-1", day("2018-11-12"))


@pytest.mark.parametrize(
    ("story", "act"),
    [
        (stories.charged, _charge),
        (stories.charged, _pay_rent),
        (stories.charged, _miss),
        (stories.charged, _lodge),
        (stories.lodged, _decide),
        (stories.accepted, _pay),
    ],
)
def test_an_act_asks_nothing_twice(begin: Begin, story: Story, act: Callable[[Rehearsal], None]) -> None:
    rehearsal = begin(story)
    with questions(rehearsal) as put:
        act(rehearsal)
    assert put
    assert {question: times for question, times in Counter(put).items() if times > 1} == {}


def test_an_issue_asks_no_more_where_many_others_are_approved(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    counts = []
    # What the first issue makes ready, such as the policy, is no question of the act.
    for ref, others in (("RG-0001", ()), ("RG-0002", ()), ("RG-0003", ("RG-0004", "RG-0005", "RG-0006"))):
        for approved in (ref, *others):
            rehearsal.approved_case(approved)
        with questions(rehearsal) as put:
            stories.issue(rehearsal, ref)
        counts.append(len(put))
    assert counts[2] == counts[1]


def test_a_task_is_closed_and_opened_again_only_where_that_changes_it(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    found = []
    for change in (reopen_task, close_task, close_task, reopen_task):
        with doing(rehearsal.office, rehearsal.ann, Act.CLOSE_TASK, day("2018-11-06")) as act:
            act.subject = C
            change(act, f"decide {C}")
            close_task(act, "decide nothing")
            found.append(
                (len(act.details.get("rows", {})), task_files.standing_under(act.session, f"decide {C}"))
            )
    number = found[0][1][0] if found[0][1] else None
    assert found == [(0, (number, True)), (1, (number, False)), (0, (number, False)), (1, (number, True))]
