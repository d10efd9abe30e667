"""`guarantor case`, what follows a decision, as the command line says it: answers, refusals and sentences."""

from typing import Any

import pytest

from tests.commanding import At, Ran
from tests.conftest import Begin
from tests.rehearsing import Story
from tests.services import stories
from tests.services.after_decision import (
    approved_before_the_place_went,
    cost_approved,
    not_ready,
    place_free_again,
    three_wait,
)
from tests.watching import nothing_written

HISTORIES = ("waiting", "withdrawals", "reviews", "complaints", "exceptions", "costs")


def _by(name: str, on: str = "2018-07-10") -> list[str]:
    return ["--by", name, "--on", on, "--json"]


def _answer(ran: Ran) -> Any:
    assert ran.code == 0, ran.err
    return ran.json()


def _refusal(ran: Ran) -> str:
    assert ran.code == 3, ran.err
    return str(ran.json()["refused"])


def test_a_case_is_withdrawn_and_comes_back(begin: Begin, at: At) -> None:
    run = at(begin(stories.assessed))
    withdraw = ["case", "withdraw", "RG-0001", "--reason", "moved away"]
    assert _answer(run(*withdraw, *_by("cora"))) == {"ref": "RG-0001", "status": "withdrawn"}
    assert _refusal(run(*withdraw, *_by("cora"))) == "WrongStatus"
    assert _answer(run("case", "submit", "RG-0001", *_by("cora")))["status"] == "submitted"


def test_a_guaranteed_case_is_not_withdrawn(begin: Begin, at: At) -> None:
    run = at(begin(stories.active))
    ran = run("case", "withdraw", "RG-0001", "--reason", "moved away", *_by("cora"))
    assert _refusal(ran) == "GuaranteeStands"


def test_a_case_waits_for_its_turn(begin: Begin, at: At) -> None:
    run = at(begin(approved_before_the_place_went))
    ran = run("guarantee", "issue", "RG-0002", *_by("ann"))
    assert _refusal(ran) == "NoPlaceFree"
    assert "waiting list" in ran.json()["says"]
    assert _answer(run("case", "wait", "RG-0002", *_by("cora"))) == {"ref": "RG-0002", "position": 1}
    (entry,) = _answer(run("case", "waiting", "--json"))
    assert (entry["ref"], entry["position"], entry["decided_on"]) == ("RG-0002", 1, "2018-07-03")
    (later,) = _answer(run("case", "waiting", "--on", "2018-07-13", "--json"))
    assert later["days"] == 10
    assert _refusal(run("case", "wait", "RG-0002", *_by("cora"))) == "AlreadyDone"


def test_others_pass_on_the_list(begin: Begin, at: At) -> None:
    run = at(begin(place_free_again))
    on = "2018-08-03"
    assert _refusal(run("guarantee", "issue", "RG-0002", *_by("ann", on))) == "OthersWaitFirst"
    let_pass = ["case", "let-pass", "RG-0003", "--reason", "in hospital"]
    assert _refusal(run(*let_pass, *_by("cora", on))) == "NotPermitted"
    assert _answer(run(*let_pass, *_by("abe", on))) == {"ref": "RG-0003", "let_pass": True}
    assert _answer(run("guarantee", "issue", "RG-0002", *_by("ann", on)))["guarantee_ref"] == "RG-0002/1"


def test_a_refusal_is_reviewed_and_a_complaint_answered(begin: Begin, at: At) -> None:
    run = at(begin(stories.declined))
    asked = _answer(run("case", "ask-review", "RG-0001", "--reason", "I can cook", *_by("cora")))
    assert asked == {"ref": "RG-0001", "due_on": "2018-07-24"}
    review = ["case", "review", "RG-0001", "--outcome", "overturned", "--reason", "it bears"]
    assert _refusal(run(*review, *_by("ann"))) == "SamePerson"
    assert _answer(run(*review, *_by("abe")))["status"] == "assessed"
    complaint = ["case", "complaint", "RG-0001", "--about", "too slow", "--stage", "2"]
    assert _answer(run(*complaint, *_by("cora")))["complaint"] == 1
    reply = ["case", "answer-complaint", "RG-0001", "--outcome", "upheld", "--answer", "sorry"]
    assert _answer(run(*reply, "--complaint", "1", *_by("abe")))["outcome"] == "upheld"
    shown = _answer(run("case", "show", "RG-0001", "--json"))
    assert (shown["reviews"][0]["outcome"], shown["complaints"][0]["answer"]) == ("overturned", "sorry")


