"""A closed month to print again: what was kept, as it was kept, with who closed it and the digest that proves it."""

import hashlib
import json
from typing import Any

from guarantor.domain.dates import Month
from guarantor.domain.wrong_input import NotFound
from guarantor.services.acting.office import Office
from guarantor.storage import finance_files, officers
from guarantor.storage.engine import reading


def printed(office: Office, month: Month) -> dict[str, Any]:
    """What was kept of a closed month, with `closed_by` as a name and `intact`, whether the digest is that of the text.

    `before` and `after` are the closed months beside it, if any. Raises NotFound for a month that is open.
    """
    with reading(office.engine) as session:
        kept = finance_files.close_of(session, month)
        if kept is None:
            raise NotFound("MONTH", "a closed month", str(month))
        others = [each.month for each in finance_files.closes(session)]
        place = others.index(kept.month)
        return {
            "month": kept.month,
            "sha256": kept.sha256,
            "intact": hashlib.sha256(kept.document.encode()).hexdigest() == kept.sha256,
            "closed_on": kept.closed_on.isoformat(),
            "closed_by": officers.names(session)[kept.closed_by],
            "journal_seq": kept.journal_seq,
            "journal_hash": kept.journal_hash,
            "through_transfer": kept.through_transfer,
            "before": others[place - 1] if place else None,
            "after": others[place + 1] if place + 1 < len(others) else None,
            "kept": json.loads(kept.document),
        }
