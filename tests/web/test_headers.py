"""What every answer carries so that a browser protects whoever reads it: on pages, files, errors and redirects alike."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from guarantor.web.app import create_app
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services.acts_of_entering import live
from tests.web.conftest import ClientOf

ADDRESSES = [
    "/", "/cases", "/cases/RG-0001", "/sign-in", "/check", "/accessibility", "/nothing/here", "/cases/new", "/imports/applications/template",
    "/audit/export", "/assets/guarantor.css", "/health/live", "/finance",
]  # fmt: skip
