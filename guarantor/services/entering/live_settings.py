"""What a live service may not be started with, each in one sentence, and all of it at once.

Knows the settings and the files of keys; what stands against the database itself is live_database's. A rehearsal may
have any of this: its people are synthetic. Nothing here names a key or repeats a secret.
"""

import ipaddress
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.x509 import Certificate

from guarantor.domain.wrong_input import Fault, WrongInput
from guarantor.services.acting import key_files, signing
from guarantor.services.acting.office import Office
from guarantor.services.correspondence import sealing
from guarantor.services.data_protection import erasure_list
from guarantor.services.entering import live_database
from guarantor.settings import Settings
from guarantor.storage.engine import file_of
from letters.seal.credentials import is_demo

_KEYS = {
    "signing_key_file": "signs the journal's head",
    "payee_key_file": "seals bank details",
    "seal_key_file": "seals the council's papers",
    "web_key_file": "signs sessions",
    "backup_key_file": "seals backups",
}
"""The files of keys that a live service has, and what each is for."""
_KEYS_IN_LINES = ("payee_key_file", "web_key_file", "backup_key_file")
_NOT_FOR_KEYS = stat.S_IRWXO | stat.S_IWGRP | stat.S_IXGRP
_ADDRESSES = ("scheme_email", "complaints_email", "advocacy_email")
_FOR_EXAMPLES = ("example.org", "example.com", "example.net", "example", "invalid", "test")
"""Names that belong to nobody (RFC 2606)."""


def refused(office: Office) -> list[Fault]:
    """Everything for which a live database is not served, by setting; empty where nothing stands against it."""
    settings = office.settings
    return [
        *live_database.refused(office),
        *_missing_keys(settings),
        *_unreadable_keys(settings),
        *_keys_of_a_rehearsal(settings),
        *_keys_used_twice(settings),
        *_open_key_files(settings),
        *_demo_certificates(settings),
        *_plain_addresses(settings),
        *_contacts_of_nobody(settings),
        *_without_a_list_of_erasures(office),
    ]


def shown(office: Office) -> list[str]:
    """The sentences of `refused` for a page: where a file lies is for whoever runs the machine."""
    held = [getattr(office.settings, name) for name in (*_KEYS, "erasure_list_file")]
    held += [file_of(office.engine), *live_database.copies_left(office)]
    files = [str(file) for file in held if file is not None]
    found = [fault.says for fault in refused(office)]
    # The longest first, as one may be the beginning of another.
    for file in sorted(files, key=len, reverse=True):
        found = [says.replace(file, "its file") for says in found]
    return found


def _missing_keys(settings: Settings) -> Iterator[Fault]:
    for name, use in _KEYS.items():
        if getattr(settings, name) is None:
            yield _fault(
                name, f"expected the file of the key that {use}; a live service does not start without"
            )


def _unreadable_keys(settings: Settings) -> Iterator[Fault]:
    tries: list[Callable[[], object]] = []
    if settings.signing_key_file is not None:
        tries.append(lambda: signing.prepare_key(settings, rehearsal=False))
    for name in _KEYS_IN_LINES:
        file = getattr(settings, name)
        if file is not None:
            tries.append(lambda file=file, name=name: key_files.keys_in(file, _called(name)))  # type: ignore[misc]
    for attempt in tries:
        try:
            attempt()
        except WrongInput as error:
            yield from error.faults


def _keys_of_a_rehearsal(settings: Settings) -> Iterator[Fault]:
    """A key that a rehearsal made lies in the checkout, where others may have read it; a copy of it is no better."""
    made = {
        "signing_key_file": settings.rehearsal_key_file,
        "payee_key_file": settings.rehearsal_payee_key_file,
        "web_key_file": settings.rehearsal_web_key_file,
        "backup_key_file": settings.rehearsal_backup_key_file,
    }
    for name, rehearsals in made.items():
        file = getattr(settings, name)
        if file is None:
            continue
        if file.absolute() == rehearsals or _shared(_lines(file), _lines(rehearsals)):
            yield _fault(name, "expected a key of its own, not the one that a rehearsal made")
        elif name in _KEYS_IN_LINES and any(_is_words(key) for key in _keys_in(file)):
            yield _fault(name, "expected keys of random bytes, and one of them is text or a byte repeated")


def _keys_used_twice(settings: Settings) -> Iterator[Fault]:
    seen: dict[bytes, str] = {}
    for name in _KEYS_IN_LINES:
        file = getattr(settings, name)
        for key in [] if file is None else _keys_in(file):
            if seen.setdefault(key, name) != name:
                yield _fault(name, f"expected a key that {_called(seen[key])} does not have")
                break


def _open_key_files(settings: Settings) -> Iterator[Fault]:
    for name in _KEYS:
        file = getattr(settings, name)
        if file is None or not file.exists():
            continue
        mode = stat.S_IMODE(file.stat().st_mode)
        if mode & _NOT_FOR_KEYS:
            yield _fault(
                name,
                f"expected a file that its owner alone may read and change, or its group read, and the mode of {file} "
                f"is {mode:03o}: chmod 600",
            )


def _demo_certificates(settings: Settings) -> Iterator[Fault]:
    """The sealing key in use says itself that it is a demo's; those used before are looked at one by one."""
    before: tuple[Certificate, ...] = ()
    try:
        if settings.seal_key_file is not None:
            sealing.sealer(settings, rehearsal=False)
        before = sealing.used_before(settings)
    except WrongInput as error:
        yield from error.faults
    if any(is_demo(each) for each in before):
        yield _fault("seal_certificates_file", "expected the council's own certificates, and one is a demo's")


def _plain_addresses(settings: Settings) -> Iterator[Fault]:
    if _is_loopback(settings.public_address):
        yield _fault(
            "public_address",
            f"expected the address that papers print for landlords, and {settings.public_address} is this machine's "
            "own",
        )
    elif urlsplit(settings.public_address).scheme == "http":
        yield _fault("public_address", "expected an address that begins with https://")
    issuer = settings.oidc_issuer
    if issuer is not None and urlsplit(issuer).scheme == "http" and not _is_loopback(issuer):
        yield _fault(
            "oidc_issuer", "expected an address that begins with https://, as it is not this machine's own"
        )


def _contacts_of_nobody(settings: Settings) -> Iterator[Fault]:
    for name in _ADDRESSES:
        host = (getattr(settings, name) or "").rpartition("@")[2].lower().rstrip(".")
        if any(host == each or host.endswith(f".{each}") for each in _FOR_EXAMPLES):
            yield _fault(name, f"expected an address of the council's, and {host} belongs to nobody")


def _without_a_list_of_erasures(office: Office) -> Iterator[Fault]:
    try:
        erasure_list.check(office)
    except WrongInput as error:
        yield from error.faults


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_words(key: bytes) -> bool:
    """Whether a key was typed rather than drawn: random bytes are all printable once in 10^16."""
    return len(set(key)) == 1 or all(0x20 <= byte < 0x7F for byte in key)


def _keys_in(file: Path) -> list[bytes]:
    try:
        return key_files.keys_in(file, "")
    except WrongInput:
        return []


def _lines(file: Path) -> set[str]:
    """The lines of a file of keys that hold key material; none where it cannot be read."""
    try:
        lines = file.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return set()
    return {line.strip() for line in lines if line.strip() and not line.startswith("-----")}


def _shared(some: set[str], others: set[str]) -> bool:
    return not some.isdisjoint(others)


def _fault(name: str, says: str) -> Fault:
    return Fault(_called(name), f"{_called(name)}: {says}.")


def _called(name: str) -> str:
    return f"GUARANTOR_{name.upper()}"
