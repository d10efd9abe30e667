"""A request under a host that is not the council's is refused: no redirect and no link leads where it says."""

from dataclasses import replace

import pytest
from flask import Flask

from guarantor.web.app import create_app
from tests.rehearsing import Rehearsal
from tests.web.entering import signed_in

OURS = [
    "localhost",
    "localhost:8000",
    "127.0.0.1:8000",
    "guarantees.example.org",
    "intranet.example.org:8443",
]
OTHERS = [
    "evil.example",
    "guarantees.example.org.evil.example",
    "evil.example:8000",
    "xguarantees.example.org",
]


@pytest.fixture
def app(rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application of a council with two hosts of its own."""
    settings = rehearsal.office.settings.model_copy(
        update={
            "public_address": "https://guarantees.example.org",
            "more_hosts": ("intranet.example.org",),
        }
    )
    made = create_app(replace(rehearsal.office, settings=settings))
    made.testing = True
    return made


@pytest.mark.parametrize("host", OURS)
def test_the_councils_own_hosts_and_loopback_are_answered(app: Flask, host: str) -> None:
    assert app.test_client().get("/sign-in", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", OTHERS)
@pytest.mark.parametrize("address", ["/sign-in", "/", "/cases", "/health", "//waiting", "/nothing"])
def test_any_other_host_is_refused_and_stands_in_no_answer(app: Flask, host: str, address: str) -> None:
    for client in (app.test_client(), signed_in(app, "cora")):
        came = client.get(address, headers={"Host": host})
        assert came.status_code == 400, address
        assert host not in came.text
        assert "Location" not in came.headers


def test_an_address_with_two_slashes_leads_nowhere_else(app: Flask) -> None:
    came = signed_in(app, "cora").get("//evil.example/waiting")
    assert not came.headers.get("Location", "/").startswith("//")
    assert "evil.example" not in (came.headers.get("Location") or "")
