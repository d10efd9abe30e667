"""A sealed paper is told from an altered one, whatever was done to it and whatever bytes are given."""

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pikepdf
import pypdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from letters.seal.credentials import SealingKey, demo_key
from letters.seal.examination import SealFound, examine
from letters.seal.place import place
from letters.seal.sealer import Sealer

Issue = Callable[..., x509.Certificate]
KINDS = pytest.mark.parametrize("kind", ["demo", "rsa", "curve", "issued"])
REASON = "Sealed by Kent County Council"
STEPS = 500


def _signature(file: bytes) -> range:
    """The positions of the signature's own letters, its brackets included: what its digest leaves out."""
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) ", file)
    assert found
    return range(int(found[1]), int(found[2]))


def _flipped(file: bytes, position: int, mask: int) -> bytes:
    return file[:position] + bytes([file[position] ^ mask]) + file[position + 1 :]


# ---- as sealed


@KINDS
def test_a_sealed_paper_is_intact_and_whole(
    keys: dict[str, SealingKey], sealed: dict[str, bytes], at: datetime, kind: str
) -> None:
    certificate = keys[kind].certificate
    found = examine(sealed[kind], [certificate])
    assert found == SealFound(
        found=True,
        says=found.says,
        intact=True,
        whole=True,
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        subject="DEMO Kent County Council" if kind == "demo" else "Kent County Council",
        sealed_at=at,
        trusted=True,
        demo=kind == "demo",
    )
    assert found.genuine
    assert not found.altered


def test_a_councils_older_certificates_are_still_trusted(
    keys: dict[str, SealingKey], sealed: dict[str, bytes]
) -> None:
    ours = [keys["curve"].certificate, keys["rsa"].certificate]
    assert examine(sealed["rsa"], ours).genuine
    assert examine(sealed["curve"], iter(ours)).genuine


def test_a_seal_by_anybody_else_is_not_genuine_and_not_altered(
    keys: dict[str, SealingKey], files: dict[str, bytes], sealed: dict[str, bytes], at: datetime
) -> None:
    namesake = Sealer(demo_key("Kent County Council", at)).seal(files["deed"], at, REASON)
    found = examine(namesake, [keys["demo"].certificate, keys["rsa"].certificate])
    assert not found.genuine
    assert not found.altered
    assert not found.trusted
    assert "not with a certificate of the council's" in found.says
    assert not examine(sealed["demo"], []).genuine


def test_a_certificate_of_the_chain_does_not_vouch_for_what_it_issued(
    keys: dict[str, SealingKey], sealed: dict[str, bytes]
) -> None:
    assert not examine(sealed["issued"], keys["issued"].chain).trusted


def test_a_time_outside_the_certificates_validity_is_not_genuine(
    issue: Issue, files: dict[str, bytes], at: datetime
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    real = SealingKey(key, issue(key, "Kent", starts=at, lasts=timedelta(days=1)))
    backdated = Sealer(real)
    # Whoever has the key can leave our own refusal out.
    backdated._key = SealingKey(
        key, issue(key, "Kent", starts=at - timedelta(days=9), lasts=timedelta(days=99))
    )
    for days, genuine in ((0, True), (1, True), (-1, False), (2, False)):
        found = examine(backdated.seal(files["deed"], at + timedelta(days=days), REASON), [real.certificate])
        assert (found.intact, found.whole, found.genuine) == (True, True, genuine)
        assert ("not at a time when its certificate was valid" in found.says) is not genuine


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("demo", "sealed on 9 July 2018 for a rehearsal, by DEMO Kent County Council: it binds nobody."),
        ("rsa", "The file is as it was sealed on 9 July 2018 by Kent County Council."),
    ],
)
def test_a_sentence_says_who_sealed_and_when(
    keys: dict[str, SealingKey], sealed: dict[str, bytes], kind: str, says: str
) -> None:
    assert examine(sealed[kind], [keys[kind].certificate]).says.endswith(says)


# ---- altered


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_byte_flipped_anywhere_is_called_altered(
    keys: dict[str, SealingKey], sealed: dict[str, bytes], data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(sorted(sealed)))
    position = data.draw(st.integers(0, len(sealed[kind]) - 1))
    mask = data.draw(st.integers(1, 255))
    assert examine(_flipped(sealed[kind], position, mask), [keys[kind].certificate]).altered


