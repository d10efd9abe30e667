"""The key that signs the journal's head, kept outside the database.

A head that was printed or stored elsewhere shows later whether lines were cut off or the chain was rewritten.
"""

import base64
import datetime as dt
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from guarantor.domain.wrong_input import WrongInput
from guarantor.settings import Settings


@dataclass(frozen=True)
class SignedHead:
    """The journal's last line at an instant, signed."""

    seq: int
    hash: str
    at: dt.datetime
    signature: str

    def text(self) -> str:
        """The head as JSON, to print or to keep."""
        return json.dumps(
            {"seq": self.seq, "hash": self.hash, "at": self.at.isoformat(), "signature": self.signature}
        )


def prepare_key(settings: Settings, *, rehearsal: bool) -> None:
    """See that a key is there: a rehearsal makes its own, a live database insists on the setting."""
    if not rehearsal:
        if settings.signing_key_file is None:
            raise WrongInput.at(
                "GUARANTOR_SIGNING_KEY_FILE", "expected a private key; a live database does not start without"
            )
        _load(settings.signing_key_file)
        return
    file = settings.signing_key_file or settings.rehearsal_key_file
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        pem = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(pem)


def sign_head(settings: Settings, seq: int, hash_: str, at: dt.datetime) -> SignedHead:
    """Sign the journal's last line as it stands at an instant."""
    key = _load(settings.signing_key_file or settings.rehearsal_key_file)
    signature = base64.b64encode(key.sign(_signed_bytes(seq, hash_, at))).decode()
    return SignedHead(seq, hash_, at, signature)


def read_head(settings: Settings, file: Path) -> SignedHead:
    """A signed head from a file. Raises WrongInput where it is no head or its signature is not ours."""
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        head = SignedHead(
            seq=int(document["seq"]),
            hash=str(document["hash"]),
            at=dt.datetime.fromisoformat(document["at"]),
            signature=str(document["signature"]),
        )
        signature = base64.b64decode(head.signature, validate=True)
    except (OSError, ValueError, KeyError, TypeError):
        raise WrongInput.at("--head", f"expected a signed head as JSON in {file}") from None
    try:
        _public(settings).verify(signature, _signed_bytes(head.seq, head.hash, head.at))
    except InvalidSignature:
        raise WrongInput.at("--head", "expected a head signed with this council's key") from None
    return head


def public_key(settings: Settings) -> bytes:
    """The key that our signatures are checked with, as PEM."""
    return _public(settings).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def fingerprint(settings: Settings) -> str:
    """SHA-256 (hex) over the 32 bytes of the public key: short enough to print and compare."""
    raw = _public(settings).public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()


def _public(settings: Settings) -> Ed25519PublicKey:
    return _load(settings.signing_key_file or settings.rehearsal_key_file).public_key()


def _signed_bytes(seq: int, hash_: str, at: dt.datetime) -> bytes:
    return f"{seq} {hash_} {at.isoformat()}".encode()


def _load(file: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        raise WrongInput.at(
            "GUARANTOR_SIGNING_KEY_FILE", f"expected an Ed25519 key (PEM) in {file}"
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise WrongInput.at("GUARANTOR_SIGNING_KEY_FILE", f"expected an Ed25519 key (PEM) in {file}")
    return key
