"""What a seal adds to a paper, what it leaves as it was, and what cannot be sealed."""

import gc
import hashlib
import io
import re
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pikepdf
import pypdf
import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from letters.seal import fingerprint
from letters.seal.credentials import SealingKey, SealingKeyRefused
from letters.seal.examination import examine
from letters.seal.sealer import NotSealable, Sealer

Issue = Callable[..., x509.Certificate]
KINDS = pytest.mark.parametrize("kind", ["demo", "rsa", "curve", "issued"])
REASON = "Sealed by Kent County Council"


def _words(file: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages]


# ---- by other readers


@KINDS
def test_pyhankos_own_validator_finds_the_whole_file_signed_and_no_change_allowed(
    keys: dict[str, SealingKey], sealed: dict[str, bytes], at: datetime, kind: str
) -> None:
    root = (keys[kind].certificate, *keys[kind].chain)[-1]
    context = ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(root.public_bytes(Encoding.DER))],
        allow_fetching=False,
        moment=at,
    )
    (signature,) = PdfFileReader(io.BytesIO(sealed[kind])).embedded_signatures
    status = validate_pdf_signature(signature, context)
    assert status.bottom_line
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert signature.docmdp_level == MDPPerm.NO_CHANGES
    assert signature.self_reported_timestamp == at
    assert signature.md_algorithm == "sha256"
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


@KINDS
def test_every_certificate_of_the_key_is_in_the_seal(
    keys: dict[str, SealingKey], sealed: dict[str, bytes], kind: str
) -> None:
    (signature,) = PdfFileReader(io.BytesIO(sealed[kind])).embedded_signatures
    held = {choice.chosen.dump() for choice in signature.signed_data["certificates"]}
    own = (keys[kind].certificate, *keys[kind].chain)
    assert held == {each.public_bytes(Encoding.DER) for each in own}


def test_a_certificate_that_comes_twice_is_in_the_seal_once(
    keys: dict[str, SealingKey], files: dict[str, bytes], at: datetime
) -> None:
    once = keys["issued"]
    twice = SealingKey(once.private_key, once.certificate, (once.certificate, *once.chain, *once.chain))
    file = Sealer(twice).seal(files["deed"], at, REASON)
    assert examine(file, [once.certificate]).genuine


def test_a_key_whose_seal_could_not_be_examined_seals_nothing(issue: Issue) -> None:
    key, first, second = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    # Two issuers' certificates of one name and number: a seal holds one of them and names both.
    one = issue(first, "Example Issuing Office", number=7)
    other = issue(second, "Example Issuing Office", number=7)
    with pytest.raises(SealingKeyRefused, match="do not make a seal that can be examined"):
        Sealer(SealingKey(key, issue(key, "Kent"), (one, other)))


# ---- what stays


@KINDS
def test_the_papers_own_bytes_stay_in_front(
    files: dict[str, bytes], sealed: dict[str, bytes], kind: str
) -> None:
    assert sealed[kind].startswith(files["deed"])


def test_language_tags_titles_and_metadata_stay_as_they_were(
    files: dict[str, bytes], sealed: dict[str, bytes]
) -> None:
    with pikepdf.open(io.BytesIO(files["deed"])) as before, pikepdf.open(io.BytesIO(sealed["demo"])) as after:
        assert after.Root.Lang == before.Root.Lang
        assert after.Root.MarkInfo == before.Root.MarkInfo
        assert after.Root.MarkInfo.Marked
        assert after.Root.StructTreeRoot.objgen == before.Root.StructTreeRoot.objgen
        assert after.Root.Metadata.read_raw_bytes() == before.Root.Metadata.read_raw_bytes()
        assert after.docinfo == before.docinfo
        assert after.trailer.ID[0] == before.trailer.ID[0]
        assert set(after.Root.keys()) - set(before.Root.keys()) == {"/AcroForm", "/Extensions", "/Perms"}


def test_the_words_and_their_reading_order_stay_as_they_were(
    read_back: Callable[[bytes], Any], files: dict[str, bytes], sealed: dict[str, bytes]
) -> None:
    assert read_back(sealed["demo"]) == read_back(files["deed"])
    assert _words(sealed["demo"]) == _words(files["deed"])


def test_nothing_is_drawn_and_the_field_has_a_name_that_is_read_out(sealed: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(sealed["demo"])) as pdf:
        annotations = [each for page in pdf.pages for each in page.get("/Annots", [])]
        (field,) = (each for each in annotations if each.get("/FT") == "/Sig")
        left, bottom, right, top = map(int, field.Rect)
        assert (left, bottom) == (right, top)
        assert right < 0
        assert "/AP" not in field
        assert field.TU == "The council's seal"
        assert pdf.pages[0].Tabs == "/S"


# ---- what is added


def test_the_seal_says_no_more_than_it_is_told(files: dict[str, bytes], sealed: dict[str, bytes]) -> None:
    added = sealed["demo"][len(files["deed"]) :]
    assert re.findall(rb"/(?:Reason|Location|Name|ContactInfo) \((.*)\)", added) == [REASON.encode()]
    assert b"pyHanko" not in added
    assert b"/ModDate" not in added


def test_a_place_is_written_when_it_is_given(
    keys: dict[str, SealingKey], files: dict[str, bytes], at: datetime
) -> None:
    file = Sealer(keys["demo"]).seal(files["deed"], at, REASON, "Maidstone")
    (signature,) = PdfFileReader(io.BytesIO(file)).embedded_signatures
    assert signature.sig_object["/Location"] == "Maidstone"


