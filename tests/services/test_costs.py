"""Legal and advice costs: within a limit or allowed above it, owed once approved, paid once by somebody else."""

import pytest

from guarantor.domain.access import Role
from guarantor.domain.refusals import (
    AlreadyDone,
    CostNotPayable,
    CostOverLimit,
    KeyUsedBefore,
    NoProgramme,
    NotPermitted,
    SamePerson,
)
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting import confirming
from guarantor.services.acting.office import Person
from guarantor.services.casework import costs, showing
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.after_decision import P, cost_approved, cost_proposed
from tests.services.claiming import balances_held
from tests.services.stories import day, given_role
from tests.watching import asked, one_line, refused, transfers

K1 = "RG-0001/K1"
ADVICE_LIMIT, LEGAL_LIMIT = 25_000, 100_000


def _propose(
    rehearsal: Rehearsal,
    amount_pence: int = 12_000,
    kind: str = "advice",
    *,
    over_limit: bool = False,
    key: str | None = None,
    reason: str = " Shelter's solicitor ",
) -> dict[str, object]:
    return costs.propose_cost(
        rehearsal.office,
        rehearsal.cora,
        "RG-0001",
        kind,
        amount_pence,
        reason,
        day("2018-07-05"),
        over_limit=over_limit,
        key=key,
    )


def _confirm(
    rehearsal: Rehearsal, number: int = P, who: Person | None = None, on: str = "2018-07-06"
) -> dict[str, object]:
    return confirming.confirm(rehearsal.office, who or rehearsal.ann, number, on=day(on))


def _pay(
    rehearsal: Rehearsal,
    cost: str = K1,
    reference: str = "BACS-9",
    who: Person | None = None,
    on: str = "2018-07-20",
) -> dict[str, object]:
    return costs.pay(rehearsal.office, who or rehearsal.fay, cost, reference, day(on))


def test_a_cost_moves_no_money_until_it_is_approved(begin: Begin) -> None:
    rehearsal = begin(stories.assessed)
    with one_line(rehearsal.url) as added:
        assert _propose(rehearsal) == {"pending": f"P-{P}", "cost": K1, "over_limit": False}
    assert "Shelter" not in str(added)
    assert transfers(rehearsal.url) == []
    (shown,) = costs.listed(rehearsal.office)
    assert (shown["cost"], shown["status"], shown["amount"], shown["proposed_by"]) == (
        K1,
        "proposed",
        "120.00",
        "cora",
    )


def test_an_approved_cost_is_owed_and_a_paid_one_is_paid(begin: Begin) -> None:
    rehearsal = begin(cost_proposed)
    assert _confirm(rehearsal) == {"cost": K1, "approved": "120.00", "over_limit": False}
    held = balances_held(rehearsal)
    assert (held["scheme_costs"], held["costs_payable"], held["bank"]) == ("120.00", "120.00", "0.00")
    assert _pay(rehearsal) == {"cost": K1, "paid": "120.00", "reference": "BACS-9"}
    held = balances_held(rehearsal)
    assert (held["scheme_costs"], held["costs_payable"], held["bank"]) == ("120.00", "0.00", "-120.00")
    days = [(each["kind"], each["happened_on"], each["guarantee_ref"]) for each in transfers(rehearsal.url)]
    assert days == [("cost_approved", "2018-07-06", None), ("cost_paid", "2018-07-20", None)]


def test_a_case_shows_its_costs_whole_and_the_list_keeps_the_reason_back(begin: Begin) -> None:
    rehearsal = begin(cost_approved)
    _pay(rehearsal)
    (shown,) = showing.case(rehearsal.office, "RG-0001")["costs"]
    assert shown == {
        "cost": K1,
        "ref": "RG-0001",
        "kind": "advice",
        "amount": "120.00",
        "status": "paid",
        "incurred_on": "2018-07-05",
        "reason": "Shelter's solicitor",
        "pending": f"P-{P}",
        "proposed_by": "cora",
        "approved_by": "ann",
        "approved_on": "2018-07-06",
        "paid_by": "fay",
        "paid_on": "2018-07-20",
        "reference": "BACS-9",
    }
    (listed,) = costs.listed(rehearsal.office)
    assert listed == {name: value for name, value in shown.items() if name != "reason"}


