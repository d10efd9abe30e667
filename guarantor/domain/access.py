"""Who may do what: every act of the scheme with the roles that may do it, and the acts that take two people.

What is not listed here is refused. The pages and commands ask this table; none keeps its own list.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a person is trusted with. An administrator has no other role."""

    CASEWORKER = "caseworker"
    APPROVER = "approver"
    FINANCE = "finance"
    PANEL = "panel"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    """Everything that changes the record. One act, one transaction, one line in the journal."""

    CREATE_DATABASE = "create_database"
    UPGRADE_DATABASE = "upgrade_database"
    ADD_CASE = "add_case"
    SUBMIT_CASE = "submit_case"
    REVISE_CASE = "revise_case"
    ASSESS_CASE = "assess_case"
    RECORD_GATE_ITEM = "record_gate_item"
    DECIDE_CASE = "decide_case"
    ISSUE_GUARANTEE = "issue_guarantee"
    RECORD_SIGNATURE = "record_signature"
    CORRECT_SIGNATURE = "correct_signature"
    END_GUARANTEE = "end_guarantee"
    RELEASE_COMMITMENT = "release_commitment"
    CHARGE_RENT = "charge_rent"
    RECORD_RENT_PAYMENT = "record_rent_payment"
    RECORD_SILENCE = "record_silence"
    RECORD_MISSED_RENT = "record_missed_rent"
    LODGE_CLAIM = "lodge_claim"
    DECIDE_CLAIM = "decide_claim"
    PAY_CLAIM = "pay_claim"
    PROPOSE_PROGRAMME = "propose_programme"
    CONFIRM_PROGRAMME = "confirm_programme"
    PROPOSE_POLICY = "propose_policy"
    WITHDRAW_POLICY = "withdraw_policy"
    SAVE_FORECAST = "save_forecast"
    PROPOSE_ROLE = "propose_role"
    CONFIRM_ROLE = "confirm_role"
    WITHDRAW_CASE = "withdraw_case"
    LAPSE_APPROVAL = "lapse_approval"
    JOIN_WAITING = "join_waiting"
    SKIP_WAITING = "skip_waiting"
    ASK_FOR_REVIEW = "ask_for_review"
    REVIEW_REFUSAL = "review_refusal"
    RECORD_COMPLAINT = "record_complaint"
    ANSWER_COMPLAINT = "answer_complaint"
    PROPOSE_EXCEPTION = "propose_exception"
    CONFIRM_EXCEPTION = "confirm_exception"
    PROPOSE_COST = "propose_cost"
    CONFIRM_COST = "confirm_cost"
    PAY_COST = "pay_cost"
    IMPORT_APPLICATIONS = "import_applications"
    PROPOSE_END = "propose_end"
    CONFIRM_END = "confirm_end"
    ASK_FOR_TRANSFER = "ask_for_transfer"
    OPEN_CHANGE = "open_change"
    DECIDE_CHANGE = "decide_change"
    OPEN_TASK = "open_task"
    ASSIGN_TASK = "assign_task"
    CLOSE_TASK = "close_task"
    PAUSE_WARNINGS = "pause_warnings"
    CORRECT_RENT = "correct_rent"
    STATE_DEPOSIT = "state_deposit"
    IMPORT_STATEMENTS = "import_statements"
    RECORD_EVIDENCE = "record_evidence"
    DISPUTE_CLAIM = "dispute_claim"
    ANSWER_DISPUTE = "answer_dispute"
    PROPOSE_CLAIM_CORRECTION = "propose_claim_correction"
    CONFIRM_CLAIM_CORRECTION = "confirm_claim_correction"
    REWORD_REASON = "reword_reason"
    PROPOSE_PAYEE = "propose_payee"
    CONFIRM_PAYEE = "confirm_payee"
    MAKE_PAYMENT_BATCH = "make_payment_batch"
    RECORD_RETURNED_PAYMENT = "record_returned_payment"
    AGREE_RECOVERY_PLAN = "agree_recovery_plan"
    RECORD_RECOVERY = "record_recovery"
    GRANT_BREATHING_SPACE = "grant_breathing_space"
    PROPOSE_WRITE_OFF = "propose_write_off"
    CONFIRM_WRITE_OFF = "confirm_write_off"
    SET_ACCOMMODATION_PRICE = "set_accommodation_price"
    CLOSE_MONTH = "close_month"
    SUM_PERIOD = "sum_period"
    ISSUE_LETTER = "issue_letter"
    WITHDRAW_PAPER = "withdraw_paper"
    STORE_EXECUTED_COPY = "store_executed_copy"
    COMPARE_EXECUTED_COPY = "compare_executed_copy"
    TAKE_BACK_EXECUTED_COPY = "take_back_executed_copy"
    RECORD_DISPATCH = "record_dispatch"
    RECORD_RETURNED_LETTER = "record_returned_letter"
    PROPOSE_ACCOUNT = "propose_account"
    CONFIRM_ACCOUNT = "confirm_account"
    SET_UP_ACCOUNT = "set_up_account"
    CLOSE_ACCOUNT = "close_account"
    CHANGE_PASSWORD = "change_password"  # noqa: S105 - an act, not a secret
    RESTRICT_CASE = "restrict_case"
    STORE_EVIDENCE = "store_evidence"
    ADD_NOTE = "add_note"
    ERASE_PERSON = "erase_person"
    ANSWER_ACCESS_REQUEST = "answer_access_request"
    REAPPLY_ERASURES = "reapply_erasures"
    PUT_HOLD = "put_hold"
    LIFT_HOLD = "lift_hold"
    PROPOSE_DELETION = "propose_deletion"
    CONFIRM_DELETION = "confirm_deletion"
    SET_BUSINESS_DATE = "set_business_date"


