"""The panel's papers: every figure is the record's, the ledger's or the model's, and no person is in them."""

import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from guarantor.domain.refusals import NoProgramme
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.casework import decisions
from guarantor.services.finance.exposure import exposure
from guarantor.services.forecasting import liability, what_if
from guarantor.services.forecasting.liability import Question
from guarantor.services.forecasting.what_if import Setting
from guarantor.services.reporting import gathered, officers_part, papers, pilot, public_part, report_files
from guarantor.services.reporting.gathered import Asked, Gathered, Recommended
from guarantor.services.reporting.papers import CARD, PART_A, SUMMARY
from tests.conftest import Begin
from tests.databases import Databases
from tests.rehearsing import Rehearsal, after, opened, told
from tests.services import stories
from tests.services.stories import day
from tests.watching import nothing_written

ON = day("2018-11-30")
PRIVATE = ("Tam", "Synthetic", "Orla", "Example", "RG-0", "CT1", "01632")
TIMED = {"seconds"}


@after(stories.paid)
def a_pilot(rehearsal: Rehearsal) -> None:
    """One guarantee with a claim paid, five given beside it, six declined for one ground and one for another too."""
    for number in range(2, 7):
        rehearsal.active_guarantee(f"RG-{number:04d}")
    for number in range(7, 13):
        also = {"tenancy.kind": "lodging"} if number == 12 else {}
        rehearsal.assessed_case(f"RG-{number:04d}", {"readiness.cooking": False} | also)
        ref = f"RG-{number:04d}"
        decisions.decide(rehearsal.office, rehearsal.ann, ref, "decline", "not yet", [], day("2018-07-03"))
    rehearsal.assessed_case("RG-0013", {"money.monthly_income": None})


