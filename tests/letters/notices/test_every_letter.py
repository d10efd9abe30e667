"""What holds of every letter, whoever reads it: how to get in touch, and how a sum is written."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from letters import kinds
from letters.document import Document
from letters.kinds import Edition
from letters.notices import registry
from tests.letters import landlord_papers

BY_EMAIL = {"contact": {"name": "Rent guarantee team", "email": "rent@example.org"}}
BY_TELEPHONE = {"contact": {"name": "Rent guarantee team", "telephone": "01632 960001"}}
UNGROUPED = re.compile(r"£\d{4,}")
ASKED_TO_RING = {"approval", "refusal", "early-warning", "end", "report-received"}
DEARER = "It is £1013.00 above £12345.5, and £999.99 is not £1000000."
IN_WORDS = {
    "approval": {"conditions": [DEARER]},
    "approval-in-principle": {"still_needed": [DEARER]},
    "refusal": {"reasons": [DEARER], "words": [DEARER], "would_change": [DEARER]},
    "refusal-reviewed": {"reasons": [DEARER]},
}


def every_letter(letters: Any, **changed: Any) -> Iterator[tuple[str, Edition, Document]]:
    """Each kind in each edition, a warning and an easy-read one without a call promised too."""
    for kind in letters.kinds:
        for edition in kinds.KINDS[kind].editions:
            own = {**IN_WORDS.get(kind, {}), **changed}
            yield kind, edition, letters.paper(kind, edition, **own)
            if "we_ring_by" in letters.content(kind).model_fields_set:
                yield kind, edition, letters.paper(kind, edition, **own | {"we_ring_by": None})
    for kind in landlord_papers.MADE:
        for own in landlord_papers.VARIANTS[kind]:
            if not any(hasattr(value, "days") for value in own.values()):
                yield kind, Edition.STANDARD, landlord_papers.paper(kind, **own | changed)


def text(document: Document) -> str:
    return "\n".join(document.lines())


def test_every_kind_of_letter_is_looked_at(letters: Any) -> None:
    assert {kind for kind, _, _ in every_letter(letters)} == registry.MADE.keys() - {"agreement", "deed"}


def test_who_is_told_no_telephone_number_is_never_asked_to_ring(letters: Any) -> None:
    for kind, edition, document in every_letter(letters, **BY_EMAIL):
        said = text(document)
        assert not re.search(r"\bring us\b", said, re.IGNORECASE), (kind, edition)
        assert "Rent guarantee team: write to rent@example.org." in said, (kind, edition)


def test_who_is_told_a_telephone_number_is_asked_to_ring(letters: Any) -> None:
    asked = {
        kind for kind, _, document in every_letter(letters, **BY_TELEPHONE) if "ring us" in text(document)
    }
    assert asked >= ASKED_TO_RING


def test_no_sum_of_thousands_stands_without_its_comma(letters: Any) -> None:
    for kind, edition, document in every_letter(letters):
        assert not UNGROUPED.search(text(document)), (kind, edition)


@pytest.mark.parametrize("kind", IN_WORDS)
def test_a_sum_in_somebodys_words_gets_its_comma_and_nothing_else_changes(letters: Any, kind: str) -> None:
    said = letters.said(kind, **IN_WORDS[kind])
    assert "It is £1,013.00 above £12,345.5, and £999.99 is not £1,000,000." in said
