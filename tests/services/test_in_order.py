"""What comes after something else cannot have happened on an earlier day; and a deed's own terms bind the record."""

import pytest

from guarantor.domain.lifecycle import Party
from guarantor.domain.refusals import Refused
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.casework import decisions
from guarantor.services.claiming import claims
from guarantor.services.guaranteeing import guarantees, issuing
from guarantor.services.paying import payments
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.claiming import C, G, lodge
from tests.services.stories import SEPTEMBER_AND_OCTOBER, day
from tests.watching import nothing_written

Forbidden = (Refused, WrongInput)


def test_a_case_is_not_decided_before_it_was_assessed(begin: Begin) -> None:
    rehearsal = begin(stories.assessed)
    with nothing_written(rehearsal.url), pytest.raises(Forbidden):
        decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "approve", "so", [], day("2018-07-01"))


def test_a_guarantee_is_not_issued_before_it_was_decided(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    with nothing_written(rehearsal.url), pytest.raises(Forbidden):
        issuing.issue(rehearsal.office, rehearsal.ann, "RG-0001", day("2018-07-02"))


def test_a_claim_is_not_decided_before_it_was_lodged(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    accepts = stories.lines(SEPTEMBER_AND_OCTOBER)
    with nothing_written(rehearsal.url), pytest.raises(Forbidden):
        claims.decide(rehearsal.office, rehearsal.ann, C, accepts, None, day("2018-11-04"))


def test_a_claim_is_not_paid_before_it_was_accepted(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    with nothing_written(rehearsal.url), pytest.raises(Forbidden):
        payments.pay(rehearsal.office, rehearsal.fay, C, "BACS-1", day("2018-11-04"))


def test_an_offer_is_signed_on_its_28th_day_and_no_later_though_nobody_has_let_it_lapse_yet(
    begin: Begin,
) -> None:
    rehearsal = begin(stories.offered)
    with nothing_written(rehearsal.url), pytest.raises(Forbidden):
        guarantees.sign(rehearsal.office, rehearsal.cora, G, Party.LANDLORD, day("2018-08-03"))
    signed = guarantees.sign(rehearsal.office, rehearsal.cora, G, Party.LANDLORD, day("2018-08-02"))
    assert signed["status"] == "offered"


@pytest.mark.parametrize(
    ("charged_pence", "payable"), [(57_200, "572.00"), (57_201, "572.00"), (60_000, "572.00")]
)
def test_rent_above_the_deeds_ceiling_is_payable_up_to_the_ceiling(
    begin: Begin, charged_pence: int, payable: str
) -> None:
    """The deed: without consent the council pays no more than on 110% of the share when the tenancy starts."""
    rehearsal = begin(stories.active)
    rehearsal.charge(G, "2018-09-01", "2018-10-01", amount_pence=charged_pence)
    claimed = dict.fromkeys(SEPTEMBER_AND_OCTOBER, charged_pence)
    assert [line["payable"] for line in lodge(rehearsal, claimed)["lines"]] == [payable, payable]


def test_a_deed_does_not_state_a_rent_that_nobody_knows(rehearsal: Rehearsal) -> None:
    rehearsal.approved_case(changes={"tenancy.monthly_rent": None})
    with nothing_written(rehearsal.url), pytest.raises(Forbidden):
        issuing.issue(rehearsal.office, rehearsal.ann, "RG-0001", day("2018-07-05"))
