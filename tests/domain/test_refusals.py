"""Every refusal says one sentence that a person can read, with its figures."""

import dataclasses
import datetime as dt
import re
import typing
from collections.abc import Sequence
from typing import Any

import pytest

from guarantor.domain import refusals
from guarantor.domain.refusals import ClaimExceedsCap, NoPlaceFree, Refused

EVERY = [kind for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, Refused)]
SAMPLES: dict[Any, Any] = {
    str: "tenancy_ended",
    bool: True,
    int: 123_456,
    dt.date: dt.date(2018, 7, 5),
    Sequence[str]: ("not_ready", "too_late"),
    Sequence[dt.date]: (dt.date(2018, 7, 5), dt.date(2018, 8, 5)),
    str | None: None,
    int | None: None,
}


def sample(kind: type[Refused]) -> Refused:
    hints = typing.get_type_hints(kind)
    return kind(*(SAMPLES[hints[field.name]] for field in dataclasses.fields(kind)))


@pytest.mark.parametrize("kind", [kind for kind in EVERY if kind is not Refused])
def test_a_refusal_is_one_sentence_with_its_own_name(kind: type[Refused]) -> None:
    refused = sample(kind)
    said = str(refused)
    assert said.endswith(".")
    assert not said.endswith("..")
    assert "\n" not in said
    assert "None" not in said
    assert refused.name == kind.__name__


@pytest.mark.parametrize("kind", [kind for kind in EVERY if kind is not Refused])
def test_a_refusal_speaks_of_money_in_pounds(kind: type[Refused]) -> None:
    pence = [field.name for field in dataclasses.fields(kind) if field.name.endswith("_pence")]
    said = str(sample(kind))
    assert ("£1,234.56" in said) == bool(pence)
    assert "123456" not in re.sub("123456 (places|minutes)|Transfer 123456", "", said)


def test_a_refusal_carries_its_figures() -> None:
    taken = "No place is free: all 25 places of kent-pilot-1 are taken; "
    assert str(NoPlaceFree("kent-pilot-1", 25)) == f"{taken}the case can join the waiting list."
    assert str(NoPlaceFree("kent-pilot-1", 25, 2)) == f"{taken}the case is number 2 on the waiting list."
    assert str(ClaimExceedsCap("RG-0001/1", 52_001, 52_000)) == (
        "RG-0001/1: £520.01 is more than the £520.00 left of the maximum guarantee."
    )
