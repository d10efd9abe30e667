"""ClamAV's daemon, asked by its INSTREAM command whether a file is clean. Knows its wire form and nothing of cases."""

import socket
import struct

from guarantor.domain.refusals import FileInfected, ScannerSilent
from guarantor.settings import Settings

_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096


def scan(settings: Settings, content: bytes) -> str:
    """ "clean", or "not_scanned" where no scanner is set.

    Raises FileInfected with what was found, ScannerSilent where the scanner that is set gives no clear answer.
    """
    if settings.clamd_address is None:
        return "not_scanned"
    try:
        answer = _ask(settings.clamd_address, content, settings.clamd_seconds)
    except OSError:
        raise ScannerSilent from None
    if answer == "stream: OK":
        return "clean"
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        raise FileInfected(answer.removeprefix("stream: ").removesuffix(" FOUND"))
    raise ScannerSilent


def _ask(address: str, content: bytes, seconds: int) -> str:
    with _connected(address, seconds) as connection:
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _CHUNK):
            part = content[start : start + _CHUNK]
            connection.sendall(struct.pack("!L", len(part)) + part)
        connection.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
            received = connection.recv(_LONGEST_ANSWER)
            if not received:
                break
            answer += received
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _connected(address: str, seconds: int) -> socket.socket:
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(seconds)
            connection.connect(address.removeprefix("unix:"))
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.removeprefix("tcp:").rpartition(":")
    return socket.create_connection((host, int(port)), timeout=seconds)
