"""A restricted case is closed to every act of a caseworker who is not named on it, and open to everybody else's."""

from dataclasses import replace

import pytest

from guarantor.domain.access import Act, Role
from guarantor.domain.refusals import CaseIsRestricted
from guarantor.services.acting.office import Person
from guarantor.services.casework import notes
from guarantor.services.correspondence import batches
from guarantor.services.entering import restricting
from guarantor.services.rent_record import rent
from guarantor.storage import case_files
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.rehearsing import ROLES, Rehearsal
from tests.services.acts_of_the_path import DOABLE
from tests.services.doing_an_act import Doable
from tests.services.stories import day
from tests.watching import refused

OF_A_CASE_TO_COME = {Act.ADD_CASE, Act.IMPORT_APPLICATIONS}
BY_THE_ROW = {Act.IMPORT_STATEMENTS}
"""Its rows about a restricted case are refused, each by itself."""

OF_CASEWORKERS = [
    doable
    for doable in DOABLE
    if ROLES[doable.by] is Role.CASEWORKER
    and doable.act not in OF_A_CASE_TO_COME | BY_THE_ROW | {Act.SET_UP_ACCOUNT, Act.CHANGE_PASSWORD}
]
OF_OTHERS = [doable for doable in DOABLE if ROLES[doable.by] in {Role.FINANCE, Role.APPROVER}]
RESTRICTED_BEFORE = {Act.RESTRICT_CASE}


def _restrict_all(rehearsal: Rehearsal) -> list[str]:
    with reading(rehearsal.office.engine) as session:
        refs = case_files.refs(session)
    for ref in refs:
        restricting.restrict(rehearsal.office, rehearsal.ann, ref)
    return refs


@pytest.fixture
def database_kind() -> str:
    """The rule is asked in one place, and reads one table."""
    return "sqlite"


@pytest.mark.parametrize("doable", OF_CASEWORKERS, ids=[each.act.value for each in OF_CASEWORKERS])
def test_every_act_of_a_caseworker_on_a_restricted_case_is_refused_in_the_same_words(
    begin: Begin, doable: Doable
) -> None:
    rehearsal = begin(doable.story)
    refs = _restrict_all(rehearsal)
    with refused(rehearsal.url, CaseIsRestricted) as caught:
        doable.do(rehearsal.office, getattr(rehearsal, doable.by))
    assert str(caught.value) in {f"{ref} is restricted; an approver can name you on it." for ref in refs}


@pytest.mark.parametrize("doable", OF_CASEWORKERS, ids=[each.act.value for each in OF_CASEWORKERS])
def test_whoever_is_named_on_it_does_the_same_act(begin: Begin, doable: Doable) -> None:
    rehearsal = begin(doable.story)
    for ref in _restrict_all(rehearsal):
        restricting.name(rehearsal.office, rehearsal.ann, ref, doable.by)
    doable.do(rehearsal.office, getattr(rehearsal, doable.by))


@pytest.mark.parametrize("doable", OF_OTHERS, ids=[each.act.value for each in OF_OTHERS])
def test_approvers_and_finance_go_on_as_before(begin: Begin, doable: Doable) -> None:
    rehearsal = begin(doable.story)
    if doable.act not in RESTRICTED_BEFORE:
        _restrict_all(rehearsal)
    doable.do(rehearsal.office, getattr(rehearsal, doable.by))


def test_the_roles_that_count_are_those_of_the_record(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    rehearsal.assessed_case()
    _restrict_all(rehearsal)
    claims_to_approve = replace(rehearsal.cal, roles=frozenset({Role.APPROVER}))
    with refused(rehearsal.url, CaseIsRestricted):
        notes.add(rehearsal.office, claims_to_approve, "RG-0001", "a look", day("2018-07-05"))


def test_a_key_used_before_tells_nothing_of_a_case_that_was_restricted_since(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    guarantee, on = rehearsal.active_guarantee(), day("2018-08-01")
    asked = (guarantee, on, 52_000, on, "august")
    rent.charge(rehearsal.office, rehearsal.cora, *asked)
    _restrict_all(rehearsal)
    with refused(rehearsal.url, CaseIsRestricted):
        rent.charge(rehearsal.office, rehearsal.cora, *asked)


def test_letters_by_the_batch_pass_a_restricted_case_over(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    office, cal, ann, on = rehearsal.office, rehearsal.cal, rehearsal.ann, day("2018-07-06")
    for ref in ("RG-0001", "RG-0002"):
        rehearsal.approved_case(ref)
    restricting.restrict(office, ann, "RG-0001")
    assert {each.ref for each in batches.due(office, on, cal)} == {"RG-0002"}
    assert {each.ref for each in batches.due(office, on, ann)} == {"RG-0001", "RG-0002"}
    made = batches.make_due(office, cal, on, lambda *_: None)
    assert {each["ref"] for each in made.done} == {"RG-0002"}
    assert made.not_done == ()
    batches.make_due(office, ann, on, lambda *_: None)
    assert {each.about for each in batches.to_send(office, cal)} == {"RG-0002"}
    assert {each.about for each in batches.to_send(office, ann)} == {"RG-0001", "RG-0002"}


def test_a_list_leaves_out_what_names_a_closed_case_and_keeps_the_rest(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    rehearsal.assessed_case("RG-0001")
    _restrict_all(rehearsal)
    rows = [
        {"claim": "RG-0001/1/C1"},
        {"cost": "RG-0001/K1"},
        {"ref": "RG-00011"},
        {"note": "RG-0001 is a sentence"},
        {"ref": None},
    ]
    assert restricting.left_open(rehearsal.office, rehearsal.cal, rows) == rows[2:]
    assert restricting.left_open(rehearsal.office, rehearsal.fay, rows) == rows
    assert restricting.left_open(rehearsal.office, None, rows) == rows


def test_a_caseworker_who_is_of_finance_too_is_bound(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    rehearsal.assessed_case("RG-0001")
    _restrict_all(rehearsal)
    both = Person(rehearsal.cal.number, "cal", frozenset({Role.CASEWORKER, Role.FINANCE}), "test")
    assert restricting.is_closed_to(rehearsal.office, both, "RG-0001")
    assert not restricting.is_closed_to(rehearsal.office, rehearsal.fay, "RG-0001")
