"""Statements that the guards of version 0.4.0 must refuse, by guard; see attempts.

They too are written for the database of `in_full_use`: whose cases from RG-0007 on they name, its parts tell.
"""

from tests.storage.raw_rows import (
    ABE,
    ANN,
    C1,
    C2,
    C3,
    CAL,
    CORA,
    CORAS_ROLE,
    DEE,
    FAY,
    FINN,
    PAM,
    WAITING,
    Sql,
    case_decision,
    case_step,
    claim_decision,
    guarantee,
    guarantee_step,
    inserted,
    role,
    signature,
    transfer,
)

K1, K2 = "RG-0010/K1", "RG-0010/K2"
"""Costs of £120.00 each that Ann approved: paid by Fay, not paid yet."""
REOPENED, DISPUTED = "RG-0015/1/C2", "RG-0015/1/C5"
"""Ann rejected what was reopened, and what Cora disputes for the landlord; both wait."""
SEEN_AGAIN, OPEN_CHANGE, UNCONFIRMED_PAYEE, STILL_WAITING, MOVE_ASKED, BATCH = 2, 2, 2, 2, 2, 1
"""Of what came second the review, change, payee, case on the waiting list and move wait for somebody; one batch."""
AT = {"recorded_at": "2019-05-01 09:00:00"}
RESTING = ("recovery_claims", "recoverable")
COMMITTED = ("guarantees_given", "commitment")


def undone(claim: str, pending: object) -> str:
    return inserted("undone_acceptance", pending=pending, claim_ref=claim, proposed_by=ANN, **AT)


def cost_payment(approved_by: int, paid_by: int) -> str:
    people = {"approved_by": approved_by, "paid_by": paid_by}
    return inserted("cost_payment", cost_ref=K2, reference="RAW", paid_on="2019-05-01", **people, **AT)


def review_outcome(decided_by: int, reviewed_by: int) -> str:
    people = {"decided_by": decided_by, "reviewed_by": reviewed_by}
    row = {"review": SEEN_AGAIN, "outcome": "upheld", "reviewed_on": "2019-05-01"}
    return inserted("refusal_review_outcome", **row, **people, **AT)


def dispute_answer(decided_by: int, answered_by: int) -> str:
    people = {"decided_by": decided_by, "answered_by": answered_by}
    row = {"claim_ref": DISPUTED, "outcome": "stands", "answered_on": "2019-05-01"}
    return inserted("dispute_answer", **row, **people, **AT)


def change_decision(opened_by: int, decided_by: int) -> str:
    people = {"opened_by": opened_by, "decided_by": decided_by}
    row = {"change": OPEN_CHANGE, "decision": "no_effect", "decided_on": "2019-05-01"}
    return inserted("guarantee_change_decision", **row, **people, **AT)


def payment_return(claim: str, attempt: int, officer: int) -> str:
    row = {"claim_ref": claim, "attempt": attempt, "reason_code": "other", "returned_on": "2019-05-01"}
    return inserted("payment_return", **row, officer=officer, **AT)


def month_close(month: str, closed_by: int) -> str:
    last = Sql("(SELECT COALESCE(MAX(id), 0) FROM transfer)")
    row = {"document": "{}", "sha256": "", "through_transfer": last, "journal_seq": 1, "journal_hash": ""}
    return inserted("month_close", month=month, **row, closed_on="2019-05-01", closed_by=closed_by, **AT)


def of(case_ref: str, table: str = "case_decision") -> Sql:
    """The latest row of a case in a table."""
    return Sql(f"(SELECT MAX(id) FROM {table} WHERE case_ref = '{case_ref}')")


