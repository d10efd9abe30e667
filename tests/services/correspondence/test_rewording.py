"""Reasons that a landlord will read: judged when they are written, and reworded where they were stored before."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guarantor.domain.guarantee_changes import ChangeDecision, ChangeKind
from guarantor.domain.refusals import NothingToReword, Refused
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.casework import timelines
from guarantor.services.claiming import claim_documents, disputes
from guarantor.services.correspondence import discreet, rewording
from guarantor.services.data_protection import erasure
from guarantor.services.guaranteeing import changes
from guarantor.services.paying import payments
from guarantor.services.proof.checking import check_ledger, verify_journal
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.acts_of_claims import disputed, refused_indiscreetly
from tests.services.claiming import INDISCREET, C, G, decide, pay, unjudged
from tests.services.correspondence.gathering import content
from tests.services.stories import day
from tests.watching import refused

DISCREET = "Nobody chased the tenant first."


def _reword(rehearsal: Rehearsal, reason: str = DISCREET, on: str = "2018-11-08") -> None:
    rewording.reword_claim(rehearsal.office, rehearsal.abe, C, reason, day(on))


@contextmanager
def _refused(rehearsal: Rehearsal, error: type[Refused] | type[WrongInput], says: str) -> Iterator[None]:
    """What is inside is refused with a sentence like this one, and nothing is written."""
    with refused(rehearsal.url, error) as caught:
        yield
    assert re.search(says, str(caught.value))


def _refuse_a_rise(rehearsal: Rehearsal, reason: str) -> None:
    changes.decide(
        rehearsal.office, rehearsal.ann, 1, ChangeDecision.NOT_CONSENTED, reason, day("2018-11-20")
    )


@after(stories.charged)
def asked_for_more(rehearsal: Rehearsal) -> None:
    """£600.00 is charged, and CH-1 waits for a decision."""
    rehearsal.charge(G, "2018-11-02", amount_pence=60_000)


@after(stories.charged)
def corrected_birth(rehearsal: Rehearsal) -> None:
    """CH-1 is a corrected date of birth."""
    changes.open_change(
        rehearsal.office,
        rehearsal.cal,
        G,
        ChangeKind.CORRECTED_BIRTH_DATE,
        "a year older",
        day("2018-11-02"),
    )


# ---- judged when it is written


def test_the_reason_of_a_claims_decision_is_refused_by_field_and_word_and_nothing_is_written(
    begin: Begin,
) -> None:
    rehearsal = begin(stories.lodged)
    with refused(rehearsal.url, WrongInput) as caught:
        decide(rehearsal, {}, INDISCREET)
    (fault,) = caught.value.faults
    assert (fault.field, fault.says) == (
        "--reason",
        "--reason: expected words that the landlord may read, without 'is 19', 'foster', 'care'.",
    )


def test_so_is_the_answer_to_a_dispute(begin: Begin) -> None:
    rehearsal = begin(disputed)
    with _refused(rehearsal, WrongInput, "'social worker'"):
        disputes.answer(
            rehearsal.office, rehearsal.abe, C, "stands", "Her social worker agrees.", day("2018-11-25")
        )


def test_so_is_the_refusal_of_a_higher_rent_and_its_consent_is_quoted_nowhere(begin: Begin) -> None:
    rehearsal = begin(asked_for_more)
    with _refused(rehearsal, WrongInput, "--reason: expected .*'asylum'"):
        _refuse_a_rise(rehearsal, "Her asylum support ends.")
    consent = changes.NewShare(60_000, day("2018-11-02"))
    decided = changes.decide(
        rehearsal.office,
        rehearsal.ann,
        1,
        ChangeDecision.CONSENTED,
        "Her asylum support goes on.",
        day("2018-11-20"),
        consent=consent,
    )
    assert decided["reason"] == "Her asylum support goes on."
    assert content(rehearsal, "rent-rise", G, "2018-11-21").reason is None


def test_a_decision_that_no_landlord_reads_may_say_why(begin: Begin) -> None:
    rehearsal = begin(corrected_birth)
    decided = changes.decide(
        rehearsal.office, rehearsal.ann, 1, ChangeDecision.NO_EFFECT, "She is 19.", day("2018-11-20")
    )
    assert decided["reason"] == "She is 19."


def test_so_is_the_reference_of_a_payment(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    with _refused(rehearsal, WrongInput, "--reference: expected .*'care leaver'"):
        payments.pay(rehearsal.office, rehearsal.fay, C, "Care-leaver 7", day("2018-11-10"))
    assert pay(rehearsal)["reference"] == "BACS-1"


def test_in_any_order_what_tells_is_refused_and_what_does_not_is_quoted(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    parts = st.sampled_from(
        [
            "She",
            "is 19",
            "left care",
            "The rent of October",
            "was paid",
            "on 3 October 2018",
            "born",
            "£19.00",
        ]
    )

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(parts, min_size=1, max_size=4).map(" ".join))
    def tried(reason: str) -> None:
        try:
            discreet.check("--reason", reason)
        except WrongInput:
            assert {"is 19", "care", "born"} & set(discreet.telling(reason))
            return
        assert not any(word in reason for word in ("is 19", "left care", "born"))

    tried()
    decide(rehearsal, {}, "The rent of October was paid on 3 October 2018.")
    assert "3 October 2018" in content(rehearsal, "claim-decision", C, "2018-11-07").lines[0].reason


# ---- reworded where it was stored before


def test_a_stored_reason_that_tells_too_much_stops_the_letter_and_says_how_it_is_reworded(
    begin: Begin,
) -> None:
    with pytest.raises(WrongInput, match=rf"without 'is 19', 'foster', 'care'; .* claim reword {C}"):
        content(begin(refused_indiscreetly), "claim-decision", C, "2018-11-08")


def test_reworded_the_letter_is_made_and_the_earlier_words_stay_in_the_record(begin: Begin) -> None:
    rehearsal = begin(refused_indiscreetly)
    before = claim_documents.shown(rehearsal.office, C)["decision"]
    assert before["not_for_landlords"] == ["is 19", "foster", "care"]
    _reword(rehearsal, f" {DISCREET} ")
    told = content(rehearsal, "claim-decision", C, "2018-11-08")
    assert [line.reason for line in told.lines] == [DISCREET, DISCREET]
    after_ = claim_documents.shown(rehearsal.office, C)["decision"]
    assert (after_["reason"], after_["reason_before"]) == (DISCREET, INDISCREET)
    assert {**before, "reason": DISCREET, "not_for_landlords": None} == {
        **{name: value for name, value in after_.items() if name != "reason_before"},
        "not_for_landlords": None,
    }
    said = [(each.act, each.words) for each in timelines.of_claim(rehearsal.office, C)]
    assert said[:2] == [("reword_reason", DISCREET), ("decide_claim", INDISCREET)]
    assert check_ledger(rehearsal.office) == []
    assert verify_journal(rehearsal.office) == []


def test_who_may_not_see_cases_reads_neither_wording(begin: Begin) -> None:
    rehearsal = begin(refused_indiscreetly)
    _reword(rehearsal)
    told = claim_documents.shown(rehearsal.office, C, words=False)["decision"]
    assert not {"reason", "reason_before", "not_for_landlords"} & told.keys()


def test_words_that_tell_as_much_reword_nothing(begin: Begin) -> None:
    rehearsal = begin(refused_indiscreetly)
    for reason, says in (("Aged nineteen.", "'aged'"), ("  ", "expected the reason in words")):
        with _refused(rehearsal, WrongInput, says):
            _reword(rehearsal, reason)


def test_a_reason_that_a_landlord_may_read_stays_as_it_is(begin: Begin) -> None:
    rehearsal = begin(refused_indiscreetly)
    _reword(rehearsal)
    with _refused(rehearsal, NothingToReword, "a landlord may read it as it is"):
        _reword(rehearsal, "Other words.")


def test_what_nobody_has_decided_has_no_reason_to_reword(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    with _refused(rehearsal, NothingToReword, "nobody has decided it"):
        _reword(rehearsal)


@pytest.mark.parametrize(("on", "may"), [("2018-11-05", False), ("2018-11-06", True)])
def test_it_is_reworded_from_the_day_of_the_decision_on(begin: Begin, on: str, may: bool) -> None:
    rehearsal = begin(refused_indiscreetly)
    if may:
        _reword(rehearsal, on=on)
        return
    with _refused(rehearsal, WrongInput, "2018-11-06"):
        _reword(rehearsal, on=on)


def test_a_refused_rise_is_reworded_alike(begin: Begin) -> None:
    rehearsal = begin(asked_for_more)
    with unjudged():
        _refuse_a_rise(rehearsal, INDISCREET)
    with pytest.raises(WrongInput, match="guarantee reword-change CH-1"):
        content(rehearsal, "rent-rise", G, "2018-11-21")
    rewording.reword_change(rehearsal.office, rehearsal.abe, 1, DISCREET, day("2018-11-21"))
    assert content(rehearsal, "rent-rise", G, "2018-11-21").reason == DISCREET
    (shown,) = changes.listed(rehearsal.office, G)
    assert (shown["reason"], shown["reason_before"]) == (DISCREET, INDISCREET)
    with refused(rehearsal.url, NothingToReword):
        rewording.reword_change(rehearsal.office, rehearsal.abe, 1, "Other words.", day("2018-11-21"))


def test_an_erased_person_takes_both_wordings_along(begin: Begin) -> None:
    rehearsal = begin(refused_indiscreetly)
    _reword(rehearsal)
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", day("2026-11-08"))
    told = claim_documents.shown(rehearsal.office, C)["decision"]
    assert (told["reason"], told["reason_before"]) == (None, None)
    assert verify_journal(rehearsal.office) == []
