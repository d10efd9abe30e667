"""The guards of version 0.4.0 on money, places, statuses and people: what no client can do, whatever it says it is."""

from typing import cast

from alembic import op

from guarantor.storage.guard_ddl import Dialect, Guard, dropped, statements

revision = "0006"
down_revision = "0005"


def _sum(where: str) -> str:
    return f"COALESCE((SELECT SUM(amount_pence) FROM transfer WHERE {where}), 0)"


_G = "guarantee_ref = NEW.guarantee_ref"
_C = "claim_ref = NEW.claim_ref"
_ACCEPTED = "debit <> 'bank' AND credit = 'claims_payable'"
_UNDONE = "debit = 'claims_payable' AND credit <> 'bank'"
_RESTORED = f"{_G} AND kind = 'commitment_restored'"
_PAID = "debit = 'claims_payable' AND credit = 'bank'"
_RETURNED = "debit = 'bank' AND credit = 'claims_payable'"
_GUARANTEE_ROW = ("guarantee", "ref = NEW.guarantee_ref")
_CLAIM_ROW = ("claim", "ref = NEW.claim_ref")

# The cap as issued, and what consented rent rises have added to it.
_CAP = (
    "(COALESCE((SELECT cap_pence FROM guarantee WHERE ref = NEW.guarantee_ref), 0) + "
    "COALESCE((SELECT SUM(decided.added_cap_pence) FROM guarantee_change_decision AS decided "
    "JOIN guarantee_change ON guarantee_change.id = decided.change "
    "WHERE guarantee_change.guarantee_ref = NEW.guarantee_ref), 0))"
)


def _confirmed(pending: str, act: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM pending_act WHERE pending_act.number = {pending} "
        f"AND pending_act.act = '{act}' AND pending_act.confirmed_by IS NOT NULL)"
    )


_ACCEPTED_LINES = (
    "COALESCE((SELECT SUM(line.accepted_pence) FROM accepted_line AS line "
    "JOIN claim ON claim.ref = line.claim_ref JOIN claim_decision AS decided "
    "ON decided.claim_ref = line.claim_ref AND decided.outcome IN ('accepted', 'part_accepted') "
    "WHERE line.claim_ref = NEW.claim_ref AND claim.guarantee_ref = NEW.guarantee_ref), 0)"
)

