"""The panel's page: the same figures as its reports, small numbers hidden, and nobody in it."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from guarantor.services.casework import decisions
from guarantor.services.reporting import pilot, worded
from guarantor.web.app import create_app
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.stories import day
from tests.web.conftest import ClientOf
from tests.web.entering import open_accounts, signed_in, with_accounts

ON = day("2019-04-30")


@after(with_accounts)
def with_refusals(rehearsal: Rehearsal) -> None:
    """Five were found not eligible for one ground, and four for another; one guarantee is in force."""
    for number, changes in enumerate([{"readiness.cooking": False}] * 5 + [{"tenancy.kind": "social"}] * 4):
        ref = rehearsal.assessed_case(f"RG-{number + 1:04d}", changes)
        decisions.decide(rehearsal.office, rehearsal.ann, ref, "decline", "not yet", [], day("2018-07-03"))
    rehearsal.active_guarantee("RG-0010")


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A pilot with refusals."""
    return begin(with_refusals)


@pytest.fixture
def page(client_of: ClientOf) -> str:
    """What an elected member is shown."""
    return main(client_of("pam"))


def main(client: FlaskClient) -> str:
    """The page without what surrounds it."""
    found = re.search("<main.*</main>", client.get("/panel").text, re.DOTALL)
    assert found is not None
    return found[0]


def cells(page: str, heading: str) -> list[list[str]]:
    """The rows of a table as text, its head left out."""
    table = page.split(heading, 1)[1].split("</table>", 1)[0].split("<tbody", 1)[1]
    return [
        [
            unescape(re.sub(r"<[^>]*>", "", cell)).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    ]


def test_a_count_of_people_below_five_is_not_shown_and_five_is(page: str) -> None:
    assert cells(page, "Why applications were declined") == [
        ["Ready to run a home", "5"],
        ["Kind of letting", "fewer than 5"],
    ]


def test_no_total_gives_back_what_is_hidden(page: str) -> None:
    # Of ten, nine were declined and one was given a guarantee: either would tell the other.
    assert dict(cells(page, "What people decided")) == {
        "Guarantee given": "fewer than 5",
        "Declined": "6 to 9",
        "Open, lapsed or withdrawn": "0",
    }


def test_every_figure_is_the_services(rehearsal: Rehearsal, page: str) -> None:
    found = pilot.on_the_page(rehearsal.office, ON)
    assert found is not None
    said = worded.page(found)
    assert [tuple(row) for row in cells(page, "What the rules found")] == list(said.outcomes)
    assert [row[1:3] for row in cells(page, "Scorecard")] == [
        [each.came_to, each.says] for each in said.scores
    ]
    options = cells(page, "What each option may cost")
    assert [(row[0], row[2], row[3], row[4]) for row in options] == [
        (each.title, each.expected, each.one_in_20, each.one_in_200) for each in said.options
    ]


def test_a_rating_is_in_words_and_its_bands_and_their_owner_are_stated(page: str) -> None:
    (taken, *_) = cells(page, "Scorecard")
    assert taken[:3] == ["Places that have a holder", "fewer than 5 of 25: 4% to 16%", "Red"]
    assert taken[3].startswith("Green from 75%, amber from 50%, red below. Owner: Head of Service")


@pytest.mark.parametrize("name", ["pam", "fay", "ann", "aude"])
def test_the_page_names_no_case_and_no_person_and_leads_to_none(client_of: ClientOf, name: str) -> None:
    page = main(client_of(name))
    for private in ("RG-00", "Tam", "Synthetic", "Example"):
        assert private not in page
    assert "href=" not in page


@after(stories.hired)
def without_a_programme(rehearsal: Rehearsal) -> None:
    """Everybody at work with an account, and no programme adopted."""
    open_accounts(rehearsal)


def test_before_any_programme_the_page_says_so(begin: Begin) -> None:
    app = create_app(begin(without_a_programme).office)
    app.testing = True
    assert "No programme was adopted by" in main(signed_in(app, "pam"))
