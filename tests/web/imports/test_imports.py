"""Imports: a sheet is looked at with nothing kept, then taken whole or, if so ticked, its good rows."""

import csv
import io
import re
from html import unescape
from tempfile import gettempdir

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from guarantor.services.casework import showing
from guarantor.web.pages import imports
from tests.rehearsing import Rehearsal
from tests.web.conftest import ClientOf
from tests.web.entering import sent

APPLICATIONS, STATEMENTS = "/imports/applications", "/imports/statements"


@pytest.fixture
def cora(client_of: ClientOf) -> FlaskClient:
    """A caseworker's client."""
    return client_of("cora")


def sheet(*rows: dict[str, str]) -> bytes:
    """A sheet of applications with the columns that the rows name."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def row(reference: str, name: str, **more: str) -> dict[str, str]:
    return {"reference": reference, "young_person.name": name, "person.date_of_birth": "1999-03-14", **more}


def looked_at(client: FlaskClient, content: bytes, name: str = "sheet.csv", **more: str) -> TestResponse:
    return sent(client, APPLICATIONS, {"file": (io.BytesIO(content), name), **more})


def taken(client: FlaskClient, page: TestResponse, **more: str) -> TestResponse:
    """Send the form of the page on which the rows were looked at."""
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)
    return client.post(APPLICATIONS, data={**{name: unescape(value) for name, value in hidden}, **more})


def cases_held(rehearsal: Rehearsal) -> list[str]:
    return [each["ref"] for each in showing.cases(rehearsal.office)]


def test_looking_says_what_would_become_of_each_row_and_keeps_nothing(
    cora: FlaskClient, rehearsal: Rehearsal
) -> None:
    page = looked_at(
        cora, sheet(row("A-1", "Kit"), row("A-2", "Lou", activity="sleeping"), row("A-3", "Kit"))
    )
    assert page.status_code == 200
    for says in ("Nothing was taken yet", "Good", "Wrong", "not &#34;sleeping&#34;", "Duplicate", "as row 2"):
        assert says in page.text
    assert "--accept" not in page.text
    assert cases_held(rehearsal) == []


def test_a_sheet_without_a_fault_is_taken_whole_after_the_look(
    cora: FlaskClient, rehearsal: Rehearsal
) -> None:
    page = looked_at(cora, sheet(row("A-1", "Kit"), row("A-2", "Lou")))
    assert "Take 2 rows" in page.text
    report = taken(cora, page)
    assert "The rows are in" in report.text
    assert cases_held(rehearsal) == ["RG-0001", "RG-0002"]


def test_with_a_wrong_row_nothing_is_taken_unless_it_is_ticked(
    cora: FlaskClient, rehearsal: Rehearsal
) -> None:
    content = sheet(row("A-1", "Kit"), row("A-2", "Lou", activity="sleeping"))
    assert "Nothing was taken" in taken(cora, looked_at(cora, content)).text
    assert cases_held(rehearsal) == []
    assert "The rows are in" in taken(cora, looked_at(cora, content), accept_good_rows="y").text
    assert cases_held(rehearsal) == ["RG-0001"]


def test_duplicates_are_taken_where_it_is_ticked(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    content = sheet(row("A-1", "Kit"), row("A-2", "Kit"))
    assert "Take 1 row<" in re.sub(r"\s+<", "<", looked_at(cora, content).text)
    taken(cora, looked_at(cora, content, accept_duplicates="y"))
    assert cases_held(rehearsal) == ["RG-0001", "RG-0002"]


def test_a_sheet_that_was_taken_before_has_no_row_to_take(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    content = sheet(row("A-1", "Kit"))
    taken(cora, looked_at(cora, content))
    page = looked_at(cora, content)
    assert "There is no row to take" in page.text
    assert "packed" not in page.text


def test_sending_the_look_twice_takes_the_rows_once(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    page = looked_at(cora, sheet(row("A-1", "Kit")))
    taken(cora, page)
    assert "is done once" in taken(cora, page).text
    assert cases_held(rehearsal) == ["RG-0001"]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"reference\n", "sheet.pdf", "expected a sheet saved as CSV or XLSX"),
        (b"PK\x03\x04", "sheet.csv", "it is a workbook"),
        (b"not a workbook", "sheet.xlsx", "expected an XLSX workbook"),
        (b"reference,colour\nA-1,red\n", "sheet.csv", "expected no such column"),
    ],
)
def test_what_is_no_such_sheet_is_refused_without_telling_where_it_lay(
    cora: FlaskClient, rehearsal: Rehearsal, content: bytes, name: str, says: str
) -> None:
    page = looked_at(cora, content, name)
    assert page.status_code == 422
    assert says in page.text
    assert gettempdir() not in page.text


def test_a_sheet_above_the_limit_is_refused(
    cora: FlaskClient, rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = sheet(row("A-1", "Kit"))
    monkeypatch.setattr(imports, "MOST_BYTES", len(content))
    assert looked_at(cora, content).status_code == 200
    monkeypatch.setattr(imports, "MOST_BYTES", len(content) - 1)
    assert looked_at(cora, content).status_code == 422


def test_a_sheet_that_was_bent_on_the_way_is_asked_for_again(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    page = looked_at(cora, sheet(row("A-1", "Kit")))
    bent = taken(cora, page, packed="bm90IHBhY2tlZA==")
    assert bent.status_code == 422
    assert "Choose a file" in bent.text


@pytest.mark.parametrize("kind", [APPLICATIONS, STATEMENTS])
def test_the_template_can_be_handed_in_as_it_is(cora: FlaskClient, kind: str) -> None:
    for form in ("csv", "xlsx"):
        template = cora.get(f"{kind}/template?form={form}")
        assert template.headers["Content-Disposition"].endswith(f".{form}")
        page = sent(cora, kind, {"file": (io.BytesIO(template.data), f"template.{form}")})
        assert page.status_code == 200
        assert "There is no row to take" in page.text


def test_statements_go_into_the_rent_record(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    guarantee = rehearsal.active_guarantee("RG-0001")
    content = f"guarantee_ref,entry,date,amount\n{guarantee},charge,2018-08-01,520\n".encode()
    page = sent(cora, STATEMENTS, {"file": (io.BytesIO(content), "s.csv")})
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)
    report = cora.post(STATEMENTS, data={name: unescape(value) for name, value in hidden})
    assert "The rows are in" in report.text
    assert "Duplicate" in sent(cora, STATEMENTS, {"file": (io.BytesIO(content), "s.csv")}).text
