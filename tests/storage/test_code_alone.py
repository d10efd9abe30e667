"""The other statement of each rule: with every guard of the database taken away, the services alone still refuse."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guarantor.domain.access import Role
from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import EndReason, GateItem
from guarantor.domain.refusals import (
    AlreadyDecided,
    AlreadyDone,
    CeilingPassed,
    ClaimExceedsCap,
    EndContradicted,
    LineNotPayable,
    NoPlaceFree,
    NothingToPay,
    NotPermitted,
    RolesDoNotCombine,
    SamePerson,
)
from guarantor.services.acting import people
from guarantor.services.acting.office import Person
from guarantor.services.casework import cases, decisions
from guarantor.services.claiming import claims
from guarantor.services.guaranteeing import ending, issuing
from guarantor.services.paying import payments
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.storage.conftest import outside
from tests.storage.test_at_once import MONTHS, accepting, at_once, issuing_of, paying

DAY = dt.date(2018, 7, 5)
CLAIM = "RG-0001/1/C1"
TWO_MONTHS = {"2018-09": 52_000, "2018-10": 52_000}


@after(Rehearsal.staff)
def unguarded(rehearsal: Rehearsal) -> None:
    """Two places, a ceiling of two caps, three approved cases, Dee with three roles, and no guard at all."""
    for role in (Role.CASEWORKER, Role.APPROVER, Role.FINANCE):
        rehearsal.confirmed(people.propose_role(rehearsal.office, rehearsal.ada, "dee", role), rehearsal.bo)
    rehearsal.adopt(places=2, ceiling_pence=624_000)
    with outside(rehearsal.url) as client:
        client.leave_none()


DEE = Person(11, "dee", frozenset({Role.CASEWORKER, Role.APPROVER, Role.FINANCE}), "test")


@after(unguarded)
def three_approved(rehearsal: Rehearsal) -> None:
    for number in range(1, 4):
        rehearsal.approved_case(f"RG-{number:04d}")


@after(unguarded)
def one_active(rehearsal: Rehearsal) -> None:
    rehearsal.active_guarantee()
    rehearsal.charge("RG-0001/1", *(f"{month}-01" for month in MONTHS))


def months(lines: dict[str, int]) -> dict[Month, int]:
    return {Month.read(month, "month"): pence for month, pence in lines.items()}


def test_no_guard_is_left(begin: Begin) -> None:
    with outside(begin(unguarded).url) as client:
        assert client.guards() == []


def test_a_third_guarantee_is_not_issued_for_two_places(begin: Begin) -> None:
    rehearsal = begin(three_approved)
    for number in (1, 2):
        issuing_of(number)(rehearsal)
    with outside(rehearsal.url) as client:
        client.run("UPDATE programme SET ceiling_pence = NULL")
    with pytest.raises(NoPlaceFree):
        issuing_of(3)(rehearsal)


def test_no_more_than_the_ceiling_is_committed(begin: Begin) -> None:
    rehearsal = begin(three_approved)
    with outside(rehearsal.url) as client:
        client.run("UPDATE programme SET ceiling_pence = 623999")
    issuing_of(1)(rehearsal)
    with pytest.raises(CeilingPassed):
        issuing_of(2)(rehearsal)
    with outside(rehearsal.url) as client:
        client.run("UPDATE programme SET ceiling_pence = 624000")
    issuing_of(2)(rehearsal)


def test_three_issued_at_once_for_two_places_are_two(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(three_approved)
    answers = at_once(rehearsal.url, tmp_path, [issuing_of(number) for number in (1, 2, 3)])
    assert sum(isinstance(answer, dict) for answer in answers) == 2
    with outside(rehearsal.url) as client:
        assert client.asked("SELECT COUNT(*) FROM guarantee") == [(2,)]


def test_the_place_of_a_guarantee_that_was_active_is_not_freed(begin: Begin) -> None:
    rehearsal = begin(one_active)
    with pytest.raises(EndContradicted):
        ending.end(rehearsal.office, rehearsal.ann, "RG-0001/1", EndReason.OFFER_LAPSED, dt.date(2019, 5, 1))
    rehearsal.ended_early("RG-0001/1", "2019-05-01")
    with outside(rehearsal.url) as client:
        assert client.asked("SELECT COUNT(guarantee_ref) FROM place") == [(1,)]


def test_no_more_than_the_cap_is_accepted(begin: Begin) -> None:
    rehearsal = begin(one_active)
    rehearsal.accepted_claim("RG-0001/1", dict.fromkeys(MONTHS[:4], 52_000), "2019-04-02")
    rehearsal.lodged_claim("RG-0001/1", dict.fromkeys(MONTHS[4:], 52_000), "2019-04-02")
    with pytest.raises(ClaimExceedsCap):
        accepting("ann", 2, MONTHS[4:])(rehearsal)
    part = months(dict.fromkeys(MONTHS[4:6], 52_000))
    answer = claims.decide(rehearsal.office, rehearsal.ann, "RG-0001/1/C2", part, "cap", dt.date(2019, 4, 3))
    assert answer["accepted"] == "1040.00"


def test_no_more_than_was_claimed_is_accepted(begin: Begin) -> None:
    rehearsal = begin(one_active)
    rehearsal.lodged_claim("RG-0001/1", TWO_MONTHS)
    over = months({"2018-09": 52_001, "2018-10": 52_000})
    with pytest.raises(LineNotPayable):
        claims.decide(rehearsal.office, rehearsal.ann, CLAIM, over, None, dt.date(2018, 11, 6))


def test_a_claim_is_decided_once_and_paid_once(begin: Begin) -> None:
    rehearsal = begin(one_active)
    rehearsal.paid_claim("RG-0001/1", TWO_MONTHS)
    with pytest.raises(AlreadyDecided):
        accepting("abe", 1, [*TWO_MONTHS])(rehearsal)
    with pytest.raises(NothingToPay):
        paying("finn", "BACS-2")(rehearsal)
    assert paying("fay", "BACS-1")(rehearsal)["paid"] == "1040.00"


def test_a_claim_paid_by_two_at_once_is_paid_once(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(one_active)
    rehearsal.accepted_claim("RG-0001/1", TWO_MONTHS)
    answers = at_once(rehearsal.url, tmp_path, [paying("fay", "BACS-1"), paying("finn", "BACS-2")])
    assert sum(isinstance(answer, dict) for answer in answers) == 1
    with outside(rehearsal.url) as client:
        assert client.asked("SELECT SUM(amount_pence) FROM transfer WHERE kind = 'claim_paid'") == [
            (104_000,)
        ]


def _decide(rehearsal: Rehearsal) -> None:
    cases.add(rehearsal.office, DEE, rehearsal.document(), dt.date(2018, 7, 1))
    cases.submit(rehearsal.office, rehearsal.cora, "RG-0001", dt.date(2018, 7, 1))
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", dt.date(2018, 7, 2))
    decisions.decide(rehearsal.office, DEE, "RG-0001", "approve", "ready", [], dt.date(2018, 7, 3))


def _issue(rehearsal: Rehearsal) -> None:
    rehearsal.approved_case()
    cases.record_gate_item(rehearsal.office, DEE, "RG-0001", GateItem.PAYEE, "seen", dt.date(2018, 7, 4))
    issuing.issue(rehearsal.office, DEE, "RG-0001", DAY)


def _decide_claim(rehearsal: Rehearsal) -> None:
    rehearsal.active_guarantee()
    rehearsal.charge("RG-0001/1", "2018-09-01", "2018-10-01")
    claims.lodge(rehearsal.office, DEE, "RG-0001/1", months(TWO_MONTHS), dt.date(2018, 11, 5), None)
    claims.decide(rehearsal.office, DEE, CLAIM, months(TWO_MONTHS), None, dt.date(2018, 11, 6))


def _pay(rehearsal: Rehearsal) -> None:
    rehearsal.active_guarantee()
    rehearsal.charge("RG-0001/1", "2018-09-01", "2018-10-01")
    rehearsal.lodged_claim("RG-0001/1", TWO_MONTHS)
    claims.decide(rehearsal.office, DEE, CLAIM, months(TWO_MONTHS), None, dt.date(2018, 11, 6))
    payments.pay(rehearsal.office, DEE, CLAIM, "BACS-1", dt.date(2018, 11, 10))


def _confirm(rehearsal: Rehearsal) -> None:
    rehearsal.confirmed(
        people.propose_role(rehearsal.office, rehearsal.ada, "gus", Role.PANEL), rehearsal.ada
    )


@pytest.mark.parametrize("both_halves", [_decide, _issue, _decide_claim, _pay, _confirm])
def test_nobody_does_both_halves_of_an_act(begin: Begin, both_halves: Callable[[Rehearsal], Any]) -> None:
    rehearsal = begin(unguarded)
    with pytest.raises(SamePerson):
        both_halves(rehearsal)


def test_a_pending_act_is_confirmed_once(begin: Begin) -> None:
    rehearsal = begin(unguarded)
    proposed = people.propose_role(rehearsal.office, rehearsal.ada, "gus", Role.PANEL)
    rehearsal.confirmed(proposed, rehearsal.bo)
    with pytest.raises(AlreadyDone):
        rehearsal.confirmed(proposed, rehearsal.bo)


def test_only_administrators_grant_roles_and_they_hold_no_other(begin: Begin) -> None:
    rehearsal = begin(unguarded)
    with pytest.raises(NotPermitted):
        people.propose_role(rehearsal.office, rehearsal.ann, "gus", Role.PANEL)
    with pytest.raises(RolesDoNotCombine):
        people.propose_role(rehearsal.office, rehearsal.ada, "bo", Role.FINANCE)
    with pytest.raises(RolesDoNotCombine):
        people.propose_role(rehearsal.office, rehearsal.ada, "cora", Role.ADMINISTRATOR)
