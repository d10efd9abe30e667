"""The pages of a rehearsal that has come some way, and what a page says in words."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from guarantor.services.acting import databases
from guarantor.web.app import create_app
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story
from tests.services.stories import day
from tests.web.entering import open_accounts, sent, signed_in


@dataclass(frozen=True)
class Pages:
    """The application on a rehearsal, and people who come in."""

    rehearsal: Rehearsal
    app: Flask

    def as_(self, name: str) -> FlaskClient:
        """A client signed in as somebody."""
        return signed_in(self.app, name)

    def reads(self, name: str, address: str) -> str:
        """The words of a page as somebody sees it."""
        return words(self.as_(name).get(address))

    def does(self, name: str, address: str, form: Mapping[str, Any]) -> TestResponse:
        """Somebody opens the form at an address and sends it, and sees what comes of it."""
        client = self.as_(name)
        answer = sent(client, address, form)
        return client.get(answer.location) if answer.status_code == 303 else answer


def pages(begin: Begin, story: Story, on: str = "2018-07-20") -> Pages:
    """The pages after a story, on a day; everybody has an account."""
    rehearsal = begin(story)
    open_accounts(rehearsal)
    databases.set_business_date(rehearsal.office, rehearsal.ada, day(on))
    app = create_app(rehearsal.office)
    app.testing = True
    return Pages(rehearsal, app)


def words(page: TestResponse) -> str:
    """A page's words without its markup, each run of blanks as one."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def boxes(text: str) -> list[str]:
    """A date as its three boxes are sent."""
    year, month, number = text.split("-")
    return [number, month, year]
