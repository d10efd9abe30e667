"""What a policy consists of: criteria, parameters and sources with the dates from which they hold.

Knows the shape of a policy and which of its values stand on a day. Reading a file is `policy_reading`,
looking for contradictions in it `soundness`. Knows no application.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal

from rules.conditions import Condition
from rules.sentences import Sentence
from rules.wording import day_in_words, quantity

Result = Literal["met", "refer", "not_met", "unknown"]
Status = Literal["draft", "proposed", "comparison", "adopted", "superseded"]
RESULTS: tuple[Result, ...] = ("met", "refer", "not_met")
STATUSES: tuple[Status, ...] = ("draft", "proposed", "comparison", "adopted", "superseded")
ASSUMPTION = "assumption"

Setting = int | bool | str | date
"""A parameter's value: a whole number in its unit (sums in pence), a switch, one of its choices, or a day."""

Limit = int | date
"""A setting that can be compared."""


def number(limit: Limit) -> int:
    """The limit as a whole number: itself, or a day's ordinal."""
    return limit.toordinal() if isinstance(limit, date) else limit


class BeforeFirstVersion(ValueError):
    """The policy was asked for on a day before it was in force."""

    def __init__(self, policy: str, asked_on: date, in_force_from: date) -> None:
        self.policy, self.asked_on, self.in_force_from = policy, asked_on, in_force_from
        super().__init__(
            f"the policy {policy} is in force from {in_force_from.isoformat()}, after {asked_on.isoformat()}"
        )


@dataclass(frozen=True, slots=True)
class Dated:
    """A value and the first day on which it stands; `until_on` only where the file closes the period."""

    from_on: date
    value: Setting
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number, switch, choice or day that the council can change without changing any wording."""

    name: str
    about: str
    unit: str
    values: tuple[Dated, ...]
    source: str
    owner: str
    lowest: Limit | None = None
    highest: Limit | None = None
    choices: tuple[str, ...] = ()
    line: int = 0

    @property
    def is_assumption(self) -> bool:
        """Whether the papers leave this value open."""
        return ASSUMPTION in self.source

    def value_on(self, day: date) -> Setting:
        """The value that stands on the day; the first one for a day before them all."""
        return [dated for dated in self.values if dated.from_on <= day or dated is self.values[0]][-1].value

    def written(self, value: Setting) -> str:
        """The value as people write it."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, date):
            return day_in_words(value)
        return quantity(value, self.unit) if isinstance(value, int) else value


@dataclass(frozen=True, slots=True)
class Case:
    """One way a criterion can come out: a result, its condition (none: in every other case), its sentence."""

    result: Result
    when: Condition | None
    says: Sentence
    line: int = 0


@dataclass(frozen=True, slots=True)
class NeedIf:
    """Fields that are needed only where a condition holds."""

    when: Condition
    needs: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: the fields it needs and its cases, of which the first that holds decides.

    `what_helps` says what a person can still do where no fact that may be changed would meet it.
    """

    id: str
    title: str
    needs: tuple[str, ...]
    needs_if: tuple[NeedIf, ...]
    cases: tuple[Case, ...]
    shows: tuple[str, ...]
    source: str
    what_helps: Sentence
    line: int = 0


@dataclass(frozen=True, eq=False)
class Policy:
    """One policy, standing at one of its versions (`version_from`); equal where text and version are."""

    name: str
    title: str
    status: Status
    in_force_from: date
    sources: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    criteria: tuple[Criterion, ...]
    fingerprint: str
    resolved_text: str = field(repr=False)
    """The whole content, whatever the file was based on; `load` reads it to the same fingerprint."""
    version_from: date

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Policy) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @cached_property
    def _key(self) -> tuple[str, date]:
        return self.fingerprint, self.version_from

    @cached_property
    def versions(self) -> tuple[date, ...]:
        """The first day of each version, in order: the first day of all, and each day a value changes."""
        changes = {dated.from_on for parameter in self.parameters.values() for dated in parameter.values}
        return (self.in_force_from, *sorted(day for day in changes if day > self.in_force_from))

    def on(self, day: date) -> "Policy":
        """The policy as it stands on the day. Raises BeforeFirstVersion."""
        if day < self.in_force_from:
            raise BeforeFirstVersion(self.name, day, self.in_force_from)
        version_from = [first for first in self.versions if first <= day][-1]
        return self if version_from == self.version_from else replace(self, version_from=version_from)

    @cached_property
    def values(self) -> Mapping[str, Setting]:
        """Every parameter's value in the version at which the policy stands."""
        return {name: parameter.value_on(self.version_from) for name, parameter in self.parameters.items()}

    @cached_property
    def written(self) -> Mapping[str, str]:
        """Every parameter's value as people write it."""
        return {name: self.parameters[name].written(value) for name, value in self.values.items()}

    @cached_property
    def thresholds(self) -> Mapping[str, Limit]:
        """The values that conditions can compare with."""
        return {name: value for name, value in self.values.items() if not isinstance(value, str | bool)}

    def parameter(self, name: str) -> int:
        """A whole number in its unit (sums in pence). KeyError if absent, TypeError if of another kind."""
        value = self.values[name]
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"the parameter {name} is not a whole number")
        return value

    def parameter_if_any(self, name: str) -> int | None:
        """As `parameter`, or None where the policy does not state it, such as `places` without a limit."""
        return self.parameter(name) if name in self.values else None

    def switch(self, name: str) -> bool:
        """A yes or no. KeyError if absent, TypeError if of another kind."""
        value = self.values[name]
        if not isinstance(value, bool):
            raise TypeError(f"the parameter {name} is not a yes or no")
        return value

    def choice(self, name: str) -> str:
        """A word out of the parameter's choices. KeyError if absent, TypeError if of another kind."""
        value = self.values[name]
        if not isinstance(value, str):
            raise TypeError(f"the parameter {name} is not a choice")
        return value

    def criterion(self, id_: str) -> Criterion:
        """The criterion with the id. KeyError if the policy has none."""
        for criterion in self.criteria:
            if criterion.id == id_:
                return criterion
        raise KeyError(id_)
