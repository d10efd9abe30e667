"""`forecast cohort` against Kent's printed rows, and `risk` on the worked example of the liability model."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from guarantor.settings import CHECKOUT
from tests.clusters import small_cluster
from tests.commanding import Run, Written

YEARS = ("2017", "2018", "2019", "2020", "2021")

WORKED_BOOK = {
    "as_of": "2018-06-01",
    "guarantees": [
        {"group": group, "rent": rent, "count": count, "starts_in_months": 0, "months": 12, "cap_months": 6}
        | {"arrears_months": 0, "called_months": 0}
        for group, counts in {"citizen": (3, 2, 3, 2, 3), "uasc": (2, 3, 2, 3, 2)}.items()
        for rent, count in zip(("450.00", "550.00", "650.00", "750.00", "900.00"), counts, strict=True)
    ],
}
WORKED_ASSUMPTIONS = """
first_miss: {alpha: 6.5, beta: 222.5, group_multiplier: {citizen: 1.0, uasc: 1.2}}
repeat_miss: 0.35
cure_share: 0.5
tenancy_end: {citizen: 0.03, uasc: 0.04}
call_after_months: 2
call_at_expiry: false
after_call_miss: first_miss
tenancy_end_after_call: {citizen: 0.03, uasc: 0.04}
correlation: 0.10
factor: static
lattice: 50
"""
QUANTILES = {"0.5": 3_100, "0.8": 8_100, "0.95": 16_500, "0.99": 26_950, "0.995": 31_550}
NINE = [
    ("citizen", 2018, "in_touch", 698, 697),
    ("uasc", 2017, "in_touch", 698, 700),
    ("uasc", 2018, "in_touch", 836, 838),
    ("uasc", 2019, "in_touch", 934, 937),
    ("uasc", 2019, "total", 1101, 1102),
    ("uasc", 2020, "in_touch", 1018, 1021),
    ("uasc", 2020, "total", 1200, 1201),
    ("uasc", 2021, "in_touch", 1100, 1103),
    ("uasc", 2021, "total", 1297, 1298),
]
"""Printed figures that do not follow from their own rows, worked out by hand from the committee's paper."""


def _printed(group: str) -> dict[str, dict[str, int]]:
    """The printed rows by year and age band, named as the contract names them."""
    file: Path = CHECKOUT / "risk" / "data" / f"kent_2018_forecast_{group}.csv"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [row for row in csv.DictReader(lines) if row["age"][0].isdigit()]
    named = {"17 and 18": "17-18", "25+": "25"}
    return {year: {named.get(row["age"], row["age"]): int(row[year] or 0) for row in rows} for year in YEARS}


@pytest.fixture
def cohort(run: Run) -> Any:
    """The document of `forecast cohort`."""
    ran = run("forecast", "cohort", "--json")
    assert (ran.code, ran.err) == (0, "")
    return ran.json()


@pytest.mark.parametrize("group", ["citizen", "uasc"])
def test_the_printed_years_are_the_printed_rows(cohort: Any, group: str) -> None:
    assert {year: cohort["groups"][group][year] for year in YEARS} == _printed(group)


@pytest.mark.parametrize("group", ["citizen", "uasc"])
def test_after_2021_each_band_moves_up_whole_and_entrants_stay(cohort: Any, group: str) -> None:
    years = cohort["groups"][group]
    assert list(years) == [str(year) for year in range(2017, 2031)]
    for year in range(2022, 2031):
        before, now = list(years[str(year - 1)].values()), list(years[str(year)].values())
        assert now == [before[0], *before[:-1]]


def test_every_printed_figure_that_does_not_follow_is_listed(cohort: Any) -> None:
    fields = ("group", "year", "figure", "printed", "computed")
    listed = [tuple(each[field] for field in fields) for each in cohort["disagreements"]]
    assert sorted(listed) == sorted(NINE)


