"""A case as its page shows it says what each service says of its part, on both databases."""

from typing import Any

import pytest

from guarantor.services.acting import confirming
from guarantor.services.casework import corrections, next_steps, overviews, showing, timelines
from guarantor.services.correspondence import of_one_case
from guarantor.services.entering import restricting
from guarantor.storage import case_files
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.databases import KINDS
from tests.rehearsing import Rehearsal
from tests.storage.full_use import in_full_use

_PERSON = ("name", "address", "phone", "email", "safe_contact", "language")
_SAME = ("status", "outcome", "property", "assessment", "decision", "in_principle_until", "tasks")
_HISTORIES = ("waiting", "withdrawals", "reviews", "complaints", "exceptions", "costs")
_DEED = ("guarantee_ref", "status", "starts_on", "ends_on", "ended_on", "cap", "paid")
_SAID = ("personal_adviser", "young_persons_view", "young_person_agreed_on")


@pytest.mark.parametrize("database_kind", KINDS)
def test_the_overview_of_a_case_says_what_the_services_say_of_its_parts(begin: Begin) -> None:
    rehearsal = begin(in_full_use)
    with reading(rehearsal.office.engine) as session:
        refs = case_files.refs(session)
    assert len(refs) > 1
    for ref in refs:
        _compare(rehearsal, ref)


def _compare(rehearsal: Rehearsal, ref: str) -> None:
    office, person = rehearsal.office, rehearsal.ann
    held = showing.case(office, ref)
    found = overviews.overview(office, person, ref, rehearsal.clock.today(), latest=8)
    assert _of(found.case, *_SAME, *_HISTORIES) == _of(held, *_SAME, *_HISTORIES)
    assert _of(found.case["young_person"], *_PERSON) == _of(held["young_person"], *_PERSON)
    assert found.case["landlord"] == _of(held["landlord"], "name", "address", "agent")
    assert found.case["guarantees"] == [_of(each, *_DEED) for each in held["guarantees"]]
    assert _answers(found.case["answers"]) == _answers(corrections.of_case(office, ref).answers or {})
    assert found.standing == next_steps.of_case(office, person, ref)
    assert found.latest == timelines.timeline(office, ref, at_once=8)
    assert found.restricted == restricting.of_case(office, ref)["restricted"]
    assert found.waiting == [each for each in confirming.waiting(office) if each["concerns"] == ref]
    assert [
        (
            each["code"],
            each["title"],
            each["ref"],
            each["made_on"].isoformat(),
            each["withdrawn"],
            each["sent"],
        )
        for each in found.papers
    ] == [
        (
            each["code"],
            each["title"],
            each["ref"],
            each["made_on"],
            bool(each["withdrawn_on"]),
            bool(each["sent"]),
        )
        for each in of_one_case.made(office, ref)
    ]


def _of(document: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: document[name] for name in names}


def _answers(answers: Any) -> dict[str, str]:
    """The facts of the rules and what the page says beside them, as text: days come as days or written."""
    return {
        path: str(value) for path, value in answers.items() if path.startswith("tenancy.") or path in _SAID
    }
