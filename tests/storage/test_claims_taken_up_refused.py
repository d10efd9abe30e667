"""A claim taken up again without its cause, or decided again by the same approver: refused from outside too."""

import datetime as dt
from collections.abc import Iterator

import pytest

from guarantor.domain.access import Role
from guarantor.domain.refusals import CeilingPassed
from guarantor.services.acting import people
from guarantor.services.claiming import claim_corrections, claims, disputes
from guarantor.services.guaranteeing import issuing
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.storage.conftest import Outside, outside
from tests.storage.raw_rows import ABE, ANN, CAL, CORA, inserted, transfer

C1, C2, C3, C9 = (f"RG-0001/1/C{number}" for number in (1, 2, 3, 9))
AT = "2019-05-01 09:00:00"


@after(Rehearsal.staff)
def disputed_and_waiting(rehearsal: Rehearsal) -> None:
    """C1 was rejected by Ann, disputed by Cora, reopened by Abe as C2. C3 was accepted by Ann: its undoing waits.

    Cal is an approver too. P-11 is the proposal to undo.
    """
    office, on = rehearsal.office, dt.date(2018, 11, 20)
    rehearsal.active_guarantee()
    rehearsal.charge("RG-0001/1", "2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01")
    first = rehearsal.lodged_claim("RG-0001/1", {"2018-09": 52_000, "2018-10": 52_000})
    claims.decide(office, rehearsal.ann, first, {}, "it was paid", on)
    disputes.dispute(office, rehearsal.cora, first, "it was due", on)
    disputes.answer(office, rehearsal.abe, first, "reopened", "so it was", on)
    rehearsal.accepted_claim("RG-0001/1", {"2018-11": 52_000}, "2018-11-20")
    rehearsal.confirmed(people.propose_role(office, rehearsal.ada, "cal", Role.APPROVER), rehearsal.bo)
    claim_corrections.propose_undo(office, rehearsal.ann, C3, "wrong home", on)


@pytest.fixture
def client(begin: Begin) -> Iterator[Outside]:
    """A bare client of a database where that stands."""
    with outside(begin(disputed_and_waiting).url) as bare:
        yield bare


def decision(claim: str, by: int) -> str:
    """The statement that decides a claim which Cora lodged."""
    return inserted(
        "claim_decision",
        claim_ref=claim,
        outcome="accepted",
        decided_on="2019-05-01",
        lodged_by=CORA,
        decided_by=by,
        recorded_at=AT,
    )


def lodged_again(lodged_by: int = CORA) -> str:
    """The statement that lodges C9."""
    return inserted(
        "claim",
        ref=C9,
        guarantee_ref="RG-0001/1",
        number=9,
        lodged_on="2019-05-01",
        lodged_by=lodged_by,
        recorded_at=AT,
    )


def reopening(reopens: str, cause: str) -> str:
    """The statement that says C9 takes a claim up."""
    return inserted("claim_reopening", claim_ref=C9, reopens=reopens, cause=cause)


def undone(claim: str, proposed_by: int, pending: int) -> str:
    """The statement that says a claim's acceptance waits to be undone."""
    row = {"pending": pending, "claim_ref": claim, "proposed_by": proposed_by, "recorded_at": AT}
    return inserted("undone_acceptance", **row)


CONFIRMED = f"UPDATE pending_act SET confirmed_by = {ABE}, confirmed_at = '{AT}' WHERE number = 11"


def test_what_is_reopened_is_decided_by_neither_the_first_decider_nor_the_one_who_answered(
    client: Outside,
) -> None:
    for who in (ANN, ABE):
        assert "another approver" in str(client.refusal(decision(C2, who)))
    assert client.refusal(decision(C2, CAL)) is None


def test_a_claim_is_taken_up_once_for_each_cause_and_only_where_there_is_one(client: Outside) -> None:
    taken_up = [lodged_again()]
    assert client.refusal(reopening(C1, "dispute"), after=taken_up) is not None
    assert client.refusal(reopening(C3, "undone"), after=taken_up) is not None
    assert client.refusal(reopening(C3, "dispute"), after=taken_up) is not None
    assert client.refusal(reopening(C3, "undone"), after=[*taken_up, CONFIRMED]) is None
    assert client.refusal(reopening(C3, "whim"), after=[*taken_up, CONFIRMED]) is not None


def test_what_is_taken_up_stays_in_the_name_of_whoever_lodged_it(client: Outside) -> None:
    by_another = [lodged_again(CAL), CONFIRMED]
    assert client.refusal(reopening(C3, "undone"), after=by_another) is not None


def test_an_undoing_waits_for_its_second_approver(client: Outside) -> None:
    proposal = inserted(
        "pending_act",
        number=60,
        act="propose_claim_correction",
        content="{}",
        proposed_by=ANN,
        proposed_at=AT,
    )
    assert client.refusal(undone(C3, ANN, 60), after=[proposal]) is None
    assert client.refusal(undone(C3, ABE, 60), after=[proposal]) is not None
    confirmed = CONFIRMED.replace("number = 11", "number = 60")
    assert client.refusal(undone(C3, ANN, 60), after=[proposal, confirmed]) is not None


def test_nothing_is_turned_round_before_the_second_approver_confirms(client: Outside) -> None:
    round_ = transfer("claims_payable", "guarantee_expense", 52_000, claim_ref=C3, kind="claim_undone")
    assert client.refusal(round_) is not None
    assert client.refusal(round_, after=[CONFIRMED]) is None
    assert client.refusal(round_.replace("1000,", "1001,"), after=[CONFIRMED, round_]) is not None


def test_whoever_raised_a_dispute_does_not_answer_it(client: Outside) -> None:
    rejected = decision(C2, CAL).replace("'accepted'", "'rejected'")
    raised = inserted(
        "dispute", claim_ref=C2, raised_on="2019-05-01", due_on="2019-05-15", officer=ABE, recorded_at=AT
    )

    def answered(by: int) -> str:
        return inserted(
            "dispute_answer",
            claim_ref=C2,
            outcome="stands",
            answered_on="2019-05-01",
            decided_by=CAL,
            answered_by=by,
            recorded_at=AT,
        )

    assert client.refusal(answered(ANN), after=[rejected, raised]) is None
    for who in (ABE, CAL):
        assert client.refusal(answered(who), after=[rejected, raised]) is not None


def test_what_an_undoing_restores_was_promised_before_and_may_pass_the_ceiling(rehearsal: Rehearsal) -> None:
    """£5,200.00 at most: £2,080.00 is left of the first guarantee when the second is issued with £3,120.00."""
    office, on = rehearsal.office, dt.date(2018, 11, 20)
    rehearsal.adopt(places=3, ceiling_pence=520_000)
    first = rehearsal.active_guarantee("RG-0001")
    rehearsal.charge(first, "2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01")
    claim = rehearsal.accepted_claim(first, {"2018-09": 52_000, "2018-10": 52_000})
    rehearsal.offered_guarantee("RG-0002")
    rehearsal.approved_case("RG-0003")
    proposed = claim_corrections.propose_undo(office, rehearsal.ann, claim, "wrong home", on)
    assert rehearsal.confirmed(proposed, rehearsal.abe, on=on)["undone"] == "1040.00"
    with pytest.raises(CeilingPassed) as caught:
        issuing.issue(office, rehearsal.ann, "RG-0003", dt.date(2018, 7, 5))
    assert caught.value == CeilingPassed(520_000, 624_000, 312_000)
    with outside(rehearsal.url) as bare:
        more = transfer("guarantees_given", "commitment", 1, kind="commitment_restored", guarantee_ref=first)
        assert bare.refusal(more) is not None
