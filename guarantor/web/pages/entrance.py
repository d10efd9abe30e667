"""Coming in and going: the sign-in form, setting an account up, the council's own sign-in, signing out."""

import hashlib
from collections.abc import Callable
from typing import ClassVar, TypeVar

from flask import abort, current_app, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeTimedSerializer
from markupsafe import Markup

from guarantor.services.entering import accounts, one_time_codes, sessions, signing_in
from guarantor.web import browsers, council_sign_in, desk, fields, security, session_cookie
from guarantor.web.access import Pages
from guarantor.web.forms import Form
from guarantor.web.showing import done, own_address, show

pages = Pages("entrance", __name__)

_ONWARD = "onward"
_TICKET_SECONDS = 1800
"""How long somebody may take over choosing a password."""

View = TypeVar("View", bound=Callable[[], ResponseReturnValue])


class SignIn(Form):
    """Name and password, and a code of the app where one is asked for."""

    username = fields.line(
        "Username", needed="Enter your username", width=20, autocomplete="username", spellcheck=False
    )
    password = fields.secret("Password", needed="Enter your password")
    one_time_code = fields.line(
        "Code from your app",
        hint="Six digits that change every half minute",
        width=10,
        autocomplete="one-time-code",
        inputmode="numeric",
    )


class Code(Form):
    """What shows that an account is one's own to set up."""

    username = fields.line("Username", needed="Enter your username", width=20, autocomplete="username")
    code = fields.line(
        "Set-up code",
        hint="An administrator gave it to you. It looks like ABCD-EFGH-JKLM-NPQR",
        needed="Enter your set-up code",
        width=20,
        autocomplete="off",
        spellcheck=False,
    )


class SetUp(Form):
    """A new password, and a first code of the app."""

    called: ClassVar = {"code": "password"}
    password = fields.secret(
        "New password",
        hint="At least 12 characters; three random words do well",
        needed="Enter a new password",
        autocomplete="new-password",
    )
    one_time_code = fields.line(
        "Code that the app shows now", width=10, autocomplete="one-time-code", inputmode="numeric"
    )


def counting(view: View) -> View:
    """Mark a view whose failures count against the network address they come from."""
    view.fails = True  # type: ignore[attr-defined]
    return view


@pages.page("/sign-in", public=True, methods=("GET", "POST"))
@counting
def sign_in() -> ResponseReturnValue:
    """The form; once it is right, on to where the person wanted to go."""
    onward = own_address(request.args.get("next"), url_for("worktray.home"))
    if desk.person() is not None:
        return redirect(onward, 303)
    ways = signing_in.ways(desk.office())
    form = SignIn()
    if "refused" in g:
        security.count_against()
    if form.sent():
        name, password = str(form.username.data), str(form.password.data)
        browser = browsers.in_words(request.user_agent.string)
        session_cookie.keep(
            signing_in.sign_in(desk.office(), name, password, form.one_time_code.data, browser)
        )
        return redirect(onward, 303)
    return show(
        "entrance/sign_in.html",
        title="Sign in",
        form=form,
        ways=ways,
        ended="ended" in request.args,
        onward=onward,
    )


@pages.page("/sign-out", public=True, methods=("POST",))
def sign_out() -> ResponseReturnValue:
    """End the session, here and in the database."""
    token = session_cookie.token()
    if token is not None:
        sessions.end(desk.office(), token)
    session_cookie.forget()
    response = make_response(done("You are signed out", url_for("entrance.sign_in")))
    # Not the cookies: the banner on the next page is in one.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@pages.page("/set-up", public=True, methods=("GET", "POST"))
@counting
def show_code() -> ResponseReturnValue:
    """The first step of setting a local account up: the code that an administrator handed over."""
    form = Code()
    if "refused" in g:
        security.count_against()
    if form.sent():
        name, code = str(form.username.data).lower(), str(form.code.data)
        accounts.awaiting_set_up(desk.office(), name, code)
        ticket = _tickets().dumps([name, code, one_time_codes.new_secret()])
        return _set_up_page(SetUp(), ticket)
    return show("entrance/show_code.html", title="Set up your account", form=form)


@pages.page("/set-up/password", public=True, methods=("POST",))
@counting
def set_up() -> ResponseReturnValue:
    """The second step: a password, and in a live database the app that shows codes."""
    ticket = request.form.get("ticket", "")
    try:
        name, code, secret = _tickets().loads(ticket, max_age=_TICKET_SECONDS)
    except BadData:
        return redirect(url_for("entrance.show_code"), 303)
    form = SetUp()
    if "refused" in g:
        security.count_against()
    if form.sent():
        asked = secret if signing_in.ways(desk.office()).codes else None
        accounts.set_up(desk.office(), name, code, str(form.password.data), asked, form.one_time_code.data)
        return done("Your account is set up: sign in", url_for("entrance.sign_in"))
    return _set_up_page(form, ticket)


@pages.page("/sign-in/council", public=True, methods=("POST",))
def to_council() -> ResponseReturnValue:
    """On to the council's own sign-in."""
    _check_council_is_set()
    session[_ONWARD] = own_address(request.form.get("next"), url_for("worktray.home"))
    return council_sign_in.leave_for(desk.office().settings)


@pages.page("/sign-in/council/back", public=True)
@counting
def back_from_council() -> ResponseReturnValue:
    """Back from there: a session begins for whom it has shown the person to be."""
    _check_council_is_set()
    onward = own_address(session.get(_ONWARD), url_for("worktray.home"))
    subject = council_sign_in.come_back(desk.office().settings)
    browser = browsers.in_words(request.user_agent.string)
    session_cookie.keep(signing_in.sign_in_by_identity(desk.office(), subject, browser))
    return redirect(onward, 303)


def _check_council_is_set() -> None:
    if not signing_in.ways(desk.office()).council:
        abort(404)


def _set_up_page(form: SetUp, ticket: str) -> ResponseReturnValue:
    """The second step of setting up: the ticket holds the name, the code and the app's secret, signed."""
    name, _, secret = _tickets().loads(ticket, max_age=_TICKET_SECONDS)
    codes = signing_in.ways(desk.office()).codes
    drawn = one_time_codes.picture(secret, name, desk.office().settings.council_name) if codes else ""
    return show(
        "entrance/set_up.html",
        title="Choose a password",
        form=form,
        ticket=ticket,
        name=name,
        codes=codes,
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        picture=Markup(drawn),  # noqa: S704 - drawn here from the secret, as numbers
    )


def _tickets() -> URLSafeTimedSerializer:
    by = {"digest_method": hashlib.sha256}
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="set-up", signer_kwargs=by)
