"""For machines that watch the service: whether it lives, whether it can work, and its figures. Nothing of anybody.

Nobody signs in here, so the first two say no more than yes or no, and the figures ask for a token or come from this
machine alone. They answer over plain HTTP too, since probes ask the process and not the proxy before it.
"""

import hmac
import ipaddress
from collections.abc import Callable

from flask import current_app, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from guarantor.services.acting.readiness import readiness
from guarantor.web import metrics
from guarantor.web.access import Pages
from guarantor.web.desk import office

pages = Pages("monitoring", __name__)

_PROXYS = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")


def _over_plain_http(view: Callable[[], ResponseReturnValue]) -> Callable[[], ResponseReturnValue]:
    """Let a page answer without HTTPS, as Flask-Talisman reads it."""
    view.talisman_view_options = {"force_https": False}  # type: ignore[attr-defined]
    return view


@pages.page("/health", public=True)
@_over_plain_http
def health() -> ResponseReturnValue:
    """Whether the process answers at all; the database is not asked, since starting anew would not mend it."""
    return jsonify(alive=True)


@pages.page("/ready", public=True)
@_over_plain_http
def ready() -> ResponseReturnValue:
    """Whether the service can do its work: 200, else 503."""
    found = readiness(office())
    answer = {
        "ready": found.ready,
        "database": "reached" if found.database else "not reached",
        "schema": "current" if found.schema == found.needs else "not current",
        "journal": "read" if found.journal_lines is not None else "not read",
    }
    return jsonify(answer), 200 if found.ready else 503


@pages.page("/metrics", public=True)
@_over_plain_http
def figures() -> ResponseReturnValue:
    """Counts and times as Prometheus reads them: with the token, or without one set to this machine alone."""
    token = office().settings.metrics_token
    if token is None:
        if not _from_this_machine():
            raise NotFound
    elif not _holds(token.get_secret_value()):
        refused = make_response("Expected the token of GUARANTOR_METRICS_TOKEN.\n", 401)
        refused.headers["WWW-Authenticate"] = 'Bearer realm="metrics"'
        refused.mimetype = "text/plain"
        return refused
    answer = make_response(metrics.text(current_app, readiness(office())))
    answer.headers["Content-Type"] = metrics.MEDIA_TYPE
    return answer


def _holds(token: str) -> bool:
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    return kind.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())


def _from_this_machine() -> bool:
    """Whether the request began on this machine: what a proxy on it passes on says so in a header of its own."""
    if any(name in request.headers for name in _PROXYS):
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
