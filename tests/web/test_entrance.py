"""Signing in and out: what opens a session, what ends it, and what nobody learns from failing."""

import datetime as dt
import re

import pytest
from flask import Flask
from sqlalchemy import text

from guarantor.domain.access import Role
from guarantor.domain.refusals import SignInLocked
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import people
from guarantor.services.entering import accounts, passwords, signing_in
from tests.rehearsing import Rehearsal
from tests.web.conftest import ClientOf
from tests.web.entering import PASSWORD, sent, set_up_code, signed_in, token_in
from tests.web.on_both import on_both

CHOSEN = "by somebody else"
WRONG = {"username": "cora", "password": "not the password"}


def later(rehearsal: Rehearsal, **time: float) -> None:
    """Let time pass."""
    rehearsal.clock.instant += dt.timedelta(**time)


@on_both
def test_signing_in_leads_to_where_one_wanted_to_go(app: Flask) -> None:
    client = app.test_client()
    asked = client.get("/waiting")
    assert asked.location == "/sign-in?next=/waiting"
    came = sent(client, str(asked.location), {"username": "cora", "password": PASSWORD})
    assert (came.status_code, came.location) == (303, "/waiting")


@pytest.mark.parametrize(
    "address", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(app: Flask, address: str) -> None:
    form = {"username": "cora", "password": PASSWORD}
    came = sent(app.test_client(), "/sign-in", form)
    assert came.location == "/"
    client = app.test_client()
    token = token_in(client.get("/sign-in"))
    came = client.post("/sign-in", query_string={"next": address}, data={**form, "csrf_token": token})
    assert came.location == "/"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(app: Flask) -> None:
    answers = [
        sent(app.test_client(), "/sign-in", {**WRONG, "username": name}) for name in ("cora", "nobody")
    ]
    assert {answer.status_code for answer in answers} == {409}
    # The name stands in the form that is shown again, and every page has tokens of its own.
    first, second = (re.sub(r'value="[^"]*"|nonce="[^"]*"', "", answer.text) for answer in answers)
    assert first == second
    assert "<title>Error: Sign in" in answers[0].text


def test_an_unknown_name_costs_a_hash_as_a_known_one_does(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(passwords, "matches", lambda password, kept: asked.append(kept) or False)
    for name in ("cora", "nobody"):
        with pytest.raises(signing_in.SignInRefused):
            signing_in.sign_in(rehearsal.office, name, "not the password")
    assert [kept is None for kept in asked] == [False, True]


@pytest.mark.parametrize("name", ["cora", "nobody"])
def test_a_name_that_fails_too_often_is_locked_for_a_while_and_then_open_again(
    rehearsal: Rehearsal, name: str
) -> None:
    office = rehearsal.office
    for _ in range(office.settings.sign_in_failures):
        with pytest.raises(signing_in.SignInRefused):
            signing_in.sign_in(office, name, "not the password")
    with pytest.raises(SignInLocked):
        signing_in.sign_in(office, name, PASSWORD)
    assert signing_in.sign_in(office, "cal", PASSWORD)
    later(rehearsal, minutes=office.settings.sign_in_lock_minutes)
    if name == "cora":
        assert signing_in.sign_in(office, name, PASSWORD)


def test_one_failure_less_locks_nothing_and_signing_in_forgets_them(rehearsal: Rehearsal) -> None:
    office = rehearsal.office
    for _ in range(2):
        for _ in range(office.settings.sign_in_failures - 1):
            with pytest.raises(signing_in.SignInRefused):
                signing_in.sign_in(office, "cora", "not the password")
        assert signing_in.sign_in(office, "cora", PASSWORD)


def test_failures_from_one_address_are_limited_and_successes_are_not(
    app: Flask, rehearsal: Rehearsal
) -> None:
    at_most = int(rehearsal.office.settings.failures_from_one_address.split()[0])
    for _ in range(at_most + 1):
        signed_in(app, "cora")
    client = app.test_client()
    answers = [sent(client, "/sign-in", {**WRONG, "username": f"n{number}"}) for number in range(at_most + 1)]
    assert [answer.status_code for answer in answers] == [409] * at_most + [429]
    assert "Too many attempts" in answers[-1].text


def test_a_session_that_is_not_used_ends(app: Flask, rehearsal: Rehearsal) -> None:
    client = signed_in(app, "cora")
    idle = rehearsal.office.settings.session_idle_minutes
    later(rehearsal, minutes=idle - 1)
    assert client.get("/").status_code == 200
    later(rehearsal, minutes=idle)
    came = client.get("/waiting")
    assert came.location == "/sign-in?next=/waiting&ended=1"
    assert "Your session has ended" in client.get(str(came.location)).text


def test_a_session_ends_however_much_it_is_used(app: Flask, rehearsal: Rehearsal) -> None:
    client = signed_in(app, "cora")
    whole = rehearsal.office.settings.session_hours * 60
    for _ in range(whole // 20 - 1):
        later(rehearsal, minutes=20)
        assert client.get("/").status_code == 200
    later(rehearsal, minutes=20)
    assert client.get("/").status_code == 303


@on_both
def test_signing_out_ends_the_session_in_the_database_too(app: Flask, rehearsal: Rehearsal) -> None:
    client = signed_in(app, "cora")
    kept = client.get_cookie("guarantor")
    assert kept is not None
    assert sent(client, "/sign-out", {}, shown_at="/").location == "/sign-in"
    thief = app.test_client()
    thief.set_cookie("guarantor", kept.value)
    assert thief.get("/").status_code == 303


def test_closing_an_account_ends_its_sessions_at_once(app: Flask, rehearsal: Rehearsal) -> None:
    client = signed_in(app, "cora")
    accounts.close_account(rehearsal.office, rehearsal.ada, "cora")
    assert client.get("/").status_code == 303
    assert sent(app.test_client(), "/sign-in", {"username": "cora", "password": PASSWORD}).status_code == 409


def test_what_a_cookie_held_before_signing_in_is_gone_afterwards(app: Flask) -> None:
    client = app.test_client()
    with client.session_transaction() as planted:
        planted.update(token=CHOSEN)
        planted["onward"] = "/elsewhere"
    came = sent(client, "/sign-in", {"username": "cora", "password": PASSWORD})
    assert came.status_code == 303
    with client.session_transaction() as held:
        assert held["token"] != CHOSEN
        assert "onward" not in held


def test_the_database_holds_neither_password_nor_token_nor_code(app: Flask, rehearsal: Rehearsal) -> None:
    client = signed_in(app, "cora")
    code = set_up_code(rehearsal, "cal")
    with client.session_transaction() as held:
        token = str(held["token"])
    with rehearsal.office.engine.connect() as connection:
        tables = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        everything = str([connection.execute(text(f"SELECT * FROM {name}")).all() for name in tables])
    for secret in (PASSWORD, token, code, code.replace("-", "")):
        assert secret not in everything


def test_a_set_up_code_works_once_for_its_name_and_within_its_days(app: Flask, rehearsal: Rehearsal) -> None:
    office = rehearsal.office
    code = set_up_code(rehearsal, "cal")
    for name, given in (("cal", "AAAA-AAAA-AAAA-AAAA"), ("cora", code), ("nobody", code)):
        with pytest.raises(WrongInput, match="code: expected the code"):
            accounts.awaiting_set_up(office, name, given)
    accounts.set_up(office, "cal", code.lower(), "another set of words", None, None)
    with pytest.raises(WrongInput):
        accounts.set_up(office, "cal", code, "a third set of words", None, None)
    assert signing_in.sign_in(office, "cal", "another set of words")
    with pytest.raises(signing_in.SignInRefused):
        signing_in.sign_in(office, "cal", PASSWORD)
    late = set_up_code(rehearsal, "cal")
    later(rehearsal, days=office.settings.set_up_code_days)
    with pytest.raises(WrongInput):
        accounts.awaiting_set_up(office, "cal", late)


@pytest.mark.parametrize(
    "password", ["eleven char", "x" * 129, "password password", "cal cal cal cal", "aaaaaaaaaaaaaaaa"]
)
def test_a_password_that_is_short_long_or_easily_guessed_is_refused(password: str) -> None:
    with pytest.raises(WrongInput, match=r"^password: expected"):
        passwords.check_fit(password, "cal", "Kent County Council")


@pytest.mark.parametrize(
    "password", ["twelve chars", "three random words", "ünïcödé wörds", ("a kite on a hill " * 8)[:128]]
)
def test_any_other_password_will_do(password: str) -> None:
    passwords.check_fit(password, "cal", "Kent County Council")


@on_both
def test_setting_an_account_up_works_through_the_pages(app: Flask, rehearsal: Rehearsal) -> None:
    client = app.test_client()
    shown = sent(client, "/set-up", {"username": "cal", "code": set_up_code(rehearsal, "cal")})
    assert shown.status_code == 200
    ticket = re.search(r'name="ticket" value="([^"]+)"', shown.text)
    assert ticket is not None
    form = {"csrf_token": token_in(shown), "ticket": ticket[1]}
    weak = client.post("/set-up/password", data={**form, "password": "password"})
    assert weak.status_code == 422
    assert "New password: expected 12 to 128 characters" in weak.text
    done = client.post("/set-up/password", data={**form, "password": "another set of words"})
    assert done.location == "/sign-in"
    assert (
        sent(app.test_client(), "/sign-in", {"username": "cal", "password": "another set of words"}).location
        == "/"
    )


def test_the_second_administrator_is_shown_the_code_once(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    proposed = accounts.propose_account(rehearsal.office, rehearsal.ada, "cal")
    address = f"/waiting/{proposed['pending']}"
    assert sent(client_of("ada"), address, {}).status_code == 409
    shown = sent(client_of("bo"), address, {})
    code = re.search(r"<code>([A-Z2-9-]{19})</code>", shown.text)
    assert code is not None
    assert accounts.awaiting_set_up(rehearsal.office, "cal", code[1]).officer.name == "cal"
    assert client_of("bo").get(address).status_code == 404


def test_every_page_forbids_what_it_does_not_need(app: Flask) -> None:
    page = app.test_client().get("/sign-in")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in page.headers
    cookie = next(value for name, value in page.headers if name == "Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


@on_both
def test_one_form_sent_twice_is_done_once_and_both_lead_to_the_same_page(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    proposed = people.propose_role(rehearsal.office, rehearsal.ada, "dee", Role.PANEL)
    client = client_of("bo")
    address = f"/waiting/{proposed['pending']}"
    page = client.get(address)
    once = re.search(r'name="once" value="([^"]+)"', page.text)
    assert once is not None
    form = {"csrf_token": token_in(page), "once": once[1]}
    first, second = client.post(address, data=form), client.post(address, data=form)
    assert (first.status_code, first.location) == (second.status_code, second.location) == (303, "/waiting")
