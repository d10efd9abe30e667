"""The names and forms of contracts: every act of the path answers with `--json` as other systems rely on."""

import json
from hashlib import sha256
from pathlib import Path
from shlex import split
from typing import Any

import pytest

from tests.commanding import At, Ran, Run, Written
from tests.conftest import Begin
from tests.rehearsing import APPLICATION, Rehearsal
from tests.services import stories
from tests.watching import nothing_written

G, C = "RG-0001/1", "RG-0001/1/C1"


def _answer(ran: Ran) -> Any:
    assert ran.code == 0, ran.err
    return ran.json()


def _refusal(ran: Ran) -> str:
    assert ran.code == 3
    document = ran.json()
    assert set(document) == {"refused", "says"}
    assert ran.sentences == [document["says"]]
    return str(document["refused"])


def test_roles_and_programme_take_two_people(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUARANTOR_DATABASE_URL", "sqlite:///one.db")
    created = _answer(run(*split("db create --rehearsal --administrator ada --administrator bo --json")))
    assert (created["created"], created["administrators"]) == ("rehearsal", ["ada", "bo"])
    for number, (name, role) in enumerate([("ann", "approver"), ("abe", "approver")], start=1):
        proposed = _answer(run("user", "add", name, "--role", role, "--by", "ada", "--json"))
        assert proposed == {"pending": f"P-{number}"}
        assert _refusal(run("confirm", f"P-{number}", "--by", "ada", "--json")) == "SamePerson"
        granted = _answer(run("confirm", f"P-{number}", "--by", "bo", "--json"))
        assert granted == {"user": name, "role": role}
    adopt = ["programme", "adopt", "kent-pilot", "--places", "25", "--from", "2018-06-01"]
    limits = ["--minute", "item 6", "--ceiling", "78000", "--budget", "10000.50"]
    assert _answer(run(*adopt, *limits, "--by", "ann", "--json")) == {"pending": "P-3"}
    assert _refusal(run("confirm", "P-3", "--by", "ann", "--json")) == "SamePerson"
    assert [each["pending"] for each in _answer(run("confirm", "--by", "abe", "--json"))] == ["P-3"]
    adopted = _answer(run("confirm", "P-3", "--by", "abe", "--json"))
    assert adopted == {"programme": "kent-pilot-1", "places": 25}
    (shown,) = _answer(run("programme", "show", "--json"))
    assert (shown["ceiling"], shown["budget"]) == ("78000.00", "10000.50")
    assert [each["name"] for each in _answer(run("user", "list", "--json"))] == ["ada", "bo", "ann", "abe"]


def test_a_case_comes_from_paper_to_a_signed_guarantee(
    rehearsal: Rehearsal, at: At, written: Written
) -> None:
    run = at(rehearsal)
    assert _answer(run("case", "add", written(APPLICATION), *_by("cora"))) == {"ref": "RG-0001"}
    assert _answer(run("case", "submit", "RG-0001", *_by("cora")))["ref"] == "RG-0001"
    assessed = _answer(run("case", "assess", "RG-0001", *_by("cora", "2018-07-02")))
    assert (assessed["outcome"], assessed["assessed_on"]) == ("eligible", "2018-07-02")
    decide = ["case", "decide", "RG-0001", "approve", "--reason", "ready"]
    assert _refusal(run(*decide, *_by("cora", "2018-07-03"))) == "NotPermitted"
    assert _answer(run(*decide, *_by("ann", "2018-07-03")))["status"] == "approved"
    issue = ["guarantee", "issue", "RG-0001"]
    assert _refusal(run(*issue, *_by("ann", "2018-07-05"))) == "GateIncomplete"
    for item in (
        "terms-accepted",
        "tenancy-agreement",
        "landlord-checked",
        "certificates",
        "payee",
        "advice",
    ):
        seen = run("case", "gate", "RG-0001", item, "--evidence", "seen", *_by("cora", "2018-07-04"))
        assert _answer(seen) == {"ref": "RG-0001", "item": item}
    issued = _answer(run(*issue, *_by("ann", "2018-07-05")))
    assert issued == {"guarantee_ref": G, "cap": "3120.00", "ends_on": "2019-07-31"}
    statuses = [
        _answer(run("guarantee", "sign", G, "--party", party, *_by("cora", "2018-07-06")))["status"]
        for party in ("landlord", "young-person", "council")
    ]
    assert statuses == ["offered", "offered", "active"]


def test_a_claim_comes_from_letter_to_payment(begin: Begin, at: At) -> None:
    run = at(begin(stories.charged))
    lodge = ["claim", "lodge", G, "--line", "2018-09=520", "2018-10=520.00"]
    assert _answer(run(*lodge, *_by("cora", "2018-11-05")))["claim"] == C
    decide = ["claim", "decide", C, "--accept", "2018-09=520", "2018-10=520"]
    assert _refusal(run(*decide, *_by("cora", "2018-11-06"))) == "NotPermitted"
    accepted = _answer(run(*decide, *_by("ann", "2018-11-06")))
    assert {name: accepted[name] for name in ("claim", "accepted")} == {"claim": C, "accepted": "1040.00"}
    pay = ["claim", "pay", C, "--reference"]
    assert _refusal(run(*pay, "BACS-1", *_by("ann", "2018-11-10"))) == "NotPermitted"
    paid = _answer(run(*pay, "BACS-1", *_by("fay", "2018-11-10")))
    assert (paid["claim"], paid["paid"]) == (C, "1040.00")
    assert _answer(run(*pay, "BACS-1", *_by("fay", "2018-11-10"))) == paid
    assert _refusal(run(*pay, "BACS-2", *_by("fay", "2018-11-10"))) == "NothingToPay"
    shown = _answer(run("claim", "show", C, "--json"))
    assert (shown["status"], shown["reference"]) == ("paid", "BACS-1")


def test_rent_is_recorded_with_keys_and_shown(begin: Begin, at: At) -> None:
    run = at(begin(stories.active))
    for month in ("08", "09"):
        due = f"2018-{month}-01"
        charged = _answer(run("rent", "charge", G, "--due", due, "--amount", "520", *_by("cora", due)))
        assert (charged["charged"], charged["due_on"]) == ("520.00", due)
    pay = ["rent", "pay", G, "--received", "2018-08-01", "--from", "benefit", "--key", "k1"]
    paid = _answer(run(*pay, "--amount", "520.5", *_by("cora", "2018-08-03")))
    assert paid["paid"] == "520.50"
    assert _answer(run(*pay, "--amount", "520.50", *_by("cora", "2018-08-03"))) == paid
    assert _refusal(run(*pay, "--amount", "520", *_by("cora", "2018-08-03"))) == "KeyUsedBefore"
    for says in ("silent", "missed"):
        stated = _answer(run("rent", says, G, "--month", "2018-09", *_by("cora", "2018-10-06")))
        assert stated["says"] == says
    shown = _answer(run("rent", "statement", G, "--on", "2018-09-11", "--json"))
    assert (shown["charged"], shown["paid"], shown["arrears"], shown["days"]) == (
        "1040.00",
        "520.50",
        "519.50",
        10,
    )


def test_a_case_and_a_guarantee_are_shown_as_the_contract_says(begin: Begin, at: At) -> None:
    run = at(begin(stories.paid))
    guarantee = _answer(run("guarantee", "show", G, "--json"))
    terms = {"starts_on", "ends_on", "share", "cap", "accepted", "paid", "property"}
    assert {"guarantee_ref", "ref", "status", "documents"} | terms <= set(guarantee)
    assert set(guarantee["property"]) == {"address", "postcode"}
    assert {"kind", "code", "sha256", "status"} <= set(guarantee["documents"][0])
    case = _answer(run("case", "show", "RG-0001", "--json"))
    assert {"ref", "status", "outcome", "young_person", "guarantees"} <= set(case)
    listed = _answer(run("guarantee", "list", "--json"))
    assert [each["guarantee_ref"] for each in listed] == [G]
    assert listed[0] == {name: guarantee[name] for name in listed[0]} == case["guarantees"][0]
    (in_list,) = _answer(run("case", "list", "--json"))
    assert {"ref", "status", "outcome", "young_person", "guarantees"} <= set(in_list)


def test_an_end_and_the_days_after_it(begin: Begin, at: At) -> None:
    run = at(begin(stories.active))
    end = ["guarantee", "end", G, "--reason", "tenancy-ended"]
    assert _answer(run(*end, *_by("cal", "2018-10-15")))["pending"] == "P-10"
    assert _answer(run("confirm", "P-10", *_by("ann", "2018-10-15")))["status"] == "ended"
    assert _refusal(run(*end, *_by("ann", "2018-10-16"))) == "WrongStatus"
    released = {"released": [{"guarantee_ref": G, "released": True}]}
    first = _answer(run("daily", "--on", "2018-11-13", "--json"))
    assert first == {"on": "2018-11-13", "acts": 1, **released}
    assert _answer(run("daily", "--on", "2018-11-13", "--json")) == {"on": "2018-11-13", "acts": 0}


READS = [
    "case list",
    "case show RG-0001",
    "guarantee list",
    "guarantee show RG-0001/1",
    "claim show RG-0001/1/C1",
    "rent statement RG-0001/1",
    "programme show",
    "user list",
    "ledger check",
    "ledger balances",
    "ledger exposure",
    "ledger exposure --on 2018-11-05",
    "audit verify",
    "policy list",
    "policy show kent-pilot",
    "forecast cohort",
    "db check",
    "letters make deed RG-0001/1 --out deed.pdf",
    "risk --engine exact --on 2018-11-30",
]


@pytest.mark.parametrize("command", READS)
def test_reading_needs_no_name_writes_nothing_and_answers_with_one_document(
    begin: Begin, at: At, command: str
) -> None:
    rehearsal = begin(stories.paid)
    run = at(rehearsal)
    with nothing_written(rehearsal.url):
        ran = run(*command.split(), "--json")
        in_words = run(*command.split())
    assert isinstance(_answer(ran), dict | list)
    assert in_words.code == 0
    with pytest.raises(json.JSONDecodeError):
        in_words.json()


@pytest.mark.parametrize("command", READS)
def test_a_rehearsal_says_so_wherever_its_date_shows(begin: Begin, at: At, command: str) -> None:
    ran = at(begin(stories.paid))(*command.split(), "--json")
    if command.startswith(("policy", "forecast", "db")):
        assert ran.err == ""
    else:
        assert ran.err.startswith("REHEARSAL: synthetic people")


@pytest.mark.parametrize("kind", ["deed", "agreement"])
def test_a_paper_is_written_as_it_was_issued(begin: Begin, at: At, kind: str, written: Written) -> None:
    rehearsal = begin(stories.offered)
    file = written("", "paper.pdf")
    ran = at(rehearsal)("letters", "make", kind, G, "--out", file, "--json")
    content = Path(file).read_bytes()
    assert ran.json() == {"kind": kind, "ref": G, "written": file, "bytes": len(content)}
    documents = _answer(at(rehearsal)("guarantee", "show", G, "--json"))["documents"]
    assert sha256(content).hexdigest() == next(each["sha256"] for each in documents if each["kind"] == kind)


def _by(name: str, on: str = "2018-07-01") -> list[str]:
    return ["--by", name, "--on", on, "--json"]