CLAIMS = [
    Guard(
        "transfer_within_cap",
        "transfer",
        "INSERT",
        f"{_sum(f'{_G} AND {_ACCEPTED}')} - {_sum(f'{_G} AND {_UNDONE}')} + NEW.amount_pence > {_CAP}",
        "more would be accepted than the cap of the guarantee",
        concerns="NEW.credit = 'claims_payable' AND NEW.debit <> 'bank'",
        lock=_GUARANTEE_ROW,
    ),
    Guard(
        "transfer_accepted_as_decided",
        "transfer",
        "INSERT",
        f"{_sum(f'{_C} AND {_ACCEPTED}')} + NEW.amount_pence > {_ACCEPTED_LINES}",
        "more would be owed on the claim than was accepted of its lines",
        concerns="NEW.credit = 'claims_payable' AND NEW.debit <> 'bank'",
        lock=_CLAIM_ROW,
    ),
    Guard(
        "transfer_paid_once",
        "transfer",
        "INSERT",
        f"{_sum(f'''{_C} AND debit = 'claims_payable' ''')} - {_sum(f'{_C} AND {_RETURNED}')} "
        f"+ NEW.amount_pence > {_sum(f'{_C} AND {_G} AND {_ACCEPTED}')}",
        "more would be paid on the claim than was accepted",
        concerns="NEW.debit = 'claims_payable'",
        lock=_CLAIM_ROW,
    ),
    Guard(
        "transfer_paid_is_ordered",
        "transfer",
        "INSERT",
        f"{_sum(f'{_C} AND {_PAID}')} + NEW.amount_pence > "
        "COALESCE((SELECT SUM(amount_pence) FROM claim_payment WHERE claim_ref = NEW.claim_ref), 0)",
        "nothing is paid on a claim without its payment record",
        concerns="NEW.debit = 'claims_payable' AND NEW.credit = 'bank'",
    ),
    Guard(
        "transfer_undone_by_two",
        "transfer",
        "INSERT",
        "NEW.credit <> 'guarantee_expense' OR NOT EXISTS (SELECT 1 FROM undone_acceptance "
        f"WHERE claim_ref = NEW.claim_ref AND {_confirmed('undone_acceptance.pending', 'propose_claim_correction')})",
        "an acceptance is undone by two approvers",
        concerns="NEW.debit = 'claims_payable' AND NEW.credit <> 'bank'",
    ),
    Guard(
        "transfer_returned_as_recorded",
        "transfer",
        "INSERT",
        f"{_sum(f'{_C} AND {_RETURNED}')} + NEW.amount_pence > COALESCE((SELECT SUM(paid.amount_pence) "
        "FROM claim_payment AS paid JOIN payment_return AS back ON back.claim_ref = paid.claim_ref "
        "AND back.attempt = paid.attempt WHERE paid.claim_ref = NEW.claim_ref), 0)",
        "a payment is returned once, as recorded",
        concerns="NEW.debit = 'bank' AND NEW.credit = 'claims_payable'",
        lock=_CLAIM_ROW,
    ),
    Guard(
        "transfer_bank_by_claim",
        "transfer",
        "INSERT",
        "NEW.debit NOT IN ('claims_payable', 'costs_payable') OR "
        "(NEW.kind = 'claim_paid' AND NEW.debit <> 'claims_payable')",
        "the bank pays only what is owed on a claim or a cost",
        concerns="(NEW.credit = 'bank' OR NEW.kind = 'claim_paid')",
    ),
    Guard(
        "claim_payment_as_decided",
        "claim_payment",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM claim_decision WHERE claim_ref = NEW.claim_ref "
        "AND decided_by = NEW.decided_by AND outcome IN ('accepted', 'part_accepted')) "
        f"OR NEW.amount_pence <> {_sum(f'{_C} AND {_ACCEPTED}')} - {_sum(f'{_C} AND {_UNDONE}')} "
        "OR NEW.attempt <> 1 + (SELECT COUNT(*) FROM payment_return WHERE claim_ref = NEW.claim_ref) "
        "OR NEW.attempt <> 1 + (SELECT COUNT(*) FROM claim_payment WHERE claim_ref = NEW.claim_ref)",
        "a claim is paid as it was decided, by another person than the one who decided it",
        lock=("claim_decision", "claim_ref = NEW.claim_ref"),
    ),
    Guard(
        "payment_return_of_payment",
        "payment_return",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM claim_payment WHERE claim_ref = NEW.claim_ref AND attempt = NEW.attempt)",
        "only a payment that was made is returned",
    ),
    Guard(
        "accepted_line_within_cap",
        "accepted_line",
        "INSERT",
        "EXISTS (SELECT 1 FROM claim AS own JOIN guarantee ON guarantee.ref = own.guarantee_ref "
        "WHERE own.ref = NEW.claim_ref AND guarantee.cap_pence + COALESCE((SELECT SUM(decided.added_cap_pence) "
        "FROM guarantee_change_decision AS decided JOIN guarantee_change AS changed "
        "ON changed.id = decided.change WHERE changed.guarantee_ref = guarantee.ref), 0) "
        "< NEW.accepted_pence + COALESCE((SELECT SUM(line.accepted_pence) FROM accepted_line AS line "
        "JOIN claim AS sibling ON sibling.ref = line.claim_ref WHERE sibling.guarantee_ref = guarantee.ref "
        "AND NOT EXISTS (SELECT 1 FROM undone_acceptance AS undone JOIN pending_act "
        "ON pending_act.number = undone.pending AND pending_act.confirmed_by IS NOT NULL "
        "WHERE undone.claim_ref = sibling.ref)), 0))",
        "more would be accepted of the lines than the cap of the guarantee",
        lock=("guarantee", "ref = (SELECT guarantee_ref FROM claim WHERE ref = NEW.claim_ref)"),
    ),
]


def _given_up(row: str, ref: str) -> str:
    # A deed is left by a move, or lapses unsigned after one: either way the guarantee goes on under another deed.
    return (
        f"({row}.reason_code = 'transferred' OR ({row}.reason_code = 'offer_lapsed' AND EXISTS "
        f"(SELECT 1 FROM moved_guarantee AS earlier WHERE earlier.guarantee_ref = {ref})))"
    )


_COST = "reason_code = NEW.reason_code"

