"""Taking a person out of the record: names, facts, wording and papers go; references, sums and the chain stay."""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.refusals import CaseIsHeld
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.data_protection import erasure_list
from guarantor.storage import case_files, holds, personal


def erase_person(office: Office, person: Person, ref: str, on: dt.date) -> dict[str, Any]:
    """Erase everything personal that is held for a case; `listed` says whether a restore would erase it again.

    The journal's digests stay and mean nothing any more, since the random bytes in them went with the content.
    Raises NotFound, CaseIsHeld, and WrongInput where a live database has no list of erasures to write to.
    """
    erasure_list.check(office)
    with doing(office, person, Act.ERASE_PERSON, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        if ref in holds.standing(act.session):
            raise CaseIsHeld(ref)
        erased = personal.erase(act.session, personal.rows(act.session, ref), act.at)
        act.note(erased=erased)
        answer = {"ref": ref, "erased": erased}
        erasure_list.bring_up_after(act, answer)
    return answer
