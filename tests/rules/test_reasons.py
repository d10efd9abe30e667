"""Reasons are one plain sentence each, with the values read and the threshold, right in number, easy to read."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import textstat  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.decide import assess
from rules.facts import read_application
from rules.findings import Finding
from rules.policy import shipped, shipped_names
from rules.sentences import Sentence, SentenceFault
from rules.vocabulary import FACT_WORDS, FACTS, FIELDS, YES_NO_WORDS
from rules.wording import listed, not_known, quantity

Document = dict[str, Any]
HARDEST_GRADE, MEAN_GRADE = 12, 7
"""School grades by the automated readability index, counted from age six: the mean is a reading age of twelve."""


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_finding_has_a_reason_of_one_sentence_and_a_source(
    people: st.SearchStrategy[tuple[Document, date]], data: st.DataObject
) -> None:
    document, today = data.draw(people)
    for name in shipped_names():
        for finding in assess(read_application(document), shipped(name), today, as_if_in_force=True).findings:
            assert finding.reason[0].isupper()
            assert finding.reason.endswith(".")
            assert ". " not in finding.reason
            assert not re.search(
                r"[{}_]|not known[^ ]|\b1 (days|months|guarantees|calls)\b|\bNone\b", finding.reason
            )
            assert "[" in finding.source or "assumption" in finding.source


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_an_unknown_reason_names_each_missing_fact_and_who_holds_it(
    people: st.SearchStrategy[tuple[Document, date]], data: st.DataObject
) -> None:
    document, today = data.draw(people)
    decision = assess(read_application(document), shipped("kent-proposed-2026"), today, as_if_in_force=True)
    for finding in decision.findings:
        assert (finding.result == "unknown") == bool(finding.missing)
        for field in finding.missing:
            assert FIELDS[field].words in finding.reason
            assert FIELDS[field].holder in finding.reason


def test_a_reason_says_the_values_and_the_threshold(finding: Callable[..., Finding]) -> None:
    dear = finding("rent_level", {"tenancy.rent_share": "560.00", "tenancy.monthly_rent": "560.00"})
    assert dear.reason.startswith(
        "The rent share of £560.00 is £23.28 above the Local Housing Allowance for one bedroom in Canterbury, £536.72"
    )
    assert dear.facts["rent_above_lha"] == "23.28"
    poor = finding("affordability", {"money.monthly_income": "1000.00"})
    assert poor.reason == "Income of £1,000.00 is 192% of the rent share, £520.00; 250% is usual."


def test_the_shared_rate_at_25_is_shown_beside_the_rent_level(finding: Callable[..., Finding]) -> None:
    assert finding("rent_level", {}).facts["lha_shared_monthly"] == "323.35"


def test_one_sentence_a_word_long_to_twelve_is_right_in_number() -> None:
    assert [quantity(n, "days") for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    assert [quantity(n, "working_days") for n in (1, 10)] == ["1 working day", "10 working days"]
    assert [quantity(n, "people") for n in (1, 2)] == ["1 person", "2 people"]
    assert [quantity(n, "calls") for n in (1, 2)] == ["1 call", "2 calls"]
    assert quantity(25, "years") == "25"
    assert quantity(56000, "pounds") == "£560.00"
    assert quantity(250, "percent") == "250%"


def test_a_list_reads_as_people_write_it() -> None:
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert not_known(["tenancy.rent_share", "tenancy.area", "activity"]) == (
        "Not known yet: rent share and area of the home (ask the landlord or agent); "
        "work or learning (ask the personal adviser)."
    )


@pytest.mark.parametrize(
    "text", ["A brace { alone.", "A brace } alone.", "A {Wrong} name.", "An {} empty name."]
)
def test_a_template_with_a_stray_brace_is_refused(text: str) -> None:
    with pytest.raises(SentenceFault):
        Sentence(text)


def test_every_fact_a_policy_may_use_has_words() -> None:
    sized = {name for name, fact in FACTS.items() if fact.kind in ("whole", "date", "code")}
    assert set(FACT_WORDS) == sized
    assert set(YES_NO_WORDS) == {name for name, fact in FACTS.items() if fact.kind == "yes_no"}
    assert {field for fact in FACTS.values() for field in fact.needs} == set(FIELDS)


def test_reasons_and_advice_are_easy_to_read(people: st.SearchStrategy[tuple[Document, date]]) -> None:
    sentences: set[str] = set()

    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(drawn=people)
    def gather(drawn: tuple[Document, date]) -> None:
        for name in shipped_names():
            decision = assess(read_application(drawn[0]), shipped(name), drawn[1], as_if_in_force=True)
            sentences.update(finding.reason for finding in decision.findings)
            sentences.update(change.says for change in decision.would_change())

    gather()
    grades = {sentence: textstat.automated_readability_index(sentence) for sentence in sentences}
    assert max(grades.values()) <= HARDEST_GRADE, max(grades, key=grades.__getitem__)
    assert sum(grades.values()) / len(grades) <= MEAN_GRADE