def test_costs_of_a_case_with_a_guarantee_stand_beside_it(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    _propose(rehearsal)
    _confirm(rehearsal)
    _pay(rehearsal)
    beside = [each["guarantee_ref"] for each in transfers(rehearsal.url) if "cost" in each["kind"]]
    assert beside == ["RG-0001/1", "RG-0001/1"]
    assert balances_held(rehearsal)["commitment"] == "3120.00"


# ---- limits


@pytest.mark.parametrize(("kind", "limit_pence"), [("advice", ADVICE_LIMIT), ("legal", LEGAL_LIMIT)])
def test_a_cost_may_reach_the_limit_and_not_pass_it(begin: Begin, kind: str, limit_pence: int) -> None:
    rehearsal = begin(stories.drafted)
    with refused(rehearsal.url, CostOverLimit) as caught:
        _propose(rehearsal, limit_pence + 1, kind)
    assert caught.value == CostOverLimit("RG-0001", kind, limit_pence, 0, limit_pence + 1)
    _propose(rehearsal, limit_pence, kind)
    assert _confirm(rehearsal)["over_limit"] is False


@pytest.mark.parametrize(("second_pence", "fits"), [(13_000, True), (13_001, False)])
def test_what_was_approved_before_counts_towards_the_limit(
    begin: Begin, second_pence: int, fits: bool
) -> None:
    rehearsal = begin(cost_approved)
    if fits:
        assert _propose(rehearsal, second_pence)["cost"] == "RG-0001/K2"
        return
    with refused(rehearsal.url, CostOverLimit) as caught:
        _propose(rehearsal, second_pence)
    assert caught.value == CostOverLimit("RG-0001", "advice", ADVICE_LIMIT, 12_000, 13_001)


def test_the_other_kind_and_what_only_waits_do_not_count(begin: Begin) -> None:
    rehearsal = begin(cost_proposed)
    _propose(rehearsal, ADVICE_LIMIT)
    _propose(rehearsal, LEGAL_LIMIT, "legal")
    assert [each["cost"] for each in costs.listed(rehearsal.office)] == [f"RG-0001/K{n}" for n in (1, 2, 3)]


def test_two_that_each_fit_and_together_do_not_are_not_both_approved(begin: Begin) -> None:
    rehearsal = begin(cost_proposed)
    _propose(rehearsal, ADVICE_LIMIT)
    _confirm(rehearsal, P + 1)
    with refused(rehearsal.url, CostOverLimit) as caught:
        _confirm(rehearsal)
    assert caught.value == CostOverLimit("RG-0001", "advice", ADVICE_LIMIT, ADVICE_LIMIT, 12_000)


def test_above_the_limit_it_is_proposed_as_such_and_the_approver_allows_it(begin: Begin) -> None:
    rehearsal = begin(cost_approved)
    assert _propose(rehearsal, 90_000, over_limit=True)["over_limit"] is True
    (waiting,) = confirming.waiting(rehearsal.office)
    assert (waiting["proposed_by"], waiting["concerns"]) == ("cora", "RG-0001/K2")
    assert waiting["content"] == {"amount_pence": 90_000, "cost": "RG-0001/K2", "over_limit": True}
    assert _confirm(rehearsal, P + 1) == {"cost": "RG-0001/K2", "approved": "900.00", "over_limit": True}


# ---- who and when


def test_only_an_approver_confirms_and_nobody_their_own(begin: Begin) -> None:
    rehearsal = begin(cost_proposed)
    with refused(rehearsal.url, NotPermitted):
        _confirm(rehearsal, who=rehearsal.cal)
    given_role(rehearsal, rehearsal.cora, Role.APPROVER)
    with refused(rehearsal.url, SamePerson):
        _confirm(rehearsal, who=rehearsal.cora)


def test_whoever_approved_it_does_not_pay_it(begin: Begin) -> None:
    rehearsal = begin(cost_approved)
    given_role(rehearsal, rehearsal.ann, Role.FINANCE)
    with refused(rehearsal.url, SamePerson):
        _pay(rehearsal, who=rehearsal.ann)
    assert _pay(rehearsal, who=rehearsal.finn)["paid"] == "120.00"


def test_a_cost_is_approved_once(begin: Begin) -> None:
    rehearsal = begin(cost_approved)
    with refused(rehearsal.url, AlreadyDone):
        _confirm(rehearsal)


def test_a_cost_that_nobody_approved_is_not_paid(begin: Begin) -> None:
    rehearsal = begin(cost_proposed)
    with refused(rehearsal.url, CostNotPayable):
        _pay(rehearsal)


def test_a_cost_is_paid_once_and_the_reference_is_the_key(begin: Begin) -> None:
    rehearsal = begin(cost_approved)
    paid = _pay(rehearsal)
    assert _pay(rehearsal) == paid
    with refused(rehearsal.url, CostNotPayable):
        _pay(rehearsal, reference="BACS-10")
    assert len(transfers(rehearsal.url)) == 2


def test_a_reference_pays_one_cost(begin: Begin) -> None:
    rehearsal = begin(cost_approved)
    _propose(rehearsal, 1_000)
    _confirm(rehearsal, P + 1)
    _pay(rehearsal)
    with refused(rehearsal.url, KeyUsedBefore):
        _pay(rehearsal, "RG-0001/K2")


def test_the_same_key_proposes_one_cost(begin: Begin) -> None:
    rehearsal = begin(stories.drafted)
    first = _propose(rehearsal, key="k1")
    assert _propose(rehearsal, key="k1") == first
    with refused(rehearsal.url, KeyUsedBefore):
        _propose(rehearsal, 12_001, key="k1")
    assert asked(rehearsal.url, "SELECT COUNT(*) FROM case_cost") == [(1,)]


@pytest.mark.parametrize(("on", "fits"), [("2018-07-04", False), ("2018-07-05", True)])
def test_a_cost_is_not_approved_before_it_was_incurred(begin: Begin, on: str, fits: bool) -> None:
    rehearsal = begin(cost_proposed)
    if fits:
        _confirm(rehearsal, on=on)
        return
    with refused(rehearsal.url, WrongInput):
        _confirm(rehearsal, on=on)


@pytest.mark.parametrize(("on", "fits"), [("2018-07-05", False), ("2018-07-06", True)])
def test_a_cost_is_not_paid_before_it_was_approved(begin: Begin, on: str, fits: bool) -> None:
    rehearsal = begin(cost_approved)
    if fits:
        _pay(rehearsal, on=on)
        return
    with refused(rehearsal.url, WrongInput):
        _pay(rehearsal, on=on)


@pytest.mark.parametrize(
    ("kind", "reason", "option"), [("travel", "x", "--kind"), ("advice", " ", "--reason")]
)
def test_a_cost_that_cannot_be_read_is_wrong_input(begin: Begin, kind: str, reason: str, option: str) -> None:
    rehearsal = begin(stories.drafted)
    with refused(rehearsal.url, WrongInput) as caught:
        _propose(rehearsal, kind=kind, reason=reason)
    assert str(caught.value).startswith(f"{option}: ")


@pytest.mark.parametrize("reference", ["", " ", "x" * 101])
def test_a_payment_needs_its_reference(begin: Begin, reference: str) -> None:
    rehearsal = begin(cost_approved)
    with refused(rehearsal.url, WrongInput):
        _pay(rehearsal, reference=reference)


def test_without_a_policy_there_is_no_limit_for_advice_to_keep_to(begin: Begin) -> None:
    rehearsal = begin(stories.submitted_without_programme)
    with refused(rehearsal.url, NoProgramme):
        _propose(rehearsal)
    assert _propose(rehearsal, kind="legal")["cost"] == K1


def test_a_cost_that_does_not_exist_is_not_found(begin: Begin) -> None:
    rehearsal = begin(stories.drafted)
    with refused(rehearsal.url, NotFound):
        _pay(rehearsal)