@pytest.mark.parametrize(("group", "rate"), [("citizen", 0.907), ("uasc", 0.85)])
def test_in_touch_is_the_rows_sum_times_the_printed_rate(cohort: Any, group: str, rate: float) -> None:
    for year, bands in _printed(group).items():
        assert cohort["in_touch"][group][year] == pytest.approx(sum(bands.values()) * rate, abs=0.051)


def test_the_forecast_is_scored_against_the_count_of_the_next_march(cohort: Any) -> None:
    scored = [(each["year"], each["age"], each["forecast"], each["actual"]) for each in cohort["score"]]
    assert scored == [(2019, "19-21", 1394, 1380), (2020, "19-21", 1196, 1174), (2021, "19-21", 911, 1171)]
    assert [each["error_percent"] for each in cohort["score"]] == [1.0, 1.9, -22.2]


@pytest.mark.parametrize(("until", "years"), [("2021", 5), ("2025", 9)])
def test_the_forecast_ends_in_the_year_asked_for(run: Run, until: str, years: int) -> None:
    found = run("forecast", "cohort", "--until", until, "--json").json()
    assert [len(each) for each in found["groups"].values()] == [years, years]


# ---- risk


def _risk(run: Run, written: Written, *options: str) -> Any:
    book, assumptions = written(WORKED_BOOK, "book.json"), written(WORKED_ASSUMPTIONS, "worked.yaml")
    ran = run("risk", "--book", book, "--assumptions", assumptions, *options, "--json")
    assert ran.code == 0, ran.err
    return ran.json()


def test_the_worked_example_comes_out_of_the_exact_engine_without_a_database(
    run: Run, written: Written
) -> None:
    found = _risk(run, written, "--engine", "exact")
    total = found["total"]
    assert total["mean"] == pytest.approx(4935.63, abs=0.01)
    assert total["sd"] == pytest.approx(5808.61, abs=0.01)
    assert total["quantiles"] == QUANTILES
    assert total["tail_means"]["0.95"] == pytest.approx(22_962.1, abs=0.1)
    assert total["tail_means"]["0.99"] == pytest.approx(33_493.0, abs=0.1)
    assert found["engine"] == "exact"
    assert found["maximum_exposure"] == 6 * (5 * (450 + 550 + 650 + 750 + 900))
    assert [year["year"] for year in found["by_year"]] == ["2018/19", "2019/20"]
    assert sum(year["mean"] for year in found["by_year"]) == pytest.approx(total["mean"], abs=0.01)


def test_the_simulation_agrees_within_its_own_standard_errors(run: Run, written: Written) -> None:
    total = _risk(run, written, "--engine", "simulate", "--scenarios", "20000")["total"]
    assert abs(total["mean"] - 4935.63) < 4 * total["standard_errors"]["mean"]
    again = _risk(run, written, "--engine", "simulate", "--scenarios", "20000")["total"]
    assert again == total
    other = _risk(run, written, "--engine", "simulate", "--scenarios", "20000", "--seed", "2")["total"]
    assert other["mean"] != total["mean"]


@pytest.mark.parametrize(("budget", "over"), [("0.01", True), ("19800000", False)])
def test_a_budget_gives_the_chance_of_passing_it(run: Run, written: Written, budget: str, over: bool) -> None:
    chance = _risk(run, written, "--engine", "exact", "--budget", budget)["probability_over_budget"]
    assert 0 <= chance <= 1
    assert (chance > 0) is over


def test_the_same_question_has_the_same_fingerprint(run: Run, written: Written) -> None:
    first = _risk(run, written, "--engine", "exact")["fingerprint"]
    assert _risk(run, written, "--engine", "exact")["fingerprint"] == first
    assert _risk(run, written, "--engine", "exact", "--budget", "1")["fingerprint"] != first


@pytest.mark.parametrize("engine", ["large", "sobol"])
def test_an_engine_is_asked_for_by_name(run: Run, written: Written, engine: str) -> None:
    found = _risk(run, written, "--engine", engine)
    assert found["engine"] == engine
    assert found["total"]["mean"] == pytest.approx(
        _risk(run, written, "--engine", "exact")["total"]["mean"], rel=0.02
    )


