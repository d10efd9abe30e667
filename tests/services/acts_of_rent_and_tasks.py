"""The acts on the rent record and on tasks, once each."""

from guarantor.domain.access import Act
from guarantor.domain.task_kinds import TaskKind
from guarantor.services.rent_record import deposits, rent_corrections, warnings
from guarantor.services.worktrays import worktray
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.doing_an_act import Doable
from tests.services.stories import day
from tests.watching import transfers

G = "RG-0001/1"


@after(stories.active)
def task_opened(rehearsal: Rehearsal) -> None:
    """Cora has opened T-1."""
    worktray.add(
        rehearsal.office, rehearsal.cora, G, TaskKind.OTHER, day("2018-09-01"), "ring", day("2018-08-05")
    )


def _first_charge(url: str) -> int:
    return int(next(each["id"] for each in transfers(url) if each["kind"] == "rent_charged"))


RENT_AND_TASKS = (
    Doable(
        Act.CORRECT_RENT,
        stories.charged,
        "cal",
        G,
        lambda office, who: rent_corrections.correct(
            office,
            who,
            G,
            _first_charge(str(office.settings.database_url)),
            50_000,
            "typed_wrong",
            day("2018-09-02"),
        ),
    ),
    Doable(
        Act.PAUSE_WARNINGS,
        stories.charged,
        "cal",
        G,
        lambda office, who: warnings.pause(
            office, who, G, day("2018-09-01"), day("2018-09-30"), "in hospital", day("2018-09-01")
        ),
    ),
    Doable(
        Act.STATE_DEPOSIT,
        stories.active,
        "cal",
        G,
        lambda office, who: deposits.state(office, who, G, 45_000, "scheme's letter", day("2019-07-01")),
    ),
    Doable(
        Act.OPEN_TASK,
        stories.active,
        "fay",
        "RG-0001",
        lambda office, who: worktray.add(
            office, who, "RG-0001", TaskKind.OTHER, day("2018-09-01"), "ring", day("2018-08-05")
        ),
    ),
    Doable(
        Act.ASSIGN_TASK,
        task_opened,
        "cal",
        G,
        lambda office, who: worktray.take(office, who, 1, day("2018-08-06")),
    ),
    Doable(
        Act.CLOSE_TASK,
        task_opened,
        "cal",
        G,
        lambda office, who: worktray.close(office, who, 1, "done", "rang", day("2018-08-06")),
    ),
)
"""One of each; the journal's line of each act is its subject's."""
