"""The keys of the pages, kept outside the database: what signs a session's cookie and seals the secrets of codes.

The file may hold several keys, one a line: the first signs and seals, all are read, so that a new key is put before the
old one. Each use has a key of its own, derived from the one in the file.
"""

import hashlib
import hmac
import secrets
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import key_files
from guarantor.settings import Settings

_SETTING = "GUARANTOR_WEB_KEY_FILE"
_KEY_BYTES, _NONCE_BYTES = 32, 12

Use = Literal["sessions", "names", "one-time codes"]


def signing_keys(settings: Settings, *, rehearsal: bool) -> list[bytes]:
    """What session cookies are signed with, the newest first. Raises WrongInput where a live database has none."""
    return _derived(settings, "sessions", rehearsal=rehearsal)


def name_digest(settings: Settings, name: str, *, rehearsal: bool) -> str:
    """What stands for a name that somebody typed, who may have typed a password in its place."""
    key = _derived(settings, "names", rehearsal=rehearsal)[0]
    return hmac.new(key, name.strip().casefold().encode(), hashlib.sha256).hexdigest()


def seal(settings: Settings, account: int, secret: str, *, rehearsal: bool) -> bytes:
    """A secret sealed for an account (AES-256-GCM); it opens for no other."""
    key, nonce = (
        _derived(settings, "one-time codes", rehearsal=rehearsal)[0],
        secrets.token_bytes(_NONCE_BYTES),
    )
    return nonce + AESGCM(key).encrypt(nonce, secret.encode(), _place(account))


def unseal(settings: Settings, account: int, sealed: bytes, *, rehearsal: bool) -> str:
    """The secret as it was sealed for the account. Raises WrongInput where none of the keys opens it."""
    for key in _derived(settings, "one-time codes", rehearsal=rehearsal):
        try:
            opened = AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _place(account))
        except InvalidTag:
            continue
        return opened.decode()
    raise WrongInput.at(_SETTING, "expected the key that the secrets of one-time codes were sealed with")


def _place(account: int) -> bytes:
    return f"account {account}".encode()


def _derived(settings: Settings, use: Use, *, rehearsal: bool) -> list[bytes]:
    return [
        HKDF(algorithm=hashes.SHA256(), length=_KEY_BYTES, salt=None, info=use.encode()).derive(key)
        for key in _keys(settings, rehearsal=rehearsal)
    ]


def _keys(settings: Settings, *, rehearsal: bool) -> list[bytes]:
    file = settings.web_key_file
    if file is None:
        if not rehearsal:
            raise WrongInput.at(_SETTING, "expected a file of keys; a live database serves no pages without")
        file = settings.rehearsal_web_key_file
        key_files.make_if_missing(file)
    return key_files.keys_in(file, _SETTING)
