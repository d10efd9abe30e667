"""Wrong input: one sentence on stderr for each fault that names the field, exit code 2, and nothing written."""

import json
from pathlib import Path
from shlex import split
from typing import Any

import pytest

from tests.commanding import At, Ran, Run, Written
from tests.conftest import Begin
from tests.rehearsing import APPLICATION, Rehearsal
from tests.services import stories
from tests.watching import nothing_written

AMOUNTS = [
    "-5",
    "0",
    "0.00",
    "520.123",
    "£520",
    "1e3",
    "5,20",
    "",
    "520.",
    ".5",
    "٥٢٠",
    " 520",
    "NaN",
    "9999999999",
]
DAYS = [
    "01/07/2018",
    "2018-7-1",
    "20180701",
    "2018-02-30",
    "2018-13-01",
    "today",
    "",
    "٢٠١٨-07-01",
    "0000-01-01",
]
MONTHS = ["2018-9", "2018-13", "2018-00", "Sept", "2018-09-01", ""]

COMMANDS: list[tuple[str, str]] = [
    # who and when
    ("case submit RG-0001", "--by"),
    ("case submit RG-0001 --by nobody", "--by"),
    ("case submit RG-0001 --by Cora", "--by"),
    ("confirm P-1", "--by"),
    *((f"case submit RG-0001 --by cora --on '{day}'", "--on") for day in DAYS),
    *((f"ledger {shown} --on '{day}'", "--on") for shown in ("exposure", "balances") for day in DAYS[:3]),
    # references
    *(
        (f"case submit '{ref}' --by cora", "REF")
        for ref in ("RG-1", "rg-0001", "RG-0001/1", "RG-0001 ", "RG-٠٠٠١", "", "RG-0009")
    ),
    *(
        (f"guarantee sign '{ref}' --party council --by cora", "GREF")
        for ref in ("RG-0001", "RG-0001/0", "RG-0001/01", "RG-0001/1/C1", "RG-0001/2")
    ),
    *((f"claim show '{ref}'", "CLAIM") for ref in ("RG-0001/1", "RG-0001/1/1", "RG-0001/1/C0", "RG-0001/1/C9")),
    *((f"confirm '{number}' --by bo", "PENDING") for number in ("12", "P-0", "P12", "p-1", "P-99")),
    ("case show RG-0009", "REF"),
    ("guarantee show RG-0009/1", "GREF"),
    ("rent statement RG-0009/1", "GREF"),
    ("letters make deed RG-0009/1 --out deed.pdf", "GREF"),
    # what is missing
    ("case submit --by cora", "REF"),
    ("case decide RG-0001 approve --by ann", "--reason"),
    ("case decide RG-0001 --reason ready --by ann", "approve|approve-in-principle|decline"),
    ("case gate RG-0001 advice --by cora", "--evidence"),
    ("guarantee sign RG-0001/1 --by cora", "--party"),
    ("guarantee end RG-0001/1 --by ann", "--reason"),
    ("rent charge RG-0001/1 --amount 520 --by cora", "--due"),
    ("rent charge RG-0001/1 --due 2018-12-01 --by cora", "--amount"),
    ("rent pay RG-0001/1 --amount 520 --by cora", "--received"),
    ("rent silent RG-0001/1 --by cora", "--month"),
    ("claim lodge RG-0001/1 --by cora", "--line"),
    ("claim decide RG-0001/1/C1 --by ann", "--accept or --reject"),
    ("claim pay RG-0001/1/C1 --by fay", "--reference"),
    ("programme adopt kent-pilot --from 2018-06-01 --minute m --by ann", "--places"),
    ("programme adopt kent-pilot --places 3 --minute m --by ann", "--from"),
    ("programme adopt kent-pilot --places 3 --from 2018-06-01 --by ann", "--minute"),
    ("user add dee --by ada", "--role"),
    ("letters make deed RG-0001/1", "--out"),
    # words that are none of the choices
    ("case decide RG-0001 maybe --reason ready --by ann", "decision"),
    ("case gate RG-0001 parking --evidence seen --by cora", "parking"),
    ("guarantee sign RG-0001/1 --party mayor --by cora", "--party"),
    ("guarantee end RG-0001/1 --reason boredom --by ann", "--reason"),
    ("rent pay RG-0001/1 --received 2018-09-01 --amount 520 --from council --by cora", "--from"),
    ("user add dee --role king --by ada", "--role"),
    ("user add Dee --role caseworker --by ada", "NAME"),
    ("letters make poem RG-0001/1 --out poem.pdf", "KIND"),
    ("policy show kent-pilots", "kent-pilots"),
    ("programme adopt kent-pilots --places 3 --from 2018-06-01 --minute m --by ann", "kent-pilots"),
    ("risk --engine magic", "engine"),
    ("frobnicate", "frobnicate"),
    ("case frobnicate", "frobnicate"),
    ("case list --frobnicate", "--frobnicate"),
    ("case show RG-0001 RG-0002", "RG-0002"),
    # empty words
    ("case decide RG-0001 approve --reason ' ' --by ann", "--reason"),
    ("case gate RG-0001 advice --evidence '' --by cora", "--evidence"),
    ("claim pay RG-0001/1/C1 --reference '' --by fay", "--reference"),
    ("claim decide RG-0001/1/C1 --reject --by ann", "--reason"),
    # days, months and money
    *((f"rent charge RG-0001/1 --due '{day}' --amount 520 --by cora", "--due") for day in DAYS),
    *((f"rent charge RG-0001/1 --due 2018-12-01 --amount '{sum_}' --by cora", "--amount") for sum_ in AMOUNTS),
    *((f"rent pay RG-0001/1 --received 2018-12-01 --amount '{sum_}' --by cora", "--amount") for sum_ in AMOUNTS),
    *((f"rent missed RG-0001/1 --month '{month}' --by cora", "--month") for month in MONTHS),
    ("rent charge RG-0001/1 --due 2018-07-31 --amount 520 --by cora", "--due"),
    ("rent silent RG-0001/1 --month 2018-07 --by cora", "--month"),
    ("guarantee end RG-0001/1 --reason tenancy-ended --by ann --on 2018-07-04", "--on"),
    ("programme adopt kent-pilot --places 3 --from 2018-05-31 --minute m --by ann", "--from"),
    *(
        (f"programme adopt kent-pilot --places {places} --from 2018-06-01 --minute m --by ann", "--places")
        for places in ("0", "-1", "many", "2.5", "100001")
    ),
    *(
        (f"programme adopt kent-pilot --places 3 --from 2018-06-01 --minute m {limit} '{sum_}' --by ann", limit)
        for limit in ("--ceiling", "--budget")
        for sum_ in ("0", "-1", "1.234", "much")
    ),
    ("ledger balances --known-at yesterday", "--known-at"),
    ("ledger balances --known-at 2018-09-01T12:00:00", "--known-at"),
    ("forecast cohort --until soon", "--until"),
    ("forecast cohort --until 2016", "until"),
    ("risk --budget much", "--budget"),
    ("risk --scenarios 0", "--scenarios"),
    ("risk --seed -1", "--seed"),
    ("risk --on yesterday", "--on"),
    # claims
    *((f"claim lodge RG-0001/1 --line '{line}' --by cora", "--line") for line in ("2018-11", "2018-13=520", "=520")),
    *((f"claim lodge RG-0001/1 --line '2018-11={sum_}' --by cora", "--line") for sum_ in AMOUNTS),
    ("claim lodge RG-0001/1 --line 2018-11=520 2018-11=1 --by cora", "--line"),
    ("claim decide RG-0001/1/C1 --accept 2018-09=520 --reject --by ann", "--accept or --reject"),
    ("claim decide RG-0001/1/C1 --accept 2018-11=520 --by ann", "--accept"),
    ("claim decide RG-0001/1/C1 --accept 2018-09=520 --by ann", "--reason"),
    # files
    ("case add missing.json --by cora", "missing.json"),
    ("case revise RG-0001 missing.json --by cora", "missing.json"),
    ("audit verify --head missing.json", "--head"),
    ("risk --book missing.json", "--book"),
    ("risk --assumptions missing.yaml", "--assumptions"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "field"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_a_wrong_word_is_named_and_nothing_is_written(begin: Begin, at: At, command: str, field: str) -> None:
    rehearsal = begin(stories.lodged)
    run = at(rehearsal)
    with nothing_written(rehearsal.url):
        ran = run(*split(command), *(["--json"] if _answers_in_json(command) else []))
    _named(ran, field)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "application.json"),
        ("{", "application.json"),
        ('{"reference": "RG-0002",}', "application.json"),
        ('{"reference": "RG-0002"}\n{"reference": "RG-0003"}', "application.json"),
        ('{\n"reference": "RG-0002"\n"deposit": "1"\n}', "line 3"),
        ('{"reference": "RG-0002", "reference": "RG-0003"}', "reference"),
        ('{"reference": "RG-0002", "deposit": NaN}', "NaN"),
        ("[1]", "application"),
        ('"RG-0002"', "application"),
        ("null", "application"),
        ("[" * 100_000, "application.json"),
    ],
    ids=lambda value: value[:30],
)
def test_a_file_that_is_no_application_is_named(
    rehearsal: Rehearsal, at: At, written: Written, text: str, named: str
) -> None:
    with nothing_written(rehearsal.url):
        ran = at(rehearsal)("case", "add", written(text), "--by", "cora", "--json")
    _named(ran, named)


