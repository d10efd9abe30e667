"""One's own account: choosing another password, and the sessions that one has open elsewhere."""

from typing import ClassVar

from flask import g, request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.services.entering import own_account, sessions
from guarantor.web import browsers, fields, security, session_cookie
from guarantor.web.access import Pages
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.pages.entrance import counting
from guarantor.web.showing import done, show

pages = Pages("account", __name__)


class ChangePassword(Form):
    """The password that one has, and the one to come."""

    called: ClassVar = {"current": "current_password"}
    current_password = fields.secret("Current password", needed="Enter your current password")
    one_time_code = fields.line(
        "Code from your app",
        hint="Six digits that change every half minute. One that you signed in with just now does not work again",
        width=10,
        autocomplete="one-time-code",
        inputmode="numeric",
    )
    password = fields.secret(
        "New password",
        hint="At least 12 characters; three random words do well",
        needed="Enter a new password",
        autocomplete="new-password",
    )


@pages.page("/account", anyone=True)
def home() -> ResponseReturnValue:
    """How one comes in, and every session of one's own."""
    at = desk()
    return show(
        "account/home.html",
        title="Your account",
        caption=at.person.name,
        **own_account.shown(at.office, at.person, _token()),
    )


@pages.page("/account/password", does=Act.CHANGE_PASSWORD)
@counting
def password() -> ResponseReturnValue:
    """Choose another password; whoever is signed in elsewhere as the same person is signed out."""
    at = desk()
    form = ChangePassword()
    if "refused" in g:
        security.count_against()
    if form.sent():
        new_token = own_account.change_password(
            at.office,
            at.person,
            str(form.current_password.data),
            form.one_time_code.data,
            str(form.password.data),
            browsers.in_words(request.user_agent.string),
        )
        session_cookie.keep(new_token)
        return done(
            "Your password is changed, and you are signed out everywhere else", url_for("account.home")
        )
    return show(
        "account/password.html",
        title="Change your password",
        back=url_for("account.home"),
        form=form,
        way=own_account.way_in(at.office, at.person),
        codes=own_account.asks_for_code(at.office, at.person),
    )


@pages.page("/account/sessions/end", anyone=True, methods=("POST",))
def end_others() -> ResponseReturnValue:
    """Sign out everywhere but here."""
    at = desk()
    sessions.end_others(at.office, at.person, _token())
    return done("You are signed out everywhere else", url_for("account.home"))


@pages.page("/account/sessions/<handle>/end", anyone=True, methods=("POST",))
def end_other(handle: str) -> ResponseReturnValue:
    """End one session of one's own."""
    at = desk()
    sessions.end_other(at.office, at.person, handle)
    return done("That session is ended", url_for("account.home"))


def _token() -> str:
    held = session_cookie.token()
    assert held is not None, "the gate lets nobody in who is not signed in"
    return held