ON_MONEY = {
    "transfer_undone_by_two": transfer("claims_payable", "guarantee_expense", 1, claim_ref=C2),
    "transfer_returned_as_recorded": transfer("bank", "claims_payable", 1, claim_ref=C1),
    "transfer_committed_as_issued": transfer(*COMMITTED, 1),
    "transfer_committed_on_the_move": transfer(
        *COMMITTED, 1, kind="commitment_made", guarantee_ref="RG-0012/2"
    ),
    "transfer_cost_as_approved": transfer("scheme_costs", "costs_payable", 1, reason_code=K2),
    "transfer_cost_paid_once": transfer("costs_payable", "bank", 1, reason_code=K1),
    "transfer_recovered_within_paid": transfer("bank", "recoveries", 104_001, claim_ref=C1),
    "transfer_written_off_by_two": transfer(*RESTING, 10_001, claim_ref="RG-0017/1/C1", kind="written_off"),
    "transfer_recoverable_is_there": transfer(*RESTING, 1, claim_ref=C1),
    "transfer_numbers_run_on": transfer(
        "rent_due", "rent_charged", 1, id=Sql("(SELECT MAX(id) + 1000001 FROM transfer)")
    ),
    "transfer_after_the_last_period": transfer("rent_due", "rent_charged", 1, id=0),
    "accepted_line_within_cap": inserted(
        "accepted_line", claim_ref=C2, month="2018-12", accepted_pence=156_001
    ),
    "payment_return_of_payment": payment_return(C1, 2, FAY),
    "payment_return_by_role": payment_return(C1, 1, CORA),
    "cost_payment_as_approved": cost_payment(ABE, FAY),
    "cost_payment_by_role": cost_payment(ANN, CORA),
    "payment_batch_by_role": inserted(
        "payment_batch", number=9, made_on="2019-05-01", total_pence=1, made_by=CORA, **AT
    ),
    "payment_batch_line_confirmed": inserted(
        "payment_batch_line",
        batch=BATCH,
        claim_ref=C2,
        attempt=1,
        payee=UNCONFIRMED_PAYEE,
        reference="RAW",
        amount_pence=1,
    ),
    "recovery_plan_by_role": inserted(
        "recovery_plan", id=9, claim_ref=C1, agreed_on="2019-05-01", officer=CORA, **AT
    ),
    "accommodation_price_by_role": inserted(
        "accommodation_price", id=9, category="Foyers", from_on="2019-05-01", source="raw", officer=CORA, **AT
    ),
    "month_close_in_order": month_close("2018-09", FAY),
    "month_close_by_role": month_close("2018-08", CORA),
    "period_follows": inserted("period", number=9, through_transfer=900, through_on="2019-05-01", **AT),
}

ON_LIVES = {
    "case_status_as_decided": case_step("approved"),
    "case_status_as_issued": case_step("guaranteed", ref="RG-0004"),
    "guarantee_status_follows": guarantee_step("offered", "RG-0002/1"),
    "guarantee_status_signed": guarantee_step("active", "RG-0002/1"),
    "guarantee_status_ended_by_two": guarantee_step("ended", "RG-0001/1", "tenancy_ended"),
    "guarantee_status_end_is_known": guarantee_step("ended", "RG-0001/1", "whim"),
    "signature_while_offered": signature("RG-0003/1", "landlord"),
    "moved_guarantee_of_the_case": inserted(
        "moved_guarantee", guarantee_ref="RG-0001/1", from_ref="RG-0013/1", move=MOVE_ASKED
    ),
}

ON_PEOPLE = {
    "officer_role_known": role(PAM, "king", CORAS_ROLE),
    "let_pass_by_role": inserted(
        "let_pass", waiting=STILL_WAITING, passed_on="2019-05-01", officer=CORA, **AT
    ),
    "excepted_decision_by_two": inserted("excepted_decision", decision=of("RG-0004"), exception=2),
    "guarantee_excepted_by_two": guarantee(CORA, ANN, "RG-0011"),
    "case_decision_not_who_was_overturned": case_decision(CORA, ANN, "RG-0008"),
    "refusal_review_outcome_true_decider": review_outcome(ABE, DEE),
    "refusal_review_outcome_by_role": review_outcome(ANN, FAY),
    "payee_confirmation_of_proposal": inserted(
        "payee_confirmation",
        payee=UNCONFIRMED_PAYEE,
        confirmed_on="2019-05-01",
        proposed_by=FAY,
        confirmed_by=FINN,
        **AT,
    ),
    "dispute_answer_true_decider": dispute_answer(ABE, DEE),
    "dispute_answer_true_raiser": dispute_answer(ANN, CORA),
    "dispute_answer_by_role": dispute_answer(ANN, FAY),
    "claim_reopening_has_its_cause": inserted("claim_reopening", claim_ref=C3, reopens=C1, cause="dispute"),
    "claim_decision_afresh": claim_decision(REOPENED, CORA, ANN),
    "undone_acceptance_as_proposed": undone(C2, WAITING),
    "guarantee_change_decision_true_opener": change_decision(CORA, ANN),
    "guarantee_change_decision_by_role": change_decision(CAL, CORA),
}

