"""A claim at the command line from its receipt to a dispute, an undoing and the list of what waits."""

from shlex import split
from typing import Any

from tests.commanding import At, Ran
from tests.conftest import Begin
from tests.services import stories
from tests.services.acts_of_claims import refused_indiscreetly
from tests.services.claiming import INDISCREET, C, G

C2 = "RG-0001/1/C2"


def _answer(ran: Ran) -> Any:
    assert ran.code == 0, ran.err
    return ran.json()


def _by(name: str, on: str) -> list[str]:
    return ["--by", name, "--on", on, "--json"]


def test_a_claim_is_lodged_with_its_reason_and_its_papers(begin: Begin, at: At) -> None:
    run = at(begin(stories.charged))
    lodge = ["claim", "lodge", G, "--line", "2018-09=520", "2018-10=520", "--late-reason", "in hospital"]
    lodged = _answer(run(*lodge, *_by("cora", "2018-11-05")))
    assert lodged["receipt"]["decide_by"] == "2018-11-19"
    for item in ("tenancy-agreement", "rent-schedule", "tenant-told"):
        seen = run("claim", "evidence", C, item, "--evidence", "in the file", *_by("cal", "2018-11-05"))
    assert _answer(seen)["evidence_missing"] == []
    (waiting,) = _answer(run(*split("claim list --open --on 2018-11-12 --json")))
    assert (waiting["claim"], waiting["waits_for"], waiting["days_left"]) == (C, "decision", 7)
    shown = _answer(run("claim", "show", C, "--json"))
    assert shown["receipt"]["late_reason"] == "in hospital"
    assert [each["evidence"] for each in shown["evidence"]] == ["in the file"] * 3


def test_a_reason_that_tells_too_much_is_refused_and_a_stored_one_reworded(begin: Begin, at: At) -> None:
    run = at(begin(refused_indiscreetly))
    again = run("claim", "reword", C, "--reason", "Aged 19", *_by("abe", "2018-11-08"))
    assert (again.code, again.err.splitlines()[-1]) == (
        2,
        "--reason: expected words that the landlord may read, without 'aged'.",
    )
    reword = ["claim", "reword", C, "--reason", "It was paid."]
    assert run(*reword, *_by("cora", "2018-11-08")).code == 3
    assert _answer(run(*reword, *_by("abe", "2018-11-08"))) == {"claim": C, "reason": "It was paid."}
    assert run(*reword, *_by("abe", "2018-11-08")).code == 3
    assert _answer(run("claim", "show", C, "--json"))["decision"]["reason_before"] == INDISCREET


def test_a_refusal_is_disputed_and_reopened(begin: Begin, at: At) -> None:
    run = at(begin(stories.lodged))
    decide = ["claim", "decide", C, "--accept", "2018-09=520", "--reason", "October was paid"]
    assert _answer(run(*decide, *_by("ann", "2018-11-06")))["outcome"] == "part_accepted"
    raised = run("claim", "dispute", C, "--reason", "it was due", *_by("cora", "2018-11-20"))
    assert _answer(raised)["disputed"] == "520.00"
    reopen = ["claim", "answer-dispute", C, "reopened", "--reason", "so it was"]
    assert run(*reopen, *_by("ann", "2018-11-25")).code == 3
    assert _answer(run(*reopen, *_by("abe", "2018-11-25")))["reopened_as"] == C2
    listed = _answer(run(*split(f"claim list --guarantee {G} --on 2018-11-25 --json")))
    assert [(each["claim"], each["waits_for"]) for each in listed] == [(C, "payment"), (C2, "decision")]


def test_an_acceptance_is_undone_by_two(begin: Begin, at: At) -> None:
    run = at(begin(stories.accepted))
    proposed = _answer(run("claim", "undo", C, "--reason", "wrong home", *_by("ann", "2018-11-08")))
    confirm = ["confirm", proposed["pending"]]
    assert run(*confirm, *_by("ann", "2018-11-08")).code == 3
    done = _answer(run(*confirm, *_by("abe", "2018-11-08")))
    assert done == {"claim": C, "undone": "1040.00", "reopened_as": C2}


def test_a_paper_or_an_answer_that_is_none_is_wrong_input(begin: Begin, at: At) -> None:
    run = at(begin(stories.lodged))
    paper = run("claim", "evidence", C, "photograph", "--evidence", "seen", *_by("cal", "2018-11-06"))
    assert (paper.code, paper.out) == (2, "")
    assert "ITEM" in paper.err
    answer = run("claim", "answer-dispute", C, "maybe", "--reason", "so", *_by("abe", "2018-11-06"))
    assert (answer.code, answer.out) == (2, "")
    assert "stands or reopened" in answer.err


def test_words_for_people_name_the_missing_papers(begin: Begin, at: At) -> None:
    ran = at(begin(stories.lodged))("claim", "show", C)
    assert ran.code == 0
    assert "evidence missing: tenancy_agreement, rent_schedule, tenant_told" in ran.out


def test_words_for_people_say_why_less_is_payable(begin: Begin, at: At) -> None:
    run = at(begin(stories.lodged))
    lodge = ["claim", "lodge", G, "--line", "2018-08=520", "2018-10=600"]
    lodged = run(*lodge, "--by", "cora", "--on", "2018-11-05")
    assert lodged.code == 0, lodged.err
    for said in (lodged.out, run("claim", "show", C2).out):
        assert "what the checks say:" in said
        assert "2018-08: the guarantee does not cover rent due in this month" in said
        assert "2018-10: only £520.00 is unpaid; " in said
        assert f"{C}, not decided yet, claims this month too" in said


def test_what_waits_for_a_second_person_is_listed_without_a_name(begin: Begin, at: At) -> None:
    run = at(begin(stories.accepted))
    proposed = _answer(run("claim", "undo", C, "--reason", "wrong home", *_by("ann", "2018-11-08")))
    (waiting,) = _answer(run("confirm", "--json"))
    assert waiting == {
        "pending": proposed["pending"],
        "act": "propose_claim_correction",
        "proposed_by": "ann",
        "concerns": C,
        "content": {"claim": C},
    }
    assert C in run("confirm").out