COMMITMENTS_AND_COSTS = [
    Guard(
        "transfer_committed_as_issued",
        "transfer",
        "INSERT",
        f"{_sum(f'''{_G} AND credit = 'commitment' ''')} - {_sum(f'{_G} AND {_UNDONE}')} + NEW.amount_pence > {_CAP}",
        "more would be committed than the cap of the guarantee",
        concerns="NEW.credit = 'commitment'",
        lock=_GUARANTEE_ROW,
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
        # What an undone acceptance restores was promised before: the ceiling is for what is promised anew.
        concerns="NEW.credit = 'commitment' AND NOT (NEW.kind = 'commitment_restored' AND NEW.amount_pence + "
        f"{_sum(_RESTORED)} <= {_sum(f'{_G} AND {_UNDONE}')})",
        lock=("programme", "code = (SELECT programme FROM guarantee WHERE ref = NEW.guarantee_ref)"),
    ),
    Guard(
        "transfer_committed_on_the_move",
        "transfer",
        "INSERT",
        "EXISTS (SELECT 1 FROM moved_guarantee AS moved WHERE moved.guarantee_ref = NEW.guarantee_ref "
        "AND NEW.amount_pence + COALESCE((SELECT SUM(made.amount_pence) FROM transfer AS made "
        "WHERE made.guarantee_ref = moved.guarantee_ref AND made.kind = 'commitment_made'), 0) "
        "> COALESCE((SELECT SUM(gone.amount_pence) FROM transfer AS gone "
        "WHERE gone.guarantee_ref = moved.from_ref AND gone.kind = 'commitment_released' "
        f"AND {_given_up('gone', 'moved.from_ref')}), 0))",
        "a new deed after a move covers no more than the one before gave up",
        concerns="NEW.kind = 'commitment_made'",
        lock=_GUARANTEE_ROW,
    ),
    Guard(
        "transfer_cost_as_approved",
        "transfer",
        "INSERT",
        f"{_sum(f'''{_COST} AND credit = 'costs_payable' ''')} + NEW.amount_pence > "
        "COALESCE((SELECT cost.amount_pence FROM case_cost AS cost WHERE cost.ref = NEW.reason_code "
        f"AND {_confirmed('cost.pending', 'propose_cost')}), 0)",
        "costs are owed as an approver confirmed them",
        concerns="NEW.credit = 'costs_payable'",
        lock=("case_cost", "ref = NEW.reason_code"),
    ),
    Guard(
        "transfer_cost_paid_once",
        "transfer",
        "INSERT",
        f"{_sum(f'''{_COST} AND debit = 'costs_payable' ''')} + NEW.amount_pence > "
        f"{_sum(f'''{_COST} AND credit = 'costs_payable' ''')} "
        "OR NOT EXISTS (SELECT 1 FROM cost_payment WHERE cost_ref = NEW.reason_code)",
        "costs are paid once, as approved",
        concerns="NEW.debit = 'costs_payable'",
        lock=("case_cost", "ref = NEW.reason_code"),
    ),
    Guard(
        "transfer_recovered_within_paid",
        "transfer",
        "INSERT",
        f"{_sum(f'''{_C} AND credit = 'recoveries' ''')} + NEW.amount_pence > "
        f"{_sum(f'{_C} AND {_PAID}')} - {_sum(f'{_C} AND {_RETURNED}')}",
        "no more is paid back on a claim than was paid",
        concerns="NEW.credit = 'recoveries'",
        lock=_CLAIM_ROW,
    ),
    Guard(
        "transfer_written_off_by_two",
        "transfer",
        "INSERT",
        f"{_sum(f'''{_C} AND kind = 'written_off' ''')} + NEW.amount_pence > COALESCE((SELECT "
        "SUM(write_off.amount_pence) FROM write_off WHERE write_off.claim_ref = NEW.claim_ref AND "
        f"{_confirmed('write_off.pending', 'propose_write_off')}), 0)",
        "what is written off was confirmed by a second person",
        concerns="NEW.kind = 'written_off'",
        lock=_CLAIM_ROW,
    ),
    Guard(
        "transfer_recoverable_is_there",
        "transfer",
        "INSERT",
        f"{_sum(f'''{_C} AND credit = 'recoverable' ''')} + NEW.amount_pence > "
        f"{_sum(f'''{_C} AND debit = 'recoverable' ''')}",
        "no more is met or written off than is recoverable",
        concerns="NEW.credit = 'recoverable'",
        lock=_CLAIM_ROW,
    ),
    Guard(
        "transfer_corrected_within",
        "transfer",
        "INSERT",
        "NEW.amount_pence + COALESCE((SELECT SUM(before.amount_pence) FROM transfer AS before "
        "WHERE before.guarantee_ref = NEW.guarantee_ref AND before.corrects = NEW.corrects), 0) > "
        "COALESCE((SELECT entry.amount_pence FROM transfer AS entry WHERE entry.id = NEW.corrects "
        "AND entry.guarantee_ref = NEW.guarantee_ref AND entry.kind IN ('rent_charged', 'rent_paid') "
        "AND entry.debit = NEW.credit AND entry.credit = NEW.debit), 0)",
        "a correction takes no more than its entry of the rent record holds",
        concerns="NEW.kind = 'rent_corrected'",
        lock=_GUARANTEE_ROW,
    ),
    Guard(
        "transfer_numbers_run_on",
        "transfer",
        "INSERT",
        "NEW.id > COALESCE((SELECT MAX(id) FROM transfer), 0) + 1000000",
        "the number of a transfer runs too far ahead",
    ),
    Guard(
        "cost_payment_as_approved",
        "cost_payment",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM case_cost JOIN pending_act ON pending_act.number = case_cost.pending "
        "WHERE case_cost.ref = NEW.cost_ref AND pending_act.confirmed_by = NEW.approved_by)",
        "costs are paid as approved, by another person than the one who approved them",
    ),
]

