"""The guards of version 0.4.0 on its tables: rows are neither changed nor replaced nor taken away.

What people may do is guarded in the next migration.
"""

from typing import cast

from alembic import op

from guarantor.storage.guard_ddl import (
    Dialect,
    Guard,
    dropped,
    erasable,
    insert_only,
    no_replace,
    no_truncate,
    statements,
    true_dates,
)

revision = "0005"
down_revision = "0004"

KEYS: dict[str, list[list[str]]] = {
    "accommodation_price": [["id"]],
    "breathing_space": [["id"]],
    "case_cost": [["ref"], ["pending"]],
    "case_exception": [["id"], ["pending"]],
    "claim_evidence": [["id"]],
    "claim_payment": [["claim_ref", "attempt"], ["reference"]],
    "claim_receipt": [["claim_ref"]],
    "claim_reopening": [["claim_ref"], ["reopens", "cause"]],
    "complaint": [["id"]],
    "complaint_answer": [["complaint"]],
    "cost_payment": [["cost_ref"], ["reference"]],
    "deposit_statement": [["id"]],
    "dispute": [["claim_ref"]],
    "dispute_answer": [["claim_ref"]],
    "excepted_decision": [["decision"], ["exception"]],
    "guarantee_change": [["id"]],
    "guarantee_change_decision": [["change"]],
    "instalment": [["plan", "number"]],
    "late_entry": [["id"]],
    "let_pass": [["waiting"]],
    "month_close": [["month"]],
    "move": [["id"]],
    "moved_guarantee": [["guarantee_ref"], ["from_ref"], ["move"]],
    "payee_confirmation": [["payee"]],
    "payee_version": [["id"], ["pending"]],
    "payment_batch": [["number"]],
    "payment_batch_line": [["batch", "claim_ref"], ["claim_ref", "attempt"], ["reference"]],
    "payment_return": [["claim_ref", "attempt"]],
    "period": [["number"]],
    "period_account": [["period", "account"]],
    "period_guarantee": [["period", "guarantee_ref"]],
    "proposed_end": [["pending"]],
    "recovery_plan": [["id"]],
    "refusal_review": [["id"], ["decision"]],
    "refusal_review_outcome": [["review"]],
    "task": [["id"], ["basis"]],
    "task_step": [["id"]],
    "undone_acceptance": [["pending"]],
    "waiting": [["id"], ["decision"]],
    "warning_pause": [["id"]],
    "withdrawal": [["id"]],
    "write_off": [["pending"]],
}

INSERT_ONLY = (
    "accommodation_price",
    "claim_payment",
    "claim_reopening",
    "cost_payment",
    "excepted_decision",
    "instalment",
    "month_close",
    "move",
    "moved_guarantee",
    "payment_batch",
    "payment_batch_line",
    "payment_return",
    "period",
    "period_account",
    "period_guarantee",
    "recovery_plan",
    "task",
    "waiting",
)

# Of each table the columns that stay, and those that an erasure empties.
ERASABLE: dict[str, tuple[str, str]] = {
    "breathing_space": ("id claim_ref from_on until_on officer recorded_at", "reason"),
    "case_cost": ("ref case_ref kind amount_pence incurred_on pending proposed_by recorded_at", "reason"),
    "case_exception": (
        "id case_ref assessment criteria accepts pending proposed_by proposed_on recorded_at",
        "reason",
    ),
    "claim_evidence": ("id claim_ref item seen_on officer recorded_at", "evidence"),
    "claim_receipt": ("claim_ref owner_role decide_by_on recorded_at", "late_reason"),
    "complaint": ("id case_ref stage received_on due_on officer recorded_at", "about"),
    "complaint_answer": ("complaint outcome answered_on officer recorded_at", "answer"),
    "deposit_statement": ("id guarantee_ref available_pence stated_on officer recorded_at", "evidence"),
    "dispute": ("claim_ref raised_on due_on officer recorded_at", "grounds"),
    "dispute_answer": ("claim_ref outcome answered_on decided_by answered_by recorded_at", "reason"),
    "guarantee_change": ("id guarantee_ref kind opened_on due_on officer recorded_at", "detail"),
    "guarantee_change_decision": (
        "change decision share_pence added_cap_pence from_on decided_on opened_by decided_by recorded_at",
        "legal_advice reason",
    ),
    "late_entry": ("id case_ref act subject dated_on officer recorded_at", "reason"),
    "let_pass": ("waiting passed_on officer recorded_at", "reason"),
    "payee_confirmation": ("payee confirmed_on proposed_by confirmed_by recorded_at", "call_back"),
    "payee_version": ("id case_ref kind pending proposed_by proposed_on recorded_at", "name sealed"),
    "proposed_end": ("pending guarantee_ref reason_code ended_on proposed_by recorded_at", "evidence"),
    "refusal_review": ("id case_ref decision asked_on due_on officer recorded_at", "grounds"),
    "refusal_review_outcome": ("review outcome reviewed_on decided_by reviewed_by recorded_at", "reason"),
    "task_step": ("id task step owner happened_on officer recorded_at", "note"),
    "undone_acceptance": ("pending claim_ref proposed_by recorded_at", "reason"),
    "warning_pause": ("id guarantee_ref from_on until_on officer recorded_at", "reason"),
    "withdrawal": ("id case_ref withdrawn_on officer recorded_at", "reason"),
    "write_off": ("pending claim_ref amount_pence proposed_by recorded_at", "reason"),
}