def test_a_byte_flipped_at_regular_steps_through_the_file_is_called_altered(
    keys: dict[str, SealingKey], sealed: dict[str, bytes]
) -> None:
    file = sealed["demo"]
    for position in {*range(0, len(file), len(file) // STEPS), len(file) - 1}:
        assert examine(_flipped(file, position, 0x01), [keys["demo"].certificate]).altered, position


@pytest.mark.parametrize("kind", ["demo", "issued"])
def test_every_letter_of_the_signature_that_is_another_is_called_altered(
    keys: dict[str, SealingKey], sealed: dict[str, bytes], kind: str
) -> None:
    file = sealed[kind]
    for position in _signature(file):
        # The same digit as a small letter means the same to a reader of PDF; another digit may be padding.
        letter = file[position : position + 1]
        for other in {letter.lower(), b"1" if letter == b"0" else b"0"} - {letter}:
            changed = file[:position] + other + file[position + 1 :]
            assert examine(changed, [keys[kind].certificate]).altered, (position, other)


def test_every_byte_of_what_the_seal_adds_around_its_signature_is_watched(
    keys: dict[str, SealingKey], files: dict[str, bytes], sealed: dict[str, bytes]
) -> None:
    file, hidden = sealed["demo"], _signature(sealed["demo"])
    for position in range(len(files["deed"]), len(file)):
        if position not in hidden:
            assert examine(_flipped(file, position, 0x20), [keys["demo"].certificate]).altered, position


def test_bytes_put_in_or_taken_out_are_called_altered(
    keys: dict[str, SealingKey], sealed: dict[str, bytes]
) -> None:
    file, hidden = sealed["demo"], _signature(sealed["demo"])
    for position in (0, 9, len(file) // 2, hidden.start, hidden.start + 1, hidden.stop - 1, hidden.stop):
        for inside in (b"\0", b"0", b"00", b"\n"):
            assert examine(file[:position] + inside + file[position:], [keys["demo"].certificate]).altered
        assert examine(file[:position] + file[position + 1 :], [keys["demo"].certificate]).altered


def test_what_is_added_after_the_seal_is_told_from_what_was_changed_in_it(
    keys: dict[str, SealingKey], sealed: dict[str, bytes]
) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(sealed["demo"]), incremental=True)
    writer.add_metadata({"/Title": "Another title"})
    updated = io.BytesIO()
    writer.write(updated)
    for added in (sealed["demo"] + b"\n", updated.getvalue()):
        found = examine(added, [keys["demo"].certificate])
        assert (found.intact, found.whole, found.altered, found.genuine) == (True, False, True, False)
        assert f"{len(added) - len(sealed['demo']):,} bytes were added" in found.says


def test_a_file_saved_anew_is_called_altered(keys: dict[str, SealingKey], sealed: dict[str, bytes]) -> None:
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(sealed["demo"])) as pdf:
        pdf.save(saved)
    assert examine(saved.getvalue(), [keys["demo"].certificate]).altered


def test_a_seal_moved_to_another_paper_is_called_altered(
    keys: dict[str, SealingKey], files: dict[str, bytes], sealed: dict[str, bytes], at: datetime
) -> None:
    other = Sealer(keys["rsa"]).seal(files["deed"], at + timedelta(days=1), REASON)
    there, here = _signature(other), _signature(sealed["rsa"])
    assert there == here
    moved = other[: there.start] + sealed["rsa"][here.start : here.stop] + other[there.stop :]
    assert examine(moved, [keys["rsa"].certificate]).altered


def test_a_seal_put_in_front_of_another_seal_does_not_vouch_for_it(
    keys: dict[str, SealingKey], sealed: dict[str, bytes]
) -> None:
    found = examine(sealed["rsa"] + sealed["demo"], [keys["rsa"].certificate, keys["demo"].certificate])
    assert found.intact
    assert not found.whole
    assert not found.genuine


# ---- no seal, and bytes made to hurt


def test_a_paper_without_a_seal_says_so(files: dict[str, bytes]) -> None:
    found = examine(files["deed"], [])
    assert not found.found
    assert not found.altered
    assert found.says == "The file carries no seal."


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_answered(file: bytes) -> None:
    assert not examine(file, []).genuine


@pytest.mark.parametrize(
    "contents", [b"\x30\x80" * 40_000, b"\x30\x84\xff\xff\xff\xff", b"\xa0" * 90_000, b"\x1f\xff" * 40_000]
)
def test_a_signature_nested_or_long_beyond_measure_is_called_altered(contents: bytes) -> None:
    assert examine(_made_up(contents), []).altered


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_signature_is_answered(contents: bytes) -> None:
    found = examine(_made_up(contents), [])
    assert found.altered
    assert not found.intact


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_signature_with_its_length_kept_and_its_bytes_mixed_is_answered(
    sealed: dict[str, bytes], data: st.DataObject
) -> None:
    where = place(sealed["demo"])
    assert where
    contents = bytearray(where.contents)
    for _ in range(data.draw(st.integers(1, 8))):
        start = data.draw(st.integers(0, len(contents) - 1))
        contents[start : start + 4] = data.draw(st.binary(min_size=1, max_size=6))
    assert examine(_made_up(bytes(contents)), []).altered


@pytest.mark.parametrize("end", [0, 1, 100, 5_000, -1, -2, -300, -900, -1_500])
def test_a_file_cut_short_is_not_genuine(
    keys: dict[str, SealingKey], files: dict[str, bytes], sealed: dict[str, bytes], end: int
) -> None:
    found = examine(sealed["demo"][:end], [keys["demo"].certificate])
    assert not found.genuine
    assert found.altered is (end < 0)


@pytest.mark.parametrize(
    "file",
    [
        b"/ByteRange [0 1 2 3]",
        b"/ByteRange [0 9999999999 9999999999 9999999999]",
        b"/Contents <>\n/ByteRange [0 10 12 30]",
        b"/Contents <30>/ByteRange [0 10 14 30]",
        b"/ByteRange [0 -1 2 3]",
        b"/ByteRange [0 99999999999999999999 2 3]",
    ],
)
def test_a_range_that_leads_nowhere_is_called_altered(file: bytes) -> None:
    assert examine(file, []).altered


def test_a_file_of_the_largest_size_is_examined_and_one_byte_more_is_not(
    keys: dict[str, SealingKey], sealed: dict[str, bytes]
) -> None:
    ours, size = [keys["demo"].certificate], len(sealed["demo"])
    assert examine(sealed["demo"], ours, largest=size).genuine
    found = examine(sealed["demo"], ours, largest=size - 1)
    assert not found.found
    assert "was not examined" in found.says


def _made_up(contents: bytes) -> bytes:
    """A file that has a seal of our form around any bytes."""
    front = b"%PDF-1.7\n/Contents "
    hexadecimal = b"<" + contents.hex().upper().encode() + b">"
    closes = len(front) + len(hexadecimal)
    for length in range(30, 80):
        back = b"\n/ByteRange [0 %d %d %d]\n/M (D\\07220180709083000Z)\n" % (len(front), closes, length)
        if len(back) == length:
            return front + hexadecimal + back
    raise AssertionError
