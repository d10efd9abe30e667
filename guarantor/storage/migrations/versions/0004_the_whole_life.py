"""The tables of version 0.4.0: the life of a case whole, tasks, disputes, payees, recovery, finance."""

import sqlalchemy as sa
from alembic import op

from guarantor.storage.types import Instant, Pence

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create every table, those that others refer to first."""
    _number_payments()
    _create_period()
    _create_accommodation_price()
    _create_month_close()
    _create_payment_batch()
    _create_period_account()
    _create_case_cost()
    _create_complaint()
    _create_late_entry()
    _create_payee_version()
    _create_withdrawal()
    _create_complaint_answer()
    _create_cost_payment()
    _create_payee_confirmation()
    _create_case_exception()
    _create_excepted_decision()
    _create_refusal_review()
    _create_waiting()
    _create_deposit_statement()
    _create_guarantee_change()
    _create_let_pass()
    _create_move()
    _create_period_guarantee()
    _create_proposed_end()
    _create_refusal_review_outcome()
    _create_warning_pause()
    _create_breathing_space()
    _create_claim_evidence()
    _create_claim_receipt()
    _create_claim_reopening()
    _create_guarantee_change_decision()
    _create_moved_guarantee()
    _create_recovery_plan()
    _create_task()
    _create_write_off()
    _create_dispute()
    _create_instalment()
    _create_payment_batch_line()
    _create_task_step()
    _create_undone_acceptance()
    _create_dispute_answer()
    _create_payment_return()


def _number_payments() -> None:
    """A claim may be paid again after the bank returned a payment: each payment gets its number."""
    bind = op.get_bind()
    before = sa.table(
        "claim_payment",
        sa.column("claim_ref", sa.Text()),
        sa.column("reference", sa.Text()),
        sa.column("amount_pence", Pence()),
        sa.column("paid_on", sa.Date()),
        sa.column("decided_by", sa.Integer()),
        sa.column("paid_by", sa.Integer()),
        sa.column("recorded_at", Instant()),
    )
    rows = [dict(row._mapping) for row in bind.execute(sa.select(before))]
    op.drop_table("claim_payment")
    after = op.create_table(
        "claim_payment",
        sa.Column("claim_ref", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("amount_pence", Pence(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("paid_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "amount_pence = CAST(amount_pence AS BIGINT)", name=op.f("ck_claim_payment_amount_pence_whole")
        ),
        sa.CheckConstraint("amount_pence > 0", name=op.f("ck_claim_payment_amount")),
        sa.CheckConstraint("attempt >= 1", name=op.f("ck_claim_payment_attempt")),
        sa.CheckConstraint("paid_by <> decided_by", name=op.f("ck_claim_payment_two_people")),
        sa.ForeignKeyConstraint(
            ["claim_ref"], ["claim_decision.claim_ref"], name=op.f("fk_claim_payment_claim_ref")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["officer.number"], name=op.f("fk_claim_payment_decided_by")),
        sa.ForeignKeyConstraint(["paid_by"], ["officer.number"], name=op.f("fk_claim_payment_paid_by")),
        sa.PrimaryKeyConstraint("claim_ref", "attempt", name=op.f("pk_claim_payment")),
        sa.UniqueConstraint("reference", name=op.f("uq_claim_payment_reference")),
        sqlite_strict=True,
    )
    if rows:
        bind.execute(after.insert(), [{**row, "attempt": 1} for row in rows])


def _create_period() -> None:
    op.create_table(
        "period",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("through_transfer", sa.Integer(), nullable=False),
        sa.Column("through_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_period")),
        sqlite_strict=True,
    )


def _create_accommodation_price() -> None:
    op.create_table(
        "accommodation_price",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("weekly_pence", Pence(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "weekly_pence = CAST(weekly_pence AS BIGINT)",
            name=op.f("ck_accommodation_price_weekly_pence_whole"),
        ),
        sa.CheckConstraint("weekly_pence >= 0", name=op.f("ck_accommodation_price_weekly")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_accommodation_price_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accommodation_price")),
        sqlite_strict=True,
    )


def _create_month_close() -> None:
    op.create_table(
        "month_close",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("through_transfer", sa.Integer(), nullable=False),
        sa.Column("journal_seq", sa.Integer(), nullable=False),
        sa.Column("journal_hash", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["closed_by"], ["officer.number"], name=op.f("fk_month_close_closed_by")),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_month_close")),
        sqlite_strict=True,
    )


def _create_payment_batch() -> None:
    op.create_table(
        "payment_batch",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("total_pence", Pence(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "total_pence = CAST(total_pence AS BIGINT)", name=op.f("ck_payment_batch_total_pence_whole")
        ),
        sa.CheckConstraint("total_pence > 0", name=op.f("ck_payment_batch_total")),
        sa.ForeignKeyConstraint(["made_by"], ["officer.number"], name=op.f("fk_payment_batch_made_by")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_payment_batch")),
        sqlite_strict=True,
    )


def _create_period_account() -> None:
    op.create_table(
        "period_account",
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("debit_pence", Pence(), nullable=False),
        sa.Column("credit_pence", Pence(), nullable=False),
        sa.CheckConstraint(
            "credit_pence = CAST(credit_pence AS BIGINT)", name=op.f("ck_period_account_credit_pence_whole")
        ),
        sa.CheckConstraint(
            "debit_pence = CAST(debit_pence AS BIGINT)", name=op.f("ck_period_account_debit_pence_whole")
        ),
        sa.ForeignKeyConstraint(["period"], ["period.number"], name=op.f("fk_period_account_period")),
        sa.PrimaryKeyConstraint("period", "account", name=op.f("pk_period_account")),
        sqlite_strict=True,
    )


def _create_case_cost() -> None:
    op.create_table(
        "case_cost",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount_pence", Pence(), nullable=False),
        sa.Column("incurred_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint("kind IN ('legal', 'advice')", name=op.f("ck_case_cost_kind")),
        sa.CheckConstraint(
            "amount_pence = CAST(amount_pence AS BIGINT)", name=op.f("ck_case_cost_amount_pence_whole")
        ),
        sa.CheckConstraint("amount_pence > 0", name=op.f("ck_case_cost_amount")),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_case_cost_case_ref")),
        sa.ForeignKeyConstraint(["pending"], ["pending_act.number"], name=op.f("fk_case_cost_pending")),
        sa.ForeignKeyConstraint(["proposed_by"], ["officer.number"], name=op.f("fk_case_cost_proposed_by")),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_case_cost")),
        sa.UniqueConstraint("pending", name=op.f("uq_case_cost_pending")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_case_cost_case_ref"), "case_cost", ["case_ref"], unique=False)


def _create_complaint() -> None:
    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint("stage BETWEEN 1 AND 3", name=op.f("ck_complaint_stage")),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_complaint_case_ref")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_complaint_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_complaint_case_ref"), "complaint", ["case_ref"], unique=False)


def _create_late_entry() -> None:
    op.create_table(
        "late_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_late_entry_case_ref")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_late_entry_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_entry")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_late_entry_case_ref"), "late_entry", ["case_ref"], unique=False)


def _create_payee_version() -> None:
    op.create_table(
        "payee_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint("kind IN ('landlord', 'agent')", name=op.f("ck_payee_version_kind")),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_payee_version_case_ref")),
        sa.ForeignKeyConstraint(["pending"], ["pending_act.number"], name=op.f("fk_payee_version_pending")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["officer.number"], name=op.f("fk_payee_version_proposed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payee_version")),
        sa.UniqueConstraint("pending", name=op.f("uq_payee_version_pending")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_payee_version_case_ref"), "payee_version", ["case_ref"], unique=False)


def _create_withdrawal() -> None:
    op.create_table(
        "withdrawal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_withdrawal_case_ref")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_withdrawal_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_withdrawal_case_ref"), "withdrawal", ["case_ref"], unique=False)


def _create_complaint_answer() -> None:
    op.create_table(
        "complaint_answer",
        sa.Column("complaint", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('upheld', 'partly_upheld', 'not_upheld')", name=op.f("ck_complaint_answer_outcome")
        ),
        sa.ForeignKeyConstraint(["complaint"], ["complaint.id"], name=op.f("fk_complaint_answer_complaint")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_complaint_answer_officer")),
        sa.PrimaryKeyConstraint("complaint", name=op.f("pk_complaint_answer")),
        sqlite_strict=True,
    )


def _create_cost_payment() -> None:
    op.create_table(
        "cost_payment",
        sa.Column("cost_ref", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=False),
        sa.Column("paid_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint("paid_by <> approved_by", name=op.f("ck_cost_payment_two_people")),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["officer.number"], name=op.f("fk_cost_payment_approved_by")
        ),
        sa.ForeignKeyConstraint(["cost_ref"], ["case_cost.ref"], name=op.f("fk_cost_payment_cost_ref")),
        sa.ForeignKeyConstraint(["paid_by"], ["officer.number"], name=op.f("fk_cost_payment_paid_by")),
        sa.PrimaryKeyConstraint("cost_ref", name=op.f("pk_cost_payment")),
        sa.UniqueConstraint("reference", name=op.f("uq_cost_payment_reference")),
        sqlite_strict=True,
    )


def _create_payee_confirmation() -> None:
    op.create_table(
        "payee_confirmation",
        sa.Column("payee", sa.Integer(), nullable=False),
        sa.Column("call_back", sa.Text(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint("confirmed_by <> proposed_by", name=op.f("ck_payee_confirmation_two_people")),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["officer.number"], name=op.f("fk_payee_confirmation_confirmed_by")
        ),
        sa.ForeignKeyConstraint(["payee"], ["payee_version.id"], name=op.f("fk_payee_confirmation_payee")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["officer.number"], name=op.f("fk_payee_confirmation_proposed_by")
        ),
        sa.PrimaryKeyConstraint("payee", name=op.f("pk_payee_confirmation")),
        sqlite_strict=True,
    )


def _create_case_exception() -> None:
    op.create_table(
        "case_exception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("assessment", sa.Integer(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("accepts", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name=op.f("fk_case_exception_assessment")),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_case_exception_case_ref")),
        sa.ForeignKeyConstraint(["pending"], ["pending_act.number"], name=op.f("fk_case_exception_pending")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["officer.number"], name=op.f("fk_case_exception_proposed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_exception")),
        sa.UniqueConstraint("pending", name=op.f("uq_case_exception_pending")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_case_exception_case_ref"), "case_exception", ["case_ref"], unique=False)


def _create_excepted_decision() -> None:
    op.create_table(
        "excepted_decision",
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.Column("exception", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision"], ["case_decision.id"], name=op.f("fk_excepted_decision_decision")
        ),
        sa.ForeignKeyConstraint(
            ["exception"], ["case_exception.id"], name=op.f("fk_excepted_decision_exception")
        ),
        sa.PrimaryKeyConstraint("decision", name=op.f("pk_excepted_decision")),
        sa.UniqueConstraint("exception", name=op.f("uq_excepted_decision_exception")),
        sqlite_strict=True,
    )


def _create_refusal_review() -> None:
    op.create_table(
        "refusal_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_refusal_review_case_ref")),
        sa.ForeignKeyConstraint(["decision"], ["case_decision.id"], name=op.f("fk_refusal_review_decision")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_refusal_review_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusal_review")),
        sa.UniqueConstraint("decision", name=op.f("uq_refusal_review_decision")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_refusal_review_case_ref"), "refusal_review", ["case_ref"], unique=False)


def _create_waiting() -> None:
    op.create_table(
        "waiting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_waiting_case_ref")),
        sa.ForeignKeyConstraint(["decision"], ["case_decision.id"], name=op.f("fk_waiting_decision")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_waiting_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting")),
        sa.UniqueConstraint("decision", name=op.f("uq_waiting_decision")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_waiting_case_ref"), "waiting", ["case_ref"], unique=False)


def _create_deposit_statement() -> None:
    op.create_table(
        "deposit_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=False),
        sa.Column("available_pence", Pence(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "available_pence = CAST(available_pence AS BIGINT)",
            name=op.f("ck_deposit_statement_available_pence_whole"),
        ),
        sa.CheckConstraint("available_pence >= 0", name=op.f("ck_deposit_statement_available")),
        sa.ForeignKeyConstraint(
            ["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_deposit_statement_guarantee_ref")
        ),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_deposit_statement_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit_statement")),
        sqlite_strict=True,
    )

    op.create_index(
        op.f("ix_deposit_statement_guarantee_ref"), "deposit_statement", ["guarantee_ref"], unique=False
    )


def _create_guarantee_change() -> None:
    op.create_table(
        "guarantee_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_guarantee_change_guarantee_ref")
        ),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_guarantee_change_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guarantee_change")),
        sqlite_strict=True,
    )

    op.create_index(
        op.f("ix_guarantee_change_guarantee_ref"), "guarantee_change", ["guarantee_ref"], unique=False
    )


def _create_let_pass() -> None:
    op.create_table(
        "let_pass",
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_let_pass_officer")),
        sa.ForeignKeyConstraint(["waiting"], ["waiting.id"], name=op.f("fk_let_pass_waiting")),
        sa.PrimaryKeyConstraint("waiting", name=op.f("pk_let_pass")),
        sqlite_strict=True,
    )


def _create_move() -> None:
    op.create_table(
        "move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("moves_on", sa.Date(), nullable=False),
        sa.Column("reserve_pence", Pence(), nullable=True),
        sa.Column("gate_records_before", sa.Integer(), nullable=False),
        sa.Column("payees_before", sa.Integer(), nullable=False),
        sa.Column("steps_before", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint("reason_code IN ('move', 'no_fault_notice')", name=op.f("ck_move_reason")),
        sa.CheckConstraint(
            "reserve_pence = CAST(reserve_pence AS BIGINT)", name=op.f("ck_move_reserve_pence_whole")
        ),
        sa.CheckConstraint("reserve_pence >= 0", name=op.f("ck_move_reserve")),
        sa.ForeignKeyConstraint(["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_move_guarantee_ref")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_move_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_move_guarantee_ref"), "move", ["guarantee_ref"], unique=False)


def _create_period_guarantee() -> None:
    op.create_table(
        "period_guarantee",
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_period_guarantee_guarantee_ref")
        ),
        sa.ForeignKeyConstraint(["period"], ["period.number"], name=op.f("fk_period_guarantee_period")),
        sa.PrimaryKeyConstraint("period", "guarantee_ref", name=op.f("pk_period_guarantee")),
        sqlite_strict=True,
    )


def _create_proposed_end() -> None:
    op.create_table(
        "proposed_end",
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_proposed_end_guarantee_ref")
        ),
        sa.ForeignKeyConstraint(["pending"], ["pending_act.number"], name=op.f("fk_proposed_end_pending")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["officer.number"], name=op.f("fk_proposed_end_proposed_by")
        ),
        sa.PrimaryKeyConstraint("pending", name=op.f("pk_proposed_end")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_proposed_end_guarantee_ref"), "proposed_end", ["guarantee_ref"], unique=False)


def _create_refusal_review_outcome() -> None:
    op.create_table(
        "refusal_review_outcome",
        sa.Column("review", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("reviewed_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('upheld', 'overturned')", name=op.f("ck_refusal_review_outcome_outcome")
        ),
        sa.CheckConstraint("reviewed_by <> decided_by", name=op.f("ck_refusal_review_outcome_two_people")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["officer.number"], name=op.f("fk_refusal_review_outcome_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["review"], ["refusal_review.id"], name=op.f("fk_refusal_review_outcome_review")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["officer.number"], name=op.f("fk_refusal_review_outcome_reviewed_by")
        ),
        sa.PrimaryKeyConstraint("review", name=op.f("pk_refusal_review_outcome")),
        sqlite_strict=True,
    )


def _create_warning_pause() -> None:
    op.create_table(
        "warning_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_warning_pause_period")),
        sa.ForeignKeyConstraint(
            ["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_warning_pause_guarantee_ref")
        ),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_warning_pause_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning_pause")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_warning_pause_guarantee_ref"), "warning_pause", ["guarantee_ref"], unique=False)


def _create_breathing_space() -> None:
    op.create_table(
        "breathing_space",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_ref", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_breathing_space_period")),
        sa.ForeignKeyConstraint(["claim_ref"], ["claim.ref"], name=op.f("fk_breathing_space_claim_ref")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_breathing_space_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breathing_space")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_breathing_space_claim_ref"), "breathing_space", ["claim_ref"], unique=False)


def _create_claim_evidence() -> None:
    op.create_table(
        "claim_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_ref", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "item IN ('tenancy_agreement', 'rent_schedule', 'tenant_told', 'other')",
            name=op.f("ck_claim_evidence_item"),
        ),
        sa.ForeignKeyConstraint(["claim_ref"], ["claim.ref"], name=op.f("fk_claim_evidence_claim_ref")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_claim_evidence_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_evidence")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_claim_evidence_claim_ref"), "claim_evidence", ["claim_ref"], unique=False)


def _create_claim_receipt() -> None:
    op.create_table(
        "claim_receipt",
        sa.Column("claim_ref", sa.Text(), nullable=False),
        sa.Column("owner_role", sa.Text(), nullable=False),
        sa.Column("decide_by_on", sa.Date(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["claim_ref"], ["claim.ref"], name=op.f("fk_claim_receipt_claim_ref")),
        sa.PrimaryKeyConstraint("claim_ref", name=op.f("pk_claim_receipt")),
        sqlite_strict=True,
    )


def _create_claim_reopening() -> None:
    op.create_table(
        "claim_reopening",
        sa.Column("claim_ref", sa.Text(), nullable=False),
        sa.Column("reopens", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.CheckConstraint("cause IN ('dispute', 'undone')", name=op.f("ck_claim_reopening_cause")),
        sa.ForeignKeyConstraint(["claim_ref"], ["claim.ref"], name=op.f("fk_claim_reopening_claim_ref")),
        sa.ForeignKeyConstraint(["reopens"], ["claim.ref"], name=op.f("fk_claim_reopening_reopens")),
        sa.PrimaryKeyConstraint("claim_ref", name=op.f("pk_claim_reopening")),
        sa.UniqueConstraint("reopens", "cause", name=op.f("uq_claim_reopening_reopens")),
        sqlite_strict=True,
    )


def _create_guarantee_change_decision() -> None:
    op.create_table(
        "guarantee_change_decision",
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("legal_advice", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("share_pence", Pence(), nullable=True),
        sa.Column("added_cap_pence", Pence(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "(share_pence IS NULL) = (from_on IS NULL) AND (share_pence IS NULL) = (added_cap_pence IS NULL) "
            "AND (share_pence IS NULL OR decision = 'consented')",
            name=op.f("ck_guarantee_change_decision_terms_whole"),
        ),
        sa.CheckConstraint(
            "decision IN ('consented', 'not_consented', 'no_effect')",
            name=op.f("ck_guarantee_change_decision_decision"),
        ),
        sa.CheckConstraint(
            "added_cap_pence = CAST(added_cap_pence AS BIGINT)",
            name=op.f("ck_guarantee_change_decision_added_cap_pence_whole"),
        ),
        sa.CheckConstraint("added_cap_pence >= 0", name=op.f("ck_guarantee_change_decision_added_cap")),
        sa.CheckConstraint("decided_by <> opened_by", name=op.f("ck_guarantee_change_decision_two_people")),
        sa.CheckConstraint(
            "share_pence = CAST(share_pence AS BIGINT)",
            name=op.f("ck_guarantee_change_decision_share_pence_whole"),
        ),
        sa.CheckConstraint("share_pence > 0", name=op.f("ck_guarantee_change_decision_share")),
        sa.ForeignKeyConstraint(
            ["change"], ["guarantee_change.id"], name=op.f("fk_guarantee_change_decision_change")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["officer.number"], name=op.f("fk_guarantee_change_decision_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["officer.number"], name=op.f("fk_guarantee_change_decision_opened_by")
        ),
        sa.PrimaryKeyConstraint("change", name=op.f("pk_guarantee_change_decision")),
        sqlite_strict=True,
    )


def _create_moved_guarantee() -> None:
    op.create_table(
        "moved_guarantee",
        sa.Column("guarantee_ref", sa.Text(), nullable=False),
        sa.Column("from_ref", sa.Text(), nullable=False),
        sa.Column("move", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["from_ref"], ["guarantee.ref"], name=op.f("fk_moved_guarantee_from_ref")),
        sa.ForeignKeyConstraint(
            ["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_moved_guarantee_guarantee_ref")
        ),
        sa.ForeignKeyConstraint(["move"], ["move.id"], name=op.f("fk_moved_guarantee_move")),
        sa.PrimaryKeyConstraint("guarantee_ref", name=op.f("pk_moved_guarantee")),
        sa.UniqueConstraint("from_ref", name=op.f("uq_moved_guarantee_from_ref")),
        sa.UniqueConstraint("move", name=op.f("uq_moved_guarantee_move")),
        sqlite_strict=True,
    )


def _create_recovery_plan() -> None:
    op.create_table(
        "recovery_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_ref", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["claim_ref"], ["claim.ref"], name=op.f("fk_recovery_plan_claim_ref")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_recovery_plan_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_plan")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_recovery_plan_claim_ref"), "recovery_plan", ["claim_ref"], unique=False)


def _create_task() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=True),
        sa.Column("claim_ref", sa.Text(), nullable=True),
        sa.Column("owner_role", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_task_case_ref")),
        sa.ForeignKeyConstraint(["claim_ref"], ["claim.ref"], name=op.f("fk_task_claim_ref")),
        sa.ForeignKeyConstraint(["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_task_guarantee_ref")),
        sa.ForeignKeyConstraint(["opened_by"], ["officer.number"], name=op.f("fk_task_opened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("basis", name=op.f("uq_task_basis")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_task_case_ref"), "task", ["case_ref"], unique=False)

    op.create_index(op.f("ix_task_guarantee_ref"), "task", ["guarantee_ref"], unique=False)


def _create_write_off() -> None:
    op.create_table(
        "write_off",
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("claim_ref", sa.Text(), nullable=False),
        sa.Column("amount_pence", Pence(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "amount_pence = CAST(amount_pence AS BIGINT)", name=op.f("ck_write_off_amount_pence_whole")
        ),
        sa.CheckConstraint("amount_pence > 0", name=op.f("ck_write_off_amount")),
        sa.ForeignKeyConstraint(["claim_ref"], ["claim.ref"], name=op.f("fk_write_off_claim_ref")),
        sa.ForeignKeyConstraint(["pending"], ["pending_act.number"], name=op.f("fk_write_off_pending")),
        sa.ForeignKeyConstraint(["proposed_by"], ["officer.number"], name=op.f("fk_write_off_proposed_by")),
        sa.PrimaryKeyConstraint("pending", name=op.f("pk_write_off")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_write_off_claim_ref"), "write_off", ["claim_ref"], unique=False)


def _create_dispute() -> None:
    op.create_table(
        "dispute",
        sa.Column("claim_ref", sa.Text(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=True),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["claim_ref"], ["claim_decision.claim_ref"], name=op.f("fk_dispute_claim_ref")
        ),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_dispute_officer")),
        sa.PrimaryKeyConstraint("claim_ref", name=op.f("pk_dispute")),
        sqlite_strict=True,
    )


def _create_instalment() -> None:
    op.create_table(
        "instalment",
        sa.Column("plan", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount_pence", Pence(), nullable=False),
        sa.CheckConstraint(
            "amount_pence = CAST(amount_pence AS BIGINT)", name=op.f("ck_instalment_amount_pence_whole")
        ),
        sa.CheckConstraint("amount_pence > 0", name=op.f("ck_instalment_amount")),
        sa.ForeignKeyConstraint(["plan"], ["recovery_plan.id"], name=op.f("fk_instalment_plan")),
        sa.PrimaryKeyConstraint("plan", "number", name=op.f("pk_instalment")),
        sqlite_strict=True,
    )


def _create_payment_batch_line() -> None:
    op.create_table(
        "payment_batch_line",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("claim_ref", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("payee", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("amount_pence", Pence(), nullable=False),
        sa.CheckConstraint(
            "amount_pence = CAST(amount_pence AS BIGINT)",
            name=op.f("ck_payment_batch_line_amount_pence_whole"),
        ),
        sa.CheckConstraint("amount_pence > 0", name=op.f("ck_payment_batch_line_amount")),
        sa.ForeignKeyConstraint(
            ["batch"], ["payment_batch.number"], name=op.f("fk_payment_batch_line_batch")
        ),
        sa.ForeignKeyConstraint(
            ["claim_ref"], ["claim_decision.claim_ref"], name=op.f("fk_payment_batch_line_claim_ref")
        ),
        sa.ForeignKeyConstraint(["payee"], ["payee_version.id"], name=op.f("fk_payment_batch_line_payee")),
        sa.PrimaryKeyConstraint("batch", "claim_ref", name=op.f("pk_payment_batch_line")),
        sa.UniqueConstraint("claim_ref", "attempt", name="uq_payment_batch_line_attempt"),
        sa.UniqueConstraint("reference", name=op.f("uq_payment_batch_line_reference")),
        sqlite_strict=True,
    )


def _create_task_step() -> None:
    op.create_table(
        "task_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "step IN ('assigned', 'noted', 'done', 'not_needed', 'reopened')", name=op.f("ck_task_step_step")
        ),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_task_step_officer")),
        sa.ForeignKeyConstraint(["owner"], ["officer.number"], name=op.f("fk_task_step_owner")),
        sa.ForeignKeyConstraint(["task"], ["task.id"], name=op.f("fk_task_step_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_step")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_task_step_task"), "task_step", ["task"], unique=False)


def _create_undone_acceptance() -> None:
    op.create_table(
        "undone_acceptance",
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("claim_ref", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["claim_ref"], ["claim_decision.claim_ref"], name=op.f("fk_undone_acceptance_claim_ref")
        ),
        sa.ForeignKeyConstraint(
            ["pending"], ["pending_act.number"], name=op.f("fk_undone_acceptance_pending")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["officer.number"], name=op.f("fk_undone_acceptance_proposed_by")
        ),
        sa.PrimaryKeyConstraint("pending", name=op.f("pk_undone_acceptance")),
        sqlite_strict=True,
    )

    op.create_index(op.f("ix_undone_acceptance_claim_ref"), "undone_acceptance", ["claim_ref"], unique=False)


def _create_dispute_answer() -> None:
    op.create_table(
        "dispute_answer",
        sa.Column("claim_ref", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint("outcome IN ('stands', 'reopened')", name=op.f("ck_dispute_answer_outcome")),
        sa.CheckConstraint("answered_by <> decided_by", name=op.f("ck_dispute_answer_two_people")),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["officer.number"], name=op.f("fk_dispute_answer_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["claim_ref"], ["dispute.claim_ref"], name=op.f("fk_dispute_answer_claim_ref")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["officer.number"], name=op.f("fk_dispute_answer_decided_by")
        ),
        sa.PrimaryKeyConstraint("claim_ref", name=op.f("pk_dispute_answer")),
        sqlite_strict=True,
    )


def _create_payment_return() -> None:
    op.create_table(
        "payment_return",
        sa.Column("claim_ref", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_ref", "attempt"],
            ["claim_payment.claim_ref", "claim_payment.attempt"],
            name="fk_payment_return_payment",
        ),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_payment_return_officer")),
        sa.PrimaryKeyConstraint("claim_ref", "attempt", name=op.f("pk_payment_return")),
        sqlite_strict=True,
    )
