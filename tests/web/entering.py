"""Everybody's account in a rehearsal, and coming in with it."""

import re
from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from guarantor.services.acting.office import Person
from guarantor.services.entering import accounts
from tests.rehearsing import ROLES, Rehearsal, after

PASSWORD = "three random words"  # noqa: S105 - of synthetic people
"""Everybody's, in tests."""


@after(Rehearsal.staff)
def with_accounts(rehearsal: Rehearsal) -> None:
    """Everybody at work has a local account."""
    open_accounts(rehearsal)


def open_accounts(rehearsal: Rehearsal) -> None:
    """Open and set up an account for everybody."""
    for name in ROLES:
        accounts.set_up(rehearsal.office, name, set_up_code(rehearsal, name), PASSWORD, None, None)


def set_up_code(rehearsal: Rehearsal, name: str) -> str:
    """A new account for somebody, opened by Ada and Bo; the code it is set up with."""
    proposed = accounts.propose_account(rehearsal.office, rehearsal.ada, name)
    return str(rehearsal.confirmed(proposed, rehearsal.bo)["set_up_code"])


def person(rehearsal: Rehearsal, name: str) -> Person:
    """A member of staff by name."""
    found = getattr(rehearsal, name)
    assert isinstance(found, Person)
    return found


def token_in(page: TestResponse) -> str:
    """The token against forged forms that a page carries."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found is not None, page.text
    return found[1]


def sent(
    client: FlaskClient, address: str, form: Mapping[str, Any], shown_at: str | None = None
) -> TestResponse:
    """Open the page of a form and send it, with the page's token."""
    token = token_in(client.get(shown_at or address))
    return client.post(address, data={**form, "csrf_token": token})


def signed_in(app: Flask, name: str) -> FlaskClient:
    """A client that came in as somebody, through the form."""
    client = app.test_client()
    came = sent(client, "/sign-in", {"username": name, "password": PASSWORD})
    assert came.status_code == 303, came.text
    return client
