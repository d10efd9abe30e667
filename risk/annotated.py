"""A YAML file of values, each plain or written with its unit, source, range and owner.

Knows YAML and the shape of an annotated value. Which names and values are right is for assumptions.py
and dated_basis.py.
"""

import re
from collections.abc import Hashable
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from risk.faults import WrongInput, sentences


class Weight(BaseModel):
    """How much a value weighs as evidence: as if so many (`number`) of something (`of`) had been seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: float
    of: str


def _weight(given: object) -> object:
    found = re.fullmatch(r"([1-9][0-9]*) ([a-z-]+)", given) if isinstance(given, str) else None
    if found is None:
        raise ValueError(f"should be a whole number of something, like 40 people, not {given!r}")
    return Weight(number=float(found[1]), of=found[2])


class Entry(BaseModel):
    """A value with what a reader must know to judge it. `source` is a citation or the word assumption;
    `range` is [low, high], a list of choices, or None where no other value is considered; `weight` makes a share
    a Beta with the value as its mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Any
    unit: str
    source: str
    owner: str
    range: tuple[Any, ...] | None = None
    weight: Annotated[Weight | None, BeforeValidator(_weight)] = None
    why: str = ""

    def fault(self) -> str | None:
        """What is wrong with the value in the light of its own range; None if nothing is."""
        if self.range is None:
            return None
        if not all(_is_number(edge) for edge in (*self.range, self.value)):
            inside = self.value in self.range
        else:
            inside = len(self.range) == 2 and self.range[0] <= self.value <= self.range[1]
        return None if inside else f"should lie in its own range {list(self.range)}, not {self.value!r}"


def _is_number(given: object) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool)


class _Loader(yaml.SafeLoader):
    """YAML as a person means it: 1e-6 is a number, and a key given twice is a fault."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value} is given twice", problem_mark=key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep=deep)


# YAML 1.1, which PyYAML reads, wants a point in 1.0e-6; YAML 1.2 and people do not.
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+$"), list("-+0123456789")
)


def load_yaml(text: str, name: str) -> dict[str, Any]:
    """A YAML mapping from its text. Raises WrongInput naming file and line."""
    try:
        read = yaml.load(text, Loader=_Loader)  # noqa: S506  # a SafeLoader, made stricter
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
        raise WrongInput([f"{name}, line {line}: expected YAML, but {wrong.problem}."]) from None
    except yaml.YAMLError:
        raise WrongInput([f"{name}: expected YAML text."]) from None
    if not isinstance(read, dict):
        raise WrongInput([f"{name}: expected a mapping of names to values, not {type(read).__name__}."])
    return read


def plain(tree: Any, place: str, entries: dict[str, Entry], faults: list[str]) -> Any:
    """The tree with every annotated value replaced by the value alone.

    The whole of a file is never one value. Each annotation found is put into `entries` under its dotted place,
    each fault into `faults`.
    """
    if not isinstance(tree, dict):
        return tree
    if "value" not in tree or not place:
        return {key: plain(part, f"{place}.{key}".strip("."), entries, faults) for key, part in tree.items()}
    try:
        entry = Entry.model_validate(tree)
    except ValidationError as error:
        faults += sentences(error, lambda where: ".".join([place, *map(str, where)]))
        return tree["value"]
    wrong = entry.fault()
    if wrong:
        faults.append(f"{place} {wrong}.")
    entries[place] = entry
    return entry.value
