"""Payees' bank details sealed with a key that is kept outside the database (AES-256-GCM).

A seal is bound to a case and to the entry it was made for: moved to another row, or altered by one bit, it does not
open. The key file may hold several keys, one a line; the first seals and all open, so that a new key is put before
the old one. What was sealed stays under its key until the details are entered anew, since no row is ever rewritten.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from guarantor.domain.refusals import SealBroken
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import key_files
from guarantor.settings import Settings

_SETTING = "GUARANTOR_PAYEE_KEY_FILE"
_MARK = b"\x01"
_NAME_BYTES, _NONCE_BYTES = 8, 12


@dataclass(frozen=True, repr=False)
class BankDetails:
    """An account that can be paid: six digits and eight. Without a repr, so that none is ever logged."""

    sort_code: str
    account: str


@dataclass(frozen=True)
class SealedFor:
    """What a seal is bound to: the case and the pending act under which the details were entered."""

    case_ref: str
    pending: int

    def bytes(self) -> bytes:
        """The place as it is bound into a seal."""
        return f"payee {self.case_ref} P-{self.pending}".encode()


def seal(settings: Settings, place: SealedFor, details: BankDetails, *, rehearsal: bool) -> bytes:
    """The details sealed for their place. Raises WrongInput where a live database has no payee key."""
    key = _keys(settings, rehearsal=rehearsal)[0]
    nonce = secrets.token_bytes(_NONCE_BYTES)
    plain = json.dumps({"sort_code": details.sort_code, "account": details.account}).encode()
    return _MARK + _name(key) + nonce + AESGCM(key).encrypt(nonce, plain, place.bytes())


def unseal(settings: Settings, place: SealedFor, sealed: bytes, *, rehearsal: bool) -> BankDetails:
    """The details as they were sealed for this place.

    Raises WrongInput where none of the keys made the seal, SealBroken where it was altered or moved.
    """
    named = sealed[1 : 1 + _NAME_BYTES]
    nonce = sealed[1 + _NAME_BYTES :][:_NONCE_BYTES]
    rest = sealed[1 + _NAME_BYTES + _NONCE_BYTES :]
    if sealed[:1] != _MARK or not rest:
        raise SealBroken(place.case_ref)
    for key in _keys(settings, rehearsal=rehearsal):
        if _name(key) == named:
            try:
                return BankDetails(**json.loads(AESGCM(key).decrypt(nonce, rest, place.bytes())))
            except InvalidTag:
                raise SealBroken(place.case_ref) from None
    raise WrongInput.at(
        _SETTING, f"expected the key that the bank details of {place.case_ref} were sealed with"
    )


def _keys(settings: Settings, *, rehearsal: bool) -> list[bytes]:
    file = settings.payee_key_file
    if file is None:
        if not rehearsal:
            raise WrongInput.at(_SETTING, "expected a file of keys; a live database seals bank details")
        file = settings.rehearsal_payee_key_file
    if rehearsal:
        key_files.make_if_missing(file)
    return key_files.keys_in(file, _SETTING)


def _name(key: bytes) -> bytes:
    """What a seal names its key by; the key cannot be told from it."""
    return hashlib.sha256(b"payee key " + key).digest()[:_NAME_BYTES]
