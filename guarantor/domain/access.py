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
    ADD_CASE = "add_case"
    SUBMIT_CASE = "submit_case"
    REVISE_CASE = "revise_case"
    ASSESS_CASE = "assess_case"
    RECORD_GATE_ITEM = "record_gate_item"
    DECIDE_CASE = "decide_case"
    ISSUE_GUARANTEE = "issue_guarantee"
    RECORD_SIGNATURE = "record_signature"
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
    PROPOSE_ROLE = "propose_role"
    CONFIRM_ROLE = "confirm_role"
    ERASE_PERSON = "erase_person"
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
    Act.PROPOSE_ROLE: frozenset({Role.ADMINISTRATOR}),
    Act.CONFIRM_ROLE: frozenset({Role.ADMINISTRATOR}),
    Act.ERASE_PERSON: frozenset({Role.ADMINISTRATOR}),
    Act.SET_BUSINESS_DATE: frozenset({Role.ADMINISTRATOR}),
}

NOT_IN_THE_PAST_WHEN_LIVE = frozenset(
    {Act.ASSESS_CASE, Act.DECIDE_CASE, Act.ISSUE_GUARANTEE, Act.RECORD_SIGNATURE}
)


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
    JOURNAL = "journal"
    PROGRAMMES = "programmes"
    USERS = "users"


MAY_SEE: dict[View, frozenset[Role]] = {
    View.CASES: frozenset({Role.CASEWORKER, Role.APPROVER, Role.AUDITOR}),
    View.MONEY: frozenset({Role.CASEWORKER, Role.APPROVER, Role.FINANCE, Role.AUDITOR}),
    View.JOURNAL: frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
    View.PROGRAMMES: frozenset(Role),
    View.USERS: frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
}
