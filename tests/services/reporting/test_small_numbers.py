"""Small counts of people stay hidden: no shown number, range or sum gives one back."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guarantor.domain.lifecycle import CaseStatus
from guarantor.services.reporting.applicants import Applicant
from guarantor.services.reporting.left_open import open_to_another
from guarantor.services.reporting.small_numbers import (
    APPLICATIONS,
    HIDDEN,
    Cell,
    Counts,
    Shown,
    alone,
    counted,
)
from guarantor.services.reporting.tenancies import Tenancies

BELOW = 5
STATUS = {"given": CaseStatus.GUARANTEED, "declined": CaseStatus.DECLINED, "other": CaseStatus.ASSESSED}


@st.composite
def pilots(draw: st.DrawFn) -> Counts:
    """A pilot of up to 60 people, with what became of their homes."""
    chance = random.Random(draw(st.integers(0, 10_000)))
    everybody = []
    for _ in range(draw(st.integers(0, 60))):
        became = chance.choices(("given", "declined", "other"), (3, 4, 1))[0]
        everybody.append(
            Applicant(
                outcome=chance.choices(("eligible", "refer", "incomplete", "ineligible"), (1, 6, 1, 3))[0],
                status=STATUS[became],
                became=became,  # type: ignore[arg-type]
                grounds=("age",) if became == "declined" and chance.random() < 0.2 else (),
                group=chance.choices(("citizen", "uasc", "not known"), (5, 5, 1))[0],
                age=chance.choices(("18 to 20", "21 to 24"), (6, 1))[0],
                guarantees=(),
            )
        )
    given_ = sum(each.became == "given" for each in everybody)
    ended = chance.randint(0, given_)
    missed = chance.randint(0, given_)
    called = chance.randint(0, missed)
    solved = chance.randint(0, missed - called)
    after_it = chance.randint(0, called)
    homes = Tenancies(
        given=given_,
        kept=given_ - ended,
        ended=ended,
        never_missed=given_ - missed,
        missed=missed,
        solved=solved,
        called=called,
        owing=missed - called - solved,
        kept_after=after_it,
        ended_after=called - after_it,
    )
    return counted(
        everybody, homes, held=given_ - draw(st.integers(0, min(given_, 1))), exceptions=0, claims=called
    )


@settings(max_examples=60, deadline=None)
@given(pilots())
def test_every_small_number_could_be_another_by_all_that_is_shown(pilot: Counts) -> None:
    shown = pilot.published(BELOW)
    most = pilot.numbers[APPLICATIONS]
    ranges = {
        cell: (0, most) if one.low is None or one.high is None else (one.low, one.high)
        for cell, one in shown.items()
    }
    for cell, number in pilot.numbers.items():
        if 0 < number < BELOW:
            assert open_to_another(cell, number, ranges, pilot.sums), (cell, number, shown[cell])


@settings(max_examples=60, deadline=None)
@given(pilots())
def test_what_is_shown_is_true_and_what_is_small_is_never_shown(pilot: Counts) -> None:
    for cell, one in pilot.published(BELOW).items():
        number = pilot.numbers[cell]
        if one.low is not None and one.high is not None:
            assert one.low <= number <= one.high
        if 0 < number < BELOW:
            assert one.number is None


def of_two(part: int, other: int) -> dict[Cell, Shown]:
    """How a guarantee given to `part` and `other` people is shown, by whether the home was kept."""
    everybody = [
        Applicant("eligible", CaseStatus.GUARANTEED, "given", (), "citizen", "18 to 20", ())
        for _ in range(part + other)
    ]
    homes = Tenancies(given=part + other, kept=part, ended=other, never_missed=part + other)
    return counted(everybody, homes, held=part + other, exceptions=0, claims=0).published(BELOW)


def test_beside_a_small_part_the_other_is_shown_as_the_range_that_follows() -> None:
    shown = of_two(19, 1)
    assert shown["tenancies", "ended"].says == "fewer than 5"
    assert shown["tenancies", "kept"].says == "16 to 19"
    assert shown["became", "given"].says == "20"


@pytest.mark.parametrize(
    ("ended", "says"), [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (6, "6")]
)
def test_none_and_five_are_shown_and_one_to_four_are_not(ended: int, says: str) -> None:
    assert of_two(19, ended)["tenancies", "ended"].says == says
    assert alone(ended, BELOW).says == says


def test_two_small_parts_that_make_a_shown_whole_are_hidden_without_a_range() -> None:
    shown = of_two(4, 4)
    assert shown["became", "given"].says == "8"
    assert shown["tenancies", "kept"] == shown["tenancies", "ended"] == HIDDEN
    assert HIDDEN.says == "hidden"


def test_officers_are_shown_every_number() -> None:
    counts = Counts({APPLICATIONS: 3}, [])
    assert counts.exact()[APPLICATIONS].number == 3
