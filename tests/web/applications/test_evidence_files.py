"""Evidence files on their pages: taken by what they are, given out to be saved, gone with the person."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from guarantor.domain.evidence_kinds import EvidenceKind
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.casework import evidence_files
from guarantor.services.data_protection import erasure
from tests.rehearsing import Rehearsal
from tests.services.acts_of_evidence import PAYSLIP
from tests.services.stories import day
from tests.web.conftest import ClientOf
from tests.web.entering import sent


@pytest.fixture
def cora(client_of: ClientOf, rehearsal: Rehearsal) -> FlaskClient:
    """Cora, with RG-0001 assessed."""
    rehearsal.assessed_case("RG-0001")
    return client_of("cora")


def upload(client: FlaskClient, content: bytes, name: str = "payslip.pdf", **changes: Any) -> Any:
    form = {"shows": "income", "file": (io.BytesIO(content), name), "received_on": ["30", "4", "2019"]}
    return sent(client, "/cases/RG-0001/evidence/new", {**form, **changes})


def test_a_file_is_kept_marked_as_not_scanned_and_given_out_to_be_saved(cora: FlaskClient) -> None:
    assert upload(cora, PAYSLIP).location == "/cases/RG-0001/evidence"
    page = cora.get("/cases/RG-0001/evidence").text
    assert "payslip.pdf" in page
    assert "Not scanned" in page
    given = cora.get("/cases/RG-0001/evidence/file?number=1")
    assert given.data == PAYSLIP
    assert given.headers["Content-Disposition"] == "attachment; filename=payslip.pdf"
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert given.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("begins", "ending"), [(b"%PDF-1.7", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg")]
)
def test_a_file_is_what_its_first_bytes_say_whatever_it_is_called(
    cora: FlaskClient, begins: bytes, ending: str
) -> None:
    upload(cora, begins + b" more", name="..\\..\\letter<1>.exe")
    given = cora.get("/cases/RG-0001/evidence/file?number=1")
    assert given.headers["Content-Disposition"] == f"attachment; filename=letter1.{ending}"


@pytest.mark.parametrize("content", [b"", b"<html>", b"<svg xmlns=", b"MZ program", b" %PDF-1.7"])
def test_anything_else_is_refused_beside_its_field(
    cora: FlaskClient, rehearsal: Rehearsal, content: bytes
) -> None:
    came = upload(cora, content)
    assert came.status_code == 422
    assert evidence_files.of_case(rehearsal.office, "RG-0001") == []


def test_a_file_may_be_as_large_as_the_setting_and_no_larger(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case("RG-0001")
    most = rehearsal.office.settings.evidence_megabytes * 1_000_000

    def store(size: int) -> None:
        content = b"%PDF-".ljust(size, b"x")
        given = (EvidenceKind.OTHER, "large.pdf", content, day("2019-04-30"))
        evidence_files.store(rehearsal.office, rehearsal.cora, "RG-0001", *given)

    store(most)
    with pytest.raises(WrongInput, match="expected at most 10 MB"):
        store(most + 1)
    assert len(evidence_files.of_case(rehearsal.office, "RG-0001")) == 1


def test_several_files_are_kept_in_one_act_or_none_of_them(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    def given(*contents: bytes) -> Any:
        files = [
            (io.BytesIO(content), f"page {place}.pdf") for place, content in enumerate(contents, start=1)
        ]
        return upload(cora, b"", file=files)

    assert given(PAYSLIP, b"no such file").status_code == 422
    assert "page 2.pdf" in given(PAYSLIP, b"no such file").text
    assert evidence_files.of_case(rehearsal.office, "RG-0001") == []
    assert given(PAYSLIP, b"%PDF-1.7 second").status_code == 303
    assert [each.name for each in evidence_files.of_case(rehearsal.office, "RG-0001")] == [
        "page 2.pdf",
        "page 1.pdf",
    ]
    again = given(b"%PDF-1.7 third", PAYSLIP)
    assert again.status_code == 409
    assert "has the very file page 2.pdf already" in again.text
    assert len(evidence_files.of_case(rehearsal.office, "RG-0001")) == 2


def test_the_same_file_is_kept_once(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    upload(cora, PAYSLIP)
    again = upload(cora, PAYSLIP, name="again.pdf")
    assert again.status_code == 409
    assert again.text.count("has this very file already") == 1
    assert len(evidence_files.of_case(rehearsal.office, "RG-0001")) == 1


def test_a_file_did_not_come_tomorrow(cora: FlaskClient) -> None:
    came = upload(cora, PAYSLIP, received_on=["1", "5", "2019"])
    assert "must be today or earlier" in came.text


def test_a_file_is_given_out_under_its_own_case_alone(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    upload(cora, PAYSLIP)
    rehearsal.assessed_case("RG-0002")
    assert cora.get("/cases/RG-0002/evidence/file?number=1").status_code == 404
    assert cora.get("/cases/RG-0001/evidence/file?number=2").status_code == 404
    assert cora.get("/cases/RG-0001/evidence/file").status_code == 404


def test_an_approver_reads_files_and_adds_none(cora: FlaskClient, client_of: ClientOf) -> None:
    upload(cora, PAYSLIP)
    ann = client_of("ann")
    assert "Add files" not in ann.get("/cases/RG-0001/evidence").text
    assert ann.get("/cases/RG-0001/evidence/file?number=1").data == PAYSLIP
    assert ann.get("/cases/RG-0001/evidence/new").status_code == 403


def test_an_erasure_takes_name_and_content_away(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    stored = (EvidenceKind.OTHER, "Tam.pdf", PAYSLIP, day("2019-04-30"))
    evidence_files.store(rehearsal.office, rehearsal.cora, "RG-0001", *stored)
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", day("2026-01-01"))
    page = cora.get("/cases/RG-0001/evidence").text
    assert "Erased" in page
    assert "Tam.pdf" not in page
    assert cora.get("/cases/RG-0001/evidence/file?number=1").status_code == 404
