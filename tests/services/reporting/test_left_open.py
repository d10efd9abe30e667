"""What a reader can tell of hidden counts: exactly what trying every whole number tells."""

from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from guarantor.services.reporting.left_open import narrowed, open_to_another, together
from rules.suppression import Sum

CELLS = ("a", "b", "c", "ab", "abc")
SUMS = (Sum("ab", ("a", "b")), Sum("abc", ("ab", "c")))


def wholes(ranges: dict[str, tuple[int, int]]) -> list[dict[str, int]]:
    """Every way to put whole numbers into the ranges so that the sums hold."""
    found = []
    for numbers in product(*(range(low, high + 1) for low, high in ranges.values())):
        one = dict(zip(ranges, numbers, strict=True))
        if all(one[each.total] == sum(one[part] for part in each.parts) for each in SUMS):
            found.append(one)
    return found


@st.composite
def ranges(draw: st.DrawFn) -> dict[str, tuple[int, int]]:
    numbers = {cell: draw(st.integers(0, 5)) for cell in ("a", "b", "c")}
    numbers["ab"] = numbers["a"] + numbers["b"]
    numbers["abc"] = numbers["ab"] + numbers["c"]
    return {
        cell: (number - draw(st.integers(0, min(number, 2))), number + draw(st.integers(0, 2)))
        for cell, number in numbers.items()
    }


@given(ranges())
def test_no_possible_number_is_narrowed_away(given_ranges: dict[str, tuple[int, int]]) -> None:
    found = narrowed(given_ranges, SUMS)
    assert found is not None
    for one in wholes(given_ranges):
        assert all(found[cell][0] <= one[cell] <= found[cell][1] for cell in CELLS)


@given(ranges(), st.sampled_from(CELLS))
def test_a_cell_is_open_to_another_number_exactly_where_another_whole_can_be_put_together(
    given_ranges: dict[str, tuple[int, int]], cell: str
) -> None:
    possible = {one[cell] for one in wholes(given_ranges)}
    assume(possible)
    number = min(possible)
    assert open_to_another(cell, number, given_ranges, SUMS) is (len(possible) > 1)


def test_numbers_that_do_not_fit_leave_nothing() -> None:
    assert narrowed({"a": (1, 2), "b": (1, 2), "ab": (9, 9)}, SUMS[:1]) is None
    assert narrowed({"a": (1, 2), "b": (1, 2), "ab": (4, 4)}, SUMS[:1]) == {
        "a": (2, 2),
        "b": (2, 2),
        "ab": (4, 4),
    }


def test_cells_are_together_where_a_sum_holds_both() -> None:
    assert set(together(["a", "b", "c", "d"], [Sum("x", ("a", "b")), Sum("y", ("c",))])) == {
        frozenset("ab"),
        frozenset("c"),
        frozenset("d"),
    }
