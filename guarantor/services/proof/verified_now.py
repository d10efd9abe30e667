"""The record verified while somebody waits, and taken away as one file: what the commands do, without their files."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import signing
from guarantor.services.acting.office import Office
from guarantor.services.acting.signing import SignedHead
from guarantor.services.exchange import audit_export
from guarantor.services.proof import checking
from guarantor.services.proof.checking import Finding


@dataclass(frozen=True)
class Verified:
    """What was found of the journal and of the ledger, and the journal's head, signed now."""

    journal: tuple[Finding, ...]
    ledger: tuple[Finding, ...]
    head: SignedHead
    against: SignedHead | None


def verify(office: Office, kept_head: bytes | None) -> Verified:
    """Verify the journal, against a head that was kept where one is given, and check the ledger.

    Raises WrongInput naming `head` where that is no head of this council's.
    """
    against = None if kept_head is None else _read(office, kept_head)
    return Verified(
        tuple(checking.verify_journal(office, against)),
        tuple(checking.check_ledger(office)),
        checking.signed_head(office),
        against,
    )


def exported(office: Office) -> bytes:
    """The audit record as a ZIP file."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "audit.zip"
        audit_export.export_audit(office, file)
        return file.read_bytes()


def to_keep(office: Office) -> dict[str, Any]:
    """What an export is held against later, to be kept elsewhere: the head, and the fingerprint of the key."""
    return {"head": checking.signed_head(office), "key_fingerprint": signing.fingerprint(office.settings)}


def _read(office: Office, content: bytes) -> SignedHead:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "head.json"
        file.write_bytes(content)
        try:
            return signing.read_head(office.settings, file)
        except WrongInput as error:
            says = error.faults[0].says
            if str(file) in says:
                raise WrongInput.at("head", "expected a signed head as it was downloaded here") from None
            raise WrongInput.at("head", "expected a head signed with this council's key") from None
