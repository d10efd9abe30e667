"""Telling a sealed paper from an altered one, whatever bytes are given.

Knows what the bytes and the council's certificates prove. Does not know what the council stored, executed or withdrew:
the caller compares the file's SHA-256 with its store.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from letters.seal.credentials import is_demo, may_sign, subject, valid_at
from letters.seal.place import Place, has_trace, place

LARGEST_FILE = 50_000_000
"""Bytes. A paper has some hundred thousand; a longer file is not examined."""


@dataclass(frozen=True)
class SealFound:
    """What an examination found, and `says` it in one sentence.

    `found`: a seal or the trace of one. `intact`: what is sealed is as it was sealed. `whole`: nothing stands after it.
    `fingerprint` (SHA-256, hexadecimal), `subject` and `sealed_at` (as claimed, in UTC) belong to an intact seal and
    are None otherwise. `trusted`: by a certificate of the council's, within its validity. `demo`: by a rehearsal's.
    """

    found: bool
    says: str
    intact: bool = False
    whole: bool = False
    fingerprint: str | None = None
    subject: str | None = None
    sealed_at: datetime | None = None
    trusted: bool = False
    demo: bool = False

    @property
    def genuine(self) -> bool:
        """As the council sealed it, from the first byte to the last."""
        return self.intact and self.whole and self.trusted

    @property
    def altered(self) -> bool:
        """Sealed once, and not as it was sealed."""
        return self.found and not (self.intact and self.whole)


def examine(pdf_bytes: bytes, trusted: Iterable[x509.Certificate], largest: int = LARGEST_FILE) -> SealFound:
    """What the bytes prove. `trusted` are the council's certificates, those no longer in use too.

    Never raises, whatever the bytes, and takes time in proportion to them. A file of more than `largest` bytes is not
    examined, and counts as one without a seal.
    """
    if len(pdf_bytes) > largest:
        return SealFound(found=False, says=f"The file is larger than {largest:,} bytes and was not examined.")
    if not has_trace(pdf_bytes):
        return SealFound(found=False, says="The file carries no seal.")
    where = place(pdf_bytes)
    signer = _signer(where) if where else None
    if where is None or signer is None:
        return SealFound(
            found=True,
            says="The file carries a seal or signature, but not as the council's seal is made: it has been altered.",
        )
    return _by(signer, where, len(pdf_bytes) - where.ends, trusted)


def _signer(where: Place) -> x509.Certificate | None:
    from letters.seal.signature import signer_of  # noqa: PLC0415 (half a second that few commands need)

    try:
        return signer_of(where.contents, where.digest)
    except Exception:  # noqa: BLE001 (bytes made to hurt their readers make them raise anything; all mean the same)
        return None


def _by(signer: x509.Certificate, where: Place, added: int, trusted: Iterable[x509.Certificate]) -> SealFound:
    at = _instant(where.dated)
    mark = signer.fingerprint(hashes.SHA256())
    ours = any(mark == certificate.fingerprint(hashes.SHA256()) for certificate in trusted)
    vouched = ours and at is not None and may_sign(signer) and valid_at(signer, at)
    name, demo = subject(signer), is_demo(signer)
    day = f" on {at.day} {at:%B %Y}" if at else ""
    if added:
        says = f"{added:,} bytes were added to the file after it was sealed{day}: it has been altered."
    elif not ours:
        says = f"The file is as it was sealed{day}, but not with a certificate of the council's."
    elif not vouched:
        says = f"The file is as it was sealed by {name}, but not at a time when its certificate was valid."
    elif demo:
        says = f"The file is as it was sealed{day} for a rehearsal, by {name}: it binds nobody."
    else:
        says = f"The file is as it was sealed{day} by {name}."
    return SealFound(
        found=True,
        says=says,
        intact=True,
        whole=not added,
        fingerprint=mark.hex(),
        subject=name,
        sealed_at=at,
        trusted=vouched,
        demo=demo,
    )


def _instant(dated: str) -> datetime | None:
    try:
        return datetime.strptime(dated, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
