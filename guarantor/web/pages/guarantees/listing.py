"""The list of guarantees: filtered by where they stand, found by words, and the changes that wait for a decision."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import View
from guarantor.domain.lifecycle import GuaranteeStatus
from guarantor.services.guaranteeing import guarantee_lists
from guarantor.services.guaranteeing.guarantee_lists import Chosen, Warned
from guarantor.web import fields
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.pages.guarantees.room import AREAS, CHANGES, STAGES, pages
from guarantor.web.showing import pages_of, show


class Search(Form):
    """Words of a name or an address, or a reference; sent by POST, so that no name stands in an address."""

    words = fields.line(
        "Reference, name, address or landlord",
        hint="For example RG-0012, or part of a name and a street",
        needed="Enter a reference, a name or an address",
    )


@pages.page("/guarantees", sees=View.CASES, section=(30, "Guarantees"))
def guarantees() -> ResponseReturnValue:
    """Guarantees by status, area, open warnings and end."""
    at = desk()
    asked = request.args
    chosen = Chosen(
        status=GuaranteeStatus(asked["status"]) if asked.get("status") in set(GuaranteeStatus) else None,
        area=asked["area"] if asked.get("area") in AREAS else None,
        warned=Warned(asked["warned"]) if asked.get("warned") in set(Warned) else None,
        soon=asked.get("order") == "soon",
        soonest=asked.get("order") == "end",
        page=asked.get("page", 1, type=int),
    )
    listed = guarantee_lists.listed(at.office, at.person, at.on, chosen)
    return show(
        "guarantees/list.html",
        title="Guarantees",
        chosen=chosen,
        order=asked.get("order", ""),
        listed=listed,
        areas=AREAS,
        stages=STAGES,
        listing=pages_of("page", listed.page, listed.pages),
    )


@pages.page("/guarantees/search", sees=View.CASES, methods=("GET", "POST"))
def search() -> ResponseReturnValue:
    """The guarantees under a reference or with all of some words."""
    at = desk()
    form = Search()
    number = request.form.get("number", 1, type=int)
    listed = None
    if form.sent():
        listed = guarantee_lists.search(at.office, at.person, at.on, form.words.data or "", number)
    return show(
        "guarantees/search.html",
        title="Find a guarantee",
        back=url_for("guarantees.guarantees"),
        form=form,
        listed=listed,
        stages=STAGES,
    )


@pages.page("/guarantees/changes", sees=View.CASES)
def open_changes() -> ResponseReturnValue:
    """The changes that nobody has decided yet, of all guarantees."""
    at = desk()
    number = request.args.get("page", 1, type=int)
    found, of_all = guarantee_lists.open_changes(at.office, at.person, number)
    return show(
        "guarantees/open_changes.html",
        title="Changes that wait for a decision",
        back=url_for("guarantees.guarantees"),
        changes=found,
        kinds=CHANGES,
        on=at.on,
        listing=pages_of("page", min(max(1, number), of_all), of_all),
    )
