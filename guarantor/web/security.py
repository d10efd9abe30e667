"""What protects every page: headers, the cookie's flags, tokens against forged forms, proxies, and limits on failing.

On loopback in a rehearsal the cookie is not marked Secure and nothing redirects to HTTPS, since there is none.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from flask import Flask, g, request
from flask.sessions import SecureCookieSessionInterface
from flask.typing import RouteCallable
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_talisman import Talisman
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted
from werkzeug.wrappers import Response

from guarantor.services.acting.office import Office
from guarantor.services.entering import keys

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
}
MOST_BYTES = 20 * 1024 * 1024
"""The largest request that is read at all; what a page takes is less."""

csrf = CSRFProtect()


def protect(app: Flask, office: Office, *, rehearsal: bool) -> None:
    """Put everything in place. Raises WrongInput where a live database has no web key."""
    secure = not rehearsal
    signing = [key.hex() for key in keys.signing_keys(office.settings, rehearsal=rehearsal)]
    app.config.update(
        SECRET_KEY=signing[0],
        SECRET_KEY_FALLBACKS=signing[1:],
        # The prefix makes a browser refuse the cookie from any other host or over plain HTTP.
        SESSION_COOKIE_NAME="__Host-guarantor" if secure else "guarantor",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=dt.timedelta(hours=office.settings.session_hours),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=secure,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
    )
    app.session_interface = _SignedWithSha256()
    app.wsgi_app = _OwnHosts(app.wsgi_app, office.settings.hosts)  # type: ignore[assignment, method-assign]
    if office.settings.trusted_proxies:
        hops = office.settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    csrf.init_app(app)
    Talisman(
        app,
        force_https=secure,
        force_https_permanent=False,
        session_cookie_secure=secure,
        strict_transport_security=secure,
        strict_transport_security_max_age=31_536_000,
        content_security_policy=_policy(office),
        content_security_policy_nonce_in=["script-src"],
        referrer_policy="same-origin",
        frame_options="DENY",
        permissions_policy={"camera": "()", "geolocation": "()", "microphone": "()"},
    )
    app.after_request(_keep_out_of_caches)


def limit_failures(app: Flask, office: Office) -> None:
    """Limit how often one network address may fail, at the pages that say so with `count_against`.

    Each process counts for itself; what must be shared between them, the lock of a name, stands in the database.
    """
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", headers_enabled=False)
    for endpoint, view in list(app.view_functions.items()):
        if getattr(view, "fails", False):
            limited = limiter.limit(
                office.settings.failures_from_one_address,
                methods=["POST"],
                deduct_when=lambda _response: bool(g.get("counts_against")),
            )(view)
            app.view_functions[endpoint] = cast("RouteCallable", limited)


def count_against() -> None:
    """Count this request as a failure of the network address it came from."""
    g.counts_against = True


class _SignedWithSha256(SecureCookieSessionInterface):
    """The signed cookie, by HMAC with SHA-256 in the place of SHA-1."""

    digest_method = staticmethod(hashlib.sha256)


class _OwnHosts:
    """Refuses a request that names a host which is not the council's own, before anything is made of the name.

    Stands inside what reads the proxies' headers. The page of errors has links, which would carry the name along, so
    that a plain sentence answers.
    """

    def __init__(self, app: "WSGIApplication", hosts: tuple[str, ...]) -> None:
        self._app, self._hosts = app, hosts

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        host = environ.get("HTTP_HOST") or environ.get("SERVER_NAME", "")
        if host_is_trusted(host, self._hosts):
            return self._app(environ, start)
        refused = Response(
            "This service does not answer under that name. The operator sets its names.\n",
            status=400,
            mimetype="text/plain",
            headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"},
        )
        return refused(environ, start)


def _policy(office: Office) -> dict[str, str]:
    issuer = office.settings.oidc_issuer
    if issuer is None:
        return _POLICY
    # The form that leads to the council's own sign-in may be redirected there.
    scheme, _, rest = issuer.partition("://")
    return {**_POLICY, "form-action": f"'self' {scheme}://{rest.split('/')[0]}"}


def _keep_out_of_caches(response: Response) -> Response:
    if not (request.endpoint or "").startswith("assets."):
        response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
