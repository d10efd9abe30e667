"""The clause book as people read it: which wording a paper carries on a day, and what changed since another."""

import datetime as dt
from typing import Any

from guarantor.domain.wrong_input import WrongInput
from letters import clause_changes, clausebook
from letters.kinds import KINDS, easy_read

_PAPERS = (*KINDS, *(easy_read(kind.name) for kind in KINDS.values() if kind.easy_read))


def in_force(kind: str, on: dt.date) -> list[dict[str, Any]]:
    """Every clause of a paper on a day, in its order, whichever switches it hangs on. Raises WrongInput."""
    found = clausebook.standard().carried(_paper(kind), on)
    if not found:
        raise WrongInput.at(
            "--on", f"expected a day on which the {kind} has wording, and {on.isoformat()} is none"
        )
    return [
        {
            "id": clause.head.id,
            "title": clause.head.title,
            "version": clause.head.version,
            "when": clause.head.when,
            "in_force_from": clause.head.in_force_from.isoformat(),
            "in_force_until": until.isoformat() if (until := clause.head.in_force_until) else None,
            "approved_by": clause.head.approved_by,
            "source": clause.head.source,
        }
        for clause in found
    ]


def changes(kind: str, since: dt.date, on: dt.date) -> list[str]:
    """What changed in a paper's wording from one day to another, one sentence or more for each clause."""
    if since > on:
        raise WrongInput.at("--changes-since", f"expected {on.isoformat()} or earlier")
    found = clause_changes.between(clausebook.standard(), _paper(kind), since, on)
    return list(clause_changes.in_words(found)) or ["Nothing changed."]


def _paper(kind: str) -> str:
    if kind not in _PAPERS:
        raise WrongInput.at("KIND", f"expected one of {', '.join(_PAPERS)}, not {kind!r}")
    return kind
