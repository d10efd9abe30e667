"""The council's key and certificate, read from a file's bytes; and a key for rehearsals.

Knows which keys can seal. Does not know where the bytes are kept, nor whose name stands for a council.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

DEMO_MARK = "DEMO"
"""The first word in the name of a certificate that binds nobody."""
DEMO_LASTS = timedelta(days=3652)
SMALLEST_RSA_BITS = 2048
# The longest common name that a certificate may carry (RFC 5280, appendix A.1).
_LONGEST_NAME = 64
_LONGEST_SHOWN = 100

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class SealingKeyRefused(ValueError):
    """The key or certificate cannot seal; the message says why in one sentence."""


@dataclass(frozen=True)
class SealingKey:
    """A private key, its certificate, and the certificates that lead from it to its issuer's root.

    Raises SealingKeyRefused when the key is none that seals, is not the certificate's, or is not meant to sign.
    """

    private_key: PrivateKey = field(repr=False)
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    def __post_init__(self) -> None:
        match self.private_key:
            case rsa.RSAPrivateKey() if self.private_key.key_size >= SMALLEST_RSA_BITS:
                pass
            case ec.EllipticCurvePrivateKey(curve=ec.SECP256R1() | ec.SECP384R1()):
                pass
            case _:
                raise SealingKeyRefused(
                    f"The sealing key must be RSA of at least {SMALLEST_RSA_BITS} bits, or on the curve P-256 or P-384."
                )
        if self.private_key.public_key() != self.certificate.public_key():
            raise SealingKeyRefused("The sealing key is not the key of the certificate that came with it.")
        if not may_sign(self.certificate):
            raise SealingKeyRefused(
                "The sealing certificate's key usage must allow digital signatures or non-repudiation."
            )

    @classmethod
    def from_pkcs12(cls, data: bytes, passphrase: bytes | None) -> "SealingKey":
        """The key in a PKCS#12 file (.p12, .pfx), with every certificate that is in it."""
        try:
            key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase)
        except (ValueError, UnsupportedAlgorithm) as unreadable:
            raise SealingKeyRefused("The PKCS#12 file cannot be read with this passphrase.") from unreadable
        if key is None or certificate is None:
            raise SealingKeyRefused("The PKCS#12 file must hold a private key and its certificate.")
        return cls(_sealing(key), certificate, tuple(others))

    @classmethod
    def from_pem(cls, key: bytes, certificate: bytes, passphrase: bytes | None = None) -> "SealingKey":
        """The key in one PEM file and its certificate first in another, those of its issuers after it."""
        try:
            private_key = serialization.load_pem_private_key(key, passphrase)
        except (ValueError, TypeError, UnsupportedAlgorithm) as unreadable:
            raise SealingKeyRefused("The PEM key cannot be read with this passphrase.") from unreadable
        own, *others = certificates(certificate)
        return cls(_sealing(private_key), own, tuple(others))

    @property
    def is_demo(self) -> bool:
        """Whether this key is for rehearsals only."""
        return is_demo(self.certificate)

    def pkcs12(self, passphrase: bytes) -> bytes:
        """Key and certificates as a PKCS#12 file, encrypted."""
        encryption = serialization.BestAvailableEncryption(passphrase)
        return pkcs12.serialize_key_and_certificates(
            None, self.private_key, self.certificate, self.chain, encryption
        )

    def certificate_pem(self) -> bytes:
        """The certificate alone, for the list of those that the council trusts."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def certificates(pem: bytes) -> tuple[x509.Certificate, ...]:
    """Every certificate of a PEM file, in order. Raises SealingKeyRefused when there is none."""
    try:
        return tuple(x509.load_pem_x509_certificates(pem))
    except ValueError as unreadable:
        raise SealingKeyRefused("The PEM file must hold one or more certificates.") from unreadable


def demo_key(council_name: str, at: datetime, lasts: timedelta = DEMO_LASTS) -> SealingKey:
    """A new key on P-256 and its own certificate, valid from `at` for as long as it `lasts`, for rehearsals.

    `at` carries its time zone. The certificate's name begins with DEMO, and no issuer vouches for it.
    """
    private_key = ec.generate_private_key(ec.SECP256R1())
    common_name = f"{DEMO_MARK} {council_name}"[:_LONGEST_NAME].rstrip()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
    starts = at.astimezone(UTC).replace(microsecond=0)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(starts + lasts)
        .add_extension(_signs_only(), critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private_key.public_key()), critical=False)
        .sign(private_key, hashes.SHA256())
    )
    return SealingKey(private_key, certificate)


def is_demo(certificate: x509.Certificate) -> bool:
    """Whether the certificate's name begins with the word DEMO."""
    return subject(certificate).split(" ")[0] == DEMO_MARK


def subject(certificate: x509.Certificate) -> str:
    """The certificate's common name, or its whole name where it has none: printable letters, at most 100."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    name = str(names[0].value) if names else certificate.subject.rfc4514_string()
    return "".join(letter for letter in name if letter.isprintable())[:_LONGEST_SHOWN]


def may_sign(certificate: x509.Certificate) -> bool:
    """Whether the certificate is for signing papers: it says so, or does not say what it is for."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def valid_at(certificate: x509.Certificate, at: datetime) -> bool:
    """Whether an instant, with its time zone, is within the certificate's validity, both ends included."""
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def _sealing(key: object) -> PrivateKey:
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise SealingKeyRefused("The sealing key must be an RSA key or one on the curve P-256 or P-384.")
    return key


def _signs_only() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
