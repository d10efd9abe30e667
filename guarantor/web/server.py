"""Serving the pages with waitress: what is checked before the doors open, and how the server listens."""

import ipaddress
import socket
from typing import Any

from flask import Flask
from waitress import create_server
from waitress.server import BaseWSGIServer, MultiSocketServer

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import databases
from guarantor.services.acting.office import Office
from guarantor.services.entering import opening
from guarantor.web.app import create_app
from guarantor.web.security import MOST_BYTES
from guarantor.web.showing import STATIC

THREADS = 8


def server(
    office: Office, host: str, port: int, listening: socket.socket | None = None
) -> MultiSocketServer | BaseWSGIServer:
    """A server that listens and waits to be run; on a socket that listens already where one is given.

    Raises WrongInput where the pages cannot be served: the database is not ready, what pages are shown with was not
    built, a rehearsal would be open to other machines, or a live database holds what a demo made.
    """
    check_may_serve(office, host)
    app: Flask = create_app(office)
    where: dict[str, Any] = {"host": host, "port": port} if listening is None else {"sockets": [listening]}
    # What a proxy says of the visitor is read by the application alone, of as many hops as the settings trust.
    return create_server(
        app,
        **where,
        threads=THREADS,
        ident=None,
        max_request_body_size=MOST_BYTES,
        clear_untrusted_proxy_headers=False,
    )


def check_may_serve(office: Office, host: str) -> None:
    """Raise WrongInput as `server` does, without opening anything."""
    if not databases.condition(office)["ready"]:
        raise WrongInput.at(
            "GUARANTOR_DATABASE_URL",
            "expected a database that is ready: guarantor db check says what it is, guarantor db upgrade brings an "
            "earlier version's up",
        )
    if not (STATIC / "guarantor.css").is_file():
        raise WrongInput.at("guarantor/web/static", "expected the style sheet: run make assets")
    opening.check_may_open(office, loopback=_is_loopback(host))


def _is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        found = {str(each[4][0]) for each in socket.getaddrinfo(host, None)}
        return all(ipaddress.ip_address(each).is_loopback for each in found)
