"""`guarantor letters` as people type it: made, checked, sent, returned, withdrawn, signed, and its clauses."""

import csv
import os
from pathlib import Path

import pytest

from tests.commanding import At, Run, Written
from tests.conftest import Begin
from tests.services import stories
from tests.services.acts_of_correspondence import SIGNED, approval_made, code_of

G = "RG-0001/1"
ON = ("--on", "2018-07-12")


def test_a_letter_is_made_written_and_verified(begin: Begin, at: At, tmp_path: Path) -> None:
    guarantor, file = at(begin(stories.declined)), str(tmp_path / "refusal.pdf")
    words = ["letters", "make", "refusal", "RG-0001", "--out", file, "--by", "cora", *ON, "--json"]
    made = guarantor(*words)
    assert (made.code, made.json()["new"]) == (0, True)
    first = Path(file).read_bytes()
    assert guarantor(*words).json()["new"] is False
    assert Path(file).read_bytes() == first
    verified = guarantor("letters", "verify", file, "--json")
    assert (verified.code, verified.json()["verdict"]) == (0, "genuine")
    assert verified.json()["sha256"] == made.json()["sha256"]


@pytest.mark.parametrize(
    ("change", "code", "verdict"),
    [
        (lambda content: content, 0, "genuine"),
        (lambda content: content.replace(b"/Author", b"/Auth0r", 1), 3, "altered"),
        (lambda content: content + b" ", 3, "altered"),
        (lambda _content: b"%PDF-1.7 of somebody else", 4, "unknown"),
    ],
    ids=["as issued", "a letter changed", "a blank more", "another file"],
)
def test_verify_tells_by_its_exit_code(
    begin: Begin, at: At, tmp_path: Path, change: object, code: int, verdict: str
) -> None:
    guarantor, file = at(begin(stories.active)), tmp_path / "deed.pdf"
    guarantor("letters", "make", "deed", G, "--out", str(file))
    assert callable(change)
    file.write_bytes(change(file.read_bytes()))
    ran = guarantor("letters", "verify", str(file), "--json")
    assert (ran.code, ran.json()["verdict"]) == (code, verdict)


def test_verify_says_in_words_whether_the_guarantee_stands(begin: Begin, at: At, tmp_path: Path) -> None:
    guarantor, file = at(begin(stories.active)), tmp_path / "deed.pdf"
    guarantor("letters", "make", "deed", G, "--out", str(file))
    said = guarantor("letters", "verify", str(file)).out
    assert said.endswith("unaltered. The guarantee ended on 2019-08-01, and is no longer in force.\n")


def test_a_withdrawn_letter_is_told_from_a_genuine_one(begin: Begin, at: At, tmp_path: Path) -> None:
    rehearsal = begin(approval_made)
    guarantor, file = at(rehearsal), str(tmp_path / "approval.pdf")
    made = guarantor("letters", "make", "approval", "RG-0001", "--out", file, "--by", "cora", *ON, "--json")
    withdrawn = guarantor(
        "letters", "withdraw", made.json()["code"], "--reason", "mistake", "--by", "ann", *ON, "--json"
    )
    assert withdrawn.json()["withdrawn_on"] == "2018-07-12"
    ran = guarantor("letters", "verify", file)
    assert (ran.code, "Withdrawn on 2018-07-12" in ran.out) == (3, True)


def test_everything_that_waits_is_sent_into_a_folder_and_what_is_not_is_listed(
    begin: Begin, at: At, tmp_path: Path
) -> None:
    rehearsal = begin(stories.active)
    guarantor, folder = at(rehearsal), tmp_path / "post"
    ran = guarantor(
        "letters", "send-all", "--out", str(folder), "--by", "cora", "--on", "2018-08-01", "--json"
    )
    assert (len(ran.json()["sent"]), ran.json()["not_sent"]) == (2, [])
    with (folder / "index.csv").open(encoding="utf-8") as index:
        head, *rows = csv.reader(index)
    assert head == ["file", "about", "code", "send_to"]
    assert {row[3] for row in rows} == {"1 Example Road", "3 Sample Road, Whitstable, CT5 1ZZ"}
    names = {row[0] for row in rows}
    assert names == {f"{code_of(rehearsal.office, kind)}.pdf" for kind in ("deed", "agreement")}
    assert {each.name for each in folder.glob("*.pdf")} == names
    deed = code_of(rehearsal.office, "deed")
    back = guarantor("letters", "returned", deed, "--reason", "moved", "--by", "cora", "--on", "2018-08-09")
    assert back.code == 0
    (listed,) = [
        each for each in guarantor("letters", "list", "RG-0001", "--json").json() if each["kind"] == "deed"
    ]
    assert listed["sent"][0]["came_back_on"] == "2018-08-09"


