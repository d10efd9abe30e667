"""When the pages are served, and when not."""

import dataclasses
from pathlib import Path

import pytest
from flask import request

from guarantor.domain.access import Role
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import confirming, databases, signing
from guarantor.services.acting.office import Office, Person
from guarantor.services.correspondence import sealing
from guarantor.services.entering import accounts, opening
from guarantor.settings import Settings
from guarantor.storage.engine import acting
from guarantor.storage.tables.accounts import AccountCredential
from guarantor.web.app import create_app
from guarantor.web.server import server
from tests.live_service import fit_for_live
from tests.rehearsing import Rehearsal


def test_a_rehearsal_is_served_on_loopback_alone(rehearsal: Rehearsal) -> None:
    opening.check_may_open(rehearsal.office, loopback=True)
    with pytest.raises(WrongInput, match="--host: expected this machine's own address"):
        opening.check_may_open(rehearsal.office, loopback=False)


def test_a_database_that_is_not_ready_is_not_served(empty_office: Office) -> None:
    with pytest.raises(WrongInput, match="expected a database that is ready"):
        server(empty_office, "127.0.0.1", 0)


@pytest.fixture
def live(empty_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A live database with its two administrators, root and nobody, and keys."""
    monkeypatch.setattr(databases, "_uid", {"ada": 1001, "bo": 1002}.__getitem__)
    signing.prepare_key(empty_office.settings, rehearsal=True)
    databases.create(empty_office, ["ada", "bo"], rehearsal=False)
    return dataclasses.replace(empty_office, settings=fit_for_live(empty_office.settings, tmp_path))


def test_a_live_database_needs_its_web_key(live: Office) -> None:
    opening.check_may_open(live, loopback=False)
    keyless = dataclasses.replace(live, settings=live.settings.model_copy(update={"web_key_file": None}))
    with pytest.raises(WrongInput, match="GUARANTOR_WEB_KEY_FILE"):
        opening.check_may_open(keyless, loopback=False)


def test_a_live_database_is_not_served_with_the_certificate_of_a_demo(live: Office, tmp_path: Path) -> None:
    demo = live.settings.model_copy(update={"seal_key_file": tmp_path / "demo.p12"})
    sealing.sealer(demo, rehearsal=True)
    with pytest.raises(WrongInput, match="GUARANTOR_SEAL_KEY_FILE"):
        opening.check_may_open(dataclasses.replace(live, settings=demo), loopback=False)


def _open_account(live: Office, name: str) -> str:
    first, second = (
        Person(number, who, frozenset({Role.ADMINISTRATOR}), "test")
        for number, who in ((1, "ada"), (2, "bo"))
    )
    proposed = accounts.propose_account(live, first, name)
    return str(confirming.confirm(live, second, int(proposed["pending"][2:]))["set_up_code"])


def test_in_a_live_database_a_password_alone_sets_no_account_up(live: Office) -> None:
    code = _open_account(live, "ada")
    with pytest.raises(WrongInput, match="a live database asks for codes beside a password"):
        accounts.set_up(live, "ada", code, "three random words", None, None)


def test_a_live_database_with_an_account_that_has_a_password_alone_is_not_served(live: Office) -> None:
    _open_account(live, "ada")
    with acting(live.engine) as session:
        row = AccountCredential(
            account=1, password_hash="", sealed_secret=None, officer=1, recorded_at=live.now()
        )
        session.add(row)
    with pytest.raises(WrongInput, match="expected a live database without the accounts of a demo"):
        opening.check_may_open(live, loopback=True)


def test_live_pages_mark_their_cookie_and_insist_on_https(live: Office) -> None:
    client = create_app(live).test_client()
    plain = client.get("/sign-in")
    assert (plain.status_code, str(plain.location)[:8]) == (302, "https://")
    page = client.get("/sign-in", base_url="https://localhost")
    cookie = next(value for name, value in page.headers if name == "Set-Cookie")
    assert cookie.startswith("__Host-guarantor=")
    assert "Secure" in cookie
    assert "max-age=31536000" in page.headers["Strict-Transport-Security"]
    assert "Code from your app" in page.text
    assert "REHEARSAL" not in page.text


def test_the_visitor_is_known_through_as_many_proxies_as_are_trusted(rehearsal: Rehearsal) -> None:
    seen = []
    for hops in (0, 1):
        settings = rehearsal.office.settings.model_copy(update={"trusted_proxies": hops})
        app = create_app(dataclasses.replace(rehearsal.office, settings=settings))
        app.before_request(lambda: seen.append(request.remote_addr))
        app.test_client().get("/accessibility", headers={"X-Forwarded-For": "192.0.2.9, 192.0.2.7"})
    assert seen == ["127.0.0.1", "192.0.2.7"]


def test_the_settings_say_what_every_one_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())
