"""Keys that never leave a test, and a deed sealed with them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from letters.seal.credentials import PrivateKey, SealingKey, demo_key
from letters.seal.sealer import Sealer

COUNCIL = "Kent County Council"
REASON = f"Sealed by {COUNCIL}"
AT = datetime(2018, 7, 9, 9, 30, tzinfo=UTC)
SIGNS = {"digital_signature": True, "content_commitment": True}
USES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)

Issue = Callable[..., x509.Certificate]


@pytest.fixture(scope="session")
def at() -> datetime:
    """When the deed is sealed."""
    return AT


@pytest.fixture(scope="session")
def issue() -> Issue:
    """Makes a certificate: of whose key and name, by whose, for what, from when and how long."""

    def make(
        key: PrivateKey,
        name: str,
        by: PrivateKey | None = None,
        by_name: str | None = None,
        uses: dict[str, bool] | None = None,
        starts: datetime = AT - timedelta(days=1),
        lasts: timedelta = timedelta(days=365),
        issues: bool = False,
        number: int | None = None,
    ) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(_named(name))
            .issuer_name(_named(by_name or name))
            .public_key(key.public_key())
            .serial_number(number or x509.random_serial_number())
            .not_valid_before(starts)
            .not_valid_after(starts + lasts)
        )
        if issues:
            builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        if uses is not None:
            usage = x509.KeyUsage(**dict.fromkeys(USES, False) | uses)
            builder = builder.add_extension(usage, critical=True)
        return builder.sign(by or key, hashes.SHA256())

    return make


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


@pytest.fixture(scope="session")
def keys(issue: Issue) -> dict[str, SealingKey]:
    """A key of each kind that seals: a rehearsal's, RSA, on P-384, and one with its issuers' certificates."""
    on_rsa = rsa.generate_private_key(65537, 3072)
    on_curve = ec.generate_private_key(ec.SECP384R1())
    own, office, root = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    issued = issue(own, COUNCIL, office, "Example Issuing Office", SIGNS)
    chain = (
        issue(office, "Example Issuing Office", root, "Example Root", {"key_cert_sign": True}, issues=True),
        issue(root, "Example Root", uses={"key_cert_sign": True}, issues=True),
    )
    return {
        "demo": demo_key(COUNCIL, AT),
        "rsa": SealingKey(on_rsa, issue(on_rsa, COUNCIL, uses=SIGNS)),
        "curve": SealingKey(on_curve, issue(on_curve, COUNCIL)),
        "issued": SealingKey(own, issued, chain),
    }


@pytest.fixture(scope="session")
def sealed(keys: dict[str, SealingKey], files: dict[str, bytes]) -> dict[str, bytes]:
    """The deed sealed with each key."""
    return {kind: Sealer(key).seal(files["deed"], AT, REASON) for kind, key in keys.items()}
