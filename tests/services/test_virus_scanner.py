"""The virus scanner: asked in its own wire form, believed only where its answer is clear."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from guarantor.domain.refusals import FileInfected, ScannerSilent
from guarantor.services.casework.virus_scanner import scan
from guarantor.settings import Settings


@dataclass
class Daemon:
    """A daemon on loopback that answers every INSTREAM with the same words, and keeps what it was sent."""

    answer: bytes
    address: str = ""
    received: list[bytes] = field(default_factory=list)

    def serve(self, listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection, connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack("!L", stream.read(4))[0]:
                content += stream.read(length)
            self.received.append(content)
            connection.sendall(self.answer)


@contextmanager
def daemon_that(answers: bytes) -> Iterator[Daemon]:
    """A daemon that gives an answer, for as long as the block lasts."""
    daemon = Daemon(answers)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        daemon.address = f"tcp:127.0.0.1:{listening.getsockname()[1]}"
        thread = threading.Thread(target=daemon.serve, args=(listening,), daemon=True)
        thread.start()
        yield daemon
        thread.join(10)


def _settings(address: str | None) -> Settings:
    return Settings(clamd_address=address, clamd_seconds=5)


def test_without_a_scanner_a_file_is_not_scanned() -> None:
    assert scan(_settings(None), b"%PDF-") == "not_scanned"


@pytest.mark.parametrize("size", [1, 64 * 1024, 64 * 1024 + 1])
def test_the_whole_file_is_sent_and_may_be_clean(size: int) -> None:
    with daemon_that(b"stream: OK\0") as daemon:
        assert scan(_settings(daemon.address), b"x" * size) == "clean"
    assert daemon.received == [b"x" * size]


def test_what_it_finds_is_refused_by_name() -> None:
    with (
        daemon_that(b"stream: Eicar-Test-Signature FOUND\0") as daemon,
        pytest.raises(FileInfected, match="Eicar-Test-Signature"),
    ):
        scan(_settings(daemon.address), b"x")


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"OK\0", b"stream: OK or so\0"]
)
def test_an_unclear_answer_is_no_clean_file(answer: bytes) -> None:
    with daemon_that(answer) as daemon, pytest.raises(ScannerSilent):
        scan(_settings(daemon.address), b"x")


def test_a_scanner_that_is_not_there_lets_no_file_through() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(ScannerSilent):
        scan(_settings(f"tcp:127.0.0.1:{port}"), b"x")
    with pytest.raises(ScannerSilent):
        scan(_settings("unix:/nowhere/clamd.ctl"), b"x")
