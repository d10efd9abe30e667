"""Notes on a case in an officer's own words: added, never changed."""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office, Person
from guarantor.storage import case_files
from guarantor.storage.tables.notes import CaseNote

LONGEST = 5000


def add(office: Office, person: Person, ref: str, note: str, on: dt.date) -> dict[str, Any]:
    """Write a note on a case, dated on the day it tells of. Raises NotFound, WrongInput unless it has words."""
    if not 1 <= len(note.strip()) <= LONGEST:
        raise WrongInput.at("--note", f"expected a few words, at most {LONGEST} characters")
    with doing(office, person, Act.ADD_NOTE, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        row = act.add(
            CaseNote(case_ref=ref, note=note.strip(), noted_on=on, officer=act.number, recorded_at=act.at)
        )
        return {"ref": ref, "note": row.id}
