"""The council's own sign-in (OpenID Connect, such as Entra ID): authorization code with PKCE, state and nonce.

Knows the protocol through Authlib, which checks signature, issuer, audience and nonce of what comes back; whom a claim
stands for is for guarantor.services.entering.
"""

from collections.abc import Mapping
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, current_app, request, url_for
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError
from requests import RequestException

from guarantor.domain.refusals import SignInRefused, SignInTooWeak
from guarantor.settings import Settings

_EXTENSION = "council sign-in"
_SECONDS = 10


def set_up(app: Flask, settings: Settings) -> None:
    """Make the sign-in known to the application, where one is set. Nothing is fetched before somebody signs in."""
    if settings.oidc_issuer is None:
        return
    secret = settings.oidc_client_secret
    known = OAuth(app)
    known.register(
        "council",
        client_id=settings.oidc_client_id,
        client_secret=None if secret is None else secret.get_secret_value(),
        server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile",
            "code_challenge_method": "S256",
            "timeout": _SECONDS,
            **({"token_endpoint_auth_method": "none"} if secret is None else {}),
        },
    )
    app.extensions[_EXTENSION] = known


def leave_for(settings: Settings) -> ResponseReturnValue:
    """Send the person to the council's own sign-in, asking for the level that is set.

    Raises SignInRefused where it cannot be reached.
    """
    acr = settings.oidc_acr
    asked = {} if acr is None else {"acr_values": acr}
    try:
        sent: ResponseReturnValue = current_app.extensions[_EXTENSION].council.authorize_redirect(
            url_for("entrance.back_from_council", _external=True), **asked
        )
    except (AuthlibBaseError, RequestException):
        raise SignInRefused(codes=False, council=True) from None
    return sent


def come_back(settings: Settings) -> str:
    """Whom the sign-in has shown the person to be: the claim that the settings name.

    Raises SignInRefused where what came back does not hold, was not asked for, or names nobody, and SignInTooWeak
    where it does not say that they proved it as strongly as the settings ask.
    """
    if "error" in request.args:
        raise SignInRefused(codes=False, council=True)
    try:
        token = current_app.extensions[_EXTENSION].council.authorize_access_token()
    except (AuthlibBaseError, JoseError, RequestException):
        raise SignInRefused(codes=False, council=True) from None
    claims = token.get("userinfo") or {}
    subject = claims.get(settings.oidc_claim)
    # What its metadata calls itself is not enough: the issuer is the one that is set, and no other.
    known = str(claims.get("iss", "")).rstrip("/") == str(settings.oidc_issuer).rstrip("/")
    if not known or not isinstance(subject, str) or not subject:
        raise SignInRefused(codes=False, council=True)
    _check_strength(claims, settings)
    return subject


def _check_strength(claims: Mapping[str, Any], settings: Settings) -> None:
    """Raise SignInTooWeak unless the token says it itself: what it leaves out was not proved."""
    ways = claims.get("amr")
    if settings.oidc_amr is not None and not (isinstance(ways, list) and settings.oidc_amr in ways):
        raise SignInTooWeak(f"amr: {settings.oidc_amr}")
    if settings.oidc_acr is not None and claims.get("acr") != settings.oidc_acr:
        raise SignInTooWeak(f"acr: {settings.oidc_acr}")
