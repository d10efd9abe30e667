"""Sheets brought in: chosen, looked at row by row with nothing kept, and then taken in one act.

Between looking and taking, the sheet goes along in the page itself, packed: nothing of it is kept here meanwhile.
"""

import base64
import binascii
import zlib
from typing import Any, ClassVar

from flask import g, request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.exchange import handed_in
from guarantor.services.exchange.handed_in import Kind, Sheet
from guarantor.services.exchange.importing import Outcome, Report
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.desk import desk, office
from guarantor.web.downloads import download
from guarantor.web.forms import Form
from guarantor.web.showing import show

pages = Pages("imports", __name__)

MOST_BYTES, MOST_PACKED = 5_000_000, 650_000
ROWS_SHOWN = 200
_CSV, _XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TITLES: dict[Kind, str] = {
    "applications": "Import applications",
    "statements": "Import landlords' statements",
}
_TAKES_DUPLICATES = "Take duplicates too"


class Chosen(Form):
    """The sheet, and how strictly it is taken."""

    called: ClassVar = {"--sheet": "sheet"}
    file = fields.upload("Sheet", hint="CSV (UTF-8) or XLSX, up to 5 MB", needed="Choose a file")
    sheet = fields.line(
        "Name of the sheet", hint="Only for a workbook with several sheets; else the first is taken", width=20
    )
    accept_duplicates = fields.tick(
        _TAKES_DUPLICATES,
        hint="Rows that are like one that is there already are else passed over",
    )


class Taken(Form):
    """Whether the good rows are taken where others are wrong."""

    accept_good_rows = fields.tick(
        "Take the good rows and leave the wrong ones out",
        hint="Else nothing is taken until every row is right",
    )


@pages.page(
    "/imports",
    does=(Act.IMPORT_APPLICATIONS, Act.IMPORT_STATEMENTS),
    methods=("GET",),
    section=(80, "Imports"),
)
def home() -> ResponseReturnValue:
    """What can be imported, with the sheets to fill in."""
    return show("imports/home.html", title="Imports")


@pages.page("/imports/applications", does=Act.IMPORT_APPLICATIONS)
def applications() -> ResponseReturnValue:
    """Applications: each row becomes a case."""
    return _import("applications")


@pages.page("/imports/statements", does=Act.IMPORT_STATEMENTS)
def statements() -> ResponseReturnValue:
    """Landlords' statements: each row is rent due, rent paid, or what was said of a month."""
    return _import("statements")


@pages.page("/imports/applications/template", does=Act.IMPORT_APPLICATIONS, methods=("GET",))
def applications_template() -> ResponseReturnValue:
    """The sheet for applications, to be filled in."""
    return _template("applications")


@pages.page("/imports/statements/template", does=Act.IMPORT_STATEMENTS, methods=("GET",))
def statements_template() -> ResponseReturnValue:
    """The sheet for statements, to be filled in."""
    return _template("statements")


def _template(kind: Kind) -> ResponseReturnValue:
    if request.args.get("form") == "csv":
        return download(handed_in.template(office(), kind, ".csv"), f"{kind}.csv", _CSV)
    return download(handed_in.template(office(), kind, ".xlsx"), f"{kind}.xlsx", _XLSX)


def _import(kind: Kind) -> ResponseReturnValue:
    if "packed" in request.form and "refused" not in g:
        taking = Taken()
        if taking.sent():
            return _take(kind, taking, _unpacked())
    form = Chosen()
    if form.sent():
        given = form.file.data
        content = given.stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise WrongInput.at("file", f"expected at most {MOST_BYTES // 1_000_000} MB; split the sheet")
        return _look(kind, form, Sheet(content, given.filename or "", form.sheet.data))
    return show(
        "imports/choose.html",
        title=_TITLES[kind],
        back=url_for("imports.home"),
        form=form,
        kind=kind,
    )


def _look(kind: Kind, form: Chosen, given: Sheet) -> ResponseReturnValue:
    at = desk()
    packed = base64.b64encode(zlib.compress(given.content, 9)).decode()
    if len(packed) > MOST_PACKED:
        raise WrongInput.at("file", "expected a smaller sheet; split it in two")
    taken = bool(form.accept_duplicates.data)
    report = handed_in.take(at.office, at.person, kind, given, at.on, look_only=True, accept_duplicates=taken)
    return show(
        "imports/look.html",
        title="What would become of each row",
        caption=_TITLES[kind],
        back=url_for(f"imports.{kind}"),
        form=Taken(),
        kind=kind,
        carried={
            "packed": packed,
            "name": given.name,
            "sheet": given.sheet,
            "duplicates": "yes" if taken else "",
        },
        **_shown(report),
    )


def _take(kind: Kind, form: Taken, given: Sheet) -> ResponseReturnValue:
    at = desk()
    report = handed_in.take(
        at.office,
        at.person,
        kind,
        given,
        at.on,
        look_only=False,
        accept_good_rows=bool(form.accept_good_rows.data),
        accept_duplicates=bool(request.form.get("duplicates")),
    )
    return show(
        "imports/report.html",
        title="The rows are in" if report.kept else "Nothing was taken",
        caption=_TITLES[kind],
        kind=kind,
        kept=report.kept,
        **_shown(report),
    )


def _unpacked() -> Sheet:
    """The sheet that came along in the page. Raises WrongInput where it is none any more."""
    try:
        packed = base64.b64decode(request.form["packed"], validate=True)
        content = zlib.decompressobj().decompress(packed, MOST_BYTES)
    except (binascii.Error, zlib.error):
        raise WrongInput.at("file", "expected the sheet that was looked at; choose it again") from None
    return Sheet(content, request.form.get("name", ""), request.form.get("sheet") or None)


def _shown(report: Report) -> dict[str, Any]:
    """The report as its table shows it: what needs a look first, and no more rows than a page bears."""
    order = {"error": 0, "duplicate": 1, "example": 3}
    rows = sorted(report.rows, key=lambda each: (order.get(each.status, 2), each.row))
    return {
        "counts_of": {
            status: sum(1 for each in report.rows if each.status == status)
            for status in ("added", "good", "duplicate", "error", "example")
        },
        "rows": [_row(each) for each in rows[:ROWS_SHOWN]],
        "left_out": max(0, len(rows) - ROWS_SHOWN),
    }


def _row(outcome: Outcome) -> dict[str, Any]:
    says = [each.removeprefix(f"row {outcome.row}: ") for each in outcome.says]
    return {
        "row": outcome.row,
        "status": outcome.status,
        "given": outcome.given,
        "ref": outcome.ref,
        "says": [each.replace("--accept-duplicates", f"the box “{_TAKES_DUPLICATES}”") for each in says],
    }
