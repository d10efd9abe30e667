"""One person on both halves of an act: refused from outside too, also where the row lies about the first half."""

import pytest

from guarantor.storage.tables import Table
from tests.storage.attempts import columns_of, otherwise_new
from tests.storage.conftest import Outside
from tests.storage.raw_rows import (
    ABE,
    ACCEPTED,
    ADA,
    ANN,
    BO,
    C2,
    CAL,
    CORA,
    CORAS_ROLE,
    DEE,
    FAY,
    PAM,
    PENDING,
    WAITING,
    Sql,
    case_decision,
    case_step,
    claim,
    claim_decision,
    claim_payment,
    guarantee,
    inserted,
    programme,
    role,
    transfer,
)

C9 = "RG-0001/1/C9"


def seen(officer: int) -> str:
    """The statement that says an officer saw an item of RG-0004's gate."""
    return inserted(
        "gate_record",
        id=900,
        case_ref="RG-0004",
        item="payee",
        seen_on="2018-07-04",
        officer=officer,
        recorded_at="2018-07-04 09:00:00",
    )


def test_a_case_is_decided_by_an_approver_who_did_not_prepare_it(door: Outside) -> None:
    assert door.refusal(case_decision(CORA, ANN)) is None
    assert door.refusal(case_decision(CORA, DEE)) is None


@pytest.mark.parametrize("status", ["submitted", "assessed"])
def test_a_case_is_not_decided_by_whoever_took_part_in_preparing_it(door: Outside, status: str) -> None:
    assert door.refusal(case_decision(CORA, DEE), after=[case_step(status, DEE)]) is not None


def test_a_case_is_not_decided_by_whoever_drafted_it_for_another(door: Outside) -> None:
    another = "RG-0099"
    assessment = Table.metadata.tables["assessment"]
    row = otherwise_new(assessment, [], {"case_ref": f"'{another}'"})
    of_five = f"SELECT {row} FROM assessment WHERE case_ref = 'RG-0005'"
    opened = inserted("case_file", ref=another, opened_by=CORA, opened_at="2018-07-02 09:00:00")
    assessed = f"INSERT INTO assessment ({columns_of(assessment)}) {of_five}"
    for drafted_by, lawful in ((CORA, True), (DEE, False)):
        before = [opened, case_step("draft", drafted_by, another), assessed]
        assert (door.refusal(case_decision(CORA, DEE, another), after=before) is None) == lawful


def test_a_guarantee_is_issued_once_on_an_approval(door: Outside) -> None:
    once = guarantee(CORA, ANN)
    again = once.replace("SELECT 'RG-0004/1'", "SELECT 'RG-0004/2'")
    assert again != once
    assert door.refusal(again) is None
    assert door.refusal(again, after=[once]) is not None


def test_a_case_is_not_decided_by_whoever_opened_it(door: Outside) -> None:
    assert door.refusal(case_decision(CORA, CORA), by=("case_decision", "case_decision_by_role")) is not None
    assert (
        door.refusal(case_decision(CAL, CORA), by=("case_decision", "case_decision_true_preparer"))
        is not None
    )


def test_a_decision_cannot_name_somebody_else_as_the_preparer(door: Outside) -> None:
    assert door.refusal(case_decision(CAL, ANN)) is not None


@pytest.mark.parametrize("officer", [CORA, FAY, ADA, PAM])
def test_a_case_is_decided_by_an_approver_only(door: Outside, officer: int) -> None:
    assert door.refusal(case_decision(CORA, officer)) is not None


def test_a_guarantee_is_issued_by_an_approver_who_did_not_prepare_it(door: Outside) -> None:
    assert door.refusal(guarantee(CORA, ANN)) is None
    assert door.refusal(guarantee(CORA, DEE)) is None


