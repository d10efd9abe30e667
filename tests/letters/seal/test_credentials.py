"""Which keys can seal, and what a rehearsal's certificate says."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from letters.seal.credentials import (
    SealingKey,
    SealingKeyRefused,
    certificates,
    demo_key,
    subject,
    valid_at,
)

Issue = Callable[..., x509.Certificate]


def _pem(key: SealingKey, passphrase: bytes | None = None) -> bytes:
    encryption = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return key.private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


# ---- rehearsals


def test_a_rehearsals_certificate_begins_with_demo_and_lasts_ten_years(at: datetime) -> None:
    key = demo_key("Kent County Council", at)
    assert key.is_demo
    assert subject(key.certificate) == "DEMO Kent County Council"
    assert valid_at(key.certificate, at)
    assert not valid_at(key.certificate, at - timedelta(seconds=1))
    assert valid_at(key.certificate, at.replace(year=at.year + 10) - timedelta(days=1))
    assert not valid_at(key.certificate, at.replace(year=at.year + 10) + timedelta(days=1))


def test_a_rehearsals_certificate_is_for_signing_and_for_nothing_else(at: datetime) -> None:
    usage = demo_key("Kent", at).certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    others = (usage.key_cert_sign, usage.key_encipherment, usage.key_agreement, usage.crl_sign)
    assert not any(others)


def test_a_rehearsals_certificate_starts_at_the_instant_given_in_whatever_zone(at: datetime) -> None:
    elsewhere = at.astimezone(timezone(timedelta(hours=-7)))
    assert demo_key("Kent", elsewhere).certificate.not_valid_before_utc == at


def test_a_councils_long_name_is_cut_to_what_a_certificate_can_carry(at: datetime) -> None:
    name = subject(demo_key("The Council of " + "Very " * 20 + "Long", at).certificate)
    assert len(name) <= 64
    assert name.startswith("DEMO The Council of Very")


@pytest.mark.parametrize(
    ("name", "demo"), [("DEMO Kent", True), ("DEMO", True), ("DEMOGRAPHY Kent", False), ("Kent DEMO", False)]
)
def test_only_the_first_word_makes_a_rehearsal(issue: Issue, name: str, demo: bool) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    assert SealingKey(key, issue(key, name)).is_demo is demo


def test_a_name_with_signs_that_do_not_print_is_shown_without_them(issue: Issue) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    assert subject(issue(key, "Kent\x1b[2J\u202e Council")) == "Kent[2J Council"


# ---- reading


@pytest.mark.parametrize("kind", ["demo", "rsa", "curve", "issued"])
def test_a_key_comes_back_from_its_own_file(keys: dict[str, SealingKey], kind: str) -> None:
    read = SealingKey.from_pkcs12(keys[kind].pkcs12(b"a passphrase"), b"a passphrase")
    assert read.certificate == keys[kind].certificate
    assert set(read.chain) == set(keys[kind].chain)
    assert _pem(read) == _pem(keys[kind])


@pytest.mark.parametrize("passphrase", [None, b"a passphrase"])
def test_a_key_is_read_from_pem_with_its_issuers(
    keys: dict[str, SealingKey], passphrase: bytes | None
) -> None:
    key = keys["issued"]
    bundle = b"".join(each.public_bytes(Encoding.PEM) for each in (key.certificate, *key.chain))
    read = SealingKey.from_pem(_pem(key, passphrase), bundle, passphrase)
    assert (read.certificate, read.chain) == (key.certificate, key.chain)


def test_the_private_key_is_not_shown(keys: dict[str, SealingKey]) -> None:
    assert "private_key" not in repr(keys["demo"])


def test_a_list_of_certificates_is_read_in_order(keys: dict[str, SealingKey]) -> None:
    pem = b"".join(keys[kind].certificate_pem() for kind in ("rsa", "demo"))
    assert certificates(pem) == (keys["rsa"].certificate, keys["demo"].certificate)


# ---- refusals


@pytest.mark.parametrize("passphrase", [b"another", b"", None])
def test_a_wrong_passphrase_is_refused(keys: dict[str, SealingKey], passphrase: bytes | None) -> None:
    with pytest.raises(SealingKeyRefused, match=r"^The PKCS#12 file cannot be read with this passphrase\.$"):
        SealingKey.from_pkcs12(keys["demo"].pkcs12(b"a passphrase"), passphrase)
    with pytest.raises(SealingKeyRefused, match=r"^The PEM key cannot be read with this passphrase\.$"):
        SealingKey.from_pem(_pem(keys["demo"], b"a passphrase"), keys["demo"].certificate_pem(), passphrase)


@pytest.mark.parametrize("junk", [b"", b"junk", b"\x30\x80", b"-----BEGIN CERTIFICATE-----\n"])
def test_a_file_that_is_no_key_is_refused(keys: dict[str, SealingKey], junk: bytes) -> None:
    with pytest.raises(SealingKeyRefused):
        SealingKey.from_pkcs12(junk, None)
    with pytest.raises(SealingKeyRefused):
        SealingKey.from_pem(junk, keys["demo"].certificate_pem())
    with pytest.raises(SealingKeyRefused):
        SealingKey.from_pem(_pem(keys["demo"]), junk)
    with pytest.raises(SealingKeyRefused):
        certificates(junk)


def test_a_pkcs12_file_without_a_key_is_refused(keys: dict[str, SealingKey]) -> None:
    only = pkcs12.serialize_key_and_certificates(None, None, None, [keys["demo"].certificate], NoEncryption())
    with pytest.raises(SealingKeyRefused, match="must hold a private key and its certificate"):
        SealingKey.from_pkcs12(only, None)


def test_a_certificate_of_another_key_is_refused(keys: dict[str, SealingKey]) -> None:
    with pytest.raises(SealingKeyRefused, match="not the key of the certificate"):
        SealingKey.from_pem(_pem(keys["demo"]), keys["curve"].certificate_pem())


@pytest.mark.parametrize(("bits", "seals"), [(2047, False), (2048, True)])
def test_an_rsa_key_must_have_2048_bits(issue: Issue, bits: int, seals: bool) -> None:
    key = rsa.generate_private_key(65537, bits)
    certificate = issue(key, "Kent")
    if seals:
        assert SealingKey(key, certificate).certificate == certificate
    else:
        with pytest.raises(SealingKeyRefused, match="at least 2048 bits"):
            SealingKey(key, certificate)


def test_a_curve_that_readers_do_not_know_is_refused(issue: Issue) -> None:
    key = ec.generate_private_key(ec.SECP256K1())
    with pytest.raises(SealingKeyRefused, match="P-256 or P-384"):
        SealingKey(key, issue(key, "Kent"))


def test_another_kind_of_key_is_refused(keys: dict[str, SealingKey]) -> None:
    pem = ed25519.Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    with pytest.raises(SealingKeyRefused, match="RSA key or one on the curve"):
        SealingKey.from_pem(pem, keys["demo"].certificate_pem())


@pytest.mark.parametrize(
    ("uses", "seals"),
    [
        (None, True),
        ({"digital_signature": True}, True),
        ({"content_commitment": True}, True),
        ({"key_cert_sign": True}, False),
        ({"key_encipherment": True}, False),
    ],
)
def test_a_certificate_must_be_for_signing(issue: Issue, uses: dict[str, bool] | None, seals: bool) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = issue(key, "Kent", uses=uses)
    if seals:
        assert SealingKey(key, certificate).certificate == certificate
    else:
        with pytest.raises(SealingKeyRefused, match="key usage must allow"):
            SealingKey(key, certificate)
