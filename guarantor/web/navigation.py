"""The navigation: sections declared beside their pages, each shown to whoever may see the page it leads to."""

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
    held = current_app.extensions[_SECTIONS]
    here = request.endpoint or ""
    exactly = any(each.endpoint == here for each in held)
    return [
        Shown(each.text, url_for(each.endpoint), active=_belongs(here, each.endpoint, exactly=exactly))
        for each in held
        if admission_of(current_app, each.endpoint).admits(person.roles)
    ]


def _belongs(here: str, endpoint: str, *, exactly: bool) -> bool:
    """Whether the page that is open is the section's own, or one of its noun that has no section of its own."""
    return endpoint == here if exactly else endpoint.partition(".")[0] == here.partition(".")[0]