def test_a_file_that_is_no_text_is_named(rehearsal: Rehearsal, at: At, tmp_path: Path) -> None:
    (tmp_path / "scan.json").write_bytes(b"\xff\xd8\xff\xe0")
    with nothing_written(rehearsal.url):
        ran = at(rehearsal)("case", "add", str(tmp_path / "scan.json"), "--by", "cora")
    _named(ran, "scan.json")


def test_a_folder_is_no_application(rehearsal: Rehearsal, at: At, tmp_path: Path) -> None:
    _named(at(rehearsal)("case", "add", str(tmp_path), "--by", "cora"), str(tmp_path))


FAULTS: list[tuple[str, Any]] = [
    ("reference", None),
    ("reference", 7),
    ("reference", ""),
    ("notes", "x"),
    ("person.age", 19),
    ("person.date_of_birth", "14/03/1999"),
    ("person.date_of_birth", "1999-02-29"),
    ("person.date_of_birth", "never"),
    ("person.group", "refugee"),
    ("person.last_contact_on", "yesterday"),
    ("person.previous_guarantees", -1),
    ("person.previous_guarantees", 1.5),
    ("person.previous_guarantees", True),
    ("person.previous_guarantees", "1"),
    ("person.current_rent_arrears", "-1"),
    ("person.right_to_rent", "maybe"),
    ("readiness.cooking", "yes"),
    ("readiness.cooking", 1),
    ("activity", "sport"),
    ("money.monthly_income", 1300),
    ("money.monthly_income", "1300.001"),
    ("tenancy.kind", "boat"),
    ("tenancy.rent_share", "0"),
    ("tenancy.rent_share", "520.01"),
    ("tenancy.brma", "Paris"),
    ("tenancy.rooms", "castle"),
    ("deposit", "much"),
    ("would_otherwise", "A tent"),
    ("young_person.nickname", "T"),
    ("landlord", "Orla"),
]


