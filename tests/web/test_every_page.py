"""Whatever the page: it says who may use it and lets nobody else in, and looking at it changes nothing."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from guarantor.domain.access import Role
from guarantor.storage.tables import Table
from guarantor.storage.tables.accounts import FLEETING
from guarantor.web.access import Pages, Undeclared, admission_of, check_all_declared
from guarantor.web.app import create_app
from tests.conftest import Begin
from tests.rehearsing import ROLES, Rehearsal
from tests.web.entering import signed_in, token_in
from tests.web.walking import NOT_THERE, addresses, everything

SOMEBODY = {role: name for name, role in reversed(ROLES.items())}
LOOKED = {"case_look"}
"""What a look may leave behind, beside what is fleeting."""


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Something of every kind."""
    return begin(everything)


def counted(rehearsal: Rehearsal) -> dict[str, int]:
    """How many rows each table of the record has."""
    kept = sorted(set(Table.metadata.tables) - FLEETING - LOOKED)
    with rehearsal.office.engine.connect() as connection:
        return {name: connection.scalar(text(f"SELECT COUNT(*) FROM {name}")) or 0 for name in kept}


def turned_away(client: FlaskClient, address: str, method: str) -> bool:
    """Whether the gate says that the page is not for the role; a form is sent empty, with the token that lets it in."""
    form = {"csrf_token": token_in(client.get("/accessibility"))} if method == "POST" else None
    came = client.open(address, method=method, data=form)
    return came.status_code == 403 and "This page is not for your role" in came.text


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", Role)
def test_each_role_comes_in_where_the_page_says_so_and_nowhere_else(
    app: Flask, role: Role, method: str
) -> None:
    client = signed_in(app, SOMEBODY[role])
    for rule, address in addresses(app, method):
        if rule.endpoint == "entrance.sign_out":
            continue
        admitted = admission_of(app, rule.endpoint).admits(frozenset({role}))
        assert turned_away(client, address, method) is not admitted, (address, method)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_is_sent_to_sign_in_wherever_the_page_is_not_public(app: Flask, method: str) -> None:
    client = app.test_client()
    for rule, address in addresses(app, method):
        form = {"csrf_token": token_in(client.get("/sign-in"))} if method == "POST" else None
        came = client.open(address, method=method, data=form)
        sent_away = came.status_code == 303 and (came.location or "").startswith("/sign-in?")
        assert sent_away is not admission_of(app, rule.endpoint).public, address


def test_looking_at_every_page_changes_nothing(app: Flask, rehearsal: Rehearsal) -> None:
    clients = [signed_in(app, name) for name in SOMEBODY.values()]
    before = counted(rehearsal)
    for client in clients:
        for _, address in addresses(app, "GET"):
            client.get(address)
    assert counted(rehearsal) == before


def test_no_page_fails_when_it_is_looked_at(app: Flask) -> None:
    failed = []
    for name in SOMEBODY.values():
        client = signed_in(app, name)
        failed += [address for _, address in addresses(app, "GET") if client.get(address).status_code >= 500]
    assert failed == []


@pytest.mark.parametrize("role", Role)
def test_what_is_not_there_is_said_not_to_be_there(app: Flask, role: Role) -> None:
    client = signed_in(app, SOMEBODY[role])
    token = {"csrf_token": token_in(client.get("/accessibility"))}
    named = [rule for rule, _ in addresses(app, "GET") if rule.arguments]
    assert len(named) > 50
    for method, asked in (("GET", {}), ("POST", {"data": token})):
        for rule, address in addresses(app, method, NOT_THERE):
            if rule.arguments and rule.endpoint != "static":
                came = client.open(address, method=method, **asked)
                assert came.status_code in (200, 303, 403, 404, 409, 422), (method, address)


def test_a_form_without_its_token_is_refused_everywhere(app: Flask, rehearsal: Rehearsal) -> None:
    client = signed_in(app, "cora")
    before = counted(rehearsal)
    for _, address in addresses(app, "POST"):
        assert client.post(address, data={}).status_code == 400, address
    assert counted(rehearsal) == before


def test_the_navigation_leads_only_where_one_may_go(app: Flask) -> None:
    for name in ROLES:
        client = signed_in(app, name)
        leads = re.findall('service-navigation__link" href="([^"]+)"', client.get("/").text)
        assert leads, name
        assert {client.get(address).status_code for address in leads} == {200}


@pytest.fixture
def undeclared(rehearsal: Rehearsal) -> Flask:
    """An application to which somebody added a route by hand."""
    made = create_app(rehearsal.office)
    made._got_first_request = False
    made.add_url_rule("/by-hand", "by_hand", lambda: "")
    return made


def test_a_page_that_says_nowhere_who_may_use_it_stops_the_application(undeclared: Flask) -> None:
    with pytest.raises(Undeclared, match="by_hand"):
        check_all_declared(undeclared)


def test_a_page_is_declared_in_exactly_one_way() -> None:
    pages = Pages("tried", __name__)
    with pytest.raises(Undeclared):
        pages.page("/")
    with pytest.raises(Undeclared):
        pages.page("/", anyone=True, public=True)
