"""`guarantor serve`: the web application, until it is stopped."""

from typing import Annotated

import typer

from guarantor.cli.acting import show_banner
from guarantor.cli.answers import note
from guarantor.services.acting.office import Office, open_office
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
) -> None:
    office = open_office()
    show_banner(office)
    run(office, host, port)


def run(office: Office, host: str, port: int) -> None:
    """Serve until stopped. Raises WrongInput where the pages may not be served, OSError where the port is taken."""
    with_pages = server(office, host, port)
    note(
        f"The pages are on http://{host}:{getattr(with_pages, 'effective_port', port)}/ until you press Ctrl-C."
    )
    try:
        with_pages.run()
    finally:
        with_pages.close()
