"""The rehearsal's assumptions, read from habits.yaml: how people behave where the papers do not say."""

from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict


class Habit(BaseModel):
    """One assumption of the rehearsal."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: float
    unit: str
    source: str
    owner: str


@lru_cache(maxsize=1)
def _habits() -> dict[str, Habit]:
    text = (files("guarantor.rehearsal") / "habits.yaml").read_text(encoding="utf-8")
    return {name: Habit.model_validate(entry) for name, entry in yaml.safe_load(text).items()}


@lru_cache(maxsize=1)
def first_names() -> tuple[str, ...]:
    """First names for synthetic people."""
    text = (files("guarantor.rehearsal") / "first_names.yaml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text))


def habit(name: str) -> float:
    """The value of a habit."""
    return _habits()[name].value
