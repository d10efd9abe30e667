"""Figures in words: every boundary of rounding, plural and sign."""

from datetime import date
from decimal import Decimal

import pytest

from letters import formats


@pytest.mark.parametrize(
    ("pounds", "words"),
    [
        ("0", "£0.00"),
        ("520", "£520.00"),
        ("3120.30", "£3,120.30"),
        ("1234567.89", "£1,234,567.89"),
        ("-4", "-£4.00"),
    ],
)
def test_money_always_shows_pence(pounds: str, words: str) -> None:
    assert formats.money(Decimal(pounds)) == words


def test_money_refuses_part_of_a_penny() -> None:
    with pytest.raises(ValueError, match="whole number of pence"):
        formats.money(Decimal("0.005"))


@pytest.mark.parametrize(
    ("pounds", "words"), [("4935.49", "£4,935"), ("4935.50", "£4,936"), ("0.49", "£0"), ("-0.5", "-£1")]
)
def test_a_forecast_is_rounded_to_the_nearest_pound(pounds: str, words: str) -> None:
    assert formats.whole_pounds(Decimal(pounds)) == words


def test_a_day_is_written_without_leading_nought() -> None:
    assert formats.day(date(2019, 7, 1)) == "1 July 2019"
    assert formats.day(date(2020, 2, 29)) == "29 February 2020"


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 tenancies"), (1, "1 tenancy"), (2, "2 tenancies"), (1200, "1,200 tenancies")]
)
def test_a_count_agrees_with_its_noun(number: int, words: str) -> None:
    assert formats.count(number, "tenancy", "tenancies") == words


def test_a_regular_plural_needs_no_second_word() -> None:
    assert [formats.count(number, "month") for number in (1, 12)] == ["1 month", "12 months"]


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("0", "0.0%"),
        ("0.0001", "under 0.1%"),
        ("0.034", "3.4%"),
        ("0.0999", "10.0%"),
        ("0.1", "10%"),
        ("0.996", "over 99%"),
        ("1", "100%"),
    ],
)
def test_a_chance_is_never_rounded_to_none_or_to_certainty(share: str, words: str) -> None:
    assert formats.percent(Decimal(share)) == words


def test_names_are_joined_as_in_a_sentence() -> None:
    assert [formats.names(several) for several in (["A"], ["A", "B"], ["A", "B", "C"])] == [
        "A",
        "A and B",
        "A, B and C",
    ]
