"""Whatever finance and the panel may open, and whatever is logged while everybody works, names no young person."""

import html
import io
import logging
import re
import zipfile
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from guarantor.services.casework import case_lists
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.web.conftest import ClientOf
from tests.web.entering import token_in
from tests.web.walking import addresses, everything

EVERYBODY = ("cora", "ann", "fay", "pam", "aude", "ada")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PERSONAL = (
    *(
        f"SELECT {column} FROM young_person"
        for column in ("name", "address", "phone", "email", "safe_contact", "view")
    ),
    "SELECT address FROM home",
    "SELECT note FROM case_note",
)
CASE = re.compile(r"\bRG-\d{4}")


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Something of every kind."""
    return begin(everything)


@pytest.fixture
def personal(rehearsal: Rehearsal) -> set[str]:
    """Every young person's name and contact, their homes, and what was noted about them."""
    with rehearsal.office.engine.connect() as connection:
        found = [
            str(value) for asked in PERSONAL for value in connection.exec_driver_sql(asked).scalars() if value
        ]
    lines = {line.strip() for each in found for line in each.splitlines() if len(line.strip()) > 4}
    assert len(lines) > 5
    return lines


def _answers(app: Flask, client: FlaskClient) -> Iterator[tuple[str, str]]:
    """What every page answers that the client may open, unpacked where it is a workbook."""
    for _, address in addresses(app, "GET"):
        came = client.get(address)
        if came.mimetype == XLSX:
            with zipfile.ZipFile(io.BytesIO(came.data)) as packed:
                yield (
                    address,
                    " ".join(
                        packed.read(name).decode() for name in packed.namelist() if name.endswith("xml")
                    ),
                )
        elif came.mimetype.startswith(("text/", "application/json")):
            yield address, html.unescape(came.text)


def _fails_on(*_given: object) -> None:
    raise RuntimeError("a fault of our own")


@pytest.mark.parametrize("name", ["fay", "pam"])
def test_no_answer_to_finance_or_the_panel_names_a_young_person(
    app: Flask, client_of: ClientOf, personal: set[str], name: str
) -> None:
    answers = list(_answers(app, client_of(name)))
    assert len(answers) > 50
    assert [(address, said) for address, text in answers for said in personal if said in text] == []


def test_no_answer_to_the_panel_names_a_case(app: Flask, client_of: ClientOf) -> None:
    named = [address for address, text in _answers(app, client_of("pam")) if CASE.search(text)]
    assert named == []


def test_no_line_of_the_log_names_anybody(
    app: Flask,
    client_of: ClientOf,
    personal: set[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in EVERYBODY:
        client = client_of(name)
        for _, address in addresses(app, "GET"):
            client.get(address)
    cora = client_of("cora")
    for said in sorted(personal):
        form = {"csrf_token": token_in(cora.get("/search")), "words": said}
        assert cora.post("/search", data=form).status_code == 200
        app.test_client().post("/sign-in", data={"username": said, "password": said})
    # A failure within a page is logged too, and says no more than which page.
    monkeypatch.setattr(case_lists, "search", _fails_on)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    failed = cora.post("/search", data={"csrf_token": token_in(cora.get("/search")), "words": "Tam"})
    assert failed.status_code == 500
    lines = [record.getMessage() + str(record.exc_text or "") for record in caplog.records]
    assert any("/search" in line for line in lines)
    assert [line for line in lines for said in personal if said in line] == []
