"""Means by financial year are those of the laws, whether one shock holds or each year has its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from risk.assumptions import Assumptions
from risk.book import Book, Cell, Course, Exposure, book_of
from risk.engines.exact import exact_run
from risk.engines.expected import means_by_year
from risk.engines.sobol import sobol_run
from risk.evidence import Months, Seen, evidence_of
from risk.years import windows

Changed = Callable[..., Assumptions]


def test_the_means_by_year_are_those_of_the_exact_laws(worked_book: Book, worked: Assumptions) -> None:
    run = exact_run(Exposure(worked_book, (), 12), worked)
    found = means_by_year(worked_book, worked)
    assert list(found) == [window.year for window in windows(worked_book.as_of, 12)]
    assert list(found.values()) == pytest.approx([law.mean() for law in run.by_year])


def test_an_empty_book_has_no_year(worked: Assumptions) -> None:
    assert means_by_year(book_of(date(2018, 6, 1), []), worked) == {}


def test_a_shock_of_each_year_has_the_means_of_the_paths(with_changes: Changed) -> None:
    book = book_of(date(2018, 6, 1), [Cell(Course("citizen", 0, 36, 6), 50_000, 25)])
    yearly = with_changes(factor={"yearly_ar1": 0.5})
    run = sobol_run(Exposure(book, (), 36), yearly, seed=5)
    found = means_by_year(book, yearly)
    assert list(found) == ["2018/19", "2019/20", "2020/21", "2021/22"]
    assert list(found.values()) == pytest.approx([law.mean() for law in run.by_year], rel=0.01)


def test_a_shock_that_stays_whole_is_the_static_one(worked_book: Book, with_changes: Changed) -> None:
    assert means_by_year(worked_book, with_changes(factor={"yearly_ar1": 1.0})) == means_by_year(
        worked_book, with_changes(factor="static")
    )


def test_misses_that_were_seen_raise_what_is_expected(worked_book: Book, worked: Assumptions) -> None:
    bad = evidence_of([Seen("citizen", 2018, Months(clear=40, clear_missed=12))], tenancies=10, called=3)
    worse, as_assumed = (
        sum(means_by_year(worked_book, worked, seen).values())
        for seen in (bad, evidence_of([], tenancies=0, called=0))
    )
    assert worse > 1.2 * as_assumed


def test_a_run_cut_into_years_costs_what_it_costs_whole(worked_book: Book, with_changes: Changed) -> None:
    later = replace(worked_book, as_of=date(2018, 4, 1))
    whole = exact_run(Exposure(later, (), 12), with_changes(lattice=None)).total.mean()
    assert sum(means_by_year(later, with_changes(lattice=None)).values()) == pytest.approx(whole)
