"""The pilot on one page: its counts are the record's, its sums the ledger's, and no person is on it."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pypdf import PdfReader

from guarantor.domain.refusals import NoProgramme
from guarantor.services.acting import confirming
from guarantor.services.adoption import panel
from guarantor.services.adoption.panel import PilotSummary
from guarantor.services.casework import cases, decisions
from guarantor.services.finance.balances import balances
from guarantor.services.finance.exposure import exposure
from guarantor.services.forecasting import liability
from guarantor.services.forecasting.liability import Question
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
def found(pilot: Rehearsal) -> PilotSummary:
    """The summary at the end of November 2018; working it out writes nothing."""
    with nothing_written(pilot.url):
        return panel.summary(pilot.office, ON)


def test_every_case_is_counted_once_by_its_outcome_and_once_by_its_status(found: PilotSummary) -> None:
    assert found.outcomes == {"eligible": 2, "refer": 1, "incomplete": 1, "ineligible": 1}
    assert found.statuses == {"assessed": 2, "declined": 1, "draft": 1, "guaranteed": 2}


def test_a_declined_case_counts_under_each_of_its_grounds(found: PilotSummary) -> None:
    assert found.refusals == {"ready": 1, "tenancy_kind": 1}


def test_places_are_those_that_the_rows_hold(pilot: Rehearsal, found: PilotSummary) -> None:
    ((held,),) = asked(pilot.url, "SELECT COUNT(*) FROM place WHERE guarantee_ref IS NOT NULL")
    assert (found.places, found.places_held) == (25, held) == (25, 2)


def test_every_sum_is_the_ledgers(pilot: Rehearsal, found: PilotSummary) -> None:
    assert found.exposure == exposure(pilot.office, ON)
    held = {row["account"]: row["balance"] for row in balances(pilot.office)}
    assert found.exposure["remaining"] == held["commitment"] == "5200.00"
    assert found.exposure["accepted"] == held["guarantee_expense"] == "1040.00"
    assert found.exposure["paid"] == "1040.00"
    assert found.claims_accepted == 1


def test_the_liability_is_that_of_the_ledgers_book(pilot: Rehearsal, found: PilotSummary) -> None:
    asked_for = liability.answer(Question(), pilot.office, ON)
    timed = ("seconds",)
    assert _without(found.book, timed) == _without(asked_for, timed)
    assert found.book["maximum_exposure"] == float(found.exposure["remaining"])


def test_the_printed_figures_that_do_not_follow_are_the_nine_of_the_forecasts(found: PilotSummary) -> None:
    assert len(found.disagreements) == 9


def test_the_page_is_one_and_shows_the_figures_and_nobody(pilot: Rehearsal, found: PilotSummary) -> None:
    with nothing_written(pilot.url):
        pages = PdfReader(io.BytesIO(panel.page(pilot.office, found))).pages
    assert len(pages) == 1
    words = " ".join(pages[0].extract_text().split())
    for figure in ("5,200", "1,040", "25"):
        assert figure in words
    for name in (APPLICATION["young_person"]["name"], APPLICATION["landlord"]["name"], "RG-0001", "CT1"):
        assert name not in words


def test_two_prints_of_one_state_have_the_same_digest_and_another_state_has_another(
    pilot: Rehearsal, found: PilotSummary
) -> None:
    def digest(of: PilotSummary) -> str:
        words = PdfReader(io.BytesIO(panel.page(pilot.office, of))).pages[0].extract_text()
        return str(re.findall(r"\b[0-9a-f]{32}\b", words)[0])

    assert digest(found) == digest(found)
    assert digest(replace(found, places_held=3)) != digest(found)


def test_without_a_programme_there_is_no_summary(begin: Begin) -> None:
    rehearsal = begin(stories.hired)
    with pytest.raises(NoProgramme):
        panel.summary(rehearsal.office, ON)


def test_exceptions_are_counted_and_stand_on_the_page_where_there_are_any(
    begin: Begin, pilot: Rehearsal, found: PilotSummary
) -> None:
    rehearsal = begin(exception_proposed)
    confirming.confirm(rehearsal.office, rehearsal.abe, P, on=day("2018-07-04"))
    excepted = panel.summary(rehearsal.office, ON)
    assert (excepted.exceptions, excepted.outcomes["ineligible"]) == (1, 1)
    assert found.exceptions == 0
    for of, office, said in ((excepted, rehearsal.office, True), (found, pilot.office, False)):
        words = PdfReader(io.BytesIO(panel.page(office, of))).pages[0].extract_text()
        assert ("approved as an exception" in " ".join(words.split())) is said


def _without(document: dict[str, object], names: tuple[str, ...]) -> dict[str, object]:
    return {name: value for name, value in document.items() if name not in names}


@after(stories.paid)
def _a_pilot(rehearsal: Rehearsal) -> None:
    rehearsal.offered_guarantee("RG-0002")
    rehearsal.assessed_case("RG-0003", {"readiness.cooking": False, "tenancy.kind": "lodging"})
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0003", "decline", "not yet", [], day("2018-07-03"))
    rehearsal.assessed_case("RG-0004", {"money.monthly_income": None})
    rehearsal.assessed_case("RG-0005", {"activity": "none"})
    cases.add(rehearsal.office, rehearsal.cora, {"reference": "RG-0006"}, day("2018-07-01"))
