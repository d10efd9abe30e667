"""A deletion run: what has to go is proposed by one person, reviewed by another, and erased when they confirm.

Nothing goes that is not due on the day of both, that is held, or that was not in the list that was reviewed.
"""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.refusals import NotDueAnyMore, NothingIsDue
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.acts_of_two import propose as propose_act
from guarantor.services.acting.office import Office, Person
from guarantor.services.data_protection.clocks import RecordKind
from guarantor.services.data_protection.due import due_on, rows_of
from guarantor.storage import case_words
from guarantor.storage.tables.people import PendingAct

MOST_AT_ONCE = 500
NAMED_IN = (RecordKind.DEED, RecordKind.REFUSED_APPLICATION)
"""With these a person's names go, and with them the words that the case is found by."""


def propose(office: Office, person: Person, on: dt.date) -> dict[str, Any]:
    """Propose that everything due goes, the longest overdue first, at most MOST_AT_ONCE kinds of record at once.

    Answers with the pending act's number and the list. Raises NothingIsDue.
    """
    with doing(office, person, Act.PROPOSE_DELETION, on) as act:
        found = sorted(due_on(act.session, on), key=lambda each: (each.due_on, each.case, each.kind))
        listed = [{"case": each.case, "kind": str(each.kind)} for each in found[:MOST_AT_ONCE]]
        if not listed:
            raise NothingIsDue(on)
        proposed = propose_act(act, {"name": f"{len(listed)} records", "records": listed})
        act.note(records=len(listed))
        return {**proposed, "records": listed, "rows": sum(each.rows for each in found[:MOST_AT_ONCE])}


def complete(act: Doing, pending: PendingAct, content: dict[str, Any]) -> dict[str, Any]:
    """Erase what was listed. Raises NotDueAnyMore where something listed is held or open again: nothing goes then."""
    still = {(each.case, each.kind) for each in due_on(act.session, act.on)}
    listed = [(str(each["case"]), RecordKind(each["kind"])) for each in content["records"]]
    for case, kind in listed:
        if (case, kind) not in still:
            raise NotDueAnyMore(case, kind.replace("_", " "), f"P-{pending.number}")
    erased = 0
    for case, kind in listed:
        rows = rows_of(act.session, case, kind)
        for row in rows:
            row.erase(act.at)
        erased += len(rows)
        if kind in NAMED_IN:
            case_words.keep(act.session, case, [])
    act.note(records=len(listed), erased=erased)
    return {"records": len(listed), "erased": erased}
