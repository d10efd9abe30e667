"""The gate: who comes, whether the page admits them, whether the case is restricted, and that a form is taken once.

Runs before every view, by the declarations of access.py; a view that runs has been admitted. Afterwards it writes
down who looked at which case. Beyond that record, a session's last use and the forms that were sent, a request
changes nothing by itself.
"""

from flask import Flask, current_app, g, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, Forbidden, Unauthorized
from werkzeug.wrappers import Response

from guarantor.services.entering import looking, restricting, sent_forms, sessions
from guarantor.web import desk, session_cookie
from guarantor.web.access import admission_of
from guarantor.web.forms import ONCE
from guarantor.web.references import case_of
from guarantor.web.showing import here

_ZERO = "\0"


class SignInFirst(Unauthorized):
    """The page is for people who are signed in; `next_address` is where they wanted to go."""

    def __init__(self, next_address: str, *, timed_out: bool) -> None:
        super().__init__()
        self.next_address = next_address
        self.timed_out = timed_out


class SentBefore(Exception):
    """The same form came a second time; `leads_to` is where the first one led, where it has got that far."""

    def __init__(self, leads_to: str | None) -> None:
        super().__init__()
        self.leads_to = leads_to


def stand(app: Flask) -> None:
    """Put the gate before every page of the application."""
    app.before_request(_come_in)
    app.after_request(_write_down)


def admit_to(case_ref: str) -> None:
    """Admit the person to a case that the address does not name, such as a task's, and note that they look at it.

    Raises NotFound where there is none, CaseIsRestricted where it is closed to them.
    """
    person = desk.person()
    assert person is not None, "the gate lets nobody in who is not signed in"
    restricting.admit(desk.office(), person, case_ref)
    g.looked_at = case_ref


def _come_in() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    _check_readable()
    admission = admission_of(current_app, request.endpoint)
    if request.endpoint.startswith("assets.") or request.endpoint.startswith("monitoring."):
        return None
    timed_out = _know_who_comes()
    if admission.public:
        return None
    person = desk.person()
    if person is None:
        address = here() if request.method == "GET" else url_for("worktray.home")
        raise SignInFirst(address, timed_out=timed_out)
    if not admission.admits(person.roles):
        raise Forbidden
    case_ref = case_of(request.view_args or {})
    if case_ref is not None:
        admit_to(case_ref)
    if request.method == "POST" and request.form.get(ONCE):
        _take_once(request.form[ONCE])
    return None


def _check_readable() -> None:
    """Raise BadRequest where something holds a zero character: nobody types one, and PostgreSQL stores none."""
    texts = [request.path, *request.args, *request.form, *request.files]
    for given in (request.args, request.form):
        texts += [value for values in given.listvalues() for value in values]
    texts += [file.filename or "" for files in request.files.listvalues() for file in files]
    if any(_ZERO in text for text in texts):
        raise BadRequest


def _know_who_comes() -> bool:
    """Find the person of the session; answers whether there was one that has run out."""
    token = session_cookie.token()
    if token is None:
        return False
    found = sessions.resume(desk.office(), token)
    if found is None:
        session_cookie.forget()
        return True
    g.person, g.session_ends = found.person, found.ends_in_seconds
    return False


def _take_once(token: str) -> None:
    taken = sent_forms.take(desk.office(), token)
    if not taken.first:
        raise SentBefore(taken.leads_to)
    g.sent_form = token


def _write_down(response: Response) -> Response:
    person = desk.person()
    if person is None:
        return response
    if "sent_form" in g and response.status_code == 303:
        sent_forms.led_to(desk.office(), g.sent_form, response.location or "/")
    if "looked_at" in g and request.method == "GET" and response.status_code == 200:
        looking.record(desk.office(), person, g.looked_at)
    return response
