"""The waiting list: approved cases without a place, in order of decision; joining it, and letting others pass."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View
from guarantor.services.casework import places_freed, waiting
from guarantor.services.entering import restricting
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.case_caption import caption
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.showing import done, pages_of, show

pages = Pages("waiting_list", __name__)

AT_ONCE = 50


class Join(Form):
    """A button with nothing to fill in, which keeps its place where it is refused."""


class Passed(Form):
    """Why the cases behind this one may pass it."""

    reason = fields.words("Why may others pass it?", needed="Say why others may pass")


@pages.page("/waiting-list", sees=View.CASES, section=(25, "Waiting list"))
def listed() -> ResponseReturnValue:
    """Who waits for a place, and for how long."""
    at = desk()
    held = waiting.listed(at.office)
    hidden = restricting.hidden_from(at.office, at.person)
    of_all = max(1, -(-len(held) // AT_ONCE))
    page = min(max(1, request.args.get("page", 1, type=int)), of_all)
    return show(
        "cases/waiting_list.html",
        title="Waiting list",
        rows=held[(page - 1) * AT_ONCE : page * AT_ONCE],
        found=len(held),
        hidden=hidden,
        places=places_freed.of_programmes(at.office, {each["programme"] for each in held}),
        listing=pages_of("page", page, of_all),
    )


@pages.page("/cases/<case:ref>/wait", does=Act.JOIN_WAITING)
def join(ref: str) -> ResponseReturnValue:
    """Put an approved case on the list."""
    at = desk()
    form = Join()
    if form.sent():
        answer = waiting.wait(at.office, at.person, ref, at.on)
        return done(
            f"{ref} is number {answer['position']} on the waiting list", url_for("waiting_list.listed")
        )
    return show(
        "cases/wait.html",
        title="Put the case on the waiting list",
        caption=caption(ref),
        back=url_for("cases.case", ref=ref),
        form=form,
        ref=ref,
    )


@pages.page("/cases/<case:ref>/let-pass", does=Act.SKIP_WAITING)
def let_pass(ref: str) -> ResponseReturnValue:
    """Let the cases behind this one pass it."""
    at = desk()
    form = Passed()
    if form.sent():
        waiting.let_pass(at.office, at.person, ref, form.reason.data or "", at.on)
        return done(f"Others may pass {ref}. It stays on the list", url_for("waiting_list.listed"))
    return show(
        "cases/let_pass.html",
        title="Let others pass",
        caption=caption(ref),
        back=url_for("cases.case", ref=ref),
        form=form,
        ref=ref,
    )
