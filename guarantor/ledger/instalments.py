"""What a plan to pay back asks for on a day: instalments met in the order they fall due, none asked for in between.

Money that came back and what was written off meet the oldest instalment first, whoever it came from. Knows nothing of
where plans are kept, nor of why a breathing space was given.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from guarantor.domain.wrong_input import WrongInput

_A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, order=True)
class Promise:
    """A sum that a plan asks for by a day."""

    due_on: dt.date
    amount_pence: int


@dataclass(frozen=True)
class Space:
    """A breathing space: from its first day to its last, both included, nobody asks for an instalment."""

    from_on: dt.date
    until_on: dt.date


@dataclass(frozen=True)
class InstalmentState:
    """An instalment on a day. `asked_on` is its due day, or the first day after the breathing space it falls in."""

    number: int
    due_on: dt.date
    asked_on: dt.date
    amount_pence: int
    unpaid_pence: int
    missed: bool


def check_plan(promises: Sequence[Promise], agreed_on: dt.date, field: str) -> list[Promise]:
    """The promises in order of their days. Raises WrongInput naming `field` for a plan that cannot be kept.

    Each is above zero, on a day of its own and not before the plan is agreed.
    """
    if not promises:
        raise WrongInput.at(field, "expected at least one, such as 2019-01-31=40.00")
    ordered = sorted(promises)
    days = [each.due_on for each in ordered]
    if len(set(days)) < len(days):
        raise WrongInput.at(field, "expected each day once")
    if days[0] < agreed_on:
        raise WrongInput.at(field, f"expected days from {agreed_on.isoformat()} on, when the plan is agreed")
    if any(each.amount_pence <= 0 for each in ordered):
        raise WrongInput.at(field, "expected every sum to be above zero")
    return ordered


def asked_on(due_on: dt.date, spaces: Iterable[Space]) -> dt.date:
    """The day from which an instalment is asked for: its due day, put off to the end of every space it falls in."""
    day = due_on
    for space in sorted(spaces, key=lambda each: each.from_on):
        if space.from_on <= day <= space.until_on:
            day = space.until_on + _A_DAY
    return day


def states(
    promises: Sequence[Promise], met_pence: int, spaces: Sequence[Space], on: dt.date
) -> list[InstalmentState]:
    """The plan on a day, by which `met_pence` of it was met or written off.

    An instalment is missed on the days after the one it is asked for on, if any of it is unpaid. Within a breathing
    space none is.
    """
    resting = any(space.from_on <= on <= space.until_on for space in spaces)
    left_pence, out = met_pence, []
    for number, promise in enumerate(promises, start=1):
        used = min(left_pence, promise.amount_pence)
        left_pence -= used
        from_on = asked_on(promise.due_on, spaces)
        state = InstalmentState(
            number, promise.due_on, from_on, promise.amount_pence, promise.amount_pence - used, missed=False
        )
        out.append(replace(state, missed=not resting and from_on < on and state.unpaid_pence > 0))
    return out


def next_due(plan: Iterable[InstalmentState]) -> InstalmentState | None:
    """The first instalment of which something is unpaid, or None where the plan is kept to the end."""
    return next((each for each in plan if each.unpaid_pence), None)
