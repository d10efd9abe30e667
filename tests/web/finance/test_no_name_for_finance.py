"""Finance sees landlords and references: no page under /finance or /claims shows it a young person."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Begin
from tests.rehearsing import APPLICATION, Rehearsal
from tests.web.conftest import ClientOf
from tests.web.entering import token_in
from tests.web.walking import addresses, everything

ROOMS = ("/finance", "/claims")
PRIVATE = {
    **{name: str(value) for name, value in APPLICATION["young_person"].items()},
    "flat": "Flat 2, 14 Example Street",
    "adviser": APPLICATION["personal_adviser"],
    "evidence": "in the file",
}


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Something of every kind."""
    return begin(everything)


def claims_in(rehearsal: Rehearsal) -> list[str]:
    """Every claim's part of an address."""
    with rehearsal.office.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT ref FROM claim").scalars()
        return [str(ref).replace("/", "-") for ref in found]


def read_by(client: FlaskClient, app: Flask, rehearsal: Rehearsal) -> dict[str, str]:
    """What every page of the two rooms answers, of each claim where it is about one."""
    asked = {address for _, address in addresses(app, "GET") if address.startswith(ROOMS)}
    asked |= {
        address.replace("RG-0001-1-C1", claim)
        for address in asked
        for claim in claims_in(rehearsal)
        if "RG-0001-1-C1" in address
    }
    asked |= {
        f"/claims?stands={stands}"
        for stands in ("to_decide", "to_pay", "disputed", "paid", "rejected", "all")
    }
    asked |= {"/finance/payees?stands=all", "/finance/recovery?which=all"}
    asked |= {f"{address}?as=csv" for address in asked if address.endswith("/download")}
    # A workbook is packed: what is in it is searched by test_finance_figures.
    return {
        address: answer.text
        for address in sorted(asked)
        if (answer := client.get(address)).mimetype in ("text/html", "text/csv", "application/json")
    }


def test_no_answer_to_finance_holds_a_young_persons_name_or_contact(
    app: Flask, rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    client = client_of("fay")
    answers = read_by(client, app, rehearsal)
    token = token_in(client.get("/claims/landlord"))
    answers["landlords"] = client.post(
        "/claims/landlord", data={"landlord": "Orla", "csrf_token": token}
    ).text
    assert "RG-0015/1/C1" in answers["landlords"]
    shown = [
        (address, what) for address, text in answers.items() for what, said in PRIVATE.items() if said in text
    ]
    assert shown == []


def test_a_caseworker_sees_whose_claim_it_is(client_of: ClientOf) -> None:
    page = client_of("cora").get("/claims/RG-0001-1-C1").text
    assert PRIVATE["name"] in page
