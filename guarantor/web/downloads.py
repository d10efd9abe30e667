"""Files that are handed out: always to be saved, never shown in the browser, never kept by it."""

from flask import make_response
from werkzeug.http import dump_options_header
from werkzeug.wrappers import Response


def download(content: bytes, name: str, media_type: str) -> Response:
    """A file under a name. What is in it is not looked at, and no browser is left to guess."""
    response: Response = make_response(content)
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = dump_options_header("attachment", {"filename": name})
    response.headers["Cache-Control"] = "no-store"
    return response
