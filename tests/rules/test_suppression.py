"""Small numbers stay hidden: no total gives them back, within one table or between several."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.suppression import Sum, follows, hidden

Cell = tuple[str, ...]


def rows_of(columns: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, 9), min_size=columns, max_size=columns)


def two_way(numbers: list[list[int]]) -> tuple[dict[Cell, int], list[Sum[Cell]]]:
    """A table with its row totals, column totals and grand total."""
    rows, columns = range(len(numbers)), range(len(numbers[0]))
    cells: dict[Cell, int] = {("all",): sum(map(sum, numbers))}
    cells |= {("row", str(r)): sum(numbers[r]) for r in rows}
    cells |= {("column", str(c)): sum(numbers[r][c] for r in rows) for c in columns}
    cells |= {(str(r), str(c)): numbers[r][c] for r, c in product(rows, columns)}
    sums: list[Sum[Cell]] = [Sum(("row", str(r)), tuple((str(r), str(c)) for c in columns)) for r in rows]
    sums += [Sum(("column", str(c)), tuple((str(r), str(c)) for r in rows)) for c in columns]
    sums.append(Sum(("all",), tuple(("row", str(r)) for r in rows)))
    sums.append(Sum(("all",), tuple(("column", str(c)) for c in columns)))
    return cells, sums


def determined(cell: Cell, hide: frozenset[Cell], sums: list[Sum[Cell]]) -> bool:
    """By another way: a hidden number is given away when adding it to the equations adds nothing."""
    columns = sorted(hide)
    matrix = [[(one == s.total) - (one in s.parts) for one in columns] for s in sums]
    with_cell = [*matrix, [one == cell for one in columns]]
    return bool(
        np.linalg.matrix_rank(np.array(matrix, float)) == np.linalg.matrix_rank(np.array(with_cell, float))
    )


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert hidden(*two_way([[0, 5], [7, 12]]), below=5) == frozenset()


def test_one_small_number_takes_three_others_with_it() -> None:
    cells, sums = two_way([[3, 10, 20], [30, 40, 50], [60, 70, 80]])
    assert hidden(cells, sums, below=5) == {("0", "0"), ("0", "1"), ("1", "0"), ("1", "1")}


def test_the_limit_itself_is_shown_and_one_below_is_hidden() -> None:
    assert hidden(*two_way([[5, 10], [10, 10]]), below=5) == frozenset()
    assert ("0", "0") in hidden(*two_way([[4, 10], [10, 10]]), below=5)


def test_a_small_total_is_hidden_too() -> None:
    cells, sums = two_way([[1, 0], [6, 8]])
    concealed = hidden(cells, sums, below=5)
    assert {("row", "0"), ("0", "0")} <= concealed


def test_a_number_in_one_table_is_not_given_back_by_a_linked_one() -> None:
    numbers = {("all",): 30, ("a",): 3, ("b",): 27, ("x",): 10, ("y",): 20}
    sums: list[Sum[Cell]] = [Sum(("all",), (("a",), ("b",))), Sum(("all",), (("x",), ("y",)))]
    concealed = hidden(numbers, sums, below=5)
    assert ("a",) in concealed
    assert not follows(concealed, sums)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 4).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), min_size=2, max_size=4)
    )
)
def test_no_small_number_follows_from_what_is_shown(table: list[list[int]]) -> None:
    cells, sums = two_way(table)
    concealed = hidden(cells, sums, below=5)
    small = {cell for cell, number in cells.items() if 0 < number < 5}
    assert small <= concealed
    assert not any(determined(cell, concealed, sums) for cell in small)
