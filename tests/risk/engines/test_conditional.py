"""Which laws belong to which guarantees: shared by those that are alike, summed over those still to come."""

from collections.abc import Callable

import numpy as np
import pytest

from risk.assumptions import Assumptions
from risk.book import Arrival, Book, Course, Exposure, book_of
from risk.engines.conditional import parts_at, static
from risk.engines.factor import point
from risk.years import Window

Alike = Callable[..., Exposure]
RENTS = ((50_000, 0.25), (75_000, 0.75))


def test_arrivals_of_many_months_are_summed_to_one_law_for_each_rent(
    worked_book: Book, worked: Assumptions
) -> None:
    # The trap: a term for each month, group and rent is transformed and exponentiated on its own, to the same end.
    courses = [Course(group, month, 12, 6) for month in range(18) for group in ("citizen", "uasc")]
    coming = tuple(Arrival(course, 0.1 * (1 + course.starts_in_months), RENTS) for course in courses)
    exposure = Exposure(book_of(worked_book.as_of, ()), coming, 24)
    windows = [Window("whole", 0, 24), Window("late", 12, 24)]
    at = static(point(0.05))
    for parts, window in zip(parts_at(at, exposure, worked, windows, correlation=0.0), windows, strict=True):
        living = [each for each in coming if each.course.starts_in_months + 12 > window.first]
        assert [part.rent_pence for part in parts] == [50_000, 75_000]
        assert parts[0].law is parts[1].law
        assert parts[0].law.sum() == pytest.approx(1)
        number = sum(each.expected for each in living)
        assert [part.expected for part in parts] == pytest.approx([0.25 * number, 0.75 * number])
        # The one law has the months that all of them together are expected to be paid.
        alone = [
            part
            for each in living
            for part in parts_at(at, Exposure(exposure.book, (each,), 24), worked, [window], correlation=0.0)[
                0
            ]
        ]
        months = np.arange(parts[0].law.shape[1])
        together = sum(part.expected * float(part.law[0] @ months[: part.law.shape[1]]) for part in alone)
        assert number * float(parts[0].law[0] @ months) == pytest.approx(together)


def test_groups_that_meet_the_same_chances_share_one_law(
    one: Alike, with_changes: Callable[..., Assumptions]
) -> None:
    alike = {"citizen": 0.03, "uasc": 0.03}
    assumed = with_changes(
        first_miss={"group_multiplier": {"citizen": 1.0, "uasc": 1.0}},
        tenancy_end=alike,
        tenancy_end_after_call=alike,
    )
    cells = one(group="citizen").book.cells + one(group="uasc", rent_pence=60_000).book.cells
    exposure = Exposure(book_of(one().book.as_of, cells), (), 12)
    (parts,) = parts_at(static(point(0.05)), exposure, assumed, [Window("whole", 0, 12)], correlation=0.0)
    assert parts[0].law is parts[1].law
