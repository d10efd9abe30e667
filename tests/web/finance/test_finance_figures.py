"""Finance's figures on pages: what the services say, to read, to take away, to close and to print again."""

import csv
import io
import json
import re
import zipfile
from typing import Any

import pytest
from flask.testing import FlaskClient

from guarantor.domain.dates import Month
from guarantor.services.finance import budget, month_close, payments_made, savings
from guarantor.services.finance.exposure_over_time import over_time
from guarantor.services.finance.waterfall import waterfall_document
from guarantor.web.showing import money
from tests.conftest import Begin
from tests.rehearsing import APPLICATION, Rehearsal
from tests.web.conftest import ClientOf
from tests.web.entering import sent
from tests.web.walking import everything

DOWNLOADS = [
    "/finance/exposure/download",
    "/finance/waterfall/download",
    "/finance/budget/download",
    "/finance/savings/download",
    "/finance/payments/made/download",
]

FROM = {"from_on": ["1", "4", "2018"]}


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Something of every kind; July 2018 is closed."""
    return begin(everything)


@pytest.fixture
def client(client_of: ClientOf) -> FlaskClient:
    """A finance officer at work."""
    return client_of("fay")


def shown(client: FlaskClient, address: str) -> str:
    """A page, asked for and there."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def sums(document: Any) -> set[str]:
    """Every sum in pounds that stands in a document, as pages write it."""
    if isinstance(document, dict):
        return set().union(*map(sums, document.values()))
    if isinstance(document, list):
        return set().union(*map(sums, document))
    return (
        {money(document)} if isinstance(document, str) and re.fullmatch(r"-?\d+\.\d\d", document) else set()
    )


def test_the_exposure_shows_every_sum_of_the_service(rehearsal: Rehearsal, client: FlaskClient) -> None:
    found = over_time(rehearsal.office, ["area"], None, None, rehearsal.clock.today())
    page = shown(client, "/finance/exposure")
    for name in (
        "guaranteed",
        "used",
        "remaining",
        "remaining_in_force",
        "arrears",
        "not_heard_of",
        "recoverable",
    ):
        assert money(found["now"][name]) in page
    for row in found["by"]["area"]:
        assert sums(row) <= sums_on(page)


def sums_on(page: str) -> set[str]:
    """Every sum that a page shows."""
    return set(re.findall(r"-?£[\d,]+\.\d\d", page))


@pytest.mark.parametrize("part", ["area", "group", "age", "expiry", "programme"])
def test_each_way_to_split_the_exposure_can_be_chosen(client: FlaskClient, part: str) -> None:
    assert f'<option value="{part}" selected' in shown(client, f"/finance/exposure?by={part}")


@pytest.mark.parametrize(
    "asked", ["?by=street", "?from=nonsense&until=2018-13", "?until=2030-01", "?by=guarantee"]
)
def test_what_cannot_be_chosen_is_left_at_what_is_usual(client: FlaskClient, asked: str) -> None:
    assert shown(client, f"/finance/exposure{asked}").count("<svg") == shown(
        client, "/finance/exposure"
    ).count("<svg")


@pytest.mark.parametrize("page", ["exposure", "waterfall", "payments/made"])
def test_months_in_the_wrong_order_are_taken_in_the_right_one(client: FlaskClient, page: str) -> None:
    text = shown(client, f"/finance/{page}?from=2018-09&until=2018-08")
    assert re.findall(r'<option value="([\d-]+)" selected', text) == ["2018-08", "2018-09"]


def test_the_waterfall_shows_every_movement_of_the_service(rehearsal: Rehearsal, client: FlaskClient) -> None:
    found = waterfall_document(rehearsal.office, Month(2018, 7), None, rehearsal.clock.today())
    page = shown(client, "/finance/waterfall?from=2018-07")
    assert sums(found) <= sums_on(page)
    assert "-£" in page


def test_the_budget_shows_every_sum_of_the_service_and_what_it_rests_on(
    rehearsal: Rehearsal, client: FlaskClient
) -> None:
    found = budget.budget(rehearsal.office, rehearsal.clock.today())
    page = shown(client, "/finance/budget")
    years = [year for each in found["programmes"] for year in each["years"]]
    shown_sums = [
        {name: year[name] for name in ("accepted", "costs", "forecast", "outturn")} for year in years
    ]
    assert sums(shown_sums) <= sums_on(page)
    assert found["basis"]["says"].replace("'", "&#39;") in page


