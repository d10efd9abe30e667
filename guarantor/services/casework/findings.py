"""What an assessment found, by the titles that its policy gives the criteria. Judges nothing."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from guarantor.services.acting.office import Office
from guarantor.services.adoption import policies
from guarantor.storage import case_files
from guarantor.storage.engine import Session, reading


def titles(office: Office, ref: str) -> dict[str, str]:
    """The title of each criterion by its name, as the policy has it by which the case was weighed last.

    Empty for a case that was never weighed, or that does not exist.
    """
    with reading(office.engine) as session:
        assessment = case_files.latest_assessment(session, ref)
        if assessment is None:
            return {}
        return _titles(session, assessment.policy_fingerprint, assessment.assessed_on)


def titles_in(session: Session, record: Mapping[str, Any] | None) -> dict[str, str]:
    """As `titles`, for the stored record of an assessment; empty where there is none."""
    if record is None:
        return {}
    return _titles(session, record["policy_fingerprint"], dt.date.fromisoformat(record["assessed_on"]))


def _titles(session: Session, fingerprint: str, on: dt.date) -> dict[str, str]:
    return {each.id: each.title for each in policies.stored(session, fingerprint).on(on).criteria}
