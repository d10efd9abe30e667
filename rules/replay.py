"""The decisions of one policy against another over many applications, judged as if each policy were in force.

Knows who changes and by which criterion, and counts by outcome, age, group and area. Nothing is stored. Places and
liability are worked out elsewhere, from the judged applications that a replay keeps in order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from rules.decide import OUTCOMES, Decision, Offer, Outcome, assess
from rules.facts import Application
from rules.policy import Policy
from rules.suppression import Sum, hidden

Side = Literal["from", "to"]
Count = dict[str, int]
Breakdown = dict[str, dict[str, Count]]
"""By value of what is broken down by, by side, by outcome."""

SIDES: tuple[Side, ...] = ("from", "to")
BROKEN_DOWN_BY = ("age", "group", "area")
NOT_KNOWN = "not known"
HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Judged:
    """One application under both policies: what replays, places and liability need of it."""

    reference: str
    assessed_on: date
    age: str
    group: str
    area: str
    outcomes: tuple[Outcome, Outcome]
    offers: tuple[Offer | None, Offer | None]
    starts_on: date | None
    rent_share_pence: int | None
    criteria: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """Whether the outcome differs."""
        return self.outcomes[0] != self.outcomes[1]

    @property
    def cannot_tell(self) -> bool:
        """Whether a fact is missing on which the outcome under the second policy hangs."""
        return self.outcomes[1] == "incomplete"


@dataclass(frozen=True)
class Replay:
    """A replay of many applications, in the order in which they came."""

    from_policy: Policy
    to_policy: Policy
    judged: tuple[Judged, ...]

    def counts(self) -> dict[str, Count]:
        """Applications by side and outcome."""
        return {side: _counted(self.judged, place) for place, side in enumerate(SIDES)}

    def broken_down(self, by: str) -> Breakdown:
        """Applications by age on the first day, group or area, then by side and outcome."""
        values = sorted({getattr(one, by) for one in self.judged})
        return {
            value: {
                side: _counted([one for one in self.judged if getattr(one, by) == value], place)
                for place, side in enumerate(SIDES)
            }
            for value in values
        }

    def document(self) -> dict[str, Any]:
        """The replay for officers, ready for JSON; places and liability are added by whoever works them out."""
        return {
            "from": self.from_policy.name,
            "to": self.to_policy.name,
            "judged": "as if in force",
            "cases": len(self.judged),
            "counts": self.counts(),
            "changed": [
                {
                    "reference": one.reference,
                    "from": one.outcomes[0],
                    "to": one.outcomes[1],
                    "criteria": list(one.criteria),
                }
                for one in self.judged
                if one.changes
            ],
            "cannot_tell": [one.reference for one in self.judged if one.cannot_tell],
            **{f"by_{by}": self.broken_down(by) for by in BROKEN_DOWN_BY},
        }

    def public_document(self, hide_below: int) -> dict[str, Any]:
        """The counts without references; numbers above zero and below the limit, and those that would give them
        back, read "hidden"."""
        tables = _Tables(self)
        concealed = hidden(tables.numbers, tables.sums, hide_below)

        def shown(cell: tuple[str, ...]) -> int | str:
            return HIDDEN if cell in concealed else tables.numbers[cell]

        return {
            "from": self.from_policy.name,
            "to": self.to_policy.name,
            "judged": "as if in force",
            "cases": shown(("cases",)),
            "counts": {side: {outcome: shown((side, outcome)) for outcome in OUTCOMES} for side in SIDES},
            **{
                f"by_{by}": {
                    value: {
                        "cases": shown((by, value)),
                        **{side: {one: shown((by, value, side, one)) for one in OUTCOMES} for side in SIDES},
                    }
                    for value in self.broken_down(by)
                }
                for by in BROKEN_DOWN_BY
            },
        }


class _Tables:
    """Every number of the public form, and the sums between them."""

    def __init__(self, replay: Replay) -> None:
        self.numbers: dict[tuple[str, ...], int] = {("cases",): len(replay.judged)}
        self.sums: list[Sum[tuple[str, ...]]] = []
        for side, count in replay.counts().items():
            self._add(("cases",), {(side, outcome): number for outcome, number in count.items()})
        for by in BROKEN_DOWN_BY:
            self._add_breakdown(by, replay.broken_down(by))

    def _add(self, total: tuple[str, ...], parts: dict[tuple[str, ...], int]) -> None:
        self.numbers |= parts
        self.sums.append(Sum(total, tuple(parts)))

    def _add_breakdown(self, by: str, breakdown: Breakdown) -> None:
        sizes: dict[tuple[str, ...], int] = {
            (by, value): sum(sides["from"].values()) for value, sides in breakdown.items()
        }
        self._add(("cases",), sizes)
        for value, sides in breakdown.items():
            for side, count in sides.items():
                self._add(
                    (by, value), {(by, value, side, outcome): number for outcome, number in count.items()}
                )
        for side in SIDES:
            for outcome in OUTCOMES:
                self.sums.append(
                    Sum((side, outcome), tuple((by, value, side, outcome) for value in breakdown))
                )


def _counted(judged: Iterable[Judged], place: int) -> Count:
    count = dict.fromkeys(OUTCOMES, 0)
    for one in judged:
        count[one.outcomes[place]] += 1
    return {str(outcome): number for outcome, number in count.items()}


def replay(
    applications: Iterable[tuple[Application, date]], from_policy: Policy, to_policy: Policy
) -> Replay:
    """Judge each application on its day by both policies as if they were in force.

    Raises WrongInput where an application cannot be judged on its day.
    """
    return Replay(
        from_policy, to_policy, tuple(_judged(one, on, from_policy, to_policy) for one, on in applications)
    )


def _judged(application: Application, on: date, from_policy: Policy, to_policy: Policy) -> Judged:
    before = assess(application, from_policy, on, as_if_in_force=True)
    after = assess(application, to_policy, on, as_if_in_force=True)
    age = before.age_at_start
    return Judged(
        reference=application.reference,
        assessed_on=on,
        age=NOT_KNOWN if age is None else str(age),
        group=application.person.group or NOT_KNOWN,
        area=application.tenancy.area or NOT_KNOWN,
        outcomes=(before.outcome, after.outcome),
        offers=(before.offer, after.offer),
        starts_on=application.tenancy.starts_on,
        rent_share_pence=application.tenancy.rent_share_pence,
        criteria=_criteria_that_differ(before, after),
    )


def _criteria_that_differ(before: Decision, after: Decision) -> tuple[str, ...]:
    """The criteria with another result, or that only one policy asks and that were not simply met."""
    old = {one.criterion: one.result for one in before.findings}
    new = {one.criterion: one.result for one in after.findings}
    return tuple(id_ for id_ in dict.fromkeys([*old, *new]) if old.get(id_, "met") != new.get(id_, "met"))
