"""The navigation: sections declared beside their pages, each shown to whoever may see the page it leads to.

The pages whose addresses stand below a section's belong to it, whichever module they are in.
"""

from dataclasses import dataclass

from flask import Flask, current_app, request, url_for

from guarantor.services.acting.office import Person
from guarantor.web.access import Section, admission_of

_SECTIONS = "sections"


@dataclass(frozen=True)
class Shown:
    """A section as the navigation shows it; `active` where the page that is open belongs to it."""

    text: str
    href: str
    active: bool


def set_up(app: Flask, sections: list[Section]) -> None:
    """Keep the sections of every page module, in order."""
    app.extensions[_SECTIONS] = sorted(sections)


def sections_for(person: Person | None) -> list[Shown]:
    """The sections that a person may see; none for nobody."""
    if person is None:
        return []
    held = [(each, url_for(each.endpoint)) for each in current_app.extensions[_SECTIONS]]
    here = max((href for _, href in held if _stands_under(href)), key=len, default=None)
    return [
        Shown(each.text, href, active=href == here)
        for each, href in held
        if admission_of(current_app, each.endpoint).admits(person.roles)
    ]


def _stands_under(href: str) -> bool:
    """Whether the page that is open is the section's own or has its address below it."""
    return request.path == href or (href != "/" and request.path.startswith(f"{href}/"))
