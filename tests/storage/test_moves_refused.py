"""Ends, changes and moves from outside: what takes two people, or a move, is refused to a bare client without it."""

import pytest

from guarantor.domain.guarantee_changes import ChangeDecision, ChangeKind
from guarantor.domain.lifecycle import EndReason
from guarantor.services.guaranteeing import changes, ending, moves
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story, after
from tests.services import stories
from tests.services.stories import day
from tests.storage.conftest import outside
from tests.storage.raw_rows import ANN, CAL, CORA, guarantee_step, inserted, transfer

OLD, NEW, NEXT = "RG-0001/1", "RG-0001/2", "RG-0001/3"
AT = "2018-11-10 09:00:00"


@after(stories.active)
def under_review(rehearsal: Rehearsal) -> None:
    """An end that nobody has confirmed, a change that nobody has decided."""
    office, cal, on = rehearsal.office, rehearsal.cal, day("2018-10-15")
    ending.propose(office, cal, OLD, EndReason.TENANCY_ENDED, on)
    changes.open_change(office, cal, OLD, ChangeKind.RENT_ABOVE_CEILING, "£600.00", on)


@after(under_review)
def confirmed(rehearsal: Rehearsal) -> None:
    """The end and the rise are confirmed, and the guarantee still stands: nobody has written the end down."""
    changes.decide(rehearsal.office, rehearsal.ann, 1, ChangeDecision.NO_EFFECT, "fine", day("2018-10-16"))


@after(stories.moved)
def lapsed(rehearsal: Rehearsal) -> None:
    """Nobody signed RG-0001/2, and a move from it to RG-0001/3 was asked for and approved."""
    daily.run(rehearsal.office, day("2018-12-09"))
    home = {**stories.NEW_HOME, "tenancy": {**stories.NEW_HOME["tenancy"], "starts_on": "2019-01-01"}}
    moves.ask(rehearsal.office, rehearsal.cora, NEW, home, day("2018-12-10"))
    stories.approve_move(rehearsal, on="2018-12-11")


def refusal(begin: Begin, story: Story, statement: str, *before: str) -> str | None:
    with outside(begin(story).url) as client:
        return client.refusal(statement, after=list(before))


def decided(opened_by: int, decided_by: int) -> str:
    """The statement that consents to the rise of £80.00."""
    return inserted(
        "guarantee_change_decision",
        change=1,
        decision="consented",
        share_pence=60_000,
        added_cap_pence=48_000,
        from_on="2018-11-01",
        decided_on="2018-10-16",
        opened_by=opened_by,
        decided_by=decided_by,
        recorded_at=AT,
    )


def followed(ref: str = NEW, from_ref: str = OLD, move: int = 1) -> str:
    return inserted("moved_guarantee", guarantee_ref=ref, from_ref=from_ref, move=move)


def deed(cap_pence: int = 312_000, ref: str = NEW) -> str:
    """The statement that issues the next deed on the approval of the move, otherwise as RG-0001/1."""
    columns = (
        "case_ref, programme, policy_fingerprint, assessment, issued_on, starts_on, ends_on, months, "
        "share_pence, prepared_by, issued_by, recorded_at"
    )
    return (
        f"INSERT INTO guarantee (ref, number, cap_pence, decision, {columns}) "
        f"SELECT '{ref}', {ref[-1]}, {cap_pence}, (SELECT MAX(id) FROM case_decision), {columns} "
        f"FROM guarantee WHERE ref = '{OLD}'"
    )


def released(amount: int, reason: str = "transferred") -> str:
    return transfer(
        "commitment",
        "guarantees_given",
        amount,
        kind="commitment_released",
        reason_code=reason,
        guarantee_ref=OLD,
    )


def committed(amount: int, ref: str = NEW) -> str:
    return transfer(
        "guarantees_given", "commitment", amount, id=1001, kind="commitment_made", guarantee_ref=ref
    )


ENDED = guarantee_step("ended", OLD, "transferred", number=900)
PLACE = f"UPDATE place SET guarantee_ref = '{NEW}' WHERE guarantee_ref = '{OLD}'"


@pytest.mark.parametrize(
    "reason", ["tenancy_ended", "tenant_died", "released_by_landlord", "landlord_breach", "council_notice"]
)
def test_an_early_end_that_nobody_confirmed_is_refused(begin: Begin, reason: str) -> None:
    assert refusal(begin, under_review, guarantee_step("ended", OLD, reason, number=900)) is not None


@pytest.mark.parametrize(("reason", "stands"), [("tenancy_ended", True), ("tenant_died", False)])
def test_an_end_is_written_down_as_it_was_confirmed(begin: Begin, reason: str, stands: bool) -> None:
    confirm = f"UPDATE pending_act SET confirmed_by = {ANN}, confirmed_at = '{AT}' WHERE number = 10"
    ends = guarantee_step("ended", OLD, reason, number=900)
    assert (refusal(begin, under_review, ends, confirm) is None) == stands


