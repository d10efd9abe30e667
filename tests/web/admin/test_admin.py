"""Administration: what takes two administrators takes two, secrets stay secret, and nobody is erased by a slip."""

import re

import pytest
from flask.testing import FlaskClient

from guarantor.services.acting import identity, people
from guarantor.services.casework import showing
from guarantor.services.entering import accounts
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.stories import day
from tests.web.conftest import ClientOf
from tests.web.entering import sent, with_accounts


@after(with_accounts)
def with_a_case(rehearsal: Rehearsal) -> None:
    """RG-0001 was assessed."""
    rehearsal.assessed_case("RG-0001")


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Everybody has an account, and there is a case."""
    return begin(with_a_case)


@pytest.fixture
def ada(client_of: ClientOf) -> FlaskClient:
    """An administrator's client."""
    return client_of("ada")


def roles_of(rehearsal: Rehearsal, name: str) -> list[str]:
    return next((each["roles"] for each in people.listed(rehearsal.office) if each["name"] == name), [])


def test_a_role_is_proposed_by_one_and_held_once_the_other_confirms(
    ada: FlaskClient, client_of: ClientOf, rehearsal: Rehearsal
) -> None:
    assert sent(ada, "/admin/role", {"name": "gus", "role": "finance"}).status_code == 303
    assert roles_of(rehearsal, "gus") == []
    home = ada.get("/admin").text
    assert "gus as finance" in home
    assert "You proposed this, so the other administrator confirms it" in home
    bo = client_of("bo")
    (pending,) = re.findall(r'href="(/waiting/P-\d+)"', bo.get("/admin").text)
    assert pending not in home
    assert sent(bo, pending, {}).status_code == 303
    assert roles_of(rehearsal, "gus") == ["finance"]


@pytest.mark.parametrize(
    ("form", "status", "says"),
    [
        ({"name": "", "role": "finance"}, 422, "Enter a username"),
        ({"name": "gus", "role": ""}, 422, "Choose a role"),
        ({"name": "G U S", "role": "finance"}, 422, "small letters"),
        ({"name": "cora", "role": "caseworker"}, 409, "already"),
        ({"name": "cora", "role": "administrator"}, 409, "administrator"),
    ],
)
def test_a_role_that_cannot_be_given_is_told_with_what_was_typed(
    ada: FlaskClient, form: dict[str, str], status: int, says: str
) -> None:
    page = sent(ada, "/admin/role", form)
    assert page.status_code == status
    assert says in page.text
    assert f'value="{form["name"]}"' in page.text


def test_an_account_is_opened_by_two_and_the_second_is_shown_its_code_once(
    ada: FlaskClient, client_of: ClientOf, rehearsal: Rehearsal
) -> None:
    assert sent(ada, "/admin/account", {"name": "pam"}).status_code == 303
    bo = client_of("bo")
    (pending,) = re.findall(r'href="(/waiting/P-\d+)"', bo.get("/admin").text)
    confirmed = sent(bo, pending, {})
    code = re.search(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){3}", confirmed.text)
    assert code is not None
    assert code[0] not in bo.get("/admin").text
    assert "To be set up" in bo.get("/admin").text


def test_a_closed_account_opens_nothing(ada: FlaskClient, client_of: ClientOf, rehearsal: Rehearsal) -> None:
    pam = client_of("pam")
    assert pam.get("/").status_code == 200
    assert sent(ada, "/admin/account/close", {"name": "pam"}).status_code == 303
    assert "pam" not in accounts.listed(rehearsal.office)
    assert pam.get("/").status_code == 303


def test_the_settings_are_named_and_no_secret_is_shown(ada: FlaskClient, rehearsal: Rehearsal) -> None:
    shown = ada.get("/admin/settings").text.replace("<wbr>", "")
    assert "GUARANTOR_SIGNING_KEY_FILE" in shown
    assert "Set, not shown" in shown
    assert str(rehearsal.office.settings.signing_key_file) not in shown
    assert str(rehearsal.office.settings.payee_key_file) not in shown


def test_the_business_date_moves_in_a_rehearsal(ada: FlaskClient, rehearsal: Rehearsal) -> None:
    assert sent(ada, "/admin/business-date", {"on": ["1", "6", "2019"]}).status_code == 303
    assert identity.business_day(rehearsal.office, None) == day("2019-06-01")


@pytest.mark.parametrize("typed", ["", "RG-0001", "erase RG-0001", "ERASE RG-0002"])
def test_nobody_is_erased_by_a_slip(ada: FlaskClient, rehearsal: Rehearsal, typed: str) -> None:
    page = sent(ada, "/admin/erase", {"ref": "RG-0001", "again": typed})
    assert page.status_code == 422
    assert showing.case(rehearsal.office, "RG-0001")["young_person"]["name"] == "Tam Synthetic"


def test_a_person_is_erased_where_it_is_typed_out(ada: FlaskClient, rehearsal: Rehearsal) -> None:
    assert sent(ada, "/admin/erase", {"ref": "rg-0001", "again": "ERASE RG-0001"}).status_code == 303
    assert showing.case(rehearsal.office, "RG-0001")["young_person"]["name"] is None


def test_an_auditor_sees_administration_and_is_offered_no_change(client_of: ClientOf) -> None:
    shown = client_of("aude").get("/admin")
    assert shown.status_code == 200
    for address in ("/admin/role", "/admin/account", "/admin/erase", "/admin/business-date"):
        assert f'href="{address}' not in shown.text
