"""What holds for every act alike: who may, one line in the journal with the right person, nothing else by the way."""

import pytest

from guarantor.domain.access import MAY, Act, Role
from guarantor.domain.refusals import NotPermitted
from guarantor.services.proof.checking import check_ledger, verify_journal
from tests.conftest import Begin
from tests.rehearsing import ROLES, Rehearsal, Story
from tests.services import stories
from tests.services.acts_of_the_path import DOABLE
from tests.services.doing_an_act import Doable
from tests.watching import one_line, refused

WHO_MAY = {
    "caseworker": [
        "add_case",
        "store_evidence",
        "submit_case",
        "revise_case",
        "assess_case",
        "record_gate_item",
        "withdraw_case",
        "join_waiting",
        "ask_for_review",
        "record_complaint",
        "propose_cost",
        "record_signature",
        "correct_signature",
        "charge_rent",
        "record_rent_payment",
        "record_silence",
        "record_missed_rent",
        "correct_rent",
        "pause_warnings",
        "state_deposit",
        "open_task",
        "assign_task",
        "close_task",
        "lodge_claim",
        "record_evidence",
        "dispute_claim",
        "propose_end",
        "ask_for_transfer",
        "open_change",
        "import_applications",
        "import_statements",
        "issue_letter",
        "store_executed_copy",
        "compare_executed_copy",
        "take_back_executed_copy",
        "record_dispatch",
        "record_returned_letter",
        "add_note",
        "set_up_account",
        "change_password",
    ],
    "approver": [
        "decide_case",
        "answer_access_request",
        "join_waiting",
        "skip_waiting",
        "review_refusal",
        "answer_complaint",
        "propose_exception",
        "confirm_exception",
        "confirm_cost",
        "issue_guarantee",
        "record_signature",
        "correct_signature",
        "end_guarantee",
        "propose_end",
        "confirm_end",
        "open_change",
        "decide_change",
        "open_task",
        "assign_task",
        "close_task",
        "decide_claim",
        "answer_dispute",
        "propose_claim_correction",
        "confirm_claim_correction",
        "reword_reason",
        "propose_programme",
        "confirm_programme",
        "propose_policy",
        "withdraw_policy",
        "issue_letter",
        "store_executed_copy",
        "compare_executed_copy",
        "take_back_executed_copy",
        "record_dispatch",
        "record_returned_letter",
        "withdraw_paper",
        "restrict_case",
        "add_note",
        "set_up_account",
        "change_password",
    ],
    "finance": [
        "pay_claim",
        "pay_cost",
        "open_task",
        "assign_task",
        "close_task",
        "propose_payee",
        "confirm_payee",
        "make_payment_batch",
        "record_returned_payment",
        "agree_recovery_plan",
        "record_recovery",
        "grant_breathing_space",
        "propose_write_off",
        "confirm_write_off",
        "set_accommodation_price",
        "close_month",
        "save_forecast",
        "set_up_account",
        "change_password",
    ],
    "panel": ["set_up_account", "change_password"],
    "auditor": ["set_up_account", "change_password"],
    "administrator": [
        "propose_role",
        "confirm_role",
        "propose_account",
        "confirm_account",
        "close_account",
        "set_up_account",
        "change_password",
        "erase_person",
        "put_hold",
        "lift_hold",
        "propose_deletion",
        "confirm_deletion",
        "set_business_date",
    ],
}
"""Who does what, restated from the scheme's own table and not from the code."""

NAMED = {doable.act.value: doable for doable in DOABLE}
SOMEBODY = {role: name for name, role in reversed(ROLES.items())}
STORIES = list(dict.fromkeys([*(doable.story for doable in DOABLE), stories.ended, stories.live]))
FORBIDDEN = [(doable, role) for doable in DOABLE for role in Role if role not in MAY[doable.act]]


@pytest.mark.parametrize("story", STORIES, ids=[story.__name__ for story in STORIES])
def test_ledger_and_journal_are_clean_wherever_a_story_ends(begin: Begin, story: Story) -> None:
    office = begin(story).office
    assert check_ledger(office) == []
    assert verify_journal(office) == []


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_the_scheme_gives_it_and_nothing_else(role: Role) -> None:
    assert {act.value for act, roles in MAY.items() if role in roles} == set(WHO_MAY[role])


def test_every_act_that_a_person_may_do_is_tried_here() -> None:
    assert {Act(name) for name in NAMED} == set(MAY)


@pytest.mark.parametrize("doable", DOABLE, ids=list(NAMED))
def test_an_act_adds_one_journal_line_with_the_person_who_did_it(begin: Begin, doable: Doable) -> None:
    rehearsal = begin(doable.story)
    person = getattr(rehearsal, doable.by)
    with one_line(rehearsal.url) as added:
        doable.do(rehearsal.office, person)
    (line,) = added
    assert (line.act, line.subject) == (doable.act, doable.subject)
    assert (line.actor, line.actor_type) == (person.number, "officer")


@pytest.mark.parametrize(
    ("doable", "role"), FORBIDDEN, ids=[f"{role}-{doable.act}" for doable, role in FORBIDDEN]
)
def test_a_role_that_may_not_is_refused_and_nothing_is_written(
    begin: Begin, doable: Doable, role: Role
) -> None:
    rehearsal = begin(doable.story)
    with refused(rehearsal.url, NotPermitted) as caught:
        doable.do(rehearsal.office, getattr(rehearsal, SOMEBODY[role]))
    assert SOMEBODY[role] in str(caught.value)
    assert all(may in str(caught.value) for may in MAY[doable.act])


def test_an_act_asks_the_record_for_the_roles_and_not_the_person_who_comes(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    doable = NAMED["add_case"]
    claims_to_be = type(rehearsal.aude)(
        rehearsal.aude.number, "aude", frozenset({Role.CASEWORKER}), via="test"
    )
    with refused(rehearsal.url, NotPermitted):
        doable.do(rehearsal.office, claims_to_be)
