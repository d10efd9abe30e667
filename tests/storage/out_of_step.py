"""What is open now, held against the histories that it is taken from, read from a database as a bare client sees it."""

from typing import Any

from tests.storage.conftest import Outside

_OF_NO_ACCOUNT = ("assigned", "noted")


def out_of_step(client: Outside) -> list[Any]:
    """Every task and case of which the tables of what is open say anything but its history."""
    held = {row[0]: row for row in client.asked("SELECT task, kind, owner_role, owner FROM open_task")}
    stands = {row[0]: row for row in client.asked("SELECT case_ref, status, step, lacks FROM case_standing")}
    tasks, cases = _open_by_history(client), _standing_by_history(client)
    return [
        *(set(held.items()) ^ set(tasks.items())),
        *({(ref, status, step, bool(lacks)) for ref, status, step, lacks in stands.values()} ^ cases),
    ]


def _open_by_history(client: Outside) -> dict[int, tuple[Any, ...]]:
    steps: dict[int, list[tuple[str, int | None]]] = {}
    for task, step, owner in client.asked("SELECT task, step, owner FROM task_step ORDER BY id"):
        steps.setdefault(task, []).append((step, owner))
    found = {}
    for number, kind, role in client.asked("SELECT id, kind, owner_role FROM task"):
        taken = steps.get(number, [])
        counting = [step for step, _ in taken if step not in _OF_NO_ACCOUNT]
        if not counting or counting[-1] == "reopened":
            given = [owner for step, owner in taken if step == "assigned"]
            found[number] = (number, kind, role, given[-1] if given else None)
    return found


def _standing_by_history(client: Outside) -> set[tuple[Any, ...]]:
    lacking = {
        ref: outcome == "incomplete" and '"in_principle": true' not in (record or "")
        for ref, outcome, record in client.asked(
            "SELECT case_ref, outcome, record FROM assessment WHERE purpose = 'assessment' ORDER BY id"
        )
    }
    last = {
        ref: (ref, status, number)
        for number, ref, status in client.asked("SELECT id, case_ref, status FROM case_status ORDER BY id")
    }
    return {(*each, lacking.get(ref, False)) for ref, each in last.items()}
