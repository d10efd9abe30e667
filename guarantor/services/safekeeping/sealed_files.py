"""A file that is sealed as it is written and read as it is opened, piece by piece (AES-256-GCM).

It begins with one line that anybody can read and nobody can alter: what the file is, when it was made and until when it
is kept. Every piece is bound to that line, to its own place and to whether it is the last, so that a file that was cut,
put together from two, or altered by one bit does not open. Each file has a key of its own, derived from the one in the
key file and from random bytes in the line.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MARK = b"GUARANTOR BACKUP 1\n"
PIECE_BYTES = 1 << 20
_LONGEST_LINE = 1 << 16
_LENGTH_BYTES, _TAG_BYTES, _SALT_BYTES, _NAME_BYTES = 4, 16, 32, 8


class NotOurs(ValueError):
    """The file is no backup, was cut or altered, or none of the keys sealed it; the sentence says which."""


class SealedWriter:
    """Writes a sealed file: `write` takes plain bytes in any sizes, `close` ends it. Without `close` it never opens."""

    def __init__(self, out: BinaryIO, key: bytes, line: dict[str, Any]) -> None:
        """Begin a file with its line in the open."""
        salt = secrets.token_bytes(_SALT_BYTES)
        told = {**line, "key": key_name(key), "salt": base64.b64encode(salt).decode()}
        self._line = json.dumps(told, sort_keys=True).encode() + b"\n"
        self._out, self._cipher = out, AESGCM(_file_key(key, salt))
        self._waiting, self._place = bytearray(), 0
        out.write(MARK + self._line)

    def write(self, plain: bytes) -> None:
        """Take more of what is sealed."""
        self._waiting += plain
        while len(self._waiting) > PIECE_BYTES:
            self._piece(bytes(self._waiting[:PIECE_BYTES]), last=False)
            del self._waiting[:PIECE_BYTES]

    def close(self) -> None:
        """Seal the last piece, which says that nothing follows."""
        self._piece(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _piece(self, plain: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._place, last=last), plain, _bound(self._line))
        self._out.write(len(sealed).to_bytes(_LENGTH_BYTES, "big") + sealed)
        self._place += 1


def line_of(file: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """What the file says of itself in the open, and that line as it stands. Raises NotOurs."""
    if file.read(len(MARK)) != MARK:
        raise NotOurs("it is no backup of this program")
    line = file.readline(_LONGEST_LINE)
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        raise NotOurs("its first line was altered") from None
    if not isinstance(told, dict) or not line.endswith(b"\n"):
        raise NotOurs("its first line was altered")
    return told, line


def opened(file: BinaryIO, keys: Sequence[bytes]) -> tuple[dict[str, Any], Iterator[bytes]]:
    """The file's line and its pieces in plain, each as it is asked for. Raises NotOurs, the pieces too."""
    told, line = line_of(file)
    try:
        salt = base64.b64decode(told["salt"], validate=True)
        key = next((each for each in keys if key_name(each) == told["key"]), None)
    except (KeyError, TypeError, ValueError):
        raise NotOurs("its first line was altered") from None
    if key is None:
        raise NotOurs("none of the keys sealed it")
    return told, _pieces(file, AESGCM(_file_key(key, salt)), line)


def _pieces(file: BinaryIO, cipher: AESGCM, line: bytes) -> Iterator[bytes]:
    place, last = 0, False
    while not last:
        length = int.from_bytes(file.read(_LENGTH_BYTES), "big")
        sealed = file.read(min(length, PIECE_BYTES + _TAG_BYTES))
        if length < _TAG_BYTES or len(sealed) != length:
            raise NotOurs("it was cut or altered")
        plain = None
        for last in (False, True):
            try:
                plain = cipher.decrypt(_nonce(place, last=last), sealed, _bound(line))
                break
            except InvalidTag:
                continue
        if plain is None:
            raise NotOurs("it was cut or altered")
        yield plain
        place += 1
    if file.read(1):
        raise NotOurs("something was put behind its end")


def key_name(key: bytes) -> str:
    """What a file names its key by; the key cannot be told from it."""
    return hashlib.sha256(b"backup key " + key).digest()[:_NAME_BYTES].hex()


def _file_key(key: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=b"backup").derive(key)


def _nonce(place: int, *, last: bool) -> bytes:
    # A file has a key of its own, so that the place alone keeps nonces apart.
    return place.to_bytes(11, "big") + bytes([last])


def _bound(line: bytes) -> bytes:
    return hashlib.sha256(MARK + line).digest()
