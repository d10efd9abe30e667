"""A live service does not start with what is unsafe: each in one sentence, and all of it at once."""

import base64
import dataclasses
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import databases
from guarantor.services.acting.office import Office
from guarantor.services.correspondence import sealing
from guarantor.services.entering import live_settings, opening
from guarantor.settings import Settings
from guarantor.storage import copies_beside
from guarantor.web.server import server
from tests.rehearsing import Rehearsal

KEYS = ["signing_key_file", "payee_key_file", "seal_key_file", "web_key_file", "backup_key_file"]
IN_LINES = ["payee_key_file", "web_key_file", "backup_key_file"]


def with_set(live: Office, **update: Any) -> Office:
    return dataclasses.replace(live, settings=live.settings.model_copy(update=update))


def against(office: Office) -> list[str]:
    """The settings that stand against serving."""
    return [fault.field for fault in opening.stands_against(office)]


def named(*names: str) -> list[str]:
    return [f"GUARANTOR_{name.upper()}" for name in names]


def test_nothing_stands_against_a_live_service_that_has_everything(live: Office) -> None:
    assert opening.stands_against(live) == []
    opening.check_may_open(live, loopback=False)


@pytest.mark.parametrize("name", KEYS)
def test_a_key_that_is_missing_stands_against_it(live: Office, name: str) -> None:
    assert against(with_set(live, **{name: None})) == named(name)


@pytest.mark.parametrize("name", KEYS)
def test_a_key_that_cannot_be_read_stands_against_it(live: Office, tmp_path: Path, name: str) -> None:
    assert against(with_set(live, **{name: tmp_path / "nowhere"})) == named(name)


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize(
    ("mode", "open_"), [(0o400, 0), (0o600, 0), (0o640, 0), (0o604, 1), (0o644, 1), (0o620, 1)]
)
def test_a_key_that_others_can_read_or_the_group_change_stands_against_it(
    live: Office, name: str, mode: int, open_: int
) -> None:
    getattr(live.settings, name).chmod(mode)
    assert against(live) == named(name) * open_


@pytest.mark.parametrize("name", IN_LINES)
@pytest.mark.parametrize("typed", [b"a key that a person once typed!!", bytes(32)])
def test_a_key_that_was_typed_and_not_drawn_stands_against_it(live: Office, name: str, typed: bytes) -> None:
    file = getattr(live.settings, name)
    file.write_bytes(base64.b64encode(typed))
    assert against(live) == named(name)
    # One byte that nobody types is enough.
    file.write_bytes(base64.b64encode(b"\x80" + typed[1:-1] + b"\x01"))
    assert against(live) == []


@pytest.mark.parametrize("name", IN_LINES[1:])
def test_a_key_with_two_uses_stands_against_it(live: Office, name: str) -> None:
    getattr(live.settings, name).write_text(live.settings.payee_key_file.read_text())  # type: ignore[union-attr]
    assert against(live) == named(name)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("signing_key_file", "rehearsal_key_file"),
        ("payee_key_file", "rehearsal_payee_key_file"),
        ("web_key_file", "rehearsal_web_key_file"),
        ("backup_key_file", "rehearsal_backup_key_file"),
    ],
)
def test_a_copy_of_a_key_that_a_rehearsal_made_stands_against_it(
    live: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, made: str
) -> None:
    rehearsals = tmp_path / "rehearsals-own"
    monkeypatch.setattr(Settings, made, property(lambda _settings: rehearsals))
    assert against(live) == []
    rehearsals.write_text(getattr(live.settings, name).read_text())
    assert against(live) == named(name)


def test_the_certificate_of_a_demo_stands_against_it_in_use_or_used_before(
    live: Office, tmp_path: Path
) -> None:
    demo = tmp_path / "a-demos.p12"
    made = sealing.sealer(live.settings.model_copy(update={"demo_seal_key_file": demo}), rehearsal=True)
    before = tmp_path / "before.pem"
    before.write_bytes(made.certificate.public_bytes(Encoding.PEM))
    in_use = with_set(live, seal_key_file=demo, seal_passphrase=None)
    assert set(against(in_use)) == set(named("seal_key_file"))
    assert against(with_set(live, seal_certificates_file=before)) == named("seal_certificates_file")
    ours = sealing.sealer(live.settings, rehearsal=False).certificate
    before.with_name("ours.pem").write_bytes(ours.public_bytes(Encoding.PEM))
    assert against(with_set(live, seal_certificates_file=before.with_name("ours.pem"))) == []


THIS_MACHINES = ["http://127.0.0.1:8000", "http://[::1]:8000", "http://localhost:8000"]


@pytest.mark.parametrize("name", ["public_address", "oidc_issuer"])
@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("http://guarantees.council.gov.uk", 1),
        ("http://10.0.0.5:8000", 1),
        ("http://localhost.evil.example", 1),
        ("https://guarantees.council.gov.uk", 0),
    ],
)
def test_plain_http_stands_against_it_off_this_machine(
    live: Office, name: str, address: str, plain: int
) -> None:
    assert against(with_set(live, **{name: address})) == named(name) * plain


