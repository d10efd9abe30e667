"""What is set, as an administrator reads it: never a secret, and what a live service would not start for."""

import dataclasses
import html
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from guarantor.services.acting import settings_shown
from guarantor.services.acting.office import Office
from guarantor.settings import CHECKOUT, Settings
from guarantor.web.app import create_app
from tests.rehearsing import Rehearsal
from tests.web.entering import signed_in

SECRETS = ("seal_passphrase", "oidc_client_secret", "metrics_token")
HIDDEN = "a secret of the tests, 1234567"


def with_set(office: Office, **update: Any) -> Office:
    return dataclasses.replace(office, settings=office.settings.model_copy(update=update))


def test_every_setting_is_listed_with_what_it_was_delivered_with(live: Office) -> None:
    shown = settings_shown.settings(live)
    assert [each.name for each in shown] == [f"GUARANTOR_{name.upper()}" for name in Settings.model_fields]
    by_name = {each.name: each for each in shown}
    assert by_name["GUARANTOR_SESSION_HOURS"].default == "10"
    assert by_name["GUARANTOR_WEB_KEY_FILE"].default is None


def test_a_path_in_the_programs_folder_is_shown_from_there_and_any_other_whole(live: Office) -> None:
    office = with_set(
        live, erasure_list_file=CHECKOUT / "var" / "erased", council_logo_file=Path("/srv/logo.svg")
    )
    by_name = {each.name: each for each in settings_shown.settings(office)}
    assert by_name["GUARANTOR_ERASURE_LIST_FILE"].value == str(Path("var/erased"))
    assert by_name["GUARANTOR_COUNCIL_LOGO_FILE"].value == "/srv/logo.svg"
    assert by_name["GUARANTOR_DATABASE_URL"].default == "sqlite:///var/guarantor.db"
    assert str(CHECKOUT) not in str([each.default for each in by_name.values()])


def test_no_secret_is_shown_and_neither_is_where_a_key_lies(live: Office) -> None:
    office = with_set(live, **{name: SecretStr(HIDDEN) for name in SECRETS})
    said = str(settings_shown.settings(office))
    assert HIDDEN not in said
    assert str(office.settings.web_key_file) not in said
    assert str(office.settings.signing_key_file) not in said


def test_the_page_says_what_a_live_service_would_not_start_for(rehearsal: Rehearsal) -> None:
    office = with_set(rehearsal.office, public_address="http://guarantees.council.gov.uk", web_key_file=None)
    page = signed_in(create_app(office), "ada").get("/admin/settings", base_url="http://localhost")
    said = html.unescape(page.text).replace("<wbr>", "")
    assert "What a live service would not start for" in said
    assert "GUARANTOR_PUBLIC_ADDRESS: expected an address that begins with https://" in said
    assert "GUARANTOR_WEB_KEY_FILE: expected the file of the key that signs sessions" in said
