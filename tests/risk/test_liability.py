"""One question, one document: the fields of the contract, engines chosen with a reason, nothing null without one."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from risk.assumptions import Assumptions
from risk.book import Arrival, Book, Course, Exposure, book_of
from risk.cohort.arrivals import Arrivals
from risk.evidence import Months, Seen, evidence_of
from risk.faults import WrongInput
from risk.liability import liability

Changed = Callable[..., Assumptions]


def test_the_document_has_the_contracts_fields_in_its_order(worked_book: Book, worked: Assumptions) -> None:
    document = liability(worked_book, worked).document(seconds=0.25)
    assert [name for name in document if name != "given"] == [
        "engine", "why", "total", "plug_in", "by_year", "maximum_exposure", "probability_over_budget", "checks",
        "seed", "seconds", "fingerprint",
    ]  # fmt: skip
    assert list(document["total"]) == ["mean", "sd", "quantiles", "tail_means", "standard_errors"]
    assert list(document["total"]["quantiles"]) == ["0.5", "0.8", "0.95", "0.99", "0.995"]
    assert {"year", "mean", "sd", "quantiles"} <= set(document["by_year"][0])
    assert set(document["checks"][0]) == {"name", "verdict", "detail"}
    assert json.loads(json.dumps(document)) == document


def test_the_worked_example_in_the_document(worked_book: Book, worked: Assumptions) -> None:
    document = liability(worked_book, worked, engine="exact").document(seconds=0.25)
    assert document["engine"] == "exact"
    assert document["total"]["mean"] == pytest.approx(4935.63, abs=0.005)
    assert document["total"]["quantiles"]["0.95"] == 16500
    assert document["total"]["standard_errors"] == "exact"
    assert document["maximum_exposure"] == 99000
    assert [year["year"] for year in document["by_year"]] == ["2018/19", "2019/20"]
    assert document["plug_in"]["quantiles"]["0.95"] < 16500
    assert document["seconds"] == 0.25
    assert {check["verdict"] for check in document["checks"]} == {"holds", "not given"}


def test_a_simulation_gives_a_standard_error_beside_each_figure(
    worked_book: Book, worked: Assumptions
) -> None:
    document = liability(worked_book, worked, engine="simulate", scenarios=10_000, seed=4).document(
        seconds=1.0
    )
    assert document["engine"] == "simulate"
    assert document["seed"] == 4
    errors = document["total"]["standard_errors"]
    assert errors["mean"] == pytest.approx(document["total"]["sd"] / 100, rel=1e-6)
    assert set(errors["quantiles"]) == set(document["total"]["quantiles"])


def test_over_budget_is_the_chance_of_strictly_more_in_all_and_in_each_year(
    worked_book: Book, worked: Assumptions
) -> None:
    at = liability(worked_book, worked, budget_pence=1_650_000)
    just_below = liability(worked_book, worked, budget_pence=1_649_999)
    chances = [at.probability_over_budget, just_below.probability_over_budget]
    first, second = (year.probability_over_budget for year in at.by_year)
    assert None not in (*chances, first, second)
    assert second < first < chances[0] < 0.05 < chances[1]  # type: ignore[operator]


def test_what_is_null_has_its_reason_in_the_checks(worked_book: Book, worked: Assumptions) -> None:
    arrivals = Arrivals(worked_book.as_of, 12, (Arrival(Course("uasc", 0, 12, 6), 2.0, ((50_000, 1.0),)),))
    document = liability(worked_book, worked, arrivals=arrivals).document(seconds=0.1)
    reasons = {check["name"] for check in document["checks"] if check["verdict"] == "not given"}
    assert {name for name, value in document.items() if value is None} == reasons
    assert reasons == {"maximum_exposure", "probability_over_budget"}


def test_auto_does_a_small_book_exactly(worked_book: Book, worked: Assumptions) -> None:
    found = liability(worked_book, worked)
    assert (found.engine, found.why) == ("exact", "25 guarantees can be done exactly in seconds")


def test_auto_follows_a_yearly_factor_along_paths_and_says_why(
    worked_book: Book, with_changes: Changed
) -> None:
    found = liability(worked_book, with_changes(factor={"yearly_ar1": 0.5}))
    assert found.engine == "sobol"
    assert found.why == (
        "the common shock moves by financial year, which only paths can follow; given a path the law is exact"
    )
    assert found.standard_errors is not None
    assert found.standard_errors.quantiles[0.95] < 0.01 * found.total.quantiles[0.95]


def test_auto_tells_what_is_large_by_its_moments_and_says_why(
    one: Callable[..., Exposure], worked: Assumptions
) -> None:
    found = liability(one(count=2000, months=2).book, worked)
    assert found.engine == "large"
    assert found.why == "2,000 guarantees: their moments tell the law, the exact one would be slow"
    assert found.document(0.1)["total"]["standard_errors"] == "none: not sampled, told by moments"


def test_auto_simulates_few_on_a_lattice_too_fine_and_says_why(
    one: Callable[..., Exposure], with_changes: Changed
) -> None:
    found = liability(one(count=20).book, with_changes(lattice="0.01"), scenarios=2)
    assert found.engine == "simulate"
    assert found.why == (
        "exact would need more than a million amounts on a lattice of £0.01, and they are too few to be told by "
        "their moments"
    )


@pytest.mark.parametrize("engine", ["large", "sobol", "simulate"])
def test_every_engine_finds_the_same_law_and_its_checks_hold(
    worked_book: Book, worked: Assumptions, engine: str
) -> None:
    exact, other = liability(worked_book, worked), liability(worked_book, worked, engine=engine)
    assert other.total.mean == pytest.approx(exact.total.mean, rel=0.02)
    assert other.total.quantiles[0.99] == pytest.approx(exact.total.quantiles[0.99], rel=0.03)
    assert "does not hold" not in {check.verdict for check in other.checks}


def test_an_uncertain_rate_of_arrivals_is_for_paths(worked_book: Book, worked: Assumptions) -> None:
    arrivals = Arrivals(worked_book.as_of, 12, (Arrival(Course("uasc", 0, 12, 6), 20.0, ((50_000, 1.0),)),))
    known = liability(worked_book, worked, arrivals=arrivals)
    uncertain = liability(worked_book, worked, arrivals=arrivals, arrival_log_sd=0.5)
    assert (known.engine, uncertain.engine) == ("exact", "sobol")
    assert uncertain.total.mean == pytest.approx(known.total.mean, rel=0.01)
    assert uncertain.total.sd > known.total.sd
    with pytest.raises(WrongInput, match="engine: exact takes a known rate of arrivals"):
        liability(worked_book, worked, arrivals=arrivals, arrival_log_sd=0.5, engine="exact")


def test_what_the_ledger_has_seen_moves_the_law_and_is_said(worked_book: Book, worked: Assumptions) -> None:
    seen = evidence_of([Seen("citizen", 2017, Months(clear=1_200, clear_missed=4))])
    before, after = liability(worked_book, worked), liability(worked_book, worked, evidence=seen)
    assert after.total.mean < 0.8 * before.total.mean
    assert after.plug_in.mean < 0.8 * before.plug_in.mean
    assert "before 1,200 months begun owing nothing were seen" in after.given
    assert after.fingerprint != before.fingerprint


def test_an_interrupted_simulation_says_how_far_it_came(worked_book: Book, worked: Assumptions) -> None:
    def stop(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    found = liability(worked_book, worked, engine="simulate", scenarios=5 * 4096, progress=stop)
    assert {check.name: check.detail for check in found.checks}["whole run"] == (
        "stopped after 2 of 5 blocks; the figures are of those alone"
    )
    fewer = liability(worked_book, worked, engine="simulate", scenarios=2 * 4096)
    assert found.total == fewer.total


def test_an_engine_nobody_knows_is_refused(worked_book: Book, worked: Assumptions) -> None:
    with pytest.raises(
        WrongInput, match="engine should be one of auto, exact, large, sobol, simulate, not 'guess'"
    ):
        liability(worked_book, worked, engine="guess")


def test_exact_refuses_a_yearly_factor_when_asked_for(worked_book: Book, with_changes: Changed) -> None:
    with pytest.raises(WrongInput, match="factor: exact takes one shock for the horizon"):
        liability(worked_book, with_changes(factor={"yearly_ar1": 0.5}), engine="exact")


def test_arrivals_must_begin_with_the_book(worked_book: Book, worked: Assumptions) -> None:
    later = Arrivals(date(2018, 7, 1), 12, ())
    with pytest.raises(
        WrongInput, match="arrivals: should begin in the month of the book, 2018-06-01, not 2018-07-01"
    ):
        liability(worked_book, worked, arrivals=later)


def test_another_day_of_the_same_month_is_the_same_beginning(worked_book: Book, worked: Assumptions) -> None:
    same = Arrivals(date(2018, 6, 30), 12, ())
    assert liability(worked_book, worked, arrivals=same).total == liability(worked_book, worked).total


def test_the_same_inputs_have_the_same_fingerprint_and_any_other_another(
    worked_book: Book, worked: Assumptions, with_changes: Changed
) -> None:
    few = book_of(worked_book.as_of, worked_book.cells[:3])

    def of(book: Book = few, assumed: Assumptions = worked, **settings: object) -> str:
        return liability(book, assumed, **settings).fingerprint  # type: ignore[arg-type]

    fewer = book_of(worked_book.as_of, worked_book.cells[:2])
    others = [
        of(fewer),
        of(assumed=with_changes(repeat_miss=0.36)),
        of(budget_pence=1),
        of(seed=2),
        of(engine="simulate", scenarios=2),
    ]
    assert of() == of()
    assert of(scenarios=5) == of()  # the exact engine has no scenarios
    assert len({of(), *others}) == 6
    assert of().startswith("sha256:")


def test_an_empty_book_is_answered_with_nothing_to_pay(worked: Assumptions) -> None:
    document = liability(book_of(date(2018, 6, 1), ()), worked).document(seconds=0.0)
    assert document["total"]["mean"] == 0
    assert document["by_year"] == []
    assert "does not hold" not in {check["verdict"] for check in document["checks"]}


def test_what_is_taken_for_granted_is_said(worked_book: Book, worked: Assumptions) -> None:
    given = liability(worked_book, worked).given
    assert "Beta(6.5, 222.5)" in given
    assert "rho = 0.1" in given
