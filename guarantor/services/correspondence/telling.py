"""What a letter tells of: the row of the record behind it, and the content made of that row.

Each kind of letter has one gatherer in `for_cases`, `for_guarantees` or `for_claims`.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from letters.content import Issued


@dataclass(frozen=True)
class Told:
    """A letter to be made. `basis` names the row it tells of, such as decision:12: it is told once."""

    case_ref: str
    guarantee_ref: str | None
    claim_ref: str | None
    basis: str
    content: Issued


@dataclass(frozen=True)
class Due:
    """A letter that the record asks for and nobody has made: of which kind, on what, since when."""

    kind: str
    ref: str
    basis: str
    since_on: dt.date


Letterhead = dict[str, Any]
"""What every letter is told the same way: made_on, code, check_at, rehearsal, demo_seal, council, contact, wording."""
