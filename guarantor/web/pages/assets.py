"""What pages are shown with: the built style sheet, script and typeface, and the council's logo."""

from flask import abort, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from guarantor.web.access import Pages
from guarantor.web.desk import office
from guarantor.web.showing import STATIC

pages = Pages("assets", __name__)

_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_LOGOS = {".svg": "image/svg+xml", ".png": "image/png"}
_A_YEAR, _AN_HOUR = 31_536_000, 3_600
_LONGEST_NAME = 100
"""No file of ours has a longer one, and a file system fails on one that is longer than it takes."""


@pages.page("/assets/<name>", public=True)
def built(name: str) -> ResponseReturnValue:
    """A built file, compressed where the browser takes that. Its address changes with its content."""
    file = STATIC / name
    kind = _KINDS.get(file.suffix)
    if kind is None or len(name) > _LONGEST_NAME or file.parent != STATIC or not file.is_file():
        abort(404)
    compressed = file.with_name(f"{name}.gz")
    packed = compressed.is_file() and request.accept_encodings["gzip"] > 0
    response = _handed_out((compressed if packed else file).read_bytes(), kind, _A_YEAR)
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


@pages.page("/assets/council/logo", public=True)
def logo() -> ResponseReturnValue:
    """The council's logo, where one is set."""
    file = office().settings.council_logo_file
    if file is None or file.suffix not in _LOGOS or not file.is_file():
        abort(404)
    return _handed_out(file.read_bytes(), _LOGOS[file.suffix], _AN_HOUR)


def _handed_out(content: bytes, kind: str, seconds: int) -> Response:
    response: Response = make_response(content)
    response.headers["Content-Type"] = kind
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response