@pytest.fixture(scope="module")
def rehearsal(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    """That pilot."""
    folder = tmp_path_factory.mktemp("pilot")
    with opened(told(a_pilot, databases, "sqlite", folder), folder) as found:
        yield found


@pytest.fixture(scope="module")
def found(rehearsal: Rehearsal) -> Gathered:
    """What the papers are made of; gathering it writes nothing."""
    with nothing_written(rehearsal.url):
        return gathered.gathered(rehearsal.office, ON, Asked())


@pytest.fixture(scope="module")
def files(rehearsal: Rehearsal, found: Gathered) -> Mapping[str, bytes]:
    """All three papers."""
    return papers.drawn(rehearsal.office, found, for_officers=True)


def said(file: bytes) -> str:
    """All words of a PDF in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages).split())


def test_everybody_who_applied_is_counted_once_by_what_it_came_to(found: Gathered) -> None:
    numbers = found.pilot.counts.numbers
    assert numbers["applications",] == 13
    assert [numbers["became", name] for name in ("given", "declined", "other")] == [6, 6, 1]
    assert [numbers["outcome", name] for name in ("eligible", "refer", "incomplete", "ineligible")] == [
        6,
        0,
        1,
        6,
    ]
    assert (numbers["ground", "ready"], numbers["ground", "tenancy_kind"]) == (6, 1)
    assert numbers["group", "citizen", "given"] == numbers["age", "18 to 20", "given"] == 6


def test_who_was_called_for_had_missed_the_rent_and_kept_the_home(found: Gathered) -> None:
    numbers = found.pilot.counts.numbers
    of = {name: numbers["tenancies", name] for name in ("kept", "ended", "missed", "called", "kept_after")}
    assert of == {"kept": 6, "ended": 0, "missed": 1, "called": 1, "kept_after": 1}


def test_sums_are_the_ledgers_and_the_liability_is_the_models(rehearsal: Rehearsal, found: Gathered) -> None:
    assert found.pilot.exposure == exposure(rehearsal.office, ON)
    book = liability.answer(Question(), rehearsal.office, ON)
    assert {**found.book, "seconds": 0} == {**book, "seconds": 0}
    stop = found.pilot.options.named("stop")
    assert stop.expected == Decimal(f"{book['total']['mean']:.2f}")
    assert stop.one_in_20 == Decimal(f"{book['total']['quantiles']['0.95']:.2f}")
    assert stop.one_in_200 == Decimal(f"{book['total']['quantiles']['0.995']:.2f}")
    assert stop.most == Decimal(found.pilot.exposure["remaining_in_force"])


def test_the_expected_cost_of_an_option_is_that_of_its_places_beside_those_that_stand(
    rehearsal: Rehearsal, found: Gathered
) -> None:
    of = found.pilot.options
    for name, places, cap in (("continue", 25, 6), ("extend", 50, 6), ("extend-with-cap", 50, 3)):
        alone = what_if.answer(rehearsal.office, ON, Setting(places=places, cap_months=cap, months=12))
        option = of.named(name)  # type: ignore[arg-type]
        together = of.named("stop").expected + Decimal(f"{alone['predictive']['mean']:.2f}")
        assert abs(option.expected - together) <= Decimal("0.02")
        assert option.turned_away == max(round(alone["expected_a_year"] - places), 0)
    assert of.named("extend-with-cap").one_in_200 < of.named("extend").one_in_200


def test_part_a_has_four_to_five_pages_and_the_card_one(files: Mapping[str, bytes]) -> None:
    assert 4 <= len(PdfReader(io.BytesIO(files[PART_A])).pages) <= 5
    assert len(PdfReader(io.BytesIO(files[CARD])).pages) == 1


def test_no_paper_names_a_person_or_a_case(files: Mapping[str, bytes]) -> None:
    for name, file in files.items():
        words = said(file)
        assert not [private for private in PRIVATE if private in words], name


def test_the_public_papers_hide_what_the_officers_are_shown(rehearsal: Rehearsal, found: Gathered) -> None:
    public = public_part.content(rehearsal.office, found)
    officers = officers_part.content(rehearsal.office, found)
    assert {row.label: row.says for row in public.grounds} == {
        "Ready to run a home": "6",
        "Kind of letting": "fewer than 5",
    }
    assert {row.label: row.says for row in officers.grounds} == {
        "Ready to run a home": "6",
        "Kind of letting": "1",
    }
    called = "The council was called and paid"
    assert {row.says for row in officers.tenancies if row.label == called} == {"1"}
    assert not {row.says for row in public.tenancies} & {"1", "2", "3", "4"}


def test_two_prints_of_one_state_have_one_digest_and_another_state_has_another(
    rehearsal: Rehearsal, found: Gathered
) -> None:
    again = gathered.gathered(rehearsal.office, ON, Asked())
    first, second = (public_part.content(rehearsal.office, each) for each in (found, again))
    assert first.data_digest == second.data_digest
    assert first.data_digest in said(papers.drawn(rehearsal.office, again, for_officers=False)[PART_A])
    other = gathered.gathered(rehearsal.office, ON, Asked(extended_places=40))
    assert public_part.content(rehearsal.office, other).data_digest != first.data_digest


def test_part_b_is_written_for_officers_alone(rehearsal: Rehearsal, found: Gathered) -> None:
    assert set(papers.drawn(rehearsal.office, found, for_officers=False)) == {SUMMARY, PART_A, CARD}


def test_a_recommendation_has_somebody_who_makes_it(rehearsal: Rehearsal, found: Gathered) -> None:
    assert gathered.recommended(None, None) is None
    assert gathered.recommended("extend", " Head  of Service ") == Recommended("extend", "Head of Service")
    for option, by, field in (("extend", None, "--recommended-by"), ("extend", " ", "--recommended-by")):
        with pytest.raises(WrongInput, match=field):
            gathered.recommended(option, by)
    for option in ("expand", None):
        with pytest.raises(WrongInput, match="stop, continue, extend, extend-with-cap"):
            gathered.recommended(option, "Head of Service")
    assert found.recommended is None


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (Asked(extended_places=0), "--places"),
        (Asked(extended_places=1001), "--places"),
        (Asked(lower_cap_months=0), "--cap"),
        (Asked(lower_cap_months=7), "--cap"),
    ],
)
def test_places_and_caps_that_no_option_has_are_refused(
    rehearsal: Rehearsal, asked: Asked, field: str
) -> None:
    with pytest.raises(WrongInput, match=field):
        pilot.pilot(rehearsal.office, ON, asked.extended_places, asked.lower_cap_months)


def test_before_any_programme_there_is_no_report_and_the_page_has_no_figures(begin: Begin) -> None:
    rehearsal = begin(stories.hired)
    with pytest.raises(NoProgramme):
        pilot.pilot(rehearsal.office, ON)
    assert pilot.on_the_page(rehearsal.office, ON) is None


def test_an_act_meanwhile_makes_the_figures_be_gathered_again(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    seen: list[int] = []

    def gather() -> int:
        if not seen:
            rehearsal.assessed_case()
        seen.append(len(seen))
        return seen[-1]

    assert pilot.steadily(rehearsal.office, gather) == 1


def test_the_page_keeps_its_figures_until_an_act(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    first = pilot.on_the_page(rehearsal.office, ON)
    assert first is not None
    assert pilot.on_the_page(rehearsal.office, ON) is first
    rehearsal.assessed_case()
    second = pilot.on_the_page(rehearsal.office, ON)
    assert second is not None
    assert second.counts.numbers["applications",] == 1


def test_reports_are_written_whole_in_the_place_of_older_ones(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    (written,) = report_files.write({"a.pdf": b"old"}, folder)
    assert report_files.write({"a.pdf": b"new"}, folder) == [written]
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("a.pdf", b"new")]
    with pytest.raises(WrongInput, match="--out"):
        report_files.write({"b.pdf": b""}, written)
