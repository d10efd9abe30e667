"""Fixtures of the pages: the application on a rehearsal in which everybody has an account, and clients signed in."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from guarantor.web.app import create_app
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.web.entering import signed_in, with_accounts

ClientOf = Callable[[str], FlaskClient]


@pytest.fixture
def database_kind() -> str:
    """The pages ask services alone, which are tried on both kinds of database."""
    return "sqlite"


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Everybody at work with an account, no case yet."""
    return begin(with_accounts)


@pytest.fixture
def app(rehearsal: Rehearsal) -> Flask:
    """The application on that rehearsal."""
    made = create_app(rehearsal.office)
    made.testing = True
    return made


@pytest.fixture
def client_of(app: Flask) -> ClientOf:
    """A client signed in as somebody, by name."""
    return lambda name: signed_in(app, name)
