"""The guards of version 0.2.0 on money, places and people: what no client can do, whatever it says it is."""

from typing import cast

from alembic import op

from guarantor.storage.guard_ddl import Dialect, Guard, statements

revision = "0003"
down_revision = "0002"


def _sum(where: str) -> str:
    return f"COALESCE((SELECT SUM(amount_pence) FROM transfer WHERE {where}), 0)"


MONEY = [
    Guard(
        "transfer_within_cap",
        "transfer",
        "INSERT",
        _sum("guarantee_ref = NEW.guarantee_ref AND credit = 'claims_payable'") + " + NEW.amount_pence > "
        "COALESCE((SELECT cap_pence FROM guarantee WHERE ref = NEW.guarantee_ref), 0)",
        "more would be accepted than the cap of the guarantee",
        concerns="NEW.credit = 'claims_payable'",
        lock=("guarantee", "ref = NEW.guarantee_ref"),
    ),
    Guard(
        "transfer_accepted_as_decided",
        "transfer",
        "INSERT",
        _sum("claim_ref = NEW.claim_ref AND credit = 'claims_payable'") + " + NEW.amount_pence > "
        "COALESCE((SELECT SUM(line.accepted_pence) FROM accepted_line AS line "
        "JOIN claim ON claim.ref = line.claim_ref JOIN claim_decision AS decided "
        "ON decided.claim_ref = line.claim_ref AND decided.outcome IN ('accepted', 'part_accepted') "
        "WHERE line.claim_ref = NEW.claim_ref AND claim.guarantee_ref = NEW.guarantee_ref), 0)",
        "more would be owed on the claim than was accepted of its lines",
        concerns="NEW.credit = 'claims_payable'",
        lock=("claim", "ref = NEW.claim_ref"),
    ),
    Guard(
        "transfer_paid_once",
        "transfer",
        "INSERT",
        _sum("claim_ref = NEW.claim_ref AND debit = 'claims_payable'")
        + " + NEW.amount_pence > "
        + _sum(
            "claim_ref = NEW.claim_ref AND guarantee_ref = NEW.guarantee_ref AND credit = 'claims_payable'"
        ),
        "more would be paid on the claim than was accepted",
        concerns="NEW.debit = 'claims_payable'",
        lock=("claim", "ref = NEW.claim_ref"),
    ),
    Guard(
        "transfer_paid_is_ordered",
        "transfer",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM claim_payment WHERE claim_ref = NEW.claim_ref)",
        "nothing is paid on a claim without its payment record",
        concerns="NEW.debit = 'claims_payable'",
    ),
    Guard(
        "transfer_bank_by_claim",
        "transfer",
        "INSERT",
        "NEW.debit <> 'claims_payable'",
        "the bank pays only what is owed on a claim",
        concerns="(NEW.credit = 'bank' OR NEW.kind = 'claim_paid')",
    ),
    Guard(
        "transfer_within_commitment",
        "transfer",
        "INSERT",
        _sum("guarantee_ref = NEW.guarantee_ref AND debit = 'commitment'")
        + " + NEW.amount_pence > "
        + _sum("guarantee_ref = NEW.guarantee_ref AND credit = 'commitment'"),
        "more would be called or released than is committed",
        concerns="NEW.debit = 'commitment'",
        lock=("guarantee", "ref = NEW.guarantee_ref"),
    ),
    Guard(
        "transfer_within_ceiling",
        "transfer",
        "INSERT",
        "EXISTS (SELECT 1 FROM guarantee AS issued JOIN programme ON programme.code = issued.programme "
        "WHERE issued.ref = NEW.guarantee_ref AND programme.ceiling_pence < NEW.amount_pence + "
        "COALESCE((SELECT SUM(CASE WHEN moved.credit = 'commitment' THEN moved.amount_pence "
        "ELSE -moved.amount_pence END) FROM transfer AS moved "
        "JOIN guarantee AS sibling ON sibling.ref = moved.guarantee_ref "
        "WHERE sibling.programme = programme.code AND 'commitment' IN (moved.debit, moved.credit)), 0))",
        "more would be committed than the ceiling of the programme",
        concerns="NEW.credit = 'commitment'",
        lock=("programme", "code = (SELECT programme FROM guarantee WHERE ref = NEW.guarantee_ref)"),
    ),
    Guard(
        "journal_follows",
        "journal",
        "INSERT",
        "NEW.seq <> COALESCE((SELECT MAX(seq) FROM journal), 0) + 1 OR NEW.previous_hash <> "
        f"COALESCE((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), '{'0' * 64}')",
        "a journal line must follow the last one",
    ),
]

