"""Looking a guarantee up for those who deal with money and see no young person: by reference or by its landlord.

Nobody finds a guarantee here by the name or the address of a young person, since the finding would tell whose it is.
"""

import re
from dataclasses import dataclass

from guarantor.services.acting.office import Office, Person
from guarantor.services.entering import restricting
from guarantor.storage import case_words, landlord_search
from guarantor.storage.engine import reading

AT_MOST = 50
_REFERENCE = re.compile(r"(?:RG[-\s]?)?0*(\d{1,9})(?:[/-].*)?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Found:
    """Guarantees with their landlords; `more` tells that there are others."""

    guarantees: tuple[tuple[str, str], ...]
    more: bool


def by_landlord(office: Office, person: Person, text: str) -> Found:
    """The guarantees of a reference, or of the landlords in whose name every word stands, at least its beginning."""
    words = case_words.asked_for(text)
    given = _REFERENCE.fullmatch(text.strip())
    hidden = restricting.hidden_from(office, person)
    with reading(office.engine) as session:
        if given is not None:
            found = landlord_search.of_case(session, f"RG-{int(given[1]):04d}")
        else:
            found = landlord_search.found(session, words, AT_MOST + 1) if words else []
    shown = [each for each in found if each[0].partition("/")[0] not in hidden]
    return Found(tuple(shown[:AT_MOST]), len(found) > AT_MOST)
