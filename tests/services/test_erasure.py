"""A person is taken out of the record: no word of theirs is left, and ledger and journal still verify."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from guarantor.domain.lifecycle import GateItem, Party
from guarantor.domain.refusals import NotApprovable, Refused
from guarantor.domain.wrong_input import NotFound
from guarantor.services.casework import cases, decisions, showing
from guarantor.services.claiming import claims
from guarantor.services.data_protection import erasure
from guarantor.services.finance.exposure import exposure
from guarantor.services.guaranteeing import guarantees, issuing
from guarantor.services.paying import payments
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.rehearsing import APPLICATION, Rehearsal, Story, after
from tests.services import stories
from tests.services.stories import day
from tests.watching import contents, refused

FREE_TEXT = ("ready for her own home", "saw it at Example Street", "the record shows it")


def _erase(rehearsal: Rehearsal, ref: str = "RG-0001") -> dict[str, Any]:
    return erasure.erase_person(rehearsal.office, rehearsal.ada, ref, day("2026-01-01"))


def _words(block: object) -> Iterator[str]:
    if isinstance(block, dict):
        for value in block.values():
            yield from _words(value)
    elif isinstance(block, str):
        yield block


PERSONAL = {
    *_words(APPLICATION["young_person"]),
    *_words(APPLICATION["property"]),
    *_words(APPLICATION["landlord"]),
    APPLICATION["person"]["date_of_birth"],
    APPLICATION["personal_adviser"],
    APPLICATION["young_persons_view"],
    *FREE_TEXT,
}


def _found(rehearsal: Rehearsal) -> set[tuple[str, str]]:
    """Each personal word with the table where it stands."""
    rows = {name: repr(rows) for name, rows in contents(rehearsal.url).items()}
    return {(word, name) for word in PERSONAL for name, told in rows.items() if word in told}


@pytest.mark.parametrize("story", [stories.drafted, stories.assessed, stories.paid])
def test_after_an_erasure_no_table_holds_a_word_of_the_person(begin: Begin, story: Story) -> None:
    rehearsal = begin(story)
    assert _found(rehearsal)
    assert _erase(rehearsal)["erased"] > 0
    assert _found(rehearsal) == set()


def test_what_officers_wrote_about_the_person_goes_too(begin: Begin) -> None:
    rehearsal = begin(_with_free_text)
    assert {word for word, _ in _found(rehearsal)} >= set(FREE_TEXT)
    _erase(rehearsal)
    assert _found(rehearsal) == set()


def test_ledger_and_journal_hold_no_personal_word_even_before(begin: Begin) -> None:
    found = {name for _, name in _found(begin(_with_free_text))}
    assert not found & {"transfer", "journal", "keyed_act", "place", "guarantee", "claim", "rent_statement"}


def test_the_sums_stay(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    before = exposure(rehearsal.office, day("2019-04-30"))
    shown = showing.guarantee(rehearsal.office, "RG-0001/1")
    _erase(rehearsal)
    assert exposure(rehearsal.office, day("2019-04-30")) == before
    after = showing.guarantee(rehearsal.office, "RG-0001/1")
    kept = ("status", "starts_on", "ends_on", "cap", "share", "accepted", "paid", "remaining")
    assert {name: after[name] for name in kept} == {name: shown[name] for name in kept}


def test_an_erased_case_shows_empty_fields_and_its_history(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    _erase(rehearsal)
    shown = showing.case(rehearsal.office, "RG-0001")
    assert (shown["ref"], shown["status"], shown["outcome"]) == ("RG-0001", "guaranteed", "eligible")
    assert set(shown["young_person"].values()) == {None}
    assert set(shown["property"].values()) == {None}
    assert shown["assessment"] is None
    assert shown["decision"]["reason"] is None


def test_the_papers_of_an_erased_person_are_gone_and_their_digests_stay(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    before = showing.guarantee(rehearsal.office, "RG-0001/1")["documents"]
    _erase(rehearsal)
    assert showing.guarantee(rehearsal.office, "RG-0001/1")["documents"] == before
    for kind in ("deed", "agreement"):
        assert showing.paper(rehearsal.office, "RG-0001/1", kind) is None


def test_nobody_else_is_touched(begin: Begin) -> None:
    rehearsal = begin(_two_cases)
    other = showing.case(rehearsal.office, "RG-0002")
    paper = showing.paper(rehearsal.office, "RG-0002/1", "deed")
    _erase(rehearsal)
    assert showing.case(rehearsal.office, "RG-0002") == other
    assert showing.paper(rehearsal.office, "RG-0002/1", "deed") == paper


def test_erasing_again_finds_nothing_left(begin: Begin) -> None:
    rehearsal = begin(stories.assessed)
    _erase(rehearsal)
    assert _erase(rehearsal) == {"ref": "RG-0001", "erased": 0, "listed": True}


def test_a_case_that_nobody_opened_cannot_be_erased(rehearsal: Rehearsal) -> None:
    with refused(rehearsal.url, NotFound):
        _erase(rehearsal)


def test_an_erased_case_is_neither_decided_nor_assessed_nor_issued(begin: Begin) -> None:
    rehearsal = begin(stories.assessed)
    _erase(rehearsal)
    with refused(rehearsal.url, NotApprovable):
        decisions.decide(
            rehearsal.office, rehearsal.ann, "RG-0001", "approve", "ready", [], day("2018-07-03")
        )
    with refused(rehearsal.url, NotApprovable):
        cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-03"))


def test_an_erased_approval_is_not_issued_on(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    _erase(rehearsal)
    before = contents(rehearsal.url)
    with pytest.raises(Refused):
        issuing.issue(rehearsal.office, rehearsal.ann, "RG-0001", day("2018-07-05"))
    assert contents(rehearsal.url) == before


def test_the_days_go_on_and_what_is_owed_is_still_paid(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    _erase(rehearsal)
    paid = payments.pay(rehearsal.office, rehearsal.fay, "RG-0001/1/C1", "BACS-1", day("2018-11-10"))
    assert paid["paid"] == "1040.00"
    done = [each for each in daily.run(rehearsal.office, day("2019-09-01")) if "task" not in each]
    assert len(done) == 2


def test_the_erasure_is_a_line_of_the_journal_and_names_nobody(begin: Begin) -> None:
    rehearsal = begin(stories.assessed)
    _erase(rehearsal)
    last = json.dumps(contents(rehearsal.url)["journal"][-1])
    assert "erase_person" in last
    assert not any(word in last for word in PERSONAL)


@after(Rehearsal.staff)
def _with_free_text(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case()
    office, on = rehearsal.office, day("2018-07-03")
    decisions.decide(office, rehearsal.ann, "RG-0001", "approve", FREE_TEXT[0], [], on)
    for item in GateItem:
        cases.record_gate_item(office, rehearsal.cora, "RG-0001", item, FREE_TEXT[1], on)
    issuing.issue(office, rehearsal.ann, "RG-0001", day("2018-07-05"))
    _signed_and_claimed(rehearsal)


def _signed_and_claimed(rehearsal: Rehearsal) -> None:
    guarantee = "RG-0001/1"
    for party in Party:
        guarantees.sign(rehearsal.office, rehearsal.cora, guarantee, party, day("2018-07-06"))
    rehearsal.charge(guarantee, "2018-09-01", "2018-10-01")
    claim = rehearsal.lodged_claim(guarantee, stories.SEPTEMBER_AND_OCTOBER)
    claims.decide(rehearsal.office, rehearsal.ann, claim, {}, FREE_TEXT[2], day("2018-11-06"))


@after(stories.offered)
def _two_cases(rehearsal: Rehearsal) -> None:
    rehearsal.offered_guarantee("RG-0002")
