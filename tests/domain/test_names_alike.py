"""Names that one person may have been written by twice, and names that only share a part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.names_alike import names_alike

WORDS = st.lists(st.text("abcdefghij", min_size=1, max_size=8), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("freya exampel", "freya example"),
        ("harvy example", "harvey example"),
        ("example freya", "freya example"),
        ("tam example", "tamsin example"),
        ("anne marie example", "annemarie example"),
        ("freya jane example", "freya example"),
        ("milo example", "mila example"),
    ],
)
def test_a_name_written_twice_is_alike(one: str, other: str) -> None:
    assert names_alike(one.split(), other.split())
    assert names_alike(other.split(), one.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [("freya example", "connor example"), ("tam example", "tam synthetic"), ("", "freya"), ("jo", "al")],
)
def test_a_shared_surname_or_first_name_alone_makes_nobody_alike(one: str, other: str) -> None:
    assert not names_alike(one.split(), other.split())
    assert not names_alike(other.split(), one.split())


@given(WORDS, st.randoms())
def test_a_name_is_like_itself_in_any_order(words: list[str], dice: st.DataObject) -> None:
    assert names_alike(words, dice.sample(words, len(words)))  # type: ignore[attr-defined]


@given(WORDS, WORDS)
def test_being_alike_goes_both_ways(one: list[str], other: list[str]) -> None:
    assert names_alike(one, other) == names_alike(other, one)
