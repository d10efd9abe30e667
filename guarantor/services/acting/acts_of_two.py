"""Acts that take two people: proposed by one, completed when another confirms. Nothing happens in between."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.refusals import AlreadyDone, SamePerson
from guarantor.domain.wrong_input import NotFound
from guarantor.services.acting.acts import Doing
from guarantor.storage.engine import Session
from guarantor.storage.officers import names
from guarantor.storage.tables.people import PendingAct

Complete = Callable[[Doing, PendingAct, dict[str, Any]], dict[str, Any]]


def propose(act: Doing, content: Mapping[str, Any]) -> dict[str, Any]:
    """Write down what is proposed; answers with the number that the second person confirms.

    Raises CaseIsRestricted where it concerns a case that is closed to the person.
    """
    act.admit(content)
    pending = act.add(
        PendingAct(
            act=act.act,
            content=json.dumps(content, sort_keys=True),
            proposed_by=act.number,
            proposed_at=act.at,
        )
    )
    act.subject = f"P-{pending.number}"
    return {"pending": act.subject}


def proposed_act(session: Session, number: int) -> Act:
    """Which act waits under this number. Raises NotFound."""
    pending = session.get(PendingAct, number)
    if pending is None:
        raise NotFound("PENDING", "a pending act", f"P-{number}")
    return Act(pending.act)


def confirm(act: Doing, number: int, complete: Complete) -> dict[str, Any]:
    """Confirm a pending act as the second person, and complete it in the same transaction.

    Raises NotFound, CaseIsRestricted, AlreadyDone where it was confirmed before, SamePerson for the one who proposed
    it.
    """
    pending = act.session.get(PendingAct, number, with_for_update=True)
    if pending is None:
        raise NotFound("PENDING", "a pending act", f"P-{number}")
    content = json.loads(pending.content)
    act.admit(content)
    if pending.confirmed_by is not None:
        raise AlreadyDone(f"P-{number} was confirmed before")
    if pending.proposed_by == act.number:
        who = names(act.session)[act.number]
        raise SamePerson(who, f"confirm P-{number}", "proposed it")
    pending.confirmed_by = act.number
    pending.confirmed_at = act.at
    act.session.flush()
    act.subject = f"P-{number}"
    act.note(confirmed=number)
    return complete(act, pending, content)
