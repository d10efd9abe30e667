"""The application: its pages found, its gate before them, and every error turned into words.

Here alone a refusal becomes a page: a form that was refused is shown again with what was typed and the reason, anything
else gets a page with one sentence and a way back.
"""

import importlib
import logging
import pkgutil
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import (
    Forbidden,
    HTTPException,
    MethodNotAllowed,
    RequestEntityTooLarge,
    TooManyRequests,
)
from werkzeug.exceptions import (
    NotFound as NoSuchAddress,
)

from guarantor.domain.refusals import CaseIsRestricted, NotPermitted, Refused
from guarantor.domain.wrong_input import Fault, NotFound, WrongInput
from guarantor.services.acting import failures, identity
from guarantor.services.acting.office import Office
from guarantor.services.casework import findings
from guarantor.web import (
    council_sign_in,
    desk,
    gate,
    metrics,
    names,
    navigation,
    pages,
    references,
    request_log,
    security,
    showing,
)
from guarantor.web.access import Pages, check_all_declared
from guarantor.web.forms import Form, refused
from guarantor.web.references import case_of

_log = logging.getLogger("guarantor.web")
_UNKNOWN = "There is nothing here under this address, or it is not for you."


def create_app(office: Office) -> Flask:
    """The application on an office. Raises Undeclared for a page that does not say who may use it, NotReady where
    the database was never created, WrongInput where a live database has no web key.
    """
    rehearsal = identity.kind(office) == "rehearsal"
    app = Flask("guarantor.web", static_folder=None)
    app.extensions["office"] = office
    references.teach(app)
    metrics.set_up(app)
    request_log.keep(app)
    showing.prepare(app)
    security.protect(app, office, rehearsal=rehearsal)
    council_sign_in.set_up(app, office.settings)
    _add_pages(app)
    check_all_declared(app)
    security.limit_failures(app, office)
    gate.stand(app)
    _answer_errors(app)
    return app


def _add_pages(app: Flask) -> None:
    """Every module of guarantor.web.pages, by name: nothing has to be listed."""
    sections = []
    for found in sorted(pkgutil.iter_modules(pages.__path__), key=lambda module: module.name):
        module = importlib.import_module(f"{pages.__name__}.{found.name}")
        noun = getattr(module, "pages", None)
        if isinstance(noun, Pages):
            app.register_blueprint(noun)
            sections += noun.sections
    navigation.set_up(app, sections)


def _answer_errors(app: Flask) -> None:
    answers: dict[Any, Callable[[Any], ResponseReturnValue]] = {
        Refused: _refused,
        NotPermitted: _not_permitted,
        CaseIsRestricted: _case_is_restricted,
        WrongInput: _wrong_input,
        NotFound: _not_found,
        gate.SignInFirst: _sign_in_first,
        gate.SentBefore: _sent_before,
        CSRFError: _form_too_old,
        Forbidden: _not_for_you,
        NoSuchAddress: _not_found,
        MethodNotAllowed: _not_found,
        RequestEntityTooLarge: _too_large,
        TooManyRequests: _too_many,
        HTTPException: _other,
        Exception: _failed,
    }
    for error, answer in answers.items():
        app.register_error_handler(error, answer)


def _refused(error: Refused) -> ResponseReturnValue:
    says = names.in_words(str(error), _titles())
    return _again([Fault("", says)], 409) or _page(409, "This cannot be done", says)


def _wrong_input(error: WrongInput) -> ResponseReturnValue:
    titles = _titles()
    # The field's own name leads to its box, so it stays before what is said of it.
    told = [(each.field, each.says.removeprefix(f"{each.field}: ")) for each in error.faults]
    faults = [Fault(field, f"{field}: {names.in_words(says, titles)}") for field, says in told]
    says = " ".join(each.says.removeprefix(f"{each.field}: ") for each in faults)
    return _again(faults, 422) or _page(422, "Something is not right", says[:1].upper() + says[1:])


def _titles() -> Mapping[str, str]:
    """What the policy calls the criteria of the case that the address names."""
    case_ref = case_of(request.view_args or {})
    return {} if case_ref is None else findings.titles(desk.office(), case_ref)


def _again(faults: Any, status: int) -> ResponseReturnValue | None:
    """The view once more, with the refusal in hand: its form shows what was typed, and why it was refused.

    None where the request had no form, or the view was run again already.
    """
    if not isinstance(g.get("form"), Form) or "refused" in g:
        return None
    refused(faults)
    g.refused_with = status
    view = current_app.view_functions[str(request.endpoint)]
    shown: ResponseReturnValue = current_app.ensure_sync(view)(**(request.view_args or {}))
    return shown


def _not_permitted(error: NotPermitted) -> ResponseReturnValue:
    return _page(403, "This is not yours to do", str(error))


def _not_for_you(_error: Forbidden) -> ResponseReturnValue:
    return _page(403, "This page is not for your role", "Ask an administrator if you need it for your work.")


def _case_is_restricted(error: CaseIsRestricted) -> ResponseReturnValue:
    return _page(403, "This case is restricted", str(error))


def _not_found(_error: Exception) -> ResponseReturnValue:
    return _page(404, "Page not found", _UNKNOWN)


def _sign_in_first(error: gate.SignInFirst) -> ResponseReturnValue:
    address = url_for("entrance.sign_in", next=error.next_address, ended=1 if error.timed_out else None)
    return current_app.redirect(address, 303)


def _sent_before(error: gate.SentBefore) -> ResponseReturnValue:
    if error.leads_to is not None:
        return current_app.redirect(showing.own_address(error.leads_to, "/"), 303)
    return _page(
        409, "This was sent before", "It was sent twice and is done once. Go back to see what stands now."
    )


def _form_too_old(_error: CSRFError) -> ResponseReturnValue:
    return _page(
        400,
        "This form can no longer be sent",
        "It was open for too long, or you signed out meanwhile. Go back, copy what you wrote, and open the page anew.",
    )


def _too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    return _page(
        413, "The file is too large", f"Send at most {security.MOST_BYTES // 1024 // 1024} MB at once."
    )


def _too_many(_error: TooManyRequests) -> ResponseReturnValue:
    return _page(
        429, "Too many attempts", "There were too many attempts from here. Try again in a quarter of an hour."
    )


def _other(error: HTTPException) -> ResponseReturnValue:
    return _page(error.code or 500, "This did not work", "Go back and try again.")


def _failed(error: Exception) -> ResponseReturnValue:
    """A failure of the database in its own sentence; anything else is our own bug, and only the log says which."""
    said = failures.sentence(error)
    if said is not None and said.refused:
        return _page(409, "This cannot be done", said.says)
    _log.error("failure", extra={"event": "failure"}, exc_info=error)
    if current_app.testing and said is None:
        raise error
    return _page(
        503 if said is not None else 500,
        "The service has a problem",
        "Nothing was half done. Try again later; if it stays, tell whoever runs this service.",
    )


def _page(status: int, title: str, says: str) -> ResponseReturnValue:
    """A page with one sentence and a way back. It must not fail where the database does."""
    if status >= 500:
        g.person, g.rehearsal_banner = None, None
    g.refused_with = status
    back = showing.own_address(_came_from(), url_for("worktray.home"))
    return showing.show("error.html", title=title, says=says, back=back, way_back=desk.person() is not None)


def _came_from() -> str | None:
    """The path of the page that sent the form; of this site alone."""
    parts = urlsplit(request.referrer or "")
    return parts.path if request.method == "POST" and parts.netloc == request.host else None
