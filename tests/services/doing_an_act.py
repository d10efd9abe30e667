"""The form in which every act that a person does is listed, once each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from guarantor.domain.access import Act
from guarantor.services.acting.office import Office, Person
from tests.rehearsing import Story


@dataclass(frozen=True)
class Doable:
    """An act that succeeds after `story` when `by` does it, about `subject`."""

    act: Act
    story: Story
    by: str
    subject: str
    do: Callable[[Office, Person], dict[str, Any] | None]
