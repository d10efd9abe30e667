"""Files that are written whole or not at all: beside their place first, then moved there in one step."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guarantor.domain.wrong_input import WrongInput


@contextmanager
def written_whole(place: Path, *, field: str = "--out", replace: bool | None = None) -> Iterator[Path]:
    """A name beside `place` to write a file or make a folder under; it becomes `place` if nothing fails.

    `replace` puts a file in the place of an older one; None where that cannot be asked for. A folder is never
    replaced. Raises WrongInput naming `field` where something stands there already, or where its folder is missing.
    """
    _check_free(place, field, replace)
    beside = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
    try:
        yield beside
        if beside.is_file():
            _on_disk(beside)
        _check_free(place, field, replace)
        beside.replace(place)
    finally:
        if beside.is_dir():
            shutil.rmtree(beside)
        else:
            beside.unlink(missing_ok=True)


def _check_free(place: Path, field: str, replace: bool | None) -> None:
    if not place.parent.is_dir():
        raise WrongInput.at(field, f"expected a folder {place.parent} that exists")
    if place.is_dir() or (place.exists() and not replace):
        how = ", or --replace" if replace is False and place.is_file() else ""
        raise WrongInput.at(field, f"expected a name that is free{how}; {place} is there already")


def _on_disk(file: Path) -> None:
    with file.open("rb") as written:
        os.fsync(written.fileno())
