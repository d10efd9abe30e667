"""Taking a person out of the record: names, facts, wording and papers go; references, sums and the chain stay."""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office, Person
from guarantor.storage import case_files, case_words, personal


def erase_person(office: Office, person: Person, ref: str, on: dt.date) -> dict[str, Any]:
    """Erase everything personal that is held for a case. Raises NotFound.

    The journal's digests stay and mean nothing any more, since the random bytes in them went with the content.
    """
    with doing(office, person, Act.ERASE_PERSON, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        rows = personal.rows(act.session, ref)
        for row in rows:
            row.erase(act.at)
        case_words.keep(act.session, ref, [])
        act.note(erased=len(rows))
        return {"ref": ref, "erased": len(rows)}
