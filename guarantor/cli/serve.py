"""`guarantor serve`: the web application, until it is stopped."""

from typing import Annotated

import typer

from guarantor.cli.acting import show_banner
from guarantor.cli.answers import note
from guarantor.services.acting.office import Office, open_office
from guarantor.web import log_lines
from guarantor.web.processes import MOST, serve_with
from guarantor.web.server import server

HOST, PORT = "127.0.0.1", 8000


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        help="Serve the pages until stopped with Ctrl-C; behind a proxy when live. For: the operator."
    )(serve)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = HOST,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 lets the machine choose.")] = PORT,
    processes: Annotated[
        int,
        typer.Option(min=1, max=MOST, help="How many processes serve; they share the database and the port."),
    ] = 1,
) -> None:
    run(open_office(), host, port, processes)


def run(office: Office, host: str = HOST, port: int = PORT, processes: int = 1) -> None:
    """Serve until stopped, with the log that the settings name.

    Raises WrongInput where the pages may not be served, OSError where the port is taken.
    """
    show_banner(office)
    log_lines.begin(office.settings)
    if processes > 1:
        serve_with(office, host, port, processes, lambda chosen: _say_where(host, chosen))
        return
    with_pages = server(office, host, port)
    _say_where(host, getattr(with_pages, "effective_port", port))
    try:
        with_pages.run()
    finally:
        with_pages.close()


def _say_where(host: str, port: int) -> None:
    note(f"The pages are on http://{host}:{port}/ until you press Ctrl-C.")
