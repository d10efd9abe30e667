"""Replays that are published: several of the same applications side by side give no small number back."""

from datetime import date
from itertools import pairwise
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.decide import OUTCOMES, Outcome
from rules.policy import shipped
from rules.replay import BROKEN_DOWN_BY, HIDDEN, Judged, Replay
from rules.suppression import Sum, follows

BELOW = 5
POLICIES = 3
Cell = tuple[str, ...]

_OUTCOME = st.sampled_from(OUTCOMES)
_PERSON = st.tuples(
    st.sampled_from(("18", "19", "20")),
    st.sampled_from(("citizen", "uasc")),
    st.sampled_from(("kent", "medway", "not known")),
    st.tuples(*[_OUTCOME] * POLICIES),
)
# A few kinds of people many times over, so that large and small numbers stand beside one another.
_PEOPLE = st.lists(st.tuples(_PERSON, st.integers(1, 9)), min_size=1, max_size=9)


def _published(people: list[Any], before: int, after: int) -> dict[str, Any]:
    judged = tuple(
        Judged(
            reference="RG-0001",
            assessed_on=date(2018, 7, 1),
            age=age,
            group=group,
            area=area,
            outcomes=(cast("Outcome", outcomes[before]), cast("Outcome", outcomes[after])),
            offers=(None, None),
            starts_on=None,
            rent_share_pence=None,
            criteria=(),
        )
        for (age, group, area, outcomes), times in people
        for _ in range(times)
    )
    return Replay(shipped("kent-pilot"), shipped("devon-like"), judged).public_document(BELOW)


def _told(document: dict[str, Any], sides: dict[str, str]) -> dict[Cell, Any]:
    """Every cell of a published replay, each side under the name of its policy."""
    cells: dict[Cell, Any] = {("cases",): document["cases"]}
    for side, policy in sides.items():
        cells |= {(policy, outcome): document["counts"][side][outcome] for outcome in OUTCOMES}
    for by in BROKEN_DOWN_BY:
        for value, row in document[f"by_{by}"].items():
            cells[by, value] = row["cases"]
            for side, policy in sides.items():
                cells |= {(by, value, policy, outcome): row[side][outcome] for outcome in OUTCOMES}
    return cells


def _sums(cells: dict[Cell, Any], policies: list[str]) -> list[Sum[Cell]]:
    found: list[Sum[Cell]] = [
        Sum(("cases",), tuple((policy, outcome) for outcome in OUTCOMES)) for policy in policies
    ]
    for by in BROKEN_DOWN_BY:
        values = [cell[1] for cell in cells if cell[0] == by and len(cell) == 2]
        found.append(Sum(("cases",), tuple((by, value) for value in values)))
        for policy in policies:
            found += [
                Sum((policy, outcome), tuple((by, value, policy, outcome) for value in values))
                for outcome in OUTCOMES
            ]
            found += [
                Sum((by, value), tuple((by, value, policy, outcome) for outcome in OUTCOMES))
                for value in values
            ]
    return found


@settings(max_examples=40, deadline=None)
@given(people=_PEOPLE)
def test_three_replays_of_the_same_people_give_no_small_number_back(people: list[Any]) -> None:
    cells: dict[Cell, Any] = {}
    for before, after in (*pairwise(range(POLICIES)), (0, POLICIES - 1)):
        told = _told(_published(people, before, after), {"from": f"P{before}", "to": f"P{after}"})
        # What was said of a policy in one replay is said of it in every other.
        assert all(cells.get(cell, said) == said for cell, said in told.items())
        cells |= told
    concealed = [cell for cell, said in cells.items() if said == HIDDEN]
    numbers = _numbers(people, cells)
    assert all(cell in concealed for cell, number in numbers.items() if 0 < number < BELOW)
    given_back = follows(concealed, _sums(cells, [f"P{each}" for each in range(POLICIES)]))
    assert not [cell for cell in given_back if 0 < numbers[cell] < BELOW]


def _numbers(people: list[Any], cells: dict[Cell, Any]) -> dict[Cell, int]:
    """What each cell counts."""
    return {cell: sum(times for person, times in people if _is_in(person, cell)) for cell in cells}


def _is_in(person: Any, cell: Cell) -> bool:
    age, group, area, outcomes = person
    of = {"age": age, "group": group, "area": area}
    if cell == ("cases",):
        return True
    if cell[0] in of and of[cell[0]] != cell[1]:
        return False
    if len(cell) == 2 and cell[0] in of:
        return True
    policy, outcome = cell[-2:]
    return bool(outcomes[int(policy[1:])] == outcome)
