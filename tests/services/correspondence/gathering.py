"""Letters gathered from a rehearsal's record in few words: days as ISO text."""

from typing import Any

from guarantor.services.correspondence import due as letters_due
from guarantor.services.correspondence import for_cases, for_claims, for_guarantees, letterhead
from guarantor.services.correspondence.telling import Due, Told
from guarantor.storage.engine import reading
from letters.notices import registry
from tests.rehearsing import Rehearsal
from tests.services.stories import day

GATHERERS = {**for_cases.GATHERERS, **for_guarantees.GATHERERS, **for_claims.GATHERERS}


def gathered(rehearsal: Rehearsal, kind: str, ref: str, on: str) -> Told:
    """What a letter is told."""
    settings = rehearsal.office.settings
    head: dict[str, Any] = {
        "made_on": day(on),
        "code": "2345678ABCDEFG",
        "check_at": "https://guarantor.example.org/check",
        "rehearsal": True,
        "demo_seal": True,
        "council": {"name": "Example County Council", "address": "1 Hall Road", "from_on": day("1974-04-01")},
        "contact": {"name": "Rent guarantee team", "email": "rent@example.org"},
        "help": letterhead.sources_of_help(settings),
    }
    with reading(rehearsal.office.engine) as session:
        return GATHERERS[kind](session, ref, day(on), head)


def content(rehearsal: Rehearsal, kind: str, ref: str, on: str) -> Any:
    """The content of a letter, from which its builder has made the letter in every edition without a fault."""
    told = gathered(rehearsal, kind, ref, on)
    for edition in registry.editions(kind):
        assert registry.document(kind, told.content, edition).reference == ref
    return told.content


def due(rehearsal: Rehearsal, on: str) -> list[Due]:
    """The letters that are due."""
    with reading(rehearsal.office.engine) as session:
        return letters_due.due(session, day(on))


def due_kinds(rehearsal: Rehearsal, on: str) -> list[tuple[str, str]]:
    """Kind and reference of each letter that is due, by kind."""
    return sorted((each.kind, each.ref) for each in due(rehearsal, on))
