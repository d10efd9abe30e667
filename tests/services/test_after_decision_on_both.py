"""What follows a decision, on SQLite and on PostgreSQL alike, and at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from guarantor.domain.lifecycle import GateItem
from guarantor.domain.refusals import CostOverLimit, OthersWaitFirst, SamePerson
from guarantor.services.acting import confirming
from guarantor.services.acting.office import Person
from guarantor.services.casework import cases, complaints, costs, decisions, refusal_reviews, showing, waiting
from guarantor.services.casework.withdrawing import withdraw
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.databases import KINDS
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.after_decision import (
    P,
    cost_proposed,
    exception_proposed,
    place_free_again,
    review_asked,
)
from tests.services.stories import day, issue


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Both kinds."""
    return str(request.param)


def test_a_place_goes_round_in_the_order_of_decision(begin: Begin) -> None:
    rehearsal = begin(place_free_again)
    office, on = rehearsal.office, day("2018-08-03")
    with pytest.raises(OthersWaitFirst):
        issue(rehearsal, "RG-0002", on="2018-08-03")
    waiting.let_pass(office, rehearsal.abe, "RG-0003", "in hospital", on)
    withdraw(office, rehearsal.cora, "RG-0004", "moved away", on)
    assert [each["ref"] for each in waiting.listed(office, on)] == ["RG-0003", "RG-0002"]
    assert issue(rehearsal, "RG-0002", on="2018-08-03")["guarantee_ref"] == "RG-0002/1"


def test_an_overturned_refusal_is_decided_by_somebody_else(begin: Begin) -> None:
    rehearsal = begin(review_asked)
    office, on = rehearsal.office, day("2018-07-09")
    complaints.complain(office, rehearsal.cora, "RG-0001", "too slow", on)
    refusal_reviews.review(office, rehearsal.abe, "RG-0001", "overturned", "it bears", on)
    with pytest.raises(SamePerson):
        decisions.decide(office, rehearsal.ann, "RG-0001", "approve", "anew", [], on)
    decisions.decide(office, rehearsal.abe, "RG-0001", "approve", "anew", [], on)
    complaints.answer(office, rehearsal.ann, "RG-0001", "upheld", "we are sorry", on)
    shown = showing.case(office, "RG-0001")
    assert (shown["status"], len(shown["reviews"]), len(shown["complaints"])) == ("approved", 1, 1)


def test_an_exception_is_issued(begin: Begin) -> None:
    rehearsal = begin(exception_proposed)
    confirming.confirm(rehearsal.office, rehearsal.abe, P, on=day("2018-07-04"))
    for item in GateItem:
        cases.record_gate_item(rehearsal.office, rehearsal.cora, "RG-0001", item, "seen", day("2018-07-04"))
    assert issue(rehearsal)["cap"] == "3120.00"


def test_a_cost_is_paid(begin: Begin) -> None:
    rehearsal = begin(cost_proposed)
    confirming.confirm(rehearsal.office, rehearsal.ann, P, on=day("2018-07-06"))
    costs.pay(rehearsal.office, rehearsal.fay, "RG-0001/K1", "BACS-9", day("2018-07-20"))
    assert costs.listed(rehearsal.office)[0]["status"] == "paid"


def test_an_approval_in_principle_lapses(begin: Begin) -> None:
    rehearsal = begin(stories.approved_in_principle)
    assert daily.run(rehearsal.office, day("2018-10-02")) == [
        {"ref": "RG-0001", "task": "approval_in_principle"},
        {"ref": "RG-0001", "lapsed": True},
    ]


@after(cost_proposed)
def two_costs_of_which_one_fits(rehearsal: Rehearsal) -> None:
    """Beside the £120.00 of P-10 another £200.00 for advice waits as P-11; the limit is £250.00."""
    costs.propose_cost(
        rehearsal.office, rehearsal.cora, "RG-0001", "advice", 20_000, "more advice", day("2018-07-05")
    )


def test_two_confirmed_at_once_do_not_pass_the_limit_together(begin: Begin) -> None:
    rehearsal = begin(two_costs_of_which_one_fits)

    def confirm(by: Person, number: int) -> str:
        try:
            return str(confirming.confirm(rehearsal.office, by, number, on=day("2018-07-06"))["cost"])
        except CostOverLimit as error:
            return error.name

    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(confirm, rehearsal.ann, P), pool.submit(confirm, rehearsal.abe, P + 1)]
        answers = sorted(each.result() for each in asked)
    assert answers[0] == "CostOverLimit"
    assert answers[1] in ("RG-0001/K1", "RG-0001/K2")
    assert sum(each["status"] == "approved" for each in costs.listed(rehearsal.office)) == 1
