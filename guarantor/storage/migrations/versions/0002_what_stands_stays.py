"""The guards of version 0.2.0 on every table: rows are neither changed nor replaced nor taken away.

Nor is a row let in that could not be read again: a date that is none, a status that nobody knows.

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
    true_dates,
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

# A step that is none would leave a case or a guarantee without a status.
KNOWN_STEPS = [
    Guard(
        "case_status_known",
        "case_status",
        "INSERT",
        "NEW.status NOT IN ('draft', 'submitted', 'assessed', 'approved', 'approved_in_principle', 'declined', "
        "'withdrawn', 'guaranteed')",
        "a case has no such status",
    ),
    Guard(
        "guarantee_status_known",
        "guarantee_status",
        "INSERT",
        "NEW.status NOT IN ('offered', 'active', 'ended')",
        "a guarantee has no such status",
    ),
]

# The columns that hold dates and instants, for SQLite. The first row of database_mark is its last.
DATES = {
    "application_facts": "recorded_at",
    "assessment": "assessed_on recorded_at",
    "case_decision": "decided_on recorded_at",
    "case_file": "opened_at",
    "case_status": "happened_on recorded_at",
    "claim": "lodged_on recorded_at",
    "claim_decision": "decided_on recorded_at",
    "claim_payment": "paid_on recorded_at",
    "gate_record": "seen_on recorded_at",
    "guarantee": "issued_on starts_on ends_on recorded_at",
    "guarantee_status": "happened_on recorded_at",
    "journal": "at",
    "officer": "added_at",
    "officer_role": "granted_at",
    "paper": "made_at",
    "pending_act": "proposed_at",
    "policy_version": "in_force_from stored_at",
    "programme": "from_on",
    "rent_statement": "stated_on recorded_at",
    "signature": "signed_on recorded_at",
    "transfer": "happened_on recorded_at",
}
LATER_DATES = {"database_mark": "business_on", "pending_act": "confirmed_at"}

# On SQLite a place could be put on top of another by the number that its row has beside its key.
PLACE_ROW_STAYS = Guard(
    "place_row_stays", "place", "UPDATE", "NEW.rowid <> OLD.rowid", "a place keeps its row"
)


def upgrade() -> None:
    """Set every guard up."""
    dialect = cast("Dialect", op.get_bind().dialect.name)
    guards = [*CHANGING, *(no_delete(guard.table) for guard in CHANGING), *KNOWN_STEPS]
    guards += [no_replace(table, keys, dialect) for table, keys in KEYS.items()]
    for table in INSERT_ONLY:
        guards += insert_only(table)
    for table, (kept, erased) in ERASABLE.items():
        guards += erasable(table, kept.split(), erased.split(), dialect)
    if dialect == "sqlite":
        guards += [PLACE_ROW_STAYS, *_true_dates()]
    for guard in guards:
        for statement in statements(guard, dialect):
            op.get_bind().exec_driver_sql(statement)
    if dialect == "postgresql":
        for table in KEYS:
            for statement in no_truncate(table):
                op.get_bind().exec_driver_sql(statement)


def _true_dates() -> list[Guard]:
    later = LATER_DATES | dict.fromkeys(ERASABLE, "erased_at")
    return [
        *(true_dates(table, "INSERT", columns.split()) for table, columns in DATES.items()),
        *(true_dates(table, "UPDATE", columns.split()) for table, columns in later.items()),
    ]