PLACES = [
    Guard(
        "place_within_programme",
        "place",
        "INSERT",
        "NEW.guarantee_ref IS NOT NULL OR NEW.number < 1 OR NEW.number > "
        "COALESCE((SELECT places FROM programme WHERE code = NEW.programme), 0)",
        "the programme has no more places",
    ),
    Guard(
        "place_one_holder",
        "place",
        "UPDATE",
        "OLD.guarantee_ref IS NOT NULL AND NEW.guarantee_ref <> OLD.guarantee_ref",
        "the place has a holder",
    ),
    Guard(
        "place_one_each",
        "place",
        "UPDATE",
        "EXISTS (SELECT 1 FROM place AS held WHERE held.guarantee_ref = NEW.guarantee_ref) OR NOT EXISTS "
        "(SELECT 1 FROM guarantee WHERE ref = NEW.guarantee_ref AND programme = NEW.programme)",
        "a place is held by one guarantee of its programme, and a guarantee holds one place",
        concerns="OLD.guarantee_ref IS NULL AND NEW.guarantee_ref IS NOT NULL",
    ),
    Guard(
        "place_freed_lawfully",
        "place",
        "UPDATE",
        "NOT EXISTS (SELECT 1 FROM guarantee_status AS ended WHERE ended.guarantee_ref = OLD.guarantee_ref "
        "AND ended.status = 'ended' AND (EXISTS (SELECT 1 FROM programme WHERE code = OLD.programme "
        "AND reuse_places) OR (ended.reason_code = 'offer_lapsed' AND NOT EXISTS (SELECT 1 "
        "FROM guarantee_status AS signed WHERE signed.guarantee_ref = OLD.guarantee_ref "
        "AND signed.status = 'active'))))",
        "a place is freed only when its offer lapsed",
        concerns="OLD.guarantee_ref IS NOT NULL AND NEW.guarantee_ref IS NULL",
    ),
    Guard(
        "guarantee_status_ends_it",
        "guarantee_status",
        "INSERT",
        "EXISTS (SELECT 1 FROM guarantee_status AS before WHERE before.guarantee_ref = NEW.guarantee_ref "
        "AND before.status = 'ended')",
        "what has ended stays ended",
        lock=("guarantee", "ref = NEW.guarantee_ref"),
    ),
]

# Each kind of act of two people, and the role that both of them hold.
_ROLE_OF_ACT = (
    "CASE NEW.act WHEN 'propose_role' THEN 'administrator' WHEN 'propose_programme' THEN 'approver' END"
)

# What two administrators confirmed, as the proposal was written down: this person, this role, this account.
_GRANT = """'{"name": "' || officer.name || '", "role": "' || NEW.role || '", "uid": '"""

ACTS_OF_TWO = [
    Guard(
        "pending_act_unconfirmed",
        "pending_act",
        "INSERT",
        "NEW.confirmed_by IS NOT NULL",
        "an act waits for its second person",
    ),
    Guard(
        "pending_act_proposed_by_role",
        "pending_act",
        "INSERT",
        f"NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = NEW.proposed_by AND role = {_ROLE_OF_ACT})",
        "an act of two is proposed by an officer whose role allows it",
    ),
    Guard(
        "pending_act_confirmed_by_role",
        "pending_act",
        "UPDATE",
        f"NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = NEW.confirmed_by AND role = {_ROLE_OF_ACT})",
        "an act of two is confirmed by an officer whose role allows it",
    ),
    Guard(
        "officer_role_by_two",
        "officer_role",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM pending_act AS granted JOIN officer ON officer.number = NEW.officer "
        "WHERE granted.number = NEW.pending AND granted.act = 'propose_role' "
        "AND granted.confirmed_by IS NOT NULL AND granted.content IN "
        f"({_GRANT} || 'null}}', {_GRANT} || CAST(officer.os_uid AS TEXT) || '}}'))",
        "a role is granted by two administrators",
        # The first two administrators come before the journal's first line, and nobody after it.
        concerns="EXISTS (SELECT 1 FROM journal)",
    ),
    Guard(
        "officer_role_alone",
        "officer_role",
        "INSERT",
        "EXISTS (SELECT 1 FROM officer_role AS held WHERE held.officer = NEW.officer "
        "AND (held.role = 'administrator' OR NEW.role = 'administrator'))",
        "an administrator holds no other role",
        lock=("officer", "number = NEW.officer"),
    ),
    Guard(
        "programme_by_two",
        "programme",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM pending_act WHERE number = NEW.pending AND act = 'propose_programme' "
        "AND confirmed_by IS NOT NULL "
        # What was proposed is JSON with its names in order: the places and the policy must stand in it.
        "AND REPLACE(content, '\"places\": ' || CAST(NEW.places AS TEXT) || ', ', '') <> content "
        "AND REPLACE(content, '\"fingerprint\": \"' || NEW.policy_fingerprint || '\"', '') <> content)",
        "a programme is adopted by two approvers as it was proposed",
    ),
]

