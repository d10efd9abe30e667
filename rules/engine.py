"""durable-rules made safe: one set of flat rules, one set of facts in, the names of the rules that fired out.

The only module that imports durable-rules, and of it only the compiled engine. Its Python `Host` is left
out on purpose: it starts background threads that crash the process under load, reads the clock, gives up on
an action after ten seconds without a word and swallows what an action raises. What is left is called as the
host calls it: assert the facts, take the rules that fired one by one, delete the state.

What the compiled engine gets wrong is kept away from it: values are exact ints within 2^53 or words, never
booleans, decimals or null; every fact set has exactly the schema's names; there are no absence rules, no
nested alternatives, no message ids (one fixed state, deleted after each use). Knows no criterion and no
policy.
"""

import json
import os
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import RLock
from weakref import finalize

import durable_rules_engine

SEEN = "$seen"
MOST_RULES = 200
MOST_FACTS = 200
LARGEST_NUMBER = 2**53
_STATE = "0"
_KIND = "assessment"

_lock = RLock()
"""One assessment at a time in a process: the engine keeps its working memory without locks of its own."""
_unused: deque[object] = deque()
"""Rule sets nobody holds any more: freed by whoever next holds the lock, never by the garbage collector."""

os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release)


class EngineFault(RuntimeError):
    """The engine refused a fact set or did not answer as it must; no decision may be made from it."""


class Engine:
    """The rules of one policy version, built once and used from any thread or forked process.

    `rules` maps each rule's name to the terms that must all hold; `schema` gives each fact's exact type.
    """

    def __init__(
        self, rules: Mapping[str, Sequence[Mapping[str, object]]], schema: Mapping[str, type]
    ) -> None:
        if len(rules) > MOST_RULES or len(schema) > MOST_FACTS:
            raise EngineFault(f"at most {MOST_RULES} rules and {MOST_FACTS} facts fit one rule set")
        if SEEN in rules or any('"' in name or not terms for name, terms in rules.items()):
            raise EngineFault("a rule needs a plain name and at least one term")
        self._schema = dict(schema)
        definition: dict[str, dict[str, list[dict[str, object]]]] = {
            name: {"all": [{"m": {"$and": [{"kind": _KIND}, *terms]}}]} for name, terms in rules.items()
        }
        definition[SEEN] = {"all": [{"m": {"kind": _KIND}}]}
        with _lock:
            while _unused:
                durable_rules_engine.delete_ruleset(_unused.popleft())
            self._handle = durable_rules_engine.create_ruleset(_KIND, json.dumps(definition))
        finalize(self, _unused.append, self._handle)

    def fired(self, facts: Mapping[str, int | str]) -> list[str]:
        """The names of the rules whose terms all hold, in no promised order. Raises EngineFault."""
        self._refuse_what_differs_from_the_schema(facts)
        message = json.dumps({"kind": _KIND, "sid": _STATE, "id": "1", **facts}, ensure_ascii=False)
        with _lock:
            try:
                fired = self._run(message)
            except durable_rules_engine.error as cause:
                self._forget_state()
                raise EngineFault(f"the rule engine failed: {cause}") from cause
            except BaseException:  # an interrupt, too, must not leave one person's facts to the next
                self._forget_state()
                raise
        if fired.count(SEEN) != 1:
            raise EngineFault("the rule engine did not report that it weighed the facts")
        fired.remove(SEEN)
        return fired

    def _run(self, message: str) -> list[str]:
        """Assert the message, collect what fires (JSON whose first key is the rule's name), delete the state."""
        answer, state = durable_rules_engine.assert_fact(self._handle, message)
        if answer != 0:
            raise EngineFault(f"the facts were not accepted (answer {answer})")
        started = durable_rules_engine.start_action_for_state(self._handle, state)
        fired = []
        action = started[1] if started else None
        while action:
            fired.append(action.split('"', 2)[1])
            action = durable_rules_engine.complete_and_start_action(self._handle, state)
        durable_rules_engine.delete_state(self._handle, _STATE)
        return fired

    def _forget_state(self) -> None:
        """Delete what a failed run left; where nothing was left the engine raises, which would hide the cause."""
        with suppress(durable_rules_engine.error):
            durable_rules_engine.delete_state(self._handle, _STATE)

    def _refuse_what_differs_from_the_schema(self, facts: Mapping[str, int | str]) -> None:
        if facts.keys() != self._schema.keys():
            raise EngineFault(f"facts differ from the schema: {sorted(facts.keys() ^ self._schema.keys())}")
        for name, value in facts.items():
            if type(value) is not self._schema[name]:
                raise EngineFault(
                    f"the fact {name} must be {self._schema[name].__name__}, not {type(value).__name__}"
                )
            if value.__class__ is int and not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
                raise EngineFault(f"the fact {name} is too large to be compared exactly")
