"""Letters by the batch: the due are made, the made go out in one file and stand as sent, what cannot go is named."""

import csv
import io
import re
import zipfile

import pytest

from guarantor.services.correspondence import batches
from guarantor.services.entering import restricting
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.stories import day
from tests.web.conftest import ClientOf
from tests.web.entering import sent, token_in, with_accounts


@after(with_accounts)
def letters_due(rehearsal: Rehearsal) -> None:
    """RG-0001 is approved, so is RG-0002 whose young person wants nothing by post: two letters are due."""
    rehearsal.approved_case()
    changes = {"young_person.name": "Sol Synthetic", "young_person.safe_contact": "email"}
    rehearsal.approved_case("RG-0002", changes)


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Two letters are due."""
    return begin(letters_due)


DAY = day("2019-04-30")
"""The business day of the rehearsal."""


def ticked(page: str) -> list[str]:
    """The values of the boxes that stand ticked."""
    boxes = re.findall(r"<input[^>]*name=\"letters\"[^>]*>", page)
    return [re.search(r'value="([^"]+)"', each)[1] for each in boxes if "checked" in each]  # type: ignore[index]


def figure(page: str, says: str) -> int:
    """The figure at the head of the page that counts this."""
    found = re.search(rf"<strong>(\d+)</strong> <a[^>]*>{says}</a>", page)
    assert found is not None, page
    return int(found[1])


def all_made(rehearsal: Rehearsal) -> None:
    """Every letter that is due is made."""
    batches.make_due(rehearsal.office, rehearsal.cora, DAY, lambda *_: None)


def test_the_letters_that_are_due_stand_ticked_and_are_made_in_one_go(client_of: ClientOf) -> None:
    client = client_of("cora")
    assert figure(client.get("/letters").text, "due") == 2
    keys = ticked(client.get("/letters/make").text)
    assert len(keys) == 2
    made = sent(client, "/letters/make", {"letters": keys})
    assert "2 of 2 letters made" in made.text
    home = client.get("/letters?show=to-send").text
    assert figure(home, "due") == 0
    assert figure(home, "made and not sent") == 2


def test_only_what_is_ticked_is_made(client_of: ClientOf) -> None:
    client = client_of("cora")
    first, _ = ticked(client.get("/letters/make").text)
    made = sent(client, "/letters/make", {"letters": [first]})
    assert "1 of 1 letter made" in made.text
    assert "1 more is due" in made.text
    nothing = sent(client, "/letters/make", {})
    assert nothing.status_code == 422
    assert "Tick at least one letter" in nothing.text


def test_what_somebody_else_made_meanwhile_is_left_out_without_a_fault(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    client = client_of("cora")
    page = client.get("/letters/make")
    keys = ticked(page.text)
    all_made(rehearsal)
    made = client.post("/letters/make", data={"letters": keys, "csrf_token": token_in(page)})
    assert made.status_code == 200
    assert "0 of 2 letters made" in made.text


def test_letters_are_taken_as_one_file_and_stand_as_sent_and_the_rest_is_named(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    all_made(rehearsal)
    client = client_of("cora")
    page = client.get("/letters/send").text
    (code,) = ticked(page)
    assert "The young person is safely reached by email only" in page
    taken = sent(client, "/letters/send", {"letters": [code]})
    assert taken.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(taken.data)) as archive:
        assert sorted(archive.namelist()) == sorted([f"{code}.pdf", "index.csv"])
        assert archive.read(f"{code}.pdf").startswith(b"%PDF")
        (line,) = csv.DictReader(io.StringIO(archive.read("index.csv").decode("utf-8-sig")))
    assert (line["about"], line["file"]) == ("RG-0001", f"{code}.pdf")
    shown = client.get("/letters?show=sent").text
    assert "Post, " in shown
    assert figure(shown, "made and not sent") == 1


def test_the_file_can_be_had_again_and_nothing_is_sent_twice(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    all_made(rehearsal)
    client = client_of("cora")
    (code,) = ticked(client.get("/letters/send").text)
    first = sent(client, "/letters/send", {"letters": [code]})
    again = sent(client, "/letters/again", {"code": [code]}, shown_at="/letters?show=sent")
    assert again.data == first.data
    twice = sent(client, "/letters/send", {"letters": [code]})
    assert twice.mimetype == "text/html"
    assert "was sent before" in twice.text
    assert "Sent 1 time" in client.get("/letters?show=sent").text


def test_letters_of_a_closed_case_are_left_to_those_who_may_see_it(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    restricting.restrict(rehearsal.office, rehearsal.ann, "RG-0001")
    client = client_of("cora")
    for address in ("/letters", "/letters/make"):
        shown = client.get(address).text
        assert "RG-0002" in shown
        assert "RG-0001" not in shown
    batches.make_due(rehearsal.office, rehearsal.ann, DAY, lambda *_: None)
    assert "RG-0001" not in client.get("/letters?show=to-send").text
    (code,) = (each.code for each in batches.to_send(rehearsal.office) if each.case_ref == "RG-0001")
    refused = sent(client, "/letters/send", {"letters": [code]})
    assert refused.mimetype == "text/html"
    again = sent(client, "/letters/again", {"code": [code]}, shown_at="/letters/send")
    with zipfile.ZipFile(io.BytesIO(again.data)) as archive:
        assert archive.namelist() == ["index.csv"]


def test_an_auditor_reads_the_lists_and_makes_nothing(client_of: ClientOf) -> None:
    client = client_of("aude")
    shown = client.get("/letters").text
    assert "RG-0001" in shown
    assert "/letters/make" not in shown
    assert client.get("/letters/make").status_code == 403
    assert client_of("fay").get("/letters").status_code == 403
