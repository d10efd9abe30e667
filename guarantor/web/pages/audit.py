"""The audit record: the journal by choice, verified now, taken away; who looked at which case; checks from outside.

All of it is reading. The journal holds references and codes, so nobody is named here but officers.
"""

import datetime as dt
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import MAY_SEE, Act, View
from guarantor.services.correspondence import checking_page
from guarantor.services.proof import journal_read, verified_now
from guarantor.services.proof.journal_read import Chosen
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.desk import desk, office
from guarantor.web.downloads import download
from guarantor.web.forms import Form
from guarantor.web.references import row_number
from guarantor.web.showing import pages_of, show

pages = Pages("audit", __name__)

_LONGEST_HEAD = 10_000
_CHECKS_AT_ONCE = 50


class Verify(Form):
    """A head that was kept from before, if there is one."""

    head = fields.upload(
        "A signed head kept from before (optional)",
        hint="With it, lines that were cut off or written anew since then are found too",
    )


@pages.page("/audit", sees=View.JOURNAL, section=(90, "Audit"))
def journal() -> ResponseReturnValue:
    """The journal, the latest line first, by act, subject, officer and day."""
    at = desk()
    chosen = Chosen(
        act=_one_of(tuple(Act), "act"),
        subject=request.args.get("subject", "").strip().upper()[:40] or None,
        officer=request.args.get("officer") or None,
        day=_day("day"),
        before=request.args.get("before", type=row_number),
    )
    found = journal_read.journal(at.office, chosen)
    return show(
        "audit/journal.html",
        title="Audit",
        chosen=chosen,
        page=found,
        length=journal_read.how_many(at.office),
        acts=sorted(Act),
        officers=journal_read.officers_names(at.office),
        older=_older(found.older),
        sees_looks=bool(at.person.roles & MAY_SEE[View.LOOKS]),
    )


@pages.page("/audit/verify", sees=View.JOURNAL, methods=("GET", "POST"))
def verify() -> ResponseReturnValue:
    """Verify the journal and check the ledger, now."""
    form = Verify()
    if form.sent():
        given = form.head.data
        kept = given.stream.read(_LONGEST_HEAD) if given and given.filename else None
        found = verified_now.verify(office(), kept)
        return show(
            "audit/verified.html",
            title="Everything holds" if not (found.journal or found.ledger) else "Something does not hold",
            caption="Audit",
            back=url_for("audit.journal"),
            found=found,
        )
    return show(
        "audit/verify.html", title="Verify now", caption="Audit", back=url_for("audit.journal"), form=form
    )


@pages.page("/audit/export", sees=View.JOURNAL)
def export() -> ResponseReturnValue:
    """What an export holds, what to keep elsewhere, and the way to it."""
    return show(
        "audit/export.html",
        title="Take the record away",
        caption="Audit",
        back=url_for("audit.journal"),
        kept=verified_now.to_keep(office()),
    )


@pages.page("/audit/export/audit.zip", sees=View.JOURNAL)
def exported() -> ResponseReturnValue:
    """The record as one file."""
    return download(verified_now.exported(office()), "audit.zip", "application/zip")


@pages.page("/audit/head", sees=View.JOURNAL)
def head() -> ResponseReturnValue:
    """The journal's head, signed now."""
    signed = verified_now.to_keep(office())["head"]
    return download(f"{signed.text()}\n".encode(), f"head-{signed.seq}.json", "application/json")


@pages.page("/audit/looks", sees=View.LOOKS)
def looks() -> ResponseReturnValue:
    """Who looked at which case."""
    case_ref = request.args.get("case", "").strip().upper()[:20] or None
    officer = request.args.get("officer") or None
    found, older = journal_read.looks(
        office(), case_ref, officer, request.args.get("before", type=row_number)
    )
    return show(
        "audit/looks.html",
        title="Who looked at which case",
        looks=found,
        case_ref=case_ref,
        officer=officer,
        officers=journal_read.officers_names(office()),
        older=_older(older),
    )


@pages.page("/audit/checks", sees=View.JOURNAL)
def checks() -> ResponseReturnValue:
    """Checks of papers from outside: many that fail may be somebody guessing."""
    page = request.args.get("page", 1, type=int)
    found, of_all = checking_page.latest(office(), page, _CHECKS_AT_ONCE)
    return show(
        "audit/checks.html",
        title="Papers checked from outside",
        caption="Audit",
        back=url_for("audit.journal"),
        checks=found,
        listing=pages_of("page", min(max(page, 1), of_all), of_all),
    )


def _older(before: int | None) -> dict[str, Any]:
    """The way to older entries; a journal grows at its end, so its pages have no numbers."""
    found: dict[str, Any] = {"landmarkLabel": "Pages of this list"}
    kept: dict[str, Any] = request.args.to_dict()
    began = kept.pop("before", None)
    endpoint = str(request.endpoint)
    if began is not None:
        found["previous"] = {"href": url_for(endpoint, **kept), "text": "Newest"}
    if before is not None:
        found["next"] = {"href": url_for(endpoint, **{**kept, "before": before}), "text": "Older"}
    return found if len(found) > 1 else {}


def _one_of(known: tuple[str, ...], name: str) -> str | None:
    value = request.args.get(name, "")
    return value if value in known else None


def _day(name: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
