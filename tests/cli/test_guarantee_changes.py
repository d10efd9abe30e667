"""The words for what happens between issue and end: ends by two, changes under review, a move to another home."""

import json
from typing import Any

from tests.commanding import At, Ran, Written
from tests.conftest import Begin
from tests.services import stories
from tests.watching import nothing_written

G = "RG-0001/1"


def _answer(ran: Ran) -> Any:
    assert ran.code == 0, ran.err
    return ran.json()


def _by(name: str, on: str = "2018-10-15") -> list[str]:
    return ["--by", name, "--on", on, "--json"]


def test_an_early_end_is_proposed_and_confirmed(begin: Begin, at: At) -> None:
    run = at(begin(stories.active))
    end = [
        "guarantee",
        "end",
        G,
        "--reason",
        "tenancy-ended",
        "--ended",
        "2018-10-12",
        "--evidence",
        "letter",
    ]
    proposed = _answer(run(*end, *_by("cal")))
    assert (proposed["pending"], proposed["ended_on"]) == ("P-10", "2018-10-12")
    assert _answer(run("guarantee", "show", G, "--json"))["pending_end"] == [
        {"pending": "P-10", "reason": "tenancy_ended", "ended_on": "2018-10-12"}
    ]
    ended = _answer(run("confirm", "P-10", *_by("ann")))
    assert (ended["status"], ended["ended_on"]) == ("ended", "2018-10-12")


def test_a_rise_is_opened_decided_and_listed(begin: Begin, at: At) -> None:
    run = at(begin(stories.active))
    opened = _answer(
        run("guarantee", "change", G, "--kind", "rent-above-ceiling", "--detail", "£600.00", *_by("cal"))
    )
    assert (opened["change"], opened["decision"]) == ("CH-1", None)
    decide = ["guarantee", "decide-change", "CH-1", "consented", "--reason", "fair", "--legal-advice", "seen"]
    decided = _answer(run(*decide, "--share", "600", "--from", "2018-11-01", *_by("ann")))
    assert (decided["share"], decided["from_on"], decided["added_cap"]) == ("600.00", "2018-11-01", "480.00")
    assert _answer(run("guarantee", "changes", "--json")) == [decided]
    assert _answer(run("guarantee", "changes", G, "--json")) == [decided]
    assert _answer(run("guarantee", "show", G, "--json"))["cap"] == "3600.00"


def test_a_move_is_asked_for_with_what_is_new(begin: Begin, at: At, written: Written) -> None:
    run = at(begin(stories.active))
    move = ["guarantee", "transfer", G, written(stories.NEW_HOME), "--because", "no-fault-notice"]
    asked = _answer(run(*move, "--keep", "100", *_by("cora", "2018-11-02")))
    assert (asked["ref"], asked["moves_on"], asked["months_left"]) == ("RG-0001", "2018-12-01", 8)
    assert (asked["kept"], asked["cap_left"]) == ("100.00", "3020.00")
    assert _answer(run("guarantee", "show", G, "--json"))["move"] == {
        "because": "no_fault_notice",
        "asked_on": "2018-11-02",
        "moves_on": "2018-12-01",
        "keep": "100.00",
    }
    again = run(*move, *_by("cora", "2018-11-03"))
    assert (again.code, again.json()["refused"]) == (3, "MoveUnderWay")


def test_a_word_that_is_none_of_its_option_is_wrong_input(begin: Begin, at: At, written: Written) -> None:
    rehearsal = begin(stories.active)
    run, home = at(rehearsal), written(json.loads(json.dumps(stories.NEW_HOME)))
    wrong = {
        ("guarantee", "change", G, "--kind", "paint", "--detail", "blue"): "--kind",
        ("guarantee", "transfer", G, home, "--because", "boredom"): "--because",
        ("guarantee", "transfer", G, home, "--keep", "some"): "--keep",
        ("guarantee", "decide-change", "CH-1", "perhaps", "--reason", "so"): "decision",
        ("guarantee", "decide-change", "1", "no_effect", "--reason", "so"): "CHANGE",
        ("guarantee", "decide-change", "CH-1", "consented", "--reason", "so", "--share", "6"): "--share",
        ("guarantee", "end", G, "--reason", "transferred"): "--reason",
        ("guarantee", "end", G, "--reason", "tenant-died", "--ended", "soon"): "--ended",
    }
    for words, field in wrong.items():
        with nothing_written(rehearsal.url):
            ran = run(*words, "--by", "cora")
        assert ran.code == 2, words
        assert field in ran.err