# The columns that hold dates and instants, for SQLite.
DATES = {
    "accommodation_price": "from_on recorded_at",
    "breathing_space": "from_on until_on recorded_at",
    "case_cost": "incurred_on recorded_at",
    "case_exception": "proposed_on recorded_at",
    "claim_evidence": "seen_on recorded_at",
    "claim_payment": "paid_on recorded_at",
    "claim_receipt": "decide_by_on recorded_at",
    "complaint": "received_on due_on recorded_at",
    "complaint_answer": "answered_on recorded_at",
    "cost_payment": "paid_on recorded_at",
    "deposit_statement": "stated_on recorded_at",
    "dispute": "raised_on due_on recorded_at",
    "dispute_answer": "answered_on recorded_at",
    "guarantee_change": "opened_on due_on recorded_at",
    "guarantee_change_decision": "from_on decided_on recorded_at",
    "instalment": "due_on",
    "late_entry": "dated_on recorded_at",
    "let_pass": "passed_on recorded_at",
    "month_close": "closed_on recorded_at",
    "move": "moves_on asked_on recorded_at",
    "payee_confirmation": "confirmed_on recorded_at",
    "payee_version": "proposed_on recorded_at",
    "payment_batch": "made_on recorded_at",
    "payment_return": "returned_on recorded_at",
    "period": "through_on recorded_at",
    "proposed_end": "ended_on recorded_at",
    "recovery_plan": "agreed_on recorded_at",
    "refusal_review": "asked_on due_on recorded_at",
    "refusal_review_outcome": "reviewed_on recorded_at",
    "task": "due_on opened_on recorded_at",
    "task_step": "happened_on recorded_at",
    "undone_acceptance": "recorded_at",
    "waiting": "joined_on recorded_at",
    "warning_pause": "from_on until_on recorded_at",
    "withdrawal": "withdrawn_on recorded_at",
    "write_off": "recorded_at",
}

# The table of payments was made anew; on PostgreSQL the functions of its old guards are still there.
_BEFORE = (
    "claim_payment_no_replace",
    "claim_payment_no_update",
    "claim_payment_no_delete",
    "claim_payment_no_truncate",
    "claim_payment_as_decided",
    "claim_payment_by_role",
)


def upgrade() -> None:
    """Set every guard up."""
    bind = op.get_bind()
    dialect = cast("Dialect", bind.dialect.name)
    for name in _BEFORE:
        for statement in dropped(name, "claim_payment", dialect):
            bind.exec_driver_sql(statement)
    guards: list[Guard] = [no_replace(table, keys, dialect) for table, keys in KEYS.items()]
    for table in INSERT_ONLY:
        guards += insert_only(table)
    for table, (kept, erased) in ERASABLE.items():
        guards += erasable(table, kept.split(), erased.split(), dialect)
    if dialect == "sqlite":
        guards += [true_dates(table, "INSERT", columns.split()) for table, columns in DATES.items()]
        guards += [true_dates(table, "UPDATE", ["erased_at"]) for table in ERASABLE]
    for guard in guards:
        for statement in statements(guard, dialect):
            bind.exec_driver_sql(statement)
    if dialect == "postgresql":
        for table in KEYS:
            for statement in no_truncate(table):
                bind.exec_driver_sql(statement)