@pytest.mark.parametrize(("field", "value"), FAULTS, ids=[f"{field}={value!r}" for field, value in FAULTS])
def test_a_field_of_an_application_is_named(
    rehearsal: Rehearsal, at: At, written: Written, field: str, value: object
) -> None:
    document = rehearsal.document("RG-0002", {field: value})
    with nothing_written(rehearsal.url):
        ran = at(rehearsal)("case", "add", written(document), "--by", "cora", "--json")
    _named(ran, field)


def test_every_fault_of_a_file_is_a_sentence_of_its_own(
    rehearsal: Rehearsal, at: At, written: Written
) -> None:
    faults = {"activity": "sport", "deposit": "much", "person.age": 19, "landlord.fax": "1"}
    ran = at(rehearsal)("case", "add", written(rehearsal.document(changes=faults)), "--by", "cora")
    assert ran.code == 2
    assert len(ran.sentences) == 4
    for field in faults:
        assert any(field in sentence for sentence in ran.sentences)


def test_an_application_comes_by_standard_input_too(rehearsal: Rehearsal, at: At) -> None:
    run = at(rehearsal)
    added = run("case", "add", "-", "--by", "cora", "--json", stdin=json.dumps(APPLICATION))
    assert added.json() == {"ref": "RG-0001"}
    with nothing_written(rehearsal.url):
        _named(run("case", "add", "-", "--by", "cora", stdin="{"), "standard input")


@pytest.mark.parametrize("address", ["mysql://host/base", "nonsense", "sqlite://", "sqlite:///:memory:", ""])
def test_an_address_of_no_database_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("GUARANTOR_DATABASE_URL", address)
    _named(run("case", "list"), "GUARANTOR_DATABASE_URL")


def _named(ran: Ran, field: str) -> None:
    assert (ran.code, ran.out) == (2, ""), ran
    assert any(field in sentence for sentence in ran.sentences), ran.err
    assert all(sentence.endswith(".") for sentence in ran.sentences), ran.err
    assert "Traceback" not in ran.err
    assert "Value error" not in ran.err


def _answers_in_json(command: str) -> bool:
    return "frobnicate" not in command
