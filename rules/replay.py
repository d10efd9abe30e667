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
Cell = tuple[str, ...]

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
        back, read "hidden".

        What is hidden of a policy's outcomes hangs on no other policy, so that several replays of the same
        applications side by side say no more of a policy than one does.
        """
        tables = _Tables(self)
        numbers, concealed = tables.numbers, tables.concealed(hide_below)

        def shown(cell: Cell) -> int | str:
            return HIDDEN if cell in concealed else numbers[cell]

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
    """Every number of the public form, and the sums between them: of the applications, and of each side's outcomes."""

    def __init__(self, replay: Replay) -> None:
        self.sizes: dict[Cell, int] = {("cases",): len(replay.judged)}
        self.size_sums: list[Sum[Cell]] = []
        self.outcomes: dict[Side, dict[Cell, int]] = {side: {} for side in SIDES}
        self.sums: dict[Side, list[Sum[Cell]]] = {side: [] for side in SIDES}
        counts = replay.counts()
        for side in SIDES:
            self._add(side, ("cases",), {(side, outcome): number for outcome, number in counts[side].items()})
        for by in BROKEN_DOWN_BY:
            self._add_breakdown(by, replay.broken_down(by))

    @property
    def numbers(self) -> dict[Cell, int]:
        """All of them."""
        return {**self.sizes, **self.outcomes["from"], **self.outcomes["to"]}

    def concealed(self, below: int) -> frozenset[Cell]:
        """The cells to hide: of the numbers of applications by themselves, and of each side by itself.

        How an application's outcomes stand under one policy says nothing then of how many applications there are
        beside it. Where a line's number is hidden, all of the line is: no sum over its outcomes tells of the number.
        """
        sizes = hidden(self.sizes, self.size_sums, below)
        concealed = set(sizes)
        for side in SIDES:
            of_side = self.outcomes[side]
            lines = {cell for cell in of_side if (cell[:-2] or ("cases",)) in sizes}
            concealed |= hidden(
                {**self.sizes, **of_side},
                [*self.size_sums, *self.sums[side]],
                below,
                already=sizes | lines,
                told=set(self.sizes) - sizes,
            )
        return frozenset(concealed)

    def _add(self, side: Side, total: Cell, parts: dict[Cell, int]) -> None:
        self.outcomes[side] |= parts
        self.sums[side].append(Sum(total, tuple(parts)))

    def _add_breakdown(self, by: str, breakdown: Breakdown) -> None:
        sizes: dict[Cell, int] = {(by, value): sum(of["from"].values()) for value, of in breakdown.items()}
        self.sizes |= sizes
        self.size_sums.append(Sum(("cases",), tuple(sizes)))
        for side in SIDES:
            for value, of in breakdown.items():
                counted: dict[Cell, int] = {
                    (by, value, side, outcome): number for outcome, number in of[side].items()
                }
                self._add(side, (by, value), counted)
            for outcome in OUTCOMES:
                parts = tuple((by, value, side, outcome) for value in breakdown)
                self.sums[side].append(Sum((side, outcome), parts))


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