MAY: dict[Act, frozenset[Role]] = {
    Act.ADD_CASE: frozenset({Role.CASEWORKER}),
    Act.SUBMIT_CASE: frozenset({Role.CASEWORKER}),
    Act.REVISE_CASE: frozenset({Role.CASEWORKER}),
    Act.ASSESS_CASE: frozenset({Role.CASEWORKER}),
    Act.RECORD_GATE_ITEM: frozenset({Role.CASEWORKER}),
    Act.DECIDE_CASE: frozenset({Role.APPROVER}),
    Act.ISSUE_GUARANTEE: frozenset({Role.APPROVER}),
    Act.RECORD_SIGNATURE: frozenset({Role.CASEWORKER, Role.APPROVER}),
    Act.CORRECT_SIGNATURE: frozenset({Role.CASEWORKER, Role.APPROVER}),
    Act.END_GUARANTEE: frozenset({Role.APPROVER}),
    Act.CHARGE_RENT: frozenset({Role.CASEWORKER}),
    Act.RECORD_RENT_PAYMENT: frozenset({Role.CASEWORKER}),
    Act.RECORD_SILENCE: frozenset({Role.CASEWORKER}),
    Act.RECORD_MISSED_RENT: frozenset({Role.CASEWORKER}),
    Act.LODGE_CLAIM: frozenset({Role.CASEWORKER}),
    Act.DECIDE_CLAIM: frozenset({Role.APPROVER}),
    Act.PAY_CLAIM: frozenset({Role.FINANCE}),
    Act.PROPOSE_PROGRAMME: frozenset({Role.APPROVER}),
    Act.CONFIRM_PROGRAMME: frozenset({Role.APPROVER}),
    Act.PROPOSE_POLICY: frozenset({Role.APPROVER}),
    Act.WITHDRAW_POLICY: frozenset({Role.APPROVER}),
    Act.SAVE_FORECAST: frozenset({Role.FINANCE}),
    Act.PROPOSE_ROLE: frozenset({Role.ADMINISTRATOR}),
    Act.CONFIRM_ROLE: frozenset({Role.ADMINISTRATOR}),
    Act.WITHDRAW_CASE: frozenset({Role.CASEWORKER}),
    Act.JOIN_WAITING: frozenset({Role.CASEWORKER, Role.APPROVER}),
    Act.SKIP_WAITING: frozenset({Role.APPROVER}),
    Act.ASK_FOR_REVIEW: frozenset({Role.CASEWORKER}),
    Act.REVIEW_REFUSAL: frozenset({Role.APPROVER}),
    Act.RECORD_COMPLAINT: frozenset({Role.CASEWORKER}),
    Act.ANSWER_COMPLAINT: frozenset({Role.APPROVER}),
    Act.PROPOSE_EXCEPTION: frozenset({Role.APPROVER}),
    Act.CONFIRM_EXCEPTION: frozenset({Role.APPROVER}),
    Act.PROPOSE_COST: frozenset({Role.CASEWORKER}),
    Act.CONFIRM_COST: frozenset({Role.APPROVER}),
    Act.PAY_COST: frozenset({Role.FINANCE}),
    Act.IMPORT_APPLICATIONS: frozenset({Role.CASEWORKER}),
    Act.PROPOSE_END: frozenset({Role.CASEWORKER, Role.APPROVER}),
    Act.CONFIRM_END: frozenset({Role.APPROVER}),
    Act.ASK_FOR_TRANSFER: frozenset({Role.CASEWORKER}),
    Act.OPEN_CHANGE: frozenset({Role.CASEWORKER, Role.APPROVER}),
    Act.DECIDE_CHANGE: frozenset({Role.APPROVER}),
    Act.OPEN_TASK: frozenset({Role.CASEWORKER, Role.APPROVER, Role.FINANCE}),
    Act.ASSIGN_TASK: frozenset({Role.CASEWORKER, Role.APPROVER, Role.FINANCE}),
    Act.CLOSE_TASK: frozenset({Role.CASEWORKER, Role.APPROVER, Role.FINANCE}),
    Act.PAUSE_WARNINGS: frozenset({Role.CASEWORKER}),
    Act.CORRECT_RENT: frozenset({Role.CASEWORKER}),
    Act.STATE_DEPOSIT: frozenset({Role.CASEWORKER}),
    Act.IMPORT_STATEMENTS: frozenset({Role.CASEWORKER}),
    Act.RECORD_EVIDENCE: frozenset({Role.CASEWORKER}),
    Act.DISPUTE_CLAIM: frozenset({Role.CASEWORKER}),
    Act.ANSWER_DISPUTE: frozenset({Role.APPROVER}),
    Act.PROPOSE_CLAIM_CORRECTION: frozenset({Role.APPROVER}),
    Act.CONFIRM_CLAIM_CORRECTION: frozenset({Role.APPROVER}),
    Act.REWORD_REASON: frozenset({Role.APPROVER}),
    Act.PROPOSE_PAYEE: frozenset({Role.FINANCE}),
    Act.CONFIRM_PAYEE: frozenset({Role.FINANCE}),
    Act.MAKE_PAYMENT_BATCH: frozenset({Role.FINANCE}),
    Act.RECORD_RETURNED_PAYMENT: frozenset({Role.FINANCE}),
    Act.AGREE_RECOVERY_PLAN: frozenset({Role.FINANCE}),
    Act.RECORD_RECOVERY: frozenset({Role.FINANCE}),
    Act.GRANT_BREATHING_SPACE: frozenset({Role.FINANCE}),
    Act.PROPOSE_WRITE_OFF: frozenset({Role.FINANCE}),
    Act.CONFIRM_WRITE_OFF: frozenset({Role.FINANCE}),
    Act.SET_ACCOMMODATION_PRICE: frozenset({Role.FINANCE}),
    Act.CLOSE_MONTH: frozenset({Role.FINANCE}),
    Act.ISSUE_LETTER: frozenset({Role.CASEWORKER, Role.APPROVER}),
    Act.WITHDRAW_PAPER: frozenset({Role.APPROVER}),
    Act.STORE_EXECUTED_COPY: frozenset({Role.CASEWORKER, Role.APPROVER}),
    Act.COMPARE_EXECUTED_COPY: frozenset({Role.CASEWORKER, Role.APPROVER}),
    Act.TAKE_BACK_EXECUTED_COPY: frozenset({Role.CASEWORKER, Role.APPROVER}),
    Act.RECORD_DISPATCH: frozenset({Role.CASEWORKER, Role.APPROVER}),
    Act.RECORD_RETURNED_LETTER: frozenset({Role.CASEWORKER, Role.APPROVER}),
    Act.PROPOSE_ACCOUNT: frozenset({Role.ADMINISTRATOR}),
    Act.CONFIRM_ACCOUNT: frozenset({Role.ADMINISTRATOR}),
    Act.SET_UP_ACCOUNT: frozenset(Role),
    Act.CLOSE_ACCOUNT: frozenset({Role.ADMINISTRATOR}),
    Act.CHANGE_PASSWORD: frozenset(Role),
    Act.RESTRICT_CASE: frozenset({Role.APPROVER}),
    Act.STORE_EVIDENCE: frozenset({Role.CASEWORKER}),
    Act.ADD_NOTE: frozenset({Role.CASEWORKER, Role.APPROVER}),
    Act.ANSWER_ACCESS_REQUEST: frozenset({Role.APPROVER}),
    Act.ERASE_PERSON: frozenset({Role.ADMINISTRATOR}),
    Act.PUT_HOLD: frozenset({Role.ADMINISTRATOR}),
    Act.LIFT_HOLD: frozenset({Role.ADMINISTRATOR}),
    Act.PROPOSE_DELETION: frozenset({Role.ADMINISTRATOR}),
    Act.CONFIRM_DELETION: frozenset({Role.ADMINISTRATOR}),
    Act.SET_BUSINESS_DATE: frozenset({Role.ADMINISTRATOR}),
}

