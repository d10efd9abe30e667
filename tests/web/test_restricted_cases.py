"""A restricted case is shut to caseworkers who are not named on it; who looked at which case is known."""

import datetime as dt

import pytest

from guarantor.domain.refusals import AlreadyDone
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.entering import looking, restricting
from guarantor.services.worktrays import daily, tray
from guarantor.services.worktrays.tray import Chosen
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.web.entering import with_accounts


@after(with_accounts)
def a_review_is_due(rehearsal: Rehearsal) -> None:
    """RG-0001/1 is active, and a task is open on it."""
    rehearsal.active_guarantee()
    daily.run(rehearsal.office, dt.date(2018, 11, 1))


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """One guarantee with an open task."""
    return begin(a_review_is_due)


def test_a_case_is_open_to_every_caseworker_until_it_is_restricted(rehearsal: Rehearsal) -> None:
    office, cora, cal, ann, aude = (
        rehearsal.office,
        rehearsal.cora,
        rehearsal.cal,
        rehearsal.ann,
        rehearsal.aude,
    )
    assert not restricting.is_closed_to(office, cal, "RG-0001")
    restricting.restrict(office, ann, "RG-0001")
    restricting.name(office, ann, "RG-0001", "cora")
    closed = {each.name: restricting.is_closed_to(office, each, "RG-0001") for each in (cora, cal, ann, aude)}
    assert closed == {"cora": False, "cal": True, "ann": False, "aude": False}
    restricting.unname(office, ann, "RG-0001", "cora")
    assert restricting.is_closed_to(office, cora, "RG-0001")
    restricting.lift(office, ann, "RG-0001")
    assert not restricting.is_closed_to(office, cal, "RG-0001")


def test_a_list_shows_no_more_of_it_than_its_reference(rehearsal: Rehearsal) -> None:
    office, on = rehearsal.office, dt.date(2018, 11, 1)
    restricting.restrict(office, rehearsal.ann, "RG-0001")
    assert restricting.hidden_from(office, rehearsal.cal) == {"RG-0001"}
    assert restricting.hidden_from(office, rehearsal.ann) == frozenset()
    shown = tray.tray(office, rehearsal.cal, on, Chosen()).tasks
    assert shown
    assert {(each["case"], each["asks"], each["guarantee"]) for each in shown} == {("RG-0001", None, None)}


def test_only_caseworkers_are_named_and_nothing_is_done_twice(rehearsal: Rehearsal) -> None:
    office, ann = rehearsal.office, rehearsal.ann
    with pytest.raises(NotFound):
        restricting.restrict(office, ann, "RG-0099")
    with pytest.raises(WrongInput, match="expected a caseworker, and fay is none"):
        restricting.name(office, ann, "RG-0001", "fay")
    for act in (restricting.lift, restricting.restrict):
        if act is restricting.restrict:
            act(office, ann, "RG-0001")
        with pytest.raises(AlreadyDone):
            act(office, ann, "RG-0001")


def test_looks_at_a_case_are_noted_once_for_a_while(rehearsal: Rehearsal) -> None:
    office, clock, cora = rehearsal.office, rehearsal.clock, rehearsal.cora
    minutes = office.settings.look_minutes
    for passed in (0, 1, minutes - 1):
        clock.instant += dt.timedelta(minutes=passed)
        looking.record(office, cora, "RG-0001")
    # The last one comes just when the first has been noted for long enough.
    assert [each["by"] for each in looking.of_case(office, "RG-0001")] == ["cora", "cora"]
    looking.record(office, rehearsal.cal, "RG-0001")
    assert [each["by"] for each in looking.of_case(office, "RG-0001")] == ["cal", "cora", "cora"]
    assert len(looking.of_officer(office, "cora", clock.instant)) == 1
