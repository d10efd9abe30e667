"""What is open now says what the histories say, whoever writes them."""

from guarantor.domain.access import Act
from guarantor.domain.task_kinds import TaskKind
from guarantor.services.acting.acts import doing
from guarantor.services.worktrays import tasks
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day
from tests.storage.conftest import outside
from tests.storage.full_use import in_full_use
from tests.storage.out_of_step import out_of_step


def test_a_database_in_full_use_is_in_step(begin: Begin) -> None:
    rehearsal = begin(in_full_use)
    with outside(rehearsal.url) as client:
        assert client.asked("SELECT COUNT(*) FROM open_task") != [(0,)]
        assert out_of_step(client) == []


def test_a_task_is_open_until_it_is_closed_and_again_once_it_is_reopened(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    seen = [_open(rehearsal)]
    with doing(rehearsal.office, None, Act.OPEN_TASK, day("2018-08-01")) as act:
        act.subject = "RG-0001"
        tasks.open_task(act, TaskKind.OTHER, "a test", day("2018-08-02"), case_ref="RG-0001")
    seen.append(_open(rehearsal))
    number = seen[-1][-1][0]
    for step, owner in (
        ("assigned", rehearsal.cora.number),
        ("assigned", rehearsal.cal.number),
        ("noted", None),
        ("done", None),
        ("reopened", None),
        ("not_needed", None),
    ):
        with doing(rehearsal.office, rehearsal.cora, Act.CLOSE_TASK, day("2018-08-02")) as act:
            act.subject = "RG-0001"
            tasks.step_task(act, number, step, owner=owner)  # type: ignore[arg-type]
        seen.append(_open(rehearsal))
    cora, cal = rehearsal.cora.number, rehearsal.cal.number
    assert [each[-1][1] if each else "closed" for each in seen] == [
        "closed", None, cora, cal, cal, "closed", cal, "closed"
    ]  # fmt: skip


def test_a_case_stands_at_its_last_step(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case()
    assert _standing(rehearsal) == [("assessed", False)]


def test_a_case_that_lacks_facts_beside_the_home_is_marked_and_one_that_lacks_the_home_is_not(
    rehearsal: Rehearsal,
) -> None:
    rehearsal.assessed_case(changes={"money.monthly_income": None})
    assert _standing(rehearsal) == [("assessed", True)]
    rehearsal.assessed_case(
        "RG-0002", changes={"tenancy": {"kind": None}, "property": None, "landlord": None}
    )
    assert _standing(rehearsal)[1:] == [("assessed", False)]


def _open(rehearsal: Rehearsal) -> list[tuple[int, int | None]]:
    with outside(rehearsal.url) as client:
        return [(task, owner) for task, owner in client.asked("SELECT task, owner FROM open_task")]


def _standing(rehearsal: Rehearsal) -> list[tuple[str, bool]]:
    with outside(rehearsal.url) as client:
        found = client.asked("SELECT status, lacks FROM case_standing ORDER BY case_ref")
    return [(status, bool(lacks)) for status, lacks in found]
