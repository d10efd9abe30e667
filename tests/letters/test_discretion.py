"""Which words would tell a landlord too much, and which would not."""

import pytest

from letters import discretion


@pytest.mark.parametrize(
    "text",
    [
        "a care leaver",
        "Care-Leavers",
        "born on 14 March",
        "her date of birth",
        "the age of 25",
        "aged 19",
        "her 25th birthday",
        "the 18plus team",
        "18plus@example.org",
        "young person",
        "former relevant",
        "looked after",
        "personal adviser",
        "UASC",
    ],
)
def test_a_telling_word_is_found(text: str) -> None:
    assert discretion.told(text)


@pytest.mark.parametrize("text", ["damage", "the managing agent", "page 2", "take care", "reborn on"])
def test_only_whole_words_count(text: str) -> None:
    assert discretion.told(text) == []


def test_each_word_is_named_once_in_order() -> None:
    assert discretion.told("Age, birthday, age") == ["age", "birthday"]
