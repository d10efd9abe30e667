"""Finance, the panel and whoever runs the accounts: no page there is answers them with a young person's name."""

import html

import pytest
from flask import Flask
from sqlalchemy import text

from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.web.entering import signed_in
from tests.web.walking import addresses, everything


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Something of every kind."""
    return begin(everything)


def young_people(rehearsal: Rehearsal) -> set[str]:
    """Every young person's name that the database holds."""
    with rehearsal.office.engine.connect() as connection:
        found = connection.scalars(text("SELECT DISTINCT name FROM young_person WHERE name IS NOT NULL"))
        return {str(name) for name in found}


@pytest.mark.parametrize("name", ["fay", "pam"])
def test_no_answer_to_finance_or_the_panel_names_a_young_person(
    app: Flask, rehearsal: Rehearsal, name: str
) -> None:
    people = young_people(rehearsal)
    assert "Tam Synthetic" in people
    client = signed_in(app, name)
    answers = {address: client.get(address) for _, address in addresses(app, "GET")}
    assert sum(came.status_code == 200 for came in answers.values()) > 10
    read = {
        address: html.unescape(came.text)
        for address, came in answers.items()
        if came.mimetype in ("text/html", "text/csv", "application/json", "text/plain")
    }
    assert [(address, each) for address, said in read.items() for each in people if each in said] == []
