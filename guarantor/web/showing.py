"""Showing a page: its title, what surrounds it, and how values are written for people. No page is decided here."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Flask, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from jinja2 import ChainableUndefined, ChoiceLoader, PackageLoader, PrefixLoader

from guarantor.domain.money import pounds
from guarantor.services.acting import identity
from guarantor.web import desk, navigation
from guarantor.web.forms import Form

KENT = ZoneInfo("Europe/London")
STATIC = Path(__file__).parent / "static"
SERVICE = "Rent guarantees"

Crumbs = Sequence[tuple[str, str]]
"""Text and address of each page above this one."""


def show(
    template: str,
    *,
    title: str,
    form: Form | None = None,
    caption: str = "",
    back: str | None = None,
    crumbs: Crumbs = (),
    **more: Any,
) -> ResponseReturnValue:
    """A page as its template shows it.

    `title` is the heading and stands in the browser's bar, after "Error: " where the form was refused; `caption`
    stands above it. `back` is the address of a back link, `crumbs` are the pages above; a page has one of both.
    Answers 422 where the form could not be read, and 409 where a rule refused the act.
    """
    faulty = form is not None and bool(form.faults)
    page = render_template(
        template, title=title, form=form, caption=caption, back=back, crumbs=crumbs, faulty=faulty, **more
    )
    return page, g.get("refused_with", 422 if faulty else 200)


def done(says: str, to: str) -> ResponseReturnValue:
    """The act is done: a green banner says so on the page that is shown next."""
    flash(says, "success")
    return redirect(to, 303)


def own_address(address: str | None, otherwise: str) -> str:
    """An address of this site to go on to; `otherwise` where it would lead anywhere else."""
    parts = urlsplit(address or "")
    plain = address is not None and address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if plain and address is not None and not parts.netloc and not parts.scheme else otherwise


def prepare(app: Flask) -> None:
    """Give the templates their loaders, what they may ask for, and their ways of writing values."""
    env = app.jinja_env
    env.undefined = ChainableUndefined
    env.trim_blocks = env.lstrip_blocks = True
    # What there is none of is left out and never spelt: a question that a rehearsal does not ask, a value not held.
    env.finalize = lambda value: "" if value is None else value
    env.loader = ChoiceLoader(
        [
            PackageLoader("guarantor.web"),
            PrefixLoader(
                {
                    "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
                    "govuk_frontend_wtf": PackageLoader("govuk_frontend_wtf"),
                }
            ),
        ]
    )
    env.filters |= {
        "day": day,
        "moment": moment,
        "sum": money,
        "pence": lambda value: "" if value is None else money(pounds(value)),
        "plain": plain,
        "address_of": _lines,
    }
    env.globals["once_token"] = lambda: secrets.token_urlsafe(18)
    app.context_processor(_surroundings)


def day(value: dt.date | str | None) -> str:
    """A date as people write it: 1 August 2018. Takes a date or its ISO form; nothing for None."""
    if value is None or value == "":
        return ""
    read = dt.date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return f"{read.day} {read:%B %Y}"


def moment(value: dt.datetime | str | None) -> str:
    """An instant as the council's clock showed it: 1 August 2018, 09:05."""
    if value is None or value == "":
        return ""
    read = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{day(read.astimezone(KENT).date())}, {read.astimezone(KENT):%H:%M}"


def money(value: str | Decimal | None) -> str:
    """A sum given in pounds, as the services answer it: £1,040.00, or -£12.50 below nought."""
    if value is None:
        return ""
    amount = Decimal(value)
    return f"{'-' if amount < 0 else ''}£{abs(amount):,.2f}"


def plain(value: object) -> str:
    """A code as words: part_accepted is "Part accepted"."""
    said = str(value or "").replace("_", " ")
    return said[:1].upper() + said[1:]


def _dated(banner: str | None) -> str | None:
    """The rehearsal's banner with its date in words."""
    today = desk.day()
    return None if banner is None else banner.replace(today.isoformat(), day(today))


def _lines(value: str | None) -> str:
    return ", ".join(part.strip() for part in (value or "").splitlines() if part.strip())


def _surroundings() -> dict[str, Any]:
    """What every page shows around its content."""
    held = desk.office()
    return {
        "person": desk.person(),
        "sections": navigation.sections_for(desk.person()),
        "council": held.settings.council_name,
        "logo": url_for("assets.logo") if held.settings.council_logo_file else None,
        "service": SERVICE,
        "banner": _banner(),
        "asset": asset,
        "session_ends": g.get("session_ends"),
    }


def _banner() -> str | None:
    """What a rehearsal says wherever its date shows; asked for once in a request."""
    if "rehearsal_banner" not in g:
        g.rehearsal_banner = _dated(identity.banner(desk.office()))
    found = g.rehearsal_banner
    return None if found is None else str(found)


def asset(name: str) -> str:
    """The address of a built file, which changes with its content, so that a browser may keep it for good."""
    return url_for("assets.built", name=name, v=_version(name, (STATIC / name).stat().st_mtime_ns))


@cache
def _version(name: str, _changed: int) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def here() -> str:
    """The address of this page with its query, for a way back."""
    return request.full_path if request.query_string else request.path


def pages_of(name: str, number: int, of_all: int) -> dict[str, Any]:
    """The pagination under a long list: page `number` of `of_all`, in the query's parameter `name`."""

    def address(page: int) -> str:
        return url_for(
            str(request.endpoint), **{**(request.view_args or {}), **request.args.to_dict(), name: page}
        )

    if of_all <= 1:
        return {}
    near = sorted({1, of_all, *range(max(1, number - 1), min(of_all, number + 1) + 1)})
    items: list[dict[str, Any]] = []
    for previous, page in zip([0, *near], near, strict=False):
        if page - previous > 1:
            items.append({"ellipsis": True})
        items.append({"number": page, "href": address(page), "current": page == number})
    found: dict[str, Any] = {"items": items, "landmarkLabel": "Pages of this list"}
    if number > 1:
        found["previous"] = {"href": address(number - 1), "text": "Previous"}
    if number < of_all:
        found["next"] = {"href": address(number + 1), "text": "Next"}
    return found
