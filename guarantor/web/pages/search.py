"""Looking something up from the worktray: by reference, name, address or landlord. What was typed is in no address.

Those who may not see young people look up guarantees by reference and landlord alone.
"""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import MAY_SEE, View
from guarantor.services.casework import case_lists
from guarantor.services.worktrays import looking_up
from guarantor.web import leading
from guarantor.web.access import Pages
from guarantor.web.desk import Desk, desk
from guarantor.web.showing import show

pages = Pages("search", __name__)


@pages.page("/search", sees=View.TASKS, methods=("GET", "POST"))
def search() -> ResponseReturnValue:
    """The form, and once it was sent what was found."""
    at = desk()
    words = request.form.get("words", "").strip()[:200]
    sees_cases = bool(at.person.roles & MAY_SEE[View.CASES])
    cases = _cases(at, words) if sees_cases and words else None
    if cases is not None and (only := case_lists.named(cases, words)):
        return redirect(url_for("cases.case", ref=only), 303)
    return show(
        "worktray/search.html",
        title="Look up",
        back=url_for("worktray.home"),
        words=words,
        sent=request.method == "POST",
        sees_cases=sees_cases,
        cases=cases,
        guarantees=_guarantees(at, words) if not sees_cases and words else None,
        to_case=lambda ref: leading.to(f"/cases/{ref}", at.person.roles),
        to_guarantee=lambda ref: leading.to_work(ref.partition("/")[0], ref, None, at.person.roles),
    )


def _cases(at: Desk, words: str) -> case_lists.CaseList:
    return case_lists.search(at.office, at.person, words, request.form.get("page", 1, type=int))


def _guarantees(at: Desk, words: str) -> looking_up.Found:
    return looking_up.by_landlord(at.office, at.person, words)
