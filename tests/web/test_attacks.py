"""What no browser sends: zero characters, numbers beyond any row, text for a file, an address made up."""

import io
from collections.abc import Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient

from guarantor.services.acting.office import Office
from guarantor.web.app import create_app
from guarantor.web.application.questions import RENT_PERIOD
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.web.conftest import ClientOf
from tests.web.entering import PASSWORD, sent, token_in, with_accounts
from tests.web.on_both import on_both

NEW_FILE = "/cases/RG-0001/evidence/new"


@after(with_accounts)
def a_case(rehearsal: Rehearsal) -> None:
    """RG-0001 was assessed."""
    rehearsal.assessed_case()


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """One case."""
    return begin(a_case)


@pytest.fixture
def app(rehearsal: Rehearsal) -> Flask:
    """The application as it is served: an error becomes a page."""
    return create_app(rehearsal.office)


@on_both
@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/sign-in", {"username": "co\0ra", "password": PASSWORD}),
        ("/sign-in", {"username": "cora", "password": "a\0b"}),
        ("/set-up", {"username": "co\0ra", "code": "AAAA-AAAA-AAAA-AAAA"}),
        ("/check", {"code": "2345-6789-ABCD-EF", "postcode": "CT1 \0 2ZZ"}),
    ],
)
def test_a_zero_character_is_refused_before_anything_reads_it(
    app: Flask, address: str, form: Mapping[str, str]
) -> None:
    assert sent(app.test_client(), address, form).status_code == 400


@on_both
@pytest.mark.parametrize(
    ("who", "address"), [("ann", "/audit/looks?officer=%00"), ("fay", "/finance/payees?q=%00")]
)
def test_a_zero_character_in_an_address_is_refused_too(client_of: ClientOf, who: str, address: str) -> None:
    assert client_of(who).get(address).status_code == 400


@on_both
@pytest.mark.parametrize("number", [0, -1, 1, 2**31 - 1, 2**31, 10**20])
def test_a_file_of_a_number_that_no_row_has_is_not_found(client_of: ClientOf, number: int) -> None:
    assert client_of("cora").get(f"/cases/RG-0001/evidence/file?number={number}").status_code == 404


@on_both
@pytest.mark.parametrize("number", [2**31, 10**20])
def test_the_journal_before_a_line_that_no_journal_has_is_the_whole(client_of: ClientOf, number: int) -> None:
    for page in ("/audit", "/audit/looks"):
        assert client_of("aude").get(f"{page}?before={number}").status_code == 200


def _sending(client: FlaskClient, file: object) -> int:
    form = {
        "csrf_token": token_in(client.get(NEW_FILE)),
        "shows": "income",
        "received_on": ["1", "8", "2018"],
        "file": file,
    }
    return client.post(NEW_FILE, data=form, content_type="multipart/form-data").status_code


def test_text_in_the_place_of_a_file_is_no_file(client_of: ClientOf, app: Flask) -> None:
    assert _sending(client_of("cora"), "no file") == 422
    form = {"code": "2345-6789-ABCD-EF", "postcode": "CT1 2ZZ", "file": "no file"}
    assert sent(app.test_client(), "/check", form).status_code == 200


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", 'a"; filename="b.exe', "..\\..\\a.pdf", "\u202efdp.exe.pdf"]
)
def test_no_name_of_a_file_leads_anywhere(client_of: ClientOf, name: str) -> None:
    client = client_of("cora")
    content = io.BytesIO(b"%PDF-1.4 of a synthetic person")
    assert _sending(client, (content, name)) == 303
    said = client.get("/cases/RG-0001/evidence/file?number=1").headers
    assert said["Content-Disposition"].startswith("attachment; filename=")
    assert said["Content-Disposition"].endswith(".pdf")
    assert not set('/\\";\u202e') & set(said["Content-Disposition"].partition("filename=")[2])
    assert said["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "address",
    ["/\t/example.org", "/\n/example.org", " //example.org", "https:example.org", "/\\/example.org", ""],
)
def test_no_way_of_writing_another_site_leads_there(app: Flask, address: str) -> None:
    client = app.test_client()
    form = {"username": "cora", "password": PASSWORD, "csrf_token": token_in(client.get("/sign-in"))}
    assert client.post("/sign-in", query_string={"next": address}, data=form).location == "/"


def _failures_let_through(office: Office, forwarded: bool) -> int:
    app = create_app(office)
    at_most = int(office.settings.failures_from_one_address.split()[0])
    client, let_through = app.test_client(), 0
    for number in range(at_most + 1):
        headers = {"X-Forwarded-For": f"198.51.100.{number}"} if forwarded else {}
        form = {"username": f"n{number}", "password": "wrong", "csrf_token": token_in(client.get("/sign-in"))}
        let_through += client.post("/sign-in", data=form, headers=headers).status_code == 409
    return let_through - at_most


def test_a_visitor_cannot_name_an_address_of_their_own_where_no_proxy_is_trusted(
    rehearsal: Rehearsal,
) -> None:
    assert _failures_let_through(rehearsal.office, forwarded=True) == 0


def test_one_trusted_proxy_is_believed_for_one_hop_and_no_further(rehearsal: Rehearsal) -> None:
    settings = rehearsal.office.settings.model_copy(update={"trusted_proxies": 1})
    office = Office(rehearsal.office.engine, settings, rehearsal.clock.now, rehearsal.clock.today)
    assert _failures_let_through(office, forwarded=True) == 1
    app = create_app(office)
    with app.test_request_context("/", headers={"X-Forwarded-For": "192.0.2.66, 198.51.100.1"}) as context:
        told: dict[str, str] = {}
        app.wsgi_app(
            context.request.environ, lambda status, headers, _=None: told.update(status=status) or bytes
        )  # type: ignore[arg-type,func-returns-value]
        assert context.request.environ["REMOTE_ADDR"] == "198.51.100.1"


def test_a_file_in_the_place_of_text_is_no_text(app: Flask) -> None:
    client = app.test_client()
    for name in ("code", "postcode"):
        form = {"code": "2345-6789-ABCD-EF", "postcode": "CT1 2ZZ"}
        form |= {name: (io.BytesIO(b"CT1 2ZZ"), "a.txt"), "csrf_token": token_in(client.get("/check"))}
        came = client.post("/check", data=form, content_type="multipart/form-data")
        assert (came.status_code, "Enter the" in came.text) == (422, True)


@pytest.mark.parametrize("year", [str(2**31), str(2**63), "9" * 40, "9" * 5_000, "-1", "10000"])
def test_a_year_that_no_calendar_has_is_told_beside_its_field(client_of: ClientOf, year: str) -> None:
    client = client_of("cora")
    token = token_in(client.get("/cases/RG-0001/note"))
    form = {"note": "Plain words", "on": ["1", "7", year], "csrf_token": token}
    came = client.post("/cases/RG-0001/note", data=form)
    assert (came.status_code, "Enter the date" in came.text) == (422, True)


@pytest.mark.parametrize("period", ["fortnight", "term", "", "\xa0week"])
def test_a_period_of_rent_that_none_offers_is_told_beside_its_field(client_of: ClientOf, period: str) -> None:
    client, address = client_of("cora"), "/cases/RG-0001/application/rent"
    form = {"tenancy_monthly_rent": "10.00", "tenancy_rent_share": "10.00", RENT_PERIOD: period}
    came = client.post(address, data={**form, "csrf_token": token_in(client.get(address))})
    assert came.status_code in ((422,) if period else (303, 409, 422))
