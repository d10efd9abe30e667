"""Pounds as people write them and pence as the record holds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.money import pence, positive_pence, pounds, spoken
from guarantor.domain.wrong_input import WrongInput

MOST = 99_999_999_999


@given(st.integers(0, MOST))
def test_pounds_read_back_as_the_same_pence(amount_pence: int) -> None:
    assert pence(pounds(amount_pence), "money") == amount_pence


@given(st.integers(-MOST, MOST))
def test_what_people_read_is_the_same_sum_with_commas_and_a_sign(amount_pence: int) -> None:
    assert spoken(amount_pence).replace(",", "").replace("£", "") == pounds(amount_pence)


@pytest.mark.parametrize(
    ("text", "amount_pence"),
    [("0", 0), ("0.00", 0), ("520", 52_000), ("520.5", 52_050), ("520.05", 52_005), ("999999999.99", MOST)],
)
def test_money_may_have_up_to_two_decimals(text: str, amount_pence: int) -> None:
    assert pence(text, "money") == amount_pence


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 520",
        "520 ",
        "520\n",
        "-1",
        "+1",
        "£520",
        "5,20",
        "1,520.00",
        "520.",
        ".50",
        "520.123",
        "5.2e2",
        "nan",
        "1000000000",
        "٥٢٠",
        "５２０",
        "0x10",
        "520.-5",
    ],
)
def test_anything_else_is_refused_with_the_field_named(text: str) -> None:
    with pytest.raises(WrongInput, match=r"deposit: expected pounds such as 520 or 520\.00") as refused:
        pence(text, "deposit")
    assert [fault.field for fault in refused.value.faults] == ["deposit"]


def test_an_amount_that_must_be_positive_is_at_least_a_penny() -> None:
    assert positive_pence("0.01", "--amount") == 1
    for nothing in ("0", "0.00"):
        with pytest.raises(WrongInput, match="--amount: expected an amount above zero"):
            positive_pence(nothing, "--amount")


@pytest.mark.parametrize(
    ("amount_pence", "said"), [(0, "£0.00"), (5, "£0.05"), (152_050, "£1,520.50"), (-100, "-£1.00")]
)
def test_money_is_spoken_in_pounds(amount_pence: int, said: str) -> None:
    assert spoken(amount_pence) == said
