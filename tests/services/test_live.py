"""A live database: people are operating-system accounts, the day is today's, and the key is a setting."""

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from guarantor.domain.access import Role, View
from guarantor.domain.lifecycle import GateItem, Party
from guarantor.domain.refusals import AlreadyDone, DateInThePast, NotPermitted
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import databases, identity, people
from guarantor.services.acting.office import Office
from guarantor.services.casework import cases, decisions
from guarantor.services.guaranteeing import guarantees, issuing
from guarantor.services.proof import checking
from guarantor.services.rent_record import rent
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story, after
from tests.services import stories
from tests.services.stories import ACCOUNTS, UID_OF, day
from tests.watching import asked, contents, journal, refused

TODAY, YESTERDAY, TOMORROW = dt.date(2019, 4, 30), dt.date(2019, 4, 29), dt.date(2019, 5, 1)
FRESH = {
    "person.last_contact_on": "2019-04-20",
    "person.pathway_plan_reviewed_on": "2019-04-01",
    "tenancy.starts_on": "2019-06-01",
}


@after(stories.live)
def live_and_submitted(rehearsal: Rehearsal) -> None:
    """RG-0001 was submitted today."""
    cases.add(rehearsal.office, rehearsal.cora, rehearsal.document(changes=FRESH), TODAY)
    cases.submit(rehearsal.office, rehearsal.cora, "RG-0001", TODAY)


@after(live_and_submitted)
def live_and_assessed(rehearsal: Rehearsal) -> None:
    """RG-0001 was assessed today."""
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", TODAY)


@after(live_and_assessed)
def live_and_approved(rehearsal: Rehearsal) -> None:
    """RG-0001 was approved today, every item of the gate recorded."""
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "approve", "ready", [], TODAY)
    for item in GateItem:
        cases.record_gate_item(rehearsal.office, rehearsal.cora, "RG-0001", item, "seen", TODAY)


@after(live_and_approved)
def live_and_offered(rehearsal: Rehearsal) -> None:
    """RG-0001/1 was issued today."""
    issuing.issue(rehearsal.office, rehearsal.ann, "RG-0001", TODAY)


def _assess(rehearsal: Rehearsal, on: dt.date) -> Any:
    return cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", on)


def _decide(rehearsal: Rehearsal, on: dt.date) -> Any:
    return decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "approve", "ready", [], on)


def _issue(rehearsal: Rehearsal, on: dt.date) -> Any:
    return issuing.issue(rehearsal.office, rehearsal.ann, "RG-0001", on)


def _sign(rehearsal: Rehearsal, on: dt.date) -> Any:
    return guarantees.sign(rehearsal.office, rehearsal.cora, "RG-0001/1", Party.LANDLORD, on)


ONLY_TODAY: list[tuple[Story, Callable[[Rehearsal, dt.date], Any]]] = [
    (live_and_submitted, _assess),
    (live_and_assessed, _decide),
    (live_and_approved, _issue),
    (live_and_offered, _sign),
]


@pytest.mark.parametrize(("story", "do"), ONLY_TODAY, ids=["assess", "decide", "issue", "sign"])
def test_an_act_of_yesterday_is_refused_and_the_same_act_today_is_done(
    begin: Begin, story: Story, do: Callable[[Rehearsal, dt.date], Any]
) -> None:
    rehearsal = begin(story)
    with refused(rehearsal.url, DateInThePast) as caught:
        do(rehearsal, YESTERDAY)
    assert "2019-04-29" in str(caught.value)
    assert "2019-04-30" in str(caught.value)
    assert do(rehearsal, TODAY)


