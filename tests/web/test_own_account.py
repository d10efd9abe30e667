"""One's own account: another password, the sessions one has open elsewhere, and nothing of anybody else's."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from guarantor.domain.refusals import NoPasswordHere, SignInLocked
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.entering import accounts, one_time_codes, own_account, passwords, signing_in
from guarantor.storage import account_files
from guarantor.storage.engine import reading
from guarantor.web import browsers
from guarantor.web.app import create_app
from tests.rehearsing import Rehearsal
from tests.watching import journal
from tests.web.conftest import ClientOf
from tests.web.entering import PASSWORD, sent, set_up_code, signed_in
from tests.web.on_both import on_both

NEW = "another set of words"
CHANGE = {"current_password": PASSWORD, "password": NEW}
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


def is_in(client: FlaskClient) -> bool:
    """Whether the client's session goes on."""
    return client.get("/account").status_code == 200


def enters(app: Flask, name: str, password: str) -> bool:
    """Whether the password opens the account."""
    came = sent(app.test_client(), "/sign-in", {"username": name, "password": password})
    return came.status_code == 303


def ends(page: TestResponse) -> list[str]:
    """Where the buttons of the page's table of sessions lead."""
    return re.findall(r'action="(/account/sessions/[0-9a-f]+/end)"', page.text)


@on_both
def test_the_new_password_opens_the_account_and_the_old_one_does_not(app: Flask, client_of: ClientOf) -> None:
    client = client_of("cora")
    came = sent(client, "/account/password", CHANGE)
    assert (came.status_code, came.location) == (303, "/account")
    assert "Your password is changed" in client.get("/account").text
    assert enters(app, "cora", NEW)
    assert not enters(app, "cora", PASSWORD)
    assert enters(app, "cal", PASSWORD)


def test_all_other_sessions_of_the_person_end_and_nobody_elses(app: Flask, client_of: ClientOf) -> None:
    client, elsewhere, other = client_of("cora"), client_of("cora"), client_of("cal")
    kept = client.get_cookie("guarantor")
    assert kept is not None
    sent(client, "/account/password", CHANGE)
    # What the person's own browser had before opens nothing either: the session goes on under a new token.
    thief = app.test_client()
    thief.set_cookie("guarantor", kept.value)
    assert not is_in(thief)
    assert [is_in(each) for each in (client, elsewhere, other)] == [True, False, True]


