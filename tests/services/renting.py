"""What happens to the rent of RG-0001/1 in few words, and the tasks that come of it; days as ISO text."""

from typing import Any

from guarantor.domain.dates import Month
from guarantor.services.rent_record import rent, warnings
from guarantor.services.worktrays import daily, worktray
from tests.rehearsing import Rehearsal
from tests.services.stories import day

G = "RG-0001/1"


def run(rehearsal: Rehearsal, on: str) -> list[dict[str, Any]]:
    """The daily run's tasks."""
    return [each for each in daily.run(rehearsal.office, day(on)) if "task" in each]


def tasks(rehearsal: Rehearsal, kind: str) -> list[tuple[str, str | None, str | None]]:
    """When each task of a kind was opened, how it was closed, and when."""
    found = worktray.listed(rehearsal.office, None, closed_too=True)
    return [(each["opened_on"], each["closed"], each["closed_on"]) for each in found if each["kind"] == kind]


def missed(rehearsal: Rehearsal, month: str, on: str) -> None:
    """Cora records that a month was reported missed."""
    rent.state(rehearsal.office, rehearsal.cora, G, Month.read(month, "month"), "missed", day(on))


def pay(rehearsal: Rehearsal, received: str, pence: int = 52_000) -> None:
    """Cora records a payment on its own day."""
    rent.pay(rehearsal.office, rehearsal.cora, G, day(received), pence, "tenant", day(received), None)


def pause(rehearsal: Rehearsal, from_on: str, until_on: str) -> dict[str, Any]:
    """Cora lets warnings rest."""
    return warnings.pause(
        rehearsal.office, rehearsal.cora, G, day(from_on), day(until_on), "in hospital", day(from_on)
    )
