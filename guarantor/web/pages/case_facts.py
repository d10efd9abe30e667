"""The facts of a case: everything the application says, where each part is corrected, and what stood before."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.lifecycle import MAY_FOLLOW, CaseStatus, GuaranteeStatus
from guarantor.services.casework import corrections, showing
from guarantor.services.casework.corrections import Correction
from guarantor.web.access import Pages
from guarantor.web.application.parts import BY_PATH, PARTS
from guarantor.web.case_caption import caption
from guarantor.web.desk import desk
from guarantor.web.showing import plain, show

pages = Pages("case_facts", __name__)


@pages.page("/cases/<case:ref>/facts", sees=View.CASES)
def facts(ref: str) -> ResponseReturnValue:
    """What the application says now, and each correction with what it changed."""
    at = desk()
    written = corrections.of_case(at.office, ref)
    held = showing.case(at.office, ref)
    status = CaseStatus(held["status"])
    stands = any(each["status"] != GuaranteeStatus.ENDED for each in held["guarantees"])
    open_ = status is CaseStatus.DRAFT or (CaseStatus.SUBMITTED in MAY_FOLLOW[status] and not stands)
    can = open_ and may(at.person.roles, Act.REVISE_CASE)
    return show(
        "cases/facts.html",
        title="Facts of the application",
        caption=caption(ref),
        back=url_for("cases.case", ref=ref),
        ref=ref,
        written=written,
        parts=[
            (part.title, [(each.short, _said(each.path, written.answers)) for each in part.questions])
            for part in PARTS
        ],
        corrected_at=url_for("applications.parts", ref=ref) if can else None,
        draft=status is CaseStatus.DRAFT,
        rows_of=_rows,
    )


def _said(path: str, answers: dict[str, Any] | None) -> str:
    if answers is None:
        return "No longer held"
    return BY_PATH[path].said(answers.get(path)) or "Not known"


def _rows(correction: Correction) -> list[dict[str, str]]:
    return [
        {
            "what": BY_PATH[each.path].short if each.path in BY_PATH else plain(each.path),
            "before": _value(each.path, each.before),
            "after": _value(each.path, each.after),
        }
        for each in correction.changes or ()
    ]


def _value(path: str, value: Any) -> str:
    question = BY_PATH.get(path)
    said = question.said(value) if question else ("" if value is None else str(value))
    return said or "Not known"
