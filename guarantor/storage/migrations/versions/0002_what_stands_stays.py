"""The guards of version 0.2.0 on every table: rows are neither changed nor replaced nor taken away.

What people may do is guarded in the next migration.
"""

from typing import cast

from alembic import op

from guarantor.storage.guard_ddl import (
    Dialect,
    Guard,
    erasable,
    insert_only,
    no_delete,
    no_replace,
    no_truncate,
    statements,
)

revision = "0002"
down_revision = "0001"

KEYS: dict[str, list[list[str]]] = {
    "accepted_line": [["claim_ref", "month"]],
    "application_facts": [["id"]],
    "assessment": [["id"]],
    "case_decision": [["id"]],
    "case_file": [["ref"]],
    "case_status": [["id"]],
    "circumstances": [["id"]],
    "claim": [["ref"]],
    "claim_decision": [["claim_ref"]],
    "claim_line": [["claim_ref", "month"]],
    "claim_payment": [["claim_ref"], ["reference"]],
    "database_mark": [["id"]],
    "gate_record": [["id"]],
    "guarantee": [["ref"]],
    "guarantee_status": [["id"]],
    "home": [["id"]],
    "journal": [["seq"]],
    "keyed_act": [["key"]],
    "officer": [["number"], ["name"], ["os_uid"]],
    "officer_role": [["officer", "role"]],
    "paper": [["code"], ["guarantee_ref", "kind"]],
    "pending_act": [["number"]],
    "place": [["programme", "number"], ["guarantee_ref"]],
    "policy_version": [["fingerprint"]],
    "programme": [["code"], ["pending"]],
    "rent_statement": [["id"]],
    "signature": [["id"], ["guarantee_ref", "party"]],
    "transfer": [["id"], ["idempotency_key"]],
    "young_person": [["id"]],
}

INSERT_ONLY = (
    "accepted_line",
    "case_file",
    "case_status",
    "circumstances",
    "claim",
    "claim_line",
    "claim_payment",
    "guarantee",
    "guarantee_status",
    "journal",
    "keyed_act",
    "officer",
    "officer_role",
    "policy_version",
    "programme",
    "rent_statement",
    "transfer",
)

# Of each table the columns that stay, and those that an erasure empties.
ERASABLE: dict[str, tuple[str, str]] = {
    "young_person": (
        "id case_ref",
        "name address phone email safe_contact language personal_adviser view",
    ),
    "home": ("id case_ref", "address postcode landlord_name landlord_address landlord_email agent payee"),
    "application_facts": ("id case_ref recorded_by recorded_at", "document"),
    "assessment": (
        "id case_ref purpose facts policy_fingerprint assessed_on outcome officer recorded_at",
        "record",
    ),
    "case_decision": (
        "id case_ref assessment decision accepts decided_on prepared_by decided_by recorded_at",
        "reason",
    ),
    "gate_record": ("id case_ref item seen_on officer recorded_at", "evidence"),
    "signature": ("id guarantee_ref party signed_on officer recorded_at", "name capacity witness how"),
    "paper": ("code guarantee_ref kind sha256 clause_versions made_at", "inputs content_bytes"),
    "claim_decision": ("claim_ref outcome decided_on lodged_by decided_by recorded_at", "reason"),
}

# The three tables in which one thing may change.
CHANGING = [
    Guard(
        "pending_act_confirm_once",
        "pending_act",
        "UPDATE",
        "OLD.confirmed_by IS NOT NULL OR NEW.number <> OLD.number OR NEW.act <> OLD.act "
        "OR NEW.content <> OLD.content OR NEW.proposed_by <> OLD.proposed_by "
        "OR NEW.proposed_at <> OLD.proposed_at",
        "a pending act is confirmed once and never changed",
    ),
    Guard(
        "database_mark_stays",
        "database_mark",
        "UPDATE",
        "NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.made_by_demo <> OLD.made_by_demo "
        "OR NEW.created_at <> OLD.created_at",
        "a database stays live or a rehearsal",
    ),
    Guard(
        "place_stays",
        "place",
        "UPDATE",
        "NEW.programme <> OLD.programme OR NEW.number <> OLD.number",
        "a place keeps its number",
    ),
]

# On SQLite a place could be put on top of another by the number that its row has beside its key.
PLACE_ROW_STAYS = Guard(
    "place_row_stays", "place", "UPDATE", "NEW.rowid <> OLD.rowid", "a place keeps its row"
)


def upgrade() -> None:
    """Set every guard up."""
    dialect = cast("Dialect", op.get_bind().dialect.name)
    guards = [*CHANGING, *(no_delete(guard.table) for guard in CHANGING)]
    guards += [no_replace(table, keys, dialect) for table, keys in KEYS.items()]
    for table in INSERT_ONLY:
        guards += insert_only(table)
    for table, (kept, erased) in ERASABLE.items():
        guards += erasable(table, kept.split(), erased.split(), dialect)
    if dialect == "sqlite":
        guards.append(PLACE_ROW_STAYS)
    for guard in guards:
        for statement in statements(guard, dialect):
            op.execute(statement)
    if dialect == "postgresql":
        for table in KEYS:
            for statement in no_truncate(table):
                op.execute(statement)