_PREPARED = "case_ref = NEW.case_ref AND status IN ('draft', 'submitted', 'assessed')"
_CASE_ROW = ("case_file", "ref = NEW.case_ref")
_DECISION_ROW = ("claim_decision", "claim_ref = NEW.claim_ref")

TWO_PEOPLE = [
    Guard(
        "case_decision_true_preparer",
        "case_decision",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment AND case_ref = NEW.case_ref "
        "AND officer = NEW.prepared_by) OR EXISTS (SELECT 1 FROM application_facts "
        "WHERE case_ref = NEW.case_ref AND recorded_by = NEW.decided_by) "
        "OR EXISTS (SELECT 1 FROM case_file WHERE ref = NEW.case_ref "
        f"AND opened_by = NEW.decided_by) OR EXISTS (SELECT 1 FROM case_status WHERE {_PREPARED} "
        "AND officer = NEW.decided_by)",
        "a case is decided by another person than those who prepared it",
        lock=_CASE_ROW,
    ),
    Guard(
        "guarantee_true_preparer",
        "guarantee",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM case_decision WHERE id = NEW.decision AND case_ref = NEW.case_ref "
        "AND decision = 'approved' AND prepared_by = NEW.prepared_by) OR EXISTS (SELECT 1 FROM application_facts "
        "WHERE case_ref = NEW.case_ref AND recorded_by = NEW.issued_by) OR EXISTS (SELECT 1 FROM gate_record "
        "WHERE case_ref = NEW.case_ref AND officer = NEW.issued_by) OR EXISTS (SELECT 1 FROM case_status "
        f"WHERE {_PREPARED} AND officer = NEW.issued_by) "
        "OR EXISTS (SELECT 1 FROM guarantee AS issued WHERE issued.decision = NEW.decision)",
        "a guarantee is issued once on an approval, by another person than those who prepared it",
        lock=_CASE_ROW,
    ),
    Guard(
        "claim_decision_true_lodger",
        "claim_decision",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM claim WHERE ref = NEW.claim_ref AND lodged_by = NEW.lodged_by)",
        "a claim is decided by another person than the one who lodged it",
    ),
    Guard(
        "accepted_line_as_claimed",
        "accepted_line",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM claim_line WHERE claim_ref = NEW.claim_ref AND month = NEW.month "
        "AND claimed_pence >= NEW.accepted_pence) OR EXISTS (SELECT 1 FROM transfer "
        "WHERE claim_ref = NEW.claim_ref AND credit = 'claims_payable')",
        "no more is accepted on a line than was claimed, and nothing once the claim is booked",
        lock=_DECISION_ROW,
    ),
    Guard(
        "claim_line_before_decision",
        "claim_line",
        "INSERT",
        "EXISTS (SELECT 1 FROM claim_decision WHERE claim_ref = NEW.claim_ref)",
        "nothing is claimed on a claim that has its decision",
    ),
    Guard(
        "claim_payment_as_decided",
        "claim_payment",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM claim_decision WHERE claim_ref = NEW.claim_ref "
        "AND decided_by = NEW.decided_by AND outcome IN ('accepted', 'part_accepted')) "
        "OR NEW.amount_pence <> " + _sum("claim_ref = NEW.claim_ref AND credit = 'claims_payable'"),
        "a claim is paid as it was decided, by another person than the one who decided it",
        lock=_DECISION_ROW,
    ),
]

# A table, its column that names a person, and the role that person must hold.
BY_ROLE = [
    ("case_decision", "decided_by", "approver"),
    ("guarantee", "issued_by", "approver"),
    ("claim", "lodged_by", "caseworker"),
    ("claim_decision", "decided_by", "approver"),
    ("claim_payment", "paid_by", "finance"),
]


def upgrade() -> None:
    """Set every guard up."""
    dialect = cast("Dialect", op.get_bind().dialect.name)
    for guard in [*MONEY, *PLACES, *ACTS_OF_TWO, *TWO_PEOPLE, *_by_role()]:
        for statement in statements(guard, dialect):
            op.get_bind().exec_driver_sql(statement)


def _by_role() -> list[Guard]:
    return [
        Guard(
            f"{table}_by_role",
            table,
            "INSERT",
            f"NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = NEW.{column} AND role = '{role}')",
            f"{table} needs an officer with the role {role}",
        )
        for table, column, role in BY_ROLE
    ]
