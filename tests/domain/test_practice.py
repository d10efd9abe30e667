"""Figures of practice: each whole, in range, owned, and named once."""

import re
from importlib.resources import files
from typing import Any

import pytest
from pydantic import ValidationError

from guarantor.domain import practice

LIMIT: dict[str, Any] = {
    "about": "The most of something",
    "value": "250.00",
    "unit": "pounds",
    "range": ["0.00", "1000.00"],
    "source": "assumption",
    "owner": "Finance",
}


@pytest.mark.parametrize("name", practice.figures())
def test_every_figure_is_in_its_range_and_says_where_it_comes_from(name: str) -> None:
    figure = practice.figure(name)
    lowest, highest = figure.range
    assert lowest <= figure.value <= highest
    assert figure.is_assumption or re.search(r"[A-Z]", figure.source)


def test_no_figure_is_named_twice() -> None:
    text = (files("guarantor.domain") / "practice.yaml").read_text(encoding="utf-8")
    named = re.findall(r"^([a-z_]+):", text, flags=re.MULTILINE)
    assert sorted(named) == sorted(practice.figures())


def test_sums_are_written_in_pounds_and_held_in_pence() -> None:
    assert practice.read({"limit": LIMIT})["limit"].value == 25_000


def test_a_figure_that_does_not_exist_is_none() -> None:
    with pytest.raises(KeyError):
        practice.figure("luck")


@pytest.mark.parametrize("value", ["0.00", "1000.00"])
def test_a_figure_may_stand_at_either_end_of_its_range(value: str) -> None:
    practice.read({"limit": {**LIMIT, "value": value}})


@pytest.mark.parametrize(
    "changes",
    [
        {"value": "1000.01"},
        {"value": "250.001"},
        {"value": 2.5},
        {"value": True},
        {"owner": ""},
        {"source": ""},
        {"note": "x"},
    ],
)
def test_a_figure_out_of_range_not_whole_or_not_owned_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        practice.read({"limit": {**LIMIT, **changes}})
