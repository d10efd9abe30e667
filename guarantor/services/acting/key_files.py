"""Files of keys kept outside the database: 32 bytes in base64, one a line, the newest first."""

import base64
import os
import secrets
from pathlib import Path

from guarantor.domain.wrong_input import WrongInput

KEY_BYTES = 32


def keys_in(file: Path, setting: str) -> list[bytes]:
    """The keys of a file, the first to be used for what is new. Raises WrongInput naming the setting."""
    try:
        lines = [line for line in file.read_text(encoding="ascii").splitlines() if line.strip()]
        found = [base64.b64decode(line.strip(), validate=True) for line in lines]
    except (OSError, ValueError):
        found = []
    if not found or any(len(key) != KEY_BYTES for key in found):
        raise WrongInput.at(setting, f"expected keys of 32 random bytes in base64, one a line, in {file}")
    return found


def make_if_missing(file: Path) -> None:
    """Make a key where there is none. Of two who make one at once, the first to finish has made it."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
    try:
        file.hardlink_to(beside)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
