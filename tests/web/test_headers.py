"""What every answer carries so that a browser protects whoever reads it: pages, files, errors and redirects alike."""

import dataclasses
import hashlib
from base64 import urlsafe_b64decode
from pathlib import Path

import pytest
from flask import Flask

from guarantor.services.acting import databases
from guarantor.services.acting.office import Office
from guarantor.web.app import create_app
from guarantor.web.security import MOST_BYTES
from tests.live_service import fit_for_live
from tests.web.conftest import ClientOf
from tests.web.entering import sent, token_in

ADDRESSES = ["/", "/cases", "/sign-in", "/check", "/nothing/here", "/cases/RG-9999", "/health", "/imports",
             "/imports/applications/template", "/assets/guarantor.css", "/finance", "/sign-in?next=%00"]  # fmt: skip


@pytest.mark.parametrize("who", ["", "cora"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_what_protects_it(
    app: Flask, client_of: ClientOf, address: str, who: str
) -> None:
    came = (client_of(who) if who else app.test_client()).get(address)
    said = came.headers
    policy = dict(each.strip().partition(" ")[::2] for each in said["Content-Security-Policy"].split(";"))
    nothing = ("default-src", "connect-src", "frame-ancestors", "base-uri", "object-src")
    assert {policy[name] for name in nothing} == {"'none'"}
    assert policy["script-src"].startswith("'self'")
    assert "unsafe" not in said["Content-Security-Policy"]
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Referrer-Policy"] == "same-origin"
    assert said["Cross-Origin-Opener-Policy"] == said["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in said
    assert "Server" not in said
    assert came.mimetype != "text/html" or said["Content-Type"] == "text/html; charset=utf-8"
    assert ("no-store" in said["Cache-Control"]) is not (
        came.status_code == 200 and address.startswith("/assets/")
    )


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "x"])
def test_methods_that_no_page_takes_are_refused(client_of: ClientOf, method: str) -> None:
    came = client_of("cora").open("/cases", method=method)
    assert came.status_code in (400, 404, 405)
    assert "Traceback" not in came.text


def test_signing_out_clears_what_the_browser_holds(client_of: ClientOf) -> None:
    client = client_of("cora")
    came = sent(client, "/sign-out", {}, shown_at="/accessibility")
    assert came.status_code == 303
    assert came.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "You are signed out" in client.get(came.location).text


@pytest.fixture
def live(empty_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A live service with everything that it insists on."""
    monkeypatch.chdir(tmp_path)
    office = dataclasses.replace(empty_office, settings=fit_for_live(empty_office.settings, tmp_path))
    databases.create(office, ["root", "nobody"], rehearsal=False)
    return office


def test_a_live_service_insists_on_https_for_a_year_and_for_every_name_below(live: Office) -> None:
    for address in ("/sign-in", "/assets/guarantor.css", "/nothing"):
        said = create_app(live).test_client().get(address, base_url="https://localhost").headers
        insists = {each.strip() for each in said["Strict-Transport-Security"].split(";")}
        assert insists >= {"max-age=31536000", "includeSubDomains"}


def test_a_request_that_is_too_large_is_refused_in_words(app: Flask) -> None:
    client = app.test_client()
    form = {"csrf_token": token_in(client.get("/check")), "code": "a" * (MOST_BYTES + 1), "postcode": "b"}
    came = client.post("/check", data=form)
    assert (came.status_code, "too large" in came.text) == (413, True)


def test_an_asset_of_a_name_longer_than_any_is_not_there(app: Flask) -> None:
    for length in (90, 96, 97, 300, 5_000):
        assert app.test_client().get(f"/assets/{'a' * length}.css").status_code == 404


def test_the_cookie_is_signed_with_sha_256(app: Flask) -> None:
    client = app.test_client()
    client.get("/sign-in")
    cookie = client.get_cookie("guarantor")
    assert cookie is not None
    signature = cookie.value.rpartition(".")[2]
    assert len(urlsafe_b64decode(signature + "=")) == hashlib.sha256().digest_size
