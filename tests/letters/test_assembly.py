"""Wording waits for a lawyer until somebody confirms it; a marked paper says what it is."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from letters import agreement, assembly
from letters.assembly import TO_CONFIRM_NOTE
from letters.content import DeedContent, Wording
from letters.document import Heading, ListOf, Paragraph
from tests.letters import landlord_papers

Deeds = Callable[..., DeedContent]
COVER = {"starts_on": date(2018, 8, 1), "ends_on": date(2030, 7, 31), "months": 144, "cap": "3120.30"}


def confirmed(on: date | None) -> dict[str, Any]:
    return {} if on is None else {"wording": {"confirmed_by": "Head of Law", "confirmed_on": on}}


def deed(make: Deeds, made_on: date, confirmed_on: date | None) -> str:
    return "\n".join(
        agreement.deed(make(made_on=made_on, cover=COVER, rehearsal=False, **confirmed(confirmed_on))).lines()
    )


def waiting(text: str) -> list[str]:
    """The clauses that nobody stands for yet, in the paper's order."""
    listed = text.partition("Clause versions, for the council's lawyer to confirm: ")[2].partition(".\n")[0]
    return [each.split()[1] for each in listed.split("; ") if each]


@pytest.mark.parametrize(
    ("confirmed_on", "waits"),
    [(None, True), (date(2018, 5, 31), True), (date(2018, 6, 1), False), (date(2018, 6, 2), False)],
)
def test_wording_waits_until_it_is_confirmed_on_or_after_its_first_day(
    deed_content: Deeds, confirmed_on: date | None, waits: bool
) -> None:
    text = deed(deed_content, date(2018, 7, 9), confirmed_on)
    assert ("deed-promise" in waiting(text)) is waits
    assert ("approved by Head of Law on" in text) is not waits


@pytest.mark.parametrize(
    ("confirmed_on", "waits"), [(date(2026, 11, 22), ["deed-maximum"]), (date(2026, 11, 23), [])]
)
def test_a_deed_waits_for_its_mended_clause_alone_until_that_is_confirmed_too(
    deed_content: Deeds, confirmed_on: date, waits: list[str]
) -> None:
    text = deed(deed_content, date(2018, 7, 9), confirmed_on)
    assert waiting(text) == waits
    assert (TO_CONFIRM_NOTE in text) is bool(waits)


@pytest.mark.parametrize(("made_on", "came_later"), [(date(2026, 4, 30), False), (date(2026, 5, 1), True)])
def test_wording_that_came_later_waits_again_and_alone(
    deed_content: Deeds, made_on: date, came_later: bool
) -> None:
    text = deed(deed_content, made_on, date(2020, 1, 1))
    assert TO_CONFIRM_NOTE in text
    assert "approved by Head of Law on 1 January 2020: 1 deed-promise 1 (1 June 2018)" in text
    later = ["deed-deposit", "deed-rent-rise", "deed-death", "deed-tenancy-private"] if came_later else []
    assert waiting(text) == ["deed-maximum", *later]


@pytest.mark.parametrize("kind", sorted(landlord_papers.MADE))
def test_letters_wait_like_contracts(kind: str) -> None:
    assert TO_CONFIRM_NOTE in landlord_papers.said(kind)
    assert TO_CONFIRM_NOTE not in landlord_papers.said(kind, **confirmed(date(2026, 11, 23)))


@pytest.mark.parametrize(("confirmed_on", "waits"), [(date(2026, 11, 22), True), (date(2026, 11, 23), False)])
def test_wording_that_was_mended_waits_for_whoever_confirmed_the_old(confirmed_on: date, waits: bool) -> None:
    text = landlord_papers.said("report-received", **confirmed(confirmed_on))
    assert ("report-next" in waiting(text)) is waits
    assert "report-here" not in waiting(text)


def test_who_confirmed_stands_with_the_day_or_not_at_all() -> None:
    for one in ({"confirmed_by": "Head of Law"}, {"confirmed_on": date(2018, 6, 1)}):
        with pytest.raises(ValidationError, match="both confirmed_by and confirmed_on, or neither"):
            Wording.model_validate(one)


@pytest.mark.parametrize(
    ("rehearsal", "demo", "mark"),
    [
        (False, False, None),
        (True, False, "REHEARSAL - synthetic people"),
        (False, True, "DEMO seal"),
        (True, True, "REHEARSAL - synthetic people - DEMO seal"),
    ],
)
def test_a_paper_carries_the_marks_of_what_it_is(
    deed_content: Deeds, rehearsal: bool, demo: bool, mark: str | None
) -> None:
    document = agreement.deed(deed_content(rehearsal=rehearsal, demo_seal=demo))
    assert document.mark == mark
    assert ("this paper binds nobody" in "\n".join(document.lines())) is rehearsal


def test_parts_stand_right_after_their_clause_and_never_after_one_that_is_not_there(
    deed_content: Deeds,
) -> None:
    content = landlord_papers.content("landlord-transfer")
    values = {"ended_on": "today", "claim_until": "then"}
    switches = {"cover_to_end": True, "claims_to_come": True}
    chosen = assembly.clauses("landlord-transfer", content.made_on, switches, values)
    after = {"landlord-transfer-why": [Paragraph("More.")]}
    blocks = assembly.plain(chosen, after)
    place = blocks.index(Paragraph("More."))
    assert isinstance(blocks[place - 1], Paragraph)
    assert blocks[place + 1] == Heading("What you can still claim", 2)
    with pytest.raises(KeyError, match="no clause of this paper is nowhere"):
        assembly.plain(chosen, {"nowhere": []})


def test_a_contract_is_numbered_as_a_lawyer_cites_it(deed_content: Deeds) -> None:
    blocks = agreement.deed(deed_content()).blocks
    place = next(place for place, block in enumerate(blocks) if block == Heading("6. What is not covered", 3))
    listed = blocks[place + 1]
    assert isinstance(listed, ListOf)
    assert listed.items[0].label == "6.1"
    assert listed.items[0].under is not None
    assert [item.label for item in listed.items[0].under.items][:2] == ["(a)", "(b)"]