@pytest.mark.parametrize(
    ("form", "says"),
    [
        (
            {"current_password": "not the password"},
            "Current password: expected the one that you sign in with",
        ),
        ({"password": "eleven char"}, "New password: expected 12 to 128 characters"),
        (
            {"password": "iloveyou1234"},
            "New password: expected one that is not on the list of passwords stolen",
        ),
    ],
    ids=lambda given: next(iter(given)) if isinstance(given, dict) else "",
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_changes(
    app: Flask, client_of: ClientOf, form: dict[str, str], says: str
) -> None:
    client = client_of("cora")
    came = sent(client, "/account/password", {**CHANGE, **form})
    assert came.status_code == 422
    assert says in came.text
    assert f'value="{PASSWORD}"' not in came.text
    assert is_in(client)
    assert enters(app, "cora", PASSWORD)


def test_the_journal_says_that_it_was_changed_and_holds_no_secret(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    before = len(journal(rehearsal.url))
    sent(client_of("cora"), "/account/password", CHANGE)
    (line,) = journal(rehearsal.url)[before:]
    assert (line.act, line.actor, line.subject) == ("change_password", rehearsal.cora.number, "officer 3")
    with reading(rehearsal.office.engine) as session:
        held = account_files.by_name(session, "cora")
    assert held is not None
    assert held.password_hash is not None
    for secret in (PASSWORD, NEW, held.password_hash):
        assert secret not in str(line)


def test_guesses_at_the_current_password_lock_the_name_as_those_at_sign_in_do(rehearsal: Rehearsal) -> None:
    office, cora = rehearsal.office, rehearsal.cora
    for _ in range(office.settings.sign_in_failures):
        with pytest.raises(WrongInput, match=r"^current: expected"):
            own_account.change_password(office, cora, "not the password", None, NEW)
    with pytest.raises(SignInLocked):
        own_account.change_password(office, cora, PASSWORD, None, NEW)
    with pytest.raises(SignInLocked):
        signing_in.sign_in(office, "cora", PASSWORD)
    rehearsal.clock.instant += dt.timedelta(minutes=office.settings.sign_in_lock_minutes)
    assert own_account.change_password(office, cora, PASSWORD, None, NEW)


def test_failures_from_one_address_are_limited_here_too(rehearsal: Rehearsal) -> None:
    settings = rehearsal.office.settings.model_copy(update={"failures_from_one_address": "2 per 15 minutes"})
    app = create_app(rehearsal.office.__class__(**{**vars(rehearsal.office), "settings": settings}))
    app.testing = True
    client = signed_in(app, "cora")
    wrong = {**CHANGE, "current_password": "not the password"}
    answers = [sent(client, "/account/password", wrong).status_code for _ in range(3)]
    assert answers == [422, 422, 429]


@pytest.fixture
def with_app(rehearsal: Rehearsal) -> str:
    """Cal's account asks for codes; answers with the secret of the app."""
    secret = one_time_codes.new_secret()
    code = set_up_code(rehearsal, "cal")
    shown = one_time_codes.code_at(secret, rehearsal.office.now())
    accounts.set_up(rehearsal.office, "cal", code, PASSWORD, secret, shown)
    return secret


def test_where_an_app_shows_codes_one_is_asked_for_and_the_app_stays(
    app: Flask, rehearsal: Rehearsal, with_app: str
) -> None:
    office, cal = rehearsal.office, rehearsal.cal
    for code in (None, "000000"):
        with pytest.raises(WrongInput, match=r"^current: .* and the code that your app shows now"):
            own_account.change_password(office, cal, PASSWORD, code, NEW)
    shown = one_time_codes.code_at(with_app, office.now())
    assert own_account.change_password(office, cal, PASSWORD, shown, NEW)
    with pytest.raises(signing_in.SignInRefused):
        signing_in.sign_in(office, "cal", NEW, shown)
    rehearsal.clock.instant += dt.timedelta(minutes=1)
    assert signing_in.sign_in(office, "cal", NEW, one_time_codes.code_at(with_app, office.now()))


def test_a_new_password_that_will_not_do_uses_no_code_up(rehearsal: Rehearsal, with_app: str) -> None:
    office, cal = rehearsal.office, rehearsal.cal
    shown = one_time_codes.code_at(with_app, office.now())
    with pytest.raises(WrongInput, match=r"^password: expected"):
        own_account.change_password(office, cal, PASSWORD, shown, "iloveyou1234")
    assert own_account.change_password(office, cal, PASSWORD, shown, NEW)


@pytest.fixture
def from_the_council(rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """Cal comes in by the council's own sign-in, and is in."""
    monkeypatch.setattr(accounts, "identity_digest", lambda _office, subject: subject)
    rehearsal.confirmed(
        accounts.propose_account(rehearsal.office, rehearsal.ada, "cal", "person-1"), rehearsal.bo
    )
    app = create_app(rehearsal.office)
    app.testing = True
    with app.test_client() as client:
        with client.session_transaction() as held:
            held["token"] = signing_in.sign_in_by_identity(rehearsal.office, "person-1")
        yield client


def test_whoever_comes_in_by_the_councils_sign_in_is_told_where_their_password_is(
    from_the_council: FlaskClient, rehearsal: Rehearsal
) -> None:
    for address in ("/account", "/account/password"):
        page = from_the_council.get(address)
        assert "changed there" in page.text
        assert 'type="password"' not in page.text
    came = sent(from_the_council, "/account/password", CHANGE, shown_at="/account")
    assert came.status_code == 409
    with pytest.raises(NoPasswordHere):
        own_account.change_password(rehearsal.office, rehearsal.cal, PASSWORD, None, NEW)


def test_ones_sessions_are_listed_with_their_browser_and_which_is_this_one(
    app: Flask, client_of: ClientOf
) -> None:
    elsewhere = app.test_client()
    form = {"username": "cora", "password": PASSWORD}
    elsewhere.environ_base["HTTP_USER_AGENT"] = FIREFOX
    sent(elsewhere, "/sign-in", form)
    client_of("cal")
    page = client_of("cora").get("/account")
    assert page.text.count("This one") == 1
    assert "Firefox on Windows" in page.text
    assert len(ends(page)) == 1


def test_ending_one_ends_that_one_alone(app: Flask, client_of: ClientOf) -> None:
    client, second = client_of("cora"), client_of("cora")
    (address,) = ends(client.get("/account"))
    third = client_of("cora")
    assert sent(client, address, {}, shown_at="/account").location == "/account"
    assert [is_in(each) for each in (client, second, third)] == [True, False, True]


def test_ending_all_others_leaves_this_one_and_everybody_elses(client_of: ClientOf) -> None:
    client, second, third, other = (client_of(name) for name in ("cora", "cora", "cora", "cal"))
    sent(client, "/account/sessions/end", {}, shown_at="/account")
    assert [is_in(each) for each in (client, second, third, other)] == [True, False, False, True]


def test_nobody_ends_a_session_of_somebody_else(client_of: ClientOf) -> None:
    client, second, other = client_of("cora"), client_of("cora"), client_of("cal")
    (address,) = ends(client.get("/account"))
    assert sent(other, address, {}, shown_at="/account").status_code == 404
    assert is_in(second)


def test_a_session_that_has_run_out_is_not_listed(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    client_of("cora")
    rehearsal.clock.instant += dt.timedelta(minutes=rehearsal.office.settings.session_idle_minutes)
    with reading(rehearsal.office.engine) as session:
        assert len(account_files.sessions_of(session, rehearsal.cora.number)) == 1
    assert ends(client_of("cora").get("/account")) == []


def test_the_list_holds_no_token_and_nothing_that_opens_a_session(app: Flask, client_of: ClientOf) -> None:
    second = client_of("cora")
    with second.session_transaction() as held:
        token = str(held["token"])
    page = client_of("cora").get("/account")
    (address,) = ends(page)
    assert token not in page.text
    thief = app.test_client()
    with thief.session_transaction() as planted:
        planted["token"] = address.split("/")[3]
    assert not is_in(thief)


def test_everybody_who_is_signed_in_finds_the_page_in_the_header(app: Flask, client_of: ClientOf) -> None:
    for name in ("pam", "ada"):
        assert 'href="/account"' in client_of(name).get("/").text
    assert 'href="/account"' not in app.test_client().get("/sign-in").text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh) Version/17.4 Safari/605.1", "Safari on a Mac"),
        ("Mozilla/5.0 (iPhone) CriOS/126.0 Mobile Safari/604.1", "Chrome on an iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl <script>", "Another browser"),
        (None, "Another browser"),
    ],
)
def test_a_browser_is_named_in_words_of_ours(said: str | None, words: str) -> None:
    assert browsers.in_words(said) == words


@pytest.mark.parametrize(
    "password",
    [
        "iloveyou1234",
        "ILoveYou1234",
        " iloveyou1234 ",
        "correcthorsebatterystaple",
        "my-council-desk",
        "medway towers 7",
        "smith-rides-on",
    ],
)
def test_a_stolen_password_and_words_of_the_place_and_the_person_are_refused(password: str) -> None:
    with pytest.raises(WrongInput, match=r"^password: expected one") as refused:
        passwords.check_fit(password, "jo.smith", "Medway Council")
    assert "three random words do well" in str(refused.value)


@pytest.mark.parametrize("password", ["jolly orange kite", "iloveyou1234 kite", "0" * 4 + "abcxyz-plum"])
def test_one_that_only_begins_like_a_stolen_one_or_like_a_short_name_will_do(password: str) -> None:
    passwords.check_fit(password, "jo", "Medway Council")


def test_setting_an_account_up_asks_the_list_too(rehearsal: Rehearsal) -> None:
    code = set_up_code(rehearsal, "cal")
    with pytest.raises(WrongInput, match="stolen from other services"):
        accounts.set_up(rehearsal.office, "cal", code, "iloveyou1234", None, None)
    assert accounts.set_up(rehearsal.office, "cal", code, NEW, None, None)


def test_a_password_is_taken_exactly_as_it_was_typed(app: Flask, client_of: ClientOf) -> None:
    typed = "  Some Mixed Words "
    assert sent(client_of("cora"), "/account/password", {**CHANGE, "password": typed}).status_code == 303
    opens = {each: enters(app, "cora", each) for each in (typed, typed.strip(), typed.lower())}
    assert opens == {typed: True, typed.strip(): False, typed.lower(): False}


@on_both
def test_a_sign_in_under_way_with_the_old_password_does_not_outlive_the_change(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, cora, matches = rehearsal.office, rehearsal.cora, passwords.matches

    def changed_meanwhile(password: str, kept: str | None) -> bool:
        monkeypatch.setattr(passwords, "matches", matches)
        fits = matches(password, kept)
        own_account.change_password(office, cora, PASSWORD, None, NEW)
        return fits

    monkeypatch.setattr(passwords, "matches", changed_meanwhile)
    with pytest.raises(signing_in.SignInRefused):
        signing_in.sign_in(office, "cora", PASSWORD)
    with reading(office.engine) as session:
        assert len(account_files.sessions_of(session, cora.number)) == 1
