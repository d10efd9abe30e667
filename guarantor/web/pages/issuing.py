"""The issue of a guarantee by an approver: its terms to check, then the act; its papers are on the guarantee's page."""

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.services.guaranteeing import before_issue
from guarantor.services.guaranteeing import issuing as issues
from guarantor.web.access import Pages
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.showing import done, money, show

pages = Pages("issuing", __name__)


class Issued(Dated):
    """The day of the issue."""


@pages.page("/cases/<case:ref>/issue/confirm", does=Act.ISSUE_GUARANTEE)
def issue(ref: str) -> ResponseReturnValue:
    """Check the terms and issue. Deed and agreement are made and sealed in the same act."""
    at = desk()
    held = before_issue.of_case(at.office, at.person, ref, at.on)
    form = Issued(version=f"{held.status} {held.terms}")
    if form.sent():
        answer = issues.issue(at.office, at.person, ref, form.on.data or at.on)
        guarantee = answer["guarantee_ref"]
        return done(
            f"{guarantee} is issued with a cap of {money(answer['cap'])}. Next: send the papers to be signed",
            url_for("guarantees.guarantee", ref=guarantee),
        )
    return show(
        "gate/issue.html",
        title="Issue the guarantee",
        caption=f"{ref}, {held.young_person}" if held.young_person else ref,
        back=url_for("gate.checklist", ref=ref),
        form=form,
        ref=ref,
        held=held,
    )