def test_savings_show_the_services_totals_and_a_price_that_is_set_counts(
    rehearsal: Rehearsal, client: FlaskClient
) -> None:
    day = rehearsal.clock.today()
    category = savings.savings(rehearsal.office, day)["guarantees"][0]["otherwise"]
    form = {"category": category, "known": "yes", "weekly": "175.50", "source": "Budget book", **FROM}
    assert sent(client, "/finance/savings/price", {**form, "weekly": ""}).status_code == 422
    assert sent(client, "/finance/savings/price", {**form, "known": "no"}).status_code == 422
    assert sent(client, "/finance/savings/price", form).status_code == 303
    found = savings.savings(rehearsal.office, day)
    page = shown(client, "/finance/savings")
    assert "£175.50" in page
    assert sums(found["totals"]) <= sums_on(page)


def test_payments_made_show_the_two_people_of_the_claim_and_of_the_bank_details(
    rehearsal: Rehearsal, client: FlaskClient
) -> None:
    found = payments_made.made(rehearsal.office, on=rehearsal.clock.today())
    page = shown(client, "/finance/payments/made")
    for each in found["payments"]:
        assert f"{each['decided_by']} decided, {each['paid_by']} paid" in page
        if each["payee_confirmed_by"]:
            assert f"{each['payee_entered_by']} entered, {each['payee_confirmed_by']} confirmed" in page
    assert money(found["total"]) in page


@pytest.mark.parametrize("address", DOWNLOADS)
def test_every_download_is_a_file_to_keep_as_workbook_and_as_csv(client: FlaskClient, address: str) -> None:
    for form, name in (("xlsx", ".xlsx"), ("csv", ".csv")):
        answer = client.get(f"{address}?as={form}")
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
        assert answer.headers["Content-Disposition"].endswith(name)
    assert client.get(address).data == client.get(address).data


def test_the_waterfall_as_csv_is_the_months_that_were_asked_for(client: FlaskClient) -> None:
    page = shown(client, "/finance/waterfall?from=2018-07&until=2018-08")
    (address,) = re.findall(r'href="(/finance/waterfall/download\?[^"]*as=csv)"', page)
    content = client.get(address.replace("&amp;", "&")).data.decode("utf-8-sig")
    assert {row["month"] for row in csv.DictReader(io.StringIO(content))} == {"2018-07", "2018-08"}


def test_no_workbook_holds_a_young_persons_name_or_contact(client: FlaskClient) -> None:
    private = [value.encode() for value in APPLICATION["young_person"].values()]
    found = b""
    for address in [*DOWNLOADS, "/finance/months/2018-07/download"]:
        with zipfile.ZipFile(io.BytesIO(client.get(address).data)) as book:
            found += b"".join(book.read(name) for name in book.namelist())
    assert b"RG-0001/1" in found
    assert [each for each in private if each in found] == []


def test_a_closed_month_is_printed_again_as_it_was_kept(rehearsal: Rehearsal, client: FlaskClient) -> None:
    text = month_close.closed(rehearsal.office, Month(2018, 7))
    page = shown(client, "/finance/months/2018-07")
    kept = json.loads(text)
    assert sums(
        {"exposure": kept["exposure"]["remaining"], "fall": kept["waterfall"]["commitment"]}
    ) <= sums_on(page) | {"£0.00"}
    assert client.get("/finance/months/2018-07/kept").data == text.encode()
    assert "every figure is the same" in shown(client, "/finance/months/2018-07/recheck")


def test_a_month_that_is_open_or_is_none_is_not_found(client: FlaskClient) -> None:
    for month in ("2018-08", "2018-13", "0000-01"):
        for page in ("", "/recheck", "/download", "/kept"):
            assert client.get(f"/finance/months/{month}{page}").status_code == 404


def test_before_a_month_is_closed_its_figures_are_shown_and_closing_leads_to_them(
    rehearsal: Rehearsal, client: FlaskClient
) -> None:
    page = shown(client, "/finance/close")
    assert "What moved in August 2018" in page
    august = Month(2018, 8)
    falls = waterfall_document(rehearsal.office, august, august, august.last_on)["months"][0]
    assert sums(falls["commitment"]) <= sums_on(page) | {"£0.00"}
    answer = sent(client, "/finance/close", {"month": "2018-08"})
    assert answer.location == "/finance/months/2018-08"
    assert "August 2018 as it was closed" in shown(client, answer.location)


def test_a_price_can_be_said_to_be_unknown(rehearsal: Rehearsal, client: FlaskClient) -> None:
    form = {"category": "Foyers", "known": "no", "weekly": "", "source": "asked, none given", **FROM}
    assert sent(client, "/finance/savings/price", form).status_code == 303
    listed = savings.prices(rehearsal.office, rehearsal.clock.today())
    assert {each["category"]: each["source"] for each in listed}["Foyers"] == "asked, none given"