def test_what_was_heard_of_late_is_recorded_on_its_own_day(begin: Begin) -> None:
    rehearsal = begin(live_and_offered)
    for party in Party:
        guarantees.sign(rehearsal.office, rehearsal.cora, "RG-0001/1", party, TODAY)
    later = dt.datetime(2019, 7, 20, 9, tzinfo=dt.UTC)
    rehearsal.clock.instant = later
    due_on = day("2019-07-01")
    with refused(rehearsal.url, WrongInput) as caught:
        rent.charge(rehearsal.office, rehearsal.cora, "RG-0001/1", due_on, 52_000, due_on, None)
    assert "--why" in str(caught.value)
    told_why = replace(rehearsal.cora, late_reason="the landlord's letter came today")
    charged = rent.charge(rehearsal.office, told_why, "RG-0001/1", due_on, 52_000, due_on, None)
    assert charged["due_on"] == "2019-07-01"
    [kept] = asked(rehearsal.url, "SELECT case_ref, act, subject, dated_on, reason FROM late_entry")
    assert kept == ("RG-0001", "charge_rent", "RG-0001/1", "2019-07-01", "the landlord's letter came today")
    assert kept[-1] not in str(journal(rehearsal.url)[-1].details)
    assert checking.verify_journal(rehearsal.office) == []


def test_no_reason_is_asked_for_what_is_dated_today(begin: Begin) -> None:
    rehearsal = begin(live_and_offered)
    due_on = day("2019-06-01")
    with refused(rehearsal.url, WrongInput) as caught:
        rent.charge(rehearsal.office, rehearsal.cora, "RG-0001/1", due_on, 100, YESTERDAY, None)
    assert "--why" in str(caught.value)
    rent.charge(rehearsal.office, rehearsal.cora, "RG-0001/1", due_on, 100, TODAY, None)
    assert asked(rehearsal.url, "SELECT * FROM late_entry") == []


def test_a_user_of_a_live_database_is_an_account(begin: Begin) -> None:
    rehearsal = begin(stories.live)
    with refused(rehearsal.url, WrongInput) as caught:
        people.propose_role(rehearsal.office, rehearsal.ada, "dee", Role.CASEWORKER)
    assert "--uid" in str(caught.value)


