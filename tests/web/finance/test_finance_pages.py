"""The pages of finance: bank details by two, batches whose file is taken out, payments recorded once, months closed."""

import csv
import io

import pytest
from flask.testing import FlaskClient

from guarantor.services.claiming import claim_documents
from guarantor.services.paying import lists
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import paying
from tests.services.paying import ACCOUNT, CALL_BACK, SORT_CODE
from tests.web.claims.dates import on
from tests.web.conftest import ClientOf
from tests.web.entering import open_accounts, sent, token_in
from tests.web.on_both import on_both

CLAIM, ADDRESS = "RG-0001/1/C1", "RG-0001-1-C1"
PAY = f"/finance/payments/{ADDRESS}/pay"


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """RG-0001/1/C1 accepted, its payee confirmed, and everybody has an account."""
    found = begin(paying.payable)
    open_accounts(found)
    return found


def status(rehearsal: Rehearsal) -> str:
    """Where the claim stands."""
    return str(claim_documents.shown(rehearsal.office, CLAIM)["status"])


def made(client: FlaskClient) -> None:
    """Make the batch B-1."""
    assert sent(client, "/finance/batches/make", {}).location == "/finance/batches/B-1"


def taken_out(client: FlaskClient) -> bytes:
    """The file of B-1."""
    token = token_in(client.get("/finance/batches/B-1"))
    answer = client.post("/finance/batches/B-1/file", data={"csrf_token": token})
    assert answer.headers["Content-Disposition"] == "attachment; filename=batch-B-1.csv"
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.data


def test_the_batchs_file_can_be_taken_out_again_and_is_the_same(client_of: ClientOf) -> None:
    client = client_of("fay")
    made(client)
    first = taken_out(client)
    assert taken_out(client_of("finn")) == first
    (row,) = csv.DictReader(io.StringIO(first.decode("utf-8-sig")))
    assert (row["sort_code"], row["account_number"], row["claim"]) == (SORT_CODE, ACCOUNT, CLAIM)


def test_bank_details_stand_whole_on_no_page(client_of: ClientOf) -> None:
    client = client_of("fay")
    made(client)
    for address in (
        "/finance/payees",
        "/finance/payees/RG-0001",
        "/finance/batches/B-1",
        "/finance/payments",
    ):
        page = client.get(address).text
        assert ACCOUNT not in page
        assert SORT_CODE not in page


@on_both
def test_a_batch_is_recorded_as_paid_claim_by_claim(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    client = client_of("fay")
    made(client)
    assert lists.batches(rehearsal.office).rows[0]["unpaid_pence"] == 104_000
    assert sent(client, "/finance/batches/B-1/pay", on(2019, 4, 30)).status_code == 303
    assert status(rehearsal) == "paid"
    assert lists.batches(rehearsal.office).rows[0]["unpaid"] == 0
    assert "Every payment of this batch is recorded" in client.get("/finance/batches/B-1/pay").text


def test_nothing_that_is_due_makes_no_batch(client_of: ClientOf) -> None:
    client = client_of("fay")
    made(client)
    page = client.get("/finance/batches/make").text
    assert "No claim is ready" in page
    token = token_in(client.get("/finance/batches"))
    again = client.post("/finance/batches/make", data={"csrf_token": token})
    assert (again.status_code, "it is in B-1" in again.text) == (409, True)


@on_both
def test_the_same_form_sent_twice_pays_once(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    client = client_of("fay")
    form = {
        **on(2018, 11, 10),
        "reference": "BACS-7",
        "csrf_token": token_in(client.get(PAY)),
        "once": "click",
    }
    first, second = client.post(PAY, data=form), client.post(PAY, data=form)
    assert [first.location, second.location] == [f"/claims/{ADDRESS}"] * 2
    assert [each["reference"] for each in claim_documents.shown(rehearsal.office, CLAIM)["payments"]] == [
        "BACS-7"
    ]


def test_a_payment_that_came_back_is_owed_again(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    client = client_of("fay")
    assert "none can come back" in client.get(f"/finance/payments/{ADDRESS}/returned").text
    sent(client, PAY, {**on(2018, 11, 10), "reference": "BACS-7"})
    back = sent(
        client, f"/finance/payments/{ADDRESS}/returned", {**on(2018, 11, 14), "reason": "account_closed"}
    )
    assert back.status_code == 303
    assert status(rehearsal) == "accepted"
    assert CLAIM in client.get("/finance/payments").text


def test_bank_details_are_confirmed_by_another_after_a_call_back(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    fay, finn = client_of("fay"), client_of("finn")
    entered = {
        **on(2018, 11, 9),
        "kind": "agent",
        "name": "Lettings",
        "sort_code": "112233",
        "account": "12345678",
    }
    change = "/finance/payees/RG-0001/change"
    wrong = sent(fay, change, {**entered, "account": "1234567"})
    assert (wrong.status_code, "eight digits" in wrong.text) == (422, True)
    assert sent(fay, change, entered).status_code == 303
    (waiting,) = lists.payees(rehearsal.office, lists.PayeeFilter.TO_CONFIRM, None).rows
    confirm = f"/finance/payees/RG-0001/confirm/{waiting['waiting']}"
    assert "You entered these details" in fay.get(confirm).text
    own = sent(
        fay, confirm, {**on(2018, 11, 9), "call_back": CALL_BACK}, shown_at="/finance/payees/RG-0001/change"
    )
    assert own.status_code == 409
    assert sent(finn, confirm, {**on(2018, 11, 9), "call_back": " "}).status_code == 422
    assert sent(finn, confirm, {**on(2018, 11, 9), "call_back": CALL_BACK}).status_code == 303
    assert lists.payees(rehearsal.office, lists.PayeeFilter.CONFIRMED, None).rows[0]["pays"] == "Lettings"


def test_a_month_is_closed_in_its_turn(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    client = client_of("fay")
    assert sent(client, "/finance/close", {"month": "2018-09"}).status_code == 409
    assert sent(client, "/finance/close", {"month": "2018-07"}).status_code == 303
    assert "August 2018" in client.get("/finance/close").text


def test_what_is_to_be_paid_names_its_payee_and_then_its_batch(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    def row() -> tuple[object, ...]:
        (found,) = lists.to_pay(rehearsal.office, rehearsal.fay, rehearsal.clock.today()).rows
        return found["payee"], found["payee_confirmed"], found["batch"]

    assert row() == ("Orla Example", True, None)
    made(client_of("fay"))
    assert row() == ("Orla Example", True, 1)