def test_threads_and_a_cluster_make_the_same_figures(run: Run, written: Written) -> None:
    asked = ("--engine", "simulate", "--scenarios", "9000")
    alone, threads = _risk(run, written, *asked), _risk(run, written, *asked, "--workers", "2")
    with small_cluster() as cluster:
        away = _risk(run, written, *asked, "--dask", cluster.scheduler_address)
    assert alone["total"] == threads["total"] == away["total"]
    assert alone["fingerprint"] == threads["fingerprint"] == away["fingerprint"]


def test_a_cluster_that_is_not_there_is_named(
    run: Run, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guarantor.cli.risk_running.DASK_SECONDS", 0.2)
    ran = run("risk", "--book", written(WORKED_BOOK, "book.json"), "--dask", "tcp://127.0.0.1:1")
    assert (ran.code, ran.out) == (2, "")
    assert "--dask: expected a scheduler that answers at tcp://127.0.0.1:1" in ran.err


def test_an_engine_nobody_knows_is_named(run: Run, written: Written) -> None:
    ran = run("risk", "--book", written(WORKED_BOOK, "book.json"), "--engine", "guess")
    assert (ran.code, ran.out) == (2, "")
    assert "guess" in ran.err


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"count": 0}, "count"),
        ({"count": "3"}, "count"),
        ({"rent": 450}, "rent"),
        ({"rent": "-450"}, "rent"),
        ({"rent": "0.00"}, "rent"),
        ({"group": "all"}, "group"),
        ({"months": 0}, "months"),
        ({"months": 1.5}, "months"),
        ({"arrears_months": 2}, "arrears_months"),
        ({"called_months": 7}, "called_months"),
        ({"name": "Tam"}, "name"),
        ({"months": None}, "months"),
    ],
)
def test_a_fault_in_a_book_names_the_guarantee_and_its_field(
    run: Run, written: Written, changes: dict[str, object], named: str
) -> None:
    first, *rest = WORKED_BOOK["guarantees"]
    assert isinstance(first, dict)
    book = {**WORKED_BOOK, "guarantees": [{**first, **changes}, *rest]}
    ran = run("risk", "--book", written(book, "book.json"), "--json")
    assert (ran.code, ran.out) == (2, "")
    (sentence,) = ran.sentences
    assert "guarantee 1" in sentence
    assert named in sentence


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"as_of": "2018-06-01"}', '{"as_of": "soon", "guarantees": []}']
)
def test_a_file_that_is_no_book_is_named(run: Run, written: Written, text: str) -> None:
    ran = run("risk", "--book", written(text, "book.json"), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "book.json" in ran.err


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("correlation: 1.5", "correlation"),
        ("repeat_miss: often", "repeat_miss"),
        ("luck: 7", "luck"),
        ("call_after_months: 0", "call_after_months"),
    ],
)
def test_a_fault_in_the_assumptions_names_its_entry(
    run: Run, written: Written, line: str, named: str
) -> None:
    entry = line.split(":", maxsplit=1)[0]
    kept = [each for each in WORKED_ASSUMPTIONS.splitlines() if not each.startswith(entry)]
    file = written("\n".join([*kept, line]), "worked.yaml")
    ran = run("risk", "--book", written(WORKED_BOOK, "book.json"), "--assumptions", file, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err


def test_words_for_people_carry_the_same_figures(run: Run, written: Written) -> None:
    book, assumptions = written(WORKED_BOOK, "book.json"), written(WORKED_ASSUMPTIONS, "worked.yaml")
    ran = run("risk", "--book", book, "--assumptions", assumptions, "--engine", "exact")
    assert ran.code == 0
    assert all(figure in ran.out for figure in ("£4,936", "£16,500", "£31,550"))
    with pytest.raises(json.JSONDecodeError):
        ran.json()
