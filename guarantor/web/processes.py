"""Several processes that serve the same pages: one opens the door, each takes whoever comes next.

What they must agree on stands in the database: sessions, forms that were sent, the lock of a name after failures,
explorations under way. Each counts failures by network address for itself, so that an address may fail as often in
each of them.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable

from guarantor.services.acting.office import Office, open_office
from guarantor.settings import handed_on
from guarantor.web import log_lines, metrics
from guarantor.web.server import check_may_serve, server

MOST = 16
_PATIENCE_SECONDS = 20


def serve_with(office: Office, host: str, port: int, processes: int, opened: Callable[[int], None]) -> None:
    """Serve with several processes until one of them ends or this one is told to; then end them all.

    `opened` is told the port once the door is open. Raises WrongInput where the pages may not be served, OSError where
    the port is taken. Whoever started the service starts it again: half of a service is none.
    """
    check_may_serve(office, host)
    office.engine.dispose()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with (
        socket.create_server((host, port), family=family, backlog=1024) as door,
        tempfile.TemporaryDirectory() as shared,
    ):
        opened(door.getsockname()[1])
        word = [sys.executable, "-m", "guarantor.web.processes", str(door.fileno()), host]
        environment = handed_on(metrics.SHARED_FOLDER, shared)
        started = [
            subprocess.Popen(word, pass_fds=[door.fileno()], env=environment)  # noqa: S603 - our own program
            for _ in range(processes)
        ]
        before = signal.signal(signal.SIGTERM, _stop)
        try:
            # Left to be waited for below: here it is only seen that one has ended.
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        finally:
            signal.signal(signal.SIGTERM, before)
            _end(started)


def _stop(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _end(started: list["subprocess.Popen[bytes]"]) -> None:
    for each in started:
        each.terminate()
    for each in started:
        try:
            each.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            each.kill()
            each.wait()


def _one(file_number: int, host: str) -> None:
    """One of the processes: serve on the door that was opened, until told to stop."""
    office = open_office()
    log_lines.begin(office.settings)
    door = socket.socket(fileno=file_number)
    door.setblocking(False)  # noqa: FBT003 - the library's own
    with_pages = server(office, host, 0, door)
    signal.signal(signal.SIGTERM, _stop)
    try:
        with_pages.run()
    except KeyboardInterrupt:
        pass
    finally:
        with_pages.close()


if __name__ == "__main__":
    _one(int(sys.argv[1]), sys.argv[2])