def test_a_signed_copy_is_kept_and_known_again(begin: Begin, at: At, tmp_path: Path) -> None:
    rehearsal = begin(stories.active)
    guarantor, scan = at(rehearsal), tmp_path / "scan.pdf"
    scan.write_bytes(SIGNED)
    deed = code_of(rehearsal.office, "deed")
    printed = f"{deed[:4]}-{deed[4:8]}-{deed[8:12]}-{deed[12:]}".lower()
    on = ("--on", "2018-07-20")
    kept = guarantor("letters", "signed-copy", printed, str(scan), "--by", "cora", *on, "--json")
    assert (kept.json()["code"], kept.json()["copy"]) == (deed, "SC-1")
    ran = guarantor("letters", "verify", str(scan), "--json")
    assert (ran.code, ran.json()["verdict"]) == (4, "waiting")
    assert [each["copy"] for each in guarantor("letters", "signed-copies", "--json").json()] == ["SC-1"]
    seen = tmp_path / "seen.pdf"
    guarantor("letters", "signed-copy-file", "SC-1", "--out", str(seen))
    assert seen.read_bytes() == SIGNED
    own = guarantor("letters", "confirm-signed-copy", "SC-1", "--by", "cora", *on)
    assert (own.code, own.sentences) == (3, ["cora kept it, so another person must confirm SC-1."])
    assert guarantor("letters", "confirm-signed-copy", "SC-1", "--by", "cal", *on).code == 0
    ran = guarantor("letters", "verify", str(scan), "--json")
    assert (ran.code, ran.json()["verdict"]) == (0, "executed_copy")
    back = ("letters", "take-back-signed-copy", "SC-1", "--reason", "another deed", "--by", "ann", *on)
    assert guarantor(*back).code == 0
    ran = guarantor("letters", "verify", str(scan))
    assert (ran.code, ran.out.startswith("Taken back on 2018-07-20")) == (3, True)
    assert guarantor("letters", "signed-copies").out.strip() == "No signed copy waits."


@pytest.mark.parametrize("verb", ["verify", "signed-copy"])
def test_what_is_no_ordinary_file_is_not_waited_for(begin: Begin, at: At, tmp_path: Path, verb: str) -> None:
    guarantor, pipe = at(begin(stories.active)), tmp_path / "pipe"
    os.mkfifo(pipe)
    before = () if verb == "verify" else ("2" * 14,)
    for none in (pipe, tmp_path, Path("/dev/zero")):
        ran = guarantor("letters", verb, *before, str(none), *(() if verb == "verify" else ("--by", "cora")))
        assert (ran.code, ran.sentences) == (2, [f"FILE: expected an ordinary file, and {none} is none."])


def test_what_is_due_is_listed_made_and_no_longer_due(begin: Begin, at: At) -> None:
    guarantor = at(begin(stories.declined))
    assert [each["kind"] for each in guarantor("letters", "due", *ON, "--json").json()] == ["refusal"]
    made = guarantor("letters", "make-due", "--by", "cora", *ON)
    assert made.out.splitlines()[0] == "1 made, 0 could not be made."
    assert guarantor("letters", "due", *ON).out.strip() == "No letter is due."


def test_clauses_are_listed_by_day_and_their_changes_told(run: Run) -> None:
    listed = run("letters", "clauses", "deed", "--on", "2019-01-01", "--json").json()
    rise = next(each for each in listed if each["id"] == "deed-rent-rise")
    assert (rise["version"], rise["in_force_until"]) == ("1", "2026-04-30")
    changed = run("letters", "clauses", "deed", "--on", "2026-05-01", "--changes-since", "2019-01-01").out
    assert "deed-rent-rise" in changed
    same = run("letters", "clauses", "deed", "--on", "2019-01-02", "--changes-since", "2019-01-01", "--json")
    assert same.json() == ["Nothing changed."]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("make", "poem", "RG-0001", "--out", "x"), "KIND: expected one of deed, agreement,"),
        (("make", "refusal", G, "--out", "x"), "REF: expected a case such as RG-0001"),
        (
            ("make", "refusal", "RG-0001", "--out", "x", "--edition", "huge"),
            "--edition: expected one of standard,",
        ),
        (("send", "2345", "--how", "post"), "CODE: expected the 14 letters and digits printed on the paper"),
        (("send", "2" * 14, "--how", "pigeon"), "--how: expected one of post, signed_for, email, by_hand"),
        (("clauses", "poem"), "KIND: expected one of"),
        (("clauses", "deed", "--on", "2018-05-31"), "--on: expected a day on which the deed has wording"),
    ],
)
def test_wrong_words_are_one_sentence(begin: Begin, at: At, words: tuple[str, ...], says: str) -> None:
    by = () if words[0] == "clauses" else ("--by", "cora")
    ran = at(begin(stories.declined))("letters", *words, *by)
    assert (ran.code, len(ran.sentences)) == (2, 1)
    assert ran.sentences[0].startswith(says)


def test_nothing_is_written_where_nothing_can_be_told(
    begin: Begin, at: At, written: Written, tmp_path: Path
) -> None:
    out = tmp_path / "none.pdf"
    ran = at(begin(stories.approved))(
        "letters", "make", "refusal", "RG-0001", "--out", str(out), "--by", "cora", *ON
    )
    assert (ran.code, out.exists()) == (3, False)


def test_a_deed_is_written_for_nobody_who_is_not_known(begin: Begin, at: At, tmp_path: Path) -> None:
    guarantor, out = at(begin(stories.active)), tmp_path / "deed.pdf"
    ran = guarantor("letters", "make", "deed", G, "--out", str(out), "--by", "nobody")
    assert (ran.code, out.exists()) == (2, False)
    assert ran.sentences == ["--by: expected a user that exists, and there is no nobody."]
    assert guarantor("letters", "make", "deed", G, "--out", str(out), "--by", "cora").code == 0
    assert out.read_bytes().startswith(b"%PDF-")


def test_a_deed_comes_in_large_print_and_not_in_easy_words(begin: Begin, at: At, tmp_path: Path) -> None:
    guarantor, out = at(begin(stories.active)), tmp_path / "deed.pdf"
    words = ("letters", "make", "deed", G, "--out", str(out), "--by", "cora", "--edition")
    easy = guarantor(*words, "easy-read")
    assert (easy.code, out.exists()) == (2, False)
    assert easy.sentences[0].startswith(
        "--edition: expected standard or large-print for the deed, not easy-read"
    )
    assert guarantor(*words, "large-print", "--json").json()["edition"] == "large-print"
    assert guarantor("letters", "verify", str(out), "--json").json()["verdict"] == "genuine"
