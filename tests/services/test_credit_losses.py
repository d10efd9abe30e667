"""The accountants' working paper over the ledger: stages from the rent record, sums from the model, nothing twice."""

import pytest

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.forecasting.credit_losses import paper
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.renting import missed
from tests.services.stories import day

G = "RG-0001/1"


@after(stories.charged)
def _missed(rehearsal: Rehearsal) -> None:
    """The rent due on 1 August is reported unpaid on the 8th."""
    missed(rehearsal, "2018-08", "2018-08-08")


def test_an_empty_ledger_has_a_paper_of_nothing(begin: Begin) -> None:
    found = paper(begin(stories.hired).office, day("2018-07-31"))
    assert (found["allowance"], found["contingent"], found["lines"], found["past_their_term"]) == (
        0,
        0,
        [],
        [],
    )


def test_a_new_guarantee_is_in_stage_one_with_the_loss_of_twelve_months(begin: Begin) -> None:
    (line,) = paper(begin(stories.active).office, day("2018-07-31"))["lines"]
    assert (line["code"], line["stage"]) == (G, 1)
    assert 0 < line["twelve_months"] == line["allowance"]
    assert line["maximum"] == 6 * 520
    assert line["contingent"] == pytest.approx(line["maximum"] - line["allowance"], abs=0.01)


@pytest.mark.parametrize(
    ("on", "stage"), [("2018-08-30", 1), ("2018-08-31", 2), ("2018-10-29", 2), ("2018-10-30", 3)]
)
def test_the_stage_follows_the_days_since_the_rent_fell_due(begin: Begin, on: str, stage: int) -> None:
    (line,) = paper(begin(_missed).office, day(on))["lines"]
    assert line["stage"] == stage


def test_a_claim_lodged_is_a_default_and_one_accepted_is_in_neither_sum(begin: Begin) -> None:
    (lodged,) = paper(begin(stories.lodged).office, day("2018-11-08"))["lines"]
    assert lodged["stage"] == 3
    (accepted,) = paper(begin(stories.accepted).office, day("2018-11-30"))["lines"]
    assert accepted["stage"] == 3
    assert accepted["maximum"] == 4 * 520


def test_a_guarantee_whose_months_are_over_is_named_and_not_forecast(begin: Begin) -> None:
    found = paper(begin(stories.active).office, day("2019-09-01"))
    assert (found["lines"], found["past_their_term"]) == ([], [G])


def test_another_basis_may_be_asked_for_and_an_unknown_one_is_named(begin: Begin) -> None:
    office = begin(stories.active).office
    assert paper(office, day("2018-07-31"), "2026-11")["basis"] == "2026-11"
    with pytest.raises(WrongInput, match="expected one of 2018-06, 2026-11"):
        paper(office, day("2018-07-31"), "2017-01")
