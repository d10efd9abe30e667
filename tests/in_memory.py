"""Where tests put what they throw away: in the machine's memory if it has room, since thousands make a database."""

import os
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - files in it get names of their own, as in any such folder
_ROOM = 6 * 2**30


def keep_there() -> None:
    """Put the temporary files of this process and of those it starts into memory, unless TMPDIR says where they go."""
    has_room = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM
    if "TMPDIR" not in os.environ and has_room:
        os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)
