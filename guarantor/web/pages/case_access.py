"""Who may see a restricted case, and who looked at a case."""

from typing import ClassVar

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, Role, View
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import people
from guarantor.services.entering import looking, restricting
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.case_caption import caption
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.showing import done, show

pages = Pages("case_access", __name__)


class Access(Form):
    """What changes about who may see the case."""

    called: ClassVar[dict[str, str]] = {"--name": "officer"}
    step = fields.one_of("What do you want to do?", [], needed="Choose what you want to do")
    officer = fields.one_of_many(
        "Which caseworker?", [], hint="Only for naming somebody, or taking a name off"
    )


_ACTS = {"named": restricting.name, "unnamed": restricting.unname}
_WHOLE = {"restricted": restricting.restrict, "lifted": restricting.lift}
_SAID = {
    "restricted": "is restricted. Name the caseworkers who may see it",
    "lifted": "is open to every caseworker again",
    "named": "can be seen by one caseworker more",
    "unnamed": "can be seen by one caseworker less",
}


@pages.page("/cases/<case:ref>/access", does=Act.RESTRICT_CASE)
def access(ref: str) -> ResponseReturnValue:
    """Restrict a case, name those who may see it, or open it again."""
    at = desk()
    held = restricting.of_case(at.office, ref)
    form = Access(version=len(held["steps"]))
    form.step.choices = _steps(held["restricted"], bool(held["named"]))
    workers = [each["name"] for each in people.listed(at.office) if Role.CASEWORKER in each["roles"]]
    form.officer.choices = {"": "Choose one"} | {name: name for name in workers}
    if form.sent():
        step = form.step.data
        if step in _WHOLE:
            _WHOLE[step](at.office, at.person, ref)
        else:
            if not form.officer.data:
                raise WrongInput.at("--name", "expected one of the caseworkers")
            _ACTS[step](at.office, at.person, ref, form.officer.data)
        return done(f"{ref} {_SAID[step]}", url_for("case_access.access", ref=ref))
    return show(
        "cases/access.html",
        title="Who may see this case",
        caption=caption(ref),
        back=url_for("cases.case", ref=ref),
        form=form,
        ref=ref,
        access=held,
    )


@pages.page("/cases/<case:ref>/looks", sees=View.LOOKS)
def looks(ref: str) -> ResponseReturnValue:
    """Who looked at the case, and when."""
    at = desk()
    return show(
        "cases/looks.html",
        title="Who looked at this case",
        caption=caption(ref),
        back=url_for("cases.case", ref=ref),
        looks=looking.of_case(at.office, ref),
    )


def _steps(restricted: bool, named: bool) -> dict[str, str]:
    if not restricted:
        return {"restricted": "Restrict the case to those who are named on it"}
    taking_off = {"unnamed": "Take a caseworker’s name off"} if named else {}
    return {
        "named": "Name a caseworker on it",
        **taking_off,
        "lifted": "Open it to every caseworker again",
    }
