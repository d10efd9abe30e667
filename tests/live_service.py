"""Settings with which a live service starts: keys of its own that nobody else reads, and addresses of a council."""

import base64
import hashlib
from pathlib import Path

from guarantor.services.acting import signing
from guarantor.settings import Settings
from tests.sealing_keys import council_key_file


def fit_for_live(settings: Settings, folder: Path) -> Settings:
    """The settings with everything that a live service insists on; its files lie in `folder`."""
    files = {name: folder / f"live-{name}" for name in ("payee_key_file", "web_key_file", "backup_key_file")}
    for name, file in files.items():
        drawn = hashlib.sha256(f"{folder}/{name}".encode()).digest()
        file.write_text(base64.b64encode(drawn).decode() + "\n")
    council = council_key_file(folder)
    fit = settings.model_copy(
        update={
            **files,
            "signing_key_file": folder / "live-signing.pem",
            "seal_key_file": council,
            "public_address": "https://guarantees.council.gov.uk",
            "scheme_email": "rent@council.gov.uk",
            "complaints_email": "complaints@council.gov.uk",
            "advocacy_email": None,
        }
    )
    # A rehearsal's way of making a key serves: what a live service asks of it is where it lies and what it holds.
    signing.prepare_key(fit, rehearsal=True)
    for file in (*files.values(), council):
        file.chmod(0o600)
    return fit