_LATEST = "COALESCE((SELECT status FROM case_status WHERE case_ref = NEW.case_ref ORDER BY id DESC LIMIT 1), 'none')"
_LATEST_DECISION = "(SELECT MAX(id) FROM case_decision WHERE case_ref = NEW.case_ref)"

CASE_STEPS = {
    "none": "draft",
    "draft": "submitted withdrawn",
    "submitted": "submitted assessed withdrawn",
    "assessed": "submitted assessed approved approved_in_principle declined withdrawn",
    "approved": "submitted assessed guaranteed withdrawn",
    "approved_in_principle": "submitted assessed lapsed withdrawn",
    "lapsed": "submitted assessed withdrawn",
    "declined": "submitted assessed withdrawn",
    "withdrawn": "submitted",
    "guaranteed": "submitted",
}
_STEPS = ", ".join(f"'{now} {then}'" for now, after in CASE_STEPS.items() for then in after.split())

STATUSES = [
    Guard(
        "case_status_known",
        "case_status",
        "INSERT",
        f"{_LATEST} || ' ' || NEW.status NOT IN ({_STEPS})",
        "this status cannot follow the one before",
        lock=("case_file", "ref = NEW.case_ref"),
    ),
    Guard(
        "case_status_as_decided",
        "case_status",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM case_decision WHERE case_ref = NEW.case_ref AND decision = NEW.status "
        f"AND id = {_LATEST_DECISION})",
        "a case is approved or declined by a decision",
        concerns="NEW.status IN ('approved', 'approved_in_principle', 'declined')",
    ),
    Guard(
        "case_status_as_issued",
        "case_status",
        "INSERT",
        f"NOT EXISTS (SELECT 1 FROM guarantee WHERE case_ref = NEW.case_ref AND decision = {_LATEST_DECISION})",
        "a case is guaranteed by an issued guarantee",
        concerns="NEW.status = 'guaranteed'",
    ),
    Guard(
        "guarantee_status_follows",
        "guarantee_status",
        "INSERT",
        "COALESCE((SELECT before.status FROM guarantee_status AS before "
        "WHERE before.guarantee_ref = NEW.guarantee_ref ORDER BY before.id DESC LIMIT 1), 'none') "
        "|| ' ' || NEW.status NOT IN ('none offered', 'offered active', 'offered ended', 'active ended', "
        "'ended ended', 'ended active', 'ended offered')",
        "this status cannot follow the one before",
        lock=_GUARANTEE_ROW,
    ),
    Guard(
        "guarantee_status_signed",
        "guarantee_status",
        "INSERT",
        "(SELECT COUNT(*) FROM signature WHERE signature.guarantee_ref = NEW.guarantee_ref) <> 3",
        "a guarantee is active once all three have signed",
        concerns="NEW.status = 'active'",
    ),
    Guard(
        "guarantee_status_ended_by_two",
        "guarantee_status",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM proposed_end WHERE proposed_end.guarantee_ref = NEW.guarantee_ref "
        f"AND proposed_end.reason_code = NEW.reason_code AND {_confirmed('proposed_end.pending', 'propose_end')})",
        "an early end is confirmed by a second person",
        concerns="NEW.status = 'ended' AND NEW.reason_code IN ('tenancy_ended', 'tenant_died', "
        "'released_by_landlord', 'landlord_breach', 'council_notice')",
    ),
    Guard(
        "guarantee_status_end_is_known",
        "guarantee_status",
        "INSERT",
        "NEW.reason_code IS NULL OR NEW.reason_code NOT IN ('term_reached', 'birthday_25', 'tenancy_ended', "
        "'tenant_died', 'cap_used_up', 'released_by_landlord', 'offer_lapsed', 'landlord_breach', "
        "'council_notice', 'transferred')",
        "a guarantee ends for a known reason",
        concerns="NEW.status = 'ended'",
    ),
    Guard(
        "signature_while_offered",
        "signature",
        "INSERT",
        "COALESCE((SELECT status FROM guarantee_status WHERE guarantee_ref = NEW.guarantee_ref "
        "ORDER BY id DESC LIMIT 1), 'none') <> 'offered'",
        "a guarantee is signed while it is offered",
        lock=_GUARANTEE_ROW,
    ),
]

