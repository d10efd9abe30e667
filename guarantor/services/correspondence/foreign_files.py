"""Files from outside, looked into by a program of its own, which is stopped when it takes too much time or memory.

Whatever becomes of that program means no more than that the file cannot be read.
"""

import json
import subprocess
import sys

from guarantor.services.correspondence import foreign_file_reader

_SECONDS = 30
"""Far longer than the reader's own limit of computing time, for a machine that is busy."""


def fault(content: bytes, media_type: str) -> str | None:
    """What keeps a file from being the PDF, PNG or JPEG that it says it is, as a clause; None where it is one."""
    said = _asked(content, "opens", media_type)
    if not said:
        return "it could not be opened within the time and memory that a scan takes"
    found: str | None = json.loads(said)
    return found


def printed_codes(content: bytes) -> list[str]:
    """What stands printed in a PDF and has the form of a code, without dashes, in order; none where it is no PDF."""
    if not content.startswith(b"%PDF-"):
        return []
    return [line for line in _asked(content, "codes").decode("ascii", "replace").splitlines() if line]


def _asked(content: bytes, *question: str) -> bytes:
    """What the reader wrote before it ended, however it ended."""
    command = [sys.executable, "-I", "-m", foreign_file_reader.__name__, *question]
    try:
        return subprocess.run(  # noqa: S603 (our own program, with nothing of the file's in its words)
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        ).stdout
    except subprocess.TimeoutExpired as stopped:
        return stopped.stdout or b""
