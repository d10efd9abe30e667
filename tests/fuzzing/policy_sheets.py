"""Policies bent at one place: a line, a word, a condition. What the language makes of each is another matter."""

import random
import re

from rules.conditions import OPERATORS
from rules.policy import shipped_names, shipped_text
from rules.vocabulary import FACTS
from tests.fuzzing import hostile


def bent_policy(chance: random.Random) -> str:
    """A shipped policy with one to three of its lines, words or values replaced, doubled or taken out."""
    lines = shipped_text(chance.choice(shipped_names())).splitlines()
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(lines))
        way = chance.randrange(6)
        words = re.findall(r"\S+", lines[at]) or [""]
        if way == 0:
            lines[at] = lines[at].replace(chance.choice(words), hostile.text(chance)[:2_000], 1)
        elif way == 1:
            lines[at] = f"{lines[at].partition(':')[0]}: {hostile.text(chance)[:2_000]}"
        elif way == 2:
            lines.insert(at, lines[chance.randrange(len(lines))])
        elif way == 3:
            del lines[at]
        elif way == 4:
            lines[at] = f"{lines[at].partition('-')[0]}- {condition(chance)}"
        else:
            lines[at] = " " * chance.randrange(9) + lines[at].lstrip()
    return "\n".join(lines)


def condition(chance: random.Random) -> str:
    """A comparison of nearly the right form."""
    fact = chance.choice([*FACTS, hostile.text(chance)[:200]])
    operator = chance.choice([*OPERATORS, "==", "not", "=~", "is  not"])
    operand = chance.choice(
        ["0", "yes", "no", "minimum_age", ", ", "a, a", "-1", "1e9", hostile.text(chance)[:500]]
    )
    return f"{fact} {operator} {operand}"
