"""Who may do what, as the scheme's table of people says."""

from itertools import combinations

import pytest

from guarantor.domain.access import MAY, MAY_SEE, Act, Role, View, combines, may

BY_THE_SYSTEM_ALONE = {
    Act.CREATE_DATABASE,
    Act.UPGRADE_DATABASE,
    Act.REAPPLY_ERASURES,
    Act.RELEASE_COMMITMENT,
    Act.LAPSE_APPROVAL,
    Act.SUM_PERIOD,
}


def doers(act: Act) -> set[Role]:
    return {role for role in Role if may(frozenset({role}), act)}


@pytest.mark.parametrize("act", Act)
def test_every_act_is_some_roles_or_the_systems_alone(act: Act) -> None:
    assert bool(doers(act)) != (act in BY_THE_SYSTEM_ALONE)


@pytest.mark.parametrize("role", [Role.PANEL, Role.AUDITOR])
def test_panel_and_auditor_change_nothing_but_their_own_account(role: Role) -> None:
    assert [act for act in Act if may(frozenset({role}), act)] == [
        Act.SET_UP_ACCOUNT,
        Act.CHANGE_PASSWORD,
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Act.ASSESS_CASE, Act.DECIDE_CASE),
        (Act.RECORD_GATE_ITEM, Act.ISSUE_GUARANTEE),
        (Act.LODGE_CLAIM, Act.DECIDE_CLAIM),
        (Act.DECIDE_CLAIM, Act.PAY_CLAIM),
        (Act.DECIDE_CLAIM, Act.MAKE_PAYMENT_BATCH),
    ],
)
def test_no_one_role_does_both_halves(first: Act, second: Act) -> None:
    assert not doers(first) & doers(second)


def test_nobody_without_a_role_may_do_anything() -> None:
    assert not any(may(frozenset(), act) for act in Act)


@pytest.mark.parametrize(("held", "asked"), [*combinations(Role, 2), *combinations(reversed(Role), 2)])
def test_an_administrator_holds_no_other_role_and_any_two_others_combine(held: Role, asked: Role) -> None:
    assert combines(frozenset({held}), asked) == (Role.ADMINISTRATOR not in (held, asked))


def test_a_first_role_may_be_any() -> None:
    assert all(combines(frozenset(), role) for role in Role)


def test_finance_and_panel_never_see_a_young_person() -> None:
    assert not MAY_SEE[View.CASES] & {Role.FINANCE, Role.PANEL, Role.ADMINISTRATOR}


def test_bank_details_are_finances_and_the_auditors_alone() -> None:
    assert MAY_SEE[View.PAYEES] == {Role.FINANCE, Role.AUDITOR}


def test_the_auditor_sees_everything() -> None:
    assert all(Role.AUDITOR in MAY_SEE[view] for view in View)


def test_every_line_of_the_tables_names_an_act_or_a_view() -> None:
    assert set(MAY) == set(Act) - BY_THE_SYSTEM_ALONE
    assert set(MAY_SEE) == set(View)