NOBODYS = "22222222222222"
"""A code that is on no paper."""


def letter(code: object, officer: int) -> str:
    row = {"kind": "approval", "edition": "standard", "basis": "raw:1", "sha256": "", "clause_versions": "[]"}
    return inserted(
        "letter", code=code, case_ref="RG-0018", made_on="2019-05-01", officer=officer, **row, **AT
    )


def dispatch(code: object, officer: int) -> str:
    row = {"id": 9, "case_ref": "RG-0001", "how": "post", "sent_on": "2019-05-01"}
    return inserted("dispatch", code=code, officer=officer, **row, **AT)


def withdrawn(code: object, officer: int) -> str:
    row = {"reason_code": "mistake", "withdrawn_on": "2019-05-01"}
    return inserted("withdrawn_paper", code=code, officer=officer, **row, **AT)


def executed_copy(officer: int, sha256: object = "") -> str:
    row = {"id": 9, "media_type": "image/png", "received_on": "2019-05-01", "sha256": sha256}
    return inserted("executed_copy", guarantee_ref="RG-0001/1", code=DEED, officer=officer, **row, **AT)


def confirmed_copy(copy: int, kept_by: int, confirmed_by: int) -> str:
    row = {"copy": copy, "confirmed_on": "2019-05-01", "kept_by": kept_by, "confirmed_by": confirmed_by}
    return inserted("executed_copy_confirmation", **row, **AT)


TAKEN_BACK, WAITING_COPY, UNSIGNED_COPY = 2, 3, 4
"""Copies that Cora kept: of papers that are signed, and of one that is not."""


def returned_letter(officer: int) -> str:
    row = {"reason_code": "other", "returned_on": "2019-05-01"}
    return inserted("returned_letter", dispatch=STILL_OUT, officer=officer, **row, **AT)


DEED = Sql("(SELECT code FROM paper WHERE guarantee_ref = 'RG-0001/1' AND kind = 'deed')")
STILL_OUT = 2
"""Of two papers that were sent the first came back."""

ON_LETTERS = {
    "letter_by_role": letter(NOBODYS, FAY),
    "letter_with_a_code_of_its_own": letter(DEED, CORA),
    "dispatch_by_role": dispatch(DEED, FAY),
    "dispatch_of_a_paper": dispatch(NOBODYS, CORA),
    "withdrawn_paper_by_role": withdrawn(DEED, CORA),
    "withdrawn_paper_of_a_paper": withdrawn(NOBODYS, ANN),
    "executed_copy_by_role": executed_copy(FAY),
    "executed_copy_held_once": executed_copy(CORA, Sql("(SELECT sha256 FROM executed_copy WHERE id = 1)")),
    "executed_copy_confirmation_by_role": confirmed_copy(WAITING_COPY, CORA, FAY),
    "executed_copy_confirmation_true_keeper": confirmed_copy(WAITING_COPY, ANN, CAL),
    "executed_copy_confirmation_signed": confirmed_copy(UNSIGNED_COPY, CORA, CAL),
    "executed_copy_confirmation_stands": confirmed_copy(TAKEN_BACK, CORA, CAL),
    "executed_copy_taken_back_by_role": inserted(
        "executed_copy_taken_back", copy=WAITING_COPY, taken_back_on="2019-05-01", officer=FAY, **AT
    ),
    "returned_letter_by_role": returned_letter(FAY),
    "paper_check_of_a_paper": inserted(
        "paper_check", id=9, code_digest="", code=NOBODYS, outcome="letter", checked_at=AT["recorded_at"]
    ),
}

CORAS_ACCOUNT, CALS_ACCOUNT, PAMS_ACCOUNT = 1, 2, 3
"""Set up, open, closed without having been set up."""


def account(pending: object) -> str:
    row = {"id": 9, "way": "local", "secret_digest": "", "code_ends_at": AT["recorded_at"]}
    return inserted("account", officer=CAL, pending=pending, opened_at=AT["recorded_at"], **row)


