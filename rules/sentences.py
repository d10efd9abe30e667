"""Sentence templates of a policy, with strict placeholders.

Knows how a template is filled with parameters and facts; how each is written is `wording`. Knows no rule.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from rules.vocabulary import FACTS, Kind, Value
from rules.wording import code_in_words, day_in_words, quantity

NOT_KNOWN = "not known"
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class SentenceFault(ValueError):
    """A template that cannot be filled, said in one sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template with placeholders in braces, each the name of a fact or of a parameter."""

    text: str

    def __post_init__(self) -> None:
        if re.search(r"[{}]", _PLACEHOLDER.sub("", self.text)):
            raise SentenceFault("a brace in the sentence does not belong to a placeholder like {rent_share}")

    def placeholders(self) -> tuple[str, ...]:
        """The names to be filled in, each once."""
        return tuple(dict.fromkeys(_PLACEHOLDER.findall(self.text)))

    def with_parameters(self, written: Mapping[str, str]) -> Callable[[Mapping[str, Value]], str]:
        """The sentence with its parameters already in place, ready to be filled with facts."""
        text = _PLACEHOLDER.sub(lambda found: written.get(found[1], found[0]), self.text)
        names = _PLACEHOLDER.findall(text)
        if not names:
            return lambda _facts: text
        template = _PLACEHOLDER.sub("%s", text.replace("%", "%%"))
        writers = [(name, writer(name)) for name in names]
        return lambda facts: template % tuple([write(facts[name]) for name, write in writers])


def writer(name: str) -> Callable[[Value], str]:
    """How the fact is written in a sentence; an absent one reads "not known"."""
    fact = FACTS[name]
    ways: Mapping[Kind, Callable[[Any], str]] = {
        "whole": partial(quantity, unit=fact.unit),
        "date": day_in_words,
        "code": code_in_words,
        "yes_no": _yes_or_no,
        "text": str,
    }
    write = ways[fact.kind]
    return lambda value: NOT_KNOWN if value is None else write(value)


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"
