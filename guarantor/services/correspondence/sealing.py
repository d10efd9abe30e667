"""The council's seal: which key seals, and which certificates a genuine paper may carry.

A live database seals with the key of the settings; a rehearsal makes a key of its own, whose papers say DEMO.
"""

import datetime as dt
import os
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.x509 import Certificate

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import Doing
from guarantor.services.acting.office import Office
from guarantor.settings import Settings
from guarantor.storage import officers
from guarantor.storage.engine import reading
from letters.seal.credentials import SealingKey, SealingKeyRefused, certificates, demo_key
from letters.seal.sealer import NotSealable, Sealer

_DEMO_PASSPHRASE = b"demo"
"""Of the key that a rehearsal makes for itself: it binds nobody, so it is no secret."""
# A rehearsal plays years that are past and some to come.
_DEMO_FROM = dt.datetime(2018, 1, 1, tzinfo=dt.UTC)
_DEMO_LASTS = dt.timedelta(days=36525)


def sealer(settings: Settings, *, rehearsal: bool) -> Sealer:
    """What seals papers, read once in a process: in a rehearsal its own key, never the council's.

    Raises WrongInput naming the setting.
    """
    if rehearsal:
        if not settings.demo_seal_key_file.exists():
            _make_demo_key(settings)
        return _sealer(settings.demo_seal_key_file, _DEMO_PASSPHRASE)
    if settings.seal_key_file is None:
        raise WrongInput.at(
            "GUARANTOR_SEAL_KEY_FILE", "expected the council's sealing key; a live database seals its papers"
        )
    secret = settings.seal_passphrase
    made = _sealer(settings.seal_key_file, secret.get_secret_value().encode() if secret else None)
    if made.is_demo:
        raise WrongInput.at(
            "GUARANTOR_SEAL_KEY_FILE", "expected the council's own certificate, not a demo one"
        )
    return made


def prepare(office: Office) -> None:
    """Read the key before an act begins, since others wait while it lasts; what is wrong with it the act says."""
    with reading(office.engine) as session:
        rehearsal = officers.mark(session).kind == "rehearsal"
    with suppress(WrongInput):
        sealer(office.settings, rehearsal=rehearsal)


def sealed(act: Doing, file: bytes) -> bytes:
    """A finished paper under the council's seal, as of the act's instant. Raises WrongInput."""
    settings = act.office.settings
    rehearsal = officers.mark(act.session).kind == "rehearsal"
    try:
        return sealer(settings, rehearsal=rehearsal).seal(file, act.at, f"Sealed by {settings.council_name}")
    except NotSealable as error:
        raise WrongInput.at("the seal", str(error)) from None


def trusted(settings: Settings, *, rehearsal: bool) -> tuple[Certificate, ...]:
    """The certificates of genuine papers: of the key in use, and those before it. Raises WrongInput."""
    found: list[Certificate] = []
    if settings.seal_key_file is not None or rehearsal:
        found.append(sealer(settings, rehearsal=rehearsal).certificate)
    return (*found, *used_before(settings))


def used_before(settings: Settings) -> tuple[Certificate, ...]:
    """The certificates of sealing keys that the council used before. Raises WrongInput."""
    file = settings.seal_certificates_file
    return () if file is None else _certificates(file)


def _make_demo_key(settings: Settings) -> None:
    file = settings.demo_seal_key_file
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = demo_key(settings.council_name, _DEMO_FROM, _DEMO_LASTS)
    # Readable by nobody else, as mkstemp makes files.
    handle, made = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    with os.fdopen(handle, "wb") as out:
        out.write(key.pkcs12(_DEMO_PASSPHRASE))
    # Of several that make one at once the first stays, so that all seal with the same key.
    with suppress(FileExistsError):
        os.link(made, file)
    os.unlink(made)


@lru_cache(maxsize=8)
def _sealer(file: Path, passphrase: bytes | None) -> Sealer:
    try:
        return Sealer(SealingKey.from_pkcs12(file.read_bytes(), passphrase))
    except OSError:
        raise WrongInput.at(
            "GUARANTOR_SEAL_KEY_FILE", f"expected a file that can be read at {file}"
        ) from None
    except SealingKeyRefused as error:
        raise WrongInput.at("GUARANTOR_SEAL_KEY_FILE", str(error)) from None


@lru_cache(maxsize=8)
def _certificates(file: Path) -> tuple[Certificate, ...]:
    try:
        return certificates(file.read_bytes())
    except OSError:
        raise WrongInput.at(
            "GUARANTOR_SEAL_CERTIFICATES_FILE", f"expected a file that can be read at {file}"
        ) from None
    except SealingKeyRefused as error:
        raise WrongInput.at("GUARANTOR_SEAL_CERTIFICATES_FILE", str(error)) from None
