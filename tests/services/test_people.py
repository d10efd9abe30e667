"""Users and roles: two administrators for each, and an administrator has no other role."""

import pytest

from guarantor.domain.access import Role
from guarantor.domain.refusals import AlreadyDone, RolesDoNotCombine, SamePerson
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting import confirming, people
from guarantor.services.acting.office import Person
from tests.rehearsing import ROLES, Rehearsal
from tests.services.stories import given_role
from tests.watching import asked, one_line, refused


def _roles(rehearsal: Rehearsal, name: str) -> list[str]:
    return next((each["roles"] for each in people.listed(rehearsal.office) if each["name"] == name), [])


def test_a_role_is_held_only_when_the_second_administrator_has_confirmed_it(rehearsal: Rehearsal) -> None:
    proposed = people.propose_role(rehearsal.office, rehearsal.ada, "dee", Role.CASEWORKER)
    assert proposed == {"pending": "P-10"}
    assert _roles(rehearsal, "dee") == []
    assert rehearsal.confirmed(proposed, rehearsal.bo) == {"user": "dee", "role": "caseworker"}
    assert _roles(rehearsal, "dee") == ["caseworker"]


def test_whoever_proposed_a_role_cannot_confirm_it(rehearsal: Rehearsal) -> None:
    proposed = people.propose_role(rehearsal.office, rehearsal.ada, "dee", Role.CASEWORKER)
    with refused(rehearsal.url, SamePerson):
        rehearsal.confirmed(proposed, rehearsal.ada)


def test_a_role_is_confirmed_once(rehearsal: Rehearsal) -> None:
    proposed = people.propose_role(rehearsal.office, rehearsal.ada, "dee", Role.CASEWORKER)
    rehearsal.confirmed(proposed, rehearsal.bo)
    with refused(rehearsal.url, AlreadyDone):
        rehearsal.confirmed(proposed, rehearsal.bo)


def test_what_nobody_proposed_cannot_be_confirmed(rehearsal: Rehearsal) -> None:
    with refused(rehearsal.url, NotFound):
        confirming.confirm(rehearsal.office, rehearsal.bo, 99)


def test_what_waits_is_listed_until_it_is_confirmed(rehearsal: Rehearsal) -> None:
    proposed = people.propose_role(rehearsal.office, rehearsal.ada, "dee", Role.CASEWORKER)
    (waiting,) = confirming.waiting(rehearsal.office)
    assert (waiting["pending"], waiting["act"]) == ("P-10", "propose_role")
    rehearsal.confirmed(proposed, rehearsal.bo)
    assert confirming.waiting(rehearsal.office) == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_an_administrator_gets_no_other_role(rehearsal: Rehearsal, role: Role) -> None:
    with refused(rehearsal.url, RolesDoNotCombine):
        people.propose_role(rehearsal.office, rehearsal.bo, "ada", role)


@pytest.mark.parametrize("name", ["cora", "ann", "fay", "pam", "aude"])
def test_whoever_has_another_role_does_not_become_an_administrator(rehearsal: Rehearsal, name: str) -> None:
    with refused(rehearsal.url, RolesDoNotCombine):
        people.propose_role(rehearsal.office, rehearsal.ada, name, Role.ADMINISTRATOR)


def test_roles_that_stopped_combining_meanwhile_are_refused_at_the_confirmation(rehearsal: Rehearsal) -> None:
    as_administrator = people.propose_role(rehearsal.office, rehearsal.ada, "dee", Role.ADMINISTRATOR)
    as_caseworker = people.propose_role(rehearsal.office, rehearsal.ada, "dee", Role.CASEWORKER)
    rehearsal.confirmed(as_caseworker, rehearsal.bo)
    with refused(rehearsal.url, RolesDoNotCombine):
        rehearsal.confirmed(as_administrator, rehearsal.bo)


def test_other_roles_combine(rehearsal: Rehearsal) -> None:
    given_role(rehearsal, rehearsal.cora, Role.APPROVER)
    assert _roles(rehearsal, "cora") == ["approver", "caseworker"]


@pytest.mark.parametrize("name", ["cora", "ada"])
def test_a_role_that_is_held_is_not_granted_again(rehearsal: Rehearsal, name: str) -> None:
    with refused(rehearsal.url, AlreadyDone):
        people.propose_role(rehearsal.office, rehearsal.bo, name, ROLES[name])


@pytest.mark.parametrize("name", ["", "x", "Dee", "d e", "1dee", "d" * 33, "dée", "dee\n", "dee;"])
def test_a_name_that_cannot_be_typed_is_wrong_input(rehearsal: Rehearsal, name: str) -> None:
    with refused(rehearsal.url, WrongInput):
        people.propose_role(rehearsal.office, rehearsal.ada, name, Role.CASEWORKER)


@pytest.mark.parametrize("name", ["xy", "d" * 32, "d.e-e_2"])
def test_a_name_of_2_to_32_letters_digits_dots_and_dashes_is_taken(rehearsal: Rehearsal, name: str) -> None:
    proposed = people.propose_role(rehearsal.office, rehearsal.ada, name, Role.PANEL)
    assert rehearsal.confirmed(proposed, rehearsal.bo)["user"] == name


def test_the_confirmation_is_the_second_administrators_line_in_the_journal(rehearsal: Rehearsal) -> None:
    proposed = people.propose_role(rehearsal.office, rehearsal.ada, "dee", Role.CASEWORKER)
    with one_line(rehearsal.url) as added:
        rehearsal.confirmed(proposed, rehearsal.bo)
    assert (added[0].act, added[0].actor) == ("confirm_role", rehearsal.bo.number)
    both = asked(rehearsal.url, "SELECT proposed_by, confirmed_by FROM pending_act WHERE number = 10")
    assert both == [(rehearsal.ada.number, rehearsal.bo.number)]


def test_a_new_administrator_can_confirm_what_the_first_two_propose(rehearsal: Rehearsal) -> None:
    proposed = people.propose_role(rehearsal.office, rehearsal.ada, "kim", Role.ADMINISTRATOR)
    rehearsal.confirmed(proposed, rehearsal.bo)
    kim = Person(11, "kim", frozenset({Role.ADMINISTRATOR}), "test")
    proposed = people.propose_role(rehearsal.office, kim, "lee", Role.CASEWORKER)
    assert rehearsal.confirmed(proposed, rehearsal.ada) == {"user": "lee", "role": "caseworker"}
