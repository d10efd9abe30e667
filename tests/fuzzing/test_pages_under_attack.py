"""Hostile requests to every page and every form: no failure, nothing unescaped, nothing half-written.

A short run that is the same each time; `python -m benchmarks.hostile` goes on for as long as one likes.
"""

import random
from collections.abc import Iterator

import pytest

from guarantor.domain.access import Act
from guarantor.web.access import admission_of
from tests.fuzzing.pages import BODIES, Attack, Target
from tests.rehearsing import Rehearsal


@pytest.fixture
def attack(rehearsal: Rehearsal) -> Iterator[Attack]:
    """An attack by a chance that is the same each time."""
    made = Attack(rehearsal, random.Random(1999_03_14))
    yield made
    made.close()


def test_no_page_breaks_on_hostile_input(attack: Attack) -> None:
    assert _acts_declared(attack) <= {
        act for target in attack.targets if target.form for act in _acts(attack, target)
    }
    assert sum(len(target.form.boxes) for target in attack.targets if target.form) > 500
    for number, target in enumerate(attack.targets):
        if target.form is not None:
            (attack.form if number % 3 else attack.every_box)(target)
        elif target.query:
            attack.query(target)
    for rule in attack.app.url_map.iter_rules():
        if rule.arguments:
            attack.place(rule)
    for target in attack.chance.sample(attack.targets, 2 * len(BODIES)):
        attack.broken_body(target) if target.form else attack.header(target)
    assert attack.faults == []
    assert attack.tried > 250
    assert attack.got_through > 0


def _acts(attack: Attack, target: Target) -> tuple[Act, ...]:
    return admission_of(attack.app, target.endpoint).acts


def _acts_declared(attack: Attack) -> set[Act]:
    posted = [rule for rule in attack.app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    return {act for rule in posted for act in admission_of(attack.app, rule.endpoint).acts}