_MOVED_HERE = (
    "EXISTS (SELECT 1 FROM moved_guarantee AS moved JOIN guarantee_status AS ended "
    "ON ended.guarantee_ref = moved.from_ref AND ended.status = 'ended' "
    f"AND {_given_up('ended', 'moved.from_ref')} "
    "WHERE moved.from_ref = OLD.guarantee_ref AND moved.guarantee_ref = NEW.guarantee_ref)"
)

PLACES = [
    Guard(
        "place_one_holder",
        "place",
        "UPDATE",
        f"OLD.guarantee_ref IS NOT NULL AND NEW.guarantee_ref <> OLD.guarantee_ref AND NOT {_MOVED_HERE}",
        "the place has a holder",
    ),
    Guard(
        "place_freed_lawfully",
        "place",
        "UPDATE",
        "NOT EXISTS (SELECT 1 FROM guarantee_status AS ended WHERE ended.guarantee_ref = OLD.guarantee_ref "
        "AND ended.status = 'ended' AND (EXISTS (SELECT 1 FROM programme WHERE code = OLD.programme "
        "AND reuse_places) OR (ended.reason_code = 'offer_lapsed' "
        "AND NOT EXISTS (SELECT 1 FROM moved_guarantee WHERE moved_guarantee.guarantee_ref = OLD.guarantee_ref) "
        "AND NOT EXISTS (SELECT 1 FROM guarantee_status AS signed "
        "WHERE signed.guarantee_ref = OLD.guarantee_ref AND signed.status = 'active'))))",
        "a place is freed only when its first offer lapsed",
        concerns="OLD.guarantee_ref IS NOT NULL AND NEW.guarantee_ref IS NULL",
    ),
    Guard(
        "moved_guarantee_of_the_case",
        "moved_guarantee",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM guarantee AS here JOIN guarantee AS there ON there.case_ref = here.case_ref "
        "AND there.programme = here.programme JOIN move ON move.guarantee_ref = there.ref "
        "WHERE here.ref = NEW.guarantee_ref AND there.ref = NEW.from_ref AND here.ref <> there.ref "
        "AND move.id = NEW.move)",
        "a guarantee moves within its case and programme, where a move was asked for",
    ),
]


def _by_roles(column: str, roles: dict[str, str]) -> str:
    granted = " OR ".join(
        f"(role = '{role}' AND NEW.act IN ({', '.join(repr(act) for act in acts.split())}))"
        for role, acts in roles.items()
    )
    return f"NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = {column} AND ({granted}))"


_APPROVERS = "propose_programme propose_exception propose_claim_correction propose_end"

