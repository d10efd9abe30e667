"""The working paper adds up, and no pound stands in it twice."""

from dataclasses import replace
from datetime import date

import pytest

from risk.accounts.credit_loss import expected_losses
from risk.accounts.stages import Stage, Standing
from risk.accounts.working_paper import Held, WorkingPaper, working_paper
from risk.assumptions import Assumptions
from risk.book import Course, Opening
from risk.faults import WrongInput

AS_OF = date(2019, 4, 1)
NEW = Course("citizen", 0, 24, 6)
HELD = (
    Held("G1", NEW, 50_000, Standing()),
    Held("G2", replace(NEW, openings=(Opening(1, 0),)), 60_000, Standing(45, 45)),
    Held("G3", replace(NEW, openings=(Opening(0, 2),)), 70_000, Standing(called=True)),
)


@pytest.fixture(name="paper", scope="module")
def _paper(worked: Assumptions) -> WorkingPaper:
    return working_paper(HELD, worked, AS_OF)


def test_stage_one_carries_twelve_months_and_the_others_the_lifetime(
    paper: WorkingPaper, worked: Assumptions
) -> None:
    first, second, third = paper.lines
    assert [line.stage for line in paper.lines] == [Stage.AS_NEW, Stage.WORSE, Stage.IN_DEFAULT]
    assert first.allowance == first.twelve_months < first.lifetime
    assert (second.allowance, third.allowance) == (second.lifetime, third.lifetime)
    assert first.twelve_months == pytest.approx(500 * expected_losses([NEW], worked, AS_OF)[NEW].soon)


def test_a_loss_once_recognised_is_not_also_a_contingent_liability(paper: WorkingPaper) -> None:
    for line in paper.lines:
        assert line.allowance > 0
        assert line.allowance + line.contingent == pytest.approx(line.maximum)


def test_what_was_called_can_no_longer_be_called(paper: WorkingPaper) -> None:
    assert [line.maximum for line in paper.lines] == [6 * 500.0, 6 * 600.0, 4 * 700.0]


def test_stages_and_lines_add_up_to_the_whole(paper: WorkingPaper) -> None:
    assert [each.guarantees for each in paper.stages] == [1, 1, 1]
    assert sum(each.allowance for each in paper.stages) == pytest.approx(paper.allowance)
    assert sum(each.contingent for each in paper.stages) == pytest.approx(paper.contingent)
    assert paper.allowance + paper.contingent == pytest.approx(3_000 + 3_600 + 2_800)


def test_a_worse_stage_never_lowers_the_allowance(worked: Assumptions) -> None:
    as_new, worse = (
        working_paper([Held("G1", NEW, 50_000, standing)], worked, AS_OF)
        for standing in (Standing(), Standing(30, 30))
    )
    assert as_new.allowance < worse.allowance


def test_the_document_is_to_the_penny_and_says_by_which_rules(paper: WorkingPaper) -> None:
    document = paper.document()
    assert document["as_of"] == "2019-04-01"
    assert document["lines"][1]["stage"] == 2
    assert document["allowance"] == round(paper.allowance, 2)
    assert document["rules"]["called_back_to_new_months"]["source"] == "assumption"
    assert "finance decides" in document["says"]


def test_nothing_held_is_a_paper_of_noughts(worked: Assumptions) -> None:
    paper = working_paper([], worked, AS_OF)
    assert (paper.allowance, paper.contingent) == (0, 0)
    assert [each.guarantees for each in paper.stages] == [0, 0, 0]


def test_a_code_given_twice_is_refused(worked: Assumptions) -> None:
    with pytest.raises(WrongInput, match="G1 is given twice"):
        working_paper([HELD[0], HELD[0]], worked, AS_OF)


def test_what_the_books_say_may_still_be_called_comes_before_months_of_rent(worked: Assumptions) -> None:
    (line,) = working_paper([replace(HELD[0], left_pence=360_001)], worked, AS_OF).lines
    assert line.maximum == 3_600.01
    assert line.allowance + line.contingent == pytest.approx(3_600.01)


def test_printed_lines_add_up_to_the_printed_totals_to_the_penny(worked: Assumptions) -> None:
    held = [
        replace(HELD[number % 3], code=f"G{number}", rent_pence=50_000 + 7 * number) for number in range(30)
    ]
    found = working_paper(held, worked, AS_OF).document()
    for name in ("twelve_months", "lifetime", "allowance", "maximum", "contingent"):
        pence = [round(line[name] * 100) for line in found["lines"]]
        assert sum(pence) == sum(round(stage[name] * 100) for stage in found["stages"])
    for name in ("allowance", "contingent"):
        assert round(found[name] * 100) == sum(round(line[name] * 100) for line in found["lines"])
    for line in found["lines"]:
        assert round((line["allowance"] + line["contingent"]) * 100) == round(line["maximum"] * 100)
