"""The letters that the record asks for and nobody has made, the one that waits longest at the head.

Knows who is written to no more. What asks for a letter is storage's to find, what it says the gatherers'.
"""

import datetime as dt

from guarantor.services.correspondence.telling import Due
from guarantor.services.finance import carried_forward
from guarantor.storage import due_letters, due_on_cases, due_on_claims, due_on_guarantees, letter_files
from guarantor.storage.engine import Session
from letters.kinds import LANDLORDS_PAPERS


def due(session: Session, on: dt.date, case_ref: str | None = None) -> list[Due]:
    """Every letter that is due on a day: of each case, or of one.

    None for a case that was erased, none to a young person who died.

    A letter that was withdrawn is due again. An early warning is due while rent is in arrears: where it was met, by
    whomever, the task stands until the daily run and there is nothing to tell. The number of queries does not grow
    with the cases.
    """
    made = letter_files.bases(session, case_ref)
    erased, dead = due_letters.erased(session, case_ref), due_letters.of_the_dead(session, case_ref)
    asked = [
        *due_on_cases.asked_for(session, case_ref),
        *due_on_guarantees.asked_for(session, on, case_ref),
        *due_on_claims.asked_for(session, case_ref),
    ]
    found = [
        Due(each.kind, each.ref, each.basis, each.since_on)
        for each in asked
        if each.since_on <= on
        and (each.kind, each.basis) not in made
        and each.case_ref not in erased
        and (each.case_ref not in dead or each.kind in LANDLORDS_PAPERS)
    ]
    warned = {each.ref for each in found if each.kind == "early-warning"}
    rents = carried_forward.rents(session, warned, on) if warned else {}
    met = {ref for ref, rent in rents.items() if rent.state.arrears_pence == 0}
    found = [each for each in found if each.kind != "early-warning" or each.ref not in met]
    return sorted(found, key=lambda each: (each.since_on, each.ref, each.kind))
