"""In a live database, whoever reads on the command line is known: a restricted case is shut, and looks are noted."""

import datetime as dt
import os
from collections.abc import Callable
from shlex import split

import pytest

from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import GateItem, Party
from guarantor.services.casework import cases, decisions
from guarantor.services.claiming import claims
from guarantor.services.entering import looking, restricting
from guarantor.services.guaranteeing import guarantees, issuing
from guarantor.services.rent_record import rent
from tests.commanding import At, Run
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.stories import UID_OF, day

As = Callable[[str], Run]
SENTENCE = "RG-0001 is restricted; an approver can name you on it."


def _today(rehearsal: Rehearsal, on: str) -> dt.date:
    """A live database takes these acts on their day alone: let it be that day."""
    rehearsal.clock.instant = dt.datetime.fromisoformat(f"{on}T09:00:00+00:00")
    return day(on)


@after(stories.live)
def two_with_a_claim(rehearsal: Rehearsal) -> None:
    """RG-0001 and RG-0002 each have a guarantee with a claim; RG-0001 is restricted."""
    office, cora, ann = rehearsal.office, rehearsal.cora, rehearsal.ann
    for ref in ("RG-0001", "RG-0002"):
        on = _today(rehearsal, "2018-07-02")
        cases.add(office, cora, rehearsal.document(ref), on)
        cases.submit(office, cora, ref, on)
        cases.assess(office, cora, ref, on)
        decisions.decide(office, ann, ref, "approve", "ready", [], on)
        for item in GateItem:
            cases.record_gate_item(office, cora, ref, item, "seen", on)
        issuing.issue(office, ann, ref, on)
        for party in Party:
            guarantees.sign(office, cora, f"{ref}/1", party, on)
        on = _today(rehearsal, "2018-11-05")
        due = [day("2018-09-01"), day("2018-10-01")]
        for each in due:
            rent.charge(office, cora, f"{ref}/1", each, 52_000, on, None)
        claims.lodge(office, cora, f"{ref}/1", {Month(2018, each.month): 52_000 for each in due}, on, None)
    restricting.restrict(office, ann, "RG-0001")


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Two cases, the first of them restricted."""
    return begin(two_with_a_claim)


@pytest.fixture
def as_(rehearsal: Rehearsal, at: At, monkeypatch: pytest.MonkeyPatch) -> As:
    """Run commands as the account of one of the staff."""
    run = at(rehearsal)

    def one(name: str) -> Run:
        monkeypatch.setattr(os, "getuid", lambda: UID_OF[name])
        return run

    return one


OF_ONE = [
    "case show {case}",
    "guarantee show {case}/1",
    "guarantee changes {case}/1",
    "claim show {case}/1/C1",
    "claim list --guarantee {case}/1",
    "rent entries {case}/1",
    "rent statement {case}/1",
    "letters list {case}",
    "letters make deed {case}/1 --out deed.pdf",
    "task list --case {case}",
    "ledger balances --guarantee {case}/1",
]


@pytest.mark.parametrize("command", OF_ONE)
def test_what_shows_a_restricted_case_is_refused_in_the_same_words_and_shows_another(
    as_: As, command: str
) -> None:
    refused = as_("cal")(*split(command.format(case="RG-0001")), "--json")
    assert (refused.code, refused.json()["refused"], refused.sentences) == (3, "CaseIsRestricted", [SENTENCE])
    assert as_("cal")(*split(command.format(case="RG-0002")), "--json").code == 0
    assert as_("ann")(*split(command.format(case="RG-0001")), "--json").code == 0


def test_a_task_and_a_paper_of_a_restricted_case_are_shut_too(as_: As) -> None:
    (task,) = {each["task"] for each in as_("ann")("task", "list", "--case", "RG-0001", "--json").json()[:1]}
    as_("ann")("letters", "make", "deed", "RG-0001/1", "--out", "deed.pdf")
    for command in (["task", "show", task], ["letters", "verify", "deed.pdf"]):
        assert as_("cal")(*command).sentences == [SENTENCE]
        assert as_("ann")(*command).code == 0


@pytest.mark.parametrize("command", ["case list", "guarantee list", "claim list", "task list"])
def test_a_list_leaves_a_restricted_case_out_for_whom_it_is_closed_to(as_: As, command: str) -> None:
    shown = {name: as_(name)(*split(command), "--json").out for name in ("cal", "ann")}
    assert "RG-0001" not in shown["cal"]
    assert "RG-0002" in shown["cal"]
    assert "RG-0001" in shown["ann"]


def test_finance_sees_what_is_paid_of_a_restricted_case(as_: As) -> None:
    shown = as_("fay")("claim", "show", "RG-0001/1/C1", "--json")
    assert (shown.code, shown.json()["claim"]) == (0, "RG-0001/1/C1")
    assert as_("fay")("payee", "show", "RG-0001", "--json").code == 0


def test_whoever_is_named_on_it_reads_it(as_: As, rehearsal: Rehearsal) -> None:
    restricting.name(rehearsal.office, rehearsal.ann, "RG-0001", "cal")
    assert as_("cal")("case", "show", "RG-0001", "--json").code == 0


def test_a_look_is_noted_once_and_a_refused_one_is_none(as_: As, rehearsal: Rehearsal) -> None:
    as_("cal")("case", "show", "RG-0001")
    as_("ann")("case", "show", "RG-0001")
    as_("ann")("guarantee", "show", "RG-0001/1")
    assert [each["by"] for each in looking.of_case(rehearsal.office, "RG-0001")] == ["ann"]


def test_a_case_that_is_not_there_is_not_found_and_no_look_is_noted(as_: As) -> None:
    ran = as_("cal")("case", "show", "RG-0999", "--json")
    assert ran.code == 2
    assert "RG-0999" in ran.err
