"""The page on which an approver reads what is held on a person and gives the copy out."""

import io
import json
import zipfile

import pytest

from guarantor.services.casework import notes
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.stories import day
from tests.watching import journal
from tests.web.conftest import ClientOf
from tests.web.entering import sent, with_accounts


@after(with_accounts)
def two_cases(rehearsal: Rehearsal) -> None:
    """Two applications of one person, with a note on each."""
    for number, word in enumerate(("Zebra", "Quagga"), start=1):
        rehearsal.assessed_case(f"RG-000{number}")
        notes.add(rehearsal.office, rehearsal.cora, f"RG-000{number}", f"{word} rang", day("2018-07-04"))


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Two applications of one person."""
    return begin(two_cases)


def test_the_page_shows_what_somebody_wrote_and_gives_the_copy(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    client = client_of("ann")
    page = client.get("/cases/RG-0001/copy")
    assert ("Zebra rang" in page.text, "Quagga" in page.text) == (True, False)
    given = sent(client, "/cases/RG-0001/copy", {})
    assert given.headers["Content-Disposition"].startswith("attachment; filename=RG-0001-copy-")
    packed = zipfile.ZipFile(io.BytesIO(given.data))
    assert json.loads(packed.read("data.json"))["cases"] == ["RG-0001"]
    assert journal(rehearsal.url)[-1].act == "answer_access_request"


def test_other_cases_of_the_person_go_along(client_of: ClientOf) -> None:
    client = client_of("ann")
    at = "/cases/RG-0001/copy?also=RG-0002"
    page = client.get(at)
    assert ("Zebra rang" in page.text, "Quagga rang" in page.text) == (True, True)
    packed = zipfile.ZipFile(io.BytesIO(sent(client, at, {}).data))
    assert json.loads(packed.read("data.json"))["cases"] == ["RG-0001", "RG-0002"]


def test_what_is_ticked_is_left_out_with_its_reason_and_not_without(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    client = client_of("ann")
    ticked = {"left_out": "case_note:1"}
    before = journal(rehearsal.url)
    refused = sent(client, "/cases/RG-0001/copy", ticked)
    assert journal(rehearsal.url) == before
    assert (refused.status_code, "why what you ticked is left out" in refused.text) == (422, True)
    given = sent(client, "/cases/RG-0001/copy", {**ticked, "why": "a neighbour"})
    packed = zipfile.ZipFile(io.BytesIO(given.data))
    told = packed.read("data.json").decode()
    assert ("Zebra" in told, "a neighbour" in told) == (False, True)


@pytest.mark.parametrize(("also", "code"), [("RG-0099", 404), ("nonsense", 422), ("RG-0001", 200)])
def test_another_case_has_to_be_one(client_of: ClientOf, also: str, code: int) -> None:
    assert client_of("ann").get(f"/cases/RG-0001/copy?also={also}").status_code == code


@pytest.mark.parametrize("name", ["cora", "fay", "ada", "aude", "pam"])
def test_only_an_approver_gives_it_out(client_of: ClientOf, name: str) -> None:
    assert client_of(name).get("/cases/RG-0001/copy").status_code == 403
