"""The rehearsal county in a database of its own, served on loopback while the pictures are taken."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from guarantor import clock
from guarantor.rehearsal import demo
from guarantor.services.acting import databases, key_files
from guarantor.services.acting.office import Office
from guarantor.settings import Settings
from guarantor.storage.engine import open_engine
from guarantor.web.server import server


@dataclass(frozen=True)
class Served:
    """Where the pages are, and the password of each person."""

    address: str
    passwords: dict[str, str]


def played(folder: Path, seed: int) -> tuple[Office, dict[str, str]]:
    """Play the county in `folder`; the office, and the passwords by user name."""
    payees, web = folder / "payee-key", folder / "web-key"
    for file in (payees, web):
        key_files.make_if_missing(file)
    settings = Settings(
        payee_key_file=payees,
        web_key_file=web,
        database_url=f"sqlite:///{folder / 'county.db'}",
        demo_seal_key_file=folder / "demo-seal.p12",
        signing_key_file=folder / "journal-signing-key.pem",
        council_name="Example County Council (rehearsal)",
        council_address="County Hall, Example Town",
    )
    office = Office(
        engine=open_engine(settings.database_url), settings=settings, now=clock.now, today=clock.today
    )
    found = demo.play(office, seed, folder / "out", lambda _doing, _share: None)
    return office, {name: password for name, password, _ in found.accounts}


@contextmanager
def served(office: Office, passwords: dict[str, str]) -> Iterator[Served]:
    """The pages on a free port of loopback, until the block ends."""
    assert databases.condition(office)["ready"], "the county was played"
    serving = server(office, "127.0.0.1", 0)
    # The thread ends with the program: what is served is thrown away with its folder.
    threading.Thread(target=serving.run, daemon=True).start()
    yield Served(f"http://127.0.0.1:{serving.effective_port}", passwords)
    serving.task_dispatcher.shutdown()
