"""durable_rules alone: the rules and facts that the scales hand to it, and the library's own way to judge them.

Knows how to listen to what `rules.weigh` sends. Knows no criterion.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from unittest.mock import patch

from durable import engine as library

from rules.conditions import encoder
from rules.derive import Derived
from rules.engine import Engine
from rules.policy import Policy
from rules.vocabulary import FACTS, FIELDS
from rules.weigh import Scales

Terms = Mapping[str, Sequence[Mapping[str, object]]]
EngineFacts = Mapping[str, int | str]

_SEEN = "$seen"
_KIND = "assessment"


class Heard(Engine):
    """The adapter, keeping what it is asked: rules, schema, each set of facts, and what fired for it."""

    def __init__(self, rules: Terms, schema: Mapping[str, type]) -> None:
        super().__init__(rules, schema)
        self.rules, self.schema = rules, schema
        self.facts: list[EngineFacts] = []
        self.answers: list[frozenset[str]] = []

    def fired(self, facts: EngineFacts) -> list[str]:
        """As the adapter answers."""
        names = super().fired(facts)
        self.facts.append(facts)
        self.answers.append(frozenset(names))
        return names


def listen(policy: Policy, derived: Iterable[Derived]) -> Heard:
    """What the scales of the policy ask of durable_rules for these applications."""
    engines: list[Heard] = []

    def hear(rules: Terms, schema: Mapping[str, type]) -> Heard:
        engines.append(Heard(rules, schema))
        return engines[-1]

    with patch("rules.weigh.Engine", hear):
        scales = Scales(policy)
    for one in derived:
        scales.weigh(one)
    (heard,) = engines
    return heard


def from_derived(heard: Heard) -> Callable[[Derived], EngineFacts]:
    """How derived facts are written for the engine that was heard."""
    encoders = [(name, encoder(name)) for name in FACTS if name in heard.schema]
    flags = {field: f"has_{field.replace('.', '_')}" for field in FIELDS}
    flags = {field: flag for field, flag in flags.items() if flag in heard.schema}
    all_known = dict.fromkeys(flags.values(), "known")

    def write(derived: Derived) -> EngineFacts:
        values = derived.values
        facts = {name: encode(values[name]) for name, encode in encoders} | all_known
        facts |= {flags[field]: "missing" for field in derived.missing if field in flags}
        return facts

    return write


class OwnHost(library.Host):  # type: ignore[misc]  # the library has no types
    """The library's documented way in, with the same rules, and without the threads that crash it under load."""

    def __init__(self, rules: Terms) -> None:
        self._fired: list[str] = []
        definition: dict[str, Any] = {
            name: {"all": [{"m": {"$and": [{"kind": _KIND}, *terms]}}], "run": name}
            for name, terms in rules.items()
        }
        definition[_SEEN] = {"all": [{"m": {"kind": _KIND}}], "run": _SEEN}
        super().__init__({_KIND: definition})

    def _run(self) -> None:
        """No background dispatchers."""

    def get_action(self, action_name: str) -> Callable[[Any], None]:
        """What the library calls when a rule fires."""

        def note(_context: Any) -> None:
            self._fired.append(action_name)

        return note

    def fired(self, facts: EngineFacts) -> list[str]:
        """The names of the rules that fired. Raises RuntimeError if the library swallowed an error."""
        self._fired.clear()
        state = self.assert_fact(_KIND, {"kind": _KIND, "sid": "0", "id": "1", **facts})
        self.delete_state(_KIND, "0")
        if "exception" in (state or {}) or self._fired.count(_SEEN) != 1:
            raise RuntimeError(f"durable_rules did not weigh the facts: {state}")
        return [name for name in self._fired if name != _SEEN]
