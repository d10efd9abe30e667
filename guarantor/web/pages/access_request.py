"""The copy of everything held on a person: read through, without what is about others, given out."""

from io import BytesIO
from typing import ClassVar

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.domain.references import case_ref
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.data_protection import subject_access
from guarantor.services.data_protection.subject_access import ToRead
from guarantor.services.entering import looking, restricting
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.case_caption import caption
from guarantor.web.desk import desk
from guarantor.web.downloads import download
from guarantor.web.forms import Form
from guarantor.web.showing import show

pages = Pages("access_request", __name__)

_SHOWN = 400


class Copy(Form):
    """What is left out of the copy, and why."""

    called: ClassVar = {"--leave-out": "left_out"}
    left_out = fields.some_of(
        "Is any of this about somebody else, and not for them to have?",
        [],
        hint="Tick what is left out. The copy says what was left out and why",
    )
    why = fields.words("Why is it left out?", hint="Only where you ticked something. They will read this")


@pages.page("/cases/<case:ref>/copy", does=Act.ANSWER_ACCESS_REQUEST)
def copy(ref: str) -> ResponseReturnValue:
    """Read what would go out, and give the copy out as one file."""
    at = desk()
    cases = [ref, *_others(ref)]
    found = subject_access.to_read(at.office, cases)
    form = Copy(version=len(found))
    form.left_out.choices = {each.label: _in_short(each) for each in found}
    if form.sent():
        ticked = list(form.left_out.data or [])
        if ticked and not form.why.data:
            raise WrongInput.at("why", "expected why what you ticked is left out")
        out = BytesIO()
        reasons = dict.fromkeys(ticked, str(form.why.data))
        subject_access.make(at.office, at.person, cases, out, at.on, reasons)
        return download(out.getvalue(), f"{ref}-copy-{at.on}.zip", "application/zip")
    return show(
        "cases/copy.html",
        title="Copy of what is held",
        caption=caption(ref),
        back=url_for("cases.case", ref=ref),
        form=form,
        ref=ref,
        cases=cases,
        also=request.args.get("also", ""),
    )


def _others(ref: str) -> list[str]:
    """The person's other cases, as the address names them. Raises WrongInput, NotFound, CaseIsRestricted."""
    at = desk()
    found = [case_ref(word, "also") for word in request.args.get("also", "").replace(",", " ").split()]
    for each in found:
        restricting.admit(at.office, at.person, each)
        looking.record(at.office, at.person, each)
    return [each for each in dict.fromkeys(found) if each != ref]


def _in_short(each: ToRead) -> str:
    said = each.words if len(each.words) <= _SHOWN else f"{each.words[:_SHOWN]}…"
    return f"{each.kind}. {said}"