ACTS_OF_TWO = [
    Guard(
        "pending_act_proposed_by_role",
        "pending_act",
        "INSERT",
        _by_roles(
            "NEW.proposed_by",
            {
                "administrator": "propose_role",
                "approver": _APPROVERS,
                "caseworker": "propose_end propose_cost",
                "finance": "propose_payee propose_write_off",
            },
        ),
        "an act of two is proposed by an officer whose role allows it",
    ),
    Guard(
        "pending_act_confirmed_by_role",
        "pending_act",
        "UPDATE",
        _by_roles(
            "NEW.confirmed_by",
            {
                "administrator": "propose_role",
                "approver": f"{_APPROVERS} propose_cost",
                "finance": "propose_payee propose_write_off",
            },
        ),
        "an act of two is confirmed by an officer whose role allows it",
    ),
    Guard(
        "officer_role_known",
        "officer_role",
        "INSERT",
        "NEW.role NOT IN ('caseworker', 'approver', 'finance', 'panel', 'auditor', 'administrator')",
        "there is no such role",
    ),
    Guard(
        "excepted_decision_by_two",
        "excepted_decision",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM case_exception AS excepted JOIN case_decision AS decided "
        "ON decided.assessment = excepted.assessment AND decided.case_ref = excepted.case_ref "
        "JOIN pending_act ON pending_act.number = excepted.pending "
        "AND pending_act.confirmed_by = decided.decided_by AND pending_act.proposed_by = excepted.proposed_by "
        "WHERE excepted.id = NEW.exception AND decided.id = NEW.decision AND pending_act.act = 'propose_exception')",
        "an exception is confirmed by a second approver",
    ),
    Guard(
        "guarantee_excepted_by_two",
        "guarantee",
        "INSERT",
        "EXISTS (SELECT 1 FROM case_decision AS decided JOIN assessment ON assessment.id = decided.assessment "
        "WHERE decided.id = NEW.decision AND assessment.outcome = 'ineligible' "
        "AND NOT EXISTS (SELECT 1 FROM excepted_decision WHERE excepted_decision.decision = decided.id))",
        "an ineligible case is guaranteed only as an exception of two approvers",
    ),
    Guard(
        "case_decision_not_who_was_overturned",
        "case_decision",
        "INSERT",
        "EXISTS (SELECT 1 FROM refusal_review_outcome AS found "
        "JOIN refusal_review AS asked ON asked.id = found.review WHERE found.outcome = 'overturned' "
        f"AND found.decided_by = NEW.decided_by AND asked.decision = {_LATEST_DECISION})",
        "a case whose refusal was overturned is decided anew by another approver",
        lock=("case_file", "ref = NEW.case_ref"),
    ),
    Guard(
        "payee_confirmation_of_proposal",
        "payee_confirmation",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM payee_version AS entered JOIN pending_act ON pending_act.number = entered.pending "
        "WHERE entered.id = NEW.payee AND entered.proposed_by = NEW.proposed_by "
        "AND pending_act.act = 'propose_payee' AND pending_act.confirmed_by = NEW.confirmed_by)",
        "bank details are confirmed by a second person of finance",
    ),
    Guard(
        "payment_batch_line_confirmed",
        "payment_batch_line",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM payee_confirmation WHERE payee = NEW.payee)",
        "a payment goes to confirmed bank details only",
    ),
    Guard(
        "refusal_review_outcome_true_decider",
        "refusal_review_outcome",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM refusal_review AS asked JOIN case_decision AS decided "
        "ON decided.id = asked.decision WHERE asked.id = NEW.review AND decided.decided_by = NEW.decided_by) "
        "OR EXISTS (SELECT 1 FROM refusal_review AS asked JOIN application_facts AS written "
        "ON written.case_ref = asked.case_ref WHERE asked.id = NEW.review "
        "AND written.recorded_by = NEW.reviewed_by) "
        "OR EXISTS (SELECT 1 FROM refusal_review AS asked JOIN case_status AS stepped "
        "ON stepped.case_ref = asked.case_ref WHERE asked.id = NEW.review "
        "AND stepped.status IN ('draft', 'submitted', 'assessed') AND stepped.officer = NEW.reviewed_by)",
        "a refusal is reviewed by another approver than those who decided and prepared it",
    ),
    Guard(
        "dispute_answer_true_decider",
        "dispute_answer",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM claim_decision WHERE claim_ref = NEW.claim_ref AND decided_by = NEW.decided_by)",
        "a dispute is answered by another approver than the one who decided the claim",
    ),
    Guard(
        "dispute_answer_true_raiser",
        "dispute_answer",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM dispute WHERE claim_ref = NEW.claim_ref AND officer <> NEW.answered_by)",
        "a dispute is answered by another person than the one who raised it",
    ),
    Guard(
        "claim_reopening_has_its_cause",
        "claim_reopening",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM claim AS here JOIN claim AS there ON there.guarantee_ref = here.guarantee_ref "
        "AND there.lodged_by = here.lodged_by WHERE here.ref = NEW.claim_ref AND there.ref = NEW.reopens "
        "AND here.ref <> there.ref) OR (NEW.cause = 'dispute' AND NOT EXISTS (SELECT 1 FROM dispute_answer "
        "WHERE claim_ref = NEW.reopens AND outcome = 'reopened')) "
        "OR (NEW.cause = 'undone' AND NOT EXISTS (SELECT 1 FROM undone_acceptance "
        f"WHERE claim_ref = NEW.reopens AND {_confirmed('undone_acceptance.pending', 'propose_claim_correction')}))",
        "a claim is reopened after a dispute, or after two approvers undid its acceptance",
    ),
    Guard(
        "claim_decision_afresh",
        "claim_decision",
        "INSERT",
        "EXISTS (SELECT 1 FROM claim_reopening AS again JOIN claim_decision AS before "
        "ON before.claim_ref = again.reopens WHERE again.claim_ref = NEW.claim_ref "
        "AND before.decided_by = NEW.decided_by) OR EXISTS (SELECT 1 FROM claim_reopening AS again "
        "JOIN dispute_answer AS answered ON answered.claim_ref = again.reopens "
        "WHERE again.claim_ref = NEW.claim_ref AND again.cause = 'dispute' "
        "AND answered.answered_by = NEW.decided_by)",
        "a reopened claim is decided by another approver than the one before",
    ),
    Guard(
        "undone_acceptance_as_proposed",
        "undone_acceptance",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM pending_act WHERE number = NEW.pending AND confirmed_by IS NULL "
        "AND act = 'propose_claim_correction' AND proposed_by = NEW.proposed_by)",
        "an undone acceptance waits for its second approver",
    ),
    Guard(
        "guarantee_change_decision_true_opener",
        "guarantee_change_decision",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM guarantee_change WHERE id = NEW.change AND officer = NEW.opened_by)",
        "a change is decided by another person than the one who opened it",
    ),
]


