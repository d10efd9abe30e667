"""The pilot on one page: its counts are the record's, its sums the ledger's, and no person is on it."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from pypdf import PdfReader

from guarantor.domain.refusals import NoProgramme
from guarantor.services.acting import confirming
from guarantor.services.casework import cases, decisions
from guarantor.services.finance.balances import balances
from guarantor.services.finance.exposure import exposure
from guarantor.services.forecasting import liability
from guarantor.services.forecasting.liability import Question
from guarantor.services.reporting import papers
from guarantor.services.reporting.gathered import Asked, Gathered, gathered
from guarantor.services.reporting.papers import SUMMARY
from guarantor.services.reporting.small_numbers import HELD
from tests.conftest import Begin
from tests.databases import Databases
from tests.rehearsing import APPLICATION, Rehearsal, after, opened, told
from tests.services import stories
from tests.services.after_decision import P, exception_proposed
from tests.services.stories import day
from tests.watching import asked, nothing_written

ON = day("2018-11-30")


@pytest.fixture(scope="module")
def pilot(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    """One guarantee with a claim paid, one offered, one declined twice over, one incomplete, one for a person."""
    folder = tmp_path_factory.mktemp("pilot")
    with opened(told(_a_pilot, databases, "sqlite", folder), folder) as rehearsal:
        yield rehearsal


@pytest.fixture(scope="module")
def found(pilot: Rehearsal) -> Gathered:
    """The figures at the end of November 2018; working them out writes nothing."""
    with nothing_written(pilot.url):
        return gathered(pilot.office, ON, Asked())


def _page(rehearsal: Rehearsal, of: Gathered) -> str:
    pages = PdfReader(io.BytesIO(papers.drawn(rehearsal.office, of, for_officers=False)[SUMMARY])).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


def test_every_case_is_counted_once_by_its_outcome_and_once_by_what_it_became(found: Gathered) -> None:
    exact = {cell: shown.number for cell, shown in found.pilot.counts.exact().items()}
    outcomes = {cell[1]: number for cell, number in exact.items() if cell[0] == "outcome"}
    assert outcomes == {"eligible": 2, "refer": 1, "incomplete": 1, "ineligible": 1, "not_weighed": 1}
    became = {cell[1]: number for cell, number in exact.items() if cell[0] == "became"}
    assert became == {"given": 2, "declined": 1, "other": 3}


def test_a_declined_case_counts_under_each_of_its_grounds(found: Gathered) -> None:
    exact = {cell: shown.number for cell, shown in found.pilot.counts.exact().items()}
    assert {cell[1]: number for cell, number in exact.items() if cell[0] == "ground"} == {
        "ready": 1,
        "tenancy_kind": 1,
    }


def test_places_are_those_that_the_rows_hold(pilot: Rehearsal, found: Gathered) -> None:
    ((held,),) = asked(pilot.url, "SELECT COUNT(*) FROM place WHERE guarantee_ref IS NOT NULL")
    assert (found.pilot.places, found.pilot.counts.exact()[HELD].number) == (25, held) == (25, 2)


def test_every_sum_is_the_ledgers(pilot: Rehearsal, found: Gathered) -> None:
    sums = found.pilot.exposure
    assert sums == exposure(pilot.office, ON)
    held = {row["account"]: row["balance"] for row in balances(pilot.office)}
    assert sums["remaining"] == held["commitment"] == "5200.00"
    assert sums["accepted"] == held["guarantee_expense"] == "1040.00"
    assert sums["paid"] == "1040.00"


def test_the_liability_is_that_of_the_ledgers_book(pilot: Rehearsal, found: Gathered) -> None:
    asked_for = liability.answer(Question(), pilot.office, ON)
    timed = ("seconds",)
    assert _without(found.book, timed) == _without(asked_for, timed)
    assert found.book["maximum_exposure"] == float(found.pilot.exposure["remaining"])


def test_the_printed_figures_that_do_not_follow_are_the_nine_of_the_forecasts(found: Gathered) -> None:
    assert len(found.disagreements) == 9


def test_the_page_shows_the_options_and_nobody(pilot: Rehearsal, found: Gathered) -> None:
    with nothing_written(pilot.url):
        words = _page(pilot, found)
    for figure in ("of 25", "Stop", "Continue", "Extend with a lower cap", "about £5,200"):
        assert figure in words
    for name in (APPLICATION["young_person"]["name"], APPLICATION["landlord"]["name"], "RG-0001", "CT1"):
        assert name not in words


def test_no_sum_of_a_hidden_number_of_people_stands_to_the_penny(pilot: Rehearsal, found: Gathered) -> None:
    words = _page(pilot, found)
    assert "Calls paid about £1,000" in words
    assert "£1,040" not in words


def test_two_prints_of_one_state_have_the_same_digest_and_another_state_has_another(
    pilot: Rehearsal, found: Gathered
) -> None:
    def digest(of: Gathered) -> str:
        return str(re.findall(r"\b[0-9a-f]{32}\b", _page(pilot, of))[0])

    assert digest(found) == digest(found)
    assert digest(replace(found, pilot=replace(found.pilot, places=24))) != digest(found)


def test_without_a_programme_there_is_no_summary(begin: Begin) -> None:
    rehearsal = begin(stories.hired)
    with pytest.raises(NoProgramme):
        gathered(rehearsal.office, ON, Asked())


def test_exceptions_are_counted_and_stand_on_the_page_where_there_are_any(
    begin: Begin, pilot: Rehearsal, found: Gathered
) -> None:
    rehearsal = begin(exception_proposed)
    confirming.confirm(rehearsal.office, rehearsal.abe, P, on=day("2018-07-04"))
    excepted = gathered(rehearsal.office, ON, Asked())
    numbers = [each.pilot.counts.exact()["exceptions",].number for each in (excepted, found)]
    assert numbers == [1, 0]
    for of, at, said in ((excepted, rehearsal, True), (found, pilot, False)):
        assert ("Approved as an exception" in _page(at, of)) is said


def _without(document: Mapping[str, object], names: tuple[str, ...]) -> dict[str, object]:
    return {name: value for name, value in document.items() if name not in names}


@after(stories.paid)
def _a_pilot(rehearsal: Rehearsal) -> None:
    rehearsal.offered_guarantee("RG-0002")
    rehearsal.assessed_case("RG-0003", {"readiness.cooking": False, "tenancy.kind": "lodging"})
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0003", "decline", "not yet", [], day("2018-07-03"))
    rehearsal.assessed_case("RG-0004", {"money.monthly_income": None})
    rehearsal.assessed_case("RG-0005", {"activity": "none"})
    cases.add(rehearsal.office, rehearsal.cora, {"reference": "RG-0006"}, day("2018-07-01"))
