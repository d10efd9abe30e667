"""A batch and its file for somebody who sits at a browser: the file is handed over and left nowhere."""

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from guarantor.services.acting.office import Office, Person
from guarantor.services.paying import batches


def make(office: Office, person: Person, on: dt.date) -> dict[str, Any]:
    """Make a batch as `batches.make` does. Its file is taken out afterwards, by `taken_out`."""
    with TemporaryDirectory() as folder:
        made = batches.make(office, person, Path(folder) / "batch.csv", on)
    return {name: said for name, said in made.items() if name != "written"}


def taken_out(office: Office, person: Person, number: int, on: dt.date) -> bytes:
    """A batch's file, byte for byte as it was made; the journal says who took the bank details out.

    Raises as `batches.write_again`.
    """
    with TemporaryDirectory() as folder:
        out = Path(folder) / "batch.csv"
        batches.write_again(office, person, number, out, on)
        return out.read_bytes()