def test_the_person_is_the_account_that_runs_the_program(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsal = begin(stories.live)
    monkeypatch.setattr(os, "getuid", lambda: UID_OF["cora"])
    monkeypatch.setenv("USER", "ann")
    monkeypatch.setenv("LOGNAME", "ann")
    person = identity.whom(rehearsal.office, None, "cli")
    assert (person.number, person.name, person.roles) == (3, "cora", frozenset({Role.CASEWORKER}))


def test_an_account_that_belongs_to_nobody_is_refused(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    rehearsal = begin(stories.live)
    monkeypatch.setattr(os, "getuid", lambda: 59_999)
    with refused(rehearsal.url, NotPermitted):
        identity.whom(rehearsal.office, None, "cli")


@pytest.mark.parametrize("by", ["cora", "ann", ""])
def test_a_live_database_is_given_no_name(begin: Begin, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    rehearsal = begin(stories.live)
    monkeypatch.setattr(os, "getuid", lambda: UID_OF["cora"])
    with refused(rehearsal.url, WrongInput) as caught:
        identity.whom(rehearsal.office, by, "cli")
    assert "--by" in str(caught.value)


SEES = {
    View.CASES: {"cora", "ann", "aude"},
    View.MONEY: {"cora", "ann", "fay", "aude"},
    View.PAYEES: {"fay", "aude"},
    View.JOURNAL: {"aude", "ada"},
    View.PROGRAMMES: {"cora", "ann", "fay", "pam", "aude", "ada"},
    View.USERS: {"ada", "aude"},
    View.LOOKS: {"aude", "ann"},
    View.REPORTS: {"ann", "fay", "pam", "aude"},
    View.FORECAST: {"ann", "fay", "pam", "aude"},
    View.TASKS: {"cora", "ann", "fay", "aude"},
}


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("name", ["cora", "ann", "fay", "pam", "aude", "ada"])
def test_each_role_sees_what_is_its_own_and_finance_and_panel_no_case(
    begin: Begin, monkeypatch: pytest.MonkeyPatch, view: View, name: str
) -> None:
    rehearsal = begin(stories.live)
    uid = ACCOUNTS[0].pw_uid if name == "ada" else UID_OF[name]
    monkeypatch.setattr(os, "getuid", lambda: uid)
    assert identity.may_see(rehearsal.office, view) is (name in SEES[view])
    if name in SEES[view]:
        identity.check_may_see(rehearsal.office, view)
    else:
        with refused(rehearsal.url, NotPermitted):
            identity.check_may_see(rehearsal.office, view)


def test_the_business_date_of_a_live_database_is_today(begin: Begin) -> None:
    rehearsal = begin(stories.live)
    assert identity.business_day(rehearsal.office, None) == TODAY
    assert identity.banner(rehearsal.office) is None
    with refused(rehearsal.url, WrongInput):
        databases.set_business_date(rehearsal.office, rehearsal.ada, TOMORROW)


def test_a_rehearsals_business_date_stands_in_for_today(rehearsal: Rehearsal) -> None:
    databases.set_business_date(rehearsal.office, rehearsal.ada, day("2018-09-01"))
    assert identity.business_day(rehearsal.office, None) == day("2018-09-01")
    banner = identity.banner(rehearsal.office)
    assert banner is not None
    assert "2018-09-01" in banner
    assert identity.business_day(rehearsal.office, YESTERDAY) == YESTERDAY


# ---- creating


@pytest.fixture
def with_key(empty_office: Office, tmp_path: Path) -> Office:
    """An office with a key of its own and a database without a table."""
    assert empty_office.settings.signing_key_file == tmp_path / "journal-signing-key.pem"
    return empty_office


def _create(office: Office, administrators: list[str]) -> None:
    databases.create(office, administrators, rehearsal=False)


def test_a_live_database_takes_two_accounts_of_the_machine(with_key: Office, database_url: str) -> None:
    _create(with_key, [account.pw_name for account in ACCOUNTS])
    assert databases.condition(with_key)["kind"] == "live"
    officers = contents(database_url)["officer"]
    assert [row[1:3] for row in officers] == [(each.pw_name, each.pw_uid) for each in ACCOUNTS]


@pytest.mark.parametrize("rehearsal", [True, False], ids=["rehearsal", "live"])
@pytest.mark.parametrize(
    "administrators",
    [[], ["one"], ["one", "one"], ["one", "two", "three"]],
    ids=lambda given: str(len(given)),
)
def test_a_database_is_created_by_two_different_people(
    with_key: Office, database_url: str, administrators: list[str], rehearsal: bool
) -> None:
    with refused(database_url, WrongInput) as caught:
        databases.create(with_key, administrators, rehearsal=rehearsal)
    assert "--administrator" in str(caught.value)


def test_a_live_database_takes_no_name_that_is_no_account(with_key: Office, database_url: str) -> None:
    with refused(database_url, WrongInput) as caught:
        _create(with_key, [ACCOUNTS[0].pw_name, "no-such-account-here"])
    assert "no-such-account-here" in str(caught.value)


def test_a_live_database_needs_its_key_as_a_setting(with_key: Office, database_url: str) -> None:
    settings = with_key.settings.model_copy(update={"signing_key_file": None})
    with refused(database_url, WrongInput) as caught:
        _create(replace(with_key, settings=settings), [account.pw_name for account in ACCOUNTS])
    assert "GUARANTOR_SIGNING_KEY_FILE" in str(caught.value)


@pytest.mark.parametrize("content", [None, b"", b"no key"])
def test_a_key_that_is_none_is_wrong_input(
    with_key: Office, database_url: str, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "other.pem"
    if content is not None:
        file.write_bytes(content)
    settings = with_key.settings.model_copy(update={"signing_key_file": file})
    with refused(database_url, WrongInput):
        _create(replace(with_key, settings=settings), [account.pw_name for account in ACCOUNTS])


@pytest.mark.parametrize("rehearsal", [True, False])
def test_a_database_is_created_once(begin: Begin, rehearsal: bool) -> None:
    made = begin(Rehearsal.create)
    names = [account.pw_name for account in ACCOUNTS]
    with refused(made.url, AlreadyDone):
        databases.create(made.office, names, rehearsal=rehearsal)
