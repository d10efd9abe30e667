"""Stored words reach a letter whole, in lines that print holds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.dates import Month
from guarantor.services.correspondence.said import LONGEST_LINE, in_lines, months_by_name, to_the_reader
from rules.policy import shipped, shipped_names

WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Z", "S")) | st.sampled_from(".?! \n")
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        (" \n ", ()),
        ("One. Two?  Three!", ("One.", "Two?", "Three!")),
        ("No end\n \nA new line", ("No end", "A new line")),
        ("Then\ncome back!", ("Then come back!",)),
        ("It was £519.99.", ("It was £519.99.",)),
    ],
)
def test_each_sentence_is_a_line(text: str, lines: tuple[str, ...]) -> None:
    assert in_lines(text) == lines


@pytest.mark.parametrize(("length", "lines"), [(LONGEST_LINE, 1), (LONGEST_LINE + 1, 2)])
def test_a_sentence_is_broken_only_where_no_line_holds_it(length: int, lines: int) -> None:
    sentence = ("ab " * LONGEST_LINE)[: length - 2] + "c."
    assert len(sentence) == length
    assert len(in_lines(sentence)) == lines


@given(WORDS)
def test_not_a_letter_of_what_was_stored_is_lost(text: str) -> None:
    lines = in_lines(text)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(line == line.strip() and 0 < len(line) <= LONGEST_LINE for line in lines)


def test_months_are_named_once_and_in_order() -> None:
    assert months_by_name([Month(2019, 1), Month(2018, 9), Month(2019, 1)]) == (
        "September 2018",
        "January 2019",
    )


@pytest.mark.parametrize(
    ("of_them", "to_them"),
    [
        ("The young person is not ready yet for cooking.", "You are not ready yet for cooking."),
        ("The young person can budget.", "You can budget."),
        (
            "A person can judge what the young person does with their time now.",
            "A person can judge what you do with your time now.",
        ),
        ("The personal adviser can get in touch.", "Your personal adviser can get in touch."),
        ("The home is in Medway.", "The home is in Medway."),
        ("Tenants pay their rent.", "Tenants pay their rent."),
    ],
)
def test_what_the_rules_say_of_the_reader_is_said_to_them(of_them: str, to_them: str) -> None:
    assert to_the_reader(of_them) == to_them


@pytest.mark.parametrize("name", shipped_names())
def test_no_sentence_of_a_policy_speaks_of_its_reader_to_others(name: str) -> None:
    for criterion in shipped(name).criteria:
        for sentence in (criterion.what_helps, *(case.says for case in criterion.cases)):
            said = to_the_reader(sentence.text)
            assert not re.search(
                r"the young person|the personal adviser|you (is|has|was|does)", said, re.IGNORECASE
            )


def test_whoever_asked_for_a_review_before_is_not_told_to_ask_for_one() -> None:
    for name in shipped_names():
        for criterion in shipped(name).criteria:
            said = to_the_reader(criterion.what_helps.text, review_left=False)
            assert "ask for a review" not in said
            assert said.endswith(".")
    assert (
        to_the_reader("Wait, and the young person can ask for a review.")
        == "Wait, and you can ask for a review."
    )
