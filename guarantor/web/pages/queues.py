"""Cases that wait for the same act: each queue of the worktray on a page of its own, the longest waiting first."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import View, may
from guarantor.domain.trays import WAITS_FOR, Queue
from guarantor.services.worktrays import queues
from guarantor.web import leading
from guarantor.web.access import Pages
from guarantor.web.desk import desk
from guarantor.web.showing import pages_of, show

pages = Pages("queues", __name__)

_DONE_AT = {
    Queue.TO_DECIDE: "/decide",
    Queue.TO_ASSESS: "/assess",
    Queue.LACKING: "/facts",
    Queue.DRAFTS: "/application",
    Queue.TO_ISSUE: "",
}
"""Where below the case's address the act of a queue is done."""
_TITLE = {
    Queue.TO_DECIDE: "Cases to decide",
    Queue.TO_ASSESS: "Cases to assess",
    Queue.LACKING: "Cases that lack facts",
    Queue.DRAFTS: "Applications not handed in",
    Queue.TO_ISSUE: "Approved, not yet issued",
}


@pages.page("/queues", sees=View.CASES)
def queue() -> ResponseReturnValue:
    """The cases of one queue; where the address names none, of the first."""
    at = desk()
    asked = request.args.get("of", "")
    chosen = Queue(asked) if asked in set(Queue) else next(iter(Queue))
    held = queues.listed(at.office, at.person, chosen, at.on, request.args.get("page", 1, type=int))
    done_at = _DONE_AT[chosen] if may(at.person.roles, WAITS_FOR[chosen]) else ""
    roles = at.person.roles
    links = {
        each.ref: (None if each.not_yours else leading.to(f"/cases/{each.ref}{done_at}", roles))
        or leading.to(f"/cases/{each.ref}", roles)
        for each in held.cases
        if not each.restricted
    }
    return show(
        "worktray/queue.html",
        title=_TITLE[chosen],
        back=url_for("worktray.home"),
        queue=held,
        others=[(_TITLE[each], url_for("queues.queue", of=each)) for each in Queue if each is not chosen],
        links=links,
        assessed=chosen is Queue.TO_DECIDE,
        listing=pages_of("page", held.page, held.pages),
    )