@pytest.mark.parametrize("status", ["submitted", "assessed"])
def test_a_guarantee_is_not_issued_by_whoever_took_part_in_preparing_the_case(
    door: Outside, status: str
) -> None:
    assert door.refusal(guarantee(CORA, DEE), after=[case_step(status, DEE, "RG-0004")]) is not None


def test_a_guarantee_is_not_issued_by_whoever_recorded_its_gate(door: Outside) -> None:
    assert door.refusal(guarantee(CORA, DEE), after=[seen(DEE)]) is not None
    assert door.refusal(guarantee(CORA, DEE), after=[seen(CAL)]) is None


def test_a_guarantee_cannot_name_somebody_else_as_the_preparer(door: Outside) -> None:
    assert door.refusal(guarantee(CAL, ANN)) is not None


def test_a_guarantee_is_not_issued_without_an_approval(door: Outside) -> None:
    of_another_case = guarantee(CORA, ANN).replace("'RG-0004')", "'RG-0001')")
    assert door.refusal(of_another_case) is not None


def test_a_claim_is_decided_by_an_approver_who_did_not_lodge_it(door: Outside) -> None:
    assert door.refusal(claim_decision(C9, DEE, ANN), after=[claim(DEE)]) is None
    assert door.refusal(claim_decision(C9, DEE, DEE), after=[claim(DEE)]) is not None


def test_a_claims_decision_cannot_name_somebody_else_as_the_lodger(door: Outside) -> None:
    assert door.refusal(claim_decision(C9, CORA, DEE), after=[claim(DEE)]) is not None


def test_a_claim_is_paid_by_finance_who_did_not_decide_it(door: Outside) -> None:
    assert door.refusal(claim_payment(C2, ANN, FAY)) is None
    assert door.refusal(claim_payment(C2, ANN, DEE)) is None
    assert door.refusal(claim_payment(C2, ANN, ANN)) is not None


def test_a_payment_cannot_name_somebody_else_as_the_decider(door: Outside) -> None:
    assert door.refusal(claim_payment(C2, ABE, FAY)) is not None


def test_a_claim_that_dee_decided_is_not_paid_by_dee(door: Outside) -> None:
    decided = [
        claim(CORA),
        inserted("claim_line", claim_ref=C9, month="2019-03", claimed_pence=1000),
        claim_decision(C9, CORA, DEE),
        inserted("accepted_line", claim_ref=C9, month="2019-03", accepted_pence=1000),
        transfer(*ACCEPTED, 1000, claim_ref=C9),
    ]
    assert door.refusal(claim_payment(C9, DEE, FAY, 1000), after=decided) is None
    assert door.refusal(claim_payment(C9, DEE, DEE, 1000), after=decided) is not None
    assert door.refusal(claim_payment(C9, ANN, DEE, 1000), after=decided) is not None


def confirmed(officer: int | None, number: object = WAITING) -> str:
    """The statement that confirms a pending act."""
    return (
        f"UPDATE pending_act SET confirmed_by = {officer}, confirmed_at = proposed_at WHERE number = {number}"
    )


def test_a_role_is_confirmed_by_the_other_administrator(door: Outside) -> None:
    waiting = door.asked("SELECT MAX(number) FROM pending_act")[0][0]
    assert door.refusal(confirmed(BO, waiting)) is None
    for officer in (ADA, ANN, CORA):
        assert door.refusal(confirmed(officer, waiting)) is not None


def test_a_pending_act_is_confirmed_once(door: Outside) -> None:
    assert door.refusal(confirmed(BO, CORAS_ROLE)) is not None
    assert door.refusal(
        f"UPDATE pending_act SET confirmed_by = NULL, confirmed_at = NULL WHERE number = {CORAS_ROLE}"
    )