def _month_number(month: str) -> str:
    return f"(CAST(substr({month}, 1, 4) AS INTEGER) * 12 + CAST(substr({month}, 6, 2) AS INTEGER))"


CLOSES = [
    Guard(
        "month_close_in_order",
        "month_close",
        "INSERT",
        f"{_month_number('NEW.month')} <> COALESCE((SELECT MAX({_month_number('month')}) + 1 FROM month_close), "
        f"{_month_number('NEW.month')}) OR substr(CAST(NEW.closed_on AS TEXT), 1, 7) <= NEW.month "
        "OR NEW.through_transfer <> (SELECT COALESCE(MAX(id), 0) FROM transfer)",
        "months are closed in order once they are over, with every transfer known then",
    ),
]

# A table, its column that names a person, and the role that person must hold.
BY_ROLE = [
    ("accommodation_price", "officer", "finance"),
    ("claim_payment", "paid_by", "finance"),
    ("cost_payment", "paid_by", "finance"),
    ("dispute_answer", "answered_by", "approver"),
    ("guarantee_change_decision", "decided_by", "approver"),
    ("let_pass", "officer", "approver"),
    ("month_close", "closed_by", "finance"),
    ("payment_batch", "made_by", "finance"),
    ("payment_return", "officer", "finance"),
    ("recovery_plan", "officer", "finance"),
    ("refusal_review_outcome", "reviewed_by", "approver"),
]

# Guards of earlier versions that others of the same name, or wider ones, take the place of.
REPLACED = [
    ("transfer_within_cap", "transfer"),
    ("transfer_accepted_as_decided", "transfer"),
    ("transfer_paid_once", "transfer"),
    ("transfer_paid_is_ordered", "transfer"),
    ("transfer_bank_by_claim", "transfer"),
    ("transfer_within_ceiling", "transfer"),
    ("case_status_known", "case_status"),
    ("place_one_holder", "place"),
    ("place_freed_lawfully", "place"),
    ("pending_act_proposed_by_role", "pending_act"),
    ("pending_act_confirmed_by_role", "pending_act"),
]


def upgrade() -> None:
    """Set every guard up."""
    bind = op.get_bind()
    dialect = cast("Dialect", bind.dialect.name)
    for name, table in REPLACED:
        for statement in dropped(name, table, dialect):
            bind.exec_driver_sql(statement)
    for guard in [*CLAIMS, *COMMITMENTS_AND_COSTS, *STATUSES, *PLACES, *ACTS_OF_TWO, *CLOSES, *_by_role()]:
        for statement in statements(guard, dialect):
            bind.exec_driver_sql(statement)


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
