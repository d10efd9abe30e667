"""Cases in a list, narrowed by status and outcome, and cases found by reference, name, address or landlord.

What is looked for comes by POST and never stands in an address: addresses are kept in logs and histories.
"""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.lifecycle import CaseStatus
from guarantor.services.casework import case_lists
from guarantor.services.casework.case_lists import Chosen
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.showing import pages_of, plain, show

pages = Pages("case_list", __name__)

_STATUSES = [(status.value, plain(status)) for status in CaseStatus]
_OUTCOMES = [(outcome, plain(outcome)) for outcome in ("eligible", "refer", "incomplete", "ineligible")]


class Search(Form):
    """What is looked for."""

    words = fields.line(
        "Find a case",
        hint="A reference, or words of a name, an address, a postcode or a landlord",
        needed="Enter a reference, a name, an address or a landlord",
        autocomplete="off",
        spellcheck=False,
    )


@pages.page("/cases", sees=View.CASES, section=(20, "Cases"))
def cases() -> ResponseReturnValue:
    """Every case, a page at a time."""
    at = desk()
    chosen = Chosen(
        status=_status(),
        outcome=_one_of("outcome", [value for value, _ in _OUTCOMES]),
        mine=request.args.get("whose") == "mine",
        oldest_first=request.args.get("order") == "oldest",
        page=request.args.get("page", 1, type=int),
    )
    found = case_lists.listed(at.office, at.person, chosen)
    return show(
        "case_list/cases.html",
        title="Cases",
        search=Search(),
        chosen=chosen,
        found=found,
        statuses=_STATUSES,
        outcomes=_OUTCOMES,
        listing=pages_of("page", found.page, found.pages),
        may_start=may(at.person.roles, Act.ADD_CASE),
    )


@pages.page("/cases/search", sees=View.CASES, methods=("GET", "POST"))
def search() -> ResponseReturnValue:
    """The cases found by what was typed."""
    at = desk()
    form = Search()
    found = None
    if form.sent():
        number = request.form.get("page", 1, type=int)
        found = case_lists.search(at.office, at.person, str(form.words.data), number)
        if only := case_lists.named(found, str(form.words.data)):
            return redirect(url_for("cases.case", ref=only), 303)
    return show(
        "case_list/search.html",
        title="Find a case",
        back=url_for("case_list.cases"),
        form=form,
        found=found,
        may_start=may(at.person.roles, Act.ADD_CASE),
    )


def _status() -> CaseStatus | None:
    value = _one_of("status", [value for value, _ in _STATUSES])
    return None if value is None else CaseStatus(value)


def _one_of(name: str, values: list[str]) -> str | None:
    """What the address chooses; anything else chooses nothing."""
    value = request.args.get(name, "")
    return value if value in values else None