@pytest.mark.parametrize(
    ("act", "officer", "lawful"),
    [
        ("propose_role", ADA, True),
        ("propose_role", ANN, False),
        ("propose_programme", ANN, True),
        ("propose_programme", ADA, False),
        ("propose_anything_else", ADA, False),
    ],
)
def test_an_act_of_two_is_proposed_by_whoever_may(
    door: Outside, act: str, officer: int, lawful: bool
) -> None:
    proposed = inserted("pending_act", **{**PENDING, "act": act}, proposed_by=officer)
    assert (door.refusal(proposed) is None) == lawful


GUS = 13
GUS_ARRIVES = [
    inserted("officer", number=GUS, name="gus", added_at="2019-05-01 09:00:00"),
    f"UPDATE pending_act SET confirmed_by = {BO}, confirmed_at = proposed_at WHERE number = {WAITING}",
]


def test_a_role_that_two_administrators_granted_is_given(door: Outside) -> None:
    assert door.refusal(role(GUS, "finance", WAITING), after=GUS_ARRIVES) is None


@pytest.mark.parametrize("pending", [None, WAITING, CORAS_ROLE, 9, 99])
def test_a_role_that_two_administrators_did_not_grant_is_not_given(door: Outside, pending: object) -> None:
    assert door.refusal(role(PAM, "approver", pending)) is not None


def test_what_was_granted_is_given_to_that_person_in_that_role_only(
    door: Outside,
) -> None:
    assert door.refusal(role(PAM, "finance", WAITING), after=GUS_ARRIVES) is not None
    assert door.refusal(role(GUS, "approver", WAITING), after=GUS_ARRIVES) is not None


@pytest.mark.parametrize(("account", "lawful"), [(77, True), (78, False), (None, False)])
def test_a_role_is_given_to_the_account_that_was_confirmed(
    door: Outside, account: int | None, lawful: bool
) -> None:
    content = '{"name": "gus", "role": "panel", "uid": 77}'
    arrives = [
        inserted("officer", number=GUS, name="gus", os_uid=account, added_at="2019-05-01 09:00:00"),
        inserted("pending_act", **{**PENDING, "content": content}, proposed_by=ADA),
        confirmed(BO, 50),
    ]
    assert (door.refusal(role(GUS, "panel", 50), after=arrives) is None) == lawful


@pytest.mark.parametrize(
    ("officer", "asked"), [(ADA, "caseworker"), (CORA, "administrator"), (ADA, "approver")]
)
def test_an_administrator_has_no_other_role(door: Outside, officer: int, asked: str) -> None:
    assert (
        door.refusal(role(officer, asked, CORAS_ROLE), by=("officer_role", "officer_role_alone")) is not None
    )


def test_roles_other_than_the_administrators_combine(door: Outside) -> None:
    assert door.refusal(role(CORA, "approver", CORAS_ROLE), by=("officer_role", "officer_role_alone")) is None


@pytest.mark.parametrize("pending", [CORAS_ROLE, WAITING, 99])
def test_a_programme_is_adopted_by_two_approvers(door: Outside, pending: Sql | int) -> None:
    assert door.refusal(programme(pending)) is not None


def test_a_programme_that_two_approvers_confirmed_is_adopted_once(door: Outside) -> None:
    as_adopted = Sql(
        "(SELECT content FROM pending_act WHERE act = 'propose_programme' AND number < 50 LIMIT 1)"
    )
    adoption = {**PENDING, "act": "propose_programme", "content": as_adopted}
    proposed = [inserted("pending_act", **adoption, proposed_by=ANN)]
    both = [*proposed, confirmed(ABE, PENDING["number"])]
    assert door.refusal(programme(50), after=proposed) is not None
    assert door.refusal(programme(50), after=both) is None
    again = programme(50).replace("'raw'", "'raw-again'")
    assert door.refusal(again, after=[*both, programme(50)]) is not None
    assert door.refusal(confirmed(ANN, 50), after=proposed) is not None
    more_places = programme(50).replace(
        "from_on, places, reuse_places, minute, 50", "from_on, places + 1, reuse_places, minute, 50"
    )
    assert door.refusal(more_places, after=both) is not None
