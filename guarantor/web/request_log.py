"""One line of the log for each request: which route, by which role, with which answer, in how many milliseconds."""

import logging
import secrets

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from guarantor import clock
from guarantor.domain.access import Act
from guarantor.web import desk, metrics
from guarantor.web.access import Undeclared, admission_of
from guarantor.web.log_lines import reference

_log = logging.getLogger("guarantor.web.requests")
HEADER = "X-Request-ID"
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


def keep(app: Flask) -> None:
    """Number every request, say so in its answer, and write a line when it is answered.

    Called before anything else stands before the pages, so that what the gate takes is timed and what it refuses is
    written down too.
    """
    app.before_request(_begin)
    app.after_request(_written)


def _begin() -> None:
    # A visitor's own number is not taken: it would be text that somebody typed.
    g.request_id = secrets.token_hex(8)
    g.began = clock.stopwatch()


def _written(response: Response) -> Response:
    seconds = clock.stopwatch() - g.began if "began" in g else 0.0
    route = _route()
    # A method is a word that the visitor chose, like any other.
    method = request.method if request.method in _METHODS else "other"
    response.headers[HEADER] = g.get("request_id", "")
    metrics.count(current_app, route, method, response.status_code, seconds)
    person = desk.person()
    _log.info(
        "request",
        extra={
            "event": "request",
            "method": method,
            "route": route,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "roles": sorted(person.roles) if person else None,
            "acts": sorted(_acts()) if request.method == "POST" else None,
            "about": _about(),
        },
    )
    return response


def _route() -> str:
    """The address as it was declared: what stands in its places is in no log, since anybody may type it."""
    return "none" if request.url_rule is None else request.url_rule.rule


def _acts() -> tuple[Act, ...]:
    try:
        return admission_of(current_app, str(request.endpoint)).acts if request.endpoint else ()
    except Undeclared:
        return ()


def _about() -> str | None:
    """The reference that the address names, as its route reads it; free text in an address is none."""
    rule = request.url_rule
    for name, value in (request.view_args or {}).items():
        letter = getattr(rule._converters[name], "letter", None) if rule is not None else None
        found = reference(f"{letter}-{value}" if letter else value)
        if found is not None:
            return found
    return None
