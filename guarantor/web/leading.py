"""Where something is done: the address of its page, for whoever may open it. A page that is not there is no link."""

import re

from flask import current_app, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from guarantor.domain.access import Role
from guarantor.web.access import admission_of

_NUMBERS = re.compile(r"\d+")


def to(address: str, roles: frozenset[Role]) -> str | None:
    """The address itself, where there is a page under it that these roles may open; else None."""
    seen: dict[tuple[str, frozenset[Role]], bool] = g.setdefault("ways_seen", {})
    # A list leads to many addresses that differ by their numbers alone: one of them answers for all.
    way = (_NUMBERS.sub("1", address), roles)
    if way not in seen:
        seen[way] = _open_to(address, roles)
    return address if seen[way] else None


def _open_to(address: str, roles: frozenset[Role]) -> bool:
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None, "a page is shown while a request is answered"
    try:
        endpoint, _ = adapter.match(address, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return admission_of(current_app, endpoint).admits(roles)


def to_work(
    case_ref: str, guarantee_ref: str | None, claim_ref: str | None, roles: frozenset[Role]
) -> str | None:
    """The page of the narrowest thing that these roles may see: a claim, its guarantee, or the case."""
    places = (("claims", claim_ref), ("guarantees", guarantee_ref), ("cases", case_ref))
    found = (to(f"/{noun}/{ref.replace('/', '-')}", roles) for noun, ref in places if ref)
    return next((each for each in found if each), None)
