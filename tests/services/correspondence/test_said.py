"""Stored words reach a letter whole, in lines that print holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.dates import Month
from guarantor.services.correspondence.said import LONGEST_LINE, in_lines, months_by_name

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
