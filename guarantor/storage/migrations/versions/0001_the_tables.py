"""The tables of version 0.2.0."""

import sqlalchemy as sa
from alembic import op

from guarantor.storage.types import Instant, Pence

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table, those that others refer to first."""
    _create_database_mark()
    _create_keyed_act()
    _create_officer()
    _create_policy_version()
    _create_case_file()
    _create_journal()
    _create_pending_act()
    _create_application_facts()
    _create_case_status()
    _create_circumstances()
    _create_gate_record()
    _create_home()
    _create_officer_role()
    _create_programme()
    _create_young_person()
    _create_assessment()
    _create_case_decision()
    _create_guarantee()
    _create_claim()
    _create_guarantee_status()
    _create_paper()
    _create_place()
    _create_rent_statement()
    _create_signature()
    _create_claim_decision()
    _create_claim_line()
    _create_transfer()
    _create_accepted_line()
    _create_claim_payment()


def _create_database_mark() -> None:
    op.create_table(
        "database_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("business_on", sa.Date(), nullable=True),
        sa.Column("made_by_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "kind = 'rehearsal' OR business_on IS NULL", name=op.f("ck_database_mark_live_has_todays_date")
        ),
        sa.CheckConstraint("kind IN ('live', 'rehearsal')", name=op.f("ck_database_mark_kind")),
        sa.CheckConstraint("id = 1", name=op.f("ck_database_mark_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_database_mark")),
        sqlite_strict=True,
    )


def _create_keyed_act() -> None:
    op.create_table(
        "keyed_act",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("content_digest", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_keyed_act")),
        sqlite_strict=True,
    )


def _create_officer() -> None:
    op.create_table(
        "officer",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("os_uid", sa.Integer(), nullable=True),
        sa.Column("added_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_officer")),
        sa.UniqueConstraint("name", name=op.f("uq_officer_name")),
        sa.UniqueConstraint("os_uid", name=op.f("uq_officer_os_uid")),
        sqlite_strict=True,
    )


def _create_policy_version() -> None:
    op.create_table(
        "policy_version",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("stored_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_policy_version")),
        sqlite_strict=True,
    )


def _create_case_file() -> None:
    op.create_table(
        "case_file",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["opened_by"], ["officer.number"], name=op.f("fk_case_file_opened_by")),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_case_file")),
        sqlite_strict=True,
    )


def _create_journal() -> None:
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.Integer(), nullable=True),
        sa.Column("actor_type", sa.Text(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("transfers_digest", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["officer.number"], name=op.f("fk_journal_actor")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_journal_subject"), "journal", ["subject"], unique=False)


def _create_pending_act() -> None:
    op.create_table(
        "pending_act",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)", name=op.f("ck_pending_act_confirmed_whole")
        ),
        sa.CheckConstraint("confirmed_by <> proposed_by", name=op.f("ck_pending_act_two_people")),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["officer.number"], name=op.f("fk_pending_act_confirmed_by")
        ),
        sa.ForeignKeyConstraint(["proposed_by"], ["officer.number"], name=op.f("fk_pending_act_proposed_by")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_pending_act")),
        sqlite_strict=True,
    )


def _create_application_facts() -> None:
    op.create_table(
        "application_facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_application_facts_case_ref")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.number"], name=op.f("fk_application_facts_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_facts")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_application_facts_case_ref"), "application_facts", ["case_ref"], unique=False)


def _create_case_status() -> None:
    op.create_table(
        "case_status",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_case_status_case_ref")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_case_status_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_status")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_case_status_case_ref"), "case_status", ["case_ref"], unique=False)


def _create_circumstances() -> None:
    op.create_table(
        "circumstances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("deposit_pence", Pence(), nullable=True),
        sa.Column("rent_in_advance_pence", Pence(), nullable=True),
        sa.Column("accommodation_before", sa.Text(), nullable=True),
        sa.Column("would_otherwise", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "deposit_pence = CAST(deposit_pence AS BIGINT)", name=op.f("ck_circumstances_deposit_pence_whole")
        ),
        sa.CheckConstraint(
            "rent_in_advance_pence = CAST(rent_in_advance_pence AS BIGINT)",
            name=op.f("ck_circumstances_rent_in_advance_pence_whole"),
        ),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_circumstances_case_ref")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circumstances")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_circumstances_case_ref"), "circumstances", ["case_ref"], unique=False)


def _create_gate_record() -> None:
    op.create_table(
        "gate_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_gate_record_case_ref")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_gate_record_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate_record")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_gate_record_case_ref"), "gate_record", ["case_ref"], unique=False)


def _create_home() -> None:
    op.create_table(
        "home",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("landlord_name", sa.Text(), nullable=True),
        sa.Column("landlord_address", sa.Text(), nullable=True),
        sa.Column("landlord_email", sa.Text(), nullable=True),
        sa.Column("agent", sa.Text(), nullable=True),
        sa.Column("payee", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_home_case_ref")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_home_case_ref"), "home", ["case_ref"], unique=False)


def _create_officer_role() -> None:
    op.create_table(
        "officer_role",
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=True),
        sa.Column("granted_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_officer_role_officer")),
        sa.ForeignKeyConstraint(["pending"], ["pending_act.number"], name=op.f("fk_officer_role_pending")),
        sa.PrimaryKeyConstraint("officer", "role", name=op.f("pk_officer_role")),
        sqlite_strict=True,
    )


def _create_programme() -> None:
    op.create_table(
        "programme",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("policy_fingerprint", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("reuse_places", sa.Boolean(), nullable=False),
        sa.Column("ceiling_pence", Pence(), nullable=True),
        sa.Column("budget_pence", Pence(), nullable=True),
        sa.Column("minute", sa.Text(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "budget_pence = CAST(budget_pence AS BIGINT)", name=op.f("ck_programme_budget_pence_whole")
        ),
        sa.CheckConstraint("budget_pence > 0", name=op.f("ck_programme_budget")),
        sa.CheckConstraint(
            "ceiling_pence = CAST(ceiling_pence AS BIGINT)", name=op.f("ck_programme_ceiling_pence_whole")
        ),
        sa.CheckConstraint("ceiling_pence > 0", name=op.f("ck_programme_ceiling")),
        sa.CheckConstraint("places >= 1", name=op.f("ck_programme_places")),
        sa.ForeignKeyConstraint(["pending"], ["pending_act.number"], name=op.f("fk_programme_pending")),
        sa.ForeignKeyConstraint(
            ["policy_fingerprint"],
            ["policy_version.fingerprint"],
            name=op.f("fk_programme_policy_fingerprint"),
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_programme")),
        sa.UniqueConstraint("pending", name=op.f("uq_programme_pending")),
        sqlite_strict=True,
    )


def _create_young_person() -> None:
    op.create_table(
        "young_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("safe_contact", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("personal_adviser", sa.Text(), nullable=True),
        sa.Column("view", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_young_person_case_ref")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_young_person")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_young_person_case_ref"), "young_person", ["case_ref"], unique=False)


def _create_assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.Column("policy_fingerprint", sa.Text(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=True),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint("purpose IN ('assessment', 'issue')", name=op.f("ck_assessment_purpose")),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_assessment_case_ref")),
        sa.ForeignKeyConstraint(["facts"], ["application_facts.id"], name=op.f("fk_assessment_facts")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_assessment_officer")),
        sa.ForeignKeyConstraint(
            ["policy_fingerprint"],
            ["policy_version.fingerprint"],
            name=op.f("fk_assessment_policy_fingerprint"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_assessment_case_ref"), "assessment", ["case_ref"], unique=False)


def _create_case_decision() -> None:
    op.create_table(
        "case_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("assessment", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("accepts", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("prepared_by", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "decision IN ('approved', 'approved_in_principle', 'declined')",
            name=op.f("ck_case_decision_decision"),
        ),
        sa.CheckConstraint("decided_by <> prepared_by", name=op.f("ck_case_decision_two_people")),
        sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name=op.f("fk_case_decision_assessment")),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_case_decision_case_ref")),
        sa.ForeignKeyConstraint(["decided_by"], ["officer.number"], name=op.f("fk_case_decision_decided_by")),
        sa.ForeignKeyConstraint(
            ["prepared_by"], ["officer.number"], name=op.f("fk_case_decision_prepared_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_decision")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_case_decision_case_ref"), "case_decision", ["case_ref"], unique=False)


def _create_guarantee() -> None:
    op.create_table(
        "guarantee",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("policy_fingerprint", sa.Text(), nullable=False),
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("share_pence", Pence(), nullable=False),
        sa.Column("cap_pence", Pence(), nullable=False),
        sa.Column("group_code", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("brma", sa.Text(), nullable=True),
        sa.Column("age_at_start", sa.Integer(), nullable=True),
        sa.Column("prepared_by", sa.Integer(), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "cap_pence = CAST(cap_pence AS BIGINT)", name=op.f("ck_guarantee_cap_pence_whole")
        ),
        sa.CheckConstraint("cap_pence > 0", name=op.f("ck_guarantee_cap")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_guarantee_period")),
        sa.CheckConstraint("issued_by <> prepared_by", name=op.f("ck_guarantee_two_people")),
        sa.CheckConstraint(
            "share_pence = CAST(share_pence AS BIGINT)", name=op.f("ck_guarantee_share_pence_whole")
        ),
        sa.CheckConstraint("share_pence > 0", name=op.f("ck_guarantee_share")),
        sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name=op.f("fk_guarantee_assessment")),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_guarantee_case_ref")),
        sa.ForeignKeyConstraint(["decision"], ["case_decision.id"], name=op.f("fk_guarantee_decision")),
        sa.ForeignKeyConstraint(["issued_by"], ["officer.number"], name=op.f("fk_guarantee_issued_by")),
        sa.ForeignKeyConstraint(
            ["policy_fingerprint"],
            ["policy_version.fingerprint"],
            name=op.f("fk_guarantee_policy_fingerprint"),
        ),
        sa.ForeignKeyConstraint(["prepared_by"], ["officer.number"], name=op.f("fk_guarantee_prepared_by")),
        sa.ForeignKeyConstraint(["programme"], ["programme.code"], name=op.f("fk_guarantee_programme")),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_guarantee")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_guarantee_case_ref"), "guarantee", ["case_ref"], unique=False)


def _create_claim() -> None:
    op.create_table(
        "claim",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lodged_on", sa.Date(), nullable=False),
        sa.Column("lodged_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_claim_guarantee_ref")),
        sa.ForeignKeyConstraint(["lodged_by"], ["officer.number"], name=op.f("fk_claim_lodged_by")),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_claim")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_claim_guarantee_ref"), "claim", ["guarantee_ref"], unique=False)


def _create_guarantee_status() -> None:
    op.create_table(
        "guarantee_status",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_guarantee_status_guarantee_ref")
        ),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_guarantee_status_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guarantee_status")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_guarantee_status_guarantee_ref"), "guarantee_status", ["guarantee_ref"], unique=False
    )


def _create_paper() -> None:
    op.create_table(
        "paper",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("clause_versions", sa.Text(), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=True),
        sa.Column("content_bytes", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_paper_guarantee_ref")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_paper")),
        sa.UniqueConstraint("guarantee_ref", "kind", name="uq_paper_kind"),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_paper_guarantee_ref"), "paper", ["guarantee_ref"], unique=False)


def _create_place() -> None:
    op.create_table(
        "place",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["guarantee_ref"], ["guarantee.ref"], name="fk_place_guarantee_ref"),
        sa.ForeignKeyConstraint(["programme"], ["programme.code"], name=op.f("fk_place_programme")),
        sa.PrimaryKeyConstraint("programme", "number", name=op.f("pk_place")),
        sa.UniqueConstraint("guarantee_ref", name=op.f("uq_place_guarantee_ref")),
        sqlite_strict=True,
    )


def _create_rent_statement() -> None:
    op.create_table(
        "rent_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint("says IN ('silent', 'missed')", name=op.f("ck_rent_statement_says")),
        sa.ForeignKeyConstraint(
            ["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_rent_statement_guarantee_ref")
        ),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_rent_statement_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rent_statement")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_rent_statement_guarantee_ref"), "rent_statement", ["guarantee_ref"], unique=False
    )


def _create_signature() -> None:
    op.create_table(
        "signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("capacity", sa.Text(), nullable=True),
        sa.Column("witness", sa.Text(), nullable=True),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "party IN ('landlord', 'young-person', 'council')", name=op.f("ck_signature_party")
        ),
        sa.ForeignKeyConstraint(
            ["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_signature_guarantee_ref")
        ),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_signature_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("guarantee_ref", "party", name="uq_signature_party"),
        sqlite_strict=True,
    )


def _create_claim_decision() -> None:
    op.create_table(
        "claim_decision",
        sa.Column("claim_ref", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("lodged_by", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('accepted', 'part_accepted', 'rejected')", name=op.f("ck_claim_decision_outcome")
        ),
        sa.CheckConstraint("decided_by <> lodged_by", name=op.f("ck_claim_decision_two_people")),
        sa.ForeignKeyConstraint(["claim_ref"], ["claim.ref"], name=op.f("fk_claim_decision_claim_ref")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["officer.number"], name=op.f("fk_claim_decision_decided_by")
        ),
        sa.ForeignKeyConstraint(["lodged_by"], ["officer.number"], name=op.f("fk_claim_decision_lodged_by")),
        sa.PrimaryKeyConstraint("claim_ref", name=op.f("pk_claim_decision")),
        sqlite_strict=True,
    )


def _create_claim_line() -> None:
    op.create_table(
        "claim_line",
        sa.Column("claim_ref", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("claimed_pence", Pence(), nullable=False),
        sa.CheckConstraint(
            "claimed_pence = CAST(claimed_pence AS BIGINT)", name=op.f("ck_claim_line_claimed_pence_whole")
        ),
        sa.CheckConstraint("claimed_pence > 0", name=op.f("ck_claim_line_claimed")),
        sa.ForeignKeyConstraint(["claim_ref"], ["claim.ref"], name=op.f("fk_claim_line_claim_ref")),
        sa.PrimaryKeyConstraint("claim_ref", "month", name=op.f("pk_claim_line")),
        sqlite_strict=True,
    )


def _create_transfer() -> None:
    op.create_table(
        "transfer",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("debit", sa.Text(), nullable=False),
        sa.Column("credit", sa.Text(), nullable=False),
        sa.Column("amount_pence", Pence(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=True),
        sa.Column("claim_ref", sa.Text(), nullable=True),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "amount_pence = CAST(amount_pence AS BIGINT)", name=op.f("ck_transfer_amount_pence_whole")
        ),
        sa.CheckConstraint("amount_pence > 0", name=op.f("ck_transfer_positive")),
        sa.CheckConstraint("debit <> credit", name=op.f("ck_transfer_two_accounts")),
        sa.CheckConstraint(
            "length(debit) > 0 AND length(credit) > 0", name=op.f("ck_transfer_named_accounts")
        ),
        sa.ForeignKeyConstraint(["claim_ref"], ["claim.ref"], name=op.f("fk_transfer_claim_ref")),
        sa.ForeignKeyConstraint(["corrects"], ["transfer.id"], name=op.f("fk_transfer_corrects")),
        sa.ForeignKeyConstraint(["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_transfer_guarantee_ref")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_transfer_idempotency_key")),
        sqlite_strict=True,
    )
    op.create_index("ix_transfer_claim_ref", "transfer", ["claim_ref"], unique=False)
    op.create_index("ix_transfer_guarantee_ref", "transfer", ["guarantee_ref"], unique=False)


def _create_accepted_line() -> None:
    op.create_table(
        "accepted_line",
        sa.Column("claim_ref", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("accepted_pence", Pence(), nullable=False),
        sa.CheckConstraint(
            "accepted_pence = CAST(accepted_pence AS BIGINT)",
            name=op.f("ck_accepted_line_accepted_pence_whole"),
        ),
        sa.CheckConstraint("accepted_pence > 0", name=op.f("ck_accepted_line_accepted")),
        sa.ForeignKeyConstraint(
            ["claim_ref"], ["claim_decision.claim_ref"], name=op.f("fk_accepted_line_claim_ref")
        ),
        sa.PrimaryKeyConstraint("claim_ref", "month", name=op.f("pk_accepted_line")),
        sqlite_strict=True,
    )


def _create_claim_payment() -> None:
    op.create_table(
        "claim_payment",
        sa.Column("claim_ref", sa.Text(), nullable=False),
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
        sa.CheckConstraint("paid_by <> decided_by", name=op.f("ck_claim_payment_two_people")),
        sa.ForeignKeyConstraint(
            ["claim_ref"], ["claim_decision.claim_ref"], name=op.f("fk_claim_payment_claim_ref")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["officer.number"], name=op.f("fk_claim_payment_decided_by")),
        sa.ForeignKeyConstraint(["paid_by"], ["officer.number"], name=op.f("fk_claim_payment_paid_by")),
        sa.PrimaryKeyConstraint("claim_ref", name=op.f("pk_claim_payment")),
        sa.UniqueConstraint("reference", name=op.f("uq_claim_payment_reference")),
        sqlite_strict=True,
    )
