"""Copies of an SQLite database that stand beside it for a while: what a restore fills, what an upgrade is tried on.

They hold what the database holds and nothing seals them. Whoever makes one takes it away; a process that was killed
could not.
"""

import tempfile
from pathlib import Path

from sqlalchemy import Engine

from guarantor.storage.engine import file_of

FILLING = ".restoring"
_TRIED = ".upgrade-tried-"


def filled_for(file: Path) -> Path:
    """Where a restore fills what is to have this name."""
    return file.with_name(file.name + FILLING)


def tried_for(file: Path) -> tempfile.TemporaryDirectory[str]:
    """A folder of one's own on the same disk, gone with its end, in which an upgrade is tried."""
    return tempfile.TemporaryDirectory(dir=file.parent, prefix=_TRIED)


def left(engine: Engine) -> list[Path]:
    """The copies that stand beside a database now. None beside PostgreSQL's."""
    file = file_of(engine)
    if file is None:
        return []
    filled = filled_for(file)
    tried = [folder for folder in file.parent.glob(f"{_TRIED}*") if (folder / file.name).exists()]
    return sorted([*tried, *([filled] if filled.exists() else [])])