@pytest.mark.parametrize("address", THIS_MACHINES)
def test_an_issuer_of_this_machine_may_be_plain(live: Office, address: str) -> None:
    assert against(with_set(live, oidc_issuer=address)) == []


@pytest.mark.parametrize("address", [*THIS_MACHINES, "https://127.0.0.1"])
def test_an_address_of_this_machine_which_no_landlord_reaches_stands_against_it(
    live: Office, address: str
) -> None:
    assert against(with_set(live, public_address=address)) == named("public_address")
    unset = Settings.model_fields["public_address"].default
    assert against(with_set(live, public_address=unset)) == named("public_address")


@pytest.mark.parametrize(
    ("end", "mode", "open_"),
    [
        ("", 0o600, 0),
        ("", 0o400, 0),
        ("", 0o640, 1),
        ("", 0o604, 1),
        ("", 0o620, 1),
        ("", 0o601, 1),
        ("-wal", 0o640, 1),
        ("-shm", 0o604, 1),
    ],
)
def test_a_file_of_the_database_that_others_read_stands_against_it(
    live: Office, end: str, mode: int, open_: int
) -> None:
    with live.engine.connect() as held:
        # While somebody is connected the two beside it stand there, and hold what was just written.
        held.exec_driver_sql("CREATE TABLE written (now INTEGER)")
        held.commit()
        Path(f"{live.engine.url.database}{end}").chmod(mode)
        assert against(live) == named("database_url") * open_
        Path(f"{live.engine.url.database}{end}").chmod(0o600)


def test_a_database_is_its_owners_alone_from_the_first(empty_office: Office) -> None:
    file = Path(str(empty_office.engine.url.database))
    before = os.umask(0)
    try:
        databases.create(empty_office, ["ada", "bo"], rehearsal=True)
        with empty_office.engine.connect() as held:
            held.exec_driver_sql("SELECT 1 FROM database_mark")
            modes = {each.name[len(file.name) :]: each.stat().st_mode for each in _of(file)}
    finally:
        os.umask(before)
    assert modes.keys() == {"", "-wal", "-shm"}
    assert {stat.S_IMODE(mode) for mode in modes.values()} == {0o600}


def _of(file: Path) -> list[Path]:
    return list(file.parent.glob(f"{file.name}*"))


def test_a_copy_that_a_killed_restore_or_a_tried_upgrade_left_stands_against_it(live: Office) -> None:
    file = Path(str(live.engine.url.database))
    filled = copies_beside.filled_for(file)
    filled.write_bytes(b"names")
    assert against(live) == named("database_url")
    filled.unlink()
    with copies_beside.tried_for(file) as folder:
        # Another database's copy in the same folder is not this one's.
        Path(folder, "another.db").write_bytes(b"names")
        assert against(live) == []
        Path(folder, file.name).write_bytes(b"names")
        assert against(live) == named("database_url")
        assert all(str(file.parent) not in says for says in live_settings.shown(live))
    assert against(live) == []


@pytest.mark.parametrize("name", ["scheme_email", "complaints_email", "advocacy_email"])
@pytest.mark.parametrize(
    ("address", "nobodys"),
    [
        ("team@example.org", 1),
        ("team@mail.EXAMPLE.org", 1),
        ("team@council.example", 1),
        ("team@council.gov.uk", 0),
        ("team@myexample.org", 0),
    ],
)
def test_a_contact_that_reaches_nobody_stands_against_it(
    live: Office, name: str, address: str, nobodys: int
) -> None:
    assert against(with_set(live, **{name: address})) == named(name) * nobodys


def test_everything_is_said_at_once_and_no_secret_with_it(live: Office, tmp_path: Path) -> None:
    typed = tmp_path / "typed"
    typed.write_bytes(base64.b64encode(b"a key that a person once typed!!"))
    typed.chmod(0o644)
    bad = with_set(
        live,
        web_key_file=typed,
        backup_key_file=None,
        public_address="http://guarantees.council.gov.uk",
        scheme_email="team@example.org",
    )
    with pytest.raises(WrongInput) as refused:
        server(bad, "127.0.0.1", 0)
    fields = [fault.field for fault in refused.value.faults]
    assert set(fields) == set(named("web_key_file", "backup_key_file", "public_address", "scheme_email"))
    assert len(fields) == 5
    for fault in refused.value.faults:
        assert fault.says.startswith(f"{fault.field}: expected ")
        assert fault.says.endswith((".", "chmod 600."))
        assert typed.read_text() not in fault.says


def test_a_rehearsal_may_have_all_of_it(rehearsal: Rehearsal) -> None:
    assert opening.stands_against(rehearsal.office) == []