def test_the_time_is_the_one_given_in_whole_seconds(
    keys: dict[str, SealingKey], files: dict[str, bytes], at: datetime
) -> None:
    elsewhere = at.astimezone(timezone(timedelta(hours=5, minutes=45))) + timedelta(microseconds=999_999)
    file = Sealer(keys["demo"]).seal(files["deed"], elsewhere, REASON)
    assert PdfFileReader(io.BytesIO(file)).embedded_signatures[0].self_reported_timestamp == at


def test_the_same_paper_and_rsa_key_and_time_are_the_same_bytes(
    keys: dict[str, SealingKey], files: dict[str, bytes], sealed: dict[str, bytes], at: datetime
) -> None:
    sealer = Sealer(keys["rsa"])
    assert sealer.seal(files["deed"], at, REASON) == sealed["rsa"]
    assert sealer.seal(files["deed"], at + timedelta(seconds=1), REASON) != sealed["rsa"]


def test_one_key_seals_every_kind_of_paper(
    keys: dict[str, SealingKey], files: dict[str, bytes], at: datetime
) -> None:
    sealer = Sealer(keys["demo"])
    for file in files.values():
        assert _words(sealer.seal(file, at, REASON)) == _words(file)


def test_a_fingerprint_is_the_sha256_of_the_whole_file(sealed: dict[str, bytes]) -> None:
    assert fingerprint(sealed["demo"]) == hashlib.sha256(sealed["demo"]).hexdigest()


@pytest.mark.parametrize(("kind", "demo"), [("demo", True), ("rsa", False)])
def test_a_sealer_knows_a_rehearsal(keys: dict[str, SealingKey], kind: str, demo: bool) -> None:
    assert Sealer(keys[kind]).is_demo is demo


# ---- refusals


def test_a_sealed_paper_is_not_sealed_again(
    keys: dict[str, SealingKey], sealed: dict[str, bytes], at: datetime
) -> None:
    with pytest.raises(NotSealable, match="a paper is sealed once"):
        Sealer(keys["rsa"]).seal(sealed["demo"], at, REASON)


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"A letter.",
        b"%PDF-1.7\n",
        b"%PDF-1.7\nxref\n0 0\ntrailer\n<</Size 3>>\nstartxref\n9\n%%EOF",
        b"%PDF-1.7\nxref\n0 0\ntrailer\n<</Size 3/Root 7 0 R>>\nstartxref\n9\n%%EOF",
        b"%PDF-1.7\nxref\n0 0\ntrailer\n<</Size 3/Root 5>>\nstartxref\n9\n%%EOF",
    ],
)
def test_a_file_that_is_no_pdf_is_not_sealed(keys: dict[str, SealingKey], file: bytes, at: datetime) -> None:
    with pytest.raises(NotSealable, match="not a PDF that can be read"):
        Sealer(keys["demo"]).seal(file, at, REASON)


def test_an_encrypted_file_is_not_sealed(
    keys: dict[str, SealingKey], files: dict[str, bytes], at: datetime
) -> None:
    encrypted = io.BytesIO()
    with pikepdf.open(io.BytesIO(files["deed"])) as pdf:
        pdf.save(encrypted, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(NotSealable, match="encrypted PDF"):
        Sealer(keys["demo"]).seal(encrypted.getvalue(), at, REASON)


def test_a_seal_needs_a_time_zone(keys: dict[str, SealingKey], files: dict[str, bytes], at: datetime) -> None:
    with pytest.raises(NotSealable, match="must carry its time zone"):
        Sealer(keys["demo"]).seal(files["deed"], at.replace(tzinfo=None), REASON)


def test_a_paper_is_sealed_within_the_certificates_validity_only(
    keys: dict[str, SealingKey], files: dict[str, bytes]
) -> None:
    sealer, second = Sealer(keys["demo"]), timedelta(seconds=1)
    starts = keys["demo"].certificate.not_valid_before_utc
    ends = keys["demo"].certificate.not_valid_after_utc
    for within in (starts, ends):
        assert sealer.seal(files["deed"], within, REASON).startswith(files["deed"])
    for outside in (starts - second, ends + second):
        with pytest.raises(
            NotSealable, match=r"valid from 9 July 2018 to 8 July 2028, and the seal would be"
        ):
            sealer.seal(files["deed"], outside, REASON)
    assert starts.tzinfo is UTC


# ---- in use


def test_threads_share_a_sealer(keys: dict[str, SealingKey], files: dict[str, bytes], at: datetime) -> None:
    sealer, papers = Sealer(keys["rsa"]), list(files.values()) * 4
    one_by_one = [sealer.seal(file, at, REASON) for file in papers]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda file: sealer.seal(file, at, REASON), papers)) == one_by_one


def test_pyhanko_is_not_imported_until_something_is_sealed() -> None:
    modules = "credentials, examination, place, sealer"
    asked = f"import sys; from letters.seal import {modules}; print('pyhanko' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_a_seal_leaves_no_copy_of_the_paper_in_memory(
    keys: dict[str, SealingKey], files: dict[str, bytes], at: datetime
) -> None:
    sealer, seals = Sealer(keys["demo"]), 10
    sealer.seal(files["deed"], at, REASON)
    gc.disable()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(seals):
            sealer.seal(files["deed"], at, REASON)
        left = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
        gc.enable()
    assert left / seals < len(files["deed"]) / 2