def test_a_change_is_decided_by_an_approver_other_than_the_one_who_opened_it(begin: Begin) -> None:
    assert refusal(begin, under_review, decided(CAL, ANN)) is None
    assert refusal(begin, under_review, decided(CORA, ANN)) is not None
    assert refusal(begin, under_review, decided(CAL, CORA)) is not None
    assert refusal(begin, under_review, decided(CAL, CAL)) is not None


def test_no_more_is_committed_than_a_consent_has_added(begin: Begin) -> None:
    raised = transfer("guarantees_given", "commitment", 48_000, kind="commitment_raised")
    beyond = transfer("guarantees_given", "commitment", 48_001, kind="commitment_raised")
    assert refusal(begin, under_review, raised) is not None
    assert refusal(begin, under_review, raised, decided(CAL, ANN)) is None
    assert refusal(begin, under_review, beyond, decided(CAL, ANN)) is not None


def test_a_guarantee_follows_another_only_where_a_move_was_asked_for(begin: Begin) -> None:
    assert refusal(begin, stories.move_approved, followed(), deed()) is None
    assert refusal(begin, stories.move_approved, followed(OLD, OLD)) is not None
    assert refusal(begin, stories.move_approved, followed(OLD, NEW), deed()) is not None


def test_the_place_goes_over_only_where_the_guarantee_before_ended_by_the_move(begin: Begin) -> None:
    assert refusal(begin, stories.move_approved, PLACE, deed(), followed(), ENDED) is None
    assert refusal(begin, stories.move_approved, PLACE, deed(), followed()) is not None
    assert refusal(begin, stories.move_approved, PLACE, deed(), ENDED) is not None


@pytest.mark.parametrize(
    ("given_up", "reason", "taken", "stands"),
    [
        (260_000, "transferred", 260_000, True),
        (260_000, "transferred", 260_001, False),
        (260_000, "window_closed", 260_000, False),
    ],
)
def test_the_new_deed_covers_no_more_than_the_one_before_gave_up(
    begin: Begin, given_up: int, reason: str, taken: int, stands: bool
) -> None:
    handed = [deed(), followed(), released(given_up, reason)]
    assert (refusal(begin, stories.move_approved, committed(taken), *handed) is None) == stands


def test_the_new_deed_takes_over_once_what_the_one_before_gave_up(begin: Begin) -> None:
    part = committed(130_000)
    handed = [deed(), followed(), released(260_000), part]
    for more, stands in ((130_000, True), (130_001, False)):
        again = committed(more).replace("(1001,", "(1002,", 1)
        assert again != committed(more)
        assert (refusal(begin, stories.move_approved, again, *handed) is None) == stands


FREED = "UPDATE place SET guarantee_ref = NULL WHERE guarantee_ref = '{}'"
FIRST_LAPSED = [guarantee_step("ended", OLD, "offer_lapsed", number=900)]


def test_the_place_of_a_new_deed_that_lapsed_unsigned_is_not_freed(begin: Begin) -> None:
    assert refusal(begin, lapsed, FREED.format(NEW)) is not None
    assert refusal(begin, stories.offered, FREED.format(OLD), *FIRST_LAPSED) is None
    assert refusal(begin, stories.offered, FREED.format(OLD)) is not None


def test_the_place_of_a_new_deed_that_lapsed_goes_over_to_the_one_that_follows(begin: Begin) -> None:
    handed = f"UPDATE place SET guarantee_ref = '{NEXT}' WHERE guarantee_ref = '{NEW}'"
    third = deed(312_000, NEXT)
    assert refusal(begin, lapsed, handed, third, followed(NEXT, NEW, 2)) is None
    assert refusal(begin, lapsed, handed, third) is not None


@pytest.mark.parametrize(("taken", "stands"), [(312_000, True), (312_001, False)])
def test_a_deed_after_a_lapsed_one_covers_no_more_than_that_gave_back(
    begin: Begin, taken: int, stands: bool
) -> None:
    handed = [deed(400_000, NEXT), followed(NEXT, NEW, 2)]
    assert (refusal(begin, lapsed, committed(taken, NEXT), *handed) is None) == stands


def test_what_a_first_offer_gave_back_is_no_cap_for_another_deed(begin: Begin) -> None:
    handed = [deed(), followed(), released(260_000, "offer_lapsed")]
    assert refusal(begin, stories.move_approved, committed(1), *handed) is not None


def test_a_move_is_neither_changed_nor_taken_away(begin: Begin) -> None:
    for statement in (
        "UPDATE move SET reserve_pence = 0",
        "DELETE FROM move",
        "UPDATE moved_guarantee SET from_ref = guarantee_ref",
        "DELETE FROM moved_guarantee",
    ):
        assert refusal(begin, stories.moved, statement) is not None
