"""Whose service it is stands on every page: the council's name or its logo by setting, and that it is a rehearsal."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from guarantor.services.acting.office import Office
from guarantor.web.app import create_app
from tests.rehearsing import Rehearsal

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'


def visitor(rehearsal: Rehearsal, **settings: object) -> FlaskClient:
    """Somebody who is not signed in, at a council with these settings."""
    held = rehearsal.office
    return create_app(
        Office(held.engine, held.settings.model_copy(update=settings), held.now, held.today)
    ).test_client()


@pytest.mark.parametrize("address", ["/sign-in", "/check", "/accessibility", "/nothing-here"])
def test_the_councils_name_is_the_one_that_is_set(rehearsal: Rehearsal, address: str) -> None:
    page = visitor(rehearsal, council_name="Sample Borough Council").get(address).text
    assert "Sample Borough Council</a>" in page
    assert "– Sample Borough Council</title>" in page
    assert "Kent County Council" not in page


def test_a_logo_that_is_set_takes_the_names_place_and_says_it(rehearsal: Rehearsal, tmp_path: Path) -> None:
    file = tmp_path / "logo.svg"
    file.write_bytes(LOGO)
    client = visitor(rehearsal, council_logo_file=file, council_name="Sample Borough Council")
    assert 'alt="Sample Borough Council"' in client.get("/sign-in").text
    shown = client.get("/assets/council/logo")
    assert (shown.data, shown.mimetype) == (LOGO, "image/svg+xml")


def test_without_a_logo_none_is_asked_for(rehearsal: Rehearsal) -> None:
    client = visitor(rehearsal)
    assert "council/logo" not in client.get("/sign-in").text
    assert client.get("/assets/council/logo").status_code == 404


def test_a_rehearsal_says_so_on_every_page_with_its_date(rehearsal: Rehearsal) -> None:
    for address in ("/sign-in", "/check", "/accessibility", "/nothing-here"):
        page = visitor(rehearsal).get(address).text
        assert "REHEARSAL: synthetic people; the business date is 30 April 2019" in page, address


def test_the_accessibility_statement_says_whom_to_tell_and_claims_nothing_untested(
    rehearsal: Rehearsal,
) -> None:
    page = visitor(rehearsal, scheme_email="help@example.org").get("/accessibility").text
    assert 'href="mailto:help@example.org"' in page
    assert "we claim no conformance" in page
    assert "screen readers" in page
