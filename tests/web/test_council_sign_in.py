"""The council's own sign-in, against a provider on this machine that keeps to OpenID Connect."""

import dataclasses
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import OctKey, RSAKey

from guarantor.domain.refusals import AlreadyDone
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.office import Office
from guarantor.services.entering import accounts
from guarantor.web.app import create_app
from tests.rehearsing import Rehearsal
from tests.web.entering import sent
from tests.web.provider import Provider, provider


@pytest.fixture
def there() -> Iterator[Provider]:
    """The provider."""
    with provider() as stands:
        yield stands


@pytest.fixture
def joined(rehearsal: Rehearsal, there: Provider) -> Office:
    """The office with that sign-in set; Cora is person-1 there."""
    settings = rehearsal.office.settings.model_copy(
        update={"oidc_issuer": there.issuer, "oidc_client_id": "guarantor"}
    )
    office = dataclasses.replace(rehearsal.office, settings=settings)
    with_sign_in = dataclasses.replace(rehearsal, office=office)
    with_sign_in.confirmed(accounts.propose_account(office, rehearsal.ada, "cora", "person-1"), rehearsal.bo)
    return office


@pytest.fixture
def app(joined: Office) -> Flask:
    """The application with that sign-in."""
    made = create_app(joined)
    made.testing = True
    return made


def gone_there(client: FlaskClient, onward: str = "/") -> str:
    """Where the button of the sign-in page sends the browser."""
    left = sent(client, "/sign-in/council", {"next": onward}, shown_at="/sign-in")
    assert left.status_code == 302
    return str(left.location)


def test_whom_the_council_knows_comes_in_and_goes_on(app: Flask, there: Provider) -> None:
    client = app.test_client()
    code, state = there.authorize(gone_there(client, "/waiting"))
    back = client.get("/sign-in/council/back", query_string={"code": code, "state": state})
    assert (back.status_code, back.location) == (303, "/waiting")
    assert "cora" in client.get("/").text


def test_the_way_there_carries_a_state_a_nonce_and_a_challenge(app: Flask, there: Provider) -> None:
    first, second = (gone_there(app.test_client()) for _ in range(2))
    for name in ("state=", "nonce=", "code_challenge="):
        values = {next(part for part in each.split("&") if name in part) for each in (first, second)}
        assert len(values) == 2, name
    assert "code_challenge_method=S256" in first


@pytest.mark.parametrize(
    "claims",
    [
        {"oid": "person-2"},
        {"oid": ""},
        {"nonce": "of another sign-in"},
        {"aud": "another service"},
        {"iss": "https://elsewhere.example.org"},
        {"exp": 1},
    ],
    ids=lambda claims: next(iter(claims)),
)
def test_a_token_that_does_not_hold_lets_nobody_in(
    app: Flask, there: Provider, claims: dict[str, object]
) -> None:
    there.claims = claims
    client = app.test_client()
    code, state = there.authorize(gone_there(client))
    back = client.get("/sign-in/council/back", query_string={"code": code, "state": state})
    assert back.status_code == 409
    assert "no account here is yours" in back.text
    assert client.get("/").status_code == 303


def test_metadata_that_name_another_issuer_let_nobody_in(app: Flask, there: Provider) -> None:
    there.calls_itself = "https://elsewhere.example.org"
    there.claims = {"iss": there.calls_itself}
    client = app.test_client()
    code, state = there.authorize(gone_there(client))
    assert client.get("/sign-in/council/back", query_string={"code": code, "state": state}).status_code == 409


def test_a_token_of_another_key_lets_nobody_in(app: Flask, there: Provider) -> None:
    there.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    client = app.test_client()
    code, state = there.authorize(gone_there(client))
    assert client.get("/sign-in/council/back", query_string={"code": code, "state": state}).status_code == 409


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS512"])
def test_a_token_signed_in_another_way_than_the_provider_names_lets_nobody_in(
    app: Flask, there: Provider, algorithm: str
) -> None:
    there.algorithm = algorithm
    if algorithm == "HS256":
        there.signs_with = OctKey.generate_key(256, {"kid": "one"})
    client = app.test_client()
    code, state = there.authorize(gone_there(client))
    assert client.get("/sign-in/council/back", query_string={"code": code, "state": state}).status_code == 409
    assert client.get("/").status_code == 303


def test_a_code_that_another_browser_asked_for_lets_nobody_in(app: Flask, there: Provider) -> None:
    victim = app.test_client()
    code, state = there.authorize(gone_there(app.test_client()))
    assert victim.get("/sign-in/council/back", query_string={"code": code, "state": state}).status_code == 409
    assert victim.get("/sign-in/council/back", query_string={"error": "access_denied"}).status_code == 409


def test_the_account_that_was_there_before_no_longer_opens(app: Flask) -> None:
    answer = sent(app.test_client(), "/sign-in", {"username": "cora", "password": "three random words"})
    assert answer.status_code == 409


def test_an_identity_is_one_persons_and_needs_the_sign_in_to_be_set(
    joined: Office, rehearsal: Rehearsal
) -> None:
    with pytest.raises(AlreadyDone, match="Somebody else has this identity"):
        accounts.propose_account(joined, rehearsal.ada, "cal", "person-1")
    with pytest.raises(WrongInput, match="no sign-in of the council's own is set"):
        accounts.propose_account(rehearsal.office, rehearsal.ada, "cal", "person-3")


def test_without_that_sign_in_its_addresses_lead_nowhere(rehearsal: Rehearsal) -> None:
    client = create_app(rehearsal.office).test_client()
    assert client.get("/sign-in/council/back").status_code == 404
    assert "council account" not in client.get("/sign-in").text


@pytest.mark.parametrize(
    ("asked", "claims", "comes_in"),
    [
        ({"oidc_amr": "mfa"}, {"amr": ["pwd", "mfa"]}, True),
        ({"oidc_amr": "mfa"}, {"amr": ["pwd"]}, False),
        ({"oidc_amr": "mfa"}, {"amr": ["mfa2"]}, False),
        ({"oidc_amr": "mfa"}, {}, False),
        ({"oidc_acr": "c1"}, {"acr": "c1"}, True),
        ({"oidc_acr": "c1"}, {"acr": "c2"}, False),
        ({"oidc_acr": "c1"}, {}, False),
        ({"oidc_amr": "mfa", "oidc_acr": "c1"}, {"amr": ["mfa"]}, False),
        ({}, {"amr": ["pwd"]}, True),
    ],
    ids=str,
)
def test_where_a_strength_is_asked_for_only_a_token_that_says_so_lets_anybody_in(
    joined: Office, there: Provider, asked: dict[str, str], claims: dict[str, object], comes_in: bool
) -> None:
    settings = joined.settings.model_copy(update=asked)
    client = create_app(dataclasses.replace(joined, settings=settings)).test_client()
    there.claims = claims
    address = gone_there(client)
    assert ("acr_values=c1" in address) is ("oidc_acr" in asked)
    code, state = there.authorize(address)
    back = client.get("/sign-in/council/back", query_string={"code": code, "state": state})
    assert back.status_code == (303 if comes_in else 409)
    assert ("proved who you are" in back.text) is not comes_in
    assert client.get("/").status_code == (200 if comes_in else 303)
