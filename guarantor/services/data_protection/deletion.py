"""A deletion run: what has to go is proposed by one person, reviewed by another, and erased when they confirm.

Nothing goes that is not due on the day of both, that is held, or that was not in the list that was reviewed.
"""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.refusals import AlreadyDone, NotDueAnyMore, NothingIsDue
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.acts_of_two import propose as propose_act
from guarantor.services.acting.office import Office, Person
from guarantor.services.data_protection import erasure_list
from guarantor.services.data_protection.clocks import RecordKind
from guarantor.services.data_protection.due import Due, due_on, rows_of, soonest_first
from guarantor.storage import officers, personal
from guarantor.storage.engine import Session
from guarantor.storage.tables.people import PendingAct

MOST_AT_ONCE = 500

Listed = tuple[str, RecordKind]
"""A case and a kind of its record."""


def propose(office: Office, person: Person, on: dt.date) -> dict[str, Any]:
    """Propose that everything due goes, the longest overdue first, at most MOST_AT_ONCE kinds of record at once.

    Answers with the pending act's number and the list. Raises NothingIsDue, and AlreadyDone while a run waits that
    can still be confirmed.
    """
    erasure_list.check(office)
    with doing(office, person, Act.PROPOSE_DELETION, on) as act:
        found = due_on(act.session, on)
        if not found:
            raise NothingIsDue(on)
        waits = next((run for run, gone in waiting(act.session, found) if not gone), None)
        if waits is not None:
            raise AlreadyDone(
                f"P-{waits.number} is proposed already, and another administrator can confirm it"
            )
        goes = at_once(found)
        listed = [{"case": each.case, "kind": str(each.kind)} for each in goes]
        proposed = propose_act(act, {"name": f"{len(listed)} records", "records": listed})
        act.note(records=len(listed))
        return {**proposed, "records": listed, "rows": sum(each.rows for each in goes)}


def at_once(found: Iterable[Due]) -> list[Due]:
    """What one run takes of what is due: the longest overdue."""
    return soonest_first(found)[:MOST_AT_ONCE]


def waiting(session: Session, found: Iterable[Due]) -> list[tuple[PendingAct, list[Listed]]]:
    """The runs that wait for the second administrator, each with what it lists and is not in `found`, which is due.

    Only a run of which everything is due can be confirmed.
    """
    due = {(each.case, each.kind) for each in found}
    runs = [run for run in officers.waiting_acts(session) if run.act == Act.PROPOSE_DELETION]
    return [(run, [each for each in listed_in(json.loads(run.content)) if each not in due]) for run in runs]


def listed_in(content: dict[str, Any]) -> list[Listed]:
    """What a run lists, in its order."""
    return [(str(each["case"]), RecordKind(each["kind"])) for each in content["records"]]


def complete(act: Doing, pending: PendingAct, content: dict[str, Any]) -> dict[str, Any]:
    """Erase what was listed. Raises NotDueAnyMore where something listed is held or open again: nothing goes then."""
    erasure_list.check_in(act.session, act.office)
    still = {(each.case, each.kind) for each in due_on(act.session, act.on)}
    listed = listed_in(content)
    for case, kind in listed:
        if (case, kind) not in still:
            raise NotDueAnyMore(case, kind.replace("_", " "), f"P-{pending.number}")
    erased = 0
    for case, kind in listed:
        erased += personal.erase(act.session, rows_of(act.session, case, kind), act.at)
    act.note(records=len(listed), erased=erased)
    answer = {"records": len(listed), "erased": erased}
    erasure_list.bring_up_after(act, answer)
    return answer
