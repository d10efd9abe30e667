"""One policy against another over all cases: who would change and by which criterion, the places, the liability.

Whoever may not see cases sees the counts alone, small numbers hidden.
"""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import MAY_SEE, View
from guarantor.services.adoption import replaying
from guarantor.web import leading
from guarantor.web.desk import Desk, desk
from guarantor.web.pages.policies.room import choices, chosen, in_force_now, pages
from guarantor.web.showing import show


@pages.page("/policies/replay", sees=View.PROGRAMMES)
def replay() -> ResponseReturnValue:
    """The form, and once two policies are chosen what the second would change."""
    at = desk()
    known = choices()
    before = chosen(request.args.get("before", ""), in_force_now())
    after = chosen(request.args.get("after", ""), known[-1][0])
    return show(
        "policies/replay.html",
        title="Replay all cases",
        back=url_for("policies.listing"),
        choices=known,
        said=dict(known),
        before=before,
        after=after,
        **(_replayed(at, before, after) if "after" in request.args else {}),
    )


def _replayed(at: Desk, before: str, after: str) -> dict[str, Any]:
    sees_cases = bool(at.person.roles & MAY_SEE[View.CASES])
    dated = replaying.of_stored_cases(at.office, at.on, at.person if sees_cases else None)
    found = replaying.compare(dated, before, after, at.office)
    if not sees_cases:
        return {"public": replaying.public(found)}
    to_case = {
        each.application.reference: leading.to(f"/cases/{each.application.reference}", at.person.roles)
        for each in dated
    }
    return {"found": replaying.document(found), "titles": replaying.titles(found), "to_case": to_case}