NOT_IN_THE_PAST_WHEN_LIVE = frozenset(
    {Act.ASSESS_CASE, Act.DECIDE_CASE, Act.ISSUE_GUARANTEE, Act.RECORD_SIGNATURE}
)

SAYS_WHAT_WAS_SEEN = frozenset(
    {
        Act.RECORD_SIGNATURE,
        Act.CORRECT_SIGNATURE,
        Act.STORE_EXECUTED_COPY,
        Act.COMPARE_EXECUTED_COPY,
        Act.RECORD_RENT_PAYMENT,
        Act.RECORD_MISSED_RENT,
        Act.RECORD_SILENCE,
    }
)
"""Acts that put on record what somebody saw: dated after the business day they would record what nobody has seen."""


def may(roles: frozenset[Role], act: Act) -> bool:
    """Whether any of these roles may do the act; an act that no line grants is granted to nobody."""
    return bool(roles & MAY.get(act, frozenset()))


def combines(held: frozenset[Role], asked: Role) -> bool:
    """Whether a person who holds these roles may be given another: an administrator holds that one alone."""
    together = held | {asked}
    return Role.ADMINISTRATOR not in together or together == {Role.ADMINISTRATOR}


class View(StrEnum):
    """What can be read without changing anything."""

    CASES = "cases"
    MONEY = "money"
    PAYEES = "payees"
    JOURNAL = "journal"
    PROGRAMMES = "programmes"
    USERS = "users"
    LOOKS = "looks"
    REPORTS = "reports"
    FORECAST = "forecast"
    TASKS = "tasks"


MAY_SEE: dict[View, frozenset[Role]] = {
    View.CASES: frozenset({Role.CASEWORKER, Role.APPROVER, Role.AUDITOR}),
    View.MONEY: frozenset({Role.CASEWORKER, Role.APPROVER, Role.FINANCE, Role.AUDITOR}),
    View.PAYEES: frozenset({Role.FINANCE, Role.AUDITOR}),
    View.JOURNAL: frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
    View.PROGRAMMES: frozenset(Role),
    View.USERS: frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    View.LOOKS: frozenset({Role.AUDITOR, Role.APPROVER}),
    View.REPORTS: frozenset({Role.APPROVER, Role.FINANCE, Role.PANEL, Role.AUDITOR}),
    View.FORECAST: frozenset({Role.APPROVER, Role.FINANCE, Role.PANEL, Role.AUDITOR}),
    View.TASKS: frozenset({Role.CASEWORKER, Role.APPROVER, Role.FINANCE, Role.AUDITOR}),
}
