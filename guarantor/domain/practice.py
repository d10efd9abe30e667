"""The council's practice as data: working days, limits and reminders that no policy states (practice.yaml).

A policy version never changes once stored, so what the policies do not say is kept here. Knows the form of a figure
and refuses one that is out of its range; what a figure does is for whoever asks for it.
"""

from functools import cache
from importlib.resources import files
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from guarantor.domain.money import pence


def _in_whole_units(value: object) -> object:
    return pence(value, "value") if isinstance(value, str) else value


Whole = Annotated[int, BeforeValidator(_in_whole_units), Field(strict=True)]
"""A whole number in the figure's unit; sums are written in pounds and held in pence."""


class Figure(BaseModel):
    """One figure of practice, with who owns it and where it comes from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str = Field(min_length=1)
    value: Whole
    unit: str = Field(min_length=1)
    range: tuple[Whole, Whole]
    source: str = Field(min_length=1)
    owner: str = Field(min_length=1)

    @model_validator(mode="after")
    def _value_is_in_range(self) -> "Figure":
        lowest, highest = self.range
        if not lowest <= self.value <= highest:
            raise ValueError(f"{self.value} is not from {lowest} to {highest}")
        return self

    @property
    def is_assumption(self) -> bool:
        """Whether nobody has laid the value down."""
        return "assumption" in self.source


def figure(name: str) -> Figure:
    """The figure of this name; sums in pence. KeyError where there is none."""
    return figures()[name]


@cache
def figures() -> dict[str, Figure]:
    """Every figure by name, as the file gives them."""
    text = (files("guarantor.domain") / "practice.yaml").read_text(encoding="utf-8")
    return read(yaml.safe_load(text))


def read(tree: dict[str, Any]) -> dict[str, Figure]:
    """Figures from a parsed file. Raises pydantic's ValidationError for one that is not whole, in range or owned."""
    return {name: Figure.model_validate(given) for name, given in tree.items()}