def credential(number: int, officer: int) -> str:
    return inserted("account_credential", account=number, password_hash="", officer=officer, **AT)


def password(number: int, officer: int) -> str:
    return inserted("password_change", id=9, account=number, password_hash="", officer=officer, **AT)


def reworded(guarantee_ref: str, officer: int) -> str:
    row = {"id": 9, "guarantee_ref": guarantee_ref, "claim_ref": DISPUTED, "reworded_on": "2019-05-01"}
    return inserted("reworded_reason", **row, officer=officer, **AT)


def corrected(officer: int, on: str) -> str:
    row = {"id": 9, "guarantee_ref": "RG-0001/1", "signature": 1, "corrected_on": on}
    return inserted("signature_correction", **row, officer=officer, **AT)


ON_ACCOUNTS = {
    "signature_correction_by_role": corrected(FAY, "2019-05-01"),
    "signature_correction_after_it": corrected(CORA, "2017-05-01"),
    "account_by_two": account(WAITING),
    "account_closing_by_role": inserted(
        "account_closing", account=CALS_ACCOUNT, officer=CORA, closed_at=AT["recorded_at"]
    ),
    "account_credential_by_its_officer": credential(CALS_ACCOUNT, CORA),
    "account_credential_while_open": credential(PAMS_ACCOUNT, PAM),
    "password_change_by_its_officer": password(CORAS_ACCOUNT, CAL),
    "password_change_while_open": password(PAMS_ACCOUNT, PAM),
    "case_access_by_role": inserted(
        "case_access", id=9, case_ref="RG-0001", step="restricted", named=None, officer=CORA, **AT
    ),
    "reworded_reason_by_role": reworded("RG-0015/1", FAY),
    "reworded_reason_of_its_guarantee": reworded("RG-0014/1", ANN),
    "case_note_by_role": inserted(
        "case_note", id=9, case_ref="RG-0001", noted_on="2019-05-01", officer=FAY, **AT
    ),
}


STANDING_PROPOSAL, ADOPTED_PROPOSAL = 1, 3


def withdrawn(proposal: int, officer: int) -> str:
    row = {"proposal": proposal, "why": "", "withdrawn_on": "2019-05-01"}
    return inserted("policy_proposal_withdrawal", **row, officer=officer, **AT)


ON_FORECASTS = {
    "legal_hold_by_role": inserted(
        "legal_hold", id=9, case_ref="RG-0001", step="put", happened_on="2019-05-01", officer=ANN, **AT
    ),
    "saved_forecast_by_role": inserted(
        "saved_forecast", number=9, name="", made_on="2019-05-01", document="{}", officer=ANN, **AT
    ),
}
ON_POLICIES = {
    "policy_proposal_by_role": inserted(
        "policy_proposal",
        number=9,
        fingerprint="",
        name="",
        based_on="",
        in_force_from="2019-05-01",
        text="",
        why="",
        proposed_on="2019-05-01",
        officer=FAY,
        **AT,
    ),
    "policy_proposal_withdrawal_by_role": withdrawn(STANDING_PROPOSAL, FAY),
    "policy_proposal_withdrawal_before_adoption": withdrawn(ADOPTED_PROPOSAL, ANN),
}


def evidence_file(officer: int) -> str:
    row = {
        "id": 9,
        "shows": "income",
        "media_type": "image/png",
        "size_bytes": 1,
        "sha256": "",
        "scan": "clean",
    }
    dated = {"received_on": "2019-05-01", "officer": officer}
    return inserted("evidence_file", case_ref="RG-0001", **row, **dated, **AT)


ON_FILES = {"evidence_file_by_role": evidence_file(FAY)}

LATER = ON_MONEY | ON_LIVES | ON_PEOPLE | ON_LETTERS | ON_ACCOUNTS | ON_POLICIES | ON_FORECASTS | ON_FILES

BEFORE = {"guarantee_excepted_by_two": [case_decision(CORA, ANN, "RG-0011")]}
"""What must be written first, lawfully, before a guard has something to refuse."""

ALSO_REFUSED_BY = {"payment_return_of_payment": "fk_payment_return_payment"}
"""The foreign key that says the same: PostgreSQL holds it for every client, SQLite for those who ask for it."""
