"""The audit record taken away: its own checker, with nothing of ours at hand, finds whatever was done to it.

The checker is the one that stands in the export, run in a process of its own that sees no package.
"""

import base64
import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import signing
from guarantor.services.exchange.audit_export import CHECKER, export_audit
from guarantor.services.exchange.offline_checker import GENESIS, ORDER, signature_holds
from guarantor.services.proof import checking
from tests.conftest import Begin
from tests.databases import Databases
from tests.rehearsing import APPLICATION, Rehearsal, opened, told
from tests.services import stories

CLEAN, NOT_AN_EXPORT, FOUND = 0, 2, 3
FILES = {"README.txt", CHECKER, "head.json", "journal.jsonl", "public-key.pem", "transfers.jsonl"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Export:
    """An export on disk, with what its making answered."""

    folder: Path
    answer: dict[str, Any]

    def rows(self, name: str) -> list[Row]:
        """The rows of the journal or of the transfers."""
        text = (self.folder / f"{name}.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def write(self, name: str, rows: list[Row]) -> None:
        """Put other rows there, written as an export writes them."""
        ascii_only = name == "transfers"
        lines = [
            json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=ascii_only) for row in rows
        ]
        (self.folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def check(self, *words: str, what: Path | None = None) -> tuple[int, list[str]]:
        """The checker's exit code and its sentences. It is the export's own, alone in an isolated process."""
        ran = subprocess.run(
            [sys.executable, "-I", "-S", self.folder / CHECKER, what or self.folder, *words],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env={},
        )
        assert "Traceback" not in ran.stderr, ran.stderr
        said = ran.stdout.splitlines() or ran.stderr.splitlines()
        return ran.returncode, said[1:-1] if ran.stdout else said


@pytest.fixture(scope="module")
def whole(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Export:
    """The export of a rehearsal in which a claim was accepted; tests work on copies."""
    folder = tmp_path_factory.mktemp("audit")
    with opened(told(stories.accepted, databases, "sqlite", folder), folder) as rehearsal:
        return Export(folder / "export", export_audit(rehearsal.office, folder / "export"))


@pytest.fixture
def export(whole: Export, tmp_path: Path) -> Export:
    """A copy to tamper with."""
    folder = tmp_path / "export"
    folder.mkdir()
    for file in whole.folder.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return Export(folder, whole.answer)


# ---- what is exported


def test_an_export_holds_everything_and_is_clean(export: Export) -> None:
    assert {file.name for file in export.folder.iterdir()} == FILES
    assert export.check() == (CLEAN, [])
    assert export.answer["journal_lines"] == len(export.rows("journal"))
    assert export.answer["transfers"] == len(export.rows("transfers")) > 0
    assert export.answer["head"]["seq"] == export.rows("journal")[-1]["seq"]
    checker = (export.folder / CHECKER).read_bytes()
    assert hashlib.sha256(checker).hexdigest() == export.answer["checker_sha256"]


def test_no_name_and_no_word_of_an_application_is_in_it(export: Export) -> None:
    text = "".join((export.folder / name).read_text(encoding="utf-8") for name in FILES)
    for block in ("young_person", "property", "landlord"):
        assert not [value for value in APPLICATION[block].values() if value in text]


def test_a_zip_is_checked_as_it_is(begin: Begin, tmp_path: Path, export: Export) -> None:
    rehearsal = begin(stories.drafted)
    export_audit(rehearsal.office, tmp_path / "export.zip")
    with zipfile.ZipFile(tmp_path / "export.zip") as packed:
        assert set(packed.namelist()) == FILES
    assert export.check(what=tmp_path / "export.zip") == (CLEAN, [])
    assert {
        path.name for path in tmp_path.iterdir() if "part" in path.name or path.name.startswith("tmp")
    } == set()


@pytest.mark.parametrize("name", ["export", "export.zip"])
def test_what_stands_there_is_not_overwritten(rehearsal: Rehearsal, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("old")
    with pytest.raises(WrongInput, match="--out"):
        export_audit(rehearsal.office, tmp_path / name)
    assert (tmp_path / name).read_text() == "old"


def test_the_head_is_one_that_audit_verify_takes(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(stories.accepted)
    export_audit(rehearsal.office, tmp_path / "export")
    kept = signing.read_head(rehearsal.office.settings, tmp_path / "export" / "head.json")
    assert checking.verify_journal(rehearsal.office, kept) == []


# ---- tampering with rows


def _changed(field: str, value: Any, number: int) -> Callable[[list[Row]], list[Row]]:
    return lambda rows: [
        {**row, field: value} if place == number else row for place, row in enumerate(rows, 1)
    ]


def _removed(number: int) -> Callable[[list[Row]], list[Row]]:
    return lambda rows: [row for place, row in enumerate(rows, 1) if place != number]


def _twice(number: int) -> Callable[[list[Row]], list[Row]]:
    return lambda rows: [*rows[:number], *rows[number - 1 :]]


def _moved(number: int) -> Callable[[list[Row]], list[Row]]:
    return lambda rows: [*rows[: number - 1], rows[number], rows[number - 1], *rows[number + 1 :]]


def _cut(left: int) -> Callable[[list[Row]], list[Row]]:
    return lambda rows: rows[:left]


JOURNAL = {
    "the act": (_changed("act", "pay_claim", 5), "Journal line 5: changed"),
    "who did it": (_changed("actor", 7, 5), "Journal line 5: changed"),
    "nobody did it": (_changed("actor", None, 5), "Journal line 5: changed"),
    "when": (_changed("at", "2019-04-30T09:00:01.000000+00:00", 5), "Journal line 5: changed"),
    "the subject": (_changed("subject", "RG-0009", 5), "Journal line 5: changed"),
    "the details": (_changed("details", "{}", 5), "Journal line 5: changed"),
    "its digest": (_changed("transfers_digest", "0" * 64, 5), "Journal line 5: changed"),
    "its hash": (_changed("hash", "0" * 64, 5), "Journal line 5: changed"),
    "the hash before": (_changed("previous_hash", "0" * 64, 5), "Journal line 5: does not follow"),
    "a field more": (_changed("note", "x", 5), "Journal line 5: changed"),
    "a number of another kind": (_changed("seq", "5", 5), "journal.jsonl, line 5: no row"),
    "a number too high": (_changed("seq", 10**18, 5), "Journal line 5: removed"),
    "the first removed": (_removed(1), "Journal line 1: removed"),
    "one removed": (_removed(5), "Journal line 5: removed"),
    "three removed": (lambda rows: [*rows[:4], *rows[7:]], "Journal lines 5 to 7: removed"),
    "one twice": (_twice(5), "Journal line 5: inserted"),
    "two exchanged": (_moved(5), "Journal line 5: moved, it stands after 6"),
    "the end cut": (_cut(-1), "its end was cut off"),
    "nearly all cut": (_cut(1), "its end was cut off"),
    "all cut": (_cut(0), "its end was cut off"),
}


@pytest.mark.parametrize(("tamper", "says"), JOURNAL.values(), ids=list(JOURNAL))
def test_a_tampered_journal_is_found_and_the_line_named(
    export: Export, tamper: Callable[[list[Row]], list[Row]], says: str
) -> None:
    export.write("journal", tamper(export.rows("journal")))
    code, found = export.check()
    assert code == FOUND
    assert any(says in sentence for sentence in found), found


TRANSFERS = {
    "the amount": (_changed("amount_pence", 1, 2), "its transfers (2) are not as they were"),
    "the account": (_changed("debit", "bank", 2), "its transfers (2) are not as they were"),
    "the day": (_changed("happened_on", "2018-08-02", 2), "its transfers (2) are not as they were"),
    "the guarantee": (_changed("guarantee_ref", "RG-0009/1", 2), "its transfers (2) are not as they were"),
    "one of two in an act": (_changed("amount_pence", 1, 7), "its transfers (6, 7) are not as they were"),
    "a field more": (_changed("note", "x", 2), "its transfers (2) are not as they were"),
    "one removed": (_removed(2), "Transfer 2: removed; journal line"),
    "the last removed": (_removed(7), "Transfer 7: removed; journal line"),
    "all removed": (_cut(0), "Transfer 1: removed; journal line"),
    "one inserted": (lambda rows: [*rows, {**rows[1], "id": 99}], "Transfer 99: inserted; no journal line"),
    "one twice": (_twice(2), "Transfer 2: inserted, it stands 2 times"),
    "one twice with another sum": (
        lambda rows: [*rows[:2], {**rows[1], "amount_pence": 1}, *rows[2:]],
        "Transfer 2: inserted, it stands 2 times",
    ),
    "two exchanged": (_moved(2), "Transfer 2: moved, it stands after 3"),
}


@pytest.mark.parametrize(("tamper", "says"), TRANSFERS.values(), ids=list(TRANSFERS))
def test_tampered_transfers_are_found_and_named(
    export: Export, tamper: Callable[[list[Row]], list[Row]], says: str
) -> None:
    export.write("transfers", tamper(export.rows("transfers")))
    code, found = export.check()
    assert code == FOUND
    assert any(says in sentence for sentence in found), found


def test_every_byte_of_a_row_counts(export: Export) -> None:
    """A row that reads the same to a program and otherwise to a person."""
    file = export.folder / "transfers.jsonl"
    text = file.read_text(encoding="utf-8")
    for bent in (
        text.replace('{"amount_pence":', '{"amount_pence":1,"amount_pence":', 1),
        text.replace(":", ": ", 1),
    ):
        file.write_text(bent, encoding="utf-8")
        code, found = export.check()
        assert code == FOUND
        assert "transfers.jsonl, line 1 (number 1): changed, it is not written as exported." in found


@pytest.mark.parametrize(
    "line", ["", "\x00", "[]", "5", "[" * 100_000, "\ud800".encode("utf-8", "surrogatepass")]
)
def test_a_line_that_is_no_row_is_named(export: Export, line: str | bytes) -> None:
    file = export.folder / "journal.jsonl"
    content = line.encode() if isinstance(line, str) else line
    if not content:
        content = b"{"
    file.write_bytes(file.read_bytes() + content + b"\n")
    code, found = export.check()
    assert code == FOUND
    assert any("no row of an export" in sentence for sentence in found)


def test_a_file_cut_in_the_middle_of_a_line_is_found(export: Export) -> None:
    for name in ("journal.jsonl", "transfers.jsonl"):
        file = export.folder / name
        content = file.read_bytes()
        file.write_bytes(content[:-20])
        assert export.check()[0] == FOUND
        file.write_bytes(content)
    assert export.check()[0] == CLEAN


# ---- tampering with chain, head and key


def _rewritten(export: Export) -> list[Row]:
    """The journal with one line changed and every hash after it made again, as its writer might."""
    rows, previous = [], GENESIS
    for row in export.rows("journal"):
        content = {**row, "subject": "RG-0009"} if row["seq"] == 5 else dict(row)
        content["previous_hash"] = previous
        del content["hash"]
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        previous = hashlib.sha256(text.encode()).hexdigest()
        rows.append({**content, "hash": previous})
    return rows


def _signed_by(key: Ed25519PrivateKey, row: Row, at: str = "2019-04-30T09:00:00+00:00") -> Row:
    signature = key.sign(f"{row['seq']} {row['hash']} {at}".encode())
    return {
        "seq": row["seq"],
        "hash": row["hash"],
        "at": at,
        "signature": base64.b64encode(signature).decode(),
    }


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def test_a_rewritten_chain_is_found_by_the_head(export: Export) -> None:
    export.write("journal", _rewritten(export))
    code, found = export.check()
    assert (code, len(found)) == (FOUND, 1)
    assert "is not the line that was signed; the chain was rewritten" in found[0]


@pytest.mark.parametrize("field", ["seq", "hash", "at", "signature"])
def test_an_altered_head_is_found(export: Export, field: str) -> None:
    head = json.loads((export.folder / "head.json").read_text())
    other = {"seq": 3, "hash": "0" * 64, "at": "2020-01-01T00:00:00+00:00", "signature": "AAAA"}
    (export.folder / "head.json").write_text(json.dumps({**head, field: other[field]}))
    code, found = export.check()
    assert code == FOUND
    assert "head.json: not signed with the key of this export." in found


def test_a_head_signed_with_another_key_is_found(export: Export) -> None:
    head = _signed_by(Ed25519PrivateKey.generate(), export.rows("journal")[-1])
    (export.folder / "head.json").write_text(json.dumps(head))
    assert export.check() == (FOUND, ["head.json: not signed with the key of this export."])


def test_everything_rewritten_with_another_key_shows_against_what_was_kept_elsewhere_and_only_there(
    export: Export, tmp_path: Path
) -> None:
    kept = tmp_path / "kept-head.json"
    kept.write_bytes((export.folder / "head.json").read_bytes())
    fingerprint = export.answer["key_fingerprint"]
    assert export.check("--fingerprint", fingerprint.upper(), "--head", str(kept)) == (CLEAN, [])
    other = Ed25519PrivateKey.generate()
    rows = _rewritten(export)
    export.write("journal", rows)
    (export.folder / "public-key.pem").write_bytes(_pem(other))
    (export.folder / "head.json").write_text(json.dumps(_signed_by(other, rows[-1])))
    assert export.check() == (CLEAN, [])
    code, found = export.check("--fingerprint", fingerprint)
    assert (code, found) == (FOUND, ["public-key.pem: not the key of the fingerprint that was given."])
    code, found = export.check("--head", str(kept))
    assert code == FOUND
    assert any("the chain was rewritten" in sentence for sentence in found)


def test_lines_after_the_signed_head_are_named(export: Export) -> None:
    key = Ed25519PrivateKey.generate()
    (export.folder / "public-key.pem").write_bytes(_pem(key))
    head = _signed_by(key, export.rows("journal")[-3])
    (export.folder / "head.json").write_text(json.dumps(head))
    last = len(export.rows("journal"))
    assert export.check() == (
        FOUND,
        [f"Journal line {each}: inserted after the signed head." for each in (last - 1, last)],
    )


def test_a_head_kept_from_before_stays_good_while_the_journal_grows(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(stories.accepted)
    early = Export(tmp_path / "early", export_audit(rehearsal.office, tmp_path / "early"))
    rehearsal.charge("RG-0001/1", "2018-12-01")
    later = Export(tmp_path / "later", export_audit(rehearsal.office, tmp_path / "later"))
    assert later.check("--head", str(early.folder / "head.json")) == (CLEAN, [])
    code, found = early.check("--head", str(later.folder / "head.json"))
    assert code == FOUND
    assert any("its end was cut off" in sentence for sentence in found)


# ---- what is no export


@pytest.mark.parametrize("name", ["journal.jsonl", "transfers.jsonl", "head.json", "public-key.pem"])
def test_a_missing_file_is_named(export: Export, name: str) -> None:
    (export.folder / name).unlink()
    code, said = export.check()
    assert code == NOT_AN_EXPORT
    assert name in said[0]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"seq": "5"}', '{"seq": true}', "{"])
def test_a_head_that_is_none_is_named(export: Export, content: str) -> None:
    (export.folder / "head.json").write_text(content)
    assert export.check() == (NOT_AN_EXPORT, ["head.json: expected a signed head as JSON."])


@pytest.mark.parametrize(
    "content", [b"", b"-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----\n", b"\xff"]
)
def test_a_key_that_is_none_is_named(export: Export, content: bytes) -> None:
    (export.folder / "public-key.pem").write_bytes(content)
    assert export.check() == (NOT_AN_EXPORT, ["public-key.pem: expected an Ed25519 public key."])


def test_a_missing_folder_and_a_missing_kept_head_are_named(export: Export, tmp_path: Path) -> None:
    assert export.check(what=tmp_path / "nowhere")[0] == NOT_AN_EXPORT
    assert export.check("--head", str(tmp_path / "nowhere.json"))[0] == NOT_AN_EXPORT


# ---- Ed25519

RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        hashlib.sha512(b"abc").hexdigest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]  # fmt: skip
"""Public key, message and signature of the tests in RFC 8032, section 7.1; the last is its TEST SHA(abc)."""


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032, ids=["1", "2", "3", "SHA(abc)"])
def test_the_signatures_of_rfc_8032_hold_and_no_other_does(key: str, message: str, signature: str) -> None:
    owner, said, signed = (bytes.fromhex(each) for each in (key, message, signature))
    assert signature_holds(owner, said, signed)
    assert not signature_holds(owner, said + b"x", signed)
    for place in range(0, 64, 7):
        assert not signature_holds(owner, said, _flipped(signed, place))
    for place in range(0, 32, 5):
        assert not signature_holds(_flipped(owner, place), said, signed)


@settings(max_examples=30)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 95), st.integers(1, 255))
def test_a_signature_holds_just_where_the_library_says_so(
    seed: bytes, message: bytes, place: int, bits: int
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    both = public + key.sign(message)
    assert signature_holds(both[:32], message, both[32:])
    bent = both[:place] + bytes([both[place] ^ bits]) + both[place + 1 :]
    assert signature_holds(bent[:32], message, bent[32:]) is _library_says(bent[:32], message, bent[32:])


def test_a_scalar_of_the_groups_order_or_above_is_refused() -> None:
    """The same signature in another form: S + L instead of S."""
    key, message, signature = (bytes.fromhex(each) for each in RFC_8032[1])
    scalar = int.from_bytes(signature[32:], "little")
    assert signature_holds(key, message, signature[:32] + scalar.to_bytes(32, "little"))
    assert not signature_holds(key, message, signature[:32] + (scalar + ORDER).to_bytes(32, "little"))


@pytest.mark.parametrize("length", [0, 31, 33, 63, 65])
def test_keys_and_signatures_of_another_length_are_refused(length: int) -> None:
    key, message, signature = (bytes.fromhex(each) for each in RFC_8032[1])
    assert not signature_holds((key * 3)[:length], message, signature)
    assert not signature_holds(key, message, (signature * 2)[:length])


@pytest.mark.parametrize("y", [2**255 - 19, 2**255 - 1, 2])
def test_a_key_that_is_no_point_of_the_curve_is_refused(y: int) -> None:
    _key, message, signature = (bytes.fromhex(each) for each in RFC_8032[1])
    assert not signature_holds(y.to_bytes(32, "little"), message, signature)


def _library_says(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
