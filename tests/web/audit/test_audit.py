"""Audit: the journal by choice, verified now and taken away; what does not hold is said; looks are seen."""

import io
import json
import re
import zipfile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from guarantor.services.proof import journal_read
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.web.conftest import ClientOf
from tests.web.entering import sent, with_accounts


@after(with_accounts)
def with_two_guarantees(rehearsal: Rehearsal) -> None:
    """Two guarantees are in force."""
    for ref in ("RG-0001", "RG-0002"):
        rehearsal.active_guarantee(ref)


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Enough acts for more than one page."""
    return begin(with_two_guarantees)


@pytest.fixture
def aude(client_of: ClientOf) -> FlaskClient:
    """An auditor's client."""
    return client_of("aude")


def lines_in(page: str) -> list[int]:
    return [int(seq) for seq in re.findall(r'data-heading="Line">(\d+)<', page)]


def subjects_in(page: str) -> set[str]:
    return set(re.findall(r'data-heading="Subject">([^<]+)<', page))


def test_the_latest_lines_come_first_and_older_ones_follow_without_a_gap(
    aude: FlaskClient, rehearsal: Rehearsal
) -> None:
    page, seen = aude.get("/audit").text, []
    while True:
        seen += lines_in(page)
        older = re.search(r'href="([^"]+before=\d+)" rel="next"', page)
        if older is None:
            break
        page = aude.get(older[1].replace("&amp;", "&")).text
    assert len(seen) > journal_read.AT_ONCE
    assert seen == list(range(journal_read.how_many(rehearsal.office), 0, -1))


def test_lines_are_chosen_by_act_officer_day_and_subject(aude: FlaskClient) -> None:
    issued = aude.get("/audit?act=issue_guarantee").text
    assert subjects_in(issued) == {"RG-0001", "RG-0002"}
    assert subjects_in(aude.get("/audit?subject=rg-0001").text) == {"RG-0001", "RG-0001/1"}
    assert subjects_in(aude.get("/audit?act=issue_guarantee&subject=RG-0001").text) == {"RG-0001"}
    assert lines_in(aude.get("/audit?act=issue_guarantee&officer=cora").text) == []
    assert lines_in(aude.get("/audit?act=issue_guarantee&day=2019-04-30").text) != []
    assert lines_in(aude.get("/audit?act=issue_guarantee&day=2019-05-01").text) == []


def test_what_cannot_be_chosen_chooses_nothing(aude: FlaskClient) -> None:
    everything = lines_in(aude.get("/audit").text)
    assert lines_in(aude.get("/audit?act=whim&day=soon&before=x").text) == everything
    assert lines_in(aude.get("/audit?officer=nobody").text) == []


def test_a_sound_record_holds_and_one_that_was_bent_does_not(aude: FlaskClient, rehearsal: Rehearsal) -> None:
    assert "Everything holds" in sent(aude, "/audit/verify", {}).text
    with rehearsal.office.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER guarantee_no_update"))
        connection.execute(text("UPDATE guarantee SET cap_pence = cap_pence + 1 WHERE ref = 'RG-0001/1'"))
    bent = sent(aude, "/audit/verify", {}).text
    assert "Something does not hold" in bent
    assert "guarantee:RG-0001/1" in bent


def test_a_kept_head_shows_a_tail_that_was_cut_off(
    aude: FlaskClient, client_of: ClientOf, rehearsal: Rehearsal
) -> None:
    head = aude.get("/audit/head")
    assert json.loads(head.data)["seq"] == journal_read.how_many(rehearsal.office)
    held = sent(aude, "/audit/verify", {"head": (io.BytesIO(head.data), "head.json")})
    assert "Everything holds" in held.text
    with rehearsal.office.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER journal_no_delete"))
        connection.execute(text("DELETE FROM journal WHERE seq = (SELECT MAX(seq) FROM journal)"))
    cut = sent(aude, "/audit/verify", {"head": (io.BytesIO(head.data), "head.json")})
    assert "Something does not hold" in cut.text


@pytest.mark.parametrize(
    "head", [b"not a head", b'{"seq": 1, "hash": "", "at": "2019-04-30", "signature": ""}']
)
def test_what_is_no_head_of_ours_is_told_beside_its_field(aude: FlaskClient, head: bytes) -> None:
    page = sent(aude, "/audit/verify", {"head": (io.BytesIO(head), "head.json")})
    assert page.status_code == 422
    assert 'href="#head"' in page.text
    assert "head.json" not in page.text


def test_the_export_is_a_file_with_the_journal_and_its_checker(aude: FlaskClient) -> None:
    export = aude.get("/audit/export/audit.zip")
    assert export.headers["Content-Disposition"] == "attachment; filename=audit.zip"
    with zipfile.ZipFile(io.BytesIO(export.data)) as packed:
        assert {"journal.jsonl", "transfers.jsonl", "head.json", "check_export.py"} <= set(packed.namelist())
        assert b"Tam Synthetic" not in packed.read("journal.jsonl")


def test_looks_are_seen_by_case_and_by_officer(aude: FlaskClient, client_of: ClientOf) -> None:
    client_of("cora").get("/cases/RG-0001")
    client_of("cal").get("/cases/RG-0002")
    both = aude.get("/audit/looks").text
    assert "RG-0001" in both
    assert "RG-0002" in both
    of_cora = aude.get("/audit/looks?officer=cora").text
    assert "/cases/RG-0001" in of_cora
    assert "/cases/RG-0002" not in of_cora
    assert "/cases/RG-0001" not in aude.get("/audit/looks?case=rg-0002").text


def test_checks_from_outside_are_listed(aude: FlaskClient) -> None:
    sent(aude, "/check", {"code": "22222222222222", "postcode": "CT1 2ZZ"})
    assert "No such paper" in aude.get("/audit/checks").text