def test_an_exception_takes_two_approvers(begin: Begin, at: At) -> None:
    run = at(begin(not_ready))
    decide = ["case", "decide", "RG-0001", "approve", "--reason", "a cook lives next door", "--except"]
    assert _refusal(run(*decide[:-1], *_by("ann"))) == "NotApprovable"
    assert _answer(run(*decide, "ready", *_by("ann"))) == {"pending": "P-10"}
    assert _refusal(run("confirm", "P-10", *_by("ann"))) == "SamePerson"
    confirmed = _answer(run("confirm", "P-10", *_by("abe")))
    assert confirmed == {"ref": "RG-0001", "status": "approved", "excepted": ["ready"]}


def test_several_findings_follow_one_option(begin: Begin, at: At) -> None:
    run = at(begin(not_ready))
    words = ["case", "decide", "RG-0001", "approve", "--reason", "so", "--except", "ready", "housing_debt"]
    ran = run(*words, *_by("ann"))
    assert ran.code == 2
    assert ran.sentences == ["--except: expected criteria that are not met, and 'housing_debt' is none."]


def test_only_an_approval_is_an_exception(begin: Begin, at: At) -> None:
    rehearsal = begin(not_ready)
    run = at(rehearsal)
    with nothing_written(rehearsal.url):
        ran = run("case", "decide", "RG-0001", "decline", "--reason", "so", "--except", "ready", *_by("ann"))
    assert ran.code == 2
    assert ran.sentences == ["--except: expected only with approve."]


def test_a_cost_goes_from_proposal_to_payment(begin: Begin, at: At) -> None:
    run = at(begin(stories.drafted))
    cost = ["case", "cost", "RG-0001", "--kind", "advice", "--reason", "Shelter", "--amount"]
    assert _refusal(run(*cost, "250.01", *_by("cora"))) == "CostOverLimit"
    over = _answer(run(*cost, "250.01", "--over-limit", "--key", "k1", *_by("cora")))
    assert over == {"pending": "P-10", "cost": "RG-0001/K1", "over_limit": True}
    assert _answer(run("confirm", "P-10", *_by("abe")))["approved"] == "250.01"
    pay = ["case", "pay-cost", "RG-0001/K1", "--reference", "BACS-9"]
    assert _refusal(run(*pay, *_by("cora"))) == "NotPermitted"
    assert _answer(run(*pay, *_by("fay"))) == {
        "cost": "RG-0001/K1",
        "paid": "250.01",
        "reference": "BACS-9",
    }
    assert [each["status"] for each in _answer(run("case", "costs", "--json"))] == ["paid"]
    balances = {each["account"]: each["balance"] for each in _answer(run("ledger", "balances", "--json"))}
    assert balances["scheme_costs"] == "250.01"
    assert _answer(run("ledger", "exposure", "--on", "2018-07-10", "--json"))["costs"] == "250.01"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("case withdraw RG-1 --reason x --by cora", "REF: expected a case such as RG-0001, not 'RG-1'."),
        (
            "case cost RG-0001 --kind advice --amount 0 --reason x --by cora",
            "--amount: expected an amount above zero.",
        ),
        (
            "case cost RG-0001 --kind travel --amount 1 --reason x --by cora",
            "--kind: expected legal or advice, not 'travel'.",
        ),
        (
            "case pay-cost RG-0001 --reference B --by fay",
            "COST: expected a cost such as RG-0001/K1, not 'RG-0001'.",
        ),
        (
            "case review RG-0001 --outcome so --reason x --by abe",
            "--outcome: expected upheld or overturned, not 'so'.",
        ),
        (
            "case complaint RG-0001 --about x --stage 4 --by cora",
            "--stage: expected a stage from 1 to 3, not 4.",
        ),
    ],
)
def test_wrong_input_is_one_sentence_and_nothing_is_written(
    begin: Begin, at: At, words: str, says: str
) -> None:
    rehearsal = begin(stories.drafted)
    run = at(rehearsal)
    with nothing_written(rehearsal.url):
        ran = run(*words.split())
    assert (ran.code, ran.sentences) == (2, [says])


@pytest.mark.parametrize("command", ["case waiting", "case costs", "case show RG-0001"])
@pytest.mark.parametrize("story", [three_wait, cost_approved])
def test_reading_writes_nothing_and_speaks_to_machines_and_people(
    begin: Begin, at: At, story: Story, command: str
) -> None:
    rehearsal = begin(story)
    run = at(rehearsal)
    with nothing_written(rehearsal.url):
        document = _answer(run(*command.split(), "--json"))
        in_words = run(*command.split())
    assert in_words.code == 0
    assert in_words.out.strip()
    if command.startswith("case show"):
        assert all(isinstance(document[name], list) for name in HISTORIES)
